"""The figures that an inspector asks for: who audited, what came of the audits, how soon Category 1 was answered."""

from collections.abc import Iterable

from app.events.periods import Period
from app.events.vocabulary import JOB_LEVELS
from app.reports.source import Source
from projections import auditor_levels, came_of, concern_clocks, seals
from projections.grade_table import OVERALL, base_name
from projections.rows import Row
from projections.shares import Figure

MODERATED_RULE = "Completed audits whose moderator has judged the practice and the audit ÷ completed audits."
LEVEL_RULE = "Completed audits of an auditor whose job is of this level, as it is recorded now ÷ completed audits."
PEOPLE_RULE = "Auditors of at least one of the completed audits; in a time of several months each is counted once."
CAME = "Of audits that came in, but for those of a child whom two audit until both are in."
RAISED_RULE = f"Actions that had come of the audits by that day, those since cancelled among them. {CAME}"
CANCELLED_RULE = f"Actions that were cancelled by that day ÷ actions that came of the audits. {CAME}"
KEPT = "actions that came of the audits and are not cancelled"
DONE_RULE = f"Actions with their completion recorded, verified or not ÷ {KEPT}. {CAME}"
VERIFIED_RULE = f"Actions that quality assurance found done ÷ {KEPT}. {CAME}"
AGAIN_RULE = (
    "Audits whose child was audited again in a later month, to standard and graded ÷ audits to standard, graded."
)
WAYS = {
    "better": ("Graded better the next time", -1),
    "same": ("Graded the same the next time", 0),
    "worse": ("Graded worse the next time", 1),
}
WAY_RULE = (
    "Audits whose child's next graded audit has such a grade ÷ audits whose child was audited again and graded."
    " A grade that the later framework does not have is neither better, nor the same, nor worse."
)
CONCERNS = {
    "raised": ("Children of concern raised", "Concerns raised for the first time in the period, in either category."),
    "one": ("Came into Category 1", "Concerns with a clock of Category 1 that began in the period."),
}
SAME_DAY = "Category 1 answered the same day, in the period"
SAME_DAY_RULE = (
    "Concerns of which each clock of Category 1 that began in the period was answered on its day ÷ concerns with such a"
    " clock that is answered, or whose day is over."
)


def audited(source: Source, period: Period) -> Iterable[Figure]:
    """By auditors of which level the audits of the period were completed, and how many of them were moderated."""
    done, moderated = _members(source, period, "returned"), set(_members(source, period, "moderated"))
    part = tuple(id for id in done if id in moderated)
    yield Figure("audited:moderated", "Moderated, of completed", MODERATED_RULE, part, base=done)
    rows = auditor_levels.of_audits(source.model, done)
    people = tuple(sorted({row["auditor"] for row in rows}))
    yield Figure("audited:auditors", "Auditors who completed an audit", PEOPLE_RULE, people, "people")
    for level, words in JOB_LEVELS.items():
        theirs = tuple(row["id"] for row in rows if row["level"] == level)
        yield Figure(f"audited:{level}", f"By auditors whose job is: {words}", LEVEL_RULE, theirs, base=done)


def after(source: Source, period: Period) -> Iterable[Figure]:
    """What was done after the audits of the period, and how the same children were graded the next time."""
    sealed = seals.sealed(source.model)
    came = tuple(id for id in _members(source, period, "returned") if id not in sealed)
    rows = came_of.actions(source.model, came, source.on)
    every, cancelled = _ids(rows), _ids(row for row in rows if row["cancelled"])
    kept = _ids(row for row in rows if not row["cancelled"])
    done = _ids(row for row in rows if row["state"] in ("completed", "verified"))
    verified = _ids(row for row in rows if row["state"] == "verified")
    yield Figure("after:raised", "Actions that came of them", RAISED_RULE, every, "actions")
    yield Figure("after:cancelled", "Actions cancelled", CANCELLED_RULE, cancelled, "actions", every, "actions")
    yield Figure("after:completed", "Actions completed", DONE_RULE, done, "actions", kept, "actions")
    yield Figure("after:verified", "Actions verified", VERIFIED_RULE, verified, "actions", kept, "actions")
    yield from _again(source, period)


def _again(source: Source, period: Period) -> Iterable[Figure]:
    graded = _members(source, period, base_name(OVERALL))
    rows = came_of.next_audits(source.model, graded)
    again = _ids(rows)
    yield Figure("after:again", "Audited again since", AGAIN_RULE, again, base=graded)
    for name, (label, way) in WAYS.items():
        theirs = _ids(row for row in rows if _way(source, row) == way)
        yield Figure(f"after:{name}", label, WAY_RULE, theirs, base=again)


def clocks(source: Source, period: Period) -> Iterable[Figure]:
    """Children of concern who were raised in the period, and how soon those of Category 1 were answered."""
    rows = clock_rows(source, period)
    members = {"raised": _ids(concern_clocks.raised(source.model, *days(period))), "one": _once(rows)}
    for name, (label, rule) in CONCERNS.items():
        yield Figure(f"clocks:{name}", label, rule, members[name], "concerns")
    over = _once(row for row in rows if row["over"])
    late = {row["id"] for row in rows if row["over"] and not row["same_day"]}
    same = tuple(id for id in over if id not in late)
    yield Figure("clocks:same-day", SAME_DAY, SAME_DAY_RULE, same, "concerns", over, "concerns")


def clock_rows(source: Source, period: Period) -> list[Row]:
    """Every clock of Category 1 that began in a period, as it stands on the day."""
    return concern_clocks.begun(source.model, *days(period), source.on.isoformat())


def days(period: Period) -> tuple[str, str]:
    """The first and the last day (ISO) of a period."""
    return f"{period.first}-01", period.ends_on.isoformat()


def _members(source: Source, period: Period, name: str) -> tuple[str, ...]:
    """What a figure of the months counts; nothing where no month was opened."""
    found = source.figures(period).get(name)
    return found.members if found else ()


def _way(source: Source, row: Row) -> int | None:
    """-1 for a better grade than before, 0 for the same, 1 for a worse one; None where the two cannot be compared."""
    content = source.content_of(row["framework"], row["framework_version"])
    place = {grade["id"]: number for number, grade in enumerate(content["grades"])}
    if row["was"] not in place or row["now"] not in place:
        return None
    return (place[row["now"]] > place[row["was"]]) - (place[row["now"]] < place[row["was"]])


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row["id"] for row in rows)


def _once(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted({row["id"] for row in rows}))

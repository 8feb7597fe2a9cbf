"""The figures of what became of audits, each with its members: actions, duties, concerns, impact, inadequate audits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.events.periods import Period
from app.reports.source import Source, months_of
from projections import actions_standing, concern_lists, duties_lists, impact_lists, inadequate
from projections.rows import Row
from projections.shares import Figure

CONCERNS = {
    "open": ("Children of concern", "Those who stand on the tracker at the end of that day."),
    "one": ("of these in Category 1", "Those of them who stand in Category 1."),
    "two": ("of these in Category 2", "Those of them who stand in Category 2."),
    "overdue": ("with a weekly review overdue", "Those of them whose weekly review was due before that day."),
}
SAME_DAY = "Category 1 answered the same day, in twelve months"
SAME_DAY_RULE = (
    "Concerns of which each clock of Category 1 was answered on its day ÷ concerns with a clock of Category 1 that"
    " began in the twelve months up to that day and is answered, or whose day is over."
)
IMPACT = {
    "answered": ("Answered, of all who were asked", "Requests that were answered ÷ requests that were put to somebody"),
    "practice": ("Practice improved, of the answers", "Answers that practice improved ÷ all answers"),
    "helped": ("It helped the child, of the answers", "Answers that it helped the child ÷ all answers"),
}
OF_RETURNS = "Of audits that came in during the period."
NOT_ASKED = impact_lists.NOT_ASKED
INADEQUATE = {
    "audits": ("Audits graded as a concern", "Audits whose overall grade counts as a concern."),
    "raised": (
        "Actions raised",
        "Actions that had come of those audits by that day, those since cancelled among them.",
    ),
    "open": ("Actions open", "Actions of those audits that were to be done at the end of that day."),
    "overdue": ("Actions overdue", "Those of the open actions whose date was before that day."),
    "cancelled": ("Actions cancelled", "Those of the actions that were cancelled by that day."),
    "still": ("Audits with open actions", "Those of the audits of which an action was open at the end of that day."),
}


def actions(source: Source, period: Period) -> Iterable[Figure]:
    """Open actions as at the end of the period, and overdue by how long."""
    source = source.at_end(period)
    found = actions_standing.figures(actions_standing.open_on(source.model, source.asked()), source.on)
    return _put("actions", found)


def duties(source: Source, period: Period) -> Iterable[Figure]:
    """What team managers did, by the day, on receipt of an audit of the period."""
    on = source.on.isoformat()
    asked = source.asked(first=period.first, last=period.last, on=on)
    for one in _put("duties", duties_lists.figures(source.model, asked)):
        yield replace(one, members_are="duties", base_are="duties")


def concerns(source: Source, period: Period) -> Iterable[Figure]:
    """Children of concern at the end of the period, and how soon Category 1 was answered in the year before."""
    source = source.at_end(period)
    rows = concern_lists.stood(source.model, source.asked(on=source.on.isoformat()))
    members = {
        "open": _ids(rows),
        "one": _ids(row for row in rows if row["category"] == "1"),
        "two": _ids(row for row in rows if row["category"] == "2"),
        "overdue": _ids(row for row in rows if row["overdue"]),
    }
    for name, (label, rule) in CONCERNS.items():
        yield Figure(f"concerns:{name}", label, rule, members[name], "concerns")
    clocks = concern_lists.answered(source.model, source.asked())
    same = _ids(row for row in clocks if row["same_day"])
    yield Figure("concerns:same-day", SAME_DAY, SAME_DAY_RULE, same, "concerns", _ids(clocks), "concerns")


def impact(source: Source, period: Period) -> Iterable[Figure]:
    """What those who received the audits say of them."""
    rows = [row for month in period.months for row in impact_lists.each(source.model, source.asked(month=month))]
    asked = [row for row in rows if row["stands"] not in NOT_ASKED]
    answered = [row for row in asked if row["stands"] == "answered"]
    of = {"answered": (answered, asked)}
    of |= {name: ([row for row in answered if row[name] == "yes"], answered) for name in ("practice", "helped")}
    for name, (label, rule) in IMPACT.items():
        members, base = map(_ids, of[name])
        yield Figure(f"impact:{name}", label, f"{rule}. {OF_RETURNS}", members, "requests", base, "requests")


def graded_inadequate(source: Source, period: Period) -> Iterable[Figure]:
    """The audits of the period that have a grade of concern, and where the actions after them stand."""
    audits = of_concern(source, period)
    rows = inadequate.each_action(source.model, audits, source.on)
    still = {row["audit"] for row in rows if row["open"]}
    members = {"audits": audits, "still": tuple(audit for audit in audits if audit in still), "raised": _ids(rows)}
    members |= {name: _ids(row for row in rows if row[name]) for name in inadequate.COUNTED}
    for name, (label, rule) in INADEQUATE.items():
        yield Figure(
            f"inadequate:{name}", label, rule, members[name], "audits" if name in ("audits", "still") else "actions"
        )


def of_concern(source: Source, period: Period) -> tuple[str, ...]:
    """The audits (ids) of a period whose overall grade counts as a concern, month by month."""
    months = months_of(source, period)
    return tuple(audit for one in months for audit in inadequate.of_concern(source.month(one.key), source.figures(one)))


def _put(group: str, found: Mapping[str, Figure]) -> Sequence[Figure]:
    """Figures under a group's name."""
    return [replace(figure, name=f"{group}:{name}") for name, figure in found.items()]


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row["id"] for row in rows)

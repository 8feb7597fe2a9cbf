"""The figures of what stands around the audits, with their members: pools, moderation, loops, good practice, dips."""

from collections.abc import Iterable
from dataclasses import replace

from app.events.periods import Period, moved
from app.reports.source import Source
from projections import dip_samples as samples
from projections import good_practice_lists, loop_pairs, moderation_figures, pools_over_time
from projections.dip_sample_figures import Count, Found
from projections.dip_sample_figures import figures as measured
from projections.moderation_figures import KEPT, OVERALL
from projections.pools import AUDITOR, MODERATOR
from projections.rows import Row
from projections.shares import Figure

SAME_GRADE = "Looped pairs in which both auditors gave the same overall grade"
SAME_GRADE_RULE = (
    "Looped pairs in which both auditors gave the same overall grade before either knew of the other's ÷ looped pairs"
    " of which both audits are in and have an overall grade."
)
IN_PLACE = (
    "Trained, or appointed, by the period's last day and not gone by its end, in the whole council. A month's pool"
    " counts the trained from the month after, and of its own service areas alone."
)
POOLS = {AUDITOR: "auditors", MODERATOR: "moderators"}


def pools(source: Source, period: Period) -> Iterable[Figure]:
    """Who is in each pool at the period's end, who came to it in the period, who left in twelve months."""
    until = until_of(source, period)
    first = f"{moved(period.last, -11)}-01"
    for pool, words in POOLS.items():
        spells = pools_over_time.spells(source.model, pool)
        there = [one for one in spells if pools_over_time.in_place(one, until)]
        yield _people(f"pools:{pool}", f"{'Trained auditors' if pool == AUDITOR else 'Moderators'} in place", IN_PLACE,
                      there)  # fmt: skip
        yield from _came(source, period, pool, spells, there)
        gone = pools_over_time.leaving(source.model, pool, first, until)["left-council"]
        label = f"{words.capitalize()} who left the council in twelve months"
        yield replace(gone, name=f"pools:{pool}-left", label=label)


def until_of(source: Source, period: Period) -> str:
    """The day (ISO) as at which who is in place is counted: the period's last, or today where it is not over."""
    return min(period.ends_on, source.on).isoformat()


def _came(source: Source, period: Period, pool: str, spells: list[Row], there: list[Row]) -> Iterable[Figure]:
    """Who was trained or became a moderator in the period, and who moderates from outside."""
    until = until_of(source, period)
    new = [one for one in spells if one["since"][:7] in period.months and one["since"] <= until]
    if pool == AUDITOR:
        rule = "Auditors whose training ended in the period; they count in the pool from the month after."
        yield _people("pools:auditor-trained", "Auditors trained in the period", rule, new)
        return
    audited = {one["person"]: one["since"] for one in reversed(pools_over_time.spells(source.model, AUDITOR))}
    new = [one for one in new if audited.get(one["person"], pools_over_time.NEVER) <= one["since"]]
    rule = "Moderators appointed in the period who had been trained as auditors before."
    yield _people("pools:moderator-graduated", "Auditors who became moderators in the period", rule, new)
    outside = [one for one in there if pools_over_time.kind_on(one, until) == "external"]
    rule = "Moderators in place who come from outside the council."
    yield _people("pools:moderator-external", "of these external moderators", rule, outside)


def _people(name: str, label: str, rule: str, spells: list[Row]) -> Figure:
    return Figure(name, label, rule, tuple(sorted({one["person"] for one in spells})), "people")


def moderation(source: Source, period: Period) -> Iterable[Figure]:
    """What moderation kept and changed; the share that was kept is one of the months' figures."""
    for name, figure in moderation_figures.figures(source.moderated(period)).items():
        if name != KEPT:
            yield replace(figure, name=f"moderation:{name}")


def loops(source: Source, period: Period) -> Iterable[Figure]:
    """Of how many pairs both auditors gave the same overall grade, before they knew of each other's."""
    rows = loop_pairs.between(source.model, f"cycle/{period.first}", f"cycle/{period.last}")
    pairs = {row["loop"]: row["grades"][OVERALL] for row in rows if OVERALL in row["grades"]}
    same = tuple(loop for loop, (one, other) in pairs.items() if one == other)
    yield Figure("loops:same", SAME_GRADE, SAME_GRADE_RULE, same, "loops", tuple(pairs), "loops")


def good_practice(source: Source, period: Period) -> Iterable[Figure]:
    """What good practice was found in the period, by theme, and how many of it was followed up."""
    themes: dict[str, list[Row]] = {}
    for month in period.months:
        for row in good_practice_lists.each(source.model, source.asked(month=month)):
            themes.setdefault(row["theme"], []).append(row)
    labels = {one["id"]: one["label"] for one in source.content(period).get("themes", ())}
    for theme, rows in sorted(themes.items()):
        name, label = f"good-practice:{theme}", labels.get(theme, theme)
        followed = tuple(row["id"] for row in rows if row["followed"])
        rule = "Examples of the theme that were found in the period."
        yield Figure(name, label, rule, tuple(row["id"] for row in rows), "examples")
        rule = "Those of the examples that were followed up, by now."
        yield Figure(f"{name}:followed", f"{label}: followed up", rule, followed, "examples")


def dip_samples(source: Source, period: Period) -> Iterable[Figure]:
    """Every answer of the dip samples that were drawn or concluded in the period."""
    for id in of_period(source, period):
        for found in measures(source, period, id):
            for one in found.counts:
                yield _answer(id, found, one)


def of_period(source: Source, period: Period) -> list[str]:
    """The dip samples (ids) that were drawn or concluded in a period and not withdrawn."""
    return [id for id in sorted(samples.titles(source.model)) if _is_of(source, id, period)]


def measures(source: Source, period: Period, id: str) -> list[Found]:
    """What the answers of a dip sample come to, measure by measure."""
    sample = samples.dip_sample(source.model, id) or {}
    places = source.content(period)["rounding"]["places"]
    return measured(sample["measures"], samples.members(source.model, id), places)


def name_of(id: str, found: Found, one: Count) -> str:
    """What the figure of an answer is called."""
    return f"dip:{id.partition('/')[2]}:{found.measure['id']}:{one.id}"


def _is_of(source: Source, id: str, period: Period) -> bool:
    found = samples.dip_sample(source.model, id) or {}
    days = [found.get("drawn_on") or "", found.get("ended_on") or ""]
    return found.get("state") != "withdrawn" and any(day[:7] in period.months for day in days)


def _answer(id: str, found: Found, one: Count) -> Figure:
    """An answer over its measure's base; where that is a number from elsewhere, it has no members."""
    outside = found.measure["base"]["kind"] == "outside"
    base = ("",) * found.of if outside else found.base
    rule = (
        f"Records of the dip sample with the answer {one.label} ÷ records that “{found.measure['label']}” is asked of."
    )
    return Figure(name_of(id, found, one), f"{found.measure['label']}: {one.label}", rule, one.members, "records",
                  None if one.n > found.of else base, "elsewhere" if outside else "records")  # fmt: skip

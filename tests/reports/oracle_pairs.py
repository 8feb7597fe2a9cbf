"""What reports show around the months' figures, twice: as the product has it, and by another route over the events."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.events.periods import period
from app.reports import figures
from app.reports.source import Source
from projections import (
    actions_standing,
    children,
    concern_lists,
    dip_sample_figures,
    dip_samples,
    duties_lists,
    good_practice_lists,
    impact_lists,
    inadequate,
    loop_pairs,
    moderation_figures,
    months,
    pools_over_time,
    report_figures,
    seals,
)
from projections.agreement import agreement
from projections.asking import Asked, Reach
from projections.pools import AUDITOR, MODERATOR
from tests.reports import (
    oracle,
    oracle_actions,
    oracle_concerns,
    oracle_dip_samples,
    oracle_duties,
    oracle_impact,
    oracle_inspected,
    oracle_moderation,
    oracle_pools,
)
from tests.reports.oracle import Events
from tests.reports.oracle_log import in_order, of_month, streams

Pair = tuple[Any, Any]
"""What the product says, and what the oracle does."""


def _asked(day: date, **chosen: str) -> Asked:
    return Asked(Reach(everything=True), day, chosen)


def _read(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (sorted(one.members), None if one.base is None else sorted(one.base)) for name, one in found.items()}


def moderation(model: Any, events: Events, first: str, last: str, content_of: Any) -> Pair:
    """Every figure of moderation of some months (YYYY-MM)."""
    of = moderation_figures.period(model, first, last, content_of).without(seals.sealed(model))
    expected = oracle_moderation.moderation(events, first, last, content_of)
    return _read(moderation_figures.figures(of)), in_order(expected)


def loops(model: Any, events: Events, first: str, last: str, scale: list[str]) -> Pair:
    """How many pairs both gave the same overall grade, of how many."""
    rows = loop_pairs.between(model, f"cycle/{first}", f"cycle/{last}")
    found = agreement([tuple(row["grades"]["overall"]) for row in rows if "overall" in row["grades"]], scale)
    return (found.same, found.n), oracle_moderation.agreement(events, first, last, scale)


def actions(model: Any, events: Events, on: date) -> Pair:
    """The open actions of a day, whose they were, and how they stood."""
    rows = actions_standing.open_on(model, _asked(on))
    whose = {row["id"]: {key: row[key] for key in ("owner", "team", "area", "due")} for row in rows}
    expected = oracle_actions.standing(events, on.isoformat())
    figures = in_order(oracle_actions.figures(expected, on.isoformat()))
    return (whose, _read(actions_standing.figures(rows, on))), (expected, figures)


def of_concern(model: Any, events: Events, cycle: str, content: Any, on: date) -> Pair:
    """The audits of a month that are graded as a concern, and the actions that had come of them."""
    of = months.month(model, cycle, content, on)
    audits = inadequate.of_concern(of, report_figures.of_month(of))
    rows = inadequate.actions_of(model, audits, on)
    found = {id: {key: row[key] for key in ("raised", *inadequate.COUNTED)} for id, row in rows.items()}
    grades = oracle.figures(oracle.TheMonth(cycle, of_month(events, cycle), content, on.isoformat()))
    named = [one["id"] for one in content["grades"] if one["counts_as"] == "concern"]
    expected = [audit for name in named for audit in grades[f"grade:overall:{name}"][0]]
    return (sorted(audits), found), (sorted(expected), oracle_actions.came_of(events, expected, on.isoformat()))


def actions_after(model: Any, events: Events, audits: list[str], on: date) -> Pair:
    """The actions that had come of some audits, whatever their grades."""
    rows = inadequate.actions_of(model, audits, on)
    found = {id: {key: row[key] for key in ("raised", *inadequate.COUNTED)} for id, row in rows.items()}
    return found, oracle_actions.came_of(events, audits, on.isoformat())


def inspected(source: Source, events: Events, month: str, on: date) -> Pair:
    """What an inspector asks of a month: who audited, what came of it, and how soon Category 1 was answered."""
    of = period(month)
    assert of is not None
    found = {
        name: one for group in ("audited", "after", "clocks") for name, one in figures.group(source, of, group).items()
    }
    content, day = source.content(of), on.isoformat()
    theirs = oracle.TheMonth(f"cycle/{month}", of_month(events, f"cycle/{month}"), content, day)
    graded = oracle.figures(theirs)["grade:overall:good"][1] or []
    expected = oracle_inspected.audited(events, [theirs])
    expected |= oracle_inspected.after(events, [theirs], graded, [one["id"] for one in content["grades"]], day)
    expected |= oracle_inspected.clocks(events, f"{month}-01", of.ends_on.isoformat(), day)
    return _read(found), in_order(expected)


def duties(model: Any, events: Events, first: str, last: str, on: date) -> Pair:
    """What team managers had done by a day with the audits of some months."""
    found = duties_lists.figures(model, _asked(on, first=first, last=last, on=on.isoformat()))
    return _read(found), in_order(oracle_duties.figures(events, first, last, on.isoformat()))


def concerns(model: Any, events: Events, on: date) -> Pair:
    """Children of concern on a day, and how soon Category 1 was answered."""
    day = on.isoformat()
    found = concern_lists.counts(model, _asked(on, on=day)), concern_lists.answers(model, _asked(on))
    return found, (oracle_concerns.counts(events, day), oracle_concerns.answers(events, day))


def impact(model: Any, events: Events, month: str, on: date) -> Pair:
    """What the requests about the audits that came in in a month come to."""
    found = impact_lists.tally(model, _asked(on, month=month)).total
    return dict(found), oracle_impact.tally(events, month, on.isoformat())


def good_practice(model: Any, events: Events, month: str, on: date) -> Pair:
    """By theme, how much was found and followed up."""
    found = good_practice_lists.themes(model, _asked(on, month=month))
    return {theme: (row["n"], row["followed"]) for theme, row in found.items()}, oracle_impact.themes(events, month)


def pools(model: Any, events: Events, first: date, on: date) -> Pair:
    """Who was in place on a day, who had left since another, who counted; and how many open children there were."""
    found: list[Any] = [sum(row["count"] for row in children.population_on(model, on.isoformat()))]
    expected: list[Any] = [oracle_pools.open_children(events, on.isoformat())]
    for pool in (AUDITOR, MODERATOR):
        rows, day = pools_over_time.spells(model, pool), on.isoformat()
        found.append({row["person"] for row in rows if pools_over_time.in_place(row, day)})
        expected.append(oracle_pools.in_place(events, pool, day))
        found.append(_read(pools_over_time.leaving(model, pool, first.isoformat(), day)))
        expected.append(in_order(oracle_pools.leaving(events, pool, first.isoformat(), day)))
    found.append({row["person"] for row in rows_of(model) if pools_over_time.counts_in(row, day[:7])})
    return found, [*expected, oracle_pools.counted(events, day[:7])]


def rows_of(model: Any) -> list[Any]:
    """The times of the auditors."""
    return pools_over_time.spells(model, AUDITOR)


def samples(model: Any, events: Events) -> Pair:
    """The figures of every dip sample."""
    own = streams(events, "dip_sample/")
    return {id: _sample(model, id) for id in own}, {id: oracle_dip_samples.figures(one) for id, one in own.items()}


def _sample(model: Any, id: str) -> list[dict[str, Any]]:
    sample = dip_samples.dip_sample(model, id) or {}
    return [_measured(one) for one in
            dip_sample_figures.figures(sample["measures"], dip_samples.members(model, id), 0)]  # fmt: skip


def _measured(found: dip_sample_figures.Found) -> dict[str, Any]:
    named = {name: list(getattr(found, name)) for name in ("asked", "base", "missing", "not_applicable")}
    spread = found.spread and (found.spread.n, found.spread.middle, found.spread.least, found.spread.most)
    counts = {one.id: list(one.members) for one in found.counts}
    assert {one.of for one in found.counts} <= {found.of}
    return {"id": found.measure["id"], **named, "of": found.of, "counts": counts, "spread": spread}

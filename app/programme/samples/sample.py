"""The sample of a month over the read model: look at it, draw it, and change it by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.events import cycle as events
from app.events.base import Refusal
from app.events.cycle import Cycle
from app.events.vocabulary import PLAN_TYPES
from app.programme.english import listed
from app.programme.house import House
from app.programme.samples import sampling
from app.programme.samples.sample_facts import Drawing, facts, kept
from app.programme.samples.sampling import Candidate, CannotDraw, Rule
from projections import children, cycles, exemptions, people


def rule_for(house: House, cycle: str, *, size: int, teams: Sequence[str] = (), **controls: Any) -> Rule:
    """A rule over the newest list of children; controls are those of `Rule`, but for the date, which is the list's.

    `named` may be pairs (reference, reason) with or without "child/". Raises Refusal when no list was brought in.
    """
    on = children.listed_on(house.model)
    if not on:
        raise Refusal("No children have been brought in yet. Import the list of children first.")
    named = tuple((ref.removeprefix("child/").strip(), why) for ref, why in controls.pop("named", ()))
    return Rule(size=size, on=date.fromisoformat(on), teams=tuple(teams), named=named, **controls)


def words_for(house: House, cycle: str, rule: Rule) -> str:
    """The rule as one paragraph, with the month's service areas where it has any."""
    return _words(house.model, _scope(house.model, cycle), rule)


def suggested_size(house: House, cycle: str, owed: int) -> int:
    """Audits that the month can carry: (pool − exempt) × audits owed by each, at least 0."""
    pool = {row["id"] for row in cycles.pool(house.model, cycle)}
    exempt = {row["auditor"] for row in exemptions.exemptions(house.model, cycle) if row["state"] == "authorised"}
    return len(pool - exempt) * owed


def preview(house: House, cycle: str, rule: Rule, seed: str) -> Drawing:
    """Draw without storing anything; raises Refusal where the rule cannot be met."""
    return draw_from(house.model, cycle, rule, seed)


def draw(house: House, cycle: str, rule: Rule, seed: str, *, version: int, by: str, at: str) -> Drawing:
    """Draw the month's sample and store it, each child with why it is in; an earlier one is replaced.

    Raises Refusal where the rule cannot be met or audits are allocated, Stale or AlreadyDone.
    """
    month = house.load_at(Cycle, cycle, version, by, events.SampleDrawn, rule=kept(rule), seed=seed)
    drawing = draw_from(house.model, cycle, rule, seed)
    month.draw(**facts(drawing), by=by, at=at)
    house.keep(month)
    return drawing


def add_child(house: House, cycle: str, child: str, reason: str, *, version: int, by: str, at: str) -> None:
    """Put a child (id or reference) into the sample by hand; raises Refusal, Stale or AlreadyDone."""
    sent = {"child": _child(child), "reason": reason}
    month = house.load_at(Cycle, cycle, version, by, events.ChildAddedToSample, **sent)
    reference = child.removeprefix("child/").strip()
    if not reference:
        raise Refusal("Enter the child's reference.", "child")
    if reference not in {found.ref for found in candidates(house.model, month.scope)}:
        raise Refusal(f"{reference} is not on the list of open children of this month's scope.", "child")
    month.add_child(f"child/{reference}", reason, by=by, at=at)
    house.keep(month)


def take_out(house: House, cycle: str, child: str, reason: str, *, version: int, by: str, at: str) -> None:
    """Take a child (id or reference) out of the sample with nobody in their place; raises as `add_child`."""
    sent = {"child": _child(child), "reason": reason, "replaced_by": ""}
    month = house.load_at(Cycle, cycle, version, by, events.ChildTakenOutOfSample, **sent)
    month.take_out(_child(child), reason, "", by=by, at=at)
    house.keep(month)


def replace(house: House, cycle: str, child: str, reason: str, *, version: int, by: str, at: str) -> str:
    """Take a child out and put the next of the same stratum's reserve in their place; returns that child's id.

    Raises Refusal when the reserve is used up or the child was not drawn, Stale or AlreadyDone.
    """
    sent = {"child": _child(child), "reason": reason, "replaced_by": _came_instead(house, cycle, _child(child))}
    month = house.load_at(Cycle, cycle, version, by, events.ChildTakenOutOfSample, **sent)
    instead = next_reserve(house, month, _child(child))
    if not instead:
        raise Refusal(f"No reserve child is left in the place of {_child(child).removeprefix('child/')}.", "child")
    month.take_out(_child(child), reason, instead, by=by, at=at)
    house.keep(month)
    return instead


def reasons(house: House, cycle: str) -> dict[str, str]:
    """Why each child (id) of the month's sample is in it, in the order of the sample."""
    return {child: chosen["why"] for child, chosen in house.load(Cycle, cycle).sample.items()}


def reserve_for(house: House, cycle: str, child: str) -> str:
    """The reserve child (id) who would come in the place of a child of the sample; empty when there is none."""
    return next_reserve(house, house.load(Cycle, cycle), child)


def next_reserve(house: House, month: Cycle, child: str) -> str:
    """The reserve child (id) who would come in the place of a child of the sample; empty when there is none."""
    history = house.log.history(month.id)
    drawn = [made for made in history if isinstance(made, events.SampleDrawn)][-1:]
    stratum = {kept["child"]: kept["stratum"] for made in drawn for kept in (*made.children, *made.reserve)}
    since = history[drawn[0].originator_version :] if drawn else []
    gone = {made.child for made in since if isinstance(made, events.ChildTakenOutOfSample)}
    still = {f"child/{found.ref}" for found in candidates(house.model, month.scope)} - gone - set(month.sample)
    waiting = (kept["child"] for kept in month.reserve if kept["stratum"] == stratum.get(child))
    return next((found for found in waiting if found in still), "")


def candidates(model: Any, scope: Sequence[str]) -> tuple[Candidate, ...]:
    """The open children of the service areas (all for none), as a draw takes them."""
    return tuple(_candidate(row) for row in children.open_children(model, list(scope)))


def draw_from(model: Any, cycle: str, rule: Rule, seed: str) -> Drawing:
    """Draw from the list as a read model has it, now or as it was; raises Refusal where the rule cannot be met."""
    scope, seed = _scope(model, cycle), seed.strip()
    population = candidates(model, scope)
    if not population:
        raise Refusal("No open children are on the list for this month's scope.")
    try:
        sample = sampling.draw(population, rule, seed, _labels(model))
    except CannotDraw as fault:
        raise Refusal(fault.sentence, fault.field) from fault
    return Drawing(
        rule, _words(model, scope, rule), population, sample, tuple(sampling.compare(population, sample.refs))
    )


def _came_instead(house: House, cycle: str, child: str) -> str | None:
    """The reserve child who came when this child was taken out last; None when nobody did."""
    gone = [made for made in house.log.history(cycle) if isinstance(made, events.ChildTakenOutOfSample)]
    return next((made.replaced_by for made in reversed(gone) if made.child == child), "") or None


def _scope(model: Any, cycle: str) -> list[str]:
    found = cycles.cycle(model, cycle)
    if found is None:
        raise Refusal("This month has not been opened.")
    return list(found["scope"])


def _words(model: Any, scope: Sequence[str], rule: Rule) -> str:
    labels = _labels(model)
    areas = f" Only children of {listed([labels.get(area, area) for area in scope])}." if scope else ""
    return sampling.rule_in_words(rule, labels) + areas


def _labels(model: Any) -> dict[str, str]:
    return people.names(model) | PLAN_TYPES


def _candidate(row: Mapping[str, Any]) -> Candidate:
    return Candidate(
        ref=row["id"].removeprefix("child/"),
        plan=row["plan"],
        team=row["team"],
        worker=row["worker"],
        age_band=row["age_band"],
        ethnicity=row["ethnicity"],
        opened=_day(row["opened"]),
        last_audited=_day(row["last_audited"]),
        under_audit=bool(row["under_audit"]),
    )


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _child(child: str) -> str:
    return f"child/{child.removeprefix('child/').strip()}"

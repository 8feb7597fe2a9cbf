"""What an allocation or a swap of a month is decided by: who takes part, who is left out, loads, pairs and rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events.base import Refusal
from app.events.vocabulary import EXEMPTION_CLASSES
from app.programme import frameworks
from app.programme.allocations.allocation_rules import AllocationRules, Auditor, Child
from app.programme.english import day
from app.programme.house import House
from app.programme.samples.sampling_rule import months_before
from projections import allocation, cycles, exemptions, people

LOAD_MONTHS = 3
RECENT_MONTHS = 12

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody of the pool who takes no part this month: the kind of reason, and the words for it."""

    auditor: str
    name: str
    reason_class: str
    why: str


@dataclass(frozen=True, slots=True)
class Month:
    """Everything about one month that decides who may audit whom."""

    cycle: Mapping[str, Any]
    content: Mapping[str, Any]
    auditors: tuple[Auditor, ...]
    absent: tuple[Absent, ...]
    rules: AllocationRules
    held: frozenset[Pair]
    """(auditor id, child's reference) of the audits that the month has already."""


def month(house: House, cycle: str, external_areas: Sequence[str]) -> Month:
    """Gather the month; raises Refusal when it was never opened.

    Audits that were withdrawn or released count for nobody; a nil return has used its auditor's share.
    """
    model = house.model
    found = cycles.cycle(model, cycle)
    if found is None:
        raise Refusal("This month has not been opened.")
    content = frameworks.content(house, found["framework"], found["framework_version"])
    pool, absent = cycles.pool(model, cycle), _absent(model, found)
    missing = {one.auditor for one in absent}
    load, led = allocation.loads(model, months_back(cycle, LOAD_MONTHS)), allocation.supervising(model)
    auditors = [
        auditor(row, content, load.get(row["id"], ()), led.get(row["id"], frozenset()))
        for row in pool
        if row["id"] not in missing
    ]
    return Month(found, content, tuple(auditors), absent, _rules(model, cycle, external_areas), _held(model, cycle))


def months_back(cycle: str, n: int) -> list[str]:
    """The ids of the n months before a cycle, oldest first."""
    first = date.fromisoformat(cycle.removeprefix("cycle/") + "-01")
    return [f"cycle/{months_before(first, back).isoformat()[:7]}" for back in range(n, 0, -1)]


def auditor(row: Mapping[str, Any], content: Mapping[str, Any], load: tuple[int, ...], led: frozenset[str]) -> Auditor:
    """A person of the pool as the rules take them: an external moderator is an external auditor."""
    external = row["moderator"] == "external"
    owed = content["audits_owed_a_month"]
    return Auditor(row["id"], row["name"], row["team"] or "", row["area"] or "", external, owed, load, led)


def child(row: Mapping[str, Any]) -> Child:
    """A child as the rules take them."""
    supervisor = row["worker_supervisor"] or ""
    return Child(ref(row["child"]), row["team"] or "", row["area"] or "", row["worker"] or "", supervisor)


def ref(child: str) -> str:
    """C-10482 of child/C-10482: what the rules and their sentences call a child."""
    return child.removeprefix("child/")


def _rules(model: Any, cycle: str, external_areas: Sequence[str]) -> AllocationRules:
    recent = allocation.lately(model, cycle, months_back(cycle, RECENT_MONTHS)[0])
    pairs = frozenset((auditor, ref(child)) for auditor, child in recent)
    return AllocationRules(frozenset(external_areas), pairs, RECENT_MONTHS, LOAD_MONTHS)


def _held(model: Any, cycle: str) -> frozenset[Pair]:
    rows = allocation.audits(model, cycle)
    return frozenset(
        (row["auditor"], ref(row["child"])) for row in rows if row["state"] not in ("withdrawn", "released")
    )


def _absent(model: Any, cycle: Mapping[str, Any]) -> tuple[Absent, ...]:
    """Authorised exemptions of the month, and those who have left the pool since it was counted."""
    exempt = [row for row in exemptions.exemptions(model, cycle["id"]) if row["state"] == "authorised"]
    pool = {row["id"]: row for row in cycles.pool(model, cycle["id"])}
    still = {row["id"] for row in people.pool(model, cycle["month"])}
    said = [_exempt(row) for row in exempt if row["auditor"] in pool]
    named = {one.auditor for one in said}
    gone = [row for id, row in pool.items() if id not in still and id not in named]
    left = [Absent(row["id"], row["name"], "left", f"{row['name']} has left the pool.") for row in gone]
    return tuple(sorted([*said, *left], key=lambda one: (one.name, one.auditor)))


def _exempt(row: Mapping[str, Any]) -> Absent:
    words = EXEMPTION_CLASSES[row["reason_class"]]
    why = (
        f"{row['auditor_name']} is exempt: {words.lower()}, authorised on {day(date.fromisoformat(row['decided_on']))}."
    )
    return Absent(row["auditor"], row["auditor_name"], row["reason_class"], why)

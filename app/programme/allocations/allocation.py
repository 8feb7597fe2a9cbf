"""Sharing the sample of a month out over its pool: look at it first, then store it whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from app.events import cycle as events
from app.events.audit import Audit
from app.events.base import Refusal
from app.events.calendar import add_working_days
from app.events.cycle import Cycle
from app.programme.allocations import allocating, allocation_facts
from app.programme.allocations.allocating import Allocation, CannotAllocate
from app.programme.allocations.allocation_facts import LOAD_MONTHS, RECENT_MONTHS, Month
from app.programme.house import House
from projections import allocation


class Changed(Refusal):
    """The allocation would no longer come out as it was shown: people, children, the seed or the day changed since."""

    overtaken = True


@dataclass(frozen=True, slots=True)
class Plan:
    """An allocation before it is stored: who waits, who takes part, the pairs, and when the audits would be due."""

    month: Month
    waiting: tuple[dict[str, Any], ...]
    outcome: Allocation
    on: date
    due: date

    @property
    def mark(self) -> str:
        """A digest of the pairs, to tell whether they still come out as they were shown."""
        pairs = "\n".join(f"{pair.auditor} {pair.child}" for pair in self.outcome.pairs)
        return sha256(f"{pairs}\n{self.due}".encode()).hexdigest()[:16]


def preview(house: House, cycle: str, *, seed: str, on: date, external_areas: Sequence[str] = ()) -> Plan:
    """Allocate the children who wait, without storing it.

    Takes the service areas whose work external auditors may be given, and the day that the working days to return
    count from. Raises Refusal when the month is not open or the seed is missing.
    """
    if not seed.strip():
        raise Refusal("Give a seed, so that the allocation can be repeated.", "seed")
    month = allocation_facts.month(house, cycle, external_areas)
    waiting = allocation.waiting(house.model, cycle)
    sample = [allocation_facts.child(row) for row in waiting]
    try:
        outcome = allocating.allocate(month.auditors, sample, month.rules, seed.strip(), month.held)
    except CannotAllocate as fault:
        raise Refusal(fault.sentence, fault.field) from fault
    due = add_working_days(on, month.content["deadlines"]["return_working_days"])
    return Plan(month, tuple(waiting), outcome, on, due)


def allocate(
    house: House,
    cycle: str,
    *,
    version: int,
    seed: str,
    on: date,
    by: str,
    at: str,
    external_areas: Sequence[str] = (),
    shown: str = "",
) -> Plan:
    """Allocate the children who wait: the month's pairs and every audit's own first event in one save.

    `shown` is the mark of the preview that this was decided by, empty for none. Raises Changed when it would come out
    otherwise now, Refusal when there is nobody to allocate or nobody may, Stale or AlreadyDone.
    """
    does = (events.AuditsAllocated,) if _is_newest(house, cycle, on, external_areas) else ()
    month = house.load_at(Cycle, cycle, version, by, *does, seed=seed)
    plan = preview(house, cycle, seed=seed, on=on, external_areas=external_areas)
    _must_be_as_shown(plan, shown)
    first = len(month.numbers)
    month.allocate(**facts_of(plan, external_areas), by=by, at=at)
    made = sorted(month.numbers.items())[first:]
    house.keep(month, *audits_of(plan, month, made, by=by, at=at))
    return plan


def _must_be_as_shown(plan: Plan, shown: str) -> None:
    """Refuse a plan that comes out otherwise than its preview, and one that gives nobody a child."""
    if shown and shown != plan.mark:
        raise Changed(
            "The pool, the exemptions or the children, or the seed or the day have changed since."
            " This is how it comes out now."
        )
    if plan.waiting and not plan.outcome.pairs:
        raise Refusal(f"No child can be given to anybody. {plan.outcome.unplaced[0].why}")


def explanations(house: House, cycle: str, *, reasons: bool = True) -> dict[str, str]:
    """Why each audit (id) of the month is with its auditor: the allocation's grounds, or those of the newest swap.

    With `reasons` also what somebody wrote who gave one by hand.
    """
    said: dict[str, str] = {}
    for made in house.log.history(cycle):
        if isinstance(made, events.AuditsAllocated):
            month = cycle.removeprefix("cycle/")
            said |= {f"audit/{month}/{pair['number']:04d}": pair["grounds"] for pair in made.pairs}
        if isinstance(made, events.AuditorsSwapped):
            why = f"Given by hand: {made.reason.rstrip('.')}." if reasons else "Given by hand."
            said |= {move["audit"]: f"{why} {move.get('grounds', made.grounds)}" for move in made.moves}
    return said


def _is_newest(house: House, cycle: str, on: date, external_areas: Sequence[str]) -> bool:
    """Whether the newest allocation was of this day and gave external auditors these service areas."""
    made = [made for made in house.log.history(cycle) if isinstance(made, events.AuditsAllocated)][-1:]
    if not made or made[0].rules.get("external_areas") != sorted(external_areas):
        return False
    first = f"audit/{cycle.removeprefix('cycle/')}/{made[0].pairs[0]['number']:04d}"
    return bool(getattr(house.log.history(first)[0], "on", "") == on.isoformat())


def audits_of(plan: Plan, month: Cycle, made: Sequence[tuple[int, dict[str, Any]]], *, by: str, at: str) -> list[Audit]:
    """The audits of a plan's pairs (by their new numbers), each allocated."""
    rows = {row["child"]: row for row in plan.waiting}
    teams = {one.id: one.team for one in plan.month.auditors}
    same: dict[str, Any] = {"cycle": month.id, "framework": month.framework}
    same |= {"framework_version": month.framework_version, "on": plan.on.isoformat(), "due": plan.due.isoformat()}
    audits = []
    for number, pair in made:
        child = {key: rows[pair["child"]][key] or "" for key in ("child", "team", "area", "worker", "plan")}
        audit = Audit(f"audit/{month.month}/{number:04d}")
        given = {key: pair[key] for key in ("auditor", "grounds")} | {"auditor_team": teams[pair["auditor"]]}
        audit.allocate(**same, **child, **given, number=number, by=by, at=at)
        audits.append(audit)
    return audits


def facts_of(plan: Plan, external_areas: Sequence[str]) -> dict[str, Any]:
    """What the cycle's event says; in it, too, everybody who gets none and why."""
    absent = [{"auditor": one.auditor, "reason_class": one.reason_class, "why": one.why} for one in plan.month.absent]
    idle = [{"auditor": one.auditor, "reason_class": "", "why": one.why} for one in plan.outcome.left_out]
    rules = {"external_areas": sorted(external_areas), "recent_months": RECENT_MONTHS, "load_months": LOAD_MONTHS}
    return {
        "seed": plan.outcome.seed,
        "rules": rules | {"owed": plan.month.content["audits_owed_a_month"]},
        "pairs": [
            {"child": f"child/{pair.child}", "auditor": pair.auditor, "grounds": pair.why}
            for pair in plan.outcome.pairs
        ],
        "unplaced": [
            {"child": f"child/{one.child}", "missing": one.missing, "blocks": dict(one.blocks), "why": one.why}
            for one in plan.outcome.unplaced
        ],
        "left_out": absent + idle,
    }

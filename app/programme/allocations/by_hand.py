"""Giving a child whom an allocation left without an auditor to somebody by hand, under the allocation's own rules."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from app.events import cycle as events
from app.events.base import Refusal
from app.events.calendar import add_working_days
from app.events.cycle import Cycle
from app.programme.allocations import allocation, allocation_facts
from app.programme.allocations.allocating import Allocation, Pair
from app.programme.allocations.allocation import Plan
from app.programme.allocations.allocation_rules import check_pair, clear_words
from app.programme.allocations.swapping import Move, check, month_as_allocated
from app.programme.house import House
from projections import allocation as read


def moves(house: House, cycle: str, child: str) -> list[Move]:
    """What would stand in the way of each who takes part in the month having a waiting child (id), by name.

    Raises Refusal for a month that was never opened, and for a child who does not wait for an auditor.
    """
    month = month_as_allocated(house, cycle)
    found, load = allocation_facts.child(_waiting(house, cycle, child)), Counter(auditor for auditor, _ in month.held)
    everybody = sorted(month.auditors, key=lambda one: (one.name, one.id))
    blocks = {one.id: tuple(check_pair(one, found, month.rules, load[one.id])) for one in everybody}
    clear = {one.id: clear_words(one, month.rules) for one in everybody}
    return [Move("", child, "", one.id, one.name, blocks[one.id], clear[one.id]) for one in everybody]


def give(
    house: House,
    cycle: str,
    child: str,
    auditor: str,
    *,
    version: int,
    reason: str,
    on: date,
    by: str,
    at: str,
    above_share: bool = False,
) -> None:
    """Allocate a waiting child to one auditor; raises Refusal naming the rules in the way, Stale or AlreadyDone.

    A full share is in the way unless `above_share`.
    """
    areas = list(house.load(Cycle, cycle).rules.get("external_areas", ()))
    rules: dict[str, Any] = {"external_areas": sorted(areas), "by_hand": auditor, "child": child, "reason": reason}
    month = house.load_at(Cycle, cycle, version, by, events.AuditsAllocated, rules=rules)
    if not month.allocated:
        raise Refusal("The audits of this month are not allocated yet.")
    move = next((one for one in moves(house, cycle, child) if one.auditor == auditor), None)
    if move is None:
        raise Refusal("Choose an auditor who takes part this month.", "auditor")
    check(move, above_share, "auditor")
    plan, first = _plan(house, cycle, move, reason, on), len(month.numbers)
    month.allocate(**allocation.facts_of(plan, areas) | {"rules": rules}, by=by, at=at)
    house.keep(month, *allocation.audits_of(plan, month, sorted(month.numbers.items())[first:], by=by, at=at))


def _plan(house: House, cycle: str, move: Move, reason: str, on: date) -> Plan:
    """The one pair as a plan, with the reason in its grounds; nobody is left out by it."""
    found = month_as_allocated(house, cycle)
    why = f"Given by hand: {reason.strip().rstrip('.')}. {move.grounds}"
    pair = Pair(move.auditor, allocation_facts.ref(move.child), why)
    due = add_working_days(on, found.content["deadlines"]["return_working_days"])
    waiting = (_waiting(house, cycle, move.child),)
    return Plan(replace(found, absent=()), waiting, Allocation("", (pair,), (), ()), on, due)


def _waiting(house: House, cycle: str, child: str) -> dict[str, Any]:
    found = next((row for row in read.waiting(house.model, cycle) if row["child"] == child), None)
    if found is None:
        raise Refusal(f"{allocation_facts.ref(child)} does not wait for an auditor.")
    return found

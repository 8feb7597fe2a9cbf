"""What the pages of an allocation show, made ready: who takes part, the pairs, the audits with why, and swaps."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from app.events.vocabulary import AUDIT_STATES, EXEMPTION_CLASSES, GIVEN_STATES, LONG_LEAVE, OPEN_STATES
from app.programme.allocations import allocation as programme
from app.programme.allocations import swapping
from app.programme.allocations.allocation import Plan
from app.programme.allocations.swapping import Move
from app.programme.english import counted
from app.programme.house import House
from app.views import exemption_waiting
from app.views.allocation_advice import advice
from app.views.links import link
from projections import allocation, audits, cycles, people, seals

CLASSES = EXEMPTION_CLASSES | {"left": "Left the pool"}


def planned(house: House, plan: Plan, named: bool) -> dict[str, Any]:
    """The preview: the arithmetic of the pool, who is left out and why, the pairs, and the children without one."""
    return {
        **_taking_part(house, plan),
        "absent": [{"auditor": one.auditor, "why": one.why} for one in plan.month.absent] if named else [],
        "due": plan.due.isoformat(),
        "pairs": _pairs(house, plan),
        "count": counted(len(plan.outcome.pairs), "audit"),
        "unplaced": [{"why": one.why, "href": _by_hand(plan, one.child)} for one in plan.outcome.unplaced],
        "advice": advice(plan.outcome.unplaced, str(plan.month.cycle["month"])),
        "idle": [one.why for one in plan.outcome.left_out],
        "waiting": counted(len(plan.waiting), "child"),
        "any_waiting": bool(plan.waiting),
    }


def _pairs(house: House, plan: Plan) -> list[dict[str, str]]:
    names, rows = people.names(house.model), {row["child"]: row for row in plan.waiting}
    return [
        {
            "reference": pair.child,
            "team": rows[f"child/{pair.child}"]["team_name"] or "No team",
            "auditor": names[pair.auditor],
            "why": pair.why,
        }
        for pair in plan.outcome.pairs
    ]


def _by_hand(plan: Plan, child: str) -> str:
    """Where a child without an auditor is given to somebody, once the month is allocated; "" for who does not."""
    month = plan.month.cycle
    return link(f"/cycles/{month['month']}/allocation/{child}/auditor") if month["allocated_at"] else ""


def allocated(house: House, cycle: str, *, reasons: bool = True) -> dict[str, Any]:
    """The month's audits, each with why its auditor has it; with `reasons` also what somebody wrote of it."""
    why = programme.explanations(house, cycle, reasons=reasons)
    rows = [_row(row, why) for row in allocation.audits(house.model, cycle)]
    return {"audits": rows, "count": counted(len(rows), "audit")}


def swap_values(house: House, audit: str, reader: str) -> dict[str, Any] | None:
    """One audit, what it may be exchanged with, and what not and why; None when unknown.

    No audit that is sealed from the reader is among them: the reason would tell of the pair.
    """
    row = audits.audit(house.model, audit)
    if row is None:
        return None
    values = {"audit": _row(row, programme.explanations(house, row["cycle"])), "audit_version": row["version"]}
    return values | _exchanges(house, audit, row["state"], reader)


def may_have(house: House, audit: str) -> dict[str, Any]:
    """Who may be given an audit, as choices, and who may not and why."""
    moves = swapping.moves_to(house, audit)
    return {
        "may": {move.auditor: move.words for move in moves if not move.barred},
        "barred": [{"name": move.name, "why": _why(move)} for move in moves if move.barred],
        "all_full": all(move.blocks for move in moves),
    }


def _exchanges(house: House, audit: str, state: str, reader: str) -> dict[str, Any]:
    sealed = seals.sealed_from(house.model, reader)
    all_of_them = swapping.exchanges(house, audit) if state in OPEN_STATES else []
    found = [one for one in all_of_them if one[0]["id"] not in sealed]
    free = [(other, mine, theirs) for other, mine, theirs in found if not (mine.barred or theirs.barred)]
    choices = {f"{other['id']} {other['version']}": _other(other) for other, _, _ in free}
    barred = [
        {"name": _other(other), "why": " ".join(dict.fromkeys(filter(None, map(_why, moves))))}
        for other, *moves in found
        if any(move.barred for move in moves)
    ]
    return {"may_exchange": choices, "barred_exchanges": barred}


def _why(move: Move) -> str:
    return " ".join(block.sentence for block in move.barred)


def _other(row: Mapping[str, Any]) -> str:
    return f"{row['auditor_name']}: {row['child'].removeprefix('child/')}"


def _row(row: Mapping[str, Any], why: Mapping[str, str]) -> dict[str, Any]:
    return {
        **row,
        "reference": row["child"].removeprefix("child/"),
        "team_name": row["team_name"] or "No team",
        "state_words": AUDIT_STATES[row["state"]],
        "why": why.get(row["id"], ""),
        "swappable": row["state"] in GIVEN_STATES,
    }


def _taking_part(house: House, plan: Plan) -> dict[str, Any]:
    """Pool − long leave − other exemptions = those who take part, with how many of each kind."""
    cycle = str(plan.month.cycle["id"])
    kinds = Counter(one.reason_class for one in plan.month.absent)
    leave = sum(kinds[kind] for kind in LONG_LEAVE)
    return {
        "pool": len(cycles.pool(house.model, cycle)),
        "long_leave": leave,
        "exempt": sum(kinds.values()) - leave,
        "taking_part": len(plan.month.auditors),
        "owed": counted(plan.month.content["audits_owed_a_month"], "audit"),
        "kinds": [(words, kinds[kind]) for kind, words in CLASSES.items() if kinds[kind]],
        "asked": exemption_waiting.of_month(plan.month.cycle),
    }

"""Giving an audit to another auditor by hand, or exchanging two, under the same rules as the allocation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.events import audit as events
from app.events.audit import Audit
from app.events.base import Refusal
from app.events.calendar import add_working_days
from app.events.cycle import AuditorsSwapped, Cycle
from app.events.vocabulary import OPEN_STATES
from app.programme import frameworks, looped
from app.programme.allocations import allocation_facts
from app.programme.allocations.allocation_facts import Month
from app.programme.allocations.allocation_rules import NONE_OWED, SHARE, Auditor, Block, Child, check_pair, clear_words
from app.programme.house import House
from projections import allocation, audits, loops, people

BENDING = (SHARE, NONE_OWED)
"""What is a share and no rule: somebody may be given more by hand, if that is said."""
ABSENT = "absent"
LOOPED = Block("looped", "The two are looped: both are audits of this child, and neither auditor may have the other's.")


@dataclass(frozen=True, slots=True)
class Move:
    """One audit that would change hands, and every rule that stands in its way."""

    audit: str
    child: str
    was: str
    auditor: str
    name: str
    blocks: tuple[Block, ...]
    clear: str

    @property
    def barred(self) -> tuple[Block, ...]:
        """The rules that no reason overrides."""
        return tuple(block for block in self.blocks if block.rule not in BENDING)

    @property
    def words(self) -> str:
        """The auditor as a choice: the name, once, with what stands in the way."""
        if not self.blocks:
            return self.name
        said = self.blocks[0].sentence
        return said if said.startswith(self.name) else f"{self.name}: {said}"

    @property
    def grounds(self) -> str:
        """What was found, for the record: what is clear, and what was given although the share is full."""
        above = " ".join(block.sentence for block in self.blocks if block.rule in BENDING)
        return f"{self.name}: {self.clear}." + (f" Given above the share. {above}" if above else "")


def moves_to(house: House, audit: str, auditors: Sequence[str] = ()) -> list[Move]:
    """What would stand in the way of each auditor of the month's pool (or of some) having this audit, by name."""
    row = _row(house, audit)
    case = _case(house, row, month_as_allocated(house, row["cycle"]))
    asked = [person for person in case.everybody if not auditors or person in auditors]
    return [case.move(person) for person in asked if person != row["auditor"]]


def moves_in(house: House, cycle: str, external_areas: Sequence[str]) -> Callable[[str], list[Move]]:
    """For any audit (id) of a month: what would stand in the way of each auditor of its pool having it, by name."""
    month, rows = allocation_facts.month(house, cycle, external_areas), allocation.audits(house.model, cycle)
    by_id = {row["id"]: row for row in rows}

    def moves(audit: str) -> list[Move]:
        case = _case(house, by_id[audit], month, all_of_it=rows)
        return [case.move(person) for person in case.everybody if person != by_id[audit]["auditor"]]

    return moves


def exchange_moves(house: House, audit: str, other: str) -> tuple[Move, Move]:
    """What would stand in the way of two audits of one month changing hands; raises Refusal for two months."""
    one, two = _row(house, audit), _row(house, other)
    if audit == other or one["cycle"] != two["cycle"]:
        raise Refusal("Choose another audit of the same month.", "other")
    month = month_as_allocated(house, one["cycle"])
    mine, theirs = _case(house, one, month, other), _case(house, two, month, audit)
    return mine.move(two["auditor"]), theirs.move(one["auditor"])


def exchanges(house: House, audit: str) -> list[tuple[dict[str, Any], Move, Move]]:
    """Every open audit of the month that another auditor has, with what stands in the way of an exchange, by number."""
    row = _row(house, audit)
    month, all_of_it = month_as_allocated(house, row["cycle"]), allocation.audits(house.model, row["cycle"])
    partner = loops.pairs(house.model, row["cycle"]).get(audit, {"other": ""})["other"]
    found: list[tuple[dict[str, Any], Move, Move]] = []
    for other in all_of_it:
        if other["state"] in OPEN_STATES and other["auditor"] != row["auditor"]:
            mine, theirs = (
                _case(house, row, month, other["id"], all_of_it),
                _case(house, other, month, audit, all_of_it),
            )
            one, two = mine.move(other["auditor"]), theirs.move(row["auditor"])
            found.append((other, _of_one_pair(one), _of_one_pair(two)) if other["id"] == partner else (other, one, two))
    return found


def _of_one_pair(move: Move) -> Move:
    """A move between the two audits of a loop, which nothing allows."""
    return replace(move, blocks=(*move.blocks, LOOPED))


def give(
    house: House,
    audit: str,
    auditor: str,
    *,
    version: int,
    reason: str,
    on: date,
    by: str,
    at: str,
    above_share: bool = False,
) -> Move:
    """Give an audit to another auditor of the pool, who begins anew with a new due date.

    Raises Refusal naming every rule in the way; a full share is in the way unless `above_share`. Stale, AlreadyDone.
    """
    sent = {"auditor": auditor, "reason": reason, "on": on.isoformat()}
    found = house.load_at(Audit, audit, version, by, events.AuditReallocated, **sent)
    move = next(iter(moves_to(house, audit, [auditor])), None)
    if move is None:
        raise Refusal("Choose another auditor of this month's pool.", "auditor")
    check(move, above_share, "auditor")
    _keep(house, {found: move}, reason, on, by=by, at=at)
    return move


def exchange(
    house: House, audit: str, other: str, *, versions: tuple[int, int], reason: str, on: date, by: str, at: str
) -> tuple[Move, Move]:
    """Let two auditors of a month exchange two audits; raises as `give`, whose share an exchange does not change."""
    does = (events.AuditReallocated,) if _moved_last(house, audit) == {audit, other} else ()
    sent = {"reason": reason, "on": on.isoformat()}
    one = house.load_at(Audit, audit, versions[0], by, *does, **sent)
    two = house.load_at(Audit, other, versions[1], by, *does, **sent)
    moves = exchange_moves(house, audit, other)
    for move in moves:
        check(move, True, "other")
    _keep(house, {one: moves[0], two: moves[1]}, reason, on, by=by, at=at)
    return moves


def _moved_last(house: House, audit: str) -> set[str]:
    """The audits that changed hands when this one did last: itself, and the one that it was exchanged with."""
    swaps = [made for made in house.log.history(house.load(Audit, audit).cycle) if isinstance(made, AuditorsSwapped)]
    moved = ({move["audit"] for move in made.moves} for made in reversed(swaps))
    return next((audits for audits in moved if audit in audits), set())


def _keep(house: House, moves: dict[Audit, Move], reason: str, on: date, *, by: str, at: str) -> None:
    """Record each move on its audit and all of them on the month, in one save."""
    first = next(iter(moves))
    month = house.load(Cycle, first.cycle)
    content = frameworks.content(house, first.framework, first.framework_version)
    due = add_working_days(on, content["deadlines"]["return_working_days"]).isoformat()
    listed = [
        {"audit": move.audit, "from": move.was, "to": move.auditor, "grounds": move.grounds} for move in moves.values()
    ]
    month.swap(listed, reason, " ".join(move.grounds for move in moves.values()), by=by, at=at)
    for audit, move in moves.items():
        facts = {"on": on.isoformat(), "due": due, "reason": reason, "grounds": move.grounds}
        audit.reallocate(move.auditor, **facts, auditor_team=people.team_of(house.model, move.auditor), by=by, at=at)
        looped.may_take(house, audit, move.auditor)
    loops = [loop for audit in moves for loop in looped.followed(house, audit, by=by, at=at)]
    house.keep(month, *moves, *loops)


def check(move: Move, above_share: bool, field: str) -> None:
    """Raise Refusal, beside a field, for a move that a rule bars; a full share bars it unless `above_share`."""
    blocks = move.barred if above_share else move.blocks
    if blocks:
        child = move.child.removeprefix("child/")
        raise Refusal(f"{child} cannot go to {move.name}. {' '.join(block.sentence for block in blocks)}", field)


def month_as_allocated(house: House, cycle: str) -> Month:
    """The month under the rules of its newest allocation."""
    rules = house.load(Cycle, cycle).rules
    return allocation_facts.month(house, cycle, rules.get("external_areas", ()))


@dataclass(frozen=True, slots=True)
class _Case:
    """One audit, its child as it is now, and the month's other audits; what changes hands with it is left aside."""

    row: dict[str, Any]
    child: Child
    month: Month
    others: tuple[dict[str, Any], ...]

    @property
    def everybody(self) -> dict[str, str]:
        """The names of all in the pool by id, whether they take part or not, in the order of the names."""
        people = [(one.name, one.id) for one in self.month.auditors]
        people += [(one.name, one.auditor) for one in self.month.absent]
        return {id: name for name, id in sorted(people)}

    def move(self, auditor: str) -> Move:
        """What stands between the audit and an auditor."""
        taking = next((one for one in self.month.auditors if one.id == auditor), None)
        blocks = self._blocks(taking) if taking else self._why_absent(auditor)
        clear = clear_words(taking, self.month.rules) if taking else ""
        name = self.everybody.get(auditor, "This auditor")
        return Move(self.row["id"], self.row["child"], self.row["auditor"], auditor, name, tuple(blocks), clear)

    def _blocks(self, taking: Auditor) -> list[Block]:
        load = sum(one["auditor"] == taking.id for one in self.others)
        auditing = {one["auditor"] for one in self.others if one["child"] == self.row["child"]}
        return check_pair(taking, self.child, self.month.rules, load, auditing)

    def _why_absent(self, auditor: str) -> list[Block]:
        why = [one.why for one in self.month.absent if one.auditor == auditor]
        return [Block(ABSENT, why[0] if why else "They are not in this month's pool.")]


def _case(
    house: House,
    row: dict[str, Any],
    month: Month,
    leaving: str = "",
    all_of_it: Sequence[dict[str, Any]] | None = None,
) -> _Case:
    found = allocation.child(house.model, row["child"])
    if found is None:
        raise Refusal("This child is not on the list.")
    others = [
        one
        for one in (allocation.audits(house.model, row["cycle"]) if all_of_it is None else all_of_it)
        if one["id"] not in (row["id"], leaving) and one["state"] not in ("withdrawn", "released")
    ]
    return _Case(row, allocation_facts.child(found), month, tuple(others))


def _row(house: House, audit: str) -> dict[str, Any]:
    """The audit as the read model has it; raises Refusal when there is none."""
    found = audits.audit(house.model, audit)
    if found is None:
        raise Refusal("There is no such audit.")
    return found

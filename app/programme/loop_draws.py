"""The draws of a month's looped audits: made from a seed, stored, and made again."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.events.audit import Audit
from app.events.base import Refusal
from app.events.cycle import Cycle
from app.events.cycle_loops import LoopsDrawn, draw_loops
from app.events.loop import Loop
from app.programme.allocations import swapping
from app.programme.allocations.allocation_facts import LOAD_MONTHS, months_back
from app.programme.house import House
from app.programme.loop_drawing import Chosen, Draw, Taker, draw
from app.programme.looped import who_sees
from app.programme.loops import CAN_BE_LOOPED, opened, taken_in
from app.programme.samples.drawn import Check, LeftOut, compared
from app.programme.samples.sample_check import as_before
from projections import allocation, loops
from projections.rows import Row

RULE = (
    "Audits that are allocated or started, whose child nobody else audits and whose auditor reads no other audit, in"
    " the order of the seed. The second auditor is another, by the rules of the allocation, and reads no other audit."
)

ENDED = ("withdrawn", "released")


def could_be_drawn(house: House, cycle: str) -> int:
    """How many audits of a month could be drawn now; raises Refusal for a month that was never opened."""
    house.load(Cycle, cycle)
    return len(_frame(house, cycle)[0])


def preview(house: House, cycle: str, seed: str, size: int, external_areas: Sequence[str] | None = None) -> Draw:
    """What a seed would draw now, without storing it.

    `external_areas` are those of the month's newest allocation where none are given. Raises Refusal for a month that
    was never opened.
    """
    areas = house.load(Cycle, cycle).rules.get("external_areas", ()) if external_areas is None else external_areas
    frame, others = _frame(house, cycle)
    made = draw(frame, size, seed.strip(), _takers(house, cycle, areas))
    return replace(made, left_out=(*made.left_out, *others))


def make(
    house: House, cycle: str, *, version: int, seed: str, size: int, why: str, on: date, by: str, at: str
) -> Draw:  # fmt: skip
    """Draw, and store the draw with every second audit and loop in one save; returns what came out.

    Raises Refusal when nothing can be drawn, Stale or AlreadyDone.
    """
    month = house.load_at(Cycle, cycle, version, by, LoopsDrawn, seed=seed.strip(), size=size, on=on.isoformat())
    areas = month.rules.get("external_areas", ())
    made = preview(house, cycle, seed, size, areas)
    said: dict[str, Any] = {"by": by, "at": at}
    draw_loops(month, on=on.isoformat(), why=why, external_areas=sorted(areas), **_facts(made), **said)
    pairs = [_opened(house, month, one, why.strip(), on, said) for one in made.chosen]
    house.keep(month, *(subject for pair in pairs for subject in pair))
    for one in made.chosen:
        taken_in(house, one.audit, **said)
    return made


def made(house: House, cycle: str) -> list[LoopsDrawn]:
    """The draws of a month, oldest first."""
    return [one for one in house.log.history(cycle) if isinstance(one, LoopsDrawn)]


def check(house: House, stored: LoopsDrawn) -> Check:
    """Make a stored draw again from its seed, over the month and its people as they stood then."""
    with as_before(house, stored) as model:
        then = House(house.log, house.reader, model)
        again = preview(then, stored.originator_id, stored.seed, stored.size, stored.external_areas)
    was, now = ({(one["audit"], one["auditor"]) for one in found} for found in (stored.chosen, _facts(again)["chosen"]))
    same = all(value == getattr(stored, name) for name, value in _facts(again).items() if name != "rule_in_words")
    return compared(was, now, identical=same)


def _frame(house: House, cycle: str) -> tuple[list[str], list[LeftOut]]:
    """The audits of a month that could be drawn, and the others with why not."""
    rows = allocation.audits(house.model, cycle)
    seeing = {area: who_sees(house, area) for area in {row["area"] for row in rows}}
    why = {row["id"]: _why_not(house, row, seeing[row["area"]]) for row in rows}
    return [id for id, said in why.items() if not said], [LeftOut(id, said) for id, said in why.items() if said]


def _why_not(house: House, row: Row, seeing: Mapping[str, str]) -> str:
    if loops.of_audit(house.model, row["id"]):
        return "Two people audit this child already."
    if row["state"] not in CAN_BE_LOOPED:
        return "Neither allocated nor started any more."
    return seeing.get(row["auditor"], "")


def _takers(house: House, cycle: str, areas: Sequence[str]) -> Callable[[str], list[Taker]]:
    """For an audit of a month (id): everybody who may audit its child too."""
    rows = {row["id"]: row for row in allocation.audits(house.model, cycle)}
    load = Counter(row["auditor"] for row in rows.values() if row["state"] not in ENDED)
    recent = allocation.loads(house.model, months_back(cycle, LOAD_MONTHS))
    moves = swapping.moves_in(house, cycle, areas)

    def found(audit: str) -> list[Taker]:
        seeing = who_sees(house, rows[audit]["area"])
        may = [move for move in moves(audit) if not move.barred and move.auditor not in seeing]
        return [Taker(one.auditor, load[one.auditor], sum(recent.get(one.auditor, ())), one.grounds) for one in may]

    return found


def _opened(house: House, month: Cycle, one: Chosen, why: str, on: date, said: dict[str, str]) -> tuple[Audit, Loop]:
    """The second audit of a drawn one, and their loop; raises Refusal where somebody was quicker."""
    first = house.load(Audit, one.audit)
    if first.state not in CAN_BE_LOOPED:
        raise Refusal("An audit came in while the draw was made. Draw again.")
    return opened(house, month, first, one.auditor, why=why, grounds=one.grounds, on=on, **said)


def _facts(made: Draw) -> dict[str, Any]:
    """What the month's event says of a draw."""
    chosen = [{"audit": one.audit, "why": one.why, "auditor": one.auditor, "grounds": one.grounds}
              for one in made.chosen]  # fmt: skip
    return {
        "seed": made.seed,
        "size": made.size,
        "rule_in_words": f"{RULE} {made.words}",
        "frame": list(made.frame),
        "chosen": chosen,
        "left_out": [{"audit": one.audit, "why": one.why} for one in made.left_out],
    }

"""The drawn loops of a month: which audits have a second one beside them, drawn so that anybody can draw them again."""

from typing import Any

from app.events.base import Event, Refusal, event
from app.events.cycle import Cycle
from app.events.text import given


@event("loops drawn")
class LoopsDrawn(Event):
    """Audits of the month were drawn by a seed to have a second, independent audit beside them, and why.

    `frame` holds those that could be drawn, in the order of the seed; `chosen` says of each drawn one who audits the
    child too, and why both; `left_out` of every other one why not. An external auditor was given work of
    `external_areas` only.
    """

    on: str
    seed: str
    size: int
    why: str
    rule_in_words: str
    external_areas: list[str]
    frame: list[str]
    chosen: list[dict[str, str]]
    left_out: list[dict[str, str]]


def draw_loops(cycle: Cycle, *, seed: str, size: int, why: str, by: str, at: str, **facts: Any) -> None:
    """Keep a draw.

    Raises Refusal for a month that is not open or not allocated, for what is missing, and for more than could be drawn.
    """
    if not cycle.exists:
        raise Refusal("This month has not been opened.")
    if cycle.closed:
        raise Refusal("This month is closed.")
    if not cycle.allocated:
        raise Refusal("The audits of this month are not allocated yet.")
    if not seed.strip():
        raise Refusal("Give a seed, so that the draw can be repeated.", "seed")
    if size < 1:
        raise Refusal("Draw at least one child.", "size")
    why = given(why, field="why")
    if not facts["chosen"]:
        raise Refusal("No audit of this month can have a second auditor now.")
    if size > (most := len(facts["chosen"])):
        audits = "1 audit" if most == 1 else f"{most} audits"
        raise Refusal(f"{audits} can be drawn now with a second auditor. Ask for at most {most}.", "size")
    cycle.record(LoopsDrawn, by=by, at=at, seed=seed.strip(), size=size, why=why, **facts)


def _on_drawn(cycle: Cycle, made: LoopsDrawn) -> None:
    """Each loop, and that the month has a second audit of the child, is an event of its own."""


Cycle.evolves[LoopsDrawn] = _on_drawn

"""The moderated share of a month: which of its audits are moderated, drawn so that anybody can draw them again."""

from typing import Any

from app.events.base import Event, Refusal, event
from app.events.cycle import Cycle


@event("moderation sample drawn")
class ModerationSampleDrawn(Event):
    """Audits of the month were drawn for moderation by the framework's rule and a seed.

    `came_in` audits had come in by then, of which `before` had been drawn by chance; `frame` holds those that could be
    drawn in the order of the seed, each with its overall grade; `chosen` and `left_out` say of every one why.
    """

    on: str
    due: str
    seed: str
    share_percent: int
    always: list[str]
    rule_in_words: str
    came_in: int
    before: int
    frame: list[dict[str, str]]
    chosen: list[dict[str, str]]
    left_out: list[dict[str, str]]


def draw_for_moderation(cycle: Cycle, *, by: str, at: str, **facts: Any) -> None:
    """Keep a draw; raises Refusal before the allocation, without a seed, and when nothing would be drawn.

    A closed month can be drawn from: what comes in late still belongs to it.
    """
    if not cycle.exists:
        raise Refusal("This month has not been opened.")
    if not cycle.allocated:
        raise Refusal("The audits of this month are not allocated yet.")
    if not facts["seed"].strip():
        raise Refusal("Give a seed, so that the draw can be repeated.", "seed")
    if not facts["chosen"]:
        raise Refusal(
            "Nothing is to be drawn now: the share is reached, and no grade that is always moderated is left."
        )
    cycle.record(ModerationSampleDrawn, by=by, at=at, **facts)


def _on_drawn(cycle: Cycle, made: ModerationSampleDrawn) -> None:
    """The audits themselves hold that they are drawn."""


Cycle.evolves[ModerationSampleDrawn] = _on_drawn

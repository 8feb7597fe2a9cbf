"""How a child of concern stops being one: what is left to do is tracked as actions, or nothing is left."""

from collections.abc import Sequence

from app.events.base import Event, Refusal, event
from app.events.concern import Concern, why_of


@event("concern stepped down", seals=("why",))
class ConcernSteppedDown(Event):
    """No longer a child of concern: what is left to do is tracked as these actions."""

    was: str
    actions: list[str]
    why: str
    on: str
    role: str


@event("concern closed", seals=("why",))
class ConcernClosed(Event):
    """No longer a child of concern, and nothing is left to do."""

    was: str
    why: str
    on: str
    role: str


def step_down(concern: Concern, *, actions: Sequence[str], why: str, on: str, role: str, by: str, at: str) -> None:
    """End it, as what is left to do is tracked as actions; raises Refusal as `close`, and without an action."""
    _must_be_over(concern, by, on, role, at, "be stepped down")
    if not actions:
        raise Refusal("Choose the actions that follow. If nothing is left to do, close the concern.", "actions")
    facts = {"was": concern.category, "actions": list(actions), "why": why_of(why), "on": on, "role": role}
    concern.record(ConcernSteppedDown, by=by, at=at, **facts)


def close(concern: Concern, *, why: str, on: str, role: str, by: str, at: str) -> None:
    """End it, as nothing is left to do.

    Raises Refusal without a response; where it ever was Category 1, also without the director's oversight, and for
    who raised it.
    """
    _must_be_over(concern, by, on, role, at, "be closed")
    concern.record(ConcernClosed, by=by, at=at, was=concern.category, why=why_of(why), on=on, role=role)


def _must_be_over(concern: Concern, by: str, on: str, role: str, at: str, what: str) -> None:
    concern.must_be_followed_by(role)
    concern.must_be_let_go(by, what, "ends it")
    if concern.was_category_1 and not concern.overseen:
        raise Refusal(f"It was in Category 1: it cannot {what} before the director's oversight is recorded.")
    concern.must_follow(on, at)


def _on_stepped_down(concern: Concern, made: ConcernSteppedDown) -> None:
    concern.state = "stepped_down"


def _on_closed(concern: Concern, made: ConcernClosed) -> None:
    concern.state = "closed"


Concern.evolves |= {ConcernSteppedDown: _on_stepped_down, ConcernClosed: _on_closed}

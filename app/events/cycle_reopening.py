"""A closed month is opened again, with the reason: what can be done in an open month can be done in it once more."""

from app.events.base import Event, Refusal, event
from app.events.cycle import Cycle
from app.events.text import given


@event("month reopened")
class MonthReopened(Event):
    """The month, which was closed on `closed_on`, is open again; exemptions that lapsed with it stay lapsed."""

    closed_on: str
    reason: str


def reopen(cycle: Cycle, reason: str, *, by: str, at: str) -> None:
    """Open a closed month again; raises Refusal for one that is not closed, and without the reason."""
    if not cycle.exists:
        raise Refusal("This month has not been opened.")
    if not cycle.closed:
        raise Refusal("This month is not closed.")
    cycle.record(MonthReopened, by=by, at=at, closed_on=cycle.closed_on, reason=given(reason))


def _on_reopened(cycle: Cycle, made: MonthReopened) -> None:
    cycle.closed, cycle.closed_on = False, ""


Cycle.evolves[MonthReopened] = _on_reopened

"""Targets for the two pools: how many by which date, and why."""

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given

TARGETS = "pool/targets"
"""The one stream that holds every target."""
POOLS = {"auditor": "Trained auditors", "moderator": "Moderators"}


@event("pool target set")
class PoolTargetSet(Event):
    """So many are to be in a pool by a date; `number_before` is what stood for that date, 0 for nothing."""

    pool: str
    by_date: str
    number: int
    number_before: int
    why: str


@event("pool target withdrawn")
class PoolTargetWithdrawn(Event):
    """The target for this date stands no longer."""

    pool: str
    by_date: str
    number: int
    reason: str


class PoolTargets(Subject):
    """The targets that stand, by pool and date."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.standing: dict[tuple[str, str], int] = {}

    def set(self, pool: str, by_date: str, number: int, why: str, *, on: str, by: str, at: str) -> None:
        """Set a target, in the place of the one for the same date; raises Refusal for one that cannot be."""
        if pool not in POOLS:
            raise Refusal("Choose the pool.", "pool")
        if number < 1:
            raise Refusal("Enter how many there are to be, at least 1.", "number")
        if by_date < on:
            raise Refusal("The date of a target is still to come.", "by_date")
        if not why.strip():
            raise Refusal("Say why this is the target.", "why")
        before = self.standing.get((pool, by_date), 0)
        if before == number:
            raise Refusal(f"The target for this date is {number} already.", "number")
        facts = {"pool": pool, "by_date": by_date, "number": number, "number_before": before, "why": why.strip()}
        self.record(PoolTargetSet, by=by, at=at, **facts)

    def withdraw(self, pool: str, by_date: str, reason: str, *, by: str, at: str) -> None:
        """Take a target back; raises Refusal for one that does not stand, and without a reason."""
        if (pool, by_date) not in self.standing:
            raise Refusal("This target does not stand any more.", "target")
        reason = given(reason)
        facts = {"pool": pool, "by_date": by_date, "number": self.standing[pool, by_date], "reason": reason.strip()}
        self.record(PoolTargetWithdrawn, by=by, at=at, **facts)

    def _on_set(self, made: PoolTargetSet) -> None:
        self.standing[made.pool, made.by_date] = made.number

    def _on_withdrawn(self, made: PoolTargetWithdrawn) -> None:
        del self.standing[made.pool, made.by_date]

    evolves = {PoolTargetSet: _on_set, PoolTargetWithdrawn: _on_withdrawn}

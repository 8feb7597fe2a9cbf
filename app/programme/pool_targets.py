"""Targets for the pools of auditors and moderators."""

from datetime import date

from app.events.base import Event
from app.events.pool_target import TARGETS, PoolTargets, PoolTargetSet, PoolTargetWithdrawn
from app.programme.house import House


def set_target(
    house: House, id: str, *, version: int, pool: str, by_date: date, number: int, why: str, on: date, by: str, at: str
) -> None:
    """Set a target for a pool by a date; `on` is today. Raises Refusal, Stale or AlreadyDone."""
    sent = {"pool": pool, "by_date": by_date.isoformat(), "number": number, "why": why}
    targets = _at(house, version, by, PoolTargetSet, **sent)
    targets.set(pool, by_date.isoformat(), number, why, on=on.isoformat(), by=by, at=at)
    house.keep(targets)


def withdraw(house: House, id: str, *, version: int, target: str, reason: str, by: str, at: str) -> None:
    """Take a target back, named as pool and date: auditor/2018-11-30. Raises Refusal, Stale or AlreadyDone."""
    pool, _, by_date = target.partition("/")
    targets = _at(house, version, by, PoolTargetWithdrawn, pool=pool, by_date=by_date, reason=reason)
    targets.withdraw(pool, by_date, reason, by=by, at=at)
    house.keep(targets)


def _at(house: House, version: int, by: str, does: type[Event], **sent: object) -> PoolTargets:
    """The targets at the version that a form showed; 0 while none was ever set."""
    if house.version(TARGETS):
        return house.load_at(PoolTargets, TARGETS, version, by, does, **sent)
    return house.log.load(PoolTargets, TARGETS)

"""Targets for the pools of auditors and moderators."""

from datetime import date

from app.events.pool_target import TARGETS, PoolTargets, PoolTargetSet, PoolTargetWithdrawn
from app.programme.house import House


def set_target(
    house: House, id: str, *, version: int, pool: str, by_date: date, number: int, why: str, on: date, by: str, at: str
) -> None:
    """Set a target for a pool by a date; `on` is today. Raises Refusal, Stale or AlreadyDone."""
    sent = {"pool": pool, "by_date": by_date.isoformat(), "number": number, "why": why}
    targets = house.begun_at(PoolTargets, TARGETS, version, by, PoolTargetSet, **sent)
    targets.set(pool, by_date.isoformat(), number, why, on=on.isoformat(), by=by, at=at)
    house.keep(targets)


def withdraw(house: House, id: str, *, version: int, target: str, reason: str, by: str, at: str) -> None:
    """Take a target back, named as pool and date: auditor/2018-11-30. Raises Refusal, Stale or AlreadyDone."""
    pool, _, by_date = target.partition("/")
    sent = {"pool": pool, "by_date": by_date, "reason": reason}
    targets = house.begun_at(PoolTargets, TARGETS, version, by, PoolTargetWithdrawn, **sent)
    targets.withdraw(pool, by_date, reason, by=by, at=at)
    house.keep(targets)

"""A month of audits: open it with its pool, count the pool again, close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events import cycle as events
from app.events.base import Refusal
from app.events.cycle import Cycle
from app.events.cycle_reopening import MonthReopened
from app.events.cycle_reopening import reopen as open_again
from app.events.text import day_in_words
from app.programme import exemptions, frameworks
from app.programme.english import begun
from app.programme.history_words import Names
from app.programme.house import AlreadyDone, House
from projections import cycles, month_end, people

EARLIEST, LATEST = "2000-01", "2199-12"
DEEDS = {
    "allocated": "allocated",
    "started": "started",
    "returned": "returned",
    "judged": "judged",
    "drawn": "drawn for moderation",
    "moderated": "moderated",
}
"""What can have happened to an audit of a month, as a refusal says it."""


@dataclass(frozen=True, slots=True)
class PoolChange:
    """How the pool of a month would change if it were counted again: ids, in the order of the ids."""

    pool: list[str]
    joining: list[str]
    leaving: list[str]


def cycle_id(month: str) -> str:
    """The id of a month's cycle: cycle/2024-05 of 2024-05. Raises Refusal for what is no month."""
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Refusal("Choose a month.", "month") from None
    if not (len(month) == 7 and EARLIEST <= month <= LATEST):
        raise Refusal("Choose a month.", "month")
    return f"cycle/{month}"


def version(house: House, cycle: str) -> int:
    """How many events the month has: the version that a form shows and sends back; 0 before it is opened."""
    events_so_far = house.reader.stream(cycle)
    return events_so_far[-1].version if events_so_far else 0


def pool_for(model: Any, month: str, scope: Sequence[str]) -> list[dict[str, Any]]:
    """The auditors who count in a month (YYYY-MM), by name: of the service areas, or all for an empty scope.

    An auditor whom no team ties to an area counts in every scope.
    """
    counted = [row for row in people.pool(model, month) if not scope or not row["area"] or row["area"] in scope]
    return sorted(counted, key=lambda row: (row["name"], row["id"]))


def open_cycle(
    house: House,
    *,
    month: str,
    scope: Sequence[str],
    framework: str,
    framework_version: int,
    targets: dict[str, int],
    by: str,
    at: str,
) -> str:
    """Open a month (YYYY-MM) with its scope (area ids, none for all), framework version and targets (whole per cent).

    The pool is counted now. Returns the cycle's id. Raises AlreadyDone when this person opened it so already, Refusal
    for a month that is open otherwise, an empty pool, an unknown area or version, or a target outside 0 to 100.
    """
    id = cycle_id(month)
    opened = house.log.load(Cycle, id)
    sent = (sorted(scope), framework, framework_version, targets)
    stands = (opened.scope, opened.framework, opened.framework_version, opened.targets)
    if opened.exists and sent == stands and house.log.history(id)[0].by == by:
        raise AlreadyDone
    _check(house, scope, framework, framework_version, targets)
    pool = sorted(row["id"] for row in pool_for(house.model, month, scope))
    facts = {"month": month, "scope": sorted(scope), "targets": targets, "pool": pool}
    opened.open(**facts, framework=framework, framework_version=framework_version, by=by, at=at)
    house.keep(opened)
    return id


def pool_change(house: House, cycle: str) -> PoolChange:
    """How the pool would change if it were counted again now; raises Refusal for a month that is not open."""
    found = cycles.cycle(house.model, cycle)
    if found is None:
        raise Refusal("This month has not been opened.")
    now = sorted(row["id"] for row in pool_for(house.model, found["month"], found["scope"]))
    was = {row["id"] for row in cycles.pool(house.model, cycle)}
    return PoolChange(now, [id for id in now if id not in was], sorted(was - set(now)))


def recount_pool(house: House, cycle: str, *, version: int, reason: str, by: str, at: str) -> PoolChange:
    """Count the pool again as people are now; nothing is recorded when it is the same. Raises Refusal when allocated,
    Stale or AlreadyDone.
    """
    month = house.load_at(Cycle, cycle, version, by, events.PoolRecounted, reason=reason)
    change = pool_change(house, cycle)
    month.recount_pool(change.pool, reason, by=by, at=at)
    house.keep(month)
    return change


def close(house: House, cycle: str, *, version: int, on: date, by: str, at: str) -> None:
    """Close the month on a date; late returns still belong to it. Exemptions that nobody has decided in time lapse.

    Raises Refusal, also for a date before the last thing that happened in the month, Stale or AlreadyDone.
    """
    month = house.load_at(Cycle, cycle, version, by, events.CycleClosed, on=on.isoformat())
    if on.isoformat()[:7] < month.month:
        raise Refusal("The month cannot be closed before it has begun.", "on")
    month.close(on.isoformat(), by=by, at=at)
    _after_everything(house, cycle, on)
    house.keep(month, *exemptions.lapsing(house, cycle, on=on.isoformat(), by=by, at=at))


def reopen(house: House, cycle: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Open a closed month again. Raises Refusal, Stale or AlreadyDone."""
    month = house.load_at(Cycle, cycle, version, by, MonthReopened, reason=reason)
    open_again(month, reason, by=by, at=at)
    house.keep(month)


def _after_everything(house: House, cycle: str, on: date) -> None:
    deed = month_end.last_deed(house.model, cycle)
    if deed is None or on.isoformat() >= deed["day"]:
        return
    audit, then = begun(Names(house).of(deed["id"])), day_in_words(deed["day"])
    raise Refusal(f"{audit} was {DEEDS[deed['what']]} on {then}. The month cannot be closed before that.", "on")


def _check(house: House, scope: Sequence[str], framework: str, version: int, targets: dict[str, int]) -> None:
    known = {area["id"] for area in people.areas(house.model)}
    if unknown := sorted(set(scope) - known):
        raise Refusal(f"There is no service area {unknown[0].removeprefix('area/')}.", "scope")
    if any(not 0 <= percent <= 100 for percent in targets.values()):
        raise Refusal("A target is a whole percentage from 0 to 100.", "target")
    frameworks.content(house, framework, version)

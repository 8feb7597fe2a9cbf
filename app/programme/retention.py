"""The retention schedule: its rules, what is over its time on a day, and what holds some of it all the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events.retention import KINDS, SCHEDULE, Retention, RetentionRuleSet, RetentionRuleWithdrawn
from app.programme.house import House
from projections import retention as rows

HOLDS = {
    "open audit": "an audit is open",
    "open concern": "a concern is open",
    "open action": "an action is open",
    "subject access": "a copy of what is held was asked for",
    "inspection": "an inspection is running",
}
"""What keeps a record from being erased, in words."""


@dataclass(frozen=True)
class Proposal:
    """What the schedule says of a kind on a day: what is over its time, what of it is held, and when more will be."""

    kind: str
    years: int
    free: tuple[dict[str, Any], ...]
    held: tuple[tuple[dict[str, Any], tuple[str, ...]], ...]
    """Each with what holds it (a key of HOLDS)."""
    next_due: str


def set_rule(
    house: House, id: str, *, version: int, kind: str, years: int, ground: str, reason: str, by: str, at: str
) -> None:
    """Have a kind proposed so many years after it is closed; raises Refusal, Stale or AlreadyDone."""
    schedule = house.begun_at(Retention, id, version, by, RetentionRuleSet, kind=kind, years=years, reason=reason)
    schedule.set(kind, years, ground, reason, by=by, at=at)
    house.keep(schedule)


def withdraw_rule(house: House, id: str, *, version: int, kind: str, reason: str, by: str, at: str) -> None:
    """Have nothing of a kind proposed any more; raises as `set_rule`."""
    schedule = house.begun_at(Retention, id, version, by, RetentionRuleWithdrawn, kind=kind, reason=reason)
    schedule.withdraw(kind, reason, by=by, at=at)
    house.keep(schedule)


def proposals(house: House, today: date) -> dict[str, Proposal]:
    """What each rule proposes on a day, by kind in the order of the schedule."""
    rules, held = rows.rules(house.model), rows.held(house.model, today)
    return {kind: proposal(house, kind, rules[kind]["years"], today, held) for kind in KINDS if kind in rules}


def proposal(house: House, kind: str, years: int, today: date, held: dict[str, list[str]] | None = None) -> Proposal:
    """What a rule of so many years proposes of a kind on a day."""
    held = rows.held(house.model, today) if held is None else held
    found = [(row, _holding(row, held)) for row in rows.due(house.model, kind, years, today)]
    free = tuple(row for row, why in found if not why)
    kept = tuple((row, why) for row, why in found if why)
    return Proposal(kind, years, free, kept, rows.next_due(house.model, kind, years, today))


def grounds(house: House) -> dict[str, str]:
    """The ground of each kind that has a rule."""
    return house.log.load(Retention, SCHEDULE).grounds


def _holding(row: dict[str, Any], held: dict[str, list[str]]) -> tuple[str, ...]:
    """What holds a record: what holds its child, or the person whose it is; a running inspection of all holds all."""
    whose = (row["child"], row["person"], rows.EVERYBODY)
    return tuple(dict.fromkeys(why for one in whose if one for why in held.get(one, ())))

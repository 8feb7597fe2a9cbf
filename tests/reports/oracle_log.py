"""The log as an oracle reads it: the events of each subject, in the order in which they were recorded."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.reports.oracle import Counted, Events, OneAudit

ENGLAND = ZoneInfo("Europe/London")


class Told(list[Any]):
    """Events, grouped once by the kind of what they tell of: for a log that is asked many times."""

    def __init__(self, events: Iterable[Any]) -> None:
        super().__init__(events)
        self.kinds: dict[str, dict[str, Events]] = {}
        for one in self:
            self.kinds.setdefault(f"{one.stream.partition('/')[0]}/", {}).setdefault(one.stream, []).append(one)


def streams(events: Iterable[Any], kind: str) -> dict[str, Events]:
    """The events of every stream of a kind ("audit/"), by id, in the order of the ids."""
    grouped = events if isinstance(events, Told) else Told(events)
    return dict(sorted(grouped.kinds.get(kind, {}).items()))


def of_month(events: Iterable[Any], cycle: str) -> Events:
    """Those that the figures of a month (its cycle's id) are found from: the others only take time."""
    found = streams(events, "exemption/") | streams(events, "loop/") | streams(events, "cycle/")
    found |= {id: own for id, own in streams(events, "audit/").items() if own[0].facts["cycle"] == cycle}
    return sorted((one for own in found.values() for one in own), key=lambda one: int(one.position))


def upto(events: Iterable[Any], day: str) -> Events:
    """Those that happened on a day (ISO) or before it, whenever they were recorded."""
    return [one for one in events if one.facts["on"] <= day]


def audits_of(events: Iterable[Any], first: str, last: str) -> list[OneAudit]:
    """The audits of the months from one to another (YYYY-MM)."""
    every = [OneAudit(id, own) for id, own in streams(events, "audit/").items()]
    return [one for one in every if f"cycle/{first}" <= one.events[0].facts["cycle"] <= f"cycle/{last}"]


def english_day(at: str) -> str:
    """The day (ISO) in England of a moment."""
    return datetime.fromisoformat(at).astimezone(ENGLAND).date().isoformat()


def days_between(first: str, last: str) -> int:
    """How many days lie between two days (ISO)."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def in_order(found: dict[str, Counted]) -> dict[str, Any]:
    """Members and bases in the order of their ids, to be compared."""
    return {name: (sorted(n), None if of is None else sorted(of)) for name, (n, of) in found.items()}

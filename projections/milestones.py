"""Where are read models kept before anybody asks? At the ends of quarters, and between where the way is long."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from app.events.england import day_of, end_of
from projections.moments import last_at, position_at
from projections.shelf import END, STEP

LONGEST = 25_000
"""How many events may lie between two: folding them takes a quarter of a second."""
HEAVY, HEAVY_LONGEST = 50_000_000, 15_000
"""From so many bytes on copying one takes as long as folding thousands of events, so that fewer may lie between."""


class Milestone(NamedTuple):
    """A position of the log, and which kind of file is kept there."""

    position: int
    kind: str


def milestones(log: Any, size: int, room: int) -> list[Milestone]:
    """The milestones of a log, in order; `size` is how many bytes its newest read model takes, `room` what all may.

    Where they would take more, those between the ends of quarters are left out, then every other of the rest.
    """
    ends, head = _ends(log), log.head()

    def bytes_at(position: int) -> float:
        return size * position / head if head else 0.0

    found = sorted([*_between([0, *ends, head], bytes_at), *(Milestone(end, END) for end in ends)])

    def takes() -> float:
        return sum(bytes_at(one.position) for one in found)

    if takes() > room:
        found = [one for one in found if one.kind == END]
    while takes() > room:
        found = found[(len(found) + 1) % 2 :: 2] if len(found) > 1 else []
    return found


def _ends(log: Any) -> list[int]:
    """The position of the last event of each quarter that is over, where there is one."""
    first, last = next(iter(log.read(0, 1)), None), last_at(log, log.head())
    if not first or not last:
        return []
    day, until, found = date.fromisoformat(day_of(first.facts["at"])), day_of(last.facts["at"]), set[int]()
    while (over := _end_of_quarter(day)).isoformat() < until:
        found.add(position_at(log, end_of(over.isoformat())))
        day = over + timedelta(days=1)
    return sorted(found - {0})


def _end_of_quarter(day: date) -> date:
    month = (day.month + 2) // 3 * 3
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _between(ends: list[int], bytes_at: Callable[[int], float]) -> Iterator[Milestone]:
    """Steps wherever the way from one end to the next is too long: in equal parts, but after the last end, where the
    way grows with every event and a step must not move.
    """
    for start, end in pairwise(ends):
        longest = min(LONGEST, HEAVY_LONGEST) if bytes_at(end) > HEAVY else LONGEST
        parts = -(-(end - start) // longest)
        if end == ends[-1]:
            yield from (Milestone(step, STEP) for step in range(start + longest, end, longest))
        else:
            yield from (Milestone(start + (end - start) * n // parts, STEP) for n in range(1, parts))

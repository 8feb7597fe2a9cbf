"""Where are read models kept before anybody asks? At the ends of quarters, and between where the way is long."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from app.events.england import day_of, end_of
from projections.moments import last_at, position_at
from projections.shelf import END, STEP

LONGEST = 12_000
"""How many events may lie between two: folding them takes an eighth of a second, or twice that on a busy machine."""


class Milestone(NamedTuple):
    """A position of the log, and which kind of file is kept there."""

    position: int
    kind: str


def milestones(log: Any, size: int, room: int) -> list[Milestone]:
    """The milestones of a log, in order; `size` is how many bytes its newest read model takes, `room` what all may.

    Where they would take more, twice as many events may lie between two and twice as many again, until none is left
    between the ends of quarters; then every other of those is left out.
    """
    ends, head, longest = _ends(log), log.head(), LONGEST

    def takes() -> float:
        return sum(size * one.position / head for one in found)

    found = _with_steps(ends, head, longest)
    while takes() > room and len(found) > len(ends):
        longest *= 2
        found = _with_steps(ends, head, longest)
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


def _with_steps(ends: list[int], head: int, longest: int) -> list[Milestone]:
    """The ends of quarters, and steps wherever the way from one to the next is too long: in equal parts.

    After the last end, where the way grows with every event and no step may move, they are as far apart as may be.
    """
    found = [Milestone(end, END) for end in ends]
    for start, end in pairwise([0, *ends]):
        parts = -(-(end - start) // longest)
        found += [Milestone(start + (end - start) * n // parts, STEP) for n in range(1, parts)]
    since = ends[-1] if ends else 0
    return sorted(found + [Milestone(step, STEP) for step in range(since + longest, head, longest)])

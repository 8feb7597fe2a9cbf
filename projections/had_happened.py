"""A read model led on by some events of the future, each by itself: what cannot be taken in is left out."""

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

from projections.clocks import EARLIER, REFUSED
from projections.rows import Rows, Table
from projections.walking import Walk

MOST = 5_000
"""So many of the later events are taken in, at most, so that it takes a fraction of a second."""
NOTED = (
    "CREATE TABLE later_taken (position INTEGER PRIMARY KEY)",
    "CREATE TABLE later_left (position INTEGER PRIMARY KEY, why TEXT NOT NULL)",
)
OWN_TABLES = (
    Table("later_taken", {"position": int}, ("position",)),
    Table("later_left", {"position": int, "why": str}, ("position",)),
)
"""What such a read model has beside the tables of every other."""


def name(day: str, later: Sequence[dict[str, Any]]) -> str:
    """How the name of its file ends: what had happened by a day (ISO), and which later events were known then."""
    told = orjson.dumps([row["position"] for row in later])
    return f"-happened-{day}-{hashlib.sha256(told).hexdigest()[:12]}"


def lead_on(walk: Walk, later: Sequence[dict[str, Any]]) -> None:
    """Take in what had happened by then of what was recorded later: in its order, each stream without a gap.

    What was taken in and what was not stands in tables of its own; the position stays where it was.
    """
    apart = _Apart(walk, later)
    apart.take(apart.events())
    for statement in NOTED:
        walk.run(statement)
    for position in apart.taken:
        walk.run("INSERT INTO later_taken VALUES (?)", (position,))
    for position, why in apart.left.items():
        walk.run("INSERT INTO later_left VALUES (?, ?)", (position, why))


class _Apart:
    """Which of the later events are taken in, and why others are not."""

    def __init__(self, walk: Walk, later: Sequence[dict[str, Any]]) -> None:
        self._walk, self._later = walk, later
        self.taken: list[int] = []
        self.left: dict[int, str] = {}
        self._versions: dict[str, int] = {}

    def events(self) -> list[Any]:
        """The later events, read in as few goes as their positions allow."""
        wanted, found = [row["position"] for row in self._later], list[Any]()
        start = 0
        for end in range(1, len(wanted) + 1):
            if end == len(wanted) or wanted[end] != wanted[end - 1] + 1:
                found += self._walk.log.read(wanted[start] - 1, end - start, wanted[end - 1])
                start = end
        return found

    def take(self, events: list[Any]) -> None:
        """Fold them together; where that fails, one half and then the other."""
        next_ones = self._without_gaps(events)
        if not next_ones:
            return
        try:
            self._walk.attempt(lambda rows: self._fold(rows, next_ones))
        except Exception:
            self._take_halves(next_ones)
        else:
            self.taken += [event.position for event in next_ones]
            self._versions |= {event.stream: event.version for event in next_ones}

    def _take_halves(self, events: list[Any]) -> None:
        if len(events) == 1:
            self.left[events[0].position] = REFUSED
            return
        self.take(events[: len(events) // 2])
        self.take(events[len(events) // 2 :])

    def _fold(self, rows: Rows, events: list[Any]) -> None:
        for event in events:
            for handler in self._walk.views.handlers[event.topic]:
                handler(rows, event)

    def _without_gaps(self, events: list[Any]) -> list[Any]:
        found, versions = [], dict[str, int]()
        for event in events:
            before = versions.get(event.stream)
            if event.version == 1 or event.version - 1 == (self._version(event.stream) if before is None else before):
                versions[event.stream] = event.version
                found.append(event)
            else:
                self.left[event.position] = EARLIER
        return found

    def _version(self, stream: str) -> int:
        """The version as far as which a stream is taken."""
        if stream not in self._versions:
            known = self._walk.log.stream(stream, self._walk.position)
            self._versions[stream] = known[-1].version if known else 0
        return self._versions[stream]

"""What takes the processor seconds is done one at a time; whoever comes meanwhile waits a little, or is told so."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic

LEFT_TO_OTHERS = 20.0
"""For so many seconds whoever had the last turn leaves the next to those who were turned away meanwhile."""
MOST_THERE = 4
"""So many stand in a queue at most, whoever has the turn among them: half of the server's threads."""


class Occupied(Exception):  # noqa: N818 - an answer, not an error
    """Somebody's turn it is already; its sentence says what to do."""


class Turns:
    """One turn at a time in this process, so that a thread at most is kept from answering everybody else's pages."""

    def __init__(self, sentence: str) -> None:
        self._sentence, self._guard = sentence, Lock()
        self._taken, self._last, self._until = False, "", 0.0
        self._owed = False

    @contextmanager
    def turn(self, person: str) -> Iterator[None]:
        """Have a turn. Raises Occupied at once while somebody has one, or where others come before this person."""
        if not self._begin(person):
            raise Occupied(self._sentence)
        try:
            yield
        finally:
            self._end()

    def _begin(self, person: str) -> bool:
        with self._guard:
            leaves = self._owed and person == self._last and monotonic() < self._until
            if self._taken or leaves:
                self._owed = self._owed or person != self._last
                return False
            self._taken, self._last, self._owed = True, person, False
            return True

    def _end(self) -> None:
        with self._guard:
            self._taken, self._until = False, monotonic() + LEFT_TO_OTHERS


class Queue:
    """One turn at a time in this process, for which others wait a little; nobody stands in the queue twice.

    At most so many are there at once, who wait or have a turn: threads are left for everybody else's pages.
    """

    def __init__(self, sentence: str, patience: float, most: int = MOST_THERE) -> None:
        self._sentence, self._patience, self._most = sentence, patience, most
        self._guard, self._one = Lock(), Lock()
        self._there: set[str] = set()

    @contextmanager
    def turn(self, person: str) -> Iterator[None]:
        """Have a turn. Raises Occupied for who has one or waits already, where too many wait, and when it does not come
        in time."""
        with self._guard:
            if person in self._there or len(self._there) >= self._most:
                raise Occupied(self._sentence)
            self._there.add(person)
        try:
            if not self._one.acquire(timeout=self._patience):
                raise Occupied(self._sentence)
            try:
                yield
            finally:
                self._one.release()
        finally:
            with self._guard:
                self._there.discard(person)

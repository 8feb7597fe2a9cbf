"""How did it stand right after each of many events, one after another? Read models led on from event to event."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from projections.as_at import AsAt
from projections.walking import Walk

MOST = 2
"""How many are kept on their way: each is a whole read model."""
NEAR = 20_000
"""So many events are folded on; over a longer way another begins where the past is kept."""
IDLE = 600.0
"""Seconds after which one that nobody leads on is let go of."""


@dataclass
class _Going:
    walk: Walk
    until: ExitStack
    used: float = field(default_factory=monotonic)


class Stepper:
    """Leads read models of the past on; whoever asks for the next event waits for that event alone.

    One step is made at a time. What is given is good until the end of its `with`, and stands still meanwhile.
    """

    def __init__(self, past: AsAt, most: int = MOST) -> None:
        self._past, self._most, self._lock = past, most, threading.Lock()
        self._going: list[_Going] = []

    @contextmanager
    def at(self, position: int) -> Iterator[Any]:
        """The read model right after the event at a position. Raises what `AsAt.model` raises."""
        with self._lock:
            going = self._nearest(position) or self._begin(position)
            try:
                going.walk.fold(position)
                going.walk.rest()
                going.used = monotonic()
                yield going.walk
            except BaseException:
                self._end(going)
                raise
            finally:
                self._let_go()

    def drop_all(self) -> None:
        """Let go of everything that is on its way."""
        with self._lock:
            for going in list(self._going):
                self._end(going)

    def _nearest(self, position: int) -> _Going | None:
        """The one that has the shortest way to a position, None where each is beyond it or too far behind."""
        behind = [one for one in self._going if 0 <= position - one.walk.position <= NEAR]
        return max(behind, key=lambda one: one.walk.position, default=None)

    def _begin(self, position: int) -> _Going:
        until = ExitStack()
        going = _Going(until.enter_context(self._past.walk(position)), until)
        self._going.append(going)
        return going

    def _let_go(self) -> None:
        """Let go of those that nobody has led on for a while, and of those beyond the number that is kept."""
        by_use = sorted(self._going, key=lambda one: one.used, reverse=True)
        for n, going in enumerate(by_use):
            if n >= self._most or monotonic() - going.used > IDLE:
                self._end(going)

    def _end(self, going: _Going) -> None:
        if going in self._going:
            self._going.remove(going)
            going.until.close()

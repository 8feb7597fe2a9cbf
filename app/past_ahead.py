"""What moments of the past are made from is made by a thread where it takes long, so that who asks reads how far it is.

That is so just after the projections have changed, until `rebuild`, the server or somebody's first page has made it.
"""

import threading
from contextlib import suppress
from typing import NamedTuple

from projections.as_at import AsAt

PATIENCE = 2.0
"""Seconds that a request waits before it is answered with how far it is."""


class HowFar(NamedTuple):
    """So many events are folded of those on the way to a moment."""

    done: int
    of: int


class PastAhead:
    """The threads of this process that are on the way to positions of the past."""

    def __init__(self, past: AsAt, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._past, self._lock = past, threading.Lock()
        self._going: list[_Going] = []

    def left(self, position: int) -> HowFar | None:
        """How far it is on the way to a position; None where the rest takes but a moment.

        Where nothing more can be made ahead, on a full disk or after a fault, it is None too: who goes on meets that.
        """
        if not self._past.is_far(position):
            return None
        going = self._on_the_way(position)
        going.join(self.patience)
        return going.how_far if going.is_alive() else None

    def _on_the_way(self, position: int) -> "_Going":
        """Who is on the way there; somebody is sent where nobody is."""
        with self._lock:
            self._going = [one for one in self._going if one.is_alive()]
            found = next((one for one in self._going if one.position >= position), None)
            if found is None:
                found = _Going(self._past, position)
                found.start()
                self._going.append(found)
            return found


class _Going(threading.Thread):
    """Makes what a position can be led on from; it ends with its process."""

    def __init__(self, past: AsAt, position: int) -> None:
        super().__init__(name="on the way to the past", daemon=True)
        self._past, self.position = past, position
        self.how_far = HowFar(0, 0)

    def run(self) -> None:
        """Go there; a fault is met by whoever asks for the moment itself."""
        with suppress(Exception):
            self._past.approach(self.position, self._tell)

    def _tell(self, done: int, of: int) -> None:
        self.how_far = HowFar(done, of)

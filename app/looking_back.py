"""Read models of the past are made ahead while pages are served, by a thread of the server's own."""

import logging

from app.own_thread import OwnThread
from projections.as_at import AsAt, CannotStandThere

FIRST_SECONDS, TICK_SECONDS = 30, 15 * 60
"""After its start the server serves first; how often it looks whether the end of a quarter has come since."""
REST_SECONDS = 0.5
"""Between one and the next, each about half as long, the processor is left to the pages."""


class Stopped(Exception):  # noqa: N818 - the server ends, nothing went wrong
    """Nothing more is to be made."""


class LookingBack(OwnThread):
    """One thread of this process."""

    def __init__(self, past: AsAt, first: float = FIRST_SECONDS, rest: float = REST_SECONDS) -> None:
        super().__init__("looking back", REST_SECONDS * 4)
        self._past, self._first, self._rest = past, first, rest

    def _go_on(self) -> None:
        wait = self._first
        while not self._stop.wait(wait):
            wait = TICK_SECONDS
            try:
                self._past.keep_milestones(told=self._pause)
            except (Stopped, CannotStandThere, OSError):
                pass  # The page of a fault, or of a full disk, says so; the next round tries again.
            except Exception:
                logging.getLogger(__name__).exception("No read model of the past was made; the next round tries again")

    def _pause(self, done: int, of: int) -> None:
        if self._stop.wait(self._rest):
            raise Stopped

"""The server's own rounds of mail: a thread looks for letters every few seconds, for reminders every few minutes."""

import logging
import time
from contextlib import suppress

from app.mailing import Busy, Mailing
from app.own_thread import OwnThread

TICK_SECONDS = 10
LONGEST_PAUSE_SECONDS = 15 * 60
"""After a mail server that cannot be used the next try comes later each time, up to this."""
PATIENCE_SECONDS = 5
"""So long a letter that is on its way is waited for when the server stops; what its end was is then found out later."""


class Rounds(OwnThread):
    """One thread of this process; two processes over a folder take turns."""

    def __init__(self, mailing: Mailing, tick: float = TICK_SECONDS) -> None:
        super().__init__("mail", PATIENCE_SECONDS)
        self._mailing, self._tick = mailing, tick
        self._reminding_at = self._sending_at = 0.0
        self._pause = tick

    def start(self) -> None:
        """Begin, unless the settings say never."""
        if self._mailing.settings.minutes:
            super().start()

    def _go_on(self) -> None:
        while not self._stop.wait(self._tick):
            try:
                with suppress(Busy):
                    self.round()
            except Exception:
                if not self._stop.is_set():
                    logging.getLogger(__name__).exception("A round of mail failed; the next one tries again")

    def round(self) -> None:
        """One round: whatever waits, then reminders when it is time for them; raises Busy."""
        now = time.monotonic()
        if now >= self._sending_at:
            self._send(now)
        if now >= self._reminding_at:
            self._reminding_at = now + self._mailing.settings.minutes * 60
            self._mailing.remind()

    def _send(self, now: float) -> None:
        in_the_way = self._mailing.send(self._stop.is_set).in_the_way
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS) if in_the_way else self._tick
        self._sending_at = now + self._pause

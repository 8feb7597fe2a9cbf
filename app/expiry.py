"""How long what was not sent is kept, and the one place where it is forgotten.

Unsent text, texts that wait for a sign-in and lists on their way in are not records. They go when their time is over:
at the server's start, and then with the first request of each day. There is no thread.
"""

from datetime import datetime, timedelta

from app.drafts import NOBODY, Drafts
from app.packs import Packs
from app.programme.packs import KEPT as PACKS
from app.uploads import Uploads

DRAFTS = timedelta(days=60)
"""Unsent text of a form."""
PENDING = timedelta(hours=1)
"""The text of a form that was sent without a session, until somebody signs in."""
UPLOADS = timedelta(days=1)
"""A list that was sent and not brought in."""


class Expiry:
    """Forgets what is too old, once for a start and at most once a day after it."""

    def __init__(self, drafts: Drafts, uploads: Uploads, packs: Packs | None = None) -> None:
        self._drafts, self._uploads, self._packs, self._day = drafts, uploads, packs, ""

    def on_use(self, at: str) -> None:
        """Forget what is too old, unless that was done since the start or earlier on the same day."""
        if at[:10] == self._day:
            return
        self._day = at[:10]
        self._drafts.drop_before(_before(at, DRAFTS))
        forget_pending(self._drafts, at)
        self._uploads.drop_before(_before(at, UPLOADS))
        if self._packs:
            self._packs.drop_before(_before(at, PACKS))


def forget_pending(drafts: Drafts, at: str) -> None:
    """Forget the texts that have waited too long for a sign-in; also before another one is kept."""
    drafts.drop_before(_before(at, PENDING), NOBODY)


def is_over(at: str, saved_at: str) -> bool:
    """Whether a text that waits for a sign-in has waited too long."""
    return saved_at < _before(at, PENDING)


def _before(at: str, kept: timedelta) -> str:
    return (datetime.fromisoformat(at) - kept).isoformat(timespec="seconds")

"""Signing the ledger: at a publication, once a day, or as somebody asks; each checkpoint is sent to who holds them."""

import logging
from contextlib import suppress
from dataclasses import dataclass

from app import clock
from app.events.ledger import LEDGER
from app.events.vocabulary import SYSTEM
from app.ledger_book import LedgerBook
from app.ledger_checks import Checks
from app.own_thread import OwnThread
from app.programme import ledger as programme
from app.programme.house import House
from app.programme.ledger import READINGS
from ledger.checkpoints import Contradicted, Numbered
from ledger.keys import NoKey

FIRST_SECONDS, TICK_SECONDS = 20.0, 60.0
PATIENCE_SECONDS = 5
"""So long a checkpoint that is being signed is waited for when the server stops; what is half done is never kept."""
WHY_NOT = (Contradicted, NoKey, ValueError)
"""What says in a sentence why nothing was signed."""
BROKEN = "Something went wrong, and whoever looks after Audit Loop finds it in the server's messages."


@dataclass(frozen=True)
class Signing:
    """The log of a house, and its ledger; `beside` is that of the access log, which is signed with it."""

    house: House
    book: LedgerBook
    beside: LedgerBook | None = None

    def sign(self) -> Numbered:
        """Sign what the log is now, keep the checkpoint, and write to who holds them.

        Raises one of WHY_NOT, or OSError; a letter that cannot be written is made up for with the next checkpoint.
        """
        made = self.book.checkpoint(clock.running())
        self._beside_it()
        try:
            self._tell()
        except Exception:
            logging.getLogger(__name__).exception("A checkpoint is signed; its letters are written with the next")
        return made

    def _beside_it(self) -> None:
        """Sign the access log too; why that could not be done is in the server's messages."""
        try:
            if self.beside:
                self.beside.checkpoint(clock.running())
        except WHY_NOT as fault:
            logging.getLogger(__name__).warning("The access log could not be signed: %s", fault)
        except Exception:
            logging.getLogger(__name__).exception("The access log could not be signed; this is tried with the next")

    def _tell(self) -> None:
        """Write to who holds checkpoints: the keys, where they have not got them yet, and each checkpoint once."""
        self.house.model.catch_up()
        programme.tell_keys(self.house, self.keys(), at=clock.running())
        programme.tell_checkpoints(self.house, self.book.checkpoints(), at=clock.running())
        if self.beside:
            programme.tell_checkpoints(self.house, self.beside.checkpoints(), kind=READINGS, at=clock.running())

    def tried(self) -> str:
        """Sign, as what comes after something that is done whatever becomes of this; returns what is to be said."""
        try:
            return f"Checkpoint {self.sign().number} of the ledger is signed with it."
        except WHY_NOT as fault:
            return f"No checkpoint of the ledger could be signed with it: {fault}"
        except Exception:
            logging.getLogger(__name__).exception("No checkpoint could be signed")
            return f"No checkpoint of the ledger could be signed with it. {BROKEN}"

    def daily(self) -> Numbered | None:
        """Sign, unless that was done today or nothing was ever recorded; raises as `sign`.

        What the log says of its checkpoints is read on first, so that a publication never waits for that.
        """
        self.book.read_on()
        latest = self.book.latest()
        if not self.house.reader.head() or (latest and clock.local(latest.at).date() == clock.today()):
            return None
        return self.sign()

    def replace_key(self, *, version: int, reason: str, by: str, at: str) -> None:
        """Sign with another key from now on. The one before signs first that it is replaced, and by which.

        Raises Refusal, Stale or AlreadyDone where that is not recorded, and one of WHY_NOT before it is.
        """
        before, now = self.book.verifiers_now()
        said = {"before": before, "now": str(now.verifier), "reason": reason}
        programme.record_replacement(self.house, LEDGER, version=version, **said, by=by, at=at)
        with suppress(*WHY_NOT):  # A key that is damaged or lost signs nothing any more.
            self.book.checkpoint(clock.running())
        self.book.take_up(now)
        self.tried()
        programme.tell_keys(self.house, self.keys(), at=clock.running())

    def keys(self) -> str:
        """What every checkpoint of either log so far is verified with, a line each; "" before the first."""
        books = filter(None, [self.book, self.beside])
        return "".join(f"{one}\n" for book in books for one in book.verifiers())


class Days(OwnThread):
    """A thread of this process that checks the log soon after the start and once a day, and signs once a day.

    Of several processes over a folder the first does. While a check is under way, or one that failed stands, nothing is
    signed unasked.
    """

    def __init__(self, signing: Signing, checks: Checks, tick: float = TICK_SECONDS, first: float = FIRST_SECONDS):
        super().__init__("ledger", PATIENCE_SECONDS)
        self._signing, self._checks, self._tick, self._first = signing, checks, tick, first

    def _go_on(self) -> None:
        wait, checked = self._first, ""
        while not self._stop.wait(wait):
            wait = self._tick
            try:
                checked = self._checked(checked)
                self._sign()
            except WHY_NOT as fault:
                logging.getLogger(__name__).warning("No checkpoint could be signed today: %s", fault)
            except Exception:
                if not self._stop.is_set():
                    logging.getLogger(__name__).exception("No checkpoint could be signed today; this is tried again")

    def _checked(self, before: str) -> str:
        """Check, unless that was begun today; returns the day."""
        today = clock.today().isoformat()
        if before != today and self._signing.house.reader.head() and self._signing.book.latest():
            self._checks.begin(SYSTEM, patience=0)
        return today

    def _sign(self) -> None:
        if self._checks.going:
            return
        if not (last := self._checks.last()) or not last["findings"]:
            self._signing.daily()

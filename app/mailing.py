"""Rounds of mail: what is due is written, what waits is sent, by one process at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app import clock
from app.accounts import Accounts
from app.file_lock import lock
from app.mail_settings import MailSettings
from app.post import SmtpPost
from app.programme.house import House
from app.programme.outbox import Outbox, Post, Sent
from app.programme.reminding import Reminded, remind
from projections import people

LOCK = "mail.lock"


class Busy(Exception):  # noqa: N818 - somebody else is at it, nothing went wrong
    """Another process writes or sends letters of this folder now."""


@dataclass(frozen=True)
class Mailing:
    """The letters of a house, the settings of its mail, and the folder whose lock says that somebody is at them."""

    house: House
    accounts: Accounts
    settings: MailSettings
    folder: Path

    @property
    def post(self) -> Post | None:
        """The way to the mail server, None where none is set up."""
        return None if self.settings.problems else SmtpPost(self.settings)

    def remind(self) -> Reminded:
        """Write what is due now, to those who can sign in; raises Busy.

        In a demonstration only a few can, and nobody is sent anything: there it is written to everybody.
        """
        council = people.council(self.house.model)
        can_sign_in = None if council and council["demonstration"] else self.accounts.known()
        with self._alone():
            return remind(self.house, clock.today(), clock.now(), can_sign_in)

    def send(self, stopping: Callable[[], bool] = lambda: False) -> Sent:
        """Send what waits; raises Busy."""
        with self._alone():
            return Outbox(self.house, self.post, clock.now, stopping).send()

    def send_one(self, letter: str) -> Sent:
        """Send one letter, whoever else is at the others: a letter is claimed before it is sent."""
        return Outbox(self.house, self.post, clock.now).send(only=letter)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self.folder / LOCK, "a+", encoding="utf-8") as file:
            if not lock(file):
                raise Busy
            yield

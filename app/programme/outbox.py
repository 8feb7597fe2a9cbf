"""The outbox: letters are claimed, handed to a mail server, and what it said is recorded.

A letter is claimed in the log before it is handed over, so that of two senders one comes first. Between the server's
answer and its record a crash can fall; then the claim lapses and the letter is sent again, under the same Message-ID
(docs/decisions/a-letter-is-claimed-before-it-is-sent.md).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from app.events.base import Refusal
from app.events.letter import Letter
from app.events.vocabulary import SYSTEM
from app.programme.house import House, Stale
from app.programme.letter_kinds import urgent
from projections import checkpoint_holders, people
from projections import letters as rows

LEASE = timedelta(minutes=15)
"""For so long nobody else takes a letter that is being sent: longer than any server is waited for."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 240))
"""After each failed try; the last one again and again."""
GIVE_UP = timedelta(days=5)
"""RFC 5321, 4.5.4.1: "the give-up time generally needs to be at least 4-5 days"."""
HOLDER, LET_GO = "holder/", "checkpoint-holder-let-go"
"""How the id of somebody begins who holds checkpoints, and the letter that goes to one who does no longer."""
MOST = 200
"""Letters of one round."""
DEMONSTRATION = "This is a demonstration: no letter leaves it."
GONE = "The recipient has left, or has no address."
TOO_LATE = "It has waited for five days without being sent."
REFUSED = "The mail server refuses it for good."


@dataclass(frozen=True)
class Mail:
    """What the mail server is given: to whom, and the letter's words."""

    name: str
    to: str
    council: str
    letter: Letter


@dataclass(frozen=True)
class Answer:
    """What the server said of one letter: `took` it, `never` takes it, or neither: it can be tried again.

    `lost` says that the server itself is in the way, so that the other letters need not be tried now.
    """

    said: str
    took: bool = False
    never: bool = False
    lost: bool = False
    message: str = ""


class Unreachable(Exception):  # noqa: N818 - the server is not there now, nothing went wrong here
    """The mail server cannot be talked to, as a sentence."""


Carry = Callable[[Mail], Answer]


class Post(Protocol):
    """A way to a mail server."""

    def opened(self) -> AbstractContextManager[Carry]:
        """Talk to the server; raises Unreachable."""
        ...


@dataclass
class Sent:
    """How many letters ended how in a round, and what was in the way, if the server was."""

    counts: dict[str, int] = field(default_factory=dict)
    in_the_way: str = ""

    def count(self, what: str) -> None:
        """One more."""
        self.counts[what] = self.counts.get(what, 0) + 1


@dataclass(frozen=True)
class Outbox:
    """The letters of a house and a way to a mail server, if any; `stopping` says whether to stop in between."""

    house: House
    post: Post | None
    now: Callable[[], str]
    stopping: Callable[[], bool] = lambda: False

    def send(self, only: str = "") -> Sent:
        """Send what can be sent now, or `only` one letter. Without a post nothing is sent and everything waits.

        In a demonstration every letter is kept back, whatever post there is.
        """
        self.house.model.catch_up()
        ended, council = Sent(), people.council(self.house.model) or {"demonstration": 0, "name": ""}
        ready = [row["id"] for row in rows.to_send(self.house.model, self.now(), urgent(), MOST)]
        ready = [id for id in ready if only in ("", id)]
        if council["demonstration"]:
            self._keep_back(ready, ended)
        elif self.post and (ready := self._worth_sending(ready, ended)):
            self._send(self.post, ready, council["name"], ended)
        return ended

    def _keep_back(self, ready: list[str], ended: Sent) -> None:
        for id in ready:
            if self._decide(id, lambda letter, at: letter.keep_back(reason=DEMONSTRATION, by=SYSTEM, at=at)):
                ended.count("kept_back")

    def _worth_sending(self, ready: list[str], ended: Sent) -> list[str]:
        """Those with somebody to go to and not too old; the others end here."""
        return [id for id in ready if not self._ended_unsent(id, ended)]

    def _ended_unsent(self, id: str, ended: Sent) -> bool:
        letter = self.house.load(Letter, id)
        if not self._mail(letter, ""):
            if self._decide(id, lambda letter, at: letter.cancel(reason=GONE, by=SYSTEM, at=at)):
                ended.count("cancelled")
            return True
        if _moment(letter.since) + GIVE_UP > _moment(self.now()):
            return False
        if self._decide(id, lambda letter, at: letter.give_up(to="", answer="", reason=TOO_LATE, by=SYSTEM, at=at)):
            ended.count("given_up")
        return True

    def _send(self, post: Post, ready: list[str], council: str, ended: Sent) -> None:
        try:
            with post.opened() as carry:
                for id in ready:
                    if self.stopping() or ended.in_the_way:
                        return
                    self._send_one(id, council, carry, ended)
        except Unreachable as fault:
            # One letter says so in the log; the others have not been tried.
            answer = Answer(str(fault), lost=True)
            ended.in_the_way = answer.said
            for id in ready[:1]:
                self._send_one(id, council, lambda mail: answer, ended)

    def _send_one(self, id: str, council: str, carry: Carry, ended: Sent) -> None:
        until = (_moment(self.now()) + LEASE).isoformat(timespec="seconds")
        letter = self._decide(id, lambda letter, at: letter.claim(until=until, by=SYSTEM, at=at))
        mail = self._mail(letter, council) if letter else None
        if letter is None or mail is None:
            return
        answer = carry(mail)
        ended.count(self._record(letter, mail, answer))
        ended.in_the_way = answer.said if answer.lost else ""

    def _record(self, letter: Letter, mail: Mail, answer: Answer) -> str:
        """Record how it ended, also where the claim lapsed meanwhile and somebody else has claimed it."""
        at = self.now()
        what = "sent" if answer.took else "given_up" if answer.never else "failed"
        said = {"to": mail.to, "answer": answer.said, "by": SYSTEM, "at": at}
        for each in (letter, self.house.load(Letter, letter.id)):
            with suppress(Stale, Refusal):
                if answer.took:
                    each.sent(message=answer.message, **said)
                elif answer.never:
                    each.give_up(reason=REFUSED, **said)
                else:
                    each.fail(again=_again(each, at), **said)
                self.house.keep(each)
                return what
        return "overtaken"

    def _mail(self, letter: Letter, council: str) -> Mail | None:
        if letter.recipient.startswith(HOLDER):
            return self._to_holder(letter, council)
        person = people.person(self.house.model, letter.recipient)
        if person is None or person["left_on"] or not person["email"]:
            return None
        return Mail(person["name"], person["email"], council, letter)

    def _to_holder(self, letter: Letter, council: str) -> Mail | None:
        """To who holds checkpoints, or did when this was written for them: that they were let go is told them too."""
        found = checkpoint_holders.holder(self.house.model, letter.recipient)
        if found is None or (found["let_go_at"] and letter.kind != LET_GO):
            return None
        return Mail(found["name"], found["email"], council, letter)

    def _decide(self, id: str, what: Callable[[Letter, str], None]) -> Letter | None:
        """Decide something of a letter now; None where somebody else came first."""
        letter = self.house.load(Letter, id)
        with suppress(Stale, Refusal):
            what(letter, self.now())
            self.house.keep(letter)
            return letter
        return None


def _again(letter: Letter, at: str) -> str:
    wait = WAITS[min(letter.tries, len(WAITS)) - 1]
    return (_moment(at) + wait).isoformat(timespec="seconds")


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)

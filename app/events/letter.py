"""A letter: words without case detail and a link, to one person for one cause; claimed before it is sent, sent once."""

from typing import Any

from app.events.base import Event, Refusal, Subject, event


@event("letter written", seals=("subject", "text", "lines/*/text", "calendar"))
class LetterWritten(Event):
    """The words as they will be sent, but for the recipient's address, which is looked up then.

    `cause` is a record and what happened to it; `link` a path of this application; each of `lines` a text and a link,
    and the kind and cause of the one thing that it tells, where it does not count; `calendar` an invitation (RFC 5545)
    that goes with it, "" for none.
    """

    recipient: str
    kind: str
    cause: str
    link: str
    subject: str
    text: list[str]
    lines: list[dict[str, str]]
    calendar: str


@event("letter claimed")
class LetterClaimed(Event):
    """Somebody is sending it, and nobody else before the moment `until`; `unsure`: the try before ended unrecorded."""

    attempt: int
    until: str
    unsure: bool


@event("letter sent")
class LetterSent(Event):
    """The mail server took it for this address, and what it said."""

    attempt: int
    to: str
    message: str
    answer: str


@event("letter could not be sent")
class LetterCouldNotBeSent(Event):
    """What the server said, or what was in the way; it is tried again from the moment `again` on."""

    attempt: int
    to: str
    answer: str
    again: str


@event("letter given up")
class LetterGivenUp(Event):
    """It is not tried any more, and why; `attempt` is the last, 0 for none."""

    attempt: int
    to: str
    answer: str
    reason: str


@event("letter kept back")
class LetterKeptBack(Event):
    """Not sent on purpose, as nothing leaves a demonstration."""

    reason: str


@event("letter cancelled")
class LetterCancelled(Event):
    """What it tells of went away before it was sent, or somebody decided against it."""

    reason: str


@event("letter put back")
class LetterPutBack(Event):
    """To be tried again, at once, as somebody asked."""

    reason: str


class Letter(Subject):
    """One letter to one person. Moments are ISO in UTC, so that they compare as text."""

    recipient = kind = cause = link = subject = calendar = ""
    text: list[str] = []
    lines: list[dict[str, str]] = []
    state = ""
    """waiting, sending, sent, given_up, kept_back or cancelled."""
    attempts = tries = 0
    """All attempts, and those since it was last put back."""
    since = ""
    """Since when it has waited: written or put back."""
    again = ""
    """Before which moment it is not tried again, "" for at once."""
    until = ""
    """Until when somebody has claimed it."""

    def write(
        self,
        *,
        recipient: str,
        kind: str,
        cause: str,
        link: str,
        subject: str,
        text: list[str],
        lines: list[dict[str, str]],
        calendar: str,
        by: str,
        at: str,
    ) -> None:
        """Write it; raises Refusal when it was written already, or has nobody to go to or nothing to say."""
        if self.exists:
            raise Refusal("This letter has been written already.")
        if not recipient or not subject or not text:
            raise Refusal("A letter has a recipient, a subject and words.")
        words: dict[str, Any] = {"subject": subject, "text": text, "lines": lines, "calendar": calendar}
        self.record(LetterWritten, by=by, at=at, recipient=recipient, kind=kind, cause=cause, link=link, **words)

    def claim(self, *, until: str, by: str, at: str) -> None:
        """Take it to be sent, until a moment.

        Raises Refusal unless it waits and its time has come, or whoever had claimed it has let that moment pass.
        """
        unsure = self.state == "sending" and self.until <= at
        if self.state == "sending" and not unsure:
            raise Refusal("Somebody is sending this letter.")
        if not unsure and (self.state != "waiting" or self.again > at):
            raise Refusal("This letter is not to be sent now.")
        self.record(LetterClaimed, by=by, at=at, attempt=self.attempts + 1, until=until, unsure=unsure)

    def sent(self, *, to: str, message: str, answer: str, by: str, at: str) -> None:
        """The server took it; raises Refusal unless it was claimed."""
        self._must_be_claimed()
        self.record(LetterSent, by=by, at=at, attempt=self.attempts, to=to, message=message, answer=answer)

    def fail(self, *, to: str, answer: str, again: str, by: str, at: str) -> None:
        """It could not be sent and is tried again from a moment on; raises Refusal unless it was claimed."""
        self._must_be_claimed()
        self.record(LetterCouldNotBeSent, by=by, at=at, attempt=self.attempts, to=to, answer=answer, again=again)

    def give_up(self, *, to: str, answer: str, reason: str, by: str, at: str) -> None:
        """Do not try any more; raises Refusal unless it waits or was claimed."""
        if self.state not in ("waiting", "sending"):
            raise Refusal("This letter does not wait to be sent.")
        self.record(LetterGivenUp, by=by, at=at, attempt=self.attempts, to=to, answer=answer, reason=reason)

    def keep_back(self, *, reason: str, by: str, at: str) -> None:
        """Leave it unsent on purpose; raises Refusal unless it waits."""
        self._must_wait(at)
        self.record(LetterKeptBack, by=by, at=at, reason=reason)

    def cancel(self, *, reason: str, by: str, at: str) -> None:
        """Send it no more; raises Refusal without a reason, or unless it waits and nobody is sending it."""
        if not reason.strip():
            raise Refusal("Say why the letter is cancelled.", "reason")
        self._must_wait(at)
        self.record(LetterCancelled, by=by, at=at, reason=reason.strip())

    def put_back(self, *, reason: str, by: str, at: str) -> None:
        """Have it tried again at once; raises Refusal when it was sent or cancelled, or is being sent or tried next."""
        if not self.exists:
            raise Refusal("There is no such letter.")
        if self.state == "sent":
            raise Refusal("This letter has been sent.")
        if self.state == "cancelled":
            raise Refusal("This letter was cancelled.")
        if self.state == "sending":
            raise Refusal("Somebody is sending this letter.")
        if self.state == "waiting" and not self.again:
            raise Refusal("This letter is tried next already.")
        self.record(LetterPutBack, by=by, at=at, reason=reason.strip())

    def _must_be_claimed(self) -> None:
        if self.state != "sending":
            raise Refusal("Nobody has claimed this letter.")

    def _must_wait(self, at: str) -> None:
        if self.state == "sending" and self.until > at:
            raise Refusal("Somebody is sending this letter.")
        if self.state not in ("waiting", "sending"):
            raise Refusal("This letter does not wait to be sent.")

    def _on_written(self, made: LetterWritten) -> None:
        self.recipient, self.kind, self.cause, self.link = made.recipient, made.kind, made.cause, made.link
        self.subject, self.text, self.lines, self.calendar = made.subject, made.text, made.lines, made.calendar
        self.state, self.since = "waiting", made.at

    def _on_claimed(self, made: LetterClaimed) -> None:
        self.state, self.attempts, self.tries = "sending", made.attempt, self.tries + 1
        self.until, self.again = made.until, ""

    def _on_sent(self, made: LetterSent) -> None:
        self.state = "sent"

    def _on_failed(self, made: LetterCouldNotBeSent) -> None:
        self.state, self.again = "waiting", made.again

    def _on_given_up(self, made: LetterGivenUp) -> None:
        self.state = "given_up"

    def _on_kept_back(self, made: LetterKeptBack) -> None:
        self.state = "kept_back"

    def _on_cancelled(self, made: LetterCancelled) -> None:
        self.state = "cancelled"

    def _on_put_back(self, made: LetterPutBack) -> None:
        self.state, self.again, self.tries, self.since = "waiting", "", 0, made.at

    evolves = {
        LetterWritten: _on_written,
        LetterClaimed: _on_claimed,
        LetterSent: _on_sent,
        LetterCouldNotBeSent: _on_failed,
        LetterGivenUp: _on_given_up,
        LetterKeptBack: _on_kept_back,
        LetterCancelled: _on_cancelled,
        LetterPutBack: _on_put_back,
    }

"""An evidence pack: asked for, confirmed by a second person or declined, made, and taken away."""

from collections.abc import Sequence

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given, text_of

KINDS = {
    "child": "A child",
    "sample": "Several children",
    "audit": "An audit",
    "cycle": "A month",
    "edition": "A published report",
}
"""What a pack can be of."""
OF = {"child": "child/", "sample": "child/", "audit": "audit/", "cycle": "cycle/", "edition": "report/"}
STATES = {"asked": "Waits for a second person", "confirmed": "To be made", "made": "Made", "declined": "Declined"}
MOST_CHILDREN = 60
LONGEST_NAME = 200
SECOND = "A second person confirms a pack: never whoever asked for it."


@event("evidence pack asked for", seals=("why",))
class PackAskedFor(Event):
    """Somebody asked for the evidence of something (ids), up to a position of the log, for a recipient, and why.

    `edition` is that of a published report, 0 for what is none.
    `follows` is the pack that this one adds to, as when an inspector who named six children names twenty more.
    """

    kind: str
    of: list[str]
    edition: int
    recipient: str
    why: str
    position: int
    follows: str
    on: str


@event("evidence pack confirmed")
class PackConfirmed(Event):
    """A second person agreed that it may be made and handed over."""

    on: str


@event("evidence pack declined", seals=("reason",))
class PackDeclined(Event):
    """It is not made, and why."""

    reason: str
    on: str


@event("evidence pack made")
class PackMade(Event):
    """The file was made: its SHA-256 and size in bytes, how many events it has, up to which checkpoint they are proved.

    It is kept until a day, and made again from the same position when it is wanted after that.
    """

    sha256: str
    size: int
    events: int
    checkpoint: int
    until: str
    on: str


@event("evidence pack downloaded")
class PackDownloaded(Event):
    """Somebody took the file (by its SHA-256) away; recorded before the first byte is sent."""

    sha256: str
    on: str


class Pack(Subject):
    """One evidence pack."""

    state = asked_by = kind = recipient = sha256 = until = ""
    edition = position = 0

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.of: list[str] = []

    def ask(
        self, *, kind: str, of: Sequence[str], edition: int = 0, recipient: str, why: str,
        position: int, follows: str = "", on: str, by: str, at: str,
    ) -> None:  # fmt: skip
        """Ask for it; raises Refusal for no recipient, no reason, or nothing that it could be of."""
        if self.exists:
            raise Refusal("This pack was asked for already.")
        if kind not in KINDS:
            raise Refusal("Choose what the pack is of.", "kind")
        facts = {"kind": kind, "of": _named(kind, of), "edition": edition, "position": position}
        facts |= {"recipient": text_of(recipient, "Say whom the pack is for.", "recipient", LONGEST_NAME)}
        facts |= {"why": text_of(why, "Say why it is asked for.", "why"), "follows": follows, "on": on}
        self.record(PackAskedFor, by=by, at=at, **facts)

    def confirm(self, *, on: str, by: str, at: str) -> None:
        """Agree that it is made; raises Refusal for whoever asked for it."""
        self._must_wait()
        if by == self.asked_by:
            raise Refusal(SECOND)
        self.record(PackConfirmed, by=by, at=at, on=on)

    def decline(self, reason: str, *, on: str, by: str, at: str) -> None:
        """Decline it, or take it back; raises Refusal without a reason."""
        self._must_wait()
        self.record(PackDeclined, by=by, at=at, reason=given(reason), on=on)

    def make(self, *, by: str, at: str, **facts: object) -> None:
        """Record that its file was made; raises Refusal before a second person confirmed it."""
        if self.state not in ("confirmed", "made"):
            raise Refusal("A second person has not confirmed this pack.")
        self.record(PackMade, by=by, at=at, **facts)

    def download(self, *, on: str, by: str, at: str) -> None:
        """Record that somebody takes it away; raises Refusal where there is no file, or its time is over."""
        if self.state != "made":
            raise Refusal("This pack has not been made.")
        if on > self.until:
            raise Refusal("The file of this pack is gone. It can be made again.")
        self.record(PackDownloaded, by=by, at=at, sha256=self.sha256, on=on)

    def _must_wait(self) -> None:
        if not self.exists:
            raise Refusal("There is no such pack.")
        if self.state != "asked":
            raise Refusal(f"This pack is {STATES[self.state].lower()} already.")

    def _on_asked(self, made: PackAskedFor) -> None:
        self.state, self.asked_by, self.kind, self.of, self.edition = "asked", made.by, made.kind, made.of, made.edition
        self.recipient, self.position = made.recipient, made.position

    def _on_confirmed(self, made: PackConfirmed) -> None:
        self.state = "confirmed"

    def _on_declined(self, made: PackDeclined) -> None:
        self.state = "declined"

    def _on_made(self, made: PackMade) -> None:
        self.state, self.sha256, self.until = "made", made.sha256, made.until

    def _on_downloaded(self, made: PackDownloaded) -> None:
        """Whoever took it, it stays."""

    evolves = {
        PackAskedFor: _on_asked,
        PackConfirmed: _on_confirmed,
        PackDeclined: _on_declined,
        PackMade: _on_made,
        PackDownloaded: _on_downloaded,
    }


def _named(kind: str, of: Sequence[str]) -> list[str]:
    """What it is of, each once."""
    found = list(dict.fromkeys(of))
    if not found or not all(one.startswith(OF[kind]) for one in found):
        raise Refusal("Say what the pack is of.", "named")
    if kind != "sample" and len(found) > 1:
        raise Refusal(f"A pack is of one at a time. For more than one child choose “{KINDS['sample']}”.", "named")
    if len(found) > MOST_CHILDREN:
        raise Refusal(f"A pack holds at most {MOST_CHILDREN} children. Ask for another one for the rest.", "named")
    return found

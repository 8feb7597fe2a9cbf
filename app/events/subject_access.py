"""A request to see what is held about a child or a person: asked for, made, reviewed item by item, released."""

from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.text import text_of

STATES = {
    "asked": "Asked for",
    "made": "Being reviewed",
    "reviewed": "Waiting to be released",
    "released": "Released",
    "closed": "Closed without a copy",
}
IN_PROGRESS = ("asked", "made", "reviewed")
OF = {"child": "A child", "person": "A person who works here"}
GROUNDS = {
    "others": "It is about other people, who have not agreed",
    "confidence": "It was given in confidence",
    "harm": "Seeing it would be likely to cause serious harm",
    "privilege": "It is legally privileged",
    "not_theirs": "It is not about them",
}
"""Why an item, or words of one, are kept back."""
OUTCOMES = {"given": "Given", "redacted": "Given with words blacked out", "withheld": "Withheld"}
MOST_WORDS = 50


@event("subject access asked for", seals=("who",))
class SubjectAccessAskedFor(Event):
    """Somebody asked for a copy of what is held about a child or a person (`about`); `who` says in words who asked and
    in what right. It is to be answered by `due`.
    """

    of: str
    about: str
    who: str
    received_on: str
    due: str


@event("subject access export made")
class SubjectAccessExportMade(Event):
    """What is held up to a position of the log was put together, in so many items, to be reviewed."""

    upto: int
    items: int


@event("subject access items reviewed", seals=("words", "note"))
class SubjectAccessItemsReviewed(Event):
    """What comes of items: given, withheld, or redacted of `words`; the ground says why, the note more of it."""

    items: list[str]
    outcome: str
    words: list[str]
    ground: str
    note: str


@event("subject access review finished")
class SubjectAccessReviewFinished(Event):
    """Every item was looked at: so many are given, redacted and withheld."""

    given: int
    redacted: int
    withheld: int


@event("subject access reopened")
class SubjectAccessReopened(Event):
    """It is to be reviewed again, and why."""

    reason: str


@event("subject access released")
class SubjectAccessReleased(Event):
    """Somebody other than the reviewer let it go out."""

    on: str


@event("subject access copy taken")
class SubjectAccessCopyTaken(Event):
    """A copy was taken, as a page, a Word file or data (`form`: html, docx or json), with the digest of its bytes."""

    form: str
    sha256: str


@event("subject access closed")
class SubjectAccessClosed(Event):
    """No copy is given, and why: it was withdrawn, refused, or is another council's."""

    reason: str


class SubjectAccess(Subject):
    """One request."""

    state = of = about = who = received_on = due = reviewed_by = ""
    upto = items = 0

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.decided: dict[str, dict[str, Any]] = {}
        self.reviewers: frozenset[str] = frozenset()

    def ask(self, *, of: str, about: str, who: str, received_on: str, due: str, by: str, at: str) -> None:
        """Record that it was asked for; raises Refusal without a child or person, or who asked."""
        if self.exists:
            raise Refusal("This request is recorded already.")
        if of not in OF or not about:
            raise Refusal("Say about whom a copy is asked for.", "of")
        if due < received_on:
            raise Refusal("The date by which it is to be answered is after the one on which it came.", "due")
        said = text_of(who, "Say who asked, and in what right.", "who")
        facts = {"of": of, "about": about, "who": said, "received_on": received_on, "due": due}
        self.record(SubjectAccessAskedFor, by=by, at=at, **facts)

    def make(self, upto: int, items: int, *, by: str, at: str) -> None:
        """Put it together as at a position of the log; made anew, what was decided of items stays."""
        if self.state not in ("asked", "made"):
            raise Refusal(f"This cannot be put together: it is {self._words()}.")
        self.record(SubjectAccessExportMade, by=by, at=at, upto=upto, items=items)

    def review(
        self, items: list[str], outcome: str, *, words: list[str], ground: str, note: str, by: str, at: str
    ) -> None:
        """Say what comes of items; raises Refusal without a ground for what is not given as it is."""
        if self.state != "made":
            raise Refusal(f"No item can be reviewed: the request is {self._words()}.")
        if outcome not in OUTCOMES:
            raise Refusal("Choose what comes of it.", "outcome")
        if not items:
            raise Refusal("Choose at least one item.", "items")
        kept = _words(words) if outcome == "redacted" else []
        if outcome == "redacted" and not kept:
            raise Refusal("Write the words that are blacked out, one phrase a line.", "words")
        if outcome != "given" and ground not in GROUNDS:
            raise Refusal("Choose why it is kept back.", "ground")
        facts: dict[str, Any] = {"items": items, "outcome": outcome, "words": kept, "note": text_of(note, "", "note")}
        self.record(SubjectAccessItemsReviewed, by=by, at=at, **facts, ground="" if outcome == "given" else ground)

    def finish(self, items: list[str], *, by: str, at: str) -> None:
        """Say that all is reviewed; raises Refusal while an item is not."""
        if self.state != "made":
            raise Refusal(f"The review cannot be finished: the request is {self._words()}.")
        left = [item for item in items if item not in self.decided]
        if left:
            raise Refusal(f"Not every item is reviewed: {len(left):,} of {len(items):,} are left.")
        of = [self.decided[item]["outcome"] for item in items]
        self.record(SubjectAccessReviewFinished, by=by, at=at, **{name: of.count(name) for name in OUTCOMES})

    def reopen(self, reason: str, *, by: str, at: str) -> None:
        """Have it reviewed again before it goes out."""
        if self.state != "reviewed":
            raise Refusal(f"The review cannot be taken up again: the request is {self._words()}.")
        why = text_of(reason, "Give the reason.", "reason")
        self.record(SubjectAccessReopened, by=by, at=at, reason=why)

    def release(self, on: str, *, by: str, at: str) -> None:
        """Let it go out; raises Refusal for whoever reviewed it."""
        if self.state != "reviewed":
            raise Refusal(f"This cannot be released: it is {self._words()}.")
        if by in self.reviewers | {self.reviewed_by}:
            raise Refusal("A second person releases it: you reviewed it yourself.")
        if by == self.about:
            raise Refusal("Somebody else releases it: it is about you.")
        self.record(SubjectAccessReleased, by=by, at=at, on=on)

    def take(self, form: str, sha256: str, *, by: str, at: str) -> None:
        """Record that a copy was taken; raises Refusal before it is released."""
        if self.state != "released":
            raise Refusal(f"There is no copy to take: the request is {self._words()}.")
        self.record(SubjectAccessCopyTaken, by=by, at=at, form=form, sha256=sha256)

    def close(self, reason: str, *, by: str, at: str) -> None:
        """Give no copy, and say why."""
        if self.state not in IN_PROGRESS:
            raise Refusal(f"This cannot be closed: it is {self._words()}.")
        self.record(SubjectAccessClosed, by=by, at=at, reason=text_of(reason, "Give the reason.", "reason"))

    def _words(self) -> str:
        return STATES[self.state].lower() if self.state else "not there"

    def _on_asked(self, made: SubjectAccessAskedFor) -> None:
        self.state, self.of, self.about, self.who = "asked", made.of, made.about, made.who
        self.received_on, self.due = made.received_on, made.due

    def _on_made(self, made: SubjectAccessExportMade) -> None:
        self.state, self.upto, self.items = "made", made.upto, made.items

    def _on_items(self, made: SubjectAccessItemsReviewed) -> None:
        said = {"outcome": made.outcome, "words": made.words, "ground": made.ground, "note": made.note}
        self.decided = self.decided | dict.fromkeys(made.items, said)
        self.reviewers |= {made.by}

    def _on_finished(self, made: SubjectAccessReviewFinished) -> None:
        self.state, self.reviewed_by = "reviewed", made.by

    def _on_reopened(self, made: SubjectAccessReopened) -> None:
        self.state = "made"

    def _on_released(self, made: SubjectAccessReleased) -> None:
        self.state = "released"

    def _on_taken(self, made: SubjectAccessCopyTaken) -> None:
        """Who took a copy stays in the history."""

    def _on_closed(self, made: SubjectAccessClosed) -> None:
        self.state = "closed"

    evolves = {
        SubjectAccessAskedFor: _on_asked,
        SubjectAccessExportMade: _on_made,
        SubjectAccessItemsReviewed: _on_items,
        SubjectAccessReviewFinished: _on_finished,
        SubjectAccessReopened: _on_reopened,
        SubjectAccessReleased: _on_released,
        SubjectAccessCopyTaken: _on_taken,
        SubjectAccessClosed: _on_closed,
    }


def _words(words: list[str]) -> list[str]:
    """The phrases, without the empty and the doubled; raises Refusal for too many."""
    found = list(dict.fromkeys(text_of(one, "", "words") for one in words if one.strip()))
    if len(found) > MOST_WORDS:
        raise Refusal(f"Give at most {MOST_WORDS} phrases of an item, or withhold it.", "words")
    return found

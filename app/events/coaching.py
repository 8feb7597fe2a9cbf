"""Coaching: offered to an auditor or moderator, accepted, taken or declined."""

from collections.abc import Sequence

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given

CAUSES = {
    "late": "Late returns",
    "not_to_standard": "An audit not to standard",
    "moderation": "Differences at moderation",
    "new": "New to auditing or moderating",
    "request": "At their own request",
    "other": "Another reason",
}
"""What makes an offer of coaching."""
FORMS = {"individual": "Individual", "group": "Small group"}
STATES = {
    "offered": "Offered",
    "accepted": "Accepted",
    "taken": "Taken",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}
UNDER_WAY = ("offered", "accepted")
"""In which it has not come to anything yet."""


@event("coaching offered", seals=("note",))
class CoachingOffered(Event):
    """Coaching was offered to a person, with whom, and why; the note is for the person, the coach and the QA lead."""

    person: str
    coach: str
    cause: str
    form: str
    note: str
    on: str


@event("coaching accepted")
class CoachingAccepted(Event):
    """The person would like it; it is still to take place."""

    on: str


@event("coaching taken", seals=("note",))
class CoachingTaken(Event):
    """It took place, with this coach; the note is private like that of the offer."""

    coach: str
    note: str
    on: str


@event("coaching declined", seals=("reason",))
class CoachingDeclined(Event):
    """The person would rather not."""

    reason: str
    on: str


@event("coaching withdrawn", seals=("reason",))
class CoachingWithdrawn(Event):
    """The offer was taken back."""

    reason: str
    on: str


class Coaching(Subject):
    """One offer of coaching and what came of it."""

    state = person = coach = since = accepted_on = ""

    def offer(self, *, person: str, coach: str, cause: str, form: str, note: str, on: str, by: str, at: str) -> None:
        """Offer it; raises Refusal for oneself, for a coach who is the person, and without a reason for "other"."""
        if self.exists:
            raise Refusal("This coaching was offered already.")
        if not person:
            raise Refusal("Choose whom it is offered to.", "person")
        if person == by:
            raise Refusal("Somebody else offers you coaching.", "person")
        if coach == person:
            raise Refusal("Nobody coaches themselves.", "coach")
        if cause not in CAUSES:
            raise Refusal("Choose why it is offered.", "cause")
        if form not in FORMS:
            raise Refusal("Choose how it is given.", "form")
        if cause == "other" and not note.strip():
            raise Refusal("Write what the reason is.", "note")
        facts = {"person": person, "coach": coach, "cause": cause, "form": form, "note": note.strip(), "on": on}
        self.record(CoachingOffered, by=by, at=at, **facts)

    def accept(self, *, on: str, by: str, at: str) -> None:
        """Record that the person would like it; raises Refusal for whoever is to coach them."""
        self._must_wait(on, ("offered",))
        if by == self.coach:
            raise Refusal("Whom you are to coach accepts it themselves, or the QA lead records that they did.")
        self.record(CoachingAccepted, by=by, at=at, on=on)

    def take(self, coach: str, note: str, *, on: str, by: str, at: str) -> None:
        """Record that it took place; raises Refusal for no coach, for the person themself, and before the offer."""
        self._must_wait(on)
        if by == self.person:
            raise Refusal("Your coach or the QA lead records that it took place.")
        if not coach:
            raise Refusal("Choose who coached.", "coach")
        if coach == self.person:
            raise Refusal("Nobody coaches themselves.", "coach")
        self.record(CoachingTaken, by=by, at=at, coach=coach, note=note.strip(), on=on)

    def decline(self, reason: str, *, on: str, by: str, at: str) -> None:
        """Record that the person would rather not; the reason may be left out."""
        self._must_wait(on)
        self.record(CoachingDeclined, by=by, at=at, reason=reason.strip(), on=on)

    def withdraw(self, reason: str, *, on: str, by: str, at: str) -> None:
        """Take the offer back; raises Refusal without a reason, and for the person themself, who declines."""
        self._must_wait(on)
        if by == self.person:
            raise Refusal("You can decline it; whoever offered it takes it back.")
        self.record(CoachingWithdrawn, by=by, at=at, reason=given(reason), on=on)

    def _must_wait(self, on: str, states: Sequence[str] = UNDER_WAY) -> None:
        if not self.exists:
            raise Refusal("There is no such offer.")
        if self.state not in states:
            raise Refusal(f"This coaching is {STATES[self.state].lower()} already.")
        if on < self.since:
            raise Refusal("The date cannot be before it was offered.", "on")
        if on < self.accepted_on:
            raise Refusal("The date cannot be before it was accepted.", "on")

    def _on_offered(self, made: CoachingOffered) -> None:
        self.state, self.person, self.coach, self.since = "offered", made.person, made.coach, made.on

    def _on_accepted(self, made: CoachingAccepted) -> None:
        self.state, self.accepted_on = "accepted", made.on

    def _on_taken(self, made: CoachingTaken) -> None:
        self.state, self.coach = "taken", made.coach

    def _on_declined(self, made: CoachingDeclined) -> None:
        self.state = "declined"

    def _on_withdrawn(self, made: CoachingWithdrawn) -> None:
        self.state = "withdrawn"

    evolves = {
        CoachingOffered: _on_offered,
        CoachingAccepted: _on_accepted,
        CoachingTaken: _on_taken,
        CoachingDeclined: _on_declined,
        CoachingWithdrawn: _on_withdrawn,
    }

"""A learning session: planned for what the audits show, moved or cancelled, held with who was there."""

from collections.abc import Sequence
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given

KINDS = {
    "workshop": "Workshop",
    "recall": "Recall event",
    "briefing": "Briefing",
    "training": "Training",
}
STATES = {"planned": "Planned", "held": "Held", "cancelled": "Cancelled"}
MOST_OTHERS = 10_000


@event("learning session planned")
class LearningSessionPlanned(Event):
    """A session for domains or themes of the framework, or for what `why` says.

    `grounds` holds the figure of each domain and theme as it stood then: its words and link, n, of, and the ids of the
    audits counted and of all that were looked at.
    """

    title: str
    kind: str
    day: str
    place: str
    why: str
    domains: list[str]
    themes: list[str]
    grounds: list[dict[str, Any]]


@event("learning session moved")
class LearningSessionMoved(Event):
    """Another day or place, and why."""

    day: str
    day_before: str
    place: str
    place_before: str
    reason: str


@event("learning session cancelled")
class LearningSessionCancelled(Event):
    """It does not take place."""

    reason: str


@event("learning session held")
class LearningSessionHeld(Event):
    """It took place: who was there of the people here, and how many others."""

    on: str
    present: list[str]
    others: int


@event("learning attendance corrected", seals=("reason",))
class LearningAttendanceCorrected(Event):
    """Who was there after all, and why the list was other before."""

    present: list[str]
    present_before: list[str]
    others: int
    others_before: int
    reason: str


class LearningSession(Subject):
    """One workshop, recall event, briefing or training."""

    state = day = place = ""
    others = 0

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.present: list[str] = []

    def plan(
        self, *, title: str, kind: str, day: str, place: str, why: str, domains: Sequence[str], themes: Sequence[str],
        grounds: Sequence[dict[str, Any]], by: str, at: str,
    ) -> None:  # fmt: skip
        """Plan it; raises Refusal without title, day or place, and for a workshop that no domain or theme calls for."""
        if self.exists:
            raise Refusal("This session is planned already.")
        _must_be_whole(title, kind, day, place)
        _must_be_called_for(kind, [*domains, *themes], why)
        facts: dict[str, Any] = {"title": " ".join(title.split()), "kind": kind}
        facts |= {"day": day, "place": " ".join(place.split())}
        facts |= {"why": why.strip(), "domains": list(domains), "themes": list(themes), "grounds": list(grounds)}
        self.record(LearningSessionPlanned, by=by, at=at, **facts)

    def move(self, day: str, place: str, reason: str, *, by: str, at: str) -> None:
        """Move it to another day or place; raises Refusal when neither is other, and without a reason."""
        self._must_be("planned")
        place = " ".join(place.split()) or self.place
        if (day, place) == (self.day, self.place):
            raise Refusal("Enter another date or place.", "day")
        reason = given(reason)
        before = {"day_before": self.day, "place_before": self.place}
        self.record(LearningSessionMoved, by=by, at=at, day=day, place=place, **before, reason=reason)

    def cancel(self, reason: str, *, by: str, at: str) -> None:
        """Let it not take place; raises Refusal without a reason."""
        self._must_be("planned")
        self.record(LearningSessionCancelled, by=by, at=at, reason=given(reason))

    def hold(self, present: Sequence[str], others: int, *, on: str, by: str, at: str) -> None:
        """Record that it took place; raises Refusal when nobody was there, and before its day."""
        self._must_be("planned")
        if on < self.day:
            raise Refusal("This is before its day. Move it first.", "on")
        who = _attendance(present, others)
        self.record(LearningSessionHeld, by=by, at=at, on=on, present=who, others=others)

    def correct_attendance(self, present: Sequence[str], others: int, reason: str, *, by: str, at: str) -> None:
        """Put right who was there; raises Refusal when nothing is other than before, and without a reason."""
        self._must_be("held")
        who = _attendance(present, others)
        if (who, others) == (self.present, self.others):
            raise Refusal("This is the attendance already.", "present")
        reason = given(reason)
        before = {"present_before": self.present, "others_before": self.others}
        facts = {"present": who, "others": others} | before
        self.record(LearningAttendanceCorrected, by=by, at=at, **facts, reason=reason)

    def _must_be(self, state: str) -> None:
        if not self.exists:
            raise Refusal("There is no such session.")
        if self.state != state:
            words = {"planned": "was not held yet", "held": "was held already", "cancelled": "is cancelled"}
            raise Refusal(f"This session {words[self.state]}.")

    def _on_planned(self, made: LearningSessionPlanned) -> None:
        self.state, self.day, self.place = "planned", made.day, made.place

    def _on_moved(self, made: LearningSessionMoved) -> None:
        self.day, self.place = made.day, made.place

    def _on_cancelled(self, made: LearningSessionCancelled) -> None:
        self.state = "cancelled"

    def _on_held(self, made: LearningSessionHeld) -> None:
        self.state, self.present, self.others = "held", made.present, made.others

    def _on_corrected(self, made: LearningAttendanceCorrected) -> None:
        self.present, self.others = made.present, made.others

    evolves = {
        LearningSessionPlanned: _on_planned,
        LearningSessionMoved: _on_moved,
        LearningSessionCancelled: _on_cancelled,
        LearningSessionHeld: _on_held,
        LearningAttendanceCorrected: _on_corrected,
    }


def _must_be_whole(title: str, kind: str, day: str, place: str) -> None:
    if not title.strip():
        raise Refusal("Give the session a title.", "title")
    if kind not in KINDS:
        raise Refusal("Choose what kind of session it is.", "kind")
    if not day:
        raise Refusal("Enter the date.", "day")
    if not place.strip():
        raise Refusal("Say where it takes place.", "place")


def _must_be_called_for(kind: str, by: Sequence[str], why: str) -> None:
    """Refuse a workshop that no domain or theme calls for, and anything without either and without a reason."""
    if kind == "workshop" and not by:
        raise Refusal("Choose the domain or theme that calls for the workshop.", "domains")
    if not (by or why.strip()):
        raise Refusal("Say why it takes place.", "why")


def _attendance(present: Sequence[str], others: int) -> list[str]:
    if not 0 <= others <= MOST_OTHERS:
        raise Refusal(f"Enter how many others were there, from 0 to {MOST_OTHERS:,}.", "others")
    who = sorted(set(present))
    if not (who or others):
        raise Refusal("Say who was there.", "present")
    return who

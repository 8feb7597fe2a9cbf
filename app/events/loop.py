"""A looped audit: two managers audit the same child independently, then settle where their grades differ.

Neither has anything of the other's before both are in: the seal. It is lifted in the save of the second return.
"""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from app.events.base import Event, Refusal, Subject, event
from app.events.england import moment_of
from app.events.text import day_in_words, given

SEALED, BOTH_IN, ARRANGED, AGREED, ENDED = "sealed", "both_in", "arranged", "agreed", "ended"
LOOP_STATES = {
    SEALED: "Sealed",
    BOTH_IN: "Both in",
    ARRANGED: "Meeting arranged",
    AGREED: "Agreed",
    ENDED: "Ended",
}
UNDER_WAY = (SEALED, BOTH_IN, ARRANGED)
MEETS = {"moderator": "As a moderator.", "qa_lead": "As the QA lead."}
"""Who arranges the meeting and records what it agreed, as long as they are neither of the two."""
BOTH = "Both audits have to be in first."
Pair = tuple[str, str]


@event("loop opened", seals=("why",))
class LoopOpened(Event):
    """A second auditor audits the same child without knowing of the first: which audits, whose, and why."""

    cycle: str
    child: str
    first: str
    second: str
    first_auditor: str
    second_auditor: str
    why: str
    grounds: str
    on: str


@event("looped audit came in")
class LoopedAuditCameIn(Event):
    """One of the two audits was returned."""

    audit: str
    on: str


@event("looped audit went back")
class LoopedAuditWentBack(Event):
    """One of the two audits that was in is with its auditor again."""

    audit: str
    on: str


@event("looped audit changed hands")
class LoopedAuditChangedHands(Event):
    """Another auditor has one of the two audits."""

    audit: str
    auditor: str
    was: str
    on: str


@event("loop seal lifted")
class LoopSealLifted(Event):
    """Both audits are in: from now on the two auditors see each other's."""

    on: str


@event("loop meeting arranged")
class LoopMeetingArranged(Event):
    """When and where the two, and whoever else comes (a person, or an address), talk about what differs."""

    day: str
    time: str
    place: str
    attendees: list[str]
    role: str


@event("loop meeting moved", seals=("reason",))
class LoopMeetingMoved(Event):
    """The meeting is at another time, at another place or of others, and why."""

    day: str
    time: str
    place: str
    attendees: list[str]
    was: list[str]
    reason: str
    role: str


@event("loop agreed", seals=("grades/*/3", "first_learning", "second_learning"))
class LoopAgreed(Event):
    """What was agreed: by domain and overall what the first gave, the second, the agreed grade and why; and learning.

    `counted` has the two grades that were compared where moderation or a challenge had put others in the place of what
    the two gave. `graded_on` is the audit that carries the agreed grades in the figures, so that the child counts once.
    """

    class_version: ClassVar[int] = 2

    on: str
    attendees: list[str]
    grades: dict[str, list[str]]
    counted: dict[str, list[str]]
    graded_on: str
    first_learning: str
    second_learning: str
    role: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """What the two gave was compared before, whatever had come of it."""
        state["counted"] = {}


@event("loop ended")
class LoopEnded(Event):
    """One of the two audits came to nothing, and how; the other is an audit like any other from now on."""

    audit: str
    how: str
    on: str


class Loop(Subject):
    """Two audits of one child in one month."""

    state = ""
    cycle = child = first = second = ""
    day = time = place = last_in = ""
    """When and where the meeting is; and on which day the last of the two audits came in."""
    moves = 0
    """How often the meeting was moved."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.auditors: dict[str, str] = {}
        """Who has each of the two audits now."""
        self.held: set[str] = set()
        """Everybody who has or had one of the two."""
        self.came_in: set[str] = set()
        self.attendees: list[str] = []
        self.agreed: dict[str, list[str]] = {}
        """By domain and overall: what the first gave, the second, the agreed grade and why."""

    def open(self, *, first_auditor: str, second_auditor: str, why: str, by: str, at: str, **facts: Any) -> None:
        """Open the loop; raises Refusal for one auditor twice, who opens it being one of the two, and without why."""
        if self.exists:
            raise Refusal("This loop has been opened already.")
        if first_auditor == second_auditor:
            raise Refusal("This auditor has the first audit. Choose another.", "auditor")
        if by in (first_auditor, second_auditor):
            raise Refusal("You would know of both audits. Somebody who has neither opens the loop.")
        why = given(why, field="why")
        whose = {"first_auditor": first_auditor, "second_auditor": second_auditor}
        self.record(LoopOpened, by=by, at=at, **whose, why=why, **facts)

    def take_in(self, audit: str, *, on: str, by: str, at: str) -> None:
        """One of the two is returned; with the second of them the seal is lifted. Nothing for one that is in."""
        if self.state not in UNDER_WAY or audit in self.came_in:
            return
        self.record(LoopedAuditCameIn, by=by, at=at, audit=audit, on=on)
        if self.state == SEALED and self.both_are_in:
            self.record(LoopSealLifted, by=by, at=at, on=on)

    def let_go_back(self, audit: str, *, on: str, by: str, at: str) -> None:
        """One of the two that was in is with its auditor again."""
        if self.state in UNDER_WAY and audit in self.came_in:
            self.record(LoopedAuditWentBack, by=by, at=at, audit=audit, on=on)

    def hand_over(self, audit: str, auditor: str, *, on: str, by: str, at: str) -> None:
        """Another auditor has one of the two; raises Refusal for anybody who has or had one of them."""
        was = self.auditors[audit]
        if self.state not in UNDER_WAY or auditor == was:
            return
        if auditor in self.held:
            raise Refusal("This auditor has or had the other audit of this child. Choose another.", "auditor")
        self.record(LoopedAuditChangedHands, by=by, at=at, audit=audit, auditor=auditor, was=was, on=on)

    def end(self, audit: str, how: str, *, on: str, by: str, at: str) -> None:
        """One of the two came to nothing (`how` is its state), and so the loop does."""
        if self.state in UNDER_WAY:
            self.record(LoopEnded, by=by, at=at, audit=audit, how=how, on=on)

    def arrange(
        self, *, day: str, time: str, place: str, attendees: list[str], role: str, reason: str, by: str, at: str
    ) -> None:
        """Arrange the meeting, or move it with a reason.

        `attendees` are people, and addresses of those who are on no list. Raises Refusal before both are in, for the
        two auditors, unless both are among those who come, and for a moment that is past.
        """
        self._must_be_led_by(by, role)
        if set(self.auditors.values()) - set(attendees):
            raise Refusal("Both auditors come to the meeting.", "attendees")
        facts: dict[str, Any] = {"day": day, "time": time, "place": place.strip(), "attendees": attendees}
        _must_be_to_come(day, time, at)
        if self.state != ARRANGED:
            self.record(LoopMeetingArranged, by=by, at=at, **facts, role=role)
            return
        reason = given(reason)
        was = [self.day, self.time, self.place]
        if [day, time, facts["place"]] == was and sorted(attendees) == sorted(self.attendees):
            raise Refusal("This is when and where the meeting is already.", "day")
        self.record(LoopMeetingMoved, by=by, at=at, **facts, was=was, reason=reason, role=role)

    def agree(
        self,
        *,
        on: str,
        attendees: list[str],
        given: Mapping[str, Pair],
        grades: Mapping[str, Pair],
        decisions: Mapping[str, Pair],
        scales: Mapping[str, Collection[str]],
        labels: Mapping[str, str],
        graded_on: str,
        learning: Pair,
        role: str,
        by: str,
        at: str,
    ) -> None:
        """Record what was agreed: for every difference a grade of its scale and why, and learning for each auditor.

        `given` are both auditors' grades by domain and overall, `grades` those that count now and are compared, and
        `labels` what these are called. Raises Refusal for what is missing, beside its field, and for a day before both
        audits were in or before the meeting that is arranged.
        """
        self._must_be_led_by(by, role)
        if set(self.auditors.values()) - set(attendees):
            raise Refusal("The grades are agreed with both auditors.", "attendees")
        self._must_be_after(on)
        found = {key: _agreed(key, labels[key], pair, decisions, scales[key]) for key, pair in grades.items()}
        agreed = {key: [*given[key], *outcome] for key, outcome in found.items()}
        counted = {key: list(pair) for key, pair in grades.items() if pair != given[key]}
        for text, field in zip(learning, ("first_learning", "second_learning"), strict=True):
            if not text.strip():
                raise Refusal("Say what this auditor can learn from it.", field)
        says: dict[str, Any] = {"first_learning": learning[0].strip(), "second_learning": learning[1].strip()}
        says |= {"on": on, "attendees": attendees, "grades": agreed, "counted": counted, "graded_on": graded_on}
        self.record(LoopAgreed, by=by, at=at, **says, role=role)

    @property
    def both_are_in(self) -> bool:
        """Whether both audits are in now."""
        return self.came_in == {self.first, self.second}

    def _must_be_led_by(self, by: str, role: str) -> None:
        if not self.exists:
            raise Refusal("There is no such loop.")
        if by in self.held:
            raise Refusal("You are one of the two auditors. A moderator or the QA lead who is neither does this.")
        if role not in MEETS:
            raise Refusal("A moderator or the QA lead does this.")
        if self.state in (AGREED, ENDED):
            raise Refusal(f"This loop is {LOOP_STATES[self.state].lower()} already.")
        if self.state == SEALED or not self.both_are_in:
            raise Refusal(BOTH)

    def _must_be_after(self, on: str) -> None:
        if on < self.last_in:
            raise Refusal(
                f"Both audits are in since {day_in_words(self.last_in)}. Enter that day or a later one.", "on"
            )
        if self.state == ARRANGED and on < self.day:
            words = f"The meeting is on {day_in_words(self.day)}. Enter that day or a later one, or move the meeting."
            raise Refusal(words, "on")

    def _on_opened(self, made: LoopOpened) -> None:
        self.state, self.cycle, self.child = SEALED, made.cycle, made.child
        self.first, self.second = made.first, made.second
        self.auditors = {made.first: made.first_auditor, made.second: made.second_auditor}
        self.held = set(self.auditors.values())

    def _on_came_in(self, made: LoopedAuditCameIn) -> None:
        self.came_in, self.last_in = self.came_in | {made.audit}, max(self.last_in, made.on)

    def _on_went_back(self, made: LoopedAuditWentBack) -> None:
        self.came_in = self.came_in - {made.audit}

    def _on_changed_hands(self, made: LoopedAuditChangedHands) -> None:
        self.auditors[made.audit] = made.auditor
        self.held = self.held | {made.auditor}

    def _on_lifted(self, made: LoopSealLifted) -> None:
        self.state = BOTH_IN

    def _on_arranged(self, made: LoopMeetingArranged | LoopMeetingMoved) -> None:
        self.moves += self.state == ARRANGED
        self.state, self.attendees = ARRANGED, made.attendees
        self.day, self.time, self.place = made.day, made.time, made.place

    def _on_agreed(self, made: LoopAgreed) -> None:
        self.state, self.agreed = AGREED, made.grades

    def _on_ended(self, made: LoopEnded) -> None:
        self.state = ENDED

    evolves = {
        LoopOpened: _on_opened,
        LoopedAuditCameIn: _on_came_in,
        LoopedAuditWentBack: _on_went_back,
        LoopedAuditChangedHands: _on_changed_hands,
        LoopSealLifted: _on_lifted,
        LoopMeetingArranged: _on_arranged,
        LoopMeetingMoved: _on_arranged,
        LoopAgreed: _on_agreed,
        LoopEnded: _on_ended,
    }


def _must_be_to_come(day: str, time: str, at: str) -> None:
    try:
        starts = moment_of(day, time)
    except ValueError as wrong:
        raise Refusal(str(wrong), "time") from wrong
    if starts < at:
        raise Refusal("The meeting cannot be in the past. Enter a day and time that are still to come.", "day")


def _agreed(key: str, label: str, pair: Pair, decisions: Mapping[str, Pair], scale: Collection[str]) -> Pair:
    """The agreed grade and why; where one grade counts of both, there is nothing to decide."""
    if pair[0] == pair[1]:
        return pair[0], ""
    grade, why = decisions.get(key, ("", ""))
    if grade not in scale:
        raise Refusal(f"{label}: the two grades differ. Choose the one that was agreed.", f"to.{key}")
    if not why.strip():
        raise Refusal(f"{label}: say why this grade was agreed.", f"why.{key}")
    return grade, why.strip()

"""Impact: six weeks after an audit came in, one of its recipients is asked what came of it."""

from datetime import date, timedelta
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.impact_questions import ANSWER_KEYS, NOTHING, QUESTIONS
from app.events.text import given

DUE_AFTER = timedelta(weeks=6)
"""After the audit's last return."""
REMIND_AFTER = timedelta(days=7)
"""After the day of asking."""
LAPSE_AFTER = timedelta(days=28)
"""After the day of asking, too; and for as long after its day, questions that nobody put can still be put."""


@event("impact asked", key_ahead=True)
class ImpactAsked(Event):
    """The worker or the team manager was asked about an audit, in these words; what is to follow, and when."""

    audit: str
    part: str
    recipient: str
    returned_on: str
    due_on: str
    on: str
    remind_on: str
    lapses_on: str
    questions: dict[str, Any]


@event("impact not asked")
class ImpactNotAsked(Event):
    """There was nobody to be asked, and why."""

    audit: str
    part: str
    returned_on: str
    due_on: str
    on: str
    reason: str


@event("impact reminded")
class ImpactReminded(Event):
    """The recipient was reminded."""

    on: str


@event("impact answered", seals=("answers/!practice|helped|obstacles",))
class ImpactAnswered(Event):
    """What the recipient answered, by question."""

    answers: dict[str, Any]
    on: str


@event("impact declined", seals=("reason",))
class ImpactDeclined(Event):
    """The recipient does not answer, and why."""

    reason: str
    on: str


@event("impact handed over", seals=("reason",))
class ImpactHandedOver(Event):
    """Who was asked has left, and somebody else is asked in their place: why, and what is to follow."""

    was: str
    recipient: str
    reason: str
    on: str
    remind_on: str
    lapses_on: str


@event("impact lapsed")
class ImpactLapsed(Event):
    """The time to answer went by."""

    on: str


@event("family view of impact recorded", seals=("said",))
class FamilyViewOfImpactRecorded(Event):
    """Whether the family agreed to say what has changed for them, and what they said, without names."""

    agreed: bool
    said: str
    on: str


def due_on(returned_on: str) -> str:
    """The day on which the questions about an audit are due (ISO): six weeks after it came in."""
    return _later(returned_on, DUE_AFTER)


def askable_until(first: str) -> str:
    """The first day (ISO) on which questions that could be put from a day on are put no more."""
    return _later(first, LAPSE_AFTER)


class Impact(Subject):
    """The questions to one recipient of one audit."""

    state = ""
    audit = part = recipient = remind_on = lapses_on = ""
    family_heard = False

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.questions: dict[str, Any] = {}
        self.answers: dict[str, Any] = {}

    def ask(
        self, *, audit: str, part: str, recipient: str, returned_on: str, on: str, by: str, at: str,
    ) -> None:  # fmt: skip
        """Put the questions; raises Refusal when they were put before, or less than six weeks after the return."""
        self._must_be_new(returned_on, on)
        facts = {"audit": audit, "part": part, "recipient": recipient, "returned_on": returned_on}
        facts |= {"due_on": due_on(returned_on), "on": on}
        facts |= {"remind_on": _later(on, REMIND_AFTER), "lapses_on": _later(on, LAPSE_AFTER)}
        self.record(ImpactAsked, by=by, at=at, **facts, questions=QUESTIONS)

    def pass_over(self, *, audit: str, part: str, returned_on: str, on: str, reason: str, by: str, at: str) -> None:
        """Record that there is nobody to be asked, and why; raises Refusal as `ask`."""
        self._must_be_new(returned_on, on)
        facts = {"audit": audit, "part": part, "returned_on": returned_on, "due_on": due_on(returned_on), "on": on}
        self.record(ImpactNotAsked, by=by, at=at, **facts, reason=reason)

    def remind(self, *, on: str, by: str, at: str) -> None:
        """Remind the recipient, once, from the seventh day after the questions were put."""
        if self.state != "asked" or not self.remind_on <= on < self.lapses_on:
            raise Refusal("There is nothing to be reminded of.")
        self.record(ImpactReminded, by=by, at=at, on=on)

    def answer(self, answers: dict[str, Any], *, on: str, by: str, at: str) -> None:
        """Answer; raises Refusal for anybody but the recipient, once it is over, and for what cannot be an answer."""
        self._must_wait(by, on)
        self.record(ImpactAnswered, by=by, at=at, answers=_checked(self.questions, answers), on=on)

    def decline(self, reason: str, *, on: str, by: str, at: str) -> None:
        """Say that one does not answer, and why; raises Refusal as `answer`."""
        self._must_wait(by, on)
        self.record(ImpactDeclined, by=by, at=at, reason=given(reason), on=on)

    def hand_over(self, recipient: str, reason: str, *, on: str, by: str, at: str) -> None:
        """Put them to somebody else in the place of who has left, with as much time as if they were put on this day.

        Raises Refusal without a reason, to the same person, and once they are answered or over.
        """
        if self.state not in ("asked", "reminded") or on >= self.lapses_on:
            raise Refusal("These questions wait for nobody's answer, so they cannot be handed over.")
        if recipient == self.recipient:
            raise Refusal("These questions are put to them already.", "recipient")
        reason = given(reason)
        facts = {"was": self.recipient, "recipient": recipient, "reason": reason.strip(), "on": on}
        facts |= {"remind_on": _later(on, REMIND_AFTER), "lapses_on": _later(on, LAPSE_AFTER)}
        self.record(ImpactHandedOver, by=by, at=at, **facts)

    def lapse(self, *, on: str, by: str, at: str) -> None:
        """Record that the time went by, from the 28th day after the questions were put."""
        if self.state not in ("asked", "reminded") or on < self.lapses_on:
            raise Refusal("The time to answer is not over.")
        self.record(ImpactLapsed, by=by, at=at, on=on)

    def record_family(self, *, agreed: bool, said: str, on: str, by: str, at: str) -> None:
        """Record the family's part, by the worker, also after having answered; what is said needs their agreement."""
        if self.part != "worker":
            raise Refusal("The worker records what the family say.")
        if self.state == "answered" and by == self.recipient:
            self._must_not_have_heard()
        else:
            self._must_wait(by, on)
            self._must_not_have_heard()
        if agreed and not said.strip():
            raise Refusal("Write what the family said, without names.", "said")
        self.record(FamilyViewOfImpactRecorded, by=by, at=at, agreed=agreed, said=said.strip() if agreed else "", on=on)

    def _must_be_new(self, returned_on: str, on: str) -> None:
        if self.exists:
            raise Refusal("These questions have been put already.")
        if on < due_on(returned_on):
            raise Refusal("These questions are put six weeks after the audit came in.")

    def _must_wait(self, by: str, on: str) -> None:
        """Refuse everybody but the recipient, and everything once the questions are answered or over."""
        if by != self.recipient:
            raise Refusal("These questions are put to somebody else.")
        if self.state == "answered":
            raise Refusal("You have answered these questions already.")
        if self.state == "declined":
            raise Refusal("You have said that you do not answer these questions.")
        if self.state == "lapsed" or on >= self.lapses_on:
            raise Refusal("The four weeks in which these questions could be answered are over.")

    def _must_not_have_heard(self) -> None:
        if self.family_heard:
            raise Refusal("The family's part is recorded already.")

    def _on_asked(self, made: ImpactAsked) -> None:
        for key in ("audit", "part", "recipient", "remind_on", "lapses_on", "questions"):
            setattr(self, key, getattr(made, key))
        self.state = "asked"

    def _on_not_asked(self, made: ImpactNotAsked) -> None:
        self.audit, self.part, self.state = made.audit, made.part, "not_asked"

    def _on_reminded(self, made: ImpactReminded) -> None:
        self.state = "reminded"

    def _on_handed_over(self, made: ImpactHandedOver) -> None:
        self.recipient, self.remind_on, self.lapses_on = made.recipient, made.remind_on, made.lapses_on
        self.state = "asked"

    def _on_answered(self, made: ImpactAnswered) -> None:
        self.state, self.answers = "answered", dict(made.answers)

    def _on_declined(self, made: ImpactDeclined) -> None:
        self.state = "declined"

    def _on_lapsed(self, made: ImpactLapsed) -> None:
        self.state = "lapsed"

    def _on_family(self, made: FamilyViewOfImpactRecorded) -> None:
        self.family_heard = True

    evolves = {
        ImpactAsked: _on_asked,
        ImpactNotAsked: _on_not_asked,
        ImpactReminded: _on_reminded,
        ImpactHandedOver: _on_handed_over,
        ImpactAnswered: _on_answered,
        ImpactDeclined: _on_declined,
        ImpactLapsed: _on_lapsed,
        FamilyViewOfImpactRecorded: _on_family,
    }


def _later(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()


def _checked(questions: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as they are kept, every question having one; raises Refusal, beside the question."""
    given = {key: _tidy(answers.get(key, "")) for key in ANSWER_KEYS}
    for key in ("practice", "helped"):
        if given[key] not in questions[key]["choices"]:
            raise Refusal("Choose an answer.", key)
    chosen = list(given["obstacles"])
    if not chosen or not set(chosen) <= questions["obstacles"]["choices"].keys():
        raise Refusal("Choose what got in the way, or that nothing did.", "obstacles")
    if NOTHING in chosen and len(chosen) > 1:
        raise Refusal("Choose either what got in the way or that nothing did, not both.", "obstacles")
    return given


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value

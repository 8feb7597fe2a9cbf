"""A child of concern: raised, told, answered, overseen, reviewed every week, until it is stepped down or closed."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.events.base import Event, Refusal, Subject, event
from app.events.england import day_of, end_of, moment_of
from app.events.vocabulary import CONCERN_CATEGORIES

LEADS = ("head_of_service", "director")
FOLLOW = (*LEADS, "qa_lead")
"""The roles that answer a concern, and those that review it, move it and end it."""
WEEK = timedelta(days=7)
DIRECT = "direct"
SAME_DAY = "Category 1 is answered on the day that it is raised, before midnight in England, on every day of the week."
WEEKLY = "Every child of concern is reviewed within seven days."


@event("concern raised")
class ConcernRaised(Event):
    """A child became a child of concern, at the moment `at`; team, area and worker as they were then.

    `source` is an audit or "direct"; `raising` the id of the form. `respond_by` is the day by whose end Category 1 is
    answered, "" for Category 2; `responsible` are the heads of service whose it is, `rule` why they.
    """

    child: str
    category: str
    why: str
    source: str
    raising: str
    team: str
    area: str
    worker: str
    responsible: list[str]
    rule: str
    respond_by: str
    review_by: str


@event("concern raised again")
class ConcernRaisedAgain(Event):
    """The child of a standing concern was raised once more; `was` and `stands` are its categories before and after.

    `respond_by` is the day of a new clock, "" where the clock that runs goes on, or none does.
    """

    category: str
    why: str
    source: str
    raising: str
    was: str
    stands: str
    respond_by: str


@event("concern told")
class ConcernTold(Event):
    """Those who must act were told: who, and how (screen, mail)."""

    people: list[str]
    how: list[str]


@event("concern telling failed")
class ConcernTellingFailed(Event):
    """Somebody could not be told; `whom` is "" where nobody is known who should be, `letter` the one that failed."""

    whom: str
    how: str
    letter: str
    why: str


@event("concern acknowledged")
class ConcernAcknowledged(Event):
    """A head of service or a director has seen that it is Category 1."""

    role: str


@event("concern responded to")
class ConcernRespondedTo(Event):
    """What was done, at which moment, and where the proof is; recorded by who did it or in their name."""

    what: str
    reference: str
    asked: str
    on: str
    time: str
    moment: str
    in_the_name_of: str
    role: str
    respond_by: str


@event("concern overseen by director")
class ConcernOverseenByDirector(Event):
    """The director looked at a concern of Category 1 and what was done about it."""

    note: str
    on: str


@event("concern reviewed")
class ConcernReviewed(Event):
    """What was found this week, what is asked of the worker, and by when it is looked at again."""

    found: str
    asked: str
    on: str
    next_by: str
    role: str


@event("concern recategorised")
class ConcernRecategorised(Event):
    """It moved to the other category, and why; `respond_by` is the day of the clock that a move to 1 starts."""

    was: str
    category: str
    why: str
    on: str
    respond_by: str
    role: str


@event("concern escalated")
class ConcernEscalated(Event):
    """No response came on its day: told to these people, by this rule."""

    to: list[str]
    respond_by: str
    rule: str


@event("concern stepped down")
class ConcernSteppedDown(Event):
    """No longer a child of concern: what is left to do is tracked as these actions."""

    was: str
    actions: list[str]
    why: str
    on: str
    role: str


@event("concern closed")
class ConcernClosed(Event):
    """No longer a child of concern, and nothing is left to do."""

    was: str
    why: str
    on: str
    role: str


class Concern(Subject):
    """One child's time as a child of concern."""

    state = ""
    """open, stepped_down or closed."""
    child = category = ""
    clock_since = ""
    """The moment at which the newest clock of Category 1 began."""
    respond_by = ""
    raised_at = ""
    review_by = ""
    clocks = 0
    """How many clocks of Category 1 have begun."""
    since = ""
    """The newest day on which something of it was decided: nothing is decided for a day before."""
    answered = overseen = escalated = was_category_1 = False

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.raisings: list[tuple[str, str, str]] = []
        """Who raised it, from which source, in which category."""
        self.undelivered: set[str] = set()
        """The letters that were given up."""
        self.seen: set[str] = set()
        """Who has said, since the newest clock began, that they have seen it."""

    def raise_(
        self, *, child: str, category: str, why: str, source: str, raising: str, team: str, area: str, worker: str,
        responsible: list[str], rule: str, by: str, at: str,
    ) -> None:  # fmt: skip
        """Raise it; raises Refusal when a concern about the child stands, or without category or reason."""
        if self.exists:
            raise Refusal("A concern about this child stands already.")
        review_by = (date.fromisoformat(day_of(at)) + WEEK).isoformat()
        facts = {"child": child, **_said(category, why), "source": source, "raising": raising, "team": team}
        facts |= {"area": area, "worker": worker, "rule": rule, "respond_by": day_of(at) if category == "1" else ""}
        self.record(ConcernRaised, by=by, at=at, **facts, responsible=responsible, review_by=review_by)

    def raise_again(self, *, category: str, why: str, source: str, raising: str, by: str, at: str) -> None:
        """Add to the standing concern what was found again.

        It stands in the worse of the two categories. Category 1 starts a new clock, unless an unanswered one runs, or
        the audit that comes in now says what its auditor had raised already.
        """
        self._must_stand()
        stands = min(category, self.category) if category in CONCERN_CATEGORIES else ""
        starts = category == "1" and (self.category != "1" or self.answered)
        starts = starts and not (source != DIRECT and self.has_raised(by, category))
        facts = {**_said(category, why), "source": source, "raising": raising, "was": self.category, "stands": stands}
        self.record(ConcernRaisedAgain, by=by, at=at, **facts, respond_by=day_of(at) if starts else "")

    def tell(self, *, people: Sequence[str], how: Sequence[str], by: str, at: str) -> None:
        """Record who was told, and how."""
        self._must_stand()
        self.record(ConcernTold, by=by, at=at, people=list(people), how=list(how))

    def fail_to_tell(self, *, whom: str, how: str, letter: str, why: str, by: str, at: str) -> None:
        """Record that somebody could not be told; raises Refusal for a letter of which it is recorded already."""
        self._must_stand()
        if letter in self.undelivered:
            raise Refusal("It is recorded already that this letter did not arrive.")
        self.record(ConcernTellingFailed, by=by, at=at, whom=whom, how=how, letter=letter, why=why)

    def acknowledge(self, *, role: str, by: str, at: str) -> None:
        """Say that one has seen it; raises Refusal for others than heads of service and directors."""
        self._must_wait_for_its_answer()
        if role not in LEADS:
            raise Refusal("Only a head of service or a director says that they have seen it.")
        if by in self.seen:
            raise Refusal("You have said already that you have seen this.")
        self.record(ConcernAcknowledged, by=by, at=at, role=role)

    def respond(
        self, *, what: str, reference: str, asked: str, on: str, time: str, in_the_name_of: str, role: str,
        by: str, at: str,
    ) -> None:  # fmt: skip
        """Record the response with its proof. `role` is that of whose it is; `in_the_name_of` is "" for one's own.

        Raises Refusal unless it is a head of service's or a director's, between the raising and now, and the first.
        """
        self._must_stand()
        if role not in LEADS:
            raise Refusal("A head of service or a director responds, or the QA lead in the name of one of them.")
        if self.answered:
            raise Refusal("There is a response already. What is found from now on belongs into a review.")
        moment = self._moment(on, time, at)
        facts = {"what": _given(what, "Say what was done.", "what"), "asked": asked.strip()}
        facts["reference"] = _given(reference, "Give the reference under which the record shows it.", "reference")
        facts |= {"on": on, "time": time.strip(), "moment": moment, "in_the_name_of": in_the_name_of, "role": role}
        self.record(ConcernRespondedTo, by=by, at=at, **facts, respond_by=self.respond_by)

    def oversee(self, *, note: str, on: str, role: str, by: str, at: str) -> None:
        """Record the director's oversight; raises Refusal for others, and where it was never Category 1."""
        self._must_stand()
        if role != "director":
            raise Refusal("Only a director records the director's oversight.")
        if not self.was_category_1:
            raise Refusal("Only Category 1 needs the director's oversight.")
        if self.overseen:
            raise Refusal("The director's oversight is recorded already.")
        self._must_be_between(day_of(self.clock_since), on, at, "The oversight cannot have been before the concern.")
        note = _given(note, "Say what you looked at and what you expect.", "note")
        self.record(ConcernOverseenByDirector, by=by, at=at, note=note, on=on)

    def review(self, *, found: str, asked: str, on: str, next_by: str, role: str, by: str, at: str) -> None:
        """Record the week's review; raises Refusal for a next one more than a week later."""
        self._must_be_followed_by(role)
        self._must_follow(on, at)
        if not on < next_by <= (date.fromisoformat(on) + WEEK).isoformat():
            raise Refusal(f"{WEEKLY} Give a day in the week after this review.", "next_by")
        facts = {"found": _given(found, "Say what was found.", "found"), "asked": asked.strip()}
        self.record(ConcernReviewed, by=by, at=at, **facts, on=on, next_by=next_by, role=role)

    def recategorise(self, category: str, *, why: str, on: str, role: str, by: str, at: str) -> None:
        """Move it to the other category. Out of Category 1 only when answered, and never by who raised it."""
        self._must_be_followed_by(role)
        if category not in CONCERN_CATEGORIES:
            raise Refusal("Choose the category.", "category")
        if category == self.category:
            raise Refusal(f"It is in {CONCERN_CATEGORIES[category]} already.", "category")
        self._must_follow(on, at)
        if category == "1" and on != day_of(at):
            raise Refusal("The clock of Category 1 starts when it is recorded: give today's date.", "on")
        if category == "2":
            self._must_be_let_go(by, "leave Category 1", "moves it out of Category 1")
        facts = {"was": self.category, "category": category, "why": _why(why), "on": on, "role": role}
        self.record(ConcernRecategorised, by=by, at=at, **facts, respond_by=on if category == "1" else "")

    def escalate(self, *, to: Sequence[str], rule: str, by: str, at: str) -> None:
        """Tell those above that no response came on its day; once for each clock. Raises Refusal before that."""
        self._must_wait_for_its_answer()
        if not self.is_late(at):
            raise Refusal("This concern is not late.")
        if self.escalated:
            raise Refusal("This concern has been escalated already.")
        self.record(ConcernEscalated, by=by, at=at, to=list(to), respond_by=self.respond_by, rule=rule)

    def step_down(self, *, actions: Sequence[str], why: str, on: str, role: str, by: str, at: str) -> None:
        """End it, as what is left to do is tracked as actions; raises Refusal as `close`, and without an action."""
        self._must_be_over(by, on, role, at, "be stepped down")
        if not actions:
            raise Refusal("Choose the actions that follow. If nothing is left to do, close the concern.", "actions")
        facts = {"was": self.category, "actions": list(actions), "why": _why(why), "on": on, "role": role}
        self.record(ConcernSteppedDown, by=by, at=at, **facts)

    def close(self, *, why: str, on: str, role: str, by: str, at: str) -> None:
        """End it, as nothing is left to do.

        Raises Refusal without a response; where it ever was Category 1, also without the director's oversight, and for
        who raised it.
        """
        self._must_be_over(by, on, role, at, "be closed")
        self.record(ConcernClosed, by=by, at=at, was=self.category, why=_why(why), on=on, role=role)

    def is_late(self, at: str) -> bool:
        """Whether at a moment the day of the clock is over and no response is recorded."""
        return bool(self.respond_by) and not self.answered and at >= end_of(self.respond_by)

    def has_raised(self, person: str, category: str, source: str = "") -> bool:
        """Whether a person has raised it, from a source or from any, in this category or a worse one."""
        return any(by == person and said <= category and source in ("", from_) for by, from_, said in self.raisings)

    def _must_stand(self) -> None:
        if not self.exists:
            raise Refusal("There is no such concern.")
        if self.state != "open":
            raise Refusal(f"This concern is over: it was {'closed' if self.state == 'closed' else 'stepped down'}.")

    def _must_wait_for_its_answer(self) -> None:
        self._must_stand()
        if self.category != "1":
            raise Refusal("Only Category 1 waits to be seen and answered the same day.")
        if self.answered:
            raise Refusal("This concern is answered already.")

    def _must_be_followed_by(self, role: str) -> None:
        self._must_stand()
        if role not in FOLLOW:
            raise Refusal("Only the QA lead, a head of service or a director does this.")

    def _must_be_let_go(self, by: str, what: str, another: str) -> None:
        if not self.answered:
            raise Refusal(f"It cannot {what} before there is a response.")
        if self.was_category_1 and any(by == who for who, _, _ in self.raisings):
            raise Refusal(f"You raised this concern, which was in Category 1: somebody else {another}.")

    def _must_be_over(self, by: str, on: str, role: str, at: str, what: str) -> None:
        self._must_be_followed_by(role)
        self._must_be_let_go(by, what, "ends it")
        if self.was_category_1 and not self.overseen:
            raise Refusal(f"It was in Category 1: it cannot {what} before the director's oversight is recorded.")
        self._must_follow(on, at)

    def _must_follow(self, on: str, at: str) -> None:
        self._must_be_between(self.since, on, at, "The date cannot be before what was last decided about it.")

    def _must_be_between(self, first: str, on: str, at: str, early: str) -> None:
        if on < first:
            raise Refusal(early, "on")
        if on > day_of(at):
            raise Refusal("The date cannot be in the future.", "on")

    def _moment(self, on: str, time: str, at: str) -> str:
        begun = self.clock_since or self.raised_at
        try:
            moment = moment_of(on, time, begun[:17] + "00+00:00")
        except ValueError as fault:
            raise Refusal(str(fault), "time") from fault
        # A time is typed to the minute, and the minute of the raising counts.
        if moment[:16] < begun[:16]:
            raise Refusal("The response cannot have been before the concern was raised.", "time")
        if moment > at:
            raise Refusal("The time cannot be in the future.", "time")
        return moment

    def _start_clock(self, made: Event, day: str) -> None:
        self.clock_since, self.respond_by, self.was_category_1 = made.at, day, True
        self.clocks += 1
        self.answered = self.overseen = self.escalated = False
        self.seen = set()

    def _decided_on(self, day: str) -> None:
        self.since = max(self.since, day)

    def _on_raised(self, made: ConcernRaised) -> None:
        self.state, self.child, self.category, self.raised_at = "open", made.child, made.category, made.at
        self.review_by = made.review_by
        self.raisings.append((made.by, made.source, made.category))
        self._decided_on(day_of(made.at))
        if made.respond_by:
            self._start_clock(made, made.respond_by)

    def _on_raised_again(self, made: ConcernRaisedAgain) -> None:
        if made.stands != self.category:
            self._decided_on(day_of(made.at))
        self.category = made.stands
        self.raisings.append((made.by, made.source, made.category))
        if made.respond_by:
            self._start_clock(made, made.respond_by)

    def _on_told(self, made: ConcernTold) -> None:
        """Who was told stays in the history."""

    def _on_not_told(self, made: ConcernTellingFailed) -> None:
        self.undelivered |= {made.letter} - {""}

    def _on_acknowledged(self, made: ConcernAcknowledged) -> None:
        self.seen.add(made.by)

    def _on_responded(self, made: ConcernRespondedTo) -> None:
        self.answered = True
        self._decided_on(made.on)

    def _on_overseen(self, made: ConcernOverseenByDirector) -> None:
        self.overseen = True
        self._decided_on(made.on)

    def _on_reviewed(self, made: ConcernReviewed) -> None:
        self.review_by = made.next_by
        self._decided_on(made.on)

    def _on_recategorised(self, made: ConcernRecategorised) -> None:
        self.category = made.category
        self._decided_on(made.on)
        if made.respond_by:
            self._start_clock(made, made.respond_by)

    def _on_escalated(self, made: ConcernEscalated) -> None:
        self.escalated = True

    def _on_stepped_down(self, made: ConcernSteppedDown) -> None:
        self.state = "stepped_down"

    def _on_closed(self, made: ConcernClosed) -> None:
        self.state = "closed"

    evolves = {
        ConcernRaised: _on_raised,
        ConcernRaisedAgain: _on_raised_again,
        ConcernTold: _on_told,
        ConcernTellingFailed: _on_not_told,
        ConcernAcknowledged: _on_acknowledged,
        ConcernRespondedTo: _on_responded,
        ConcernOverseenByDirector: _on_overseen,
        ConcernReviewed: _on_reviewed,
        ConcernRecategorised: _on_recategorised,
        ConcernEscalated: _on_escalated,
        ConcernSteppedDown: _on_stepped_down,
        ConcernClosed: _on_closed,
    }


def _said(category: str, why: str) -> dict[str, str]:
    if category not in CONCERN_CATEGORIES:
        raise Refusal("Choose the category.", "category")
    return {"category": category, "why": _given(why, "Say why this is a child of concern.", "why")}


def _why(text: str) -> str:
    return _given(text, "Give the reason.", "why")


def _given(text: str, absent: str, field: str) -> str:
    if not text.strip():
        raise Refusal(absent, field)
    return text.strip()

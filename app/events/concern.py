"""A child of concern: raised, told, answered, overseen, reviewed every week, until it is stepped down or closed."""

from datetime import date, timedelta

from app.events.base import Event, Refusal, Subject, event
from app.events.calendar import add_working_days
from app.events.england import day_of, end_of
from app.events.text import given
from app.events.vocabulary import CONCERN_CATEGORIES

LEADS = ("head_of_service", "director")
FOLLOW = (*LEADS, "qa_lead")
"""The roles that answer a concern, and those that review it, move it and end it."""
WEEK = timedelta(days=7)
TELL_WITHIN = timedelta(minutes=15)
"""So soon Category 1 is acknowledged, or every letter about it has been sent: else telling has failed."""
DIRECT = "direct"
SAME_DAY = "Category 1 is answered on the day that it is raised, before midnight in England, on every day of the week."
WEEKLY = "Every child of concern is reviewed within seven days."


def last_of_week(day: date) -> date:
    """The last working day not later than seven days after a day: by then it is reviewed, at the weekend by nobody."""
    return add_working_days(day + WEEK + timedelta(days=1), -1)


@event("concern raised", seals=("why",))
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


@event("concern raised again", seals=("why",))
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


@event("concern reviewed", seals=("found", "asked"))
class ConcernReviewed(Event):
    """What was found this week, what is asked of the worker, and by when it is looked at again."""

    found: str
    asked: str
    on: str
    next_by: str
    role: str


@event("concern recategorised", seals=("why",))
class ConcernRecategorised(Event):
    """It moved to the other category, and why; `respond_by` is the day of the clock that a move to 1 starts."""

    was: str
    category: str
    why: str
    on: str
    respond_by: str
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
    answered_at = ""
    answerers: frozenset[str] = frozenset()
    """Whose response it is, and who recorded it."""
    proof = answer_recorded_at = ""
    """Where the response is proved, and when it was recorded."""
    """The moment of the newest response, also once a new clock has begun."""
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
        review_by = last_of_week(date.fromisoformat(day_of(at))).isoformat()
        facts = {"child": child, **_said(category, why), "source": source, "raising": raising, "team": team}
        facts |= {"area": area, "worker": worker, "rule": rule, "respond_by": day_of(at) if category == "1" else ""}
        self.record(ConcernRaised, by=by, at=at, **facts, responsible=responsible, review_by=review_by)

    def raise_again(self, *, category: str, why: str, source: str, raising: str, by: str, at: str) -> None:
        """Add to the standing concern what was found again.

        It stands in the worse of the two categories. Category 1 starts a new clock, unless an unanswered one runs, or
        the audit that comes in now says what its auditor had raised already.
        """
        self.must_stand()
        stands = min(category, self.category) if category in CONCERN_CATEGORIES else ""
        starts = category == "1" and (self.category != "1" or self.answered)
        starts = starts and not (source != DIRECT and self.has_raised(by, category))
        facts = {**_said(category, why), "source": source, "raising": raising, "was": self.category, "stands": stands}
        self.record(ConcernRaisedAgain, by=by, at=at, **facts, respond_by=day_of(at) if starts else "")

    def review(self, *, found: str, asked: str, on: str, next_by: str, role: str, by: str, at: str) -> None:
        """Record the week's review; raises Refusal for a next one more than a week later."""
        self.must_be_followed_by(role)
        self.must_follow(on, at)
        if not on < next_by <= (date.fromisoformat(on) + WEEK).isoformat():
            raise Refusal(f"{WEEKLY} Give a day in the week after this review.", "next_by")
        facts = {"found": given(found, "Say what was found.", "found"), "asked": asked.strip()}
        self.record(ConcernReviewed, by=by, at=at, **facts, on=on, next_by=next_by, role=role)

    def recategorise(self, category: str, *, why: str, on: str, role: str, by: str, at: str) -> None:
        """Move it to the other category. Out of Category 1 only when answered, and never by who raised it."""
        self.must_be_followed_by(role)
        if category not in CONCERN_CATEGORIES:
            raise Refusal("Choose the category.", "category")
        if category == self.category:
            raise Refusal(f"It is in {CONCERN_CATEGORIES[category]} already.", "category")
        self.must_follow(on, at)
        if category == "1" and on != day_of(at):
            raise Refusal("The clock of Category 1 starts when it is recorded: give today's date.", "on")
        if category == "2":
            self.must_be_let_go(by, "leave Category 1", "moves it out of Category 1")
        facts = {"was": self.category, "category": category, "why": why_of(why), "on": on, "role": role}
        self.record(ConcernRecategorised, by=by, at=at, **facts, respond_by=on if category == "1" else "")

    def is_late(self, at: str) -> bool:
        """Whether at a moment the day of the clock is over and no response is recorded."""
        return bool(self.respond_by) and not self.answered and at >= end_of(self.respond_by)

    def has_raised(self, person: str, category: str, source: str = "") -> bool:
        """Whether a person has raised it, from a source or from any, in this category or a worse one."""
        return any(by == person and said <= category and source in ("", from_) for by, from_, said in self.raisings)

    def must_stand(self) -> None:
        """Raise Refusal for one that is over, or never was."""
        if not self.exists:
            raise Refusal("There is no such concern.")
        if self.state != "open":
            raise Refusal(f"This concern is over: it was {'closed' if self.state == 'closed' else 'stepped down'}.")

    def must_be_followed_by(self, role: str) -> None:
        """Raise Refusal unless it stands, and for a role that does not follow concerns."""
        self.must_stand()
        if role not in FOLLOW:
            raise Refusal("Only the QA lead, a head of service or a director does this.")

    def must_be_let_go(self, by: str, what: str, another: str) -> None:
        """Raise Refusal without a response; where it ever was Category 1, also for who raised it."""
        if not self.answered:
            raise Refusal(f"It cannot {what} before there is a response.")
        if self.was_category_1 and any(by == who for who, _, _ in self.raisings):
            raise Refusal(f"You raised this concern, which was in Category 1: somebody else {another}.")

    def must_follow(self, on: str, at: str) -> None:
        """Raise Refusal for a day before what was last decided about it, and for one to come."""
        self.must_be_between(self.since, on, at, "The date cannot be before what was last decided about it.")

    def must_be_between(self, first: str, on: str, at: str, early: str) -> None:
        """Raise Refusal, in the words given, for a day before the first, and for one to come."""
        if on < first:
            raise Refusal(early, "on")
        if on > day_of(at):
            raise Refusal("The date cannot be in the future.", "on")

    def _start_clock(self, made: Event, day: str) -> None:
        self.clock_since, self.respond_by, self.was_category_1 = made.at, day, True
        self.clocks += 1
        self.answered = self.overseen = self.escalated = False
        self.seen = set()

    def decided_on(self, day: str) -> None:
        """Something of it was decided for this day."""
        self.since = max(self.since, day)

    def _on_raised(self, made: ConcernRaised) -> None:
        self.state, self.child, self.category, self.raised_at = "open", made.child, made.category, made.at
        self.review_by = made.review_by
        self.raisings.append((made.by, made.source, made.category))
        self.decided_on(day_of(made.at))
        if made.respond_by:
            self._start_clock(made, made.respond_by)

    def _on_raised_again(self, made: ConcernRaisedAgain) -> None:
        if made.stands != self.category:
            self.decided_on(day_of(made.at))
        self.category = made.stands
        self.raisings.append((made.by, made.source, made.category))
        if made.respond_by:
            self._start_clock(made, made.respond_by)

    def _on_reviewed(self, made: ConcernReviewed) -> None:
        self.review_by = made.next_by
        self.decided_on(made.on)

    def _on_recategorised(self, made: ConcernRecategorised) -> None:
        self.category = made.category
        self.decided_on(made.on)
        if made.respond_by:
            self._start_clock(made, made.respond_by)

    evolves = {
        ConcernRaised: _on_raised,
        ConcernRaisedAgain: _on_raised_again,
        ConcernReviewed: _on_reviewed,
        ConcernRecategorised: _on_recategorised,
    }


def _said(category: str, why: str) -> dict[str, str]:
    if category not in CONCERN_CATEGORIES:
        raise Refusal("Choose the category.", "category")
    return {"category": category, "why": given(why, "Say why this is a child of concern.", "why")}


def why_of(text: str) -> str:
    """The reason; raises Refusal without one."""
    return given(text, "Give the reason.", "why")

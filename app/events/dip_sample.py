"""A dip sample or themed review: a question, the members drawn to answer it, what was found of each, what follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.dip_sample_plan import MOST, PLAN, plan_of
from app.events.measures import Measure
from app.events.text import text_of

STATES = {
    "planned": "Planned",
    "drawn": "Drawn",
    "data_entry": "Data entry",
    "concluded": "Concluded",
    "withdrawn": "Withdrawn",
}
IN_WORDS = {**{state: word.lower() for state, word in STATES.items()}, "data_entry": "being filled in"}
OPEN = ("planned", "drawn", "data_entry")


@event("dip sample planned")
class DipSamplePlanned(Event):
    """What is asked and why, and of what: the frame by its filters and in words, and how many it holds on a date.

    `selection` says how members are to be found ("how", "size"). `reviewers` fill it in beside the QA lead.
    """

    title: str
    question: str
    why: str
    frame: dict[str, Any]
    frame_in_words: str
    frame_size: int
    frame_on: str
    selection: dict[str, Any]
    reviewers: list[str]
    framework: str
    framework_version: int
    on: str


@event("dip sample plan changed")
class DipSamplePlanChanged(Event):
    """The plan is another before the draw: what changed, each with its value before and after."""

    changes: dict[str, list[Any]]
    on: str


@event("dip sample reviewers changed")
class DipSampleReviewersChanged(Event):
    """Who fills it in beside the QA lead."""

    reviewers: list[str]
    was: list[str]
    on: str


@event("dip sample drawn", seals=("reason", "members/*/why"))
class DipSampleDrawn(Event):
    """The members, each with why; with a seed the draw can be repeated. `reason`: of a choice by hand, or a new draw.

    A member is an audit or a child ("id"), with the child, and the team, area and plan type as they were.
    """

    how: str
    seed: str
    rule_in_words: str
    frame_in_words: str
    frame_size: int
    frame_on: str
    reason: str
    members: list[dict[str, str]]
    on: str


@event("dip sample withdrawn", seals=("reason",))
class DipSampleWithdrawn(Event):
    """It is not gone on with, and why."""

    reason: str
    on: str


class DipSample(Subject):
    """One dip sample."""

    state = ""
    title = question = why = frame_in_words = frame_on = framework = findings = ""
    frame_size = framework_version = 0
    since, reached = "", ""
    """The date of what brought it where it is, and what that was: nothing happens to it before."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.frame: dict[str, Any] = {}
        self.selection: dict[str, Any] = {}
        self.reviewers: list[str] = []
        self.drawing: DipSampleDrawn | None = None
        self.members: dict[str, dict[str, str]] = {}
        self.measures: dict[str, Measure] = {}
        self.revisions: dict[str, int] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.cells: dict[tuple[str, str], Event] = {}
        """By member and measure, the event that last changed the answer, to nothing too."""
        self.conclusion: Event | None = None
        self.recommendations: list[Event] = []

    def plan(self, *, framework: str, framework_version: int, on: str, by: str, at: str, **plan: Any) -> None:
        """Plan it; `plan` holds what PLAN names.

        Raises Refusal when it was planned before, for a blank text, an empty frame, or more places than members.
        """
        if self.exists:
            raise Refusal("This dip sample has been planned already.")
        version = {"framework": framework, "framework_version": framework_version}
        self.record(DipSamplePlanned, by=by, at=at, **plan_of(plan), **version, on=on)

    def change_plan(self, *, on: str, by: str, at: str, **plan: Any) -> None:
        """Plan it otherwise, before the draw; nothing happens when it is the same. Raises Refusal as `plan`."""
        self.must_be(("planned",), "planned otherwise")
        self.must_follow(on)
        now = plan_of(plan)
        changes = {key: [getattr(self, key), value] for key, value in now.items() if getattr(self, key) != value}
        if changes:
            self.record(DipSamplePlanChanged, by=by, at=at, changes=changes, on=on)

    def name_reviewers(self, reviewers: Sequence[str], *, on: str, by: str, at: str) -> None:
        """Say who fills it in beside the QA lead; nothing happens when it is they already."""
        self.must_be(OPEN, "given to others to fill in")
        self.must_follow(on)
        if sorted(set(reviewers)) != self.reviewers:
            facts = {"reviewers": sorted(set(reviewers)), "was": self.reviewers}
            self.record(DipSampleReviewersChanged, by=by, at=at, **facts, on=on)

    def draw(
        self, members: Sequence[Mapping[str, str]], *, how: str, seed: str, rule_in_words: str, frame_in_words: str,
        frame_size: int, frame_on: str, reason: str, on: str, by: str, at: str,
    ) -> None:  # fmt: skip
        """Take these members; a second time, before any answer, only with a reason. Raises Refusal for none or many."""
        self.must_be(("planned", "drawn"), "drawn")
        self.must_follow(on)
        again = "Say why it is drawn again." if self.state == "drawn" else ""
        reason = text_of(reason, "Say why these." if how == "by_hand" else again, "reason")
        if not members:
            raise Refusal("Nothing is in the sample yet: choose at least one.", "references")
        if len(members) > MOST:
            raise Refusal(f"A dip sample holds at most {MOST:,}. Draw some of the frame instead.")
        facts: dict[str, Any] = {"how": how, "seed": seed, "reason": reason, "frame_size": frame_size, "on": on}
        facts |= {"rule_in_words": rule_in_words, "frame_in_words": frame_in_words, "frame_on": frame_on}
        self.record(DipSampleDrawn, by=by, at=at, members=[dict(one) for one in members], **facts)

    def withdraw(self, reason: str, *, on: str, by: str, at: str) -> None:
        """Go on with it no more; raises Refusal once it is concluded."""
        self.must_be(OPEN, "withdrawn")
        self.must_follow(on)
        self.record(DipSampleWithdrawn, by=by, at=at, reason=text_of(reason, "Give the reason.", "reason"), on=on)

    def answer(self, member: str, measure: str) -> Any:
        """What was found, None for nothing yet."""
        return self.answers.get(member, {}).get(measure)

    def given(self, measure: str) -> list[Any]:
        """Every answer that a measure has so far."""
        found = (answers.get(measure) for answers in self.answers.values())
        return [value for value in found if value is not None]

    def measure(self, id: str) -> Measure:
        """A measure that is asked; raises Refusal for one that is not, or not any more."""
        if id not in self.measures:
            raise Refusal("There is no such measure any more. Look at the dip sample again.")
        return self.measures[id]

    def must_be(self, states: Sequence[str], done: str) -> None:
        """Raise Refusal, which says what cannot be done, unless it is in one of these states."""
        if not self.exists:
            raise Refusal("There is no such dip sample.")
        if self.state not in states:
            raise Refusal(f"This dip sample cannot be {done}: it is {IN_WORDS[self.state]}.")

    def must_follow(self, on: str) -> None:
        """Raise Refusal for a day before what brought it where it is."""
        if on < self.since:
            raise Refusal(f"The date cannot be before the dip sample was {self.reached}.", "on")

    def stands_since(self, on: str, reached: str) -> None:
        """Nothing is decided about it before this day from now on."""
        self.since, self.reached = on, reached

    def _on_planned(self, made: DipSamplePlanned) -> None:
        for key in PLAN:
            setattr(self, key, getattr(made, key))
        self.framework, self.framework_version, self.state = made.framework, made.framework_version, "planned"
        self.stands_since(made.on, "planned")

    def _on_plan_changed(self, made: DipSamplePlanChanged) -> None:
        for key, (_, now) in made.changes.items():
            setattr(self, key, now)

    def _on_reviewers_changed(self, made: DipSampleReviewersChanged) -> None:
        self.reviewers = made.reviewers

    def _on_drawn(self, made: DipSampleDrawn) -> None:
        self.drawing, self.state = made, "drawn"
        self.members = {one["id"]: one for one in made.members}
        self.stands_since(made.on, "drawn")

    def _on_withdrawn(self, made: DipSampleWithdrawn) -> None:
        self.state = "withdrawn"

    evolves = {
        DipSamplePlanned: _on_planned,
        DipSamplePlanChanged: _on_plan_changed,
        DipSampleReviewersChanged: _on_reviewers_changed,
        DipSampleDrawn: _on_drawn,
        DipSampleWithdrawn: _on_withdrawn,
    }

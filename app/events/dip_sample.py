"""A dip sample or themed review: a question, the members drawn to answer it, what was found of each, what follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.events import measures as rules
from app.events.base import Event, Refusal, Subject, event
from app.events.measures import Measure
from app.events.text import is_unfit, tidied

STATES = {
    "planned": "Planned",
    "drawn": "Drawn",
    "data_entry": "Data entry",
    "concluded": "Concluded",
    "withdrawn": "Withdrawn",
}
OPEN = ("planned", "drawn", "data_entry")
HOW = {"drawn": "Some of the frame, drawn by chance", "all": "All of the frame", "by_hand": "By hand, with a reason"}
FRAMES = {"children": "Children", "audits": "Audits"}
MOST, LONGEST = 1_000, 4_000
"""Members of a sample; characters of a text."""


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


@event("dip sample drawn")
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


@event("dip sample measure defined")
class DipSampleMeasureDefined(Event):
    """What is asked of each member."""

    measure: dict[str, Any]


@event("dip sample measure changed")
class DipSampleMeasureChanged(Event):
    """A measure is another; once answers were recorded this is a revision, with why, and says what becomes of them."""

    measure: dict[str, Any]
    was: dict[str, Any]
    revision: int
    reason: str
    answers: str


@event("dip sample measure removed")
class DipSampleMeasureRemoved(Event):
    """A measure is not asked any more; answers that were recorded stay in the history, with why they do not count."""

    measure: str
    label: str
    answered: int
    reason: str


@event("dip sample answers recorded")
class DipSampleAnswersRecorded(Event):
    """What was found of one member: by measure, null for an answer that was taken out."""

    member: str
    answers: dict[str, Any]


@event("dip sample concluded")
class DipSampleConcluded(Event):
    """What was found, in themes of the framework and of its own; how many answers are missing, and why."""

    findings: str
    themes: list[str]
    own_themes: list[str]
    missing: int
    missing_reason: str
    on: str


@event("dip sample recommendation made")
class DipSampleRecommendationMade(Event):
    """What is to be done about it by whom and when; the action (its stream) follows it up."""

    action: str
    what: str
    owner: str
    due: str
    on: str


@event("dip sample withdrawn")
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
        self.cells: dict[tuple[str, str], DipSampleAnswersRecorded] = {}
        """By member and measure, the event that last changed the answer, to nothing too."""
        self.conclusion: DipSampleConcluded | None = None
        self.recommendations: list[DipSampleRecommendationMade] = []

    def plan(self, *, framework: str, framework_version: int, on: str, by: str, at: str, **plan: Any) -> None:
        """Plan it; `plan` holds what PLAN names.

        Raises Refusal when it was planned before, for a blank text, an empty frame, or more places than members.
        """
        if self.exists:
            raise Refusal("This dip sample has been planned already.")
        version = {"framework": framework, "framework_version": framework_version}
        self.record(DipSamplePlanned, by=by, at=at, **_plan(plan), **version, on=on)

    def change_plan(self, *, on: str, by: str, at: str, **plan: Any) -> None:
        """Plan it otherwise, before the draw; nothing happens when it is the same. Raises Refusal as `plan`."""
        self._must_be(("planned",), "planned otherwise")
        self._must_follow(on)
        now = _plan(plan)
        changes = {key: [getattr(self, key), value] for key, value in now.items() if getattr(self, key) != value}
        if changes:
            self.record(DipSamplePlanChanged, by=by, at=at, changes=changes, on=on)

    def name_reviewers(self, reviewers: Sequence[str], *, on: str, by: str, at: str) -> None:
        """Say who fills it in beside the QA lead; nothing happens when it is they already."""
        self._must_be(OPEN, "given to others to fill in")
        self._must_follow(on)
        if sorted(set(reviewers)) != self.reviewers:
            facts = {"reviewers": sorted(set(reviewers)), "was": self.reviewers}
            self.record(DipSampleReviewersChanged, by=by, at=at, **facts, on=on)

    def draw(
        self, members: Sequence[Mapping[str, str]], *, how: str, seed: str, rule_in_words: str, frame_in_words: str,
        frame_size: int, frame_on: str, reason: str, on: str, by: str, at: str,
    ) -> None:  # fmt: skip
        """Take these members; a second time, before any answer, only with a reason. Raises Refusal for none or many."""
        self._must_be(("planned", "drawn"), "drawn")
        self._must_follow(on)
        again = "Say why it is drawn again." if self.state == "drawn" else ""
        reason = _text(reason, "Say why these." if how == "by_hand" else again, "reason")
        if not members:
            raise Refusal("Nothing is in the sample yet: choose at least one.", "references")
        if len(members) > MOST:
            raise Refusal(f"A dip sample holds at most {MOST:,}. Draw some of the frame instead.")
        facts: dict[str, Any] = {"how": how, "seed": seed, "reason": reason, "frame_size": frame_size, "on": on}
        facts |= {"rule_in_words": rule_in_words, "frame_in_words": frame_in_words, "frame_on": frame_on}
        self.record(DipSampleDrawn, by=by, at=at, members=[dict(one) for one in members], **facts)

    def new_measure(self, asked: Mapping[str, Any]) -> Measure:
        """A measure as it would be defined; raises Refusal for one that cannot be."""
        id = rules.slug(asked["label"], self.revisions.keys())
        return rules.made({**asked, "id": id, "answers": rules.answer_set(asked["answers"])}, self.measures)

    def define(self, measure: Measure, *, by: str, at: str) -> None:
        """Ask this of each member, too."""
        self._must_be(OPEN, "given another measure")
        self.record(DipSampleMeasureDefined, by=by, at=at, measure=measure)

    def other_measure(self, id: str, asked: Mapping[str, Any]) -> Measure:
        """A measure as it would be after a change; raises Refusal for one that is not there or cannot be."""
        was = self._measure(id)
        others = {key: one for key, one in self.measures.items() if key != id}
        answers = rules.answer_set(asked["answers"], was["answers"])
        now = rules.made({**asked, "id": id, "answers": answers}, others)
        for one in rules.rest_on(self.measures, id):
            if not set(one["base"]["answers"]) <= {answer["id"] for answer in now["answers"]}:
                raise Refusal(f"“{one['label']}” rests on an answer that this would take out.", "answers")
        below: Measure | None = now
        while below is not None and below["base"]["kind"] == "answered":
            below = others.get(below["base"]["measure"])
            if below is None:
                raise Refusal("A measure cannot rest on itself.", "only_where")
        return now

    def change_measure(self, now: Measure, reason: str, *, by: str, at: str) -> None:
        """Ask it otherwise. With answers recorded it is a revision and needs a reason; answers that it cannot have any
        more are set aside, all of them, to be given anew. Nothing happens when it is the same.
        """
        self._must_be(OPEN, "asked otherwise")
        was = self._measure(now["id"])
        if now == was:
            return
        given = self.given(now["id"])
        reason = _text(reason, f"{_so_many(len(given))} recorded: say why it is asked otherwise now." * bool(given),
                       "reason")  # fmt: skip
        fates = {True: "kept", False: "set aside"}
        answers = fates[_still_fit(was, now, given)] if given else "none yet"
        revision = self.revisions[now["id"]] + bool(given)
        facts = {"measure": now, "was": was, "revision": revision, "reason": reason, "answers": answers}
        self.record(DipSampleMeasureChanged, by=by, at=at, **facts)

    def remove_measure(self, id: str, reason: str, *, by: str, at: str) -> None:
        """Ask it no more; raises Refusal while another rests on it, and without a reason once it was answered."""
        self._must_be(OPEN, "left without a measure")
        measure, answered = self._measure(id), len(self.given(id))
        if resting := rules.rest_on(self.measures, id):
            raise Refusal(f"“{resting[0]['label']}” rests on this measure. Change that one first.")
        reason = _text(reason, f"{_so_many(answered)} recorded: say why it is taken out." * bool(answered), "reason")
        facts = {"measure": id, "label": measure["label"], "answered": answered, "reason": reason}
        self.record(DipSampleMeasureRemoved, by=by, at=at, **facts)

    def record_answers(self, member: str, answers: Mapping[str, Any], *, by: str, at: str) -> None:
        """Record what was found of one member; nothing happens where it says so already.

        Raises Refusal, with the measure's id as its field, for no answer of the measure and for a measure that is not
        asked of this member.
        """
        self._must_be(("drawn", "data_entry"), "filled in")
        if member not in self.members:
            raise Refusal("This is not a member of the sample any more. Look at the grid again.")
        stands = self.answers.get(member, {})
        changed = {id: value for id, value in answers.items() if stands.get(id) != value}
        then = {**stands, **changed}
        for id, value in changed.items():
            self._check(id, value, then)
        if changed:
            self.record(DipSampleAnswersRecorded, by=by, at=at, member=member, answers=changed)

    def missing(self) -> int:
        """How many answers are still to be given, notes left out."""
        return sum(
            sum(self.answer(member, id) is None for id in rules.expected(self.measures, self.answers.get(member, {})))
            for member in self.members
        )

    def conclude(
        self, findings: str, themes: Sequence[str], own_themes: Sequence[str], missing_reason: str, *, on: str,
        by: str, at: str,
    ) -> None:  # fmt: skip
        """Say what was found; raises Refusal without findings, and when answers are missing without a reason."""
        self._must_be(("data_entry",), "concluded")
        self._must_follow(on)
        missing = self.missing()
        why = f"{_so_many(missing)} missing. Record them, or say why they stay missing." if missing else ""
        facts: dict[str, Any] = {"findings": _text(findings, "Write what was found.", "findings"), "missing": missing}
        facts |= {"missing_reason": _text(missing_reason, why, "missing_reason") if missing else ""}
        facts |= {"themes": sorted(set(themes)), "own_themes": [one.strip() for one in own_themes if one.strip()]}
        self.record(DipSampleConcluded, by=by, at=at, **facts, on=on)

    def recommend(self, action: str, *, what: str, owner: str, due: str, on: str, by: str, at: str) -> None:
        """Recommend something, which an action follows up; raises Refusal before the conclusion."""
        if self.state in OPEN:
            raise Refusal("Recommendations rest on findings: conclude the dip sample first.")
        self._must_be(("concluded",), "given a recommendation")
        self._must_follow(on)
        what = _text(what, "Write what is to be done.", "what")
        facts = {"action": action, "what": what, "owner": owner, "due": due, "on": on}
        self.record(DipSampleRecommendationMade, by=by, at=at, **facts)

    def withdraw(self, reason: str, *, on: str, by: str, at: str) -> None:
        """Go on with it no more; raises Refusal once it is concluded."""
        self._must_be(OPEN, "withdrawn")
        self._must_follow(on)
        self.record(DipSampleWithdrawn, by=by, at=at, reason=_text(reason, "Give the reason.", "reason"), on=on)

    def answer(self, member: str, measure: str) -> Any:
        """What was found, None for nothing yet."""
        return self.answers.get(member, {}).get(measure)

    def given(self, measure: str) -> list[Any]:
        """Every answer that a measure has so far."""
        found = (answers.get(measure) for answers in self.answers.values())
        return [value for value in found if value is not None]

    def _measure(self, id: str) -> Measure:
        if id not in self.measures:
            raise Refusal("There is no such measure any more. Look at the dip sample again.")
        return self.measures[id]

    def _check(self, id: str, value: Any, then: Mapping[str, Any]) -> None:
        measure = self._measure(id)
        if value is not None and not rules.is_asked(measure, self.measures, then):
            below = self.measures[measure["base"]["measure"]]
            wanted = {one["id"]: one["label"] for one in below["answers"]}
            said = " or ".join(f"“{wanted[one]}”" for one in measure["base"]["answers"])
            raise Refusal(f"This is only asked where “{below['label']}” is {said}.", id)
        try:
            rules.check(measure, value)
        except Refusal as refusal:
            raise Refusal(refusal.sentence, id) from refusal

    def _must_be(self, states: Sequence[str], done: str) -> None:
        if not self.exists:
            raise Refusal("There is no such dip sample.")
        if self.state not in states:
            raise Refusal(f"This dip sample cannot be {done}: it is {IN_WORDS[self.state]}.")

    def _must_follow(self, on: str) -> None:
        if on < self.since:
            raise Refusal(f"The date cannot be before the dip sample was {self.reached}.", "on")

    def _stands_since(self, on: str, reached: str) -> None:
        self.since, self.reached = on, reached

    def _on_planned(self, made: DipSamplePlanned) -> None:
        for key in PLAN:
            setattr(self, key, getattr(made, key))
        self.framework, self.framework_version, self.state = made.framework, made.framework_version, "planned"
        self._stands_since(made.on, "planned")

    def _on_plan_changed(self, made: DipSamplePlanChanged) -> None:
        for key, (_, now) in made.changes.items():
            setattr(self, key, now)

    def _on_reviewers_changed(self, made: DipSampleReviewersChanged) -> None:
        self.reviewers = made.reviewers

    def _on_drawn(self, made: DipSampleDrawn) -> None:
        self.drawing, self.state = made, "drawn"
        self.members = {one["id"]: one for one in made.members}
        self._stands_since(made.on, "drawn")

    def _on_measure_defined(self, made: DipSampleMeasureDefined) -> None:
        self.measures[made.measure["id"]] = made.measure
        self.revisions[made.measure["id"]] = 1

    def _on_measure_changed(self, made: DipSampleMeasureChanged) -> None:
        id = made.measure["id"]
        self.measures[id], self.revisions[id] = made.measure, made.revision
        if made.answers == "set aside":
            self._forget(id)

    def _on_measure_removed(self, made: DipSampleMeasureRemoved) -> None:
        del self.measures[made.measure]
        self._forget(made.measure)

    def _forget(self, measure: str) -> None:
        for answers in self.answers.values():
            answers.pop(measure, None)

    def _on_answers_recorded(self, made: DipSampleAnswersRecorded) -> None:
        self.state = "data_entry"
        answers = self.answers.setdefault(made.member, {})
        answers.update(made.answers)
        self.cells.update(dict.fromkeys(((made.member, id) for id in made.answers), made))

    def _on_concluded(self, made: DipSampleConcluded) -> None:
        self.conclusion, self.state = made, "concluded"
        self._stands_since(made.on, "concluded")

    def _on_recommended(self, made: DipSampleRecommendationMade) -> None:
        self.recommendations.append(made)

    def _on_withdrawn(self, made: DipSampleWithdrawn) -> None:
        self.state = "withdrawn"

    evolves = {
        DipSamplePlanned: _on_planned,
        DipSamplePlanChanged: _on_plan_changed,
        DipSampleReviewersChanged: _on_reviewers_changed,
        DipSampleDrawn: _on_drawn,
        DipSampleMeasureDefined: _on_measure_defined,
        DipSampleMeasureChanged: _on_measure_changed,
        DipSampleMeasureRemoved: _on_measure_removed,
        DipSampleAnswersRecorded: _on_answers_recorded,
        DipSampleConcluded: _on_concluded,
        DipSampleRecommendationMade: _on_recommended,
        DipSampleWithdrawn: _on_withdrawn,
    }


PLAN = ("title", "question", "why", "frame", "frame_in_words", "frame_size", "frame_on", "selection", "reviewers")
IN_WORDS = {**{state: word.lower() for state, word in STATES.items()}, "data_entry": "being filled in"}


def _plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    """A plan as it is kept, in the order of its fields; raises Refusal for one that is none."""
    texts = {
        "title": _text(plan["title"], "Give it a title.", "title", most=120),
        "question": _text(plan["question"], "Write what is asked.", "question"),
        "why": _text(plan["why"], "Say why it is asked.", "why"),
    }
    selection, size = dict(plan["selection"]), plan["frame_size"]
    if not size:
        raise Refusal("Nothing is in this frame now. Choose other filters.", "kind")
    if selection["how"] not in HOW:
        raise Refusal("Choose how the members are to be found.", "how")
    if selection["how"] == "drawn" and not 0 < selection["size"] <= min(size, MOST):
        raise Refusal(f"The frame holds {size:,} now: draw from 1 to {min(size, MOST):,}.", "size")
    if selection["how"] == "all" and size > MOST:
        raise Refusal(f"The frame holds {size:,} now, and a dip sample at most {MOST:,}. Draw some of it.", "how")
    selection["size"] = selection["size"] if selection["how"] == "drawn" else 0
    return {**plan, **texts, "selection": selection, "reviewers": sorted(set(plan["reviewers"]))}


def _still_fit(was: Measure, now: Measure, given: Sequence[Any]) -> bool:
    """Whether the answers that were given still are answers of the same thing."""
    labels = {one["id"]: one["label"] for one in now["answers"]}
    if was["kind"] in rules.WITH_ANSWERS and now["kind"] in rules.WITH_ANSWERS:
        return all(value in labels for value in given)
    return bool(was["kind"] == now["kind"])


def _text(text: str, absent: str, field: str, most: int = LONGEST) -> str:
    """A text as it is kept; raises Refusal in the words given where it must be there, and for one too long or unfit."""
    found = tidied(text).strip()
    if absent and not found:
        raise Refusal(absent, field)
    if len(found) > most:
        raise Refusal(f"Use at most {most:,} characters.", field)
    if is_unfit(found):
        raise Refusal("This text holds a character that cannot be kept.", field)
    return found


def _so_many(answers: int) -> str:
    return "1 answer is" if answers == 1 else f"{answers:,} answers are"

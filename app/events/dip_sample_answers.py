"""What was found of each member of a dip sample, what is concluded from it, and what is recommended."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from app.events import measures as rules
from app.events.base import Event, Refusal, event
from app.events.dip_sample import OPEN, DipSample
from app.events.dip_sample_measures import so_many
from app.events.text import text_of


@event("dip sample answers recorded", seals=("answers/@texts",), sealed_with="member")
class DipSampleAnswersRecorded(Event):
    """What was found of one member: by measure, null for an answer that was taken out; `texts` are those in words."""

    class_version: ClassVar[int] = 2

    member: str
    answers: dict[str, Any]
    texts: list[str]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Which answers are in words was not kept before; nothing of them is sealed."""
        state["texts"] = []


@event("dip sample concluded", seals=("findings", "missing_reason"))
class DipSampleConcluded(Event):
    """What was found, in themes of the framework and of its own; how many answers are missing, and why."""

    findings: str
    themes: list[str]
    own_themes: list[str]
    missing: int
    missing_reason: str
    on: str


@event("dip sample reopened", seals=("reason",))
class DipSampleReopened(Event):
    """It was concluded and is filled in again, and why; what was concluded stays in the history."""

    reason: str
    on: str


@event("dip sample recommendation made", seals=("what",))
class DipSampleRecommendationMade(Event):
    """What is to be done about it by whom and when; the action (its stream) follows it up."""

    action: str
    what: str
    owner: str
    due: str
    on: str


def record_answers(sample: DipSample, member: str, answers: Mapping[str, Any], *, by: str, at: str) -> None:
    """Record what was found of one member; nothing happens where it says so already.

    Raises Refusal, with the measure's id as its field, for no answer of the measure, for a measure that is not asked
    of this member, and for one answer more than its base from elsewhere holds.
    """
    sample.must_be(("drawn", "data_entry"), "filled in")
    if member not in sample.members:
        raise Refusal("This is not a member of the sample any more. Look at the grid again.")
    stands = sample.answers.get(member, {})
    changed = {id: value for id, value in answers.items() if stands.get(id) != value}
    then = {**stands, **changed}
    for id, value in changed.items():
        _check(sample, id, value, then)
        _must_stay_within(sample, id, member, value)
    if changed:
        texts = sorted(id for id in changed if sample.measure(id)["kind"] == "text")
        sample.record(DipSampleAnswersRecorded, by=by, at=at, member=member, answers=changed, texts=texts)


def _check(sample: DipSample, id: str, value: Any, then: Mapping[str, Any]) -> None:
    measure = sample.measure(id)
    if value is not None and not rules.is_asked(measure, sample.measures, then):
        below = sample.measures[measure["base"]["measure"]]
        wanted = {one["id"]: one["label"] for one in below["answers"]}
        said = " or ".join(f"“{wanted[one]}”" for one in measure["base"]["answers"])
        raise Refusal(f"This is only asked where “{below['label']}” is {said}.", id)
    try:
        rules.check(measure, value)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, id) from refusal


def _must_stay_within(sample: DipSample, id: str, member: str, value: Any) -> None:
    """An answer that is over the base already may be another, as it was before there was this rule."""
    measure = sample.measure(id)
    others = [sample.answer(other, id) for other in sample.members if other != member]
    n = rules.over(measure, [*others, value])
    if n > rules.in_base(measure, [*others, sample.answer(member, id)]):
        base = f"the base from elsewhere, {measure['base']['number']:,}"
        raise Refusal(f"With this there would be {n:,} answers, more than {base}. Correct the base or the answers.", id)


def missing(sample: DipSample) -> int:
    """How many answers are still to be given, notes left out."""
    return sum(
        sum(sample.answer(member, id) is None for id in rules.expected(sample.measures, sample.answers.get(member, {})))
        for member in sample.members
    )


def conclude(
    sample: DipSample, findings: str, themes: Sequence[str], own_themes: Sequence[str], missing_reason: str, *, on: str,
    by: str, at: str,
) -> None:  # fmt: skip
    """Say what was found.

    Raises Refusal without findings, when answers are missing without a reason, and while a measure has more answers
    than its base.
    """
    sample.must_be(("data_entry",), "concluded")
    sample.must_follow(on)
    for id, measure in sample.measures.items():
        if n := rules.over(measure, sample.given(id)):
            said = f"“{measure['label']}” has {n:,} answers, more than its base of {measure['base']['number']:,}"
            raise Refusal(f"{said}. Correct the base or the answers first.")
    lacks = missing(sample)
    why = f"{so_many(lacks)} missing. Record them, or say why they stay missing." if lacks else ""
    facts: dict[str, Any] = {"findings": text_of(findings, "Write what was found.", "findings"), "missing": lacks}
    facts |= {"missing_reason": text_of(missing_reason, why, "missing_reason") if lacks else ""}
    facts |= {"themes": sorted(set(themes)), "own_themes": [one.strip() for one in own_themes if one.strip()]}
    sample.record(DipSampleConcluded, by=by, at=at, **facts, on=on)


def reopen(sample: DipSample, reason: str, *, on: str, by: str, at: str) -> None:
    """Fill a concluded one in again, with the reason; its recommendations stand. Raises Refusal for any other."""
    sample.must_be(("concluded",), "opened again")
    sample.must_follow(on)
    sample.record(DipSampleReopened, by=by, at=at, reason=text_of(reason, "Give the reason.", "reason"), on=on)


def recommend(sample: DipSample, action: str, *, what: str, owner: str, due: str, on: str, by: str, at: str) -> None:
    """Recommend something, which an action follows up; raises Refusal before the conclusion."""
    if sample.state in OPEN:
        raise Refusal("Recommendations rest on findings: conclude the dip sample first.")
    sample.must_be(("concluded",), "given a recommendation")
    sample.must_follow(on)
    what = text_of(what, "Write what is to be done.", "what")
    facts = {"action": action, "what": what, "owner": owner, "due": due, "on": on}
    sample.record(DipSampleRecommendationMade, by=by, at=at, **facts)


def _on_answers_recorded(sample: DipSample, made: DipSampleAnswersRecorded) -> None:
    sample.state = "data_entry"
    answers = sample.answers.setdefault(made.member, {})
    answers.update(made.answers)
    sample.cells.update(dict.fromkeys(((made.member, id) for id in made.answers), made))


def _on_concluded(sample: DipSample, made: DipSampleConcluded) -> None:
    sample.conclusion, sample.state = made, "concluded"
    sample.stands_since(made.on, "concluded")


def _on_reopened(sample: DipSample, made: DipSampleReopened) -> None:
    sample.conclusion, sample.state = None, "data_entry"
    sample.stands_since(made.on, "opened again")


def _on_recommended(sample: DipSample, made: DipSampleRecommendationMade) -> None:
    sample.recommendations.append(made)


DipSample.evolves |= {
    DipSampleAnswersRecorded: _on_answers_recorded,
    DipSampleConcluded: _on_concluded,
    DipSampleReopened: _on_reopened,
    DipSampleRecommendationMade: _on_recommended,
}

"""What a dip sample asks of each of its members: defined, asked otherwise once answers are there, taken out."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.events import measures as rules
from app.events.base import Event, Refusal, event
from app.events.dip_sample import OPEN, DipSample
from app.events.measures import Measure
from app.events.text import text_of


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


def new_measure(sample: DipSample, asked: Mapping[str, Any]) -> Measure:
    """A measure as it would be defined; raises Refusal for one that cannot be."""
    id = rules.slug(asked["label"], sample.revisions.keys())
    return rules.made({**asked, "id": id, "answers": rules.answer_set(asked["answers"])}, sample.measures)


def define(sample: DipSample, measure: Measure, *, by: str, at: str) -> None:
    """Ask this of each member, too."""
    sample.must_be(OPEN, "given another measure")
    sample.record(DipSampleMeasureDefined, by=by, at=at, measure=measure)


def other_measure(sample: DipSample, id: str, asked: Mapping[str, Any]) -> Measure:
    """A measure as it would be after a change; raises Refusal for one that is not there or cannot be."""
    was = sample.measure(id)
    others = {key: one for key, one in sample.measures.items() if key != id}
    answers = rules.answer_set(asked["answers"], was["answers"])
    now = rules.made({**asked, "id": id, "answers": answers}, others)
    for one in rules.rest_on(sample.measures, id):
        if not set(one["base"]["answers"]) <= {answer["id"] for answer in now["answers"]}:
            raise Refusal(f"“{one['label']}” rests on an answer that this would take out.", "answers")
    below: Measure | None = now
    while below is not None and below["base"]["kind"] == "answered":
        below = others.get(below["base"]["measure"])
        if below is None:
            raise Refusal("A measure cannot rest on itself.", "only_where")
    return now


def change_measure(sample: DipSample, now: Measure, reason: str, *, by: str, at: str) -> None:
    """Ask it otherwise. With answers recorded it is a revision and needs a reason; answers that it cannot have any
    more are set aside, all of them, to be given anew. Nothing happens when it is the same. Raises Refusal, too, where
    the answers that stay are more than the base.
    """
    sample.must_be(OPEN, "asked otherwise")
    was = sample.measure(now["id"])
    if now == was:
        return
    given = sample.given(now["id"])
    reason = text_of(reason, f"{so_many(len(given))} recorded: say why it is asked otherwise now." * bool(given),
                   "reason")  # fmt: skip
    fates = {True: "kept", False: "set aside"}
    answers = fates[_still_fit(was, now, given)] if given else "none yet"
    if answers == "kept" and (n := rules.over(now, given)):
        raise Refusal(f"{so_many(n)} recorded, which is more than this base.", "number")
    revision = sample.revisions[now["id"]] + bool(given)
    facts = {"measure": now, "was": was, "revision": revision, "reason": reason, "answers": answers}
    sample.record(DipSampleMeasureChanged, by=by, at=at, **facts)


def remove_measure(sample: DipSample, id: str, reason: str, *, by: str, at: str) -> None:
    """Ask it no more; raises Refusal while another rests on it, and without a reason once it was answered."""
    sample.must_be(OPEN, "left without a measure")
    measure, answered = sample.measure(id), len(sample.given(id))
    if resting := rules.rest_on(sample.measures, id):
        raise Refusal(f"“{resting[0]['label']}” rests on this measure. Change that one first.")
    reason = text_of(reason, f"{so_many(answered)} recorded: say why it is taken out." * bool(answered), "reason")
    facts = {"measure": id, "label": measure["label"], "answered": answered, "reason": reason}
    sample.record(DipSampleMeasureRemoved, by=by, at=at, **facts)


def so_many(answers: int) -> str:
    """So many answers are, to begin a sentence with."""
    return "1 answer is" if answers == 1 else f"{answers:,} answers are"


def _still_fit(was: Measure, now: Measure, given: Sequence[Any]) -> bool:
    """Whether the answers that were given still are answers of the same thing."""
    labels = {one["id"]: one["label"] for one in now["answers"]}
    if was["kind"] in rules.WITH_ANSWERS and now["kind"] in rules.WITH_ANSWERS:
        return all(value in labels for value in given)
    return bool(was["kind"] == now["kind"])


def _on_measure_defined(sample: DipSample, made: DipSampleMeasureDefined) -> None:
    sample.measures[made.measure["id"]] = made.measure
    sample.revisions[made.measure["id"]] = 1


def _on_measure_changed(sample: DipSample, made: DipSampleMeasureChanged) -> None:
    id = made.measure["id"]
    sample.measures[id], sample.revisions[id] = made.measure, made.revision
    if made.answers == "set aside":
        _forget(sample, id)


def _on_measure_removed(sample: DipSample, made: DipSampleMeasureRemoved) -> None:
    del sample.measures[made.measure]
    _forget(sample, made.measure)


def _forget(sample: DipSample, measure: str) -> None:
    for answers in sample.answers.values():
        answers.pop(measure, None)


DipSample.evolves |= {
    DipSampleMeasureDefined: _on_measure_defined,
    DipSampleMeasureChanged: _on_measure_changed,
    DipSampleMeasureRemoved: _on_measure_removed,
}

"""The moment or the proof of the response to a child of concern was recorded wrongly, and is corrected: why is said."""

from app.events.base import Event, Refusal, event
from app.events.concern import Concern
from app.events.concern_answer import begun_and_moment
from app.events.england import day_of
from app.events.text import day_in_words, given


@event("concern response corrected", seals=("reference", "was_reference", "reason"))
class ConcernResponseCorrected(Event):
    """The response was at another moment than was recorded (`was`), or is proved elsewhere; and why that was wrong."""

    responded_on: str
    time: str
    moment: str
    was: str
    reference: str
    was_reference: str
    respond_by: str
    reason: str
    on: str


def correct_response(
    concern: Concern, *, responded_on: str, time: str, reference: str, reason: str, on: str, by: str, at: str
) -> None:
    """Put right when the response was, and where it is proved.

    Raises Refusal for whose response it is and for who recorded it, who are judged by it, for a moment before the day
    of its entry or after it was recorded, and without a proof.
    """
    if not concern.answered:
        raise Refusal("No response is recorded that could be corrected.")
    if by in concern.answerers:
        raise Refusal("Somebody other than who responded, or recorded it, corrects a response.")
    moment = _moment(concern, responded_on, time)
    proof = given(reference, "Give the reference under which the record shows it.", "reference")
    if (moment, proof) == (concern.answered_at, concern.proof):
        raise Refusal("This is what is recorded.", "time")
    facts = {"responded_on": responded_on, "time": time.strip(), "moment": moment, "was": concern.answered_at}
    facts |= {"reference": proof, "was_reference": concern.proof, "respond_by": concern.respond_by}
    concern.record(ConcernResponseCorrected, by=by, at=at, **facts, reason=given(reason), on=on)


def _moment(concern: Concern, on: str, time: str) -> str:
    begun, moment = begun_and_moment(concern, on, time)
    if on < day_of(begun):
        raise Refusal(f"The response cannot have been before {day_in_words(day_of(begun))}.", "responded_on")
    if moment > concern.answer_recorded_at:
        raise Refusal("The response was recorded before this time, so it cannot have been then.", "time")
    return moment


def _on_corrected(concern: Concern, made: ConcernResponseCorrected) -> None:
    concern.answered_at, concern.proof = made.moment, made.reference


Concern.evolves |= {ConcernResponseCorrected: _on_corrected}

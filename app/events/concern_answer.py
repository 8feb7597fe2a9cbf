"""The answer to a child of concern: who was told, saw it, responded and oversaw it, and what follows if nobody does."""

from collections.abc import Sequence

from app.events.base import Event, Refusal, event
from app.events.concern import LEADS, Concern
from app.events.england import day_of, moment_of
from app.events.text import day_in_words, given


@event("concern told")
class ConcernTold(Event):
    """It was put before those who must act: who, and how: on their screens, and whether letters were written (mail).

    What became of a letter its own events say, and who has seen it "concern acknowledged".
    """

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


@event("concern responded to", seals=("what", "reference", "asked"))
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


@event("concern overseen by director", seals=("note",))
class ConcernOverseenByDirector(Event):
    """The director looked at a concern of Category 1 and what was done about it."""

    note: str
    on: str


@event("concern escalated")
class ConcernEscalated(Event):
    """No response came on its day: told to these people, by this rule."""

    to: list[str]
    respond_by: str
    rule: str


def tell(concern: Concern, *, people: Sequence[str], how: Sequence[str], by: str, at: str) -> None:
    """Record who was told, and how."""
    concern.must_stand()
    concern.record(ConcernTold, by=by, at=at, people=list(people), how=list(how))


def fail_to_tell(concern: Concern, *, whom: str, how: str, letter: str, why: str, by: str, at: str) -> None:
    """Record that somebody could not be told; raises Refusal for a letter of which it is recorded already."""
    concern.must_stand()
    if letter in concern.undelivered:
        raise Refusal("It is recorded already that this letter did not arrive.")
    concern.record(ConcernTellingFailed, by=by, at=at, whom=whom, how=how, letter=letter, why=why)


def acknowledge(concern: Concern, *, role: str, by: str, at: str) -> None:
    """Say that one has seen it; raises Refusal for others than heads of service and directors."""
    _must_wait_for_its_answer(concern)
    if role not in LEADS:
        raise Refusal("Only a head of service or a director says that they have seen it.")
    if by in concern.seen:
        raise Refusal("You have said already that you have seen this.")
    concern.record(ConcernAcknowledged, by=by, at=at, role=role)


def respond(
    concern: Concern, *, what: str, reference: str, asked: str, on: str, time: str, in_the_name_of: str, role: str,
    by: str, at: str,
) -> None:  # fmt: skip
    """Record the response with its proof. `role` is that of whose it is; `in_the_name_of` is "" for one's own.

    Raises Refusal unless it is a head of service's or a director's, between the beginning of the day of its
    entry and now, and the first.
    """
    concern.must_stand()
    if role not in LEADS:
        raise Refusal("A head of service or a director responds, or the QA lead in the name of one of them.")
    if concern.answered:
        raise Refusal("There is a response already. What is found from now on belongs into a review.")
    moment = _moment(concern, on, time, at)
    facts = {"what": given(what, "Say what was done.", "what"), "asked": asked.strip()}
    facts["reference"] = given(reference, "Give the reference under which the record shows it.", "reference")
    facts |= {"on": on, "time": time.strip(), "moment": moment, "in_the_name_of": in_the_name_of, "role": role}
    concern.record(ConcernRespondedTo, by=by, at=at, **facts, respond_by=concern.respond_by)


def oversee(concern: Concern, *, note: str, on: str, role: str, by: str, at: str) -> None:
    """Record the director's oversight of what was done.

    Raises Refusal for others, where it was never Category 1, and before the response: there is nothing to oversee.
    """
    concern.must_stand()
    if role != "director":
        raise Refusal("Only a director records the director's oversight.")
    if not concern.was_category_1:
        raise Refusal("Only Category 1 needs the director's oversight.")
    if not concern.answered:
        raise Refusal(NOTHING_TO_OVERSEE)
    if concern.overseen:
        raise Refusal("The director's oversight is recorded already.")
    concern.must_be_between(day_of(concern.answered_at), on, at, "The oversight cannot have been before the response.")
    note = given(note, "Say what you looked at and what you expect.", "note")
    concern.record(ConcernOverseenByDirector, by=by, at=at, note=note, on=on)


NOTHING_TO_OVERSEE = "No response is recorded yet: the oversight is of what was done, so it comes after the response."


def escalate(concern: Concern, *, to: Sequence[str], rule: str, by: str, at: str) -> None:
    """Tell those above that no response came on its day; once for each clock. Raises Refusal before that."""
    _must_wait_for_its_answer(concern)
    if not concern.is_late(at):
        raise Refusal("This concern is not late.")
    if concern.escalated:
        raise Refusal("This concern has been escalated already.")
    concern.record(ConcernEscalated, by=by, at=at, to=list(to), respond_by=concern.respond_by, rule=rule)


def _must_wait_for_its_answer(concern: Concern) -> None:
    concern.must_stand()
    if concern.category != "1":
        raise Refusal("Only Category 1 waits to be seen and answered the same day.")
    if concern.answered:
        raise Refusal("This concern is answered already.")


def begun_and_moment(concern: Concern, on: str, time: str) -> tuple[str, str]:
    """When what is to be answered began, and the moment (ISO, UTC) of a day and a time typed; raises Refusal."""
    begun = concern.clock_since or concern.raised_at
    try:
        return begun, moment_of(on, time, begun[:17] + "00+00:00")
    except ValueError as fault:
        raise Refusal(str(fault), "time") from fault


def _moment(concern: Concern, on: str, time: str, at: str) -> str:
    """When it was done. Whoever telephones first acts before it is entered here, so the whole of that day counts."""
    begun, moment = begun_and_moment(concern, on, time)
    if on < day_of(begun):
        what = "it came into Category 1" if concern.clocks else "the concern was raised"
        raise Refusal(f"The response cannot have been before {day_in_words(day_of(begun))}, when {what}.", "on")
    if concern.answered_at and moment <= concern.answered_at:
        raise Refusal("The time is that of the response before, or earlier. Give that of what was done since.", "time")
    if moment > at:
        raise Refusal("The time cannot be in the future.", "time")
    return moment


def _on_told(concern: Concern, made: ConcernTold) -> None:
    """Who was told stays in the history."""


def _on_not_told(concern: Concern, made: ConcernTellingFailed) -> None:
    concern.undelivered |= {made.letter} - {""}


def _on_acknowledged(concern: Concern, made: ConcernAcknowledged) -> None:
    concern.seen.add(made.by)


def _on_responded(concern: Concern, made: ConcernRespondedTo) -> None:
    concern.answered, concern.answered_at = True, made.moment
    concern.answerers, concern.proof = frozenset({made.by, made.in_the_name_of} - {""}), made.reference
    concern.answer_recorded_at = made.at
    # Oversight was once accepted before the response: it was not of what was done, so it is asked for again.
    concern.overseen = False
    concern.decided_on(made.on)


def _on_overseen(concern: Concern, made: ConcernOverseenByDirector) -> None:
    concern.overseen = True
    concern.decided_on(made.on)


def _on_escalated(concern: Concern, made: ConcernEscalated) -> None:
    concern.escalated = True


Concern.evolves |= {
    ConcernTold: _on_told,
    ConcernTellingFailed: _on_not_told,
    ConcernAcknowledged: _on_acknowledged,
    ConcernRespondedTo: _on_responded,
    ConcernOverseenByDirector: _on_overseen,
    ConcernEscalated: _on_escalated,
}

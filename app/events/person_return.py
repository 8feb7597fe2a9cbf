"""A departure that was recorded wrongly is corrected, and somebody who left comes back: the history shows both."""

from app.events.base import Event, Refusal, event
from app.events.person import Person
from app.events.text import given


@event("pool departure corrected", seals=("reason",))
class PoolDepartureCorrected(Event):
    """The person did not leave the pool of auditors on `last_day`, as was recorded: their time in it goes on."""

    last_day: str
    reason: str


@event("departure corrected", seals=("reason",))
class DepartureCorrected(Event):
    """The person did not leave the council on `last_day`, as was recorded: what it had ended goes on."""

    last_day: str
    reason: str


@event("person returned", seals=("reason",))
class PersonReturned(Event):
    """The person, whose last day was `last_day`, works here again from this date on; no pool counts them as yet."""

    on: str
    last_day: str
    reason: str


def correct_pool_departure(person: Person, reason: str, *, by: str, at: str) -> None:
    """Say that a departure from the pool was recorded wrongly; raises Refusal where none ended the time in it.

    Of somebody who has left the council that is corrected first.
    """
    _must_exist(person)
    if person.left_on:
        raise Refusal(f"{person.name} has left the council.", "reason")
    if not person.pool_departure:
        raise Refusal(f"No departure of {person.name} from the auditor pool is recorded.")
    person.record(PoolDepartureCorrected, by=by, at=at, last_day=person.pool_departure, reason=given(reason))


def correct_departure(person: Person, reason: str, *, by: str, at: str) -> None:
    """Say that a departure from the council was recorded wrongly; raises Refusal for somebody who has not left."""
    _must_have_left(person)
    person.record(DepartureCorrected, by=by, at=at, last_day=person.left_on, reason=given(reason))


def return_to_council(person: Person, on: str, reason: str, *, by: str, at: str) -> None:
    """Come back to the council; raises Refusal for somebody who has not left, and for a day that is not after it."""
    _must_have_left(person)
    if on <= person.left_on:
        raise Refusal("The day of coming back must be after the last day.", "on")
    person.record(PersonReturned, by=by, at=at, on=on, last_day=person.left_on, reason=reason.strip())


def _must_exist(person: Person) -> None:
    if not person.exists:
        raise Refusal("There is no such person.")


def _must_have_left(person: Person) -> None:
    _must_exist(person)
    if not person.left_on:
        raise Refusal(f"{person.name} has not left the council.")


def _on_pool_corrected(person: Person, made: PoolDepartureCorrected) -> None:
    person.left_pool_on = person.pool_departure = ""
    person.in_training = False  # Whoever is in the pool needs no training for it.


def _on_corrected(person: Person, made: DepartureCorrected) -> None:
    person.left_on = ""


def _on_returned(person: Person, made: PersonReturned) -> None:
    if person.trained_on:
        person.left_pool_on = min(person.left_on, person.left_pool_on or person.left_on)
    person.left_on = person.moderator = person.pool_departure = ""
    person.returned_on = made.on


Person.evolves |= {
    PoolDepartureCorrected: _on_pool_corrected,
    DepartureCorrected: _on_corrected,
    PersonReturned: _on_returned,
}

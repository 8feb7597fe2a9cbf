"""Coaching: offered, accepted, taken, declined or taken back; its notes stay with the two people and the QA lead."""

from datetime import date

from app.events import coaching as events
from app.events.base import Refusal
from app.events.coaching import Coaching
from app.events.log import Happened
from app.events.person import Person
from app.programme.house import AlreadyDone, House


def offer(
    house: House, id: str, *, person: str, coach: str, cause: str, form: str, note: str, on: date, by: str, at: str
) -> None:
    """Offer coaching under the id that the form was made with.

    Raises AlreadyDone for the same form sent twice, Refusal for somebody who has left and as the record itself does.
    """
    coaching = house.log.load(Coaching, id)
    if coaching.exists and (coaching.person, coaching.since) == (person, on.isoformat()):
        raise AlreadyDone
    for who, field in ((person, "person"), (coach, "coach")):
        _must_be_here(house, who, field)
    facts = {"person": person, "coach": coach, "cause": cause, "form": form, "note": note, "on": on.isoformat()}
    coaching.offer(**facts, by=by, at=at)
    house.keep(coaching)


def accept(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """Record that the person would like it; raises Refusal, Stale or AlreadyDone, as all of these do."""
    coaching = house.load_at(Coaching, id, version, by, events.CoachingAccepted, on=on.isoformat())
    coaching.accept(on=on.isoformat(), by=by, at=at)
    house.keep(coaching)


def take(house: House, id: str, *, version: int, coach: str, note: str, on: date, by: str, at: str) -> None:
    """Record that it took place."""
    sent = {"coach": coach, "note": note, "on": on.isoformat()}
    coaching = house.load_at(Coaching, id, version, by, events.CoachingTaken, **sent)
    _must_be_here(house, coach, "coach")
    coaching.take(coach, note, on=on.isoformat(), by=by, at=at)
    house.keep(coaching)


def decline(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Record that the person would rather not."""
    sent = {"reason": reason, "on": on.isoformat()}
    coaching = house.load_at(Coaching, id, version, by, events.CoachingDeclined, **sent)
    coaching.decline(reason, on=on.isoformat(), by=by, at=at)
    house.keep(coaching)


def withdraw(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Take the offer back."""
    sent = {"reason": reason, "on": on.isoformat()}
    coaching = house.load_at(Coaching, id, version, by, events.CoachingWithdrawn, **sent)
    coaching.withdraw(reason, on=on.isoformat(), by=by, at=at)
    house.keep(coaching)


def told(house: House, id: str) -> list[Happened]:
    """What was recorded of it with its notes, oldest first: for the person, the coach and the QA lead."""
    return house.reader.stream(id)


def _must_be_here(house: House, id: str, field: str) -> None:
    if not id:
        return
    person = house.log.load(Person, id)
    if not person.exists or person.left_on:
        raise Refusal("Choose somebody who is here.", field)

"""Leaving the pool or the council on a day that contradicts nothing; and what was recorded wrongly put right."""

from datetime import date, timedelta
from typing import Any

from app.events.base import Refusal
from app.events.england import day_of
from app.events.person import Person
from app.events.person_return import (
    DepartureCorrected,
    PersonReturned,
    PoolDepartureCorrected,
    correct_departure,
    correct_pool_departure,
    return_to_council,
)
from app.events.text import day_in_words
from app.programme.english import month
from app.programme.history_words import Names
from app.programme.house import House
from projections import deeds

SOON_ENOUGH = timedelta(days=92)
"""So long after a last day it may be recorded though a month that was opened since counted the person."""
DID = {"given": "was given"}
"""How what was done reads where its own word does not."""
FIRST_ANOTHER = " Give it to another auditor first, or say another day."


def fits_pool(house: House, person: Person, on: str, *, at: str) -> None:
    """Raise Refusal for a last day in the pool before the last audit that the person has was given to them."""
    _after(house, person, on, deeds.last_given(house.model, person.id))
    _soon_enough(house, person, on, at)


def fits_council(house: House, person: Person, on: str, *, at: str) -> None:
    """Raise Refusal for a last day at the council before the last deed of theirs that deeds.py counts."""
    _after(house, person, on, deeds.last_done(house.model, person.id))
    if not person.left_pool_on:
        _soon_enough(house, person, on, at)


def pool_departure_corrected(house: House, id: str, version: int, reason: str, *, by: str, at: str) -> None:
    """Say that somebody did not leave the pool of auditors. Raises Refusal, Stale or AlreadyDone."""
    person = house.load_at(Person, id, version, by, PoolDepartureCorrected, reason=reason)
    correct_pool_departure(person, reason, by=by, at=at)
    house.keep(person)


def departure_corrected(house: House, id: str, version: int, reason: str, *, by: str, at: str) -> None:
    """Say that somebody did not leave the council. Raises Refusal, Stale or AlreadyDone."""
    person = house.load_at(Person, id, version, by, DepartureCorrected, reason=reason)
    correct_departure(person, reason, by=by, at=at)
    house.keep(person)


def returned(house: House, id: str, version: int, on: str, reason: str, *, by: str, at: str) -> None:
    """Let somebody who left work here again. Raises Refusal, Stale or AlreadyDone."""
    person = house.load_at(Person, id, version, by, PersonReturned, on=on, reason=reason)
    return_to_council(person, on, reason, by=by, at=at)
    house.keep(person)


def _after(house: House, person: Person, on: str, deed: dict[str, Any] | None) -> None:
    if deed is None or on >= deed["day"]:
        return
    did = DID.get(deed["what"], deed["what"])
    said = f"{person.name} {did} {Names(house).of(deed['id'])} on {day_in_words(deed['day'])}."
    way = FIRST_ANOTHER if deed["what"] == "given" else ""
    raise Refusal(f"{said} The last day cannot be before that.{way}", "on")


def _soon_enough(house: House, person: Person, on: str, at: str) -> None:
    """Nobody is found not to have been in a pool that was counted and worked with, but for a short while after."""
    if date.fromisoformat(on) >= date.fromisoformat(day_of(at)) - SOON_ENOUGH:
        return
    if counted := deeds.counted_since(house.model, person.id, on[:7]):
        said = f"The pool of {month(counted['month'])} counts {person.name}."
        raise Refusal(f"{said} A last day more than three months ago cannot be before the end of that month.", "on")

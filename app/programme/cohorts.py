"""Training cohorts: planned, joined, started; completed together with the training of each of their people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.events import cohort as events
from app.events.base import Refusal
from app.events.cohort import Cohort
from app.events.person import Person
from app.programme.house import AlreadyDone, House
from app.programme.naming import people_named
from app.programme.people import month_after
from projections import cohort_lists


def plan(
    house: House, id: str, *, name: str, starts: date, places: int, trainers: str, external: str, by: str, at: str
) -> None:
    """Plan a cohort under the id that the form was made with; `trainers` names people, one on each line.

    Raises AlreadyDone for the same form sent twice, Refusal for what cannot be.
    """
    cohort = house.log.load(Cohort, id)
    if cohort.exists and (cohort.name, cohort.starts) == (" ".join(name.split()), starts.isoformat()):
        raise AlreadyDone
    facts: dict[str, Any] = {"starts": starts.isoformat(), "places": places, "external": external}
    cohort.plan(name, **facts, trainers=people_named(house, trainers, "trainers"), by=by, at=at)
    house.keep(cohort)


def replan(
    house: House, id: str, *, version: int, starts: date, places: int, trainers: str, external: str, reason: str,
    by: str, at: str,
) -> None:  # fmt: skip
    """Change the plan; raises Refusal, Stale or AlreadyDone, as all of these do."""
    facts: dict[str, Any] = {"starts": starts.isoformat(), "places": places, "external": external, "reason": reason}
    facts["trainers"] = people_named(house, trainers, "trainers")
    cohort = house.load_at(Cohort, id, version, by, events.CohortReplanned, **facts)
    cohort.replan(**facts, by=by, at=at)
    house.keep(cohort)


def set_dates(house: House, id: str, *, version: int, dates: Sequence[str], by: str, at: str) -> None:
    """Say on which days (ISO) the cohort meets."""
    cohort = house.load_at(Cohort, id, version, by, events.CohortDatesSet, dates=sorted(set(dates)))
    cohort.set_dates(dates, by=by, at=at)
    house.keep(cohort)


def join(house: House, id: str, *, version: int, people: str, on: date, by: str, at: str) -> None:
    """Let people join, one named on each line; where the training has begun, theirs begins in the same save."""
    ids = people_named(house, people, "people")
    if not ids:
        raise Refusal("Say who joins.", "people")
    cohort = house.load_at(Cohort, id, version, by, events.CohortJoined, person=ids[-1], on=on.isoformat())
    joining = [_who_can_train(house, person) for person in ids]
    cohort.join(ids, on.isoformat(), by=by, at=at)
    begin = joining if cohort.state == "started" else []
    house.keep(cohort, *_begun(begin, on.isoformat(), by, at))


def leave(house: House, id: str, *, version: int, person: str, reason: str, on: date, by: str, at: str) -> None:
    """Let somebody give up their place; a training that has begun stops in the same save."""
    day = on.isoformat()
    cohort = house.load_at(Cohort, id, version, by, events.CohortLeft, person=person, reason=reason, on=day)
    started = cohort.state == "started"
    cohort.leave(person, reason, day, by=by, at=at)
    leaving = [house.load(Person, person)] if started else []
    house.keep(cohort, *_stopped(leaving, reason, day, by, at))


def start(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """Begin the training of everybody who has joined and is not in training yet, all in one save."""
    day = on.isoformat()
    cohort = house.load_at(Cohort, id, version, by, events.CohortStarted, on=day)
    cohort.start(day, by=by, at=at)
    members = [house.load(Person, person) for person in cohort.members]
    house.keep(cohort, *_begun(members, day, by, at))


def complete(house: House, id: str, *, version: int, on: date, trained: Sequence[str], by: str, at: str) -> None:
    """End the cohort: who has completed it is trained on that date and counted from the next month, in one save.

    Who was trained before, by an act of their own, keeps that date. All others stay in training.
    """
    day = on.isoformat()
    cohort = house.load_at(Cohort, id, version, by, events.CohortCompleted, on=day, trained=list(trained))
    chosen = [house.load(Person, person) for person in trained]
    already = [person.id for person in chosen if _is_trained(person)]
    now = [person for person in chosen if person.id not in already]
    counted_from = month_after(day)
    cohort.complete(day, counted_from, trained=[one.id for one in now], already=already, by=by, at=at)
    for person in now:
        person.complete_training(day, counted_from, by=by, at=at)
    house.keep(cohort, *now)


def call_off(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Call it off; a training that has begun stops for everybody in the same save."""
    day = on.isoformat()
    cohort = house.load_at(Cohort, id, version, by, events.CohortCalledOff, reason=reason, on=day)
    members = [house.load(Person, person) for person in cohort.members] if cohort.state == "started" else []
    cohort.call_off(reason, day, by=by, at=at)
    house.keep(cohort, *_stopped(members, reason, day, by, at))


def names_outside(house: House, id: str) -> str:
    """Who trains from outside, as it was written down."""
    return house.load(Cohort, id).external


def _who_can_train(house: House, id: str) -> Person:
    """A person who can join; raises Refusal for who has left, is trained, or is in another cohort."""
    person = house.load(Person, id)
    if person.left_on:
        raise Refusal(f"{person.name} has left the council.", "people")
    if _is_trained(person):
        raise Refusal(f"{person.name} is a trained auditor already.", "people")
    if other := cohort_lists.open_with(house.model, id):
        raise Refusal(f"{person.name} is in the cohort “{other['name']}” already.", "people")
    return person


def _is_trained(person: Person) -> bool:
    return bool(person.trained_on) and not person.left_pool_on


def _begun(people: Sequence[Person], on: str, by: str, at: str) -> list[Person]:
    """Those whose training begins now: a training that was begun before goes on."""
    found = [person for person in people if not (person.in_training or _is_trained(person) or person.left_on)]
    for person in found:
        person.start_training(on, by=by, at=at)
    return found


def _stopped(people: Sequence[Person], reason: str, on: str, by: str, at: str) -> list[Person]:
    found = [person for person in people if person.in_training]
    for person in found:
        person.stop_training(on, reason, by=by, at=at)
    return found

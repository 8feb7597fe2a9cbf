"""Granting an inspector access, changing and ending it; and whether a reason is asked for before a note is opened."""

from datetime import date
from typing import Any

from app.events.base import Refusal
from app.events.inspection import Inspection, InspectionChanged, InspectionEnded, Terms
from app.events.reading_rule import RULE, ReadingReasonsAsked, ReadingReasonsNotAsked, ReadingRule
from app.events.text import day_in_words
from app.programme.english import listed
from app.programme.house import AlreadyDone, House
from projections import children, cycles, inspections, people


def grant(house: House, id: str, *, person: str, terms: Terms, reason: str, on: date, by: str, at: str) -> None:
    """Let an inspector read from a day to another; `on` is today.

    Raises Refusal for somebody who is no inspector, a child or month that there is not, days that another inspection of
    theirs has or that are over, AlreadyDone for the same id, Stale.
    """
    looked_at = house.look_at("inspection/", person)
    found = house.log.load(Inspection, id)
    if found.exists:
        raise AlreadyDone
    _check(house, id, person, terms, on)
    found.grant(person, terms, reason, by=by, at=at)
    house.keep(found, looked_at=looked_at)


def change(house: House, id: str, *, version: int, terms: Terms, reason: str, on: date, by: str, at: str) -> None:
    """Show something else from now on; raises as `grant` does, Stale or AlreadyDone."""
    looked_at = house.look_at("inspection/")
    found = house.load_at(Inspection, id, version, by, InspectionChanged, reason=reason)
    _check(house, id, found.person, terms, on)
    found.change(terms, reason, on=on.isoformat(), by=by, at=at)
    house.keep(found, looked_at=looked_at)


def end(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Show nothing any more from now on; raises Refusal once it is over, Stale or AlreadyDone."""
    found = house.load_at(Inspection, id, version, by, InspectionEnded, reason=reason)
    found.end(reason, on=on.isoformat(), by=by, at=at)
    house.keep(found)


def ask_reasons(house: House, id: str = RULE, *, version: int, reason: str, by: str, at: str) -> None:
    """Ask from now on why a confidential note is opened; raises Refusal, Stale or AlreadyDone."""
    found = house.begun_at(ReadingRule, RULE, version, by, ReadingReasonsAsked, reason=reason)
    found.ask(reason, by=by, at=at)
    house.keep(found)


def ask_no_reasons(house: House, id: str = RULE, *, version: int, reason: str, by: str, at: str) -> None:
    """Ask no more; raises Refusal, Stale or AlreadyDone."""
    found = house.begun_at(ReadingRule, RULE, version, by, ReadingReasonsNotAsked, reason=reason)
    found.ask_no_more(reason, by=by, at=at)
    house.keep(found)


def inspectors(model: Any) -> list[dict[str, str]]:
    """Who can be granted an inspection, by name: id and name."""
    here = (row for row in people.everyone(model) if not row["left_on"] and "inspector" in row["roles"])
    return [{"id": row["id"], "name": row["name"]} for row in here]


def _check(house: House, id: str, person: str, terms: Terms, on: date) -> None:
    if person not in {row["id"] for row in inspectors(house.model)}:
        raise Refusal("Choose somebody who has the role of an inspector.", "person")
    if terms.last < on.isoformat():
        raise Refusal("The last day is over already.", "last")
    gone = [one for one in terms.children if children.child(house.model, one) is None]
    if gone:
        named = listed(one.removeprefix("child/") for one in gone)
        raise Refusal(f"There is no child with the reference {named}.", "children")
    if any(cycles.cycle(house.model, one) is None for one in terms.cycles):
        raise Refusal("Choose months that there are.", "cycles")
    for other in inspections.of_person(house.model, person):
        if other["id"] != id and not other["ended_on"] and _meet(other, terms):
            days = f"from {day_in_words(other['first'])} to {day_in_words(other['last'])}"
            raise Refusal(f"Another inspection of theirs runs {days}. Change or end that one.", "first")


def _meet(other: dict[str, Any], terms: Terms) -> bool:
    return bool(other["first"] <= terms.last and terms.first <= other["last"])

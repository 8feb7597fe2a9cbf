"""People: put them on the list, give them roles, take them through training and the two pools."""

from datetime import date

from app.events.action import Action
from app.events.base import Refusal
from app.events.england import day_of
from app.events.person import (
    AuditorLeftPool,
    AuditorTrained,
    AuditorTrainingStarted,
    ModeratorAppointed,
    ModeratorStoodDown,
    Person,
    PersonAdded,
    PersonChanged,
    PersonLeft,
    RolesChanged,
)
from app.programme import departures, handing_over
from app.programme.english import counted
from app.programme.house import AlreadyDone, House
from projections import actions_lists, people

INDISPENSABLE = {"administrator": "administrator", "qa_lead": "QA lead"}
"""The roles of which somebody is always left."""
PEOPLE = "person/"


def add(house: House, id: str, details: dict[str, str], roles: set[str], *, by: str, at: str) -> None:
    """Put a person with their roles on the list, under the id that the form was made with.

    Raises AlreadyDone for the same form sent twice, Refusal for details that cannot be and for a form that has put
    somebody else on the list before.
    """
    person, seen = house.log.load(Person, id), house.look_at(PEOPLE)
    if person.exists and isinstance(made := house.log.history(id)[0], PersonAdded) and made.by == by:
        if made.email != details["email"].strip().lower() or made.name != " ".join(details["name"].split()):
            raise Refusal(f"This form has put {made.name} on the list. Send it again to add another person.", "name")
        raise AlreadyDone
    _fits(house, id, details)
    person.add(**details, by=by, at=at)
    person.hold(roles, by=by, at=at)
    house.keep(person, looked_at=seen)


def change(house: House, id: str, version: int, details: dict[str, str], *, by: str, at: str) -> None:
    """Change a person's details; raises Refusal, AlreadyDone or Stale."""
    sent = {key: value.lower() if key == "email" else value for key, value in details.items()}
    person = house.load_at(Person, id, version, by, PersonChanged, **sent)
    seen = house.look_at(PEOPLE)
    _fits(house, id, details)
    person.change(details, by=by, at=at)
    house.keep(person, looked_at=seen)


def hold(house: House, id: str, version: int, roles: set[str], *, by: str, at: str) -> None:
    """Let a person hold exactly these roles; raises Refusal when nobody would be left to administer or lead."""
    person, seen = house.load_at(Person, id, version, by, RolesChanged, roles=roles), house.look_at(PEOPLE)
    for role in sorted(person.roles - roles):
        _somebody_else_is(house, person, role)
    person.hold(roles, by=by, at=at)
    house.keep(person, looked_at=seen)


def leave(house: House, id: str, version: int, on: str, reason: str, actions_to: str = "", *, by: str, at: str) -> None:
    """Record that a person leaves the council; their open actions go to another person in the same save.

    Raises Refusal for the last administrator or QA lead, for a last day before what they did, and for open actions of
    which it is not said who takes them.
    """
    person, seen = house.load_at(Person, id, version, by, PersonLeft, on=on, reason=reason), house.look_at()
    for role in sorted(person.roles):
        _somebody_else_is(house, person, role)
    open_actions = [house.load(Action, row["id"]) for row in actions_lists.open_of(house.model, id)]
    person.leave(on, reason, by=by, at=at)
    departures.fits_council(house, person, on, at=at)
    if open_actions and not actions_to:
        raise Refusal(f"Choose who takes their {counted(len(open_actions), 'open action')}.", "actions_to")
    if actions_to == id:
        raise Refusal("Choose somebody else: they are leaving.", "actions_to")
    if open_actions:
        why, today = f"{person.name} leaves the council.", date.fromisoformat(day_of(at))
        handing_over.handed_over(
            house, open_actions, actions_to, reason=why, on=today, by=by, at=at, field="actions_to"
        )
    house.keep(person, *open_actions, looked_at=seen)


def start_training(house: House, id: str, version: int, on: str, *, by: str, at: str) -> None:
    """Let a person join the auditor training."""
    person = house.load_at(Person, id, version, by, AuditorTrainingStarted, on=on)
    person.start_training(on, by=by, at=at)
    house.keep(person)


def complete_training(house: House, id: str, version: int, on: str, *, by: str, at: str) -> None:
    """Put a person into the pool of auditors, counted from the month after the training."""
    person = house.load_at(Person, id, version, by, AuditorTrained, on=on)
    person.complete_training(on, month_after(on), by=by, at=at)
    house.keep(person)


def leave_pool(house: House, id: str, version: int, on: str, reason: str, *, by: str, at: str) -> None:
    """Take a person out of the pool of auditors; raises Refusal for a last day before what they did in it."""
    person = house.load_at(Person, id, version, by, AuditorLeftPool, on=on, reason=reason)
    person.leave_pool(on, reason, by=by, at=at)
    departures.fits_pool(house, person, on, at=at)
    house.keep(person)


def appoint_moderator(house: House, id: str, version: int, kind: str, on: str, *, by: str, at: str) -> None:
    """Let a person moderate, as internal or external."""
    person = house.load_at(Person, id, version, by, ModeratorAppointed, kind=kind, on=on)
    person.become_moderator(kind, on, by=by, at=at)
    house.keep(person)


def stand_down(house: House, id: str, version: int, on: str, reason: str, *, by: str, at: str) -> None:
    """Let a person moderate no more."""
    person = house.load_at(Person, id, version, by, ModeratorStoodDown, on=on, reason=reason)
    person.stand_down(on, reason, by=by, at=at)
    house.keep(person)


def month_after(on: str) -> str:
    """The month (YYYY-MM) after the one of a date (ISO): a new auditor is counted from then on."""
    day = date.fromisoformat(on)
    return f"{day.year + day.month // 12}-{day.month % 12 + 1:02d}"


def _fits(house: House, id: str, details: dict[str, str]) -> None:
    """Raise Refusal for an e-mail that somebody else has, a team that is not here, or a supervisor who cannot be."""
    other = people.by_email(house.model, " ".join(details["email"].split()))
    if other and other["id"] != id:
        raise Refusal(f"{other['name']} has this e-mail address already.", "email")
    names = people.names(house.model)
    if details["team"] and details["team"] not in names:
        raise Refusal("Choose one of the teams.", "team")
    if details["supervisor"] == id:
        raise Refusal("Nobody supervises themselves.", "supervisor")
    if details["supervisor"] and details["supervisor"] not in names:
        raise Refusal("Choose one of the people here as supervisor.", "supervisor")


def _somebody_else_is(house: House, person: Person, role: str) -> None:
    """Raise Refusal when nobody else who is here holds a role that the programme cannot be without."""
    others = [
        each
        for each in people.everyone(house.model)
        if role in each["roles"] and not each["left_on"] and each["id"] != person.id
    ]
    if role in INDISPENSABLE and not others:
        raise Refusal(f"{person.name} is the only {INDISPENSABLE[role]}. Make somebody else one first.", "roles")

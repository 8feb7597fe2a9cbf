"""Who decides on exemptions: the council's choice of a role, and deputies for those who are away."""

from datetime import date

from app.events.base import Refusal
from app.events.council import COUNCIL, Council, ExemptionAuthorityChosen
from app.events.deputy import Deputies, DeputyNamed, DeputyReleased
from app.programme.house import House
from projections import deciders, people

MAY_STAND_IN = ("operations_director", "head_of_service", "director")
"""The roles of which a deputy must hold one."""


def choose_authority(
    house: House, council: str, *, version: int, authority: str, reason: str, by: str, at: str
) -> None:
    """Choose which role decides on exemptions from now on; what was decided before stands by the rule of its day.

    Raises Refusal for another role, the same as now, no reason, or a role that nobody holds; Stale or AlreadyDone.
    """
    sent = {"authority": authority, "reason": reason}
    chosen = house.load_at(Council, COUNCIL, version, by, ExemptionAuthorityChosen, **sent)
    if authority not in {row["role"] for row in deciders.deciding(house.model)}:
        raise Refusal("Nobody holds this role. Give it to somebody first.", "authority")
    chosen.choose_exemption_authority(authority, reason, by=by, at=at)
    house.keep(chosen)


def deputies_id(person: str) -> str:
    """The id of what a person's deputies are recorded under."""
    return f"deputies/{person.removeprefix('person/')}"


def name(
    house: House,
    id: str,
    *,
    version: int,
    deputy: str,
    first: date,
    last: date,
    reason: str,
    on: date,
    by: str,
    at: str,
) -> None:
    """Name a deputy for the person whose deputies these are, from one day to another; `on` is today.

    Raises Refusal for somebody who may not stand in or days that cannot be, Stale or AlreadyDone.
    """
    days = {"first": first.isoformat(), "last": last.isoformat()}
    found = house.begun_at(Deputies, id, version, by, DeputyNamed, deputy=deputy, reason=reason, **days)
    if deputy not in {row["id"] for row in may_stand_in(house, found.person)} | {found.person}:
        raise Refusal("Choose an operations director, a head of service or the director.", "deputy")
    found.name(deputy, **days, reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(found)


def release(house: House, id: str, *, version: int, number: int, reason: str, on: date, by: str, at: str) -> None:
    """Release a deputy from today on; raises Refusal for one whose time is over, Stale or AlreadyDone."""
    found = house.begun_at(Deputies, id, version, by, DeputyReleased, number=number, reason=reason)
    found.release(number, on=on.isoformat(), reason=reason, by=by, at=at)
    house.keep(found)


def may_stand_in(house: House, person: str) -> list[dict[str, str]]:
    """Who may be named as this person's deputy, by name: id and name."""
    return [
        {"id": row["id"], "name": row["name"]}
        for row in people.everyone(house.model)
        if row["id"] != person and not row["left_on"] and {*row["roles"]} & {*MAY_STAND_IN}
    ]

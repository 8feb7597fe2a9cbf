"""Service areas and teams: set up, rename, move, and put an operations director over an area."""

import re
import unicodedata
from typing import Any

from app.events.base import Refusal
from app.events.team import OperationsDirectorAppointed, ServiceArea, ServiceAreaRenamed, Team, TeamChanged
from app.programme.house import AlreadyDone, House
from projections import people

AREAS, TEAMS = "area/", "team/"


def add_area(house: House, name: str, director: str = "", *, by: str, at: str) -> str:
    """Set a service area up, with its operations director if there is one; returns its id.

    Raises Refusal for a name that is taken, AlreadyDone for the same form sent twice.
    """
    seen = house.look_at(AREAS, director)
    _free(house, name, people.areas(house.model), "service area", by)
    area = house.log.load(ServiceArea, _unused(house, "area", name))
    area.add(name, by=by, at=at)
    area.appoint(_somebody(house, director), by=by, at=at)
    house.keep(area, looked_at=seen)
    return area.id


def change_area(house: House, id: str, version: int, name: str, director: str, *, by: str, at: str) -> None:
    """Rename a service area, or put another operations director over it."""
    sent = {"name": name, "director": director}
    area = house.load_at(ServiceArea, id, version, by, ServiceAreaRenamed, OperationsDirectorAppointed, **sent)
    seen = house.look_at(AREAS, director)
    _free(house, name, [each for each in people.areas(house.model) if each["id"] != id], "service area")
    area.rename(name, by=by, at=at)
    area.appoint(_somebody(house, director), by=by, at=at)
    house.keep(area, looked_at=seen)


def add_team(house: House, name: str, area: str, *, by: str, at: str) -> str:
    """Set a team up in a service area; returns its id.

    Raises Refusal for a name that is taken or an area that is not here, AlreadyDone for the same form sent twice.
    """
    seen = house.look_at(TEAMS)
    _free(house, name, people.teams(house.model), "team", by)
    team = house.log.load(Team, _unused(house, "team", name))
    team.add(name, _an_area(house, area), by=by, at=at)
    house.keep(team, looked_at=seen)
    return team.id


def change_team(house: House, id: str, version: int, name: str, area: str, *, by: str, at: str) -> None:
    """Rename a team or move it to another service area."""
    team = house.load_at(Team, id, version, by, TeamChanged, name=name, area=area)
    seen = house.look_at(TEAMS)
    _free(house, name, [each for each in people.teams(house.model) if each["id"] != id], "team")
    team.change(name=name, area=_an_area(house, area), by=by, at=at)
    house.keep(team, looked_at=seen)


def slug(name: str) -> str:
    """A name as it stands in an address: "Children in Care, North" is children-in-care-north."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "unnamed"


def _free(house: House, name: str, others: list[dict[str, Any]], what: str, by: str = "") -> None:
    """Raise Refusal when the name is taken; AlreadyDone when it was this person's own first act on the record."""
    for other in others:
        if other["name"].casefold() == name.strip().casefold():
            made = house.log.history(other["id"])
            if len(made) <= 2 and all(each.by == by for each in made):
                raise AlreadyDone
            raise Refusal(f"There is a {what} called {other['name']} already.", "name")


def _unused(house: House, kind: str, name: str) -> str:
    """An id from the name; a record that was renamed keeps its own, so another may need a number."""
    if not name.strip():
        raise Refusal(f"Enter the {'service area' if kind == 'area' else kind}'s name.", "name")
    plain = f"{kind}/{slug(name)}"
    ids = (plain if number == 1 else f"{plain}-{number}" for number in range(1, 1000))
    return next(id for id in ids if not house.log.history(id))


def _an_area(house: House, area: str) -> str:
    if area and area not in {each["id"] for each in people.areas(house.model)}:
        raise Refusal("Choose one of the service areas.", "area")
    if not area:
        raise Refusal("Choose the service area that the team belongs to.", "area")
    return area


def _somebody(house: House, person: str) -> str:
    found = people.person(house.model, person) if person else None
    if person and (found is None or found["left_on"]):
        raise Refusal("Choose one of the people here as operations director.", "director")
    return person

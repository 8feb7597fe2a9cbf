"""The people of the programme: a list to filter, and each one's page."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import JOB_LEVELS, ROLES
from app.policy import ADMIN, AREA, OWN, QA, RULES
from app.programme.english import counted
from app.views.desk import accounts, i, model
from app.views.exemption_reach import WHO_MAY_DECIDE, sees_pattern
from app.views.exemption_rows import pattern
from app.views.export_files import Taken, file_response
from app.views.links import link
from app.views.listing import Listing, items_of
from app.views.people_acts import acts_for
from app.views.words import reference
from projections import people, people_lists

pages = Blueprint("people", __name__)
RULES |= {"people.show": QA | ADMIN | {"operations_director": (AREA,), "*": (OWN,)}}
RULES |= {"people.index": QA | ADMIN, "people.export": QA | ADMIN}

PER_PAGE = 100
FILTERS = ("search", "role", "team", "standing", "left")
STANDINGS = {
    "in_pool": "In the auditor pool",
    "in_training": "In training",
    "moderator": "Moderators",
    "no_roles": "Without a role",
}


@pages.get("/people")
def index() -> ResponseReturnValue:
    """The people who fit the filters of the address."""
    listing = Listing("/people", FILTERS, tuple(people_lists.COLUMNS), PER_PAGE)
    teams = people.teams(model())
    found = people_lists.matching(model(), listing.values, listing.sort)
    return render_template(
        "people/index.html",
        listing=listing,
        people=found[listing.offset : listing.offset + PER_PAGE],
        count=counted(len(found), "person"),
        pages=listing.pages(len(found)),
        chosen=listing.chosen(_words(teams)),
        team_items=items_of({team["id"]: team["name"] for team in teams}),
        role_items=items_of(ROLES),
        standing_items=items_of(STANDINGS),
        levels=JOB_LEVELS,
        brings_lists="administrator" in i().roles,
    )


@pages.get("/people.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The people who fit the filters of the address, as a file."""
    listing = Listing("/people", FILTERS, tuple(people_lists.COLUMNS))
    rows = people_lists.matching(model(), listing.values, listing.sort)
    teams = people.teams(model())
    areas = {team["id"]: team["area"] for team in teams}
    told = [row | {"person": row["id"], "area": areas.get(row["team"], "")} for row in rows]
    said = "; ".join(chosen["text"] for chosen in listing.chosen(_words(teams)))
    return file_response(ending, Taken("people", told, filters=said, not_known=listing.not_known()))


@pages.get("/people/<person>")
def show(person: str) -> ResponseReturnValue:
    """One person: details, roles, the two pools, and what can be done."""
    found = people.person(model(), f"person/{person}") or abort(404)
    directed = people_lists.directs(model(), found["id"])
    supervisor = people.names(model()).get(found["supervisor"], "")
    return render_template(
        "people/show.html",
        person=found,
        level=JOB_LEVELS.get(found["job_level"], ""),
        roles=[ROLES[role] for role in ROLES if role in found["roles"]],
        directed=directed,
        supervisor=supervisor,
        team=link(f"/teams/{reference(found['team'])}") if found["team"] else "",
        acts=acts_for(found),
        exemptions=link(f"/exemptions?auditor={person}"),
        history=link(f"/people/{person}/history"),
        pattern=pattern(found["id"], clock.today()) if found["counted_from"] and sees_pattern(found) else None,
        deputies=link(f"/people/{person}/deputies") if set(WHO_MAY_DECIDE) & found["roles"] else "",
        can_sign_in=found["id"] in accounts().known(),
    )


def _words(teams: list[dict[str, Any]]) -> dict[str, Any]:
    names = {team["id"]: team["name"] for team in teams}
    return {
        "search": lambda value: f"Search: {value}",
        "role": lambda value: f"Role: {ROLES.get(value, value)}",
        "team": lambda value: f"Team: {names.get(value, value)}",
        "standing": lambda value: STANDINGS.get(value, value),
        "left": lambda value: "Left the council",
    }

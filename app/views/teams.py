"""Service areas and teams."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.forms.teams import AreaForm, TeamForm
from app.policy import ADMIN, OVERSEE, QA, RULES, TEAM
from app.programme import teams
from app.views.desk import done, house, model, stamp, tried, version
from app.views.links import link
from projections import children_lists, people, people_lists

pages = Blueprint("teams", __name__)
RULES |= {
    "teams.index": OVERSEE | ADMIN,
    "teams.show": OVERSEE | ADMIN | {"team_manager": (TEAM,)},
    **{f"teams.{name}": QA | ADMIN for name in ("new", "create", "edit", "update")},
    **{f"teams.{name}": QA | ADMIN for name in ("areas", "new_area", "create_area", "edit_area", "update_area")},
}


@pages.get("/settings/areas")
def areas() -> ResponseReturnValue:
    """Every service area with its operations director and its teams."""
    all_teams = people.teams(model())
    found = [
        area | {"teams": [team for team in all_teams if team["area"] == area["id"]]} for area in people.areas(model())
    ]
    return render_template("teams/areas.html", areas=found)


@pages.get("/settings/areas/new")
def new_area() -> ResponseReturnValue:
    """The form for a new service area."""
    return _area_page(_area_form(), {})


@pages.post("/settings/areas")
def create_area() -> ResponseReturnValue:
    """Set a service area up."""
    form = _area_form()
    if not form.validate():
        return _area_page(form, {}), 422
    facts = {"name": form.name.data or "", "director": form.director.data or ""}
    status = tried(form, lambda: teams.add_area(house(), **facts, **stamp()))
    there = "/settings/areas"
    return done(f"{form.name.data} is set up.", there) if status == 303 else (_area_page(form, {}), status)


@pages.get("/settings/areas/<area>/edit")
def edit_area(area: str) -> ResponseReturnValue:
    """A service area, to be renamed or put under another director."""
    found = _one(people.areas(model()), f"area/{area}")
    return _area_page(_area_form(found), found)


@pages.post("/settings/areas/<area>")
def update_area(area: str) -> ResponseReturnValue:
    """Rename a service area, or put another operations director over it."""
    found, form = _one(people.areas(model()), f"area/{area}"), _area_form()
    if not form.validate():
        return _area_page(form, found), 422
    name, director = form.name.data or "", form.director.data or ""
    status = tried(form, lambda: teams.change_area(house(), found["id"], version(), name, director, **stamp()))
    return done(f"{name} is changed.", "/settings/areas") if status == 303 else (_area_page(form, found), status)


@pages.get("/teams")
def index() -> ResponseReturnValue:
    """Every team with its area, manager and how many people and open children it has."""
    return render_template("teams/index.html", teams=people_lists.teams_counted(model()))


@pages.get("/teams/new")
def new() -> ResponseReturnValue:
    """The form for a new team."""
    return _page(_form({"area": request.args.get("area", "")}), {})


@pages.post("/teams")
def create() -> ResponseReturnValue:
    """Set a team up."""
    form = _form()
    if not form.validate():
        return _page(form, {}), 422
    status = tried(form, lambda: teams.add_team(house(), form.name.data or "", form.area.data or "", **stamp()))
    return done(f"{form.name.data} is set up.", "/settings/areas") if status == 303 else (_page(form, {}), status)


@pages.get("/teams/<team>")
def show(team: str) -> ResponseReturnValue:
    """A team: its people, its manager, its area and how many children it has."""
    found = _one(people.teams(model()), f"team/{team}")
    members = people_lists.matching(model(), {"team": found["id"]}, "name")
    managers = [person for person in members if "team_manager" in person["roles"]]
    count = children_lists.count(model(), {"team": found["id"]})
    theirs = link(f"/audits?team={found['id']}")
    return render_template(
        "teams/show.html", team=found, people=members, managers=managers, children=count, audits=theirs
    )


@pages.get("/teams/<team>/edit")
def edit(team: str) -> ResponseReturnValue:
    """A team, to be renamed or moved."""
    found = _one(people.teams(model()), f"team/{team}")
    return _page(_form(found), found)


@pages.post("/teams/<team>")
def update(team: str) -> ResponseReturnValue:
    """Rename a team, or move it to another service area."""
    found, form = _one(people.teams(model()), f"team/{team}"), _form()
    if not form.validate():
        return _page(form, found), 422
    name, area = form.name.data or "", form.area.data or ""
    status = tried(form, lambda: teams.change_team(house(), found["id"], version(), name, area, **stamp()))
    return done(f"{name} is changed.", f"/teams/{team}") if status == 303 else (_page(form, found), status)


def _one(rows: list[dict[str, Any]], id: str) -> dict[str, Any]:
    return next((row for row in rows if row["id"] == id), None) or abort(404)


def _area_form(data: dict[str, Any] | None = None) -> AreaForm:
    form = AreaForm(request.form, data=data)
    form.offer(people_lists.possible_supervisors(model(), ""))
    return form


def _form(data: dict[str, Any] | None = None) -> TeamForm:
    form = TeamForm(request.form, data=data)
    form.offer(people.areas(model()))
    return form


def _area_page(form: AreaForm, area: dict[str, Any]) -> str:
    shown = house().version(area["id"]) if area else 0
    return render_template("teams/area.html", form=form, area=area, version=shown)


def _page(form: TeamForm, team: dict[str, Any]) -> str:
    shown = house().version(team["id"]) if team else 0
    return render_template("teams/edit.html", form=form, team=team, version=shown)

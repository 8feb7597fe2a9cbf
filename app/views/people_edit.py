"""People put on the list and changed: details, and the roles that only an administrator gives."""

from typing import Any, TypeVar

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.forms.people import NewPersonForm, PersonForm, RolesForm
from app.mint import is_minted, mint
from app.policy import ADMIN, QA, RULES
from app.programme import people as programme
from app.views.desk import done, house, i, model, stamp, tried, version
from app.views.words import reference
from projections import people, people_lists

pages = Blueprint("people_edit", __name__)
RULES |= {
    **{f"people_edit.{name}": QA | ADMIN for name in ("new", "create", "edit", "update")},
    **{f"people_edit.{name}": ADMIN for name in ("edit_roles", "update_roles")},
}

F = TypeVar("F", bound=PersonForm)


@pages.get("/people/new")
def new() -> ResponseReturnValue:
    """The form for a new person."""
    return _new_page(_form(NewPersonForm, "", {"person": mint("person")}))


@pages.post("/people")
def create() -> ResponseReturnValue:
    """Put a person on the list, with their roles."""
    form = _form(NewPersonForm, "")
    if not form.validate():
        return _new_page(form), 422
    id = form.person.data if is_minted(form.person.data, "person") else mint("person")
    roles = set(form.roles.data or []) if _gives_roles() else set()
    status = tried(form, lambda: programme.add(house(), id, form.details, roles, **stamp()))
    there = f"/people/{reference(id)}"
    form.person.data = mint("person") if status == 422 else id
    return done(f"{form.name.data} is on the list.", there) if status == 303 else (_new_page(form), status)


@pages.get("/people/<person>/edit")
def edit(person: str) -> ResponseReturnValue:
    """A person's details, to be changed."""
    found = _person(person)
    return _edit_page(_form(PersonForm, found["id"], found), found)


@pages.post("/people/<person>")
def update(person: str) -> ResponseReturnValue:
    """Change a person's details."""
    found = _person(person)
    form = _form(PersonForm, found["id"])
    if not form.validate():
        return _edit_page(form, found), 422
    status = tried(form, lambda: programme.change(house(), found["id"], version(), form.details, **stamp()))
    there = f"/people/{person}"
    return done(f"{form.name.data} is changed.", there) if status == 303 else (_edit_page(form, found), status)


@pages.get("/people/<person>/roles")
def edit_roles(person: str) -> ResponseReturnValue:
    """A person's roles, to be changed."""
    found = _person(person)
    return _roles_page(RolesForm(data={"roles": sorted(found["roles"])}), found)


@pages.post("/people/<person>/roles")
def update_roles(person: str) -> ResponseReturnValue:
    """Let a person hold exactly the roles that are ticked."""
    found, form = _person(person), RolesForm(request.form)
    if not form.validate():
        return _roles_page(form, found), 422
    roles = set(form.roles.data or [])
    status = tried(form, lambda: programme.hold(house(), found["id"], version(), roles, **stamp()))
    there = f"/people/{person}"
    return done(f"{found['name']}'s roles are changed.", there) if status == 303 else (_roles_page(form, found), status)


def _person(person: str) -> dict[str, Any]:
    return people.person(model(), f"person/{person}") or abort(404)


def _form(cls: type[F], person: str, data: dict[str, Any] | None = None) -> F:
    form = cls(request.form, data=data)
    form.offer(people.teams(model()), people_lists.possible_supervisors(model(), person))
    return form


def _gives_roles() -> bool:
    return "administrator" in i().roles


def _new_page(form: NewPersonForm) -> str:
    return render_template("people/new.html", form=form, gives_roles=_gives_roles())


def _edit_page(form: PersonForm, person: dict[str, Any]) -> str:
    return render_template("people/edit.html", form=form, person=person, version=house().version(person["id"]))


def _roles_page(form: RolesForm, person: dict[str, Any]) -> str:
    return render_template("people/roles.html", form=form, person=person, version=house().version(person["id"]))

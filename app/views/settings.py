"""Settings: what there is to set up, and what a first run still lacks."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.forms.teams import CouncilForm
from app.policy import ADMIN, QA, RULES
from app.programme import setting_up
from app.programme.exemption_authority import WORDS
from app.views.desk import done, house, model, stamp, tried, version
from projections import children_lists, deciders, people

pages = Blueprint("settings", __name__)
RULES |= {"settings.show": QA | ADMIN, "settings.edit": ADMIN, "settings.update": ADMIN}

STEPS = (
    ("teams", "/settings/areas", "Service areas and teams", "Every person and child belongs to a team."),
    ("people", "/people", "People", "Auditors, moderators and managers, one by one or from a list."),
    ("frameworks", "/frameworks", "Framework", "The domains and grades that the audits are made with."),
    ("children", "/imports", "Children", "The list of open children, from which each month's sample is drawn."),
)
ENOUGH = {"people": 2}
"""The first administrator alone is not yet the people."""


@pages.get("/settings")
def show() -> ResponseReturnValue:
    """The first-run list, while something is missing, and the way to everything that can be set."""
    totals = children_lists.totals(model())
    steps = [
        {"href": href, "name": name, "why": why, "done": totals[key] >= ENOUGH.get(key, 1)}
        for key, href, name, why in STEPS
    ]
    missing = [step for step in steps if not step["done"]]
    return render_template(
        "settings/show.html",
        steps=steps,
        missing=missing,
        exemption_rule=WORDS[deciders.authority(model())],
        totals={name: f"{number:,}" for name, number in totals.items()},
    )


@pages.get("/settings/council")
def edit() -> ResponseReturnValue:
    """The council's name, to be changed."""
    council = people.council(model()) or {}
    return _page(CouncilForm(data={"name": council.get("name", "")}))


@pages.post("/settings/council")
def update() -> ResponseReturnValue:
    """Change the council's name."""
    form = CouncilForm(request.form)
    if not form.validate():
        return _page(form), 422
    status = tried(form, lambda: setting_up.rename(house(), version(), form.name.data or "", **stamp()))
    return done("The council's name is changed.", "/settings") if status == 303 else (_page(form), status)


def _page(form: CouncilForm) -> str:
    return render_template("settings/council.html", form=form, version=house().version(setting_up.COUNCIL))

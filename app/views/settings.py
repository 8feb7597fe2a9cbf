"""Settings: what there is to set up, and what a first run still lacks."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.forms.teams import CouncilForm
from app.policy import ADMIN, QA, RULES
from app.programme import setting_up
from app.programme.exemption_authority import WORDS
from app.views import first_run
from app.views.desk import done, house, model, stamp, tried, version
from projections import children_lists, deciders, people, report_templates

pages = Blueprint("settings", __name__)
RULES |= {"settings.show": QA | ADMIN, "settings.edit": ADMIN, "settings.update": ADMIN}


@pages.get("/settings")
def show() -> ResponseReturnValue:
    """The first-run list, while something is missing, and the way to everything that can be set."""
    totals = children_lists.totals(model())
    return render_template(
        "settings/show.html",
        set_up=first_run.steps(),
        exemption_rule=WORDS[deciders.authority(model())],
        report_template=_template(),
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


def _template() -> str:
    """The Word template of reports in a few words."""
    found = report_templates.in_force(model())
    return found["name"] if found else "The one that comes with Audit Loop"


def _page(form: CouncilForm) -> str:
    return render_template("settings/council.html", form=form, version=house().version(setting_up.COUNCIL))

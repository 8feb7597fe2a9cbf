"""Who decides on exemptions: the council's choice of a role, who stands in, and how that came about."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import ROLES
from app.forms.exemptions import AuthorityForm
from app.policy import ADMIN, ANY, RULES, Grants
from app.programme import deputies as programme
from app.programme import histories
from app.programme.exemption_authority import WORDS
from app.views import acting
from app.views.acting import Act
from app.views.desk import house, model
from app.views.links import link
from app.views.words import reference
from projections import deciders, people

Row = dict[str, Any]
pages = Blueprint("exemption_rule", __name__)
READS: Grants = ADMIN | dict.fromkeys(("qa_lead", "operations_director", "head_of_service", "director"), (ANY,))
RULES |= {"exemption_rule.show": READS | {"inspector": (ANY,)}}


def _find() -> Row:
    id = programme.COUNCIL
    return {"id": id, "version": house().version(id), "authority": deciders.authority(model())}


ACTS = (
    Act(
        "authority",
        ADMIN,
        AuthorityForm,
        programme.choose_authority,
        "Choose who decides",
        "From now on people of this role decide on exemptions, and on those that wait. What was decided before stands,"
        " each decision by the rule of its day.",
        "Who decides on exemptions is changed.",
    ),
)
PLACE = acting.Place(
    rule="/settings/exemptions",
    find=_find,
    href=lambda row: "/settings/exemptions",
    title=lambda row: "who decides on exemptions",
    caption=lambda row: f"Now: {WORDS[row['authority']]}",
    state=lambda row: ROLES[row["authority"]],
)
acting.put(pages, PLACE, ACTS)


@pages.get("/settings/exemptions")
def show() -> ResponseReturnValue:
    """The rule in force, the directors of the areas, the deputies, and the history of the rule."""
    row = _find()
    return render_template(
        "exemptions/rule.html",
        rule=WORDS[row["authority"]],
        areas=people.areas(model()) if row["authority"] == "operations_director" else [],
        deputies=[_shown(one) for one in deciders.deputies(model(), clock.today())],
        acts=PLACE.offered(ACTS, row),
        entries=histories.of_authority(house())[::-1],
    )


def _shown(row: Row) -> Row:
    return row | {"href": link(f"/people/{reference(row['person'])}/deputies")}

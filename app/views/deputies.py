"""Deputies: who stands in for somebody who decides on exemptions, and when."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.forms.exemptions import DeputyForm, ReleaseForm
from app.forms.fields import choices, named
from app.policy import ANY, OWN, RULES, Grants
from app.programme import deputies as programme
from app.views import acting
from app.views.acting import Act
from app.views.desk import house, model
from app.views.words import day, reference
from projections import deciders, people

Row = dict[str, Any]
pages = Blueprint("deputies", __name__)
NAMES: Grants = {"operations_director": (OWN,), "head_of_service": (OWN,), "director": (OWN,), "qa_lead": (OWN,)}
NAMES |= {"administrator": (ANY,)}
"""Who decides names their own deputy; for somebody who cannot any more the administrator does."""
RULES |= {"deputies.show": NAMES}


def _find(person: str) -> Row | None:
    found = people.person(model(), f"person/{person}")
    if found is None:
        return None
    id, rows = programme.deputies_id(found["id"]), deciders.deputies_of(model(), found["id"])
    return {"id": id, "version": house().version(id), "person": found, "deputies": [_shown(row) for row in rows]}


def _shown(row: Row) -> Row:
    """A deputy with how their time stands: to come, now, over, or released."""
    today = clock.today().isoformat()
    if row["ended_on"]:
        standing = f"Released on {day(row['ended_on'])}"
    elif row["to_day"] < today:
        standing = "Over"
    else:
        standing = "Stands in now" if row["from_day"] <= today else "To come"
    return row | {"standing": standing, "is_open": not row["ended_on"] and row["to_day"] >= today}


def _ready(form: Any, row: Row) -> Row:
    """Offer who may stand in, or whose time is not over."""
    if isinstance(form, DeputyForm):
        form.deputy.choices = named(programme.may_stand_in(house(), row["person"]["id"]), "Choose a person")
    if isinstance(form, ReleaseForm):
        words = {str(one["number"]): _times(one) for one in row["deputies"] if one["is_open"]}
        form.number.choices = choices({"": "Choose a deputy"} | words)
    return {}


def _times(row: Row) -> str:
    return f"{row['deputy_name']}, {day(row['from_day'])} to {day(row['to_day'])}"


def _has_open(row: Row) -> bool:
    return any(one["is_open"] for one in row["deputies"])


ACTS = (
    Act(
        "naming",
        NAMES,
        DeputyForm,
        programme.name,
        "Name a deputy",
        "On these days the deputy decides on exemptions too. Each decision says in whose place it was made.",
        "The deputy is named.",
    ),
    Act(
        "release",
        NAMES,
        ReleaseForm,
        programme.release,
        "Release a deputy",
        "From today on the deputy decides no longer. What they have decided stands.",
        "The deputy is released.",
        open_to=_has_open,
    ),
)
PLACE = acting.Place(
    rule="/people/<person>/deputies",
    find=_find,
    href=lambda row: f"/people/{reference(row['person']['id'])}/deputies",
    title=lambda row: f"the deputies of {row['person']['name']}",
    plural=True,
    caption=lambda row: str(row["person"]["name"]),
    state=lambda row: "Without a deputy whose time is not over",
    ready=_ready,
)
acting.put(pages, PLACE, ACTS)


@pages.get("/people/<person>/deputies")
def show(person: str) -> ResponseReturnValue:
    """A person's deputies over time."""
    row = _find(person) or abort(404)
    return render_template("deputies/show.html", row=row, acts=PLACE.offered(ACTS, row))

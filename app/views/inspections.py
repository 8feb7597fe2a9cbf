"""Inspections: who is shown what from when to when, granting, changing and ending it, and what was looked at."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.inspection import Terms
from app.events.vocabulary import PLAN_TYPES
from app.forms.fields import choices, named
from app.forms.inspections import EVERYTHING, NAMED, ChangeForm, EndForm, GrantForm
from app.policy import ANY, QA, RULES, Grants
from app.programme import histories
from app.programme import inspections as programme
from app.programme.english import counted, listed
from app.readings import Chosen
from app.views import acting, links
from app.views.acting import Act, Creation
from app.views.desk import house, i, live_house, model
from app.views.reading_note import readings
from app.views.reading_rows import folded, shown
from app.views.words import at_moment, day, month, reference
from projections import audits, children, cycles, inspections, people, seals

Row = dict[str, Any]
pages = Blueprint("inspections", __name__)
SEES: Grants = QA | {"director": (ANY,)}
RULES |= {"inspections.index": SEES, "inspections.show": SEES}
WAYS = (
    ("Ofsted’s questions, each with its figures", "/questions"),
    ("Published reports", "/reports"),
    ("Replay, entry by entry", "/replay"),
    ("What changed between two moments", "/compare"),
    ("The ledger, and how it is checked", "/ledger"),
)
"""Where an inspector's questions are answered."""
LOOKED_AT = 200
"""So many pages are shown on an inspection's own page; the access log has all of them."""


def _href(row: Row) -> str:
    return f"/inspections/{reference(row['id'])}"


def _find(inspection: str) -> Row | None:
    return inspections.inspection(model(), f"inspection/{inspection}")


def standing(row: Row) -> str:
    """Where an inspection stands today, in words."""
    if row["ended_on"]:
        return f"Ended on {day(row['ended_on'])}"
    if inspections.runs(row, clock.today()):
        return "Running"
    return "Over" if row["last"] < clock.today().isoformat() else "Not begun"


def what(row: Row) -> str:
    """What an inspection shows, in words."""
    if row["everything"]:
        return "Everything that an inspector can be shown"
    children = [counted(len(row["children"]), "child")] if row["children"] else []
    return listed([*children, *(month(one) for one in row["cycles"])])


def _told(row: Row) -> Row:
    at = at_moment(row["pinned"]) if row["pinned"] else "Now, as it changes"
    named = {"what": what(row), "standing": standing(row), "at": at, "href": _href(row)}
    return row | named | {"looked_at": readings().count(Chosen(inspection=row["id"]))}


def _ready(form: Any, row: Row) -> Row:
    if isinstance(form, ChangeForm | GrantForm):
        known = [one["month"] for one in cycles.cycles(model())]
        form.cycles.choices = choices({one: month(one) for one in known})
    return {}


def _ready_to_grant(form: Any) -> Row:
    form.person.choices = named(programme.inspectors(model()), "Choose an inspector")
    return _ready(form, {})


def _given(row: Row) -> Row:
    on, _, time = row["pinned"].partition("T")
    return {
        "first": row["first"],
        "last": row["last"],
        "what": EVERYTHING if row["everything"] else NAMED,
        "children": "\n".join(reference(one) for one in row["children"]),
        "cycles": [reference(one) for one in row["cycles"]],
        "pinned_on": on,
        "pinned_at": time,
    }


def _is_not_over(row: Row) -> bool:
    return not row["ended_on"] and bool(row["last"] >= clock.today().isoformat())


def _grant(house: Any, id: str, *, terms: Row, **said: Any) -> None:
    programme.grant(house, id, terms=Terms(**terms), **said)


def _change(house: Any, id: str, *, terms: Row, **said: Any) -> None:
    programme.change(house, id, terms=Terms(**terms), **said)


ACTS = (
    Act(
        "change",
        QA,
        ChangeForm,
        _change,
        "Change the inspector’s access",
        "From the next page that they open the inspector sees this, and for this long.",
        "The inspection is changed.",
        open_to=_is_not_over,
        given=_given,
    ),
    Act(
        "ending",
        QA,
        EndForm,
        programme.end,
        "End the inspector’s access",
        "From the next page that they open the inspector sees nothing more. What they looked at stays in the log.",
        "The inspection is ended.",
        open_to=_is_not_over,
        warning=True,
    ),
)
PLACE = acting.Place(
    rule="/inspections/<inspection>",
    find=_find,
    href=_href,
    title=lambda row: f"the inspection by {row['name']}",
    caption=lambda row: f"{row['name']}, {day(row['first'])} to {day(row['last'])}",
    state=standing,
    ready=_ready,
)
acting.put(pages, PLACE, ACTS)
acting.put_creation(
    pages,
    Creation(
        kind="inspection",
        path="/inspections",
        grants=QA,
        form=GrantForm,
        command=_grant,
        title="Grant an inspection",
        what="An inspector reads what is named here from the first day to the last, and changes nothing. All else"
        " is not there for them. Every page that they open is in the access log.",
        button="Grant it",
        done="The inspection is granted.",
        there=lambda id: f"/inspections/{reference(id)}",
        ready=_ready_to_grant,
        given=lambda: {"first": clock.today().isoformat(), "what": NAMED},
    ),
)


@pages.get("/inspections")
def index() -> ResponseReturnValue:
    """Every inspection, the newest first: who is shown what, from when to when, and how many pages they opened."""
    rows = [_told(row) for row in inspections.everyone(model())]
    grants = links.link("/inspections/new")
    return render_template("inspections/index.html", rows=rows, count=counted(len(rows), "inspection"), grants=grants)


@pages.get("/inspections/<inspection>")
def show(inspection: str) -> ResponseReturnValue:
    """One inspection: what it shows and for how long, how that came about, and what was looked at."""
    row = _find(inspection) or abort(404)
    looked_at = readings().page(Chosen(inspection=row["id"]), LOOKED_AT)
    return render_template(
        "inspections/show.html",
        row=_told(row),
        children=[reference(one) for one in row["children"]],
        months=[month(one) for one in row["cycles"]],
        acts=PLACE.offered(ACTS, row),
        looked_at=folded([shown(one) for one in looked_at]),
        entries=histories.entries(house(), house().reader.stream(row["id"]))[::-1],
    )


def _child(id: str) -> str:
    """A child as Today names them: by the reference, the plan and how many audits there are, at the moment shown."""
    row, found = children.child(model(), id), seals.unsealed(model(), i().id, audits.of_child(model(), id))
    plan = [PLAN_TYPES.get(row["plan"], "").lower()] if row else []
    return ", ".join(filter(None, [reference(id), *plan, counted(len(found), "audit")]))


def today() -> Row | None:
    """What Today says to an inspector: what is shown to them until when, or that no inspection runs and whom to ask."""
    me = i()
    if me.inspects is None:
        return None
    row = inspections.inspection(live_house().model, me.inspects.id) if me.inspects.id else None
    leads = [one["name"] for one in people.everyone(model()) if "qa_lead" in one["roles"] and not one["left_on"]]
    theirs = [(_child(one), f"/children/{reference(one)}") for one in (row["children"] if row else ())]
    months = [(month(one), f"/cycles/{reference(one)}") for one in (row["cycles"] if row else ())]
    ways = [(text, href) for text, href in WAYS if links.reachable(href)]
    found = {"named": [*theirs, *months], "ways": ways, "finds": bool(row and row["everything"])}
    return found | {"row": row and _told(row), "whom": listed(leads, "or") or "the QA lead"}

"""A child whom an allocation left without an auditor, given to somebody by hand."""

from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from app.forms.fields import choices
from app.forms.judgements import ReallocationForm
from app.policy import QA, RULES
from app.programme.allocations import by_hand
from app.programme.house import House
from app.views import acting
from app.views.acting import Act
from app.views.cycles import READ, STATES
from app.views.desk import house, model
from app.views.words import month as month_words
from app.views.words import reference
from projections import allocation, cycles

pages = Blueprint("allocation_by_hand", __name__)
RULES["allocation_by_hand.show"] = READ
Row = dict[str, Any]


def _find(month: str, reference: str) -> Row | None:
    """The month, and its child who may wait; None for a child outside its sample."""
    cycle, child = cycles.cycle(model(), f"cycle/{month}"), f"child/{reference}"
    if cycle is None or child not in {row["child"] for row in cycles.sample(model(), cycle["id"])}:
        return None
    waits = child in {row["child"] for row in allocation.waiting(model(), cycle["id"])}
    both = {"id": f"{cycle['id']} {child}", "cycle": cycle["id"], "child": child}
    return cycle | both | {"version": house().version(cycle["id"]), "waits": waits}


def _open(row: Row) -> bool:
    return bool(row["waits"] and row["allocated_at"] and row["state"] != "closed")


def _ready(form: Any, row: Row) -> Row:
    """Give the form who may audit the child; returns who may not and why."""
    if not _open(row):
        return {}
    found = by_hand.moves(house(), row["cycle"], row["child"])
    form.auditor.choices = choices({"": "Choose an auditor"} | {m.auditor: m.words for m in found if not m.barred})
    barred = [{"name": m.name, "why": " ".join(each.sentence for each in m.barred)} for m in found if m.barred]
    return {"beside": {"barred": barred, "exchange": ""}}


def _state(row: Row) -> str:
    if row["waits"]:
        return STATES[row["state"]] if row["state"] == "closed" else "not allocated yet"
    return "with an auditor"


def _give(house: House, id: str, *, auditor: str, **facts: Any) -> None:
    cycle, _, child = id.partition(" ")
    by_hand.give(house, cycle, child, auditor, **facts)


@pages.get("/cycles/<month:month>/allocation/<reference>")
def show(month: str, reference: str) -> ResponseReturnValue:
    """Where a child of the allocation stands: the page of the whole allocation."""
    return redirect(f"/cycles/{month}/allocation", 303)


PLACE = acting.Place(
    rule="/cycles/<month:month>/allocation/<reference>",
    find=_find,
    href=lambda row: f"/cycles/{row['month']}/allocation/{reference(row['child'])}",
    title=lambda row: f"the allocation of {reference(row['child'])}",
    caption=lambda row: f"{reference(row['child'])} · {month_words(row['month'])}",
    state=_state,
    ready=_ready,
    beside="audits/_beside.html",
)
ACTS = (
    Act(
        "auditor",
        QA,
        ReallocationForm,
        _give,
        "Give to an auditor by hand",
        "The child has no auditor yet. Whom you choose has the audit from that day on, under the same rules as all"
        " others; your reason stands beside it.",
        "The audit is allocated.",
        open_to=_open,
    ),
)
acting.put(pages, PLACE, ACTS)

"""Exemptions: the tracker of who asked for which month, and what was decided."""

from typing import Any

from flask import Blueprint

from app.events.vocabulary import EXEMPTION_CLASSES, EXEMPTION_STATES
from app.policy import ANY, OWN, Grants
from app.views import tracking
from app.views.desk import i, model
from app.views.export_columns import add_list, column, words_column
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import month
from projections import cycles, exemption_lists, people
from projections.asking import Reach

pages = Blueprint("exemptions", __name__)
WHOLE = ("qa_lead", "head_of_service", "director", "inspector")
SEES: Grants = {**dict.fromkeys(WHOLE, (ANY,)), "operations_director": (OWN,), "auditor": (OWN,)}


def _reach() -> Reach:
    me = i()
    areas = me.areas if "operations_director" in me.roles else frozenset()
    return Reach(everything=bool(me.roles & set(WHOLE)), areas=areas, person=me.id)


def _as_it_is(row: dict[str, Any]) -> dict[str, Any]:
    return row


TRACKER = Tracker(
    list="exemptions",
    path="/exemptions",
    title="Exemptions",
    noun="exemption",
    question=exemption_lists.QUESTION,
    reach=_reach,
    filters={
        "cycle": Filter("Month", lambda: items_of({m["month"]: month(m["month"]) for m in cycles.cycles(model())})),
        "state": Filter("State", lambda: items_of(EXEMPTION_STATES)),
        "class": Filter("Kind of reason", lambda: items_of(EXEMPTION_CLASSES)),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
    },
    headings=(
        Heading("Auditor", "auditor"),
        Heading("Team", "team"),
        Heading("Month", "month"),
        Heading("Kind of reason"),
        Heading("State"),
        Heading("Decided", "decided"),
    ),
    row=_as_it_is,
    told=_as_it_is,
    empty=("Nobody has asked to be exempted.", "Requests appear here with what was decided."),
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "exemptions",
    "Exemptions",
    "exemption_key auditor_id auditor team_id team area_id area month_id month class_id class state_id state"
    " decided_on",
    column("exemption_key", "Exemption id", of="id"),
    column("class_id", "Kind of reason id", of="reason_class"),
    words_column("class", "Kind of reason", EXEMPTION_CLASSES, of="reason_class"),
    words_column("state", "State", EXEMPTION_STATES),
)

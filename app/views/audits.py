"""Audits: the tracker, its files, one audit, and its copy for the child's record."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.events.vocabulary import OPEN_STATES
from app.policy import LISTS, READERS, RULES
from app.programme.audits import paper
from app.programme.reading import initials
from app.views import audit_filter_words as words
from app.views import audit_paper, correction_marks, live
from app.views.acts import ACTS
from app.views.audit_filters import read
from app.views.audit_parts import parts
from app.views.audit_rows import export_row, table_row
from app.views.desk import house, i, model
from app.views.export_files import Taken, file_response
from app.views.links import link, reachable
from app.views.relations import audit_id
from app.views.words import audit_path
from projections import audits, tracker

pages = Blueprint("audits", __name__)
RULES |= {"audits.index": LISTS, "audits.export": LISTS, "audits.export_json": LISTS}
RULES |= {"audits.show": READERS, "audits.record": READERS}


@pages.get("/audits")
def index() -> ResponseReturnValue:
    """The tracker: the audits that are this person's to see.

    Nothing (204) for a page that shows it as it is.
    """
    asked = read()
    counted = tracker.counted(model(), asked.wanted)
    mark = tracker.mark(model(), asked.wanted, counted)
    if live.polled() and live.unchanged(mark):
        return "", 204
    values = {
        "asked": asked,
        "mark": mark,
        "rows": [table_row(audit) for audit in tracker.page(model(), asked.wanted, asked.sort, asked.page)],
        "count": words.count_words(asked, counted),
        "pages": asked.pages(counted.all),
        "here": live.here(),
    }
    if live.polled():
        return render_template("audits/_tracker.html", **values)
    return render_template("audits/index.html", **values, options=words.options(asked), chosen=words.chosen(asked))


@pages.get("/audits.<any(csv, xlsx):kind>")
def export(kind: str) -> ResponseReturnValue:
    """Exactly the audits that are filtered, as a file."""
    return file_response(kind, _taken())


@pages.get("/audits.json")
def export_json() -> ResponseReturnValue:
    """Exactly the audits that are filtered, as data, with what was asked and as at which event."""
    return file_response("json", _taken())


def _taken() -> Taken:
    asked = read()
    rows = [export_row(audit) for audit in tracker.everything(model(), asked.wanted, asked.sort)]
    said = "; ".join(chosen["text"] for chosen in words.chosen(asked))
    return Taken(
        "audits", rows, month=asked.month["month"] if asked.month else "", filters=said, not_known=asked.not_known
    )


@pages.get("/audits/<month:month>/<int:number>")
def show(month: str, number: int) -> ResponseReturnValue:
    """One audit: grades, findings with strengths first, and what this person may do with it."""
    audit = _audit(month, number)
    here = audit_path(audit["id"])
    mine_to_write = audit["auditor"] == i().id and audit["state"] in OPEN_STATES
    values = _values(audit)
    acts = [act for act in ACTS if act.offered_to(i(), audit) and reachable(f"{here}/{act.noun}")]
    return render_template(
        "audits/show.html",
        **values,
        corrected=correction_marks.put(audit, values["paper"]),
        proposals=correction_marks.proposals(audit, acts),
        acts=acts,
        sections=link(f"{here}/sections") if mine_to_write else "",
        history=link(f"{here}/history"),
        child=link(f"/children/{audit['child'].removeprefix('child/')}"),
        parts=parts(audit),
    )


@pages.get("/audits/<month:month>/<int:number>/record")
def record(month: str, number: int) -> ResponseReturnValue:
    """The audit to be printed as the copy for the child's record."""
    audit = _audit(month, number)
    if audit["state"] != "accepted":
        abort(404)
    return render_template("audits/record.html", **_values(audit, final_only=True), parts=parts(audit, on_record=True))


def _audit(month: str, number: int) -> dict[str, Any]:
    return audits.audit(model(), audit_id(month, number)) or abort(404)


def _values(audit: dict[str, Any], *, final_only: bool = False) -> dict[str, Any]:
    """The audit's facts, and its text as far as this person may read it."""
    readable = audit_paper.may_read(i(), audit)
    at = paper(house(), audit["id"], audit["version"]) if readable else None
    found = audit_paper.read(audit, at, final_only=final_only) if at else None
    worker_only = audit["worker"] == i().id and not i().roles - {"practitioner"}
    decided = None if worker_only else audit_paper.decision(audit["id"])
    child = initials(house(), audit["child"])
    by = "" if worker_only or final_only else audit_paper.decider(audit)
    said = {"row": table_row(audit), "initials": child, "paper": found, "decision": decided, "decided_by": by}
    return said | {"audit": audit, "strengths_first": audit["worker"] == i().id}

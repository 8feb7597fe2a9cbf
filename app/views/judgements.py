"""The acts on an audit: where their pages are, and what their forms offer."""

from typing import Any

from flask import Blueprint

from app.events.vocabulary import OPEN_STATES
from app.forms.corrections import AgreementForm
from app.forms.fields import choices
from app.forms.judgements import ReallocationForm, SendingBackForm, UploadForm
from app.forms.loops import SecondAuditForm
from app.programme import loops
from app.views import acting, correction_acts, going_back
from app.views.acts import ACTS, waits_for_draw, waits_for_moderation
from app.views.allocation_page import may_have
from app.views.desk import house, i, model
from app.views.relations import audit_id
from app.views.words import audit_path, month, reference, state
from projections import audits, people

pages = Blueprint("judgements", __name__)
ALL_FULL = {
    "text": "Every auditor who may have this audit has their share already.",
    "words": "Exchange it with another audit instead",
}
"""What stands before the form where an exchange is fairer than one more audit for somebody."""


def _caption(audit: dict[str, Any]) -> str:
    said = (reference(audit["child"]), month(audit["cycle"]), audit["auditor_name"], state(audit["state"]))
    return " · ".join(said)


def _standing(audit: dict[str, Any]) -> str:
    """Where the audit stands, and its copy; of one that is drawn for moderation, by whom it waits to be moderated."""
    if waits_for_draw(audit):
        return "waiting to be drawn: the framework always has an audit of its grade moderated first"
    if not waits_for_moderation(audit):
        there = ", and its copy is on the child's record" if audit["uploaded_on"] else ""
        return f"{state(audit['state'])}{there}"
    by = f" by {audit['moderator_name']}" if audit["moderator_name"] else ""
    return f"waiting for its moderation{by}"


def _ready(form: Any, audit: dict[str, Any]) -> dict[str, Any]:
    """Give the form what depends on the audit; returns whom it does not offer the audit, and where it is exchanged."""
    if isinstance(form, UploadForm):
        form.uploaded_by.choices = _uploaders(audit)
    if isinstance(form, SendingBackForm):
        going_back.ask(form, audit)
    if isinstance(form, SecondAuditForm):
        return _second_auditors(form, audit)
    if isinstance(form, AgreementForm):
        return correction_acts.ready(form, audit)
    if not isinstance(form, ReallocationForm):
        return {}
    found = may_have(house(), audit["id"])
    form.auditor.choices = choices({"": "Choose an auditor"} | found["may"])
    is_open = audit["state"] in OPEN_STATES
    exchange = f"/cycles/{reference(audit['cycle'])}/swaps/{audit['number']}" if is_open else ""
    beside = {"barred": list(found["barred"]), "exchange": "" if found["all_full"] else exchange}
    return {"beside": beside | ({"first": ALL_FULL | {"href": exchange}} if exchange and found["all_full"] else {})}


def _second_auditors(form: SecondAuditForm, audit: dict[str, Any]) -> dict[str, Any]:
    """Give the form who could audit the child blind; returns who could not and why."""
    found = loops.who_could(house(), audit["id"])
    may = {move.auditor: move.words for move, why in found if not why}
    form.auditor.choices = choices({"": "Choose an auditor"} | may)
    barred = [{"name": move.name, "why": why} for move, why in found if why]
    return {"beside": {"barred": barred, "exchange": ""}}


def _uploaders(audit: dict[str, Any]) -> list[tuple[str, str]]:
    """Who can have put a copy on the record: I, the auditor, the child's worker, the team's managers."""
    managers = [(row["id"], row["name"]) for row in people.everyone(model()) if row["team"] == audit["team"]]
    known = [(i().id, f"{i().name} (me)"), (audit["auditor"], audit["auditor_name"])]
    everybody = [*known, (audit["worker"], audit["worker_name"]), *managers]
    return list({id: name for id, name in reversed(everybody) if id and name}.items())[::-1]


PLACE = acting.Place(
    rule="/audits/<month:month>/<int:number>",
    find=lambda month, number: audits.audit(model(), audit_id(month, number)),
    href=lambda audit: audit_path(audit["id"]),
    title=lambda audit: f"the audit of {reference(audit['child'])}",
    caption=_caption,
    state=_standing,
    ready=_ready,
    beside="audits/_beside.html",
)
acting.put(pages, PLACE, ACTS)

"""The acts on an audit: a page with a form for each, and what comes of sending it."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import OPEN_STATES
from app.forms.fields import choices
from app.forms.judgements import JudgementForm
from app.policy import RULES
from app.views.acts import ACTS, Act
from app.views.allocation_page import may_have
from app.views.audit_rows import table_row
from app.views.desk import done, house, i, model, stamp, version
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.relations import audit_id
from app.views.words import audit_path, reference
from projections import audits, people

pages = Blueprint("judgements", __name__)


def _pages(act: Act) -> None:
    """Put an act in its place: GET shows its form, POST does it."""

    def show(month: str, number: int) -> ResponseReturnValue:
        audit = _audit(month, number)
        return _page(act, audit, kept(act.form, _key(act, audit), on=clock.today().isoformat()))

    def create(month: str, number: int) -> ResponseReturnValue:
        audit = _audit(month, number)
        form = marked(act.form(request.form), _key(act, audit))
        _ready(form, audit)
        return _do(act, audit, form) if form.validate() else (_page(act, audit, form), 422)

    show.__doc__ = f"The form with which to {act.button.lower()}."
    create.__doc__ = f"{act.button}. {act.what}"
    address = f"/audits/<month>/<int:number>/{act.noun}"
    pages.add_url_rule(address, f"new_{act.endpoint}", show)
    pages.add_url_rule(address, f"create_{act.endpoint}", create, methods=["POST"])
    for verb in ("new", "create"):
        RULES[f"judgements.{verb}_{act.endpoint}"] = act.grants


for each in ACTS:
    _pages(each)


def _audit(month: str, number: int) -> dict[str, Any]:
    return audits.audit(model(), audit_id(month, number)) or abort(404)


def _key(act: Act, audit: dict[str, Any]) -> str:
    return f"{audit_path(audit['id'])[1:]}/{act.noun}"


def _do(act: Act, audit: dict[str, Any], form: JudgementForm) -> ResponseReturnValue:
    """Do it, or show the form again: why not beside its field, or what happened since."""

    def command() -> None:
        act.command(house(), audit["id"], version=version(), **form.facts(), **stamp())

    status = tried(form, command)
    if status != DONE:
        return _page(act, _now(audit), form), status
    sent(_key(act, audit))
    return done(act.done, audit_path(audit["id"]))


def _page(act: Act, audit: dict[str, Any], form: JudgementForm) -> str:
    """The act's form over the audit as it is now; none where its state does not let it be done."""
    form.version.data = str(audit["version"])
    facts = {"open": act.open_to(audit), "exchange": _exchange(act, audit), "barred": _ready(form, audit)}
    return render_template("audits/act.html", act=act, audit=table_row(audit), form=form, **facts)


def _exchange(act: Act, audit: dict[str, Any]) -> str:
    """Where an open audit can be exchanged with another instead of being given away; empty for other acts."""
    if act.noun != "reallocation" or audit["state"] not in OPEN_STATES:
        return ""
    return f"/cycles/{reference(audit['cycle'])}/swaps/{audit['number']}"


def _now(audit: dict[str, Any]) -> dict[str, Any]:
    return audits.audit(model(), audit["id"]) or audit


def _ready(form: JudgementForm, audit: dict[str, Any]) -> list[dict[str, str]]:
    """Give the form what depends on the day and on the audit; returns whom it does not offer the audit, and why."""
    form.latest = clock.today()
    if "uploaded_by" in form:
        form["uploaded_by"].choices = _uploaders(audit)
    if "auditor" not in form:
        return []
    found = may_have(house(), audit["id"])
    form["auditor"].choices = choices({"": "Choose an auditor"} | found["may"])
    return list(found["barred"])


def _uploaders(audit: dict[str, Any]) -> list[tuple[str, str]]:
    """Who can have put a copy on the record: I, the auditor, the child's worker, the team's managers."""
    managers = [(row["id"], row["name"]) for row in people.everyone(model()) if row["team"] == audit["team"]]
    known = [(i().id, f"{i().name} (me)"), (audit["auditor"], audit["auditor_name"])]
    everybody = [*known, (audit["worker"], audit["worker_name"]), *managers]
    return list({id: name for id, name in reversed(everybody) if id and name}.items())[::-1]

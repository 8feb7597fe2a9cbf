"""Moderating: the whole audit as it is read, and beside it the two judgements, of the practice and of the audit."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.drafts import DraftConflict, DraftTooLong
from app.events import sections
from app.events.audit_moderation import AGREE
from app.events.moderation_words import CHECKS, ENDS, OVERALL
from app.forms.moderations import Graded, ModerationForm, moderation_form
from app.policy import ANY, RULES, Grants
from app.programme.audits import Paper, paper
from app.programme.moderation import moderating
from app.programme.reading import initials
from app.room import FAULTS
from app.views import audit_paper, going_back, moderation_part
from app.views.acts import waits_for_moderation
from app.views.audit_rows import grade, table_row
from app.views.desk import done, drafts, house, i, model, stamp, version
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.moderation_texts import drawn
from app.views.relations import audit_id
from app.views.words import audit_path, day
from projections import audits, moderations

pages = Blueprint("moderation_page", __name__)
MODERATORS: Grants = {"moderator": (ANY,)}
RULES |= {"moderation_page.new": MODERATORS, "moderation_page.create": MODERATORS}
Row = dict[str, Any]
RAISE = "Its overall grade is {}, and no concern is open about the child. If one is due, raise it below."
KEPT = "The grades that you chose are kept for you alone until then."
SAID = {
    "accepted": "The audit is moderated. Its grades count as you left them.",
    "not_to_standard": "The audit is moderated and not to standard.",
    "sent_back": "The audit goes back to its auditor. It comes to you again when it is returned.",
}


@pages.get("/audits/<month:month>/<int:number>/moderation")
def new(month: str, number: int) -> ResponseReturnValue:
    """The audit and both judgements, for its moderator; whose it is, for another."""
    audit = _audit(month, number)
    if not _is_open(audit):
        return render_template(
            "moderations/closed.html", audit=audit, row=table_row(audit), why=_why_not(audit), left=()
        )
    found = paper(house(), audit["id"], audit["version"])
    form = kept(_form(found), _key(audit), on=clock.today().isoformat())
    return _page(audit, found, form)


@pages.post("/audits/<month:month>/<int:number>/moderation")
def create(month: str, number: int) -> ResponseReturnValue:
    """Record both judgements, with what follows from them."""
    audit = _audit(month, number)
    found = paper(house(), audit["id"], audit["version"])
    form = marked(_form(found)(request.form), _key(audit))
    form.latest = clock.today()
    status = _moderated(audit, form) if form.validate() else 422
    if status != DONE:
        return _again(_audit(month, number), form), status
    sent(_key(audit))
    return done(_said(audits.audit(model(), audit["id"]) or audit, form), audit_path(audit["id"]))


def _said(audit: Row, form: ModerationForm) -> str:
    """What came of it, and what is left to do or was kept."""
    said, asks = SAID.get(audit["state"], "The audit is moderated."), moderation_part.of_concern(audit)
    if audit["state"] == "sent_back" and _kept_for_then(audit, form):
        return f"{said} {KEPT}"
    return f"{said} {RAISE.format(asks['grade'])}" if asks else said


def _kept_for_then(audit: Row, form: ModerationForm) -> bool:
    """Keep the grades that were chosen, with why, as what their moderator finds when the audit comes in again."""
    names = (f"{part}.{key}" for key in form.labels for part in ("to", "why"))
    fields = {name: form[name].data for name in names if form[name].data}
    if not fields:
        return False
    try:
        drafts().put(i().id, _key(audit), 0, fields, clock.now(), late=False)
    except (*FAULTS, DraftConflict, DraftTooLong):  # Another tab's text stands there, or there is no room.
        return False
    return True


def _moderated(audit: Row, form: ModerationForm) -> int:
    def act() -> None:
        moderating.moderate(house(), audit["id"], form.judged(), version=version(), on=form.day(), **stamp())

    return tried(form, act)


def _again(audit: Row, form: ModerationForm) -> str:
    """The form over the audit as it is now; where it cannot be moderated any more, what was written, to be copied."""
    if _is_open(audit):
        return _page(audit, paper(house(), audit["id"], audit["version"]), form)
    left = [(field.label.text, field.data) for field in form if field.type == "TextAreaField" and field.data]
    why = form.summary()[0]["text"] if form.summary() else _why_not(audit)
    return render_template("moderations/closed.html", audit=audit, row=table_row(audit), why=why, left=left)


def _page(audit: Row, found: Paper, form: ModerationForm) -> str:
    form.version.data = str(audit["version"])
    going_back.ask(form, audit)
    read = audit_paper.read(audit, found)
    summary = [item for item in read["summary"] if not item["key"].startswith("overall.")]
    overall = [item for item in read["summary"] if item["key"].startswith("overall.") and not item["grade"]]
    domains = [
        one | {"said": [item for item in one["said"] if item["key"] != f"grade.{one['id']}"]} for one in read["domains"]
    ]
    last = {"id": OVERALL, "label": found.content["overall"]["label"], "said": overall}
    drawn_for = moderations.moderation(model(), audit["id"]) or {}
    return render_template(
        "moderations/moderate.html",
        audit=audit,
        row=table_row(audit),
        initials=initials(house(), audit["child"]),
        form=form,
        read=read | {"summary": summary},
        judged=[one | _asked(audit, found, form, one["id"]) for one in (*domains, last)],
        checks=[form[f"checks.{key}"] for key in CHECKS],
        ends=" ".join(ENDS),
        goes_back=" ".join(key for key, end in ENDS.items() if end == "sent_back"),
        due=day(drawn_for.get("due", "")),
        why=drawn(audit["id"]),
    )


def _asked(audit: Row, found: Paper, form: ModerationForm, key: str) -> Row:
    """The two fields of a domain, or of the overall grade: agree or another grade, with what each grade means."""
    field = _graded_fields(found)[key]
    given = str(found.answers.get(field.key) or "")
    now = grade(audit, given)
    agree = {
        "value": AGREE,
        "label": f"Agree: {now['label'] if now else 'no grade'}",
        "style": now["style"] if now else "",
    }
    others = [
        {
            "value": id,
            "label": f"Change to {label}",
            "descriptor": descriptor,
            "style": (grade(audit, id) or {}).get("style", ""),
        }
        for id, label, descriptor in field.choices
        if id != given
    ]
    asked = {"to": form[f"to.{key}"], "why": form[f"why.{key}"], "choices": [agree, *others], "grade": now}
    return asked | {"changes": " ".join(one["value"] for one in others)}


def _form(found: Paper) -> type[ModerationForm]:
    graded = _graded_fields(found).items()
    scales = ((key, field.label, tuple((id, label) for id, label, _ in field.choices)) for key, field in graded)
    return moderation_form(tuple(Graded(*one) for one in scales))


def _graded_fields(found: Paper) -> dict[str, sections.Field]:
    """The field of the audit form that holds each grade, by domain, and overall."""
    every = {field.key: field for section in sections.sections(found.content) for field in section.fields}
    domains = {domain["id"]: every[f"grade.{domain['id']}"] for domain in found.content["domains"]}
    labels = {domain["id"]: domain["label"] for domain in found.content["domains"]}
    fields = {key: replace(field, label=labels[key]) for key, field in domains.items()}
    return fields | {OVERALL: every["overall.grade"]}


def _is_open(audit: Row) -> bool:
    in_queue = audit["moderation"] == "assigned" and audit["state"] in ("returned", "accepted")
    return in_queue and audit["moderator"] == i().id and audit["auditor"] != i().id


def _why_not(audit: Row) -> str:
    if audit["auditor"] == i().id:
        return "You cannot moderate your own audit."
    if waits_for_moderation(audit):
        return moderating.waits(house(), audit["moderator"])
    if audit["moderation"] == "awaited":
        return "This audit is back with its auditor. It is moderated when it comes in again."
    if audit["moderation"] == "moderated":
        return "This audit has been moderated."
    return (
        "This audit is not drawn for moderation."
        if not audit["moderation"]
        else "This audit is not moderated any more."
    )


def _key(audit: Row) -> str:
    """Under which the unsent judgements are kept."""
    return f"{audit_path(audit['id'])[1:]}/moderation"


def _audit(month: str, number: int) -> Row:
    return audits.audit(model(), audit_id(month, number)) or abort(404)

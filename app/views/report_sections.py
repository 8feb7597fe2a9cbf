"""The text of a section of a report: typed in place, checked while it is typed, saved, and two texts side by side."""

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import Refusal
from app.events.report import LONGEST_COMMENTARY, report_id
from app.forms.reports import SectionForm
from app.policy import RULES
from app.programme import reports as programme
from app.programme.house import AlreadyDone, Stale
from app.programme.reports import Working
from app.reports.document import Section
from app.turns import Queue
from app.views import form_names, keeping, report_document, report_findings
from app.views.desk import decide, done, drafts, house, i, model, stamp, version
from app.views.draft_words import put_in
from app.views.kept import marked
from app.views.lost_session import KEEPING, SAME
from app.views.report_page import about, draft_key, form_of, tokens
from app.views.report_reach import WRITERS
from app.views.typed import written
from app.views.words import moment
from projections import people

pages = Blueprint("report_sections", __name__)
RULES |= {"report_sections.show": WRITERS, "report_sections.save": WRITERS, "report_sections.check": WRITERS}
KEEPING["report_sections.save"] = SAME
Row = dict[str, Any]
TAKEN_OUT = (
    "This section has been taken out of the report, so nothing of this is stored there. Your text is kept among your"
    " unsent texts: copy it to where it belongs."
)
NOT_NOW = "The check is busy with another text."
PATIENCE = 3.0
"""For so many seconds a text waits while another is checked."""


@pages.get("/reports/<report>/sections/<report_part>")
def show(report: str, report_part: str) -> ResponseReturnValue:
    """One section with its text, on a page of its own."""
    found, section = _found(report, report_part)
    if section is None:
        held = drafts().get(i().id, draft_key(found, report_part))
        return _taken_out(held.fields) if held else abort(404)
    return _page(found, section, form_of(found, report_part))


@pages.post("/reports/<report>/sections/<report_part>")
def save(report: str, report_part: str) -> ResponseReturnValue:
    """Put the text of a section in the report; where somebody else wrote in it meanwhile, both texts are shown."""
    found, section = _found(report, report_part)
    if section is None:
        keeping.lay(i().id, draft_key(found, report_part), keeping.posted(), keeping.known_version())
        return _taken_out(keeping.posted())
    form = marked(SectionForm(request.form), draft_key(found, report_part))
    if not form.validate():
        return _page(found, section, form), 422
    said: Row = {"section": report_part, "text": form.text.data or "", "version": version()} | stamp()
    try:
        decide(lambda: programme.write_section(house(), found.id, **said))
    except AlreadyDone:
        pass
    except Stale as stale:
        return _both(found, section, form, stale), 409
    except Refusal as refusal:
        form.refuse(refusal)
        form.draft.keep()
        return _page(found, section, form), 422
    keeping.sent(i().id, draft_key(found, report_part), keeping.posted(), keeping.known_version())
    return done(put_in("report", section.title), f"/reports/{report}#section-{report_part}")


@pages.post("/reports/<report>/sections/<report_part>/check")
def check(report: str, report_part: str) -> ResponseReturnValue:
    """What the check finds in the text as it is typed; nothing is stored."""
    found, section = _found(report, report_part)
    if section is None:
        abort(409, TAKEN_OUT)
    texts = found.texts | {report_part: request.form.get("text", "")[:LONGEST_COMMENTARY]}
    queue: Queue = current_app.extensions.setdefault("checks", Queue(NOT_NOW, PATIENCE))
    with queue.turn(i().id):
        findings = report_findings.found(report_document.working(found, texts))
    mine = report_findings.by_section(findings).get(report_part, [])
    return render_template("reports/_found.html", section=section, findings=mine)


def _found(report: str, section: str) -> tuple[Working, Section | None]:
    """A report with one of its sections, None for one that was taken out of it; not found for what never was there."""
    try:
        found = programme.working(house(), report_id(report))
    except Refusal:
        abort(404)
    parts = {one.id: one for one in report_document.working(found).sections}
    return found, parts.get(section) or (None if section in found.known else abort(404))


def _taken_out(fields: Row) -> tuple[str, int]:
    """What was typed into a section that is not in the report any more."""
    return render_template("shared/typed.html", why=TAKEN_OUT, written=written(fields), there=""), 409


def _page(found: Working, part: Section, form: SectionForm, theirs: Row | None = None) -> str:
    document = report_document.working(found)
    values = about(found) | {"part": part, "form": form, "theirs": theirs, "document": document, "asked": ""}
    return render_template("reports/section.html", **values, tokens=tokens(document, part))


def _both(found: Working, part: Section, form: SectionForm, stale: Stale) -> str:
    """Both texts, the one that stands and the one that was typed; sent again it takes the other's place."""
    form.draft.keep()
    now = programme.working(house(), found.id)
    form.version.data = str(now.version)
    last = stale.since[-1] if stale.since else None
    who = people.names(model()).get(last.by, "") if last else ""
    theirs = {"text": now.texts.get(part.id, ""), "by": who, "at": moment(last.at) if last else ""}
    return _page(now, part, form, theirs)


def _name(names: Row) -> form_names.Name:
    found, section = _found(names["report"], names["report_part"])
    title = section.title if section else "A section that was taken out"
    return f"{title}: report of {about(found)['label']}", bool(section) and found.state == "writing"


form_names.NAMES["report_sections.show"] = _name

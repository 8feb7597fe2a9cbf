"""The audit's form: its list of sections, each section, and the return."""

from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.events.sections import Section
from app.forms.audit_form import SectionForm, section_form
from app.policy import EVERYBODY, OWN, RULES, Grants
from app.programme import audits, reading
from app.programme.audits import Clash, Unreadable
from app.programme.house import Stale
from app.views import audit_clash, audit_fields, audit_paper, audit_words, concern_raising, keeping
from app.views.audit_sheet import Laid, Sheet, laid, sheet
from app.views.desk import done, drafts, house, i, stamp, version
from app.views.draft_words import put_in
from app.views.lost_session import KEEPING, SAME
from app.views.typed import as_sent
from app.views.words import state

pages = Blueprint("audit_form", __name__, url_prefix="/audits/<month:month>/<int:number>/sections")
MINE: Grants = {"auditor": (OWN,)}
# Saving lets everybody in, so that somebody from whom the audit was taken gets back what they typed: see _refused.
RULES |= {"audit_form.index": MINE, "audit_form.show": MINE, "audit_form.save": EVERYBODY}
KEEPING["audit_form.save"] = SAME
TRIES = 5


@pages.get("")
def index(month: str, number: int) -> ResponseReturnValue:
    """The sections with their states; of an audit that came back, why it did."""
    found = sheet(month, number)
    if not found.is_open:
        return redirect(found.path)
    sent_back = audit_paper.decision(found.paper.id) if found.paper.state == "sent_back" else None
    return render_template("audit_form/index.html", sheet=found, decision=sent_back)


@pages.get("/<section>")
def show(month: str, number: int, section: str) -> ResponseReturnValue:
    """The form of one section, with what was typed and not sent laid over it."""
    found = sheet(month, number)
    part = found.section(section)
    return _page(found, part, laid(found, part)) if found.is_open else redirect(found.path)


@pages.post("/<section>")
def save(month: str, number: int, section: str) -> ResponseReturnValue:
    """Save the section of one's own audit; who lost the audit meanwhile gets back what they typed, and nothing else."""
    found = sheet(month, number)
    may = _may_save(month, number, section)
    if not may and not reading.has_had(house(), found.paper.id, i().id):
        abort(404)
    part = found.section(section)
    form = section_form(part)(audit_clash.chosen(request.form), found.paper.answers)
    if hindrance := _hindrance(found, may):
        return _refused(found, part, form, hindrance)
    if "add" in request.form or "remove" in request.form:
        return _with_other_rows(found, part, form)
    if audit_clash.is_undecided(request.form):
        return audit_clash.page_again(found, part, form), 422
    return _saved(found, part, form)


def _saved(found: Sheet, part: Section, form: SectionForm) -> ResponseReturnValue:
    try:
        if nobodys := form.nobodys():
            raise Unreadable(nobodys)
        _save(found, part, form)
    except Unreadable as unreadable:
        form.mark(unreadable.faults)
        return _page(found, part, _kept(found, part, form)), 422
    except Clash as clash:
        _kept(found, part, form)
        return audit_clash.page(found, part, form, clash), 409
    except Refusal as refusal:
        return _refused(found, part, form, refusal)
    keeping.sent(i().id, found.key(part.id), keeping.posted(), keeping.known_version())
    stay = request.form.get("go") != "next"
    there = found.page(part.id) if stay else found.next_page(part.id)
    return done(put_in("audit", part.label), there)


def _save(found: Sheet, part: Section, form: SectionForm) -> None:
    """Save over the version that the form showed; another save in the same instant is waited for."""
    for tries_left in reversed(range(TRIES)):
        try:
            values = form.values(version())
            audits.save_section(
                house(), found.paper.id, part.id, values, version=version(), on=clock.today(), **stamp()
            )
            return
        except Stale:
            if not tries_left:
                raise


def _with_other_rows(found: Sheet, part: Section, form: SectionForm) -> ResponseReturnValue:
    """The same page with a row more or less; nothing is saved but the draft."""
    name, _, place = request.form.get("remove", "").rpartition(".")
    field = form._fields.get(name)
    if field is not None and hasattr(field, "rows") and place.isascii() and place.isdigit() and len(place) < 5:
        del field.rows[int(place) : int(place) + 1]
    return _page(found, part, _kept(found, part, form), request.form.get("add", ""))


def _kept(found: Sheet, part: Section, form: SectionForm) -> Laid:
    """Keep what was typed as the draft too, so that closing the page loses nothing."""
    key = found.key(part.id)
    draft = keeping.lay(i().id, key, keeping.posted(), keeping.known_version())
    aside = drafts().get(i().id, key + keeping.ASIDE)
    return Laid(form, version(), draft, True, aside)


def _page(found: Sheet, part: Section, over: Laid, more_rows: str = "") -> str:
    place = found.sections.index(part)
    unsaved = over.unsent and over.draft is None
    return render_template(
        "audit_form/section.html",
        sheet=found,
        part=part,
        laid=over,
        place=place + 1,
        unsaved=unsaved,
        asked=audit_fields.shown(found, part, over.form, more_rows),
        raising=concern_raising.raising_of(found.row),
        previous=found.sections[place - 1] if place else None,
        following=found.sections[place + 1] if place + 1 < len(found.sections) else None,
        aside=_aside(found, part, over),
    )


def _aside(found: Sheet, part: Section, over: Laid) -> list[tuple[str, str]]:
    if over.aside is None:
        return []
    values = section_form(part)(as_sent(over.aside.fields), {}).values(0)
    return audit_words.written(part, values, found.names)


def _refused(found: Sheet, part: Section, form: SectionForm, refusal: Refusal) -> ResponseReturnValue:
    """Say why it was not saved, and give back what was typed, to be read and copied."""
    written = audit_words.written(part, form.values(version()), found.names)
    keeping.lay(i().id, found.key(part.id), keeping.posted(), keeping.known_version())
    return render_template("shared/typed.html", why=refusal.sentence, written=written, there=""), 422


def _hindrance(found: Sheet, may: bool) -> Refusal | None:
    if not may:
        return Refusal("This audit is with another auditor now.")
    return None if found.is_open else Refusal(f"This audit cannot be saved: it is {state(found.paper.state).lower()}.")


def _may_save(month: str, number: int, section: str) -> bool:
    names: dict[str, Any] = {"month": month, "number": number, "section": section}
    return current_app.extensions["policy"].allows(i(), "audit_form.show", names)

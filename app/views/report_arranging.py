"""The pages of an order: of a report, and of a kind of report; what is lost by it is shown before it is kept."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.events.periods import KINDS
from app.events.report_layout import Section, is_confidential
from app.forms.report_arranging import ArrangementForm
from app.policy import RULES
from app.programme import report_arranging as arranging
from app.programme.report_arranging import Lost, Typed
from app.views import form_names
from app.views.desk import done, version
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.lost_session import KEEPING, SAME
from app.views.report_arranging_order import Arranged, of_kind, of_report
from app.views.report_layouts import titles
from app.views.report_reach import WRITERS
from app.views.typed import CONTROLS

pages = Blueprint("report_arranging", __name__)
RULES |= dict.fromkeys((f"report_arranging.{name}" for name in ("show", "update", "show_kind", "update_kind")), WRITERS)
KEEPING |= {"report_arranging.update": SAME, "report_arranging.update_kind": SAME}
OWN = "own"
"""What the button sends that goes back to the order of the kind, or of the programme."""
Row = dict[str, Any]


@pages.get("/reports/<report>/arrangement")
def show(report: str) -> ResponseReturnValue:
    """The order of one report."""
    one = of_report(report)
    return _page(one, kept(one.form, one.key, **one.given()))


@pages.post("/reports/<report>/arrangement")
def update(report: str) -> ResponseReturnValue:
    """Arrange one report."""
    return _update(lambda: of_report(report))


@pages.get("/settings/report-layout/<report_kind>")
def show_kind(report_kind: str) -> ResponseReturnValue:
    """The council's order of a kind of report."""
    one = _kind(report_kind)
    return _page(one, kept(one.form, one.key, **one.given()))


@pages.post("/settings/report-layout/<report_kind>")
def update_kind(report_kind: str) -> ResponseReturnValue:
    """Set it for the reports that are begun from now on."""
    return _update(lambda: _kind(report_kind))


def _kind(kind: str) -> Arranged:
    return of_kind(kind) if kind in KINDS else abort(404)


def _update(find: Callable[[], Arranged]) -> ResponseReturnValue:
    """Keep the order that was typed, or the one to go back to; what is lost by it is to be confirmed first."""
    one = find()
    form, goes_back = marked(one.form(request.form), one.key), request.form.get("go") == OWN
    if not goes_back and not form.validate():
        return _page(one, form), 422
    layout, opened = one.own if goes_back else (arranging.ordered(one.layout, _typed(form)), form.opened())
    lost = arranging.lost(one.layout, layout)
    if (goes_back or lost.anything) and request.form.get("confirmed") != one.mark(lost, layout):
        return _sure(one, form, layout, lost)
    status = tried(form, lambda: one.act(layout, opened, goes_back, version()))
    if status != DONE:
        return _page(find(), form), status
    sent(one.key)
    return done(_said(one, layout), one.words["back"])


def _typed(form: ArrangementForm) -> Typed:
    return Typed(form.titles(), form.places(), form.stands_in(), form.part_places(), form.opened())


def _said(one: Arranged, layout: Sequence[Section]) -> str:
    """That it is done, and what of it nobody reads in the public copy."""
    secret = ", ".join(f"“{section['title']}”" for section in layout if is_confidential(section))
    return f"{one.words['done']} Not in the public copy: {secret}." if secret else one.words["done"]


def _sure(one: Arranged, form: ArrangementForm, layout: Sequence[Section], lost: Lost) -> str:
    """What is lost, to be looked at before it is; what was typed is kept, and comes with it."""
    goes_back, called = request.form.get("go") == OWN, titles()
    held = [(name, text) for name, text in request.form.items(multi=True) if name not in CONTROLS]
    held += [("go", OWN)] if goes_back else []
    draft = request.form.get("draft", "") if goes_back else form.draft.version  # which keeps what was typed
    return render_template(
        "reports/arrangement_sure.html",
        of=one.words,
        there=f"/{one.key}",
        draft=draft,
        goes_back=goes_back,
        held=held,
        version=version(),
        mark=one.mark(lost, layout),
        order=layout,
        sections=lost.sections,
        parts=[called.get(part, part) for part in lost.parts],
        closed=[(title, [called.get(part, part) for part in out]) for title, out in lost.closed],
    )


def _page(one: Arranged, form: ArrangementForm) -> str:
    form.version.data = str(one.version)
    there = {field.name: field for field in form}
    ids = [*one.ids, one.new]
    sections = [{"id": id} | {name: there.get(f"{name}-{id}") for name in ("place", "title", "open")} for id in ids]
    values: Row = {"sections": sections, "groups": list(_groups(one, there)), "new": one.new, "of": one.words}
    return render_template("reports/arrangement.html", form=form, there=f"/{one.key}", **values, own=bool(one.own[0]))


def _groups(one: Arranged, there: Row) -> list[Row]:
    """The parts by the section that they stand in now, in their order there; last those that stand nowhere."""
    called = titles()
    groups = [{"title": f"In “{section['title']}”", "parts": section["blocks"]} for section in one.layout]
    shown = {part for section in one.layout for part in section["blocks"]}
    groups.append({"title": "Nowhere", "parts": [part for part in called if part not in shown]})
    told = ((group["title"], [_part(part, called, there) for part in group["parts"] if part in called])
            for group in groups)  # fmt: skip
    return [{"title": title, "parts": parts} for title, parts in told if parts]


def _part(part: str, called: dict[str, str], there: Row) -> Row:
    return {"title": called[part], "place": there[f"at-{part}"], "section": there[f"in-{part}"]}


def _name(names: Row) -> form_names.Name:
    words = of_report(names["report"]).words
    return f"Arrange the {words['caption'][:1].lower()}{words['caption'][1:]}", words["open"]


form_names.NAMES["report_arranging.show"] = _name
form_names.NAMES["report_arranging.show_kind"] = lambda names: (of_kind(names["report_kind"]).words["title"], True)

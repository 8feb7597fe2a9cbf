"""The order of a report, and the council's own order of a kind: which sections, called what, showing which parts."""

from collections.abc import Collection
from itertools import count
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.events.periods import KINDS
from app.events.report import WRITING
from app.events.report_layout import Section
from app.forms.reports import ArrangementForm, arrangement_form
from app.policy import RULES
from app.programme import reports as programme
from app.views import form_names, report_layouts
from app.views.desk import done, house, stamp, version
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.lost_session import KEEPING, SAME
from app.views.report_page import about
from app.views.report_publishing import working_of
from app.views.report_reach import WRITERS

pages = Blueprint("report_arranging", __name__)
RULES |= dict.fromkeys((f"report_arranging.{name}" for name in ("show", "update", "show_kind", "update_kind")), WRITERS)
KEEPING |= {"report_arranging.update": SAME, "report_arranging.update_kind": SAME}
Row = dict[str, Any]


@pages.get("/reports/<report>/arrangement")
def show(report: str) -> ResponseReturnValue:
    """The order of one report."""
    found = working_of(report)
    key, ids, form = _form(f"reports/{report}/arrangement", found.layout, found.known)
    return _page(kept(form, key, **_given(found.layout)), ids, found.version, _of_report(report))


@pages.post("/reports/<report>/arrangement")
def update(report: str) -> ResponseReturnValue:
    """Arrange one report."""
    found = working_of(report)
    key, ids, made = _form(f"reports/{report}/arrangement", found.layout, found.known)
    form = marked(made(request.form), key)
    act = lambda: programme.arrange(  # noqa: E731
        house(), found.id, layout=_layout(form, found.layout), opened=form.opened(), version=version(), **stamp()
    )
    status = tried(form, act) if form.validate() else 422
    if status != DONE:
        return _page(form, ids, found.version, _of_report(report)), status
    sent(key)
    return done("The report is arranged.", f"/reports/{report}")


@pages.get("/settings/report-layout/<report_kind>")
def show_kind(report_kind: str) -> ResponseReturnValue:
    """The council's order of a kind of report."""
    layout, at = _of(report_kind)
    key, ids, form = _form(f"settings/report-layout/{report_kind}", layout)
    return _page(kept(form, key, **_given(layout)), ids, at, _of_kind(report_kind))


@pages.post("/settings/report-layout/<report_kind>")
def update_kind(report_kind: str) -> ResponseReturnValue:
    """Set it for the reports that are begun from now on."""
    layout, at = _of(report_kind)
    key, ids, made = _form(f"settings/report-layout/{report_kind}", layout)
    form = marked(made(request.form), key)
    act = lambda: programme.set_layout(  # noqa: E731
        house(), report_kind, layout=_layout(form, layout), version=version(), **stamp()
    )
    status = tried(form, act) if form.validate() else 422
    if status != DONE:
        return _page(form, ids, at, _of_kind(report_kind)), status
    sent(key)
    return done("The order is set for reports that are begun from now on.", "/settings")


def _of(kind: str) -> tuple[list[Section], int]:
    return report_layouts.of(kind) if kind in KINDS else abort(404)


def _form(key: str, layout: list[Section], known: Collection[str] = ()) -> tuple[str, list[str], type[ArrangementForm]]:
    """The draft's key, the ids of the sections, one that is new among them, and the form with a field for each.

    The new one's is none of those that were ever `known`: what was written under them is not its own.
    """
    ids = [one["id"] for one in layout]
    new = next(id for id in (f"section-{n}" for n in count(1)) if id not in {*ids, *known})
    secret = [one["id"] for one in layout if one["confidential"]]
    titles = {one["id"]: one["title"] for one in layout} | {new: ""}
    return key, [*ids, new], arrangement_form([*ids, new], report_layouts.titles(), titles, secret)


def _given(layout: list[Section]) -> Row:
    """What the fields of a fresh form hold."""
    values: Row = {}
    for n, one in enumerate(layout, 1):
        values |= {f"place-{one['id']}": str(n), f"title-{one['id']}": one["title"]}
        values |= {f"in-{block}": one["id"] for block in one["blocks"]}
    return values


def _layout(form: ArrangementForm, before: list[Section]) -> list[Section]:
    """The layout that was typed: parts that stay in a section keep their order there, new ones come after."""
    places = {block: n for n, block in enumerate(block for one in before for block in one["blocks"])}
    typed = form.layout({one["id"] for one in before if one["confidential"]})
    return [one | {"blocks": sorted(one["blocks"], key=lambda block: places.get(block, 999))} for one in typed]


def _of_report(report: str) -> Row:
    found = about(working_of(report))
    return {"title": "Arrange the report", "caption": f"Report of {found['label']}", "back": f"/reports/{report}",
            "there": f"/reports/{report}/arrangement", "open": found["state"] == WRITING}  # fmt: skip


def _of_kind(kind: str) -> Row:
    return {"title": f"The order of a {KINDS[kind].lower()}", "caption": "Settings", "back": "/settings",
            "there": f"/settings/report-layout/{kind}", "open": True}  # fmt: skip


def _page(form: ArrangementForm, ids: list[str], at: int, of: Row) -> str:
    form.version.data = str(at)
    there = {field.name: field for field in form}
    sections = [{"id": id} | {name: there.get(f"{name}-{id}") for name in ("place", "title", "open")} for id in ids]
    parts = [form[f"in-{block}"] for block in report_layouts.titles()]
    return render_template("reports/arrangement.html", form=form, sections=sections, parts=parts, of=of, new=ids[-1])


def _name(names: Row) -> form_names.Name:
    found = about(working_of(names["report"]))
    return f"Arrange the report of {found['label']}", found["state"] == WRITING


form_names.NAMES["report_arranging.show"] = _name
form_names.NAMES["report_arranging.show_kind"] = lambda names: (_of_kind(names["report_kind"])["title"], True)

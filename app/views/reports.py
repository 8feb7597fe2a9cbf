"""Reports: the list of them, and one as it is being written, section by section."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.events.periods import Period, period, quarter_of
from app.events.report import PUBLISHED, PUT_FORWARD, STATES, report_id
from app.forms.reports import BeginForm
from app.policy import EVERYBODY, RULES
from app.programme import reports as programme
from app.views import report_layouts
from app.views.desk import done, house, i, model, stamp, tried
from app.views.links import reachable
from app.views.report_page import one
from app.views.report_reach import WRITERS, href, reads_working
from app.views.report_waiting import authors
from projections import people
from projections import reports as rows

pages = Blueprint("reports", __name__)
RULES |= {"reports.index": EVERYBODY, "reports.create": WRITERS, "reports.show": EVERYBODY}
Row = dict[str, Any]
TITLES = {"monthly": "Monthly reports", "quarterly": "Quarterly reports", "yearly": "Reports of a year"}
OFFERED = 12
"""So many periods of a kind that no report was begun of are offered, the newest."""


@pages.get("/reports")
def index() -> ResponseReturnValue:
    """Every report: how far it is, and who published it; for its author what can be begun."""
    return _index(BeginForm())


@pages.post("/reports")
def create() -> ResponseReturnValue:
    """Begin the report of a period, in the council's order of its kind."""
    form = BeginForm(request.form)
    of = period(form.period.data or "")
    if not form.validate() or of is None:
        form.refuse(Refusal("Choose a month, quarter or year.", "period"))
        return _index(form), 422
    layout, _ = report_layouts.of(of.kind)
    status = tried(form, lambda: programme.begin(house(), report_id(of.key), layout=layout, **stamp()))
    if status != 303:
        return _index(form), status
    return done(f"The report of {of.label} is begun.", f"/reports/{of.key}")


@pages.get("/reports/<report>")
def show(report: str) -> ResponseReturnValue:
    """A report as it is now, each section with its text to be written beside it; for its readers the newest edition."""
    row = rows.report(model(), report_id(report)) or abort(404)
    if not reads_working() and not row["edition"]:
        abort(404)
    if row["state"] == PUBLISHED or not reads_working():
        return redirect(f"/reports/{report}/editions/{row['edition']}")
    return one(row)


def _index(form: BeginForm) -> str:
    known = {row["key"]: row for row in rows.reports(model())}
    names = people.names(model())
    kinds = [{"title": title, "rows": _rows(kind, known, names)} for kind, title in TITLES.items()]
    return render_template("reports/index.html", form=form, kinds=kinds, may_begin=reachable("/reports", "POST"))


def _rows(kind: str, known: dict[str, Row], names: dict[str, str]) -> list[Row]:
    """The reports of a kind that this person reads, the newest first, with those that could be begun."""
    mine = reads_working()
    begun = [
        _told(known[key], names) for key in known if known[key]["kind"] == kind and (mine or known[key]["edition"])
    ]
    if not mine:
        return begun
    offered = [_offered(of) for of in _periods(kind) if of.key not in known][:OFFERED]
    newest = max((row["last"] for row in begun), default="")
    next((one for one in offered if one["over"] and one["last"] > newest), {})["next"] = True
    return sorted([*begun, *offered], key=lambda row: row["last"], reverse=True)


def _periods(kind: str) -> list[Period]:
    """The periods of a kind of which a month was opened, the newest first."""
    months = [quarter_of(month) for month in rows.months_held(model())]
    if kind != "quarterly":
        found = [period(month) if kind == "monthly" else quarter_of(month).year for month in rows.months_held(model())]
        months = [one for one in found if one]
    return list(dict.fromkeys(reversed(months)))


def _told(row: Row, names: dict[str, str]) -> Row:
    of = period(row["key"])
    again = row["state"] == "writing" and row["edition"]
    return row | {
        "next": False,
        "label": of.label if of else row["key"],
        "state_words": f"{STATES[row['state']]}{' again' if again else ''}",
        "href": href(row["key"], row["edition"]),
        "by_name": names.get(row["published_by"] or "", ""),
        "publish": f"/reports/{row['key']}/publication" if row["state"] == PUT_FORWARD else "",
        "mine": i().id in authors(row),
    }


def _offered(of: Period) -> Row:
    over = of.ends_on < clock.today()
    facts = {"key": of.key, "label": of.label, "last": of.last, "over": over, "edition": 0, "next": False}
    return facts | dict.fromkeys(("state", "href", "published_on", "by_name", "publish"), "")

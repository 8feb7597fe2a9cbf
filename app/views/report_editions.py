"""A report to read and to take away: its editions, each the same for ever, its pictures and its files."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import Refusal
from app.events.report import report_id
from app.policy import EVERYBODY, OVERSEE, RULES
from app.programme import reports as programme
from app.reports.document import INTERNAL, PUBLIC, Chart, Document
from app.views import figure_moments, report_document, report_foot, report_for_me, report_moved, report_taking
from app.views.asked_in_vain import strange
from app.views.charts import chart_response
from app.views.desk import house, i, model
from app.views.report_reach import reads_working
from projections import reports as rows

pages = Blueprint("report_editions", __name__)
RULES |= {"report_editions.show": EVERYBODY, "report_editions.chart": EVERYBODY, "report_editions.file": EVERYBODY}
Row = dict[str, Any]
COPIES = ("", INTERNAL, PUBLIC)


@pages.get("/reports/<report>/editions/<int:n>")
def show(report: str, n: int) -> ResponseReturnValue:
    """An edition as it was published: the internal copy for those who oversee, the public one for everybody."""
    document = _edition(report, n)
    asked = f"?edition={n}" + ("&copy=public" if document.is_public else "")
    return render_template(
        "reports/edition.html",
        key=report,
        n=n,
        document=report_document.linked(document, figure_moments.key_of(report, n)),
        moved=report_moved.since(document, n - 1, figure_moments.key_of(report, n)),
        asked=asked,
        copies=_copies(report, n, document),
        **report_foot.page_values(document),
        files=report_taking.offered(report, asked),
        newest=_row(report)["edition"],
        may_write=reads_working(),
    )


@pages.get("/reports/<report>/charts/<name>.<any(svg, png):ending>")
def chart(report: str, name: str, ending: str) -> ResponseReturnValue:
    """A picture of a report: of an edition, or as it is being written for those who read it then."""
    found = next((one for one in _charts(_asked(report)) if one.id == name), None) or abort(404)
    return chart_response(found, ending)


@pages.get("/reports/<report>.<any(docx, xlsx, csv, json):ending>")
def file(report: str, ending: str) -> ResponseReturnValue:
    """A report as a file: Word, a workbook with its tables and charts, or its figures as CSV or JSON."""
    return report_taking.response(_asked(report), ending)


def _asked(report: str) -> Document:
    """The document that the address asks for: `edition` by its number, else as it is now, else the newest edition."""
    edition = request.args.get("edition", "")
    row = _row(report)
    if edition:
        return _edition(report, int(edition) if edition.isascii() and edition.isdecimal() and len(edition) < 6 else 0)
    if not reads_working() or row["state"] == "published":
        return _edition(report, row["edition"])
    found = programme.working(house(), row["id"])
    return report_for_me.for_me(report_document.now(found, request.args.get("copy") == PUBLIC))


def _edition(report: str, n: int) -> Document:
    copy = request.args.get("copy", "")
    if copy not in COPIES:
        strange("copy", copy)
    try:
        found = report_document.published(report_id(report), n, report_for_me.copy_for_me(copy))
    except Refusal:
        abort(404)
    return report_for_me.for_me(found)


def _row(report: str) -> Row:
    """The report; 404 for none, and for one without an edition where this person reads nothing else."""
    row = rows.report(model(), report_id(report)) or abort(404)
    return row if row["edition"] or reads_working() else abort(404)


def _copies(report: str, n: int, document: Document) -> list[Row]:
    """Both copies with their addresses, for those who read both."""
    if not i().roles & OVERSEE.keys():
        return []
    there = f"/reports/{report}/editions/{n}"
    return [
        {"text": "Internal copy", "href": there, "here": not document.is_public},
        {"text": "Public copy", "href": f"{there}?copy=public", "here": document.is_public},
    ]


def _charts(document: Document) -> list[Chart]:
    return [block.chart for _, block in document.blocks() if block.chart]

"""A report as a file to take away: Word, a workbook, its figures as CSV and JSON."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, abort

from app.events.report import report_id
from app.programme import report_templates, reports
from app.reports.document import Chart, Document
from app.views.desk import house
from app.views.exports import attached
from app.views.report_files import figures_file, named, workbook_file
from app.views.report_foot import foot_of, published_at

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Row = dict[str, Any]


def offered(key: str, asked: str) -> list[Row]:
    """The files of a report, each with its address; `asked` is the query that says which edition and copy."""
    words = {"docx": "Word", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}
    return [{"text": words[ending], "href": f"/reports/{key}.{ending}{asked}"} for ending in WRITERS]


def response(document: Document, ending: str) -> Response:
    """The report as a file of this ending; 404 for one that is not written."""
    write = WRITERS.get(ending) or abort(404)
    return write(document)


def _word(document: Document) -> Response:
    # Its writer is only brought in where somebody asks for one.
    from app.reports.word_use import written_in

    return attached(
        f"{named(document)}.docx", written_in(document, _template(document), _picture, foot_of(document)), WORD
    )


def _template(document: Document) -> bytes | None:
    """The one that it was put forward in; where that was not kept, the one in force, for an edition that of its day."""
    kept = reports.template_of(house(), report_id(document.key), document.edition)
    if kept is None:
        return report_templates.in_force(house(), published_at(document))
    return report_templates.of_digest(house(), kept)


def _picture(chart: Chart) -> bytes:
    from app.reports.charts import png
    from app.reports.word import PICTURE_WIDTH

    return png(chart, PICTURE_WIDTH)


WRITERS: dict[str, Callable[[Document], Response]] = {
    "docx": _word,
    "xlsx": workbook_file,
    "csv": partial(figures_file, "csv"),
    "json": partial(figures_file, "json"),
}
"""By the ending of the file."""

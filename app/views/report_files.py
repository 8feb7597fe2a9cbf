"""A report as a file: its workbook, and every figure of it as rows in CSV and JSON."""

from typing import Any

from flask import Response

from app.events.periods import period
from app.reports import tidy
from app.reports.document import Document
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.exports import XLSX, attached, safe_name

COLUMNS = (
    "report copy edition figure_id figure period numerator denominator share interval base_figure kept_back"
    " figures_as_at position address"
)


def figures_file(ending: str, document: Document) -> Response:
    """Every figure of a report, a row each, as csv, xlsx or json: the same columns as other lists of figures have."""
    found = period(document.key)
    said = f"Report: {found.label if found else document.key}; Copy: {document.copy}"
    when: dict[str, Any] = {"at": document.as_at, "position": document.position}
    of: dict[str, Any] = {"month": document.key, "filters": said, "name": named(document)}
    return file_response(ending, Taken("report-figures", tidy.rows(document), **of, **when))


def workbook_file(document: Document) -> Response:
    """The report's workbook, attached."""
    # Its writer is only brought in where somebody asks for one.
    from app.reports.workbook import written

    return attached(f"{named(document)}.xlsx", written(document), XLSX)


def named(document: Document) -> str:
    """The name of a report's file without its ending: report-2024-Q1-public-edition-2."""
    edition = f"edition-{document.edition}" if document.edition else "draft"
    return safe_name(f"report-{document.key}-{document.copy}-{edition}")


add_list(
    "report-figures",
    "Figures of a report",
    COLUMNS,
    column("report", "Report"),
    column("copy", "Copy"),
    column("edition", "Edition", "number"),
    column("period", "Period"),
    column("interval", "95% interval"),
    column("base_figure", "Base figure id", of="base"),
    column("kept_back", "Kept back", "yes_no"),
    column("figures_as_at", "Figures as at", of="as_at"),
    column("position", "Event position", "number"),
    column("address", "Address"),
)

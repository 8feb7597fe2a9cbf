"""Rows as a file to take away: CSV and Excel, in which a cell is never a formula, whatever somebody typed into it."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from flask import Response

BOM = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE_BOOK = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_CELL = 32_767
WIDEST = 60

Cells = Sequence[Any]


def csv_response(name: str, columns: Sequence[str], rows: Iterable[Cells]) -> Response:
    """The rows as an attached CSV file (UTF-8 with a byte order mark, which Excel needs); `name` has no ending."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe(column) for column in columns])
    writer.writerows([safe(value) for value in row] for row in rows)
    return attached(f"{name}.csv", (BOM + text.getvalue()).encode(), "text/csv")


def xlsx_response(
    name: str, columns: Sequence[str], rows: Iterable[Cells], *, sheet: str = "List", about: Sequence[Cells] = ()
) -> Response:
    """The rows as an attached workbook, its headings bold, frozen and filterable; `name` has no ending.

    Numbers stay numbers, a Decimal is a share and reads as per cent, dates are dates; everything else is text. What
    `about` says of the file (label and value) is on a second sheet.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, SAFE_BOOK) as book:
        _fill(book, book.add_worksheet(sheet_name(sheet)), columns, [[_cell(value) for value in row] for row in rows])
        if about:
            _tell(book, about)
    return attached(f"{name}.xlsx", file.getvalue(), XLSX)


def safe(value: Any) -> Any:
    """The value as a CSV cell: a text that a spreadsheet would take for a formula gets a quote before it."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if (text.lstrip(" ") or text).startswith(STARTS_A_FORMULA) else text


def safe_name(name: str) -> str:
    """A file name of plain letters, digits, hyphens, full stops and underscores."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")[:100] or "list"


def sheet_name(name: str) -> str:
    """A name that a sheet may have: at most 31 characters and none that Excel forbids."""
    return re.sub(r"[\[\]:*?/\\]+", " ", name)[:31].strip(" '") or "List"


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    return value if isinstance(value, int | float | Decimal | date) else str(value)[:LONGEST_CELL]


def _fill(book: Any, sheet: Any, columns: Sequence[str], rows: list[list[Any]]) -> None:
    write = _writer(book, sheet)
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            write(number, place, value)
    for place, column in enumerate(columns):
        longest = max([len(column), *(len(str(row[place])) for row in rows)])
        sheet.set_column(place, place, min(WIDEST, longest + 2))
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _tell(book: Any, about: Sequence[Cells]) -> None:
    sheet = book.add_worksheet("About")
    write, bold = _writer(book, sheet), book.add_format({"bold": True})
    for number, (label, value) in enumerate(about):
        sheet.write_string(number, 0, label, bold)
        write(number, 1, _cell(value))
    sheet.set_column(0, 1, 24)


def _writer(book: Any, sheet: Any) -> Callable[[int, int, Any], None]:
    """Writes a cell as what it is, in the format of its kind."""
    formats: dict[str, Any] = {}

    def write(row: int, place: int, value: Any) -> None:
        form = _form(value)
        if form not in formats:
            formats[form] = book.add_format({"num_format": form})
        if isinstance(value, str):
            sheet.write_string(row, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, formats[form])
        else:
            sheet.write_number(row, place, value, formats[form])

    return write


def _form(value: Any) -> str:
    """The number format of a cell; a share has the places it was rounded to."""
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    if isinstance(value, date):
        return "dd/mm/yyyy"
    if not isinstance(value, Decimal):
        return "General"
    places = max(0, -int(value.as_tuple().exponent) - 2)
    return f"0.{'0' * places}%" if places else "0%"


def attached(name: str, data: bytes, kind: str) -> Response:
    """A file of a media type, to be saved under this name."""
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{safe_name(name)}"'})

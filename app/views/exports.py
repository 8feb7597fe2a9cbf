"""Rows as a file to take away: CSV and Excel, in which a cell is never a formula, whatever somebody typed into it."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from flask import Response, g, jsonify

from app import clock

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
    return _attached(f"{name}.csv", (BOM + text.getvalue()).encode(), "text/csv")


def xlsx_response(name: str, columns: Sequence[str], rows: Iterable[Cells]) -> Response:
    """The rows as an attached workbook, its headings bold, frozen and filterable; `name` has no ending.

    Numbers stay numbers; everything else is text.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, SAFE_BOOK) as book:
        _fill(book, columns, [[_cell(value) for value in row] for row in rows])
    return _attached(f"{name}.xlsx", file.getvalue(), XLSX)


def json_response(name: str, columns: Sequence[str], rows: Iterable[Cells]) -> Response:
    """The rows as JSON objects by column, with the moment and the place in the log that they stand at."""
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    return jsonify({"as_at": clock.now(), "position": g.position, "list": name, "rows": told})


def safe(value: Any) -> Any:
    """The value as a CSV cell: a text that a spreadsheet would take for a formula gets a quote before it."""
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if (text.lstrip(" ") or text).startswith(STARTS_A_FORMULA) else text


def safe_name(name: str) -> str:
    """A file name of plain letters, digits, hyphens, full stops and underscores."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")[:100] or "list"


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    return value if isinstance(value, int | float) else str(value)[:LONGEST_CELL]


def _fill(book: Any, columns: Sequence[str], rows: list[list[Any]]) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            (sheet.write_string if isinstance(value, str) else sheet.write_number)(number, place, value)
    for place, column in enumerate(columns):
        longest = max([len(column), *(len(str(row[place])) for row in rows)])
        sheet.set_column(place, place, min(WIDEST, longest + 2))
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _attached(name: str, data: bytes, kind: str) -> Response:
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{safe_name(name)}"'})

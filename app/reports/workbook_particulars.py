"""What a workbook says of the report as a whole: what it is, its contents, every figure in one list, their rules."""

from collections.abc import Sequence
from datetime import datetime

from app import clock
from app.events.periods import KINDS, period
from app.reports import workbook_tables
from app.reports.document import Definition, Document
from app.reports.tidy import rows
from app.reports.workbook_book import Book, Sheet, Value, marking
from app.reports.workbook_tables import Grid


def about(book: Book, sheet: Sheet, others: Sequence[Sheet]) -> None:
    """The first sheet: what the report is, as at when, and where everything stands."""
    sheet.wants(0, 26)
    sheet.beside = 60
    sheet.wants(1, 60)
    document = book.document
    book.put(sheet, 0, 0, document.title, "title")
    book.put(sheet, 1, 0, marking(document), "mark")
    for row, (label, value) in enumerate(_particulars(document), 3):
        book.put(sheet, row, 0, label, "label")
        book.put(sheet, row, 1, value, "told")
        sheet.row = row + 2
    book.put(sheet, sheet.row, 0, "Contents", "heading")
    for row, other in enumerate(others, sheet.row + 1):
        target = "internal:'{}'!A1".format(other.name.replace("'", "''"))
        sheet.page.write_url(row, 0, target, book.form("link"), other.name)
    sheet.page.freeze_panes(1, 0)
    sheet.page.repeat_rows(0, 1)


def _particulars(document: Document) -> list[tuple[str, Value]]:
    found = period(document.key)
    published = f"{_day(document.published_on)} by {document.published_by}"
    return [
        ("Council", document.council),
        ("Report", KINDS.get(document.kind, document.kind)),
        ("Period", found.label if found else document.key),
        ("Copy", "Public" if document.is_public else "Internal"),
        ("Edition", document.edition or "Not published yet"),
        *([("Published", published)] if document.edition else []),
        *[("What this edition changed", change) for change in document.changes],
        ("Author", document.author),
        ("As at", local(document.as_at)),
        ("Event position", document.position),
        *[("Audit tool", one) for one in document.frameworks],
        *([("Demonstration", "Every person and number is invented.")] if document.demonstration else []),
    ]


def local(at: str) -> datetime:
    """A recorded moment as a workbook has it: in England, without a zone."""
    return clock.local(at).replace(tzinfo=None)


def _day(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%d/%m/%Y}" if iso else ""


FIGURES = ("Figure id", "Figure", "Period", "Numerator", "Denominator", "Share", "95% interval", "Base figure",
           "Kept back", "As at", "Event position", "Address")  # fmt: skip
PRINTED = 9
"""How many of these columns go on paper."""


def figures(book: Book, sheet: Sheet) -> None:
    """Every figure of the report, a row each."""
    told = [
        (row["figure"], row["label"], row["period"])
        + ((workbook_tables.KEPT_BACK,) * 3 if row["kept_back"] else (row["n"], row["of"], row["share"]))
        + (row["interval"], row["base"], "yes" if row["kept_back"] else "no")
        + (local(row["as_at"]), row["position"], row["address"])
        for row in rows(book.document)
    ]
    last = _list(book, sheet, "Figures", Grid(FIGURES, tuple(told)))
    sheet.wants(PRINTED, 17)
    # As at when and at which address is the same for all, or for a screen: neither is printed.
    sheet.page.print_area(0, 0, last, PRINTED - 1)


def definitions(book: Book, sheet: Sheet) -> None:
    """How each figure is defined."""
    headings = ("Figure id", "Figure", "Counts", "Out of", "Rounded to")
    _list(book, sheet, "Definitions", Grid(headings, tuple(_defined(one) for one in book.document.definitions)))


def _defined(one: Definition) -> tuple[Value, ...]:
    places = {0: "whole per cent", 1: "1 decimal place"}.get(one.places, f"{one.places} decimal places")
    return (one.name, one.label, one.numerator, one.denominator, f"{places}, half up" if one.denominator else "")


def _list(book: Book, sheet: Sheet, title: str, grid: Grid) -> int:
    """A sheet of one table, whose headings stay in sight and come again on every page; returns its last row."""
    sheet.beside = 46
    begin(book, sheet, title)
    top = workbook_tables.put(book, sheet, grid, title)
    sheet.page.freeze_panes(top + 1, 0)
    sheet.page.repeat_rows(0, top)
    return top + max(1, len(grid.rows))


def numbers_of_charts(book: Book, sheet: Sheet) -> None:
    """The head of the sheet that the charts are drawn from."""
    begin(book, sheet, "Chart data")
    sheet.page.freeze_panes(2, 1)
    sheet.page.repeat_rows(0, 1)


def begin(book: Book, sheet: Sheet, title: str) -> None:
    """The title of a sheet and the way back."""
    book.put(sheet, 0, 0, title, "title")
    sheet.page.write_url(1, 0, "internal:'About'!A1", book.form("link"), "Contents")
    sheet.row = 3

"""The book that a report is written into: its formats, its sheets as they print, and the names of sheets and tables."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter

from app.reports.document import Document

Value = str | int | Decimal | date | None
"""What a cell holds: text, a whole number, a share (Decimal), a day or a moment; None for nothing."""
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Arial", "font_size": 10}
LONGEST_CELL, LONGEST_NAME = 32_767, 31
NARROWEST, WIDEST, HEADING, BESIDE = 8, 44, 30, 24
"""Widths of columns, in characters: the least and the most, the least of a sheet's first, the most of the others."""
LINE, HIGHEST = 15, 27
"""How high a line of text is (points), and how many a row can hold."""
_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
_WRAPPED = ("head", "head of numbers", "text", "beside", "told", "among numbers")
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 13},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "head beside": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "indent": 1, "align": "left"},
    "head of numbers": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "align": "right"},
    "label": {"bold": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "beside": {"text_wrap": True, "valign": "top", "indent": 1, "align": "left"},
    "told": {"text_wrap": True, "valign": "top", "align": "left"},
    "among numbers": {"text_wrap": True, "valign": "top", "align": "right"},
    "number": {"num_format": "#,##0"},
    "part": {"num_format": "0.0"},
    "over": {"valign": "top", "indent": 1, "align": "left"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
    "link": {"font_color": "#1d70b8", "underline": 1, "valign": "top"},
    "mark": {"bold": True, "font_color": "#942514"},
}


@dataclass
class Sheet:
    """A sheet with the row that is written next, the widths that its columns need, and its texts by row."""

    page: Any
    name: str
    row: int = 0
    beside: int = BESIDE
    widths: dict[int, int] = field(default_factory=dict)
    texts: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def wants(self, column: int, width: int) -> None:
        """Make a column at least so wide (characters), up to the widest that it may be."""
        most = self.beside if column else WIDEST
        self.widths[column] = min(most, max(width, self.widths.get(column, 0)))

    def finish(self) -> None:
        """Set the widths, and the heights of the rows whose texts go over several lines in them."""
        for column, width in self.widths.items():
            self.page.set_column(column, column, width)
        for row, texts in self.texts.items():
            lines = max(lines_of(text, self.widths.get(column, NARROWEST)) for column, text in texts)
            if lines > 1:
                self.page.set_row(row, LINE * min(lines, HIGHEST))

    @property
    def breadth(self) -> int:
        """How many characters its columns hold side by side, as a text across them sees it."""
        return sum(self.widths.get(column, NARROWEST) for column in range(self.across + 1))

    @property
    def across(self) -> int:
        """The last column that a text across the sheet takes."""
        return min(9, max(7, *self.widths, 0))


class Book:
    """A workbook under way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = BytesIO()
        # XlsxWriter adds to the font that it is given: it gets one of its own, or the next book would differ.
        self.book = xlsxwriter.Workbook(self.file, SAFE | {"default_format_properties": dict(FONT)})
        self.book.set_properties(_properties(document))
        self.sheets: list[Sheet] = []
        self._formats: dict[tuple[str, str], Any] = {}
        self._tables = 0

    def sheet(self, name: str) -> Sheet:
        """A new sheet that prints on A4 across, as wide as the paper, marked on every page."""
        made = Sheet(self.book.add_worksheet(self._free(name)), "")
        made.name = made.page.name
        made.page.set_landscape()
        made.page.set_paper(9)
        made.page.fit_to_pages(1, 0)
        made.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        shown = escaped(self.document.title[:80])
        made.page.set_footer(f"&L{marking(self.document)}&C{shown}&RPage &P of &N")
        if self.document.demonstration:
            made.page.set_header("&CDemonstration: every person and number is invented")
        self.sheets.append(made)
        return made

    def form(self, kind: str, value: Value = "") -> Any:
        """The format of a kind of cell (text, head, total …), with that of the number, share or day in it."""
        number = _number_format(value)
        if (kind, number) not in self._formats:
            looks = _FORMATS.get(kind, {"bold": True, "top": 1} if kind == "total" else {})
            look = looks | ({"num_format": number, "valign": "top"} if number else {})
            self._formats[kind, number] = self.book.add_format(look)
        return self._formats[kind, number]

    def put(self, sheet: Sheet, row: int, column: int, value: Value, kind: str = "text") -> None:
        """Write one value as what it is."""
        form = self.form("beside" if kind == "text" and column and isinstance(value, str) else kind, value)
        if value is None:
            sheet.page.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.page.write_string(row, column, plain(value), form)
            if kind in _WRAPPED:
                sheet.texts.setdefault(row, []).append((column, value))
        elif isinstance(value, date):
            sheet.page.write_datetime(row, column, value, form)
        else:
            sheet.page.write_number(row, column, value, form)

    def table_name(self, block: str) -> str:
        """A name for a table that no other of the book has."""
        self._tables += 1
        return f"t_{self._tables}_{re.sub(r'[^A-Za-z0-9]+', '_', block)[:40]}"

    def bytes(self) -> bytes:
        """The file; nothing can be written after."""
        for sheet in self.sheets:
            sheet.finish()
        self.book.close()
        return self.file.getvalue()

    def _free(self, name: str) -> str:
        """A name for a sheet that Excel takes and no other sheet has, capitals or not."""
        wanted = re.sub(r"[\[\]:*?/\\]+", " ", plain(name)).strip(" '")[:LONGEST_NAME].strip(" '") or "Sheet"
        wanted = f"{wanted} sheet" if wanted.lower() == "history" else wanted
        taken = {sheet.name.lower() for sheet in self.sheets}
        numbered = (f"{wanted[: LONGEST_NAME - len(f' {n}')]} {n}" for n in range(2, len(taken) + 3))
        return next(one for one in (wanted, *numbered) if one.lower() not in taken)


def lines_of(text: str, width: int) -> int:
    """Over how many lines a text goes in a column of so many digits, which are wider than most letters."""
    room = width * 11 // 10
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, len(wrap(line, room))) for line in plain(text)[: room * HIGHEST].split("\n"))


def marking(document: Document) -> str:
    """How a copy is marked: OFFICIAL for the public one."""
    return "OFFICIAL" if document.is_public else "OFFICIAL-SENSITIVE"


def plain(text: str) -> str:
    """A text as a cell can hold it: without what cannot be printed, and no longer than a cell may be."""
    return printable(text)[:LONGEST_CELL]


def printable(text: str) -> str:
    """A text without control characters and halves of characters, its lines ended in one way."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """A text for a header or footer, in which an ampersand begins a command."""
    return " ".join(plain(text).split()).replace("&", "&&")


def _number_format(value: Value) -> str:
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm"
    if isinstance(value, date):
        return "dd/mm/yyyy"
    if isinstance(value, int):
        return "#,##0"
    if not isinstance(value, Decimal):
        return ""
    places = max(0, -int(value.as_tuple().exponent) - 2)
    return f"0.{'0' * places}%" if places else "0%"


def _properties(document: Document) -> dict[str, Any]:
    """The file's particulars; it is as old as what it tells, so that it comes out the same every time."""
    created = datetime.fromisoformat(document.as_at).astimezone(UTC).replace(tzinfo=None)
    words = {"title": document.title, "author": document.author, "company": document.council}
    return {name: plain(text)[:255] for name, text in words.items()} | {"created": created}

"""What a table is once it has been read, whatever file it came from: headings, numbered rows of text, faults."""

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
LOOK_FOR_HEADINGS_IN = 10

SAVE_AS = "Open the list in Excel and save it as “Excel workbook (.xlsx)” or “CSV UTF-8”."
NOT_A_WORKBOOK = f"This is not a CSV file or an Excel workbook (.xlsx). {SAVE_AS}"
TOO_LARGE = "This workbook unpacks to far more than a list needs. Copy the list alone into a new workbook and save it."

Line = tuple[int, Sequence[str]]
"""The number that the sheet gives a row, from 1, and its cells as text."""


class CannotRead(Exception):  # noqa: N818 - told to a person as it stands
    """The file or the choice of columns cannot be used, as a sentence that a person can act on."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Fault:
    """Something wrong in one cell, or in the whole list (row 0); a warning does not stop the import."""

    row: int
    column: str
    value: str
    sentence: str
    warning: bool = False

    @property
    def text(self) -> str:
        """The whole sentence, such as "row 14, opened: 31/02/2024 is not a date."."""
        if not self.row:
            return self.sentence
        where = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        return f"{where}: {self.sentence}"


@dataclass(frozen=True)
class Row:
    """One row under the headings: its number as the sheet counts it, and a text for every column."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A list as read: every cell is text (true dates as 2018-11-30, whole numbers without ".0", blank as "").

    `epoch` is the day 0 of the workbook's day serials; `notes` say how the file was read, for the preview.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    epoch: date = date(1899, 12, 30)
    sha256: str = ""


def assemble(lines: Iterable[Line], even: bool = False) -> tuple[tuple[str, ...], list[Row], list[Fault], list[str]]:
    """The columns, the rows that are not blank, the faults of shape and the notes.

    In an `even` table, as a sheet is, a cell cannot slip sideways: values beyond the headings are a column too.
    Raises CannotRead when there are no headings, or more rows, columns or text than the limits allow.
    """
    filled = (_fair(number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
    top = list(islice(filled, LOOK_FOR_HEADINGS_IN))
    if not top:
        raise CannotRead("There is nothing in this list. It needs a row of headings and a row for each entry.")
    at = _headings_at(top)
    columns = _names(top[at][1], even)
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in _chain(top[at + 1 :], filled):
        if len(rows) == MAX_ROWS:
            raise CannotRead(f"The list has more than {MAX_ROWS:,} rows. Split it and bring in the parts.")
        faults += _shape_faults(number, cells, len(columns))
        rows.append(Row(number, (*cells[: len(columns)], *[""] * (len(columns) - len(cells)))))
    notes = [f"The headings were found in row {top[at][0]}; what is above them was passed over."] if at else []
    return columns, rows, faults, notes


def letters(column: int) -> str:
    """The name that a sheet gives a column counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = string.ascii_uppercase[rest] + name
    return name


def _headings_at(top: list[Line]) -> int:
    """The first row that is about as full as the fullest: titles and report dates above it have few cells."""
    counts = [sum(bool(cell.strip()) for cell in cells) for _, cells in top]
    return next(at for at, count in enumerate(counts) if count >= 0.6 * max(counts))


def _names(cells: Sequence[str], even: bool) -> tuple[str, ...]:
    width = len(cells) if even else max(at for at, cell in enumerate(cells) if cell.strip()) + 1
    if width > MAX_COLUMNS:
        raise CannotRead(f"The list has more than {MAX_COLUMNS} columns. Leave out those that are not needed.")
    names: list[str] = []
    for at, cell in enumerate(cells[:width]):
        name = " ".join(cell.split())[:100] or f"Column {letters(at)}"
        names.append(f"{name} (column {letters(at)})" if name in names else name)
    return tuple(names)


def _chain(first: Iterable[Line], rest: Iterable[Line]) -> Iterable[Line]:
    yield from first
    yield from rest


def _shape_faults(number: int, cells: Sequence[str], width: int) -> list[Fault]:
    if len(cells) < width:
        sentence = f"This row has {len(cells)} cells and the headings {width}. The missing ones were read as blank."
        return [Fault(number, "", "", sentence, warning=True)]
    if any(cell.strip() for cell in cells[width:]):
        sentence = f"This row has {len(cells)} cells and the headings {width}. Look for a comma that is not in quotes."
        return [Fault(number, "", "", sentence)]
    return []


def _fair(number: int, cells: Sequence[str]) -> Line:
    for at, cell in enumerate(cells):
        if len(cell) > MAX_CELL:
            raise CannotRead(
                f"Row {number}, column {letters(at)} holds {len(cell):,} characters; a cell may have {MAX_CELL:,}."
            )
    return number, cells

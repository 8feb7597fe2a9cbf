"""How far a sheet reaches, measured as it streams by, before a reader lays it out in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from xml.parsers import expat

from app.programme.lists.table_grid import MAX_COLUMNS, MAX_ROWS, NOT_A_WORKBOOK, TOO_LARGE, CannotRead, letters

MAX_AREA = 1_000_000
ROWS_ABOVE = 1_000
MAX_MERGED = 10_000
MAX_TROUBLES = 50_000
Attributes = dict[str, str]


@dataclass(frozen=True)
class Trouble:
    """A cell without a value: its row from 1, its column from 0, and why."""

    row: int
    column: int
    sentence: str


@dataclass
class Extent:
    """How far a sheet's values reach, and the cells whose value is an error or was never worked out."""

    rows: int = 0
    columns: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def measure(sheet: bytes, strings: bytes) -> Extent:
    """How far the sheet's values reach; raises CannotRead when that is further than a list does."""
    each_element(strings, {"si": _at_most(MAX_AREA)})
    ruler = _Ruler()
    starts = {"row": ruler.row, "c": ruler.cell, "v": ruler.value, "is": ruler.value, "f": ruler.formula}
    each_element(sheet, starts | {"mergeCell": _at_most(MAX_MERGED)}, {"c": ruler.end_cell})
    return ruler.extent


def each_element(
    xml: bytes, starts: dict[str, Callable[[Attributes], Any]], ends: dict[str, Callable[[], Any]] | None = None
) -> None:
    """Call back for each element by its local name; raises CannotRead for a part with a DTD, ExpatError for no XML."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, has: starts.get(name.rpartition(":")[2], _nothing)(has)
    if ends:
        closing = ends
        parser.EndElementHandler = lambda name: closing.get(name.rpartition(":")[2], _nothing)()
    if xml:
        parser.Parse(xml, True)


def _nothing(*_: Any) -> None:
    """For the elements that nobody asked for."""


def _refuse_doctype(*_: Any) -> None:
    raise CannotRead(NOT_A_WORKBOOK)


def _at_most(limit: int) -> Callable[[Attributes], None]:
    """A handler that stops at more elements than are fair: a tag of five bytes costs a reader a hundred."""
    numbers = count(1)

    def take(_: Attributes) -> None:
        if next(numbers) > limit:
            raise CannotRead(TOO_LARGE)

    return take


class _Ruler:
    """Follows the cells of a sheet and keeps the furthest that holds a value."""

    def __init__(self) -> None:
        self.extent = Extent()
        self.count = _at_most(MAX_AREA)
        self.at_row = self.at_column = -1
        self.columns: dict[str, int] = {}
        self.kind, self.has_value, self.has_formula = "", False, False

    def row(self, has: Attributes) -> None:
        self.at_row = int(has["r"]) - 1 if "r" in has else self.at_row + 1
        self.at_column = -1

    def cell(self, has: Attributes) -> None:
        self.at_column += 1
        self.kind, self.has_value, self.has_formula = has.get("t", ""), False, False
        if "r" in has:
            name = has["r"].rstrip("0123456789")
            self.at_row = int(has["r"][len(name) :]) - 1
            self.at_column = self.columns[name] if name in self.columns else self._column(name)

    def value(self, has: Attributes) -> None:
        self.has_value = True
        self.count(has)
        self._reach()

    def formula(self, _: Attributes) -> None:
        self.has_formula = True
        self._reach()

    def end_cell(self) -> None:
        if self.kind == "e":
            self._trouble("The formula in this cell gives an error, so it has no value.")
        elif self.has_formula and not self.has_value:
            self._trouble("The formula in this cell has not been worked out. Open the list in Excel and save it.")

    def _reach(self) -> None:
        extent = self.extent
        if self.at_row < extent.rows and self.at_column < extent.columns:
            return
        extent.rows = max(extent.rows, self.at_row + 1)
        extent.columns = max(extent.columns, self.at_column + 1)
        far = extent.rows > MAX_ROWS + ROWS_ABOVE or extent.columns > MAX_COLUMNS
        if far or extent.rows * extent.columns > MAX_AREA:
            raise CannotRead(
                f"The sheet reaches row {extent.rows:,} and column {letters(extent.columns - 1)}. A list may have "
                f"{MAX_ROWS:,} rows, {MAX_COLUMNS} columns and {MAX_AREA:,} cells. Delete what is beyond it and save."
            )

    def _trouble(self, sentence: str) -> None:
        self.extent.troubles.append(Trouble(self.at_row + 1, self.at_column, sentence))
        if len(self.extent.troubles) > MAX_TROUBLES:
            raise CannotRead(
                "Most formulas in this sheet have no value. Copy the list, paste it as values and save it."
            )

    def _column(self, name: str) -> int:
        number = 0
        for letter in name:
            number = number * 26 + ord(letter.upper()) - 64
        if not 0 < number <= 16_384:
            raise CannotRead(NOT_A_WORKBOOK)
        return self.columns.setdefault(name, number - 1)

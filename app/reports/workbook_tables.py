"""The tables of a report as tables of a workbook: n, of and share each in a column of its own, days as days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.events.periods import period
from app.reports.document import DATE, SHARE, TEXT, Cell, Column, Line, Quotation, Recommended, Table
from app.reports.tidy import fraction
from app.reports.workbook_book import NARROWEST, Book, Sheet, Value, plain

NONE = "–"
"""The share of nothing."""
KEPT_BACK = "kept back"
INTERVAL = "95% interval"
NOTHING = "Nothing to list."


@dataclass(frozen=True)
class Grid:
    """Headings and rows of values; the last `totals` rows are totals. What the last column says may stand `over` it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: int = 0
    over: bool = False

    def kind(self, column: int, kind: str, value: Value) -> str:
        """How a cell looks: as the others of its row, but words among numbers, and what stands over the others."""
        if self.over and column == len(self.headings) - 1:
            return "over"
        return "among numbers" if isinstance(value, str) and column and self.of_numbers(column) else kind

    def of_numbers(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return any(isinstance(row[column], int | Decimal) for row in self.rows)


def put(book: Book, sheet: Sheet, grid: Grid, name: str) -> int:
    """Write a grid as a table where the sheet has come to; its totals stand under it, where no filter reaches them.

    Returns the row of its headings.
    """
    top, body, last = sheet.row, len(grid.rows) - grid.totals, len(grid.headings) - 1
    for place, row in enumerate(grid.rows, top + 1 + (not body)):
        kind = "text" if place <= top + body else "total"
        for column, value in enumerate(row):
            book.put(sheet, place, column, value, grid.kind(column, kind, value))
    columns = _headed(book, sheet, grid)
    # A table has at least one row.
    if not body:
        book.put(sheet, top + 1, 0, NOTHING)
    options = {"name": book.table_name(name), "columns": columns, "style": "Table Style Light 1", "banded_rows": False}
    sheet.page.add_table(top, 0, top + max(1, body), last, options)
    _widen(sheet, grid)
    sheet.row = top + max(1, body) + grid.totals + 2
    return top


def _headed(book: Book, sheet: Sheet, grid: Grid) -> list[dict[str, Any]]:
    """The columns of a table as the book takes them."""
    found = _unique(grid.headings)
    sheet.texts[sheet.row] = list(enumerate(found))
    words = ["head", *["head beside"] * (len(found) - 1)]
    kinds = ["head of numbers" if grid.of_numbers(place) else word for place, word in enumerate(words)]
    return [{"header": heading, "header_format": book.form(kind)} for heading, kind in zip(found, kinds, strict=True)]


def of_table(table: Table) -> Grid:
    """A table of a report."""
    apart = all(column.label != INTERVAL for column in table.columns)
    wide = [
        _parts(column, [row[place] for row in table.rows], with_intervals=apart)
        for place, column in enumerate(table.columns)
    ]
    headings = tuple(heading for parts in wide for heading in parts)
    rows = tuple(
        tuple(
            value
            for column, parts, cell in zip(table.columns, wide, row, strict=True)
            for value in _values(column, cell, len(parts))
        )
        for row in table.rows
    )
    return Grid(headings, rows, table.totals)


def of_lines(lines: Sequence[Line]) -> Grid:
    """Figures in words: label, n, and as far as any of them has it, of, share, interval, and what is to be known."""
    column = Column("Value", SHARE)
    rows = [(line.label, *_values(column, line.cell, 4), line.note) for line in lines]
    headings = ("Figure", "Value", "Of", "Share", INTERVAL, "Note")
    kept = [place for place in range(len(headings)) if place < 2 or any(row[place] not in (None, "") for row in rows)]
    told = tuple(tuple(row[place] for place in kept) for row in rows)
    return Grid(tuple(headings[place] for place in kept), told, over=len(headings) - 1 in kept)


def of_quotations(quotations: Sequence[Quotation], *, public: bool) -> Grid:
    """What families said; the public copy does not say of which audit."""
    tones = {"positive": "Positive", "less_positive": "Less positive"}
    told = [(one.text, tones.get(one.tone, one.tone), one.audit.removeprefix("audit/")) for one in quotations]
    headings = ("Quotation", "Tone", "Audit")
    return Grid(headings[:2], tuple(row[:2] for row in told)) if public else Grid(headings, tuple(told))


def of_recommendations(recommendations: Sequence[Recommended]) -> Grid:
    """Recommendations with what became of them."""
    rows = tuple(
        (
            one.text,
            one.owner,
            _day(one.due),
            _state(one.state),
            one.progress,
            _report(one.report),
        )
        for one in recommendations
    )
    return Grid(("Recommendation", "Owner", "Due", "State", "Progress", "Made in"), rows)


def _state(state: str) -> str:
    return state.replace("_", " ").capitalize()


def _report(key: str) -> str:
    found = period(key)
    return found.label if found else key


def _parts(column: Column, cells: Sequence[Cell], *, with_intervals: bool) -> tuple[str, ...]:
    """The headings of a column: one; three where it holds n of N; a fourth for intervals, where it has any."""
    if column.kind in (TEXT, DATE) or all(cell.of is None for cell in cells):
        return (column.label,)
    three = tuple(f"{column.label} {part}".strip() for part in ("n", "of", "share"))
    told = with_intervals and any(cell.interval for cell in cells)
    return (*three, f"{column.label} {INTERVAL}".strip()) if told else three


def _values(column: Column, cell: Cell, parts: int) -> tuple[Value, ...]:
    """A cell in so many parts."""
    if parts == 1:
        return (_one(column, cell),)
    if cell.kept_back:
        return (cell.text or KEPT_BACK,) * min(parts, 3) + ("",) * (parts - 3)
    if cell.n is None:
        return (cell.text, *(None,) * (parts - 1))
    share = fraction(cell) if cell.share else (None if cell.of is None else NONE)
    return (cell.n, cell.of, share, cell.interval)[:parts]


def _one(column: Column, cell: Cell) -> Value:
    if column.kind == DATE and not cell.kept_back:
        return _day(cell.text)
    if cell.kept_back:
        return cell.text or KEPT_BACK
    return cell.text if column.kind in (TEXT, DATE) or cell.n is None else cell.n


def _day(text: str) -> Value:
    """A day of its ISO text; what is none stays text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _unique(headings: Sequence[str]) -> list[str]:
    """Headings as a table must have them: none empty, none twice, capitals or not, of at most 255 characters."""
    made: list[str] = []
    for place, heading in enumerate(headings, 1):
        wanted = " ".join(plain(heading).split())[:240] or f"Column {place}"
        while wanted.lower() in {one.lower() for one in made}:
            wanted = f"{wanted} ({place})"
        made.append(wanted)
    return made


def _widen(sheet: Sheet, grid: Grid) -> None:
    """Give each column the room for its longest word of the heading and its longest value."""
    for place, heading in enumerate(grid.headings[: len(grid.headings) - grid.over]):
        values = [row[place] for row in grid.rows]
        longest = max((len(value) for value in values if isinstance(value, str)), default=0)
        days = 11 if any(isinstance(value, date) for value in values) else 0
        words = max((len(word) + 3 for word in heading.split()), default=0)
        sheet.wants(place, max(NARROWEST, longest + 2, days, words))

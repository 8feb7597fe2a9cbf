"""A report's tables as Word has them: columns that fit an upright page, numbers to the right, dates as dd/mm/yyyy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.reports.document import COUNT, DATE, SHARE, TEXT, Cell, Column, Table
from app.reports.word_parts import Grid, Page, Said, table, words

MOST_COLUMNS = 9
"""What an upright page takes; a wider table is written in parts, each beginning with the same first column."""
MANY_COLUMNS = 6
"""From so many on the words are smaller."""
KEPT_BACK = "kept back"
WHY_KEPT_BACK = "“Kept back”: a number that is small enough to tell who is meant, or that would give such a one away."
AGAIN = "The same table goes on with its further columns."
LONGEST = 44
"""Letters of a cell beyond which it rather has more lines than more width."""


def tables(page: Page, made: Table, title: str) -> list[str]:
    """A table of a report, in as many parts as the page needs, and what is to be known of a cell kept back."""
    parts = list(_parts(made))
    written: list[str] = []
    for n, part in enumerate(parts):
        called = f"{title} ({n + 1} of {len(parts)})" if len(parts) > 1 else title
        written += [words(page, "Note", AGAIN)] if n else []
        written.append(table(page, _grid(page, part, called)))
    if any(cell.kept_back for row in made.rows for cell in row):
        written.append(words(page, "Note", WHY_KEPT_BACK))
    return written


def texts(page: Page, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of words under these headings."""
    columns = tuple(Column(label, TEXT) for label in head)
    return tables(page, Table(columns, tuple(tuple(Cell(text) for text in row) for row in rows)), title)[0]


def said(cell: Cell, kind: str = COUNT) -> str:
    """What stands in a cell: its words, a date as dd/mm/yyyy."""
    if cell.kept_back:
        return cell.text or KEPT_BACK
    return day(cell.text) if kind == DATE else cell.text


def day(text: str) -> str:
    """A day (ISO) as dd/mm/yyyy; anything else as it is."""
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def _parts(made: Table) -> Iterator[Table]:
    """The table, or parts of it with about as many columns each."""
    others = len(made.columns) - 1
    count = max(1, -(-others // (MOST_COLUMNS - 1)))
    size = max(1, -(-others // count))
    for start in range(1, max(others, 1) + 1, size):
        part = slice(start, start + size)
        rows = tuple((row[0], *row[part]) for row in made.rows)
        yield replace(made, columns=(made.columns[0], *made.columns[part]), rows=rows)


def _grid(page: Page, made: Table, title: str) -> Grid:
    kinds = [column.kind for column in made.columns]
    rows = [[Said(said(cell, kind), kind in (COUNT, SHARE)) for cell, kind in zip(row, kinds, strict=True)]
            for row in made.rows]  # fmt: skip
    head = [Said(column.label, column.kind in (COUNT, SHARE)) for column in made.columns]
    style = "Table text" if len(made.columns) <= MANY_COLUMNS else "Table text small"
    return Grid(title, head, rows, _widths(page.width, [head, *rows]), made.totals, style)


def _widths(whole: int, rows: Sequence[Sequence[Said]]) -> list[int]:
    """How wide each column is: as its longest cell asks, never less than its longest word, together the whole."""
    columns = list(zip(*rows, strict=True))
    asked = [min(max(len(cell.text) for cell in column), LONGEST) + 3 for column in columns]
    least = [max(len(word) for cell in column for word in cell.text.split() or [""]) + 3 for column in columns]
    wanted = [max(one, other) for one, other in zip(asked, least, strict=True)]
    widths = [whole * one // sum(wanted) for one in wanted]
    return [*widths[:-1], whole - sum(widths[:-1])]

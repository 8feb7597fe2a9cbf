"""A report's tables as Word has them: columns that fit an upright page, numbers to the right, dates as dd/mm/yyyy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.reports.document import COUNT, DATE, SHARE, TEXT, Cell, Column, Table
from app.reports.word_parts import Grid, Page, Said, table, words

MOST_COLUMNS = 9
"""What an upright page takes; a wider table is written in parts, each beginning with the same first column."""
KEPT_BACK = "kept back"
AGAIN = "The same table goes on with its further columns."
LONGEST = 60
"""Letters of a cell beyond which it rather has more lines than more width."""
LONGEST_WORD = 24
UNBROKEN = 16
"""A cell of so few letters stays in one line: a number with its share, a month, a day."""
LETTER = {"Table text": 120, "Table text small": 102}
"""How wide a bold letter of each style is on average, generously, in twentieths of a point."""
BESIDE = 220
"""What a cell needs at its sides."""


def tables(page: Page, made: Table, title: str, *, keep: bool = False) -> list[str]:
    """A table of a report, in as many parts as the page needs; nothing for one without a row.

    `keep` holds the end of it on the page of what follows.
    """
    parts = list(_parts(made)) if made.rows else []
    written: list[str] = []
    for n, part in enumerate(parts):
        called = f"{title} ({n + 1} of {len(parts)})" if len(parts) > 1 else title
        written += [words(page, "Note", AGAIN, keep=True)] if n else []
        written.append(table(page, replace(_grid(page, part, called), keep=keep)))
    return written


def keeps_back(made: Table | None) -> bool:
    """Whether a cell of it is kept back."""
    return made is not None and any(cell.kept_back for row in made.rows for cell in row)


def texts(page: Page, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, keep: bool = False) -> str:
    """A table of words under these headings."""
    made = Table(tuple(Column(label, TEXT) for label in head), tuple(tuple(Cell(text) for text in row) for row in rows))
    return tables(page, made, title, keep=keep)[0]


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
    rows = [[_said(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in made.rows]
    head = [Said(column.label, column.kind in (COUNT, SHARE)) for column in made.columns]
    style = next((one for one in LETTER if sum(_least([head, *rows], LETTER[one])) <= page.width), "Table text small")
    widths = _widths(page.width, [head, *rows], LETTER[style])
    return Grid(title, head, rows, widths, made.totals, style)


def _said(cell: Cell, kind: str) -> Said:
    """A share has its interval beneath it."""
    return Said(said(cell, kind), kind in (COUNT, SHARE), under=cell.interval if kind == SHARE else "")


def _least(rows: Sequence[Sequence[Said]], letter: int) -> list[int]:
    """How wide each column must be for its longest word, or short cell."""
    head, *body = rows
    columns = zip(head, *body, strict=True)
    longest = [
        max(_word(first.text), *(_unbroken(max(cell.text, cell.under, key=len)) for cell in rest), 0)
        for first, *rest in columns
    ]
    return [min(one, LONGEST_WORD) * letter + BESIDE for one in longest]


def _unbroken(text: str) -> int:
    return len(text) if len(text) <= UNBROKEN else _word(text)


def _word(text: str) -> int:
    """How long its longest word is."""
    return max(map(len, text.split()), default=0)


def _widths(whole: int, rows: Sequence[Sequence[Said]], letter: int) -> list[int]:
    """How wide each column is: never less than its longest word, beyond that as its longest cell asks for more."""
    least = _least(rows, letter)
    asked = [
        min(max(len(cell.text) for cell in column), LONGEST) * letter + BESIDE for column in zip(*rows, strict=True)
    ]
    more = [max(one - other, letter) for one, other in zip(asked, least, strict=True)]
    left = whole - sum(least)
    widths = [one + left * extra // sum(more) if left > 0 else one * whole // sum(least)
              for one, extra in zip(least, more, strict=True)]  # fmt: skip
    return [*widths[:-1], whole - sum(widths[:-1])]

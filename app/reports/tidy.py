"""Every figure of a report as one row of plain values: what its CSV, its JSON and a sheet of its workbook hold."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.events.periods import period
from app.reports.disclosure_values import PLACE, keyed
from app.reports.document import Block, Cell, Document, Section

Row = dict[str, Any]


def rows(document: Document) -> list[Row]:
    """A row of each figure and period of a report, in the order in which they first stand in it.

    `numerator` and `denominator` are whole numbers or None; `share` is a fraction as printed (Decimal), None for none;
    what is kept back has none of them. Raises ValueError for a report that gives a figure two values, and for a public
    copy that holds what is confidential.
    """
    if document.is_public and any(_is_confidential(section, block) for section, block in document.blocks()):
        raise ValueError("The public copy holds what is confidential.")
    labels, at = _labels(document), f"&at=edition-{document.key}-{document.edition}" if document.edition else ""
    about = {"report": document.key, "copy": document.copy, "edition": document.edition or None}
    about |= {"as_at": document.as_at, "position": document.position}
    return [about | _told(cell, labels[cell.figure]) | _opens(document, cell, at) for cell in _figures(document)]


def _is_confidential(section: Section, block: Block) -> bool:
    return section.confidential or block.confidential or any(line.confidential for line in block.lines)


def _told(cell: Cell, label: str) -> Row:
    return {
        "figure": cell.figure,
        "label": label,
        "period": cell.period,
        "n": cell.n,
        "of": cell.of,
        "share": fraction(cell),
        "interval": cell.interval,
        "base": cell.base,
        "kept_back": cell.kept_back,
    }


def _opens(document: Document, cell: Cell, at: str) -> Row:
    """Where a figure opens: one of an edition as it was published. The public copy is for those who can open none."""
    if document.is_public:
        return {"address": ""}
    return {"address": f"{cell.opens}{at}" if cell.opens.startswith("/figures/") else cell.opens}


def fraction(cell: Cell) -> Decimal | None:
    """The share of a cell as a fraction with the places that it is printed with: 0.438 of 43.8; None for none."""
    return Decimal(cell.share).scaleb(-2) if cell.share and not cell.kept_back else None


def _figures(document: Document) -> list[Cell]:
    """One cell of each figure, period and base; one that says no base only where no other says the same with one.

    Of a figure that is kept back somewhere nothing is told from elsewhere.
    """
    found: dict[tuple[str, str, str], Cell] = {}
    for cell in _with_bases(document):
        name = (cell.figure, cell.period, cell.base)
        found[name] = _one_of(found[name], cell) if name in found else cell
    with_base = {(*name[:2], cell.n) for name, cell in found.items() if name[2]}
    hidden = {name[:2] for name, cell in found.items() if cell.kept_back}
    told = {name: cell for name, cell in found.items() if name[2] or (*name[:2], cell.n) not in with_base}
    return [cell for name, cell in told.items() if cell.kept_back or name[:2] not in hidden]


def _with_bases(document: Document) -> Iterator[Cell]:
    """The cells with the base that each is a share of, also where the report does not name it."""
    bases = {(cell.figure, cell.period, cell.n, cell.of): cell.base for cell in keyed(document).cells()}
    for cell in document.cells():
        base = cell.base or bases.get((cell.figure, cell.period, cell.n, cell.of), "")
        yield replace(cell, base="" if base.startswith(PLACE) else base)


def _one_of(one: Cell, other: Cell) -> Cell:
    """Which of two cells of a figure is told: one that is kept back, else the first."""
    if one.kept_back or other.kept_back:
        return one if one.kept_back else other
    if (one.n, one.of) != (other.n, other.of):
        raise ValueError(f"The report gives {one.figure} of {one.period} as {one.text} and as {other.text}.")
    return one if one.interval or not other.interval else other


def _labels(document: Document) -> dict[str, str]:
    """What each figure is called: as it is defined, else as the report first names it."""
    found = {one.name: one.label for one in document.definitions}
    for name, label in (*_named(document), *((cell.figure, cell.figure) for cell in document.cells())):
        found.setdefault(name, label)
    return found


def _named(document: Document) -> Iterator[tuple[str, str]]:
    """What the report itself calls a figure: its line, or its row, with the column where a row has several."""
    for _, block in document.blocks():
        yield from ((line.cell.figure, line.label) for line in block.lines)
        for row in block.table.rows if block.table else ():
            yield from _in_a_row(block, row)


def _in_a_row(block: Block, row: tuple[Cell, ...]) -> Iterator[tuple[str, str]]:
    heads = [column.label for column in block.table.columns] if block.table else []
    several = len({cell.figure for cell in row if cell.figure}) > 1
    called = [cell.text for cell in row[:-1] if not cell.figure and cell.text]
    for head, cell in zip(heads, row, strict=True):
        found = period(cell.period)
        of_period = bool(found and row[0].text in (found.label, "Total"))
        parts = (called if not of_period else []) + ([head] if several or of_period else [])
        if cell.figure:
            yield cell.figure, f"{block.title}: {', '.join(parts)}"

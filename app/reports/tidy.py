"""Every figure of a report as one row of plain values: what its CSV, its JSON and a sheet of its workbook hold."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

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
    labels = _labels(document)
    about = {"report": document.key, "copy": document.copy, "edition": document.edition or None}
    about |= {"as_at": document.as_at, "position": document.position}
    return [about | _told(cell, labels[cell.figure]) for cell in _figures(document)]


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
        "address": cell.opens,
    }


def fraction(cell: Cell) -> Decimal | None:
    """The share of a cell as a fraction with the places that it is printed with: 0.438 of 43.8; None for none."""
    return Decimal(cell.share).scaleb(-2) if cell.share and not cell.kept_back else None


def _figures(document: Document) -> list[Cell]:
    """One cell of each figure, period and base; one that says no base only where no other says the same with one.

    Of a figure that is kept back somewhere nothing is told from elsewhere.
    """
    found: dict[tuple[str, str, str], Cell] = {}
    for cell in document.cells():
        name = (cell.figure, cell.period, cell.base)
        found[name] = _one_of(found[name], cell) if name in found else cell
    with_base = {(*name[:2], cell.n) for name, cell in found.items() if name[2]}
    hidden = {name[:2] for name, cell in found.items() if cell.kept_back}
    told = {name: cell for name, cell in found.items() if name[2] or (*name[:2], cell.n) not in with_base}
    return [cell for name, cell in told.items() if cell.kept_back or name[:2] not in hidden]


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
    for _, block in document.blocks():
        yield from ((line.cell.figure, line.label) for line in block.lines)
        for row in block.table.rows if block.table else ():
            yield from ((cell.figure, f"{block.title}: {row[0].text}") for cell in row[1:] if cell.figure)

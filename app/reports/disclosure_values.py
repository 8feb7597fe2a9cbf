"""What a report tells of each figure and period, and what adds up in it: all that somebody could reckon with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.reports.disclosure_relations import SAME, base_of, one_name, relations
from app.reports.document import Block, Cell, Document, Paragraph, Point, Sum, Table

Key = tuple[str, str]
"""A figure and a period."""
PLACE, BASE = "@", "@of "
"""How the key begins of a number that names no figure, and of one that names no base: it stands for its place alone."""


@dataclass(frozen=True)
class Told:
    """The values that are shown, those kept back, which is a share of which, and which add up to which."""

    shown: dict[Key, int]
    kept: frozenset[Key]
    shares: tuple[tuple[Key, Key], ...]
    sums: tuple[Sum, ...]
    true: dict[Key, int] = field(default_factory=dict)
    """What the values are, those that are kept back as well."""

    @cached_property
    def keys(self) -> frozenset[Key]:
        """All that it tells of."""
        return self.kept | self.shown.keys()

    @property
    def wholes(self) -> frozenset[Key]:
        """What something else is a share of, and what is by definition the same."""
        bases = {base for _, base in self.shares}
        return frozenset(
            bases | {one.total for one in self.sums if len(one.parts) == 1 and bases.issuperset(one.parts)}
        )


def key(value: Cell | Point) -> Key:
    """What a value is of; what counts the same over another base is of the same."""
    return SAME.get(value.figure, value.figure), value.period


def told(document: Document) -> Told:
    """All that a report tells in numbers; of a public copy, also what is kept back in it."""
    shown: dict[Key, int] = {}
    named: dict[Key, None] = {}
    shares: dict[tuple[Key, Key], None] = {}
    for value in values(document):
        whole = (value.base, value.period)
        named[key(value)] = None
        if value.n is not None:
            shown.setdefault(key(value), value.n)
        if value.base:
            shares[key(value), whole] = named[whole] = None
            if value.of is not None:
                shown.setdefault(whole, value.of)
    sums = tuple(map(one_name, document.sums))
    return Told(shown, frozenset(named) - shown.keys(), tuple(shares), sums, shown)


def values(document: Document) -> Iterator[Cell | Point]:
    """Every value of a figure, of cells and of charts' points."""
    yield from document.cells()
    yield from (point for _, block in document.blocks() if block.chart for point in block.chart.points if point.figure)


def remade(document: Document, cell: Callable[[Cell, str], Cell], block: Callable[[Block, str], Block]) -> Document:
    """The report with each cell remade, then each block; both functions are told the place as well."""

    def of_block(one: Block, place: str) -> Block:
        lines = tuple(replace(line, cell=cell(line.cell, f"{place}/{n}")) for n, line in enumerate(one.lines))
        return block(replace(one, lines=lines, table=_table(one.table, place, cell)), place)

    def of_paragraph(one: Paragraph, place: str) -> Paragraph:
        return replace(one, runs=tuple(cell(run, f"{place}/{n}") for n, run in enumerate(one.runs)))

    sections = tuple(
        replace(
            section,
            blocks=tuple(of_block(one, f"{section.id}/{one.id}") for one in section.blocks),
            commentary=tuple(of_paragraph(one, f"{section.id}/{n}") for n, one in enumerate(section.commentary)),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)


def _table(table: Table | None, place: str, cell: Callable[[Cell, str], Cell]) -> Table | None:
    if table is None:
        return None
    rows = (tuple(cell(one, f"{place}/{r}.{c}") for c, one in enumerate(row)) for r, row in enumerate(table.rows))
    return replace(table, rows=tuple(rows))


def keyed(document: Document) -> Document:
    """The report with a figure and a base named for every number of it, and with the sums that its tables show."""
    found = named(document)
    tells = told(found)
    stated = [one for one in tells.sums if _holds(one, tells.shown)]
    shown = [one for _, block in found.blocks() if block.table for one in shown_sums(block.table)]
    sums = dict.fromkeys([*stated, *shown, *relations(tells.shown, tells.shares)])
    return replace(found, sums=tuple(one for one in sums if one.parts != (one.total,)))


def named(document: Document) -> Document:
    """The report with a figure and a base named for every number of it.

    A number without a figure, or with another value than its figure has elsewhere, is named by its place. A chart's
    point without a figure takes that of the table beneath it, at the row of its series and the column of its x.
    """
    seen: dict[Key, int] = {}

    def cell(one: Cell, place: str) -> Cell:
        figure, base = _names(one, place, seen)
        return replace(one, figure=figure, base=base)

    def block(one: Block, place: str) -> Block:
        if one.chart is None:
            return one
        points = (_point(point, one, f"{place}/{n}", seen) for n, point in enumerate(one.chart.points))
        return replace(one, chart=replace(one.chart, points=tuple(points)))

    return remade(document, cell, block)


def _names(one: Cell | Point, place: str, seen: dict[Key, int]) -> tuple[str, str]:
    """The figure and the base of a number, of its place where it has none or where the same has another value."""
    if one.n is None:
        return one.figure, ""
    figure = one.figure if one.figure and seen.setdefault(key(one), one.n) == one.n else PLACE + place
    seen[SAME.get(figure, figure), one.period] = one.n
    if one.of is None:
        return figure, ""
    base = one.base or base_of(one.figure)
    known = base and seen.setdefault((base, one.period), one.of) == one.of
    base = base if known else BASE + place
    seen[base, one.period] = one.of
    return figure, base


def _point(point: Point, block: Block, place: str, seen: dict[Key, int]) -> Point:
    found = None if point.figure else _beneath(point, block)
    if found:
        point = replace(point, figure=found.figure, period=found.period, base=found.base)
    figure, base = _names(point, place, seen)
    return replace(point, figure=figure, base=base)


def _beneath(point: Point, block: Block) -> Cell | None:
    """The cell of the table under a chart that a point draws."""
    assert block.chart
    labels = {one.label for one in block.chart.series if one.id == point.series} | {block.chart.y, point.series}
    for row in block.table.rows if block.table else ():
        for column, cell in zip(block.table.columns if block.table else (), row, strict=False):
            across = row[0].text in labels and column.label == point.x
            down = row[0].text == point.x and column.label in labels
            if (across or down) and (cell.n, cell.of) == (point.n, cell.of if point.of is None else point.of):
                return cell
    return None


def _holds(one: Sum, seen: dict[Key, int]) -> bool:
    """Whether a stated sum may be true: it is, or a part of it is not in this report."""
    if one.total not in seen or any(part not in seen for part in one.parts):
        return True
    return seen[one.total] == sum(seen[part] for part in one.parts)


def shown_sums(table: Table) -> Iterator[Sum]:
    """What anybody sees to add up: the first row of totals, if it does in each column, and a last column of totals."""
    body, width = table.rows[: len(table.rows) - table.totals], len(table.columns)
    if table.totals and len(body) > 1:
        yield from _adding_up([(table.rows[len(body)][n], [row[n] for row in body]) for n in range(1, width)])
    if width > 3:
        yield from _adding_up([(row[-1], list(row[1:-1])) for row in table.rows if len(row) == width])


def _adding_up(sums: list[tuple[Cell, list[Cell]]]) -> list[Sum]:
    """The sums, if all of them are of numbers and true."""
    for total, parts in sums:
        if total.n is None or any(part.n is None for part in parts) or total.n != sum(part.n or 0 for part in parts):
            return []
    return [
        Sum((total.figure, total.period), tuple((one.figure, one.period) for one in parts)) for total, parts in sums
    ]

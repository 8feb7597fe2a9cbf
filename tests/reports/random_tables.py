"""Random tables of counts with their totals, as reports, for attacks on their public copies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from app.reports.document import SHARE, TABLE, TEXT, Block, Cell, Column, Document, Section, Sum, Table
from tests.reports.a_document import MONTHS, share_cell

Counts = list[list[int]]
Position = tuple[int, int]
"""A row and a column; −1 is the total."""
QUARTER, YEAR = "2024-Q1", "2024-year"
TOTALS = (-1,)
"""The columns of a report that shows nothing but the whole."""


@dataclass(frozen=True)
class Grid:
    """Counts by row and column; `shares` whether they are printed as shares of their column's total."""

    counts: Counts
    shares: bool
    stated: bool
    """Whether the report says what adds up, or its table shows it."""
    parts: str = "part"
    """How the figures of its rows are called: two tables may be of the same audits."""

    def at(self, row: int, column: int) -> int:
        """A count or a total."""
        rows = self.counts if row < 0 else [self.counts[row]]
        return sum(sum(one) if column < 0 else one[column] for one in rows)


def a_grid(random: Random, fewest: int = 2) -> Grid:
    """Up to 5 rows and from so many to 3 columns, a third of the counts small, a sixth 0."""
    rows, columns = random.randint(2, 5), random.randint(fewest, 3)
    counts = [[_count(random) for _ in range(columns)] for _ in range(rows)]
    return Grid(counts, random.random() < 0.5, random.random() < 0.5)


def _count(random: Random) -> int:
    return random.choice((0, random.randint(1, 4), random.randint(1, 4), *(random.randint(5, 40) for _ in range(3))))


def changed(grid: Grid, random: Random) -> Grid:
    """The same table after a late return, a regrade or a withdrawal or two; or as it was."""
    counts = [list(row) for row in grid.counts]
    for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
        row, column = random.randrange(len(counts)), random.randrange(len(counts[0]))
        counts[row][column] = max(0, counts[row][column] + random.choice((1, 1, 1, 2, -1, -7, 8)))
    return replace(grid, counts=counts)


def otherwise(grid: Grid, random: Random) -> Grid:
    """The same audits by something else: other rows that come to the same totals."""
    counts = [[0] * len(grid.counts[0]) for _ in grid.counts]
    for column in range(len(grid.counts[0])):
        for _ in range(grid.at(-1, column)):
            counts[random.choice((0, 0, 0, random.randrange(len(counts))))][column] += 1
    return replace(grid, counts=counts, parts="other")


def report(
    grids: list[Grid], columns: tuple[int, ...] = (0, 1, 2, -1), others: list[Grid] | None = None, whole: str = QUARTER
) -> Document:
    """A report with each grid as a table, or with some of its columns; and with others of the same audits.

    `whole` is the period that the columns are all opened months of.
    """
    every = [*enumerate(grids), *enumerate(others or [])]
    blocks = tuple(_block(n, grid, columns, whole) for n, grid in every)
    sums = tuple(one for n, grid in every if grid.stated for one in _sums(n, grid, columns, whole))
    if whole == YEAR:
        blocks = (*blocks, _opened(MONTHS))
    return Document(whole, "quarterly", "Report", "Eastmere Council", "Ruth Okafor", "2024-07-05T16:00:00+00:00", 1,
                    "2024-07-05", (Section("tables", "Tables", blocks),), sums=sums)  # fmt: skip


def _opened(months: Sequence[str]) -> Block:
    """A table of something else, as it shows which months were opened."""
    cells = [Cell("90", "pool", month, 90) for month in months]
    total = Cell(str(90 * len(months)), "pool", YEAR, 90 * len(months))
    heads = (Column("What", TEXT), *(Column(month) for month in (*months, YEAR)))
    return Block("pool", TABLE, "Pool", table=Table(heads, ((Cell("Pool"), *cells, total),)))


def shown(grid: Grid, columns: tuple[int, ...]) -> list[int]:
    """The columns that are there, of those that are asked for."""
    return [one for one in columns if one < len(grid.counts[0])]


def _block(n: int, grid: Grid, columns: tuple[int, ...], whole: str) -> Block:
    there = shown(grid, columns)
    rows = tuple(
        (Cell("Total" if row < 0 else f"Row {row}"), *(_cell(n, grid, (row, column), whole) for column in there))
        for row in (*range(len(grid.counts)), -1)
    )
    heads = (Column("What", TEXT), *(Column(str(column), SHARE) for column in there))
    return Block(f"{grid.parts}-{n}", TABLE, f"Table {n}", table=Table(heads, rows, totals=1))


def _cell(n: int, grid: Grid, position: Position, whole: str) -> Cell:
    row, column = position
    count, of, period = grid.at(row, column), grid.at(-1, column), whole if column < 0 else MONTHS[column]
    if row >= 0 and grid.shares and of:
        return share_cell(f"{grid.parts}:{n}:{row}", period, count, of, f"all:{n}")
    return Cell(str(count), f"{grid.parts}:{n}:{row}" if row >= 0 else f"all:{n}", period, count)


def _sums(n: int, grid: Grid, columns: tuple[int, ...], whole: str) -> list[Sum]:
    """What adds up among these columns."""
    names = [f"{grid.parts}:{n}:{row}" for row in range(len(grid.counts))]
    months = MONTHS[: len(grid.counts[0])]
    periods = (whole,) if columns == TOTALS else (*months, whole)
    down = [Sum((f"all:{n}", one), tuple((name, one) for name in names)) for one in periods]
    if columns == TOTALS:
        return down
    return [*down, *(Sum((name, whole), tuple((name, one) for one in months)) for name in (*names, f"all:{n}"))]

"""How a figure stands in a report: as a cell of a table, or as a line with its interval."""

from app.events.periods import Period
from app.reports.document import SHARE as SHARES
from app.reports.document import Cell, Column, Definition, Line
from projections.intervals import wilson
from projections.shares import NONE, Figure

ROUNDED = (
    "Each share is rounded on its own, half up, so that a column may add up to 99% or 101%. With it: its 95% interval."
)


def cell(figure: Figure, period: Period, base: str = "", href: str = "", name: str = "") -> Cell:
    """A figure in a table: 7 (23%), or 31 for a count."""
    share = "" if figure.share is None else str(figure.share)
    text = str(figure.n) if figure.of is None else f"{figure.n} ({figure.value})" if share else NONE
    between = wilson(figure.n, figure.of) if figure.of else None
    return Cell(
        text,
        name or figure.name,
        period.key,
        figure.n,
        figure.of,
        share,
        between.words(figure.places) if between else "",
        base,
        href=href,
    )


def line(figure: Figure, period: Period, base: str = "", href: str = "", name: str = "", label: str = "") -> Line:
    """A figure in a sentence's place: 45 of 73 (62%); the interval of its share is in the cell."""
    return Line(label or figure.label, spelt(cell(figure, period, base, href, name)))


def spelt(made: Cell) -> Cell:
    """A cell with its value in full: 45 of 73 (62%)."""
    if made.of is None or made.n is None:
        return made
    share = f" ({made.share}%)" if made.share else ""
    return Cell(**vars(made) | {"text": f"{made.n} of {made.of}{share}"})


def definition(name: str, figure: Figure) -> Definition:
    """How a figure is defined: what is counted, of what."""
    counted, _, of = figure.definition.partition(" ÷ ")
    return Definition(name, figure.label, counted, of.rstrip(".") if of else "", figure.places)


def period_column(period: Period) -> Column:
    """The column of a month's or quarter's shares."""
    return Column(period.label, SHARES)


def day(on: str) -> str:
    """A day (ISO) as a report prints it: 30/11/2018."""
    return f"{on[8:10]}/{on[5:7]}/{on[:4]}"

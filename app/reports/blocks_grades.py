"""The grades of a report: overall by month, a table for each domain, domains side by side, quarters and years."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from app.events.periods import MONTHLY, Period
from app.reports import figures
from app.reports.cells import ROUNDED, cell, line
from app.reports.document import CHART, LINES, TEXT, Block, Cell, Chart, Column, Point, Series, Table
from app.reports.source import NOT_OPENED, Source, span_of
from projections.grade_table import OVERALL, base_name, grade_name, grade_scale
from projections.shares import NONE

Grade = dict[str, str]
MONTHS, QUARTERS, YEARS = 12, 8, 5
"""So many of a kind are in a series."""
NOT_APPLICABLE = "na"
MODERATED = "moderation:moderated"
STACKED, SHARES = "stacked", "shares"


def overall_lines(source: Source, period: Period) -> Iterable[Block]:
    """How many audits have each overall grade, worst first as the report says it."""
    found, base = source.figures(period), base_name(OVERALL)
    names = [grade_name(OVERALL, grade["id"]) for grade in reversed(_scale(source, period, OVERALL))]
    lines = tuple(line(found[name], period, base) for name in names if name in found)
    yield Block("overall", LINES, "Overall outcomes", lines=lines)


def overall_months(source: Source, period: Period) -> Iterable[Block]:
    """The overall grades month by month: the twelve up to a month, or those of the quarter or year with their total.

    The summary of a quarter or year says of each month how many audits were moderated, too.
    """
    [block] = [_charted(source, period, _months(source, period), "overall-months", "Overall grades by month")]
    yield block if period.kind == MONTHLY else _with_moderated(source, period, block)


def overall_shares(source: Source, period: Period) -> Iterable[Block]:
    """The same months as shares of the audits graded in each."""
    id, title, shown = "overall-shares", "Overall grades by month, in per cent", _months(source, period)
    table = grades_table(source, period, shown, OVERALL)
    rows = tuple((row[0], *map(_in_per_cent, row[1:])) for row in table.rows)
    chart = replace(
        _stacked(source, period, shown, id, title, SHARES), places=source.content(period)["rounding"]["places"]
    )
    yield Block(id, CHART, title, table=replace(table, rows=rows), chart=chart, notes=notes_of(source, period, shown))


def _months(source: Source, period: Period) -> list[Period]:
    return source.since(period, MONTHS) if period.kind == MONTHLY else span_of(source, period)


def _in_per_cent(one: Cell) -> Cell:
    return replace(one, text=f"{one.share}%") if one.share else one


def _with_moderated(source: Source, period: Period, block: Block) -> Block:
    """The table with how many audits of each month were moderated, beneath how many are graded."""
    shown = _months(source, period)
    columns = [*shown, period] if len(shown) > 1 else shown
    found = [(figures.find(source, one, MODERATED), one) for one in columns]
    row = (Cell("Moderated"), *(cell(figure, one) if figure else Cell(NONE) for figure, one in found))
    table = block.table
    return replace(block, table=table and replace(table, rows=(*table.rows, row), totals=table.totals + 1))


def overall_quarters(source: Source, period: Period) -> Iterable[Block]:
    """The overall grades quarter by quarter, as far as there are any."""
    last = period.quarters[-1] if period.quarters else period
    yield _charted(source, last, source.since(last, QUARTERS), "overall-quarters", "Overall grades by quarter")


def overall_years(source: Source, period: Period) -> Iterable[Block]:
    """The overall grades year by year (April to March)."""
    shown = source.since(period.year, YEARS)
    yield _charted(source, period.year, shown, "overall-years", "Overall grades by year")


def _cell(found: Any, period: Period, name: str, base: str) -> Cell:
    return cell(found[name], period, base) if name in found else Cell(NONE)


def _scale(source: Source, period: Period, domain: str) -> list[Grade]:
    """The grades that a table has a row for, best first; not applicable for a domain alone."""
    return [one for one in grade_scale(source.content(period)) if domain != OVERALL or one["id"] != NOT_APPLICABLE]


def grades_table(source: Source, period: Period, shown: Sequence[Period], domain: str) -> Table:
    """Grades down, periods across; with the total of the whole period where the columns are its months."""
    columns = [*shown, period] if len(shown) > 1 and period not in shown else list(shown)
    heads = tuple(Column(source.named(one) if one in shown else "Total", "share") for one in columns)
    scale, base = _scale(source, period, domain), base_name(domain)
    rows = tuple(
        (
            Cell(grade["label"]),
            *(_cell(source.figures(one), one, grade_name(domain, grade["id"]), base) for one in columns),
        )
        for grade in scale
    )
    totals = (Cell("Graded"), *(_cell(source.figures(one), one, base, "") for one in columns))
    return Table((Column("Grade", TEXT), *heads), (*rows, totals), totals=1)


def _charted(source: Source, period: Period, shown: Sequence[Period], id: str, title: str) -> Block:
    table = grades_table(source, period, shown, OVERALL)
    chart = _stacked(source, period, shown, id, title)
    return Block(id, CHART, title, table=table, chart=chart, notes=notes_of(source, period, shown))


def _stacked(
    source: Source, period: Period, shown: Sequence[Period], id: str, title: str, form: str = STACKED
) -> Chart:
    scale = _scale(source, period, OVERALL)
    series = tuple(Series(grade["id"], grade["label"], grade["style"]) for grade in scale)
    points = tuple(_point(source, one, shown, grade["id"]) for one in shown for grade in scale)
    points = points if form == STACKED else tuple(map(_as_share, points))
    said = _finding(source, shown[-1] if shown else period, scale, form)
    y = "Audits" if form == STACKED else "% of audits graded"
    return Chart(id, form, title, said, f"{title}, stacked bars. {said}", points, series, y)


def _as_share(one: Point) -> Point:
    """A point as the share of its month; of a month in which none is graded, there is none."""
    if not one.of:
        return replace(one, value=None, mark=one.mark or "none graded")
    return replace(one, value=100 * (one.n or 0) / one.of)


def _point(source: Source, one: Period, shown: Sequence[Period], grade: str) -> Point:
    if not source.opened(one):
        return Point(one.label, None, grade, mark=NOT_OPENED)
    figure = source.figures(one).get(grade_name(OVERALL, grade))
    n, of = (figure.n, figure.of) if figure else (0, 0)
    return Point(
        one.label, float(n), grade, n, of, breaks=source.breaks(one, shown),
        figure=grade_name(OVERALL, grade), period=one.key, base=base_name(OVERALL),
    )  # fmt: skip


def _finding(source: Source, last: Period, scale: Sequence[Grade], form: str) -> str:
    """What the newest of a series shows, with its numbers, and shares where these are drawn; it calls no trend."""
    found = [source.figures(last).get(grade_name(OVERALL, grade["id"])) for grade in scale]
    counted = [one for one in found if one and one.of]
    if not counted:
        return f"No audit of {last.label} is graded yet."
    shares = [f" ({one.value})" if form == SHARES else "" for one in counted]
    said = ", ".join(
        f"{one.n} {one.label.partition(': ')[2]}{share}" for one, share in zip(counted, shares, strict=True)
    )
    return f"{last.label}: of {counted[0].of} audits graded, {said}."


def notes_of(source: Source, period: Period, shown: Sequence[Period] = ()) -> tuple[str, ...]:
    """How shares are rounded, whether N/A counts, and where the series breaks."""
    rule = source.content(period)["not_applicable"]
    applies = f"{rule['label']} is {'in' if rule['in_denominator'] else 'not in'} the base of the shares."
    return (ROUNDED, *source.noted(shown)) if shown else (ROUNDED, applies)

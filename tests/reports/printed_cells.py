"""What is printed, held against its own n and N by plain arithmetic: shares, intervals, charts and their captions."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from app.events.periods import period
from app.reports.document import Block, Cell, Chart, Point

Z = 1.959963984540054
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
LABELS = re.compile(rf"{MONTH}|(?:Q[1-4] )?\d{{4}}-\d\d")
LAST = ("stacked", "shares", "completion")
"""The forms whose caption is of the last period that is drawn."""


def cells(block: Block) -> Iterator[Cell]:
    """Every value of a block that is a figure's."""
    yield from (line.cell for line in block.lines if line.cell.figure)
    yield from (cell for row in (block.table.rows if block.table else ()) for cell in row if cell.figure)


def wrong(one: Cell, places: int) -> str:
    """What is wrong with how a value is printed, "" for nothing."""
    if one.n is None:
        return "" if one.text == "–" else "text"
    if one.of is None:
        return "" if one.text == f"{one.n:,}" and not (one.share or one.interval) else "count"
    if one.of == 0:
        return "" if not (one.share or one.interval) and one.text in ("–", f"{one.n} of 0") else "share of nothing"
    share = half_up(Fraction(100 * one.n, one.of), places)
    texts = (f"{one.n} ({share}%)", f"{one.n} of {one.of} ({share}%)", f"{share}%")
    between = interval(one.n, one.of, places) if one.n <= one.of else ""
    faults = {"share": one.share != share, "text": one.text not in texts, "interval": one.interval != between}
    return ", ".join(name for name, is_so in faults.items() if is_so)


def half_up(value: Fraction, places: int) -> str:
    """A number rounded half up, as digits."""
    whole = str(int(value * 10**places + Fraction(1, 2))).rjust(places + 1, "0")
    return f"{whole[:-places]}.{whole[-places:]}" if places else whole


def interval(n: int, of: int, places: int) -> str:
    """Wilson's interval, found by looking for the shares of which n of `of` is just as far off as z allows."""
    ends = [_edge(n, of, 0.0), _edge(n, of, 1.0)]
    return " to ".join(f"{half_up(100 * Fraction(end).limit_denominator(10**12), places)}%" for end in ends)


def _edge(n: int, of: int, outside: float) -> float:
    """Halves the way between the share itself and an end of the scale, until nothing is between them."""
    inside = n / of
    if (n - of * outside) ** 2 <= Z**2 * of * outside * (1 - outside):
        return outside
    for _ in range(80):
        middle = (inside + outside) / 2
        fits = (n - of * middle) ** 2 <= Z**2 * of * middle * (1 - middle)
        inside, outside = (middle, outside) if fits else (inside, middle)
    return inside


def undrawn(block: Block) -> list[str]:
    """The points of a block's chart that are no cell of its table, in words."""
    if block.chart is None:
        return []
    known = {(cell.figure, cell.period): cell for cell in cells(block)}
    drawn = [one for one in block.chart.points if one.value is not None]
    return [
        f"{block.id}: {one.x} {one.series}" for one in drawn if not _is(one, known.get((one.figure, one.period)), block)
    ]


def _is(point: Point, cell: Cell | None, block: Block) -> bool:
    """Whether a point is a cell's value, at the place that its period has."""
    if cell is None or block.chart is None or block.table is None:
        return False
    counted = (point.n, point.of) == (cell.n, cell.of) or (point.of is None and point.n == cell.n)
    of = period(point.period)
    placed = point.x in (of.label if of else "", *(row[0].text for row in block.table.rows if cell in row))
    named = point.series in ("", point.period, point.figure.rpartition(":")[2], *SERIES.get(point.figure, ()))
    return counted and placed and named and abs((point.value or 0) - _value(block.chart, point)) < 1e-9


SERIES = {"completion-of-pool": ("completed",)}


def _value(chart: Chart, point: Point) -> float:
    per_cent = "%" in chart.y and point.of
    return 100 * (point.n or 0) / (point.of or 1) if per_cent else float(point.n or 0)


def misnamed(block: Block, key: str) -> list[str]:
    """What of a chart's caption is not of the last period drawn, or of the report's where all of it is."""
    chart = block.chart
    if chart and chart.form == "process" and "Too few" in chart.finding:
        newest = [one.x for one in chart.points if one.value is not None][-1:]
        return [] if chart.finding.startswith(tuple(newest) or "Too few") else [f"{block.id}: not of {newest[0]}"]
    if chart is None or chart.form not in (*LAST, "grouped"):
        return []
    drawn = [one for one in chart.points if one.value is not None]
    last = period(key if chart.form == "grouped" else max((one.period for one in drawn), key=_ends, default=key))
    assert last
    here = {number for cell in cells(block) if cell.period == last.key for number in _numbers([cell])}
    said = set(re.findall(r"\d+(?:\.\d+)?", LABELS.sub("", chart.finding)))
    begins = [] if not drawn or last.label in chart.finding[:40] else [f"{block.id}: not of {last.label}"]
    return begins + [f"{block.id}: {number}" for number in sorted(said - here)]


def _ends(key: str) -> str:
    of = period(key)
    return of.last if of else ""


def _numbers(found: Iterable[Cell]) -> Iterator[str]:
    for cell in found:
        yield from (str(cell.n), str(cell.of), cell.share)

"""The points of a chart in the order in which they are drawn: names, series, and what stands at each."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.charts.words import number, plain
from app.reports.document import Chart, Point, Series


@dataclass
class Told:
    """`at[name place][series place]` is the point there, if any."""

    names: list[str]
    series: list[Series]
    at: list[list[Point | None]]
    per_cent: bool
    places: int

    @property
    def values(self) -> list[float]:
        """Every value that is known."""
        return [point.value for row in self.at for point in row if point and point.value is not None]

    def words(self, value: float) -> str:
        """A value as it is written at its point."""
        return self.number(value) + ("%" if self.per_cent else "")

    def number(self, value: float) -> str:
        """The same without the sign for per cent."""
        return number(value, self.places if self.per_cent else 1)

    @property
    def breaks(self) -> list[str]:
        """Why the series does not go on, at each name; mostly nothing."""
        return [next((point.breaks for point in row if point and point.breaks), "") for row in self.at]


def told(chart: Chart) -> Told:
    """The points of a chart by their names and series; of two at one place the later stands."""
    names = list(dict.fromkeys(point.x for point in chart.points))
    known = {one.id: one for one in chart.series}
    for point in chart.points:
        known.setdefault(point.series, Series(point.series, point.series))
    used = {point.series for point in chart.points}
    series = [one for one in known.values() if one.id in used or one in chart.series]
    rows, columns = _places(names), _places([one.id for one in series])
    at: list[list[Point | None]] = [[None] * len(series) for _ in names]
    for point in chart.points:
        at[rows[point.x]][columns[point.series]] = point
    per_cent = "%" in chart.y or "per cent" in chart.y or chart.form in ("shares", "intervals")
    return Told([plain(name) for name in names], series, at, per_cent, chart.places)


def _places(ids: Sequence[str]) -> dict[str, int]:
    return {id: place for place, id in enumerate(ids)}

"""What a chart of a workbook is made of: lanes, each a column of its numbers and how that is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.reports.document import Chart, Point, Series
from app.reports.workbook_book import plain
from app.reports.workbook_looks import DASHES, GREY, MARKERS, colour, filled


@dataclass(frozen=True)
class Lane:
    """One column of a chart's numbers: its heading, a value for each place on the axis (None for none), how it looks.

    `options` are those of the chart's series; `kind` is column, bar or line; `second` stands on an axis of its own.
    """

    label: str
    values: tuple[float | None, ...]
    options: dict[str, Any]
    kind: str = "column"
    second: bool = False


def lanes_of(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """The lanes of a chart, each with a value for each place on the axis."""
    return FORMS.get(chart.form, _lines)(chart, axis)


def _stacked(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """A column for each place, of a part for each series: a pattern and a number in each."""
    return [
        Lane(series.label, values, filled(series, place) | _labels(values) | {"gap": 60})
        for place, series in enumerate(_series(chart))
        for values in [_values(chart, axis, series.id)]
    ]


def _grouped(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """Columns side by side."""
    return [
        Lane(series.label, values, filled(series, place) | _labels(values) | {"gap": 80, "overlap": 0})
        for place, series in enumerate(_series(chart))
        for values in [_values(chart, axis, series.id)]
    ]


def _ageing(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """Bars, one under the other."""
    return [
        Lane(lane.label, lane.values, {name: value for name, value in lane.options.items() if name != "overlap"}, "bar")
        for lane in _grouped(chart, axis)
    ]


def _shares(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """Of one series: columns of n and of what it is of, and a line of the share; of more, a line for each."""
    series = _series(chart)
    of = _values(chart, axis, series[0].id, lambda point: point.of)
    if len(series) > 1 or not any(of):
        return _lines(chart, axis)
    n = _values(chart, axis, series[0].id, lambda point: point.n)
    lanes = [
        Lane("Out of", of, filled(Series("of", "Of", "grade-na"), 0) | _labels(of)),
        Lane("Count", n, filled(Series("n", "n", "grade-4"), 1) | _labels(n)),
    ]
    line = _line(0, "#a8430f") | _labels(_values(chart, axis, series[0].id), "0.#")
    return [*lanes, Lane(f"{series[0].label} %", _values(chart, axis, series[0].id), line, "line", True)]


def _lines(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """A line for each series, with its limits where it has them, and the target."""
    lanes = []
    for place, series in enumerate(_series(chart)):
        lanes += _runs(chart, axis, series, place)
        lanes += _limits(chart, axis, series)
    if chart.target is not None:
        dashed = {"line": {"color": "#0b0c0c", "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}}
        lanes.append(Lane(f"Target {chart.target:g}", (chart.target,) * len(axis), dashed, "line"))
    return lanes


def _runs(chart: Chart, axis: Sequence[str], series: Series, place: int) -> list[Lane]:
    """The line of a series, begun anew wherever it is broken: what lies on both sides is not joined."""
    points = {point.x: point for point in chart.points if point.series in (series.id, "")}
    runs: list[tuple[str, dict[str, Point]]] = [(series.label, {})]
    for x in axis:
        if (point := points.get(x)) is not None:
            if point.breaks:
                runs.append((f"{series.label}, from {x}: {point.breaks}", {}))
            runs[-1][1][x] = point
    return [
        Lane(label, tuple(_value(run.get(x)) for x in axis), _line(place) | _marks([run.get(x) for x in axis]), "line")
        for label, run in runs
        if run
    ]


def _limits(chart: Chart, axis: Sequence[str], series: Series) -> list[Lane]:
    """Centre line and limits of a series that has them."""
    reads: tuple[tuple[str, Callable[[Point], float | None], str], ...] = (
        ("Centre", lambda point: point.centre, "solid"),
        ("Upper limit", lambda point: point.high, "square_dot"),
        ("Lower limit", lambda point: point.low, "square_dot"),
    )
    made = [(label, _values(chart, axis, series.id, read), dash) for label, read, dash in reads]
    named = f"{series.label}: " if len(_series(chart)) > 1 else ""
    return [
        Lane(f"{named}{label}", values, {"line": {"color": GREY, "width": 1, "dash_type": dash}}, "line")
        for label, values, dash in made
        if any(value is not None for value in values)
    ]


def _series(chart: Chart) -> Sequence[Series]:
    """The series of a chart; one with its title for a chart that names none."""
    return chart.series or (Series("", chart.y or chart.title),)


def _values(
    chart: Chart, axis: Sequence[str], series: str, read: Callable[[Point], float | None] = lambda point: point.value
) -> tuple[float | None, ...]:
    found = {point.x: read(point) for point in chart.points if point.series in (series, "")}
    return tuple(found.get(x) for x in axis)


def _value(point: Point | None) -> float | None:
    return None if point is None else point.value


def _labels(values: Sequence[float | None], form: str = "General") -> dict[str, Any]:
    """The number of each value, on white so that a pattern does not hide it; none for nothing."""
    custom = [{} if value else {"delete": True} for value in values]
    look = {"value": True, "num_format": form, "font": {"size": 9}, "fill": {"color": "#ffffff"}}
    return {"data_labels": look | {"custom": custom}}


def _marks(points: Sequence[Point | None]) -> dict[str, Any]:
    """What is to be seen at a point, in words beside it; nothing beside the others."""
    if not any(point and point.mark for point in points):
        return {}
    custom = [{"value": plain(point.mark)} if point and point.mark else {"delete": True} for point in points]
    return {"data_labels": {"value": True, "position": "above", "font": {"size": 9}, "custom": custom}}


def _line(place: int, own: str = "") -> dict[str, Any]:
    look = {"color": own or colour(place), "width": 2, "dash_type": DASHES[place % len(DASHES)]}
    fill = {"color": own or colour(place)}
    marker = {"type": MARKERS[place % len(MARKERS)], "size": 6, "fill": fill, "border": fill}
    return {"line": look, "marker": marker}


FORMS: dict[str, Callable[[Chart, Sequence[str]], list[Lane]]] = {
    "stacked": _stacked,
    "grouped": _grouped,
    "ageing": _ageing,
    "shares": _shares,
    "lines": _lines,
    "process": _lines,
}
"""How each form of chart is made of lanes."""

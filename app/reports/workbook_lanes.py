"""What a chart of a workbook is made of: lanes, each a column of its numbers and how that is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.reports.document import Chart, Point, Series
from app.reports.workbook_book import plain
from app.reports.workbook_looks import DASHES, GREY, MARKERS, RUST, colour, filled
from projections.shares import NONE, percent


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
        Lane(series.label, values, filled(series, place) | _labels(values, chart) | {"gap": 60})
        for place, series in enumerate(_series(chart))
        for values in [_values(chart, axis, series.id)]
    ]


def _grouped(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """Columns side by side."""
    beside = {"gap": 80, "overlap": 0}
    return [Lane(lane.label, lane.values, lane.options | beside) for lane in _stacked(chart, axis)]


def _ageing(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """Bars, one under the other."""
    return [
        Lane(lane.label, lane.values, {name: value for name, value in lane.options.items() if name != "overlap"}, "bar")
        for lane in _grouped(chart, axis)
    ]


def _completion(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """Columns side by side, and over them the share of those that are of something, as a line on an axis of its own."""
    parts = [series for series in _series(chart) if any(_values(chart, axis, series.id, lambda point: point.of))]
    return [*_grouped(chart, axis), *(_share_of(chart, axis, series) for series in parts)]


def _share_of(chart: Chart, axis: Sequence[str], series: Series) -> Lane:
    points = {point.x: point for point in chart.points if point.series == series.id}
    values = tuple(_per_cent(points.get(x)) for x in axis)
    custom = [{"value": _share_words(points.get(x), chart.places)} for x in axis]
    labels = {"value": True, "position": "above", "font": {"size": 9, "bold": True}, "custom": custom}
    labels |= {"fill": {"color": "#ffffff"}}
    return Lane(f"{series.label}, %", values, _line(0, RUST) | {"data_labels": labels}, "line", True)


def _per_cent(point: Point | None) -> float | None:
    return 100 * (point.n or 0) / point.of if point and point.of else None


def _share_words(point: Point | None, places: int) -> str:
    """The share as it is printed: as its mark says, else rounded half up to so many places."""
    if point is None or not point.of:
        return NONE
    return plain(point.mark) or f"{percent(point.n or 0, point.of, places)}%"


def _intervals(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """Markers, each with its interval about it, and the target; the ends of the intervals stand beside the values."""
    return [lane for place, series in enumerate(_series(chart)) for lane in _interval(chart, axis, series, place)] + (
        _target(chart, axis)
    )


def _interval(chart: Chart, axis: Sequence[str], series: Series, place: int) -> list[Lane]:
    values = _values(chart, axis, series.id)
    low = _values(chart, axis, series.id, lambda point: point.low)
    high = _values(chart, axis, series.id, lambda point: point.high)
    up = [(to or 0) - (value or 0) if to is not None else 0 for value, to in zip(values, high, strict=True)]
    down = [(value or 0) - (to or 0) if to is not None else 0 for value, to in zip(values, low, strict=True)]
    bars = {"type": "custom", "plus_values": up, "minus_values": down, "line": {"color": colour(place), "width": 1.5}}
    ends = {"line": {"none": True}, "marker": _line(place)["marker"] | {"type": "long_dash", "size": 7}}
    named = f"{series.label}: " if len(_series(chart)) > 1 else ""
    return [
        Lane(series.label, values, _line(place) | {"line": {"none": True}, "y_error_bars": bars}, "line"),
        Lane(f"{named}from", low, ends, "line"),
        Lane(f"{named}to", high, ends, "line"),
    ]


def _lines(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """A line for each series, with its limits where it has them, and the target."""
    lanes = []
    for place, series in enumerate(_series(chart)):
        lanes += _runs(chart, axis, series, place)
        lanes += _limits(chart, axis, series)
    return lanes + _target(chart, axis)


def _target(chart: Chart, axis: Sequence[str]) -> list[Lane]:
    """The target as a line across, where there is one."""
    if chart.target is None:
        return []
    dashed = {"line": {"color": "#0b0c0c", "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}}
    return [Lane(f"Target {chart.target:g}", (chart.target,) * len(axis), dashed, "line")]


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


def number_format(chart: Chart) -> str:
    """How the values of a chart are written: per cent to its places, counts as they are."""
    return f"0.{'0' * chart.places}".rstrip(".") if "%" in chart.y else "General"


def _labels(values: Sequence[float | None], chart: Chart) -> dict[str, Any]:
    """The number of each value, on white so that a pattern does not hide it; none for nothing."""
    custom = [{} if value else {"delete": True} for value in values]
    look = {"value": True, "num_format": number_format(chart), "font": {"size": 9}, "fill": {"color": "#ffffff"}}
    return {"data_labels": look | {"custom": custom}}


def _marks(points: Sequence[Point | None]) -> dict[str, Any]:
    """What is to be seen at a point, in words beside it; nothing beside the others."""
    points = [point if point and point.value is not None else None for point in points]
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
    "shares": _stacked,
    "completion": _completion,
    "intervals": _intervals,
    "lines": _lines,
    "process": _lines,
}
"""How each form of chart is made of lanes."""

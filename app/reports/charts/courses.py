"""Lines over time, each named at its end."""

from typing import Any

from app.reports.charts.board import Board, Row
from app.reports.charts.breaks import draw_breaks, room_of_breaks
from app.reports.charts.house_style import BLUE, GREEN, INK, PURPLE, QUIET, RUST, SMALL, TEXT
from app.reports.charts.planes import PLOT, upright
from app.reports.charts.scales import reach
from app.reports.charts.spread import spread
from app.reports.charts.told import Told, told
from app.reports.charts.words import cut, plain, wide
from app.reports.document import Chart, Point

UP = 260
MARGIN = 170
"""What the names at the ends of lines take at most, in pixels."""
COLOURS = (BLUE, RUST, INK, PURPLE, GREEN)
DASHES: tuple[list[int], ...] = ([], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4])
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")


def lines(chart: Chart) -> Board:
    """A line for each series, with its own dash and shape, its numbers where there is room."""
    points = told(chart)
    margin = _margin(points)
    board = plot(chart, points, margin)
    room_of_breaks(board, points.breaks)
    taken = {place: [point.value * board.pixel for point in row if point and point.value is not None]
             for place, row in enumerate(points.at)}  # fmt: skip
    for place in range(len(points.series)):
        course(board, points, place, taken)
    if len(points.series) > 1:
        _ends(board, points)
    target(board, chart, points)
    draw_breaks(board, points.breaks)
    return board


def plot(chart: Chart, points: Told, margin: float = 0, more: tuple[float, ...] = ()) -> Board:
    """An empty board for values that go up, with a margin at the right."""
    values = [*points.values, *more, chart.target or 0]
    top, step = reach(max(values) * 1.05, points.per_cent)
    base = min(0.0, 1.05 * min(values))
    plane = upright(points.names, UP, PLOT - margin)
    return Board(**plane, top=top, step=step, base=base, title=chart.y, per_cent=points.per_cent)


def _margin(points: Told) -> float:
    widest = max((wide(plain(one.label)) for one in points.series), default=0)
    if len(points.series) < 2:
        return 0
    # A name begins at the last point, so that the half way to the next name is its own already.
    needed, half = min(MARGIN, widest * 1.08 + 14), 1 / (2 * len(points.names))
    return max(0.0, PLOT - (PLOT - needed) / (1 - half))


def looks(place: int) -> dict[str, Any]:
    """How the line of a series at a place is drawn."""
    return {"color": COLOURS[place % len(COLOURS)], "strokeDash": DASHES[place % len(DASHES)], "strokeWidth": 2}


def course(board: Board, points: Told, series: int, taken: dict[int, list[float]]) -> None:
    """The line of one series with its points and numbers; it is broken where a point is missing or a series breaks."""
    row = [names[series] for names in points.at]
    for part in runs(row):
        board.line([{"a": place, "v": point.value} for place, point in part], **looks(series))
    known = [{"a": place, "v": point.value} for part in runs(row) for place, point in part]
    board.points(known, shape=SHAPES[series % len(SHAPES)], color=COLOURS[series % len(COLOURS)], size=50)
    _numbers(board, points, row, taken)


def runs(row: list[Point | None]) -> list[list[tuple[int, Point]]]:
    """The points that one line goes through, for each line."""
    found: list[list[tuple[int, Point]]] = [[]]
    for place, point in enumerate(row):
        if point is None or point.value is None or point.breaks:
            found.append([])
        if point and point.value is not None:
            found[-1].append((place, point))
    return [part for part in found if part]


def _numbers(board: Board, points: Told, row: list[Point | None], taken: dict[int, list[float]]) -> None:
    """Each number above its point, else beneath it, else not: it is in the table."""
    above: list[Row] = []
    under: list[Row] = []
    for place, point in enumerate(row):
        if point is None or point.value is None or wide(points.words(point.value), SMALL) > board.room - 2:
            continue
        at, there = point.value * board.pixel, taken[place]
        text = {"a": place, "v": point.value, "t": points.words(point.value)}
        for rows, middle in ((above, at + 13), (under, at - 13)):
            if all(abs(middle - other) > 12 for other in there):
                rows.append(text)
                there.append(middle)
                break
    board.texts(above, fontSize=SMALL, dy=-13)
    board.texts(under, fontSize=SMALL, dy=13)


def _ends(board: Board, points: Told) -> None:
    """The name of each line at its end."""
    last = [next((n[place].value for n in reversed(points.at) if n[place] and n[place].value is not None), None)  # type: ignore[union-attr]
            for place in range(len(points.series))]  # fmt: skip
    named = [(place, value) for place, value in enumerate(last) if value is not None]
    at = spread([value for _, value in named], 15 / board.pixel, board.base, board.top)
    for (place, _), v in zip(named, at, strict=True):
        words = cut(plain(points.series[place].label), MARGIN - 14)
        where = {"a": len(points.names) - 1 + 10 / board.room, "v": v, "t": words}
        board.texts([where], align="left", color=COLOURS[place % len(COLOURS)], fontWeight="bold", fontSize=TEXT)


def target(board: Board, chart: Chart, points: Told) -> None:
    """The target as a line with its words, if there is one."""
    if chart.target is not None:
        ends = {"a": -0.5, "a2": len(points.names) - 0.5, "v": chart.target, "v2": chart.target}
        board.rules([ends], strokeDash=[6, 4], strokeWidth=1.5)
        where = {"a": -0.5, "v": chart.target, "t": f"Target {points.words(chart.target)}"}
        board.texts([where], align="left", dx=4, baseline="bottom", dy=-2, color=QUIET)

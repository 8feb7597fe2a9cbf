"""Process behaviour charts: points about a centre line, limits that vary by point, what a rule found, breaks.

What is marked has a shape of its own, and its words stand beneath with the names of the points.
"""

from typing import Any

from app.reports.charts.board import Board, Row
from app.reports.charts.breaks import draw_breaks, room_of_breaks
from app.reports.charts.courses import plot, runs, target
from app.reports.charts.house_style import BLUE, INK, LINE, QUIET, RUST, SMALL, WIDTH
from app.reports.charts.spread import spread
from app.reports.charts.told import Told, told
from app.reports.charts.words import plain, wide, wrapped
from app.reports.document import Chart, Point

SHAPES = (("triangle-up", "▲"), ("square", "■"), ("triangle-down", "▼"), ("diamond", "◊"))
"""For what is marked, in Vega's words and as a letter of the key beneath."""
MARGIN = 120
"""For the words at the ends of the lines."""


def process(chart: Chart) -> Board:
    """One series with its centre line and limits."""
    points = told(chart)
    row = [next((one for one in at if one), None) for at in points.at]
    reached = tuple(v for point in row if point for v in (point.low, point.high, point.centre) if v is not None)
    board = plot(chart, points, MARGIN if reached else 0, reached)
    room_of_breaks(board, points.breaks)
    for name, looks in _LINES.items():
        _stepped(board, row, name, looks)
    target(board, chart, points)
    for part in runs(row):
        board.line([{"a": place, "v": point.value} for place, point in part], color=BLUE, strokeWidth=2)
    _points(board, points, row)
    _ends(board, points, row)
    draw_breaks(board, points.breaks)
    return board


_LINES: dict[str, dict[str, Any]] = {
    "centre": {"strokeWidth": 1.5, "color": INK},
    "low": {"strokeWidth": 1.5, "strokeDash": [5, 3], "color": RUST},
    "high": {"strokeWidth": 1.5, "strokeDash": [5, 3], "color": RUST},
}
WORDS = {"high": "Upper limit", "centre": "Average", "low": "Lower limit"}


def _stepped(board: Board, row: list[Point | None], name: str, looks: dict[str, Any]) -> None:
    """A line that is level for the width of each point, and steps between them; broken where the series is."""
    parts: list[list[dict[str, float]]] = [[]]
    for place, point in enumerate(row):
        value = getattr(point, name) if point else None
        if value is None or (point and point.breaks):
            parts.append([])
        if value is not None:
            parts[-1] += [{"a": place - 0.5, "v": value}, {"a": place + 0.5, "v": value}]
    for part in parts:
        board.line(part, **looks)


def _points(board: Board, points: Told, row: list[Point | None]) -> None:
    """Every point with its number; those that are marked by their shapes, with the key of these beneath."""
    known = [(place, point) for place, point in enumerate(row) if point and point.value is not None]
    marks = list(dict.fromkeys(plain(point.mark) for _, point in known if point.mark))
    board.points([{"a": place, "v": point.value} for place, point in known if not point.mark], size=45, color=BLUE)
    key: list[str] = []
    for n, mark in enumerate(marks):
        shape, letter = SHAPES[min(n, len(SHAPES) - 1)]
        marked = [(place, point) for place, point in known if plain(point.mark) == mark]
        rows = [{"a": place, "v": point.value} for place, point in marked]
        board.points(rows, shape=shape, size=130, color=RUST, strokeWidth=1.5)
        names = _told(points.names, [place for place, _ in marked])
        key += wrapped(f"{letter} {mark}: {names}", WIDTH - 30, 3)
    board.beneath = key
    _numbers(board, points, known)


def _told(names: list[str], places: list[int]) -> str:
    """The names at places, those that follow one another as from … to …."""
    spans: list[list[int]] = []
    for place in places:
        if spans and place == spans[-1][-1] + 1:
            spans[-1].append(place)
        else:
            spans.append([place])
    return ", ".join(
        names[span[0]] if len(span) == 1 else f"{names[span[0]]} to {names[span[-1]]}" for span in spans
    )  # fmt: skip


def _numbers(board: Board, points: Told, known: list[tuple[int, Point]]) -> None:
    """The number of each point, away from the centre line; turned where points are close; of few where very close."""
    if not known:
        return
    shown = known if board.room >= 12 else _few(known)
    widest = max(wide(points.words(point.value or 0), SMALL) for _, point in known)
    turned = board.room < widest + 2
    above: list[Row] = []
    under: list[Row] = []
    for place, point in shown:
        value = point.value or 0
        rows = above if point.centre is None or value >= point.centre else under
        rows.append({"a": place, "v": value, "t": points.number(value) if turned else points.words(value)})
    for rows, way in ((above, -1), (under, 1)):
        if turned:
            board.texts(rows, fontSize=SMALL, angle=270, align="left" if way < 0 else "right", dx=-9 * way)
        else:
            board.texts(rows, fontSize=SMALL, dy=way * LINE)


def _few(known: list[tuple[int, Point]]) -> list[tuple[int, Point]]:
    """The first, the last, the highest and the lowest point."""
    by_value = sorted(known, key=lambda one: one[1].value or 0)
    places = sorted({known[0][0], known[-1][0], by_value[0][0], by_value[-1][0]})
    return [one for one in known if one[0] in places]


def _ends(board: Board, points: Told, row: list[Point | None]) -> None:
    """What the lines are, at their ends, with their values there."""
    last = next((point for point in reversed(row) if point), None)
    found = [(words, getattr(last, name)) for name, words in WORDS.items() if getattr(last, name, None) is not None]
    at = spread([value for _, value in found], LINE / board.pixel, board.base, board.top)
    rows = [
        {"a": len(row) - 0.5 + 6 / board.room, "v": v, "t": f"{words} {points.words(value)}"}
        for (words, value), v in zip(found, at, strict=True)
    ]
    board.texts(rows, align="left", fontSize=SMALL, color=QUIET)

"""Bars side by side: series within each name, and what was completed beside the pool."""

from dataclasses import replace

from app.reports.charts.board import Board, Row
from app.reports.charts.breaks import draw_breaks, room_of_breaks
from app.reports.charts.house_style import LINE, QUIET, SMALL
from app.reports.charts.planes import lying, upright
from app.reports.charts.scales import reach
from app.reports.charts.told import Told, told
from app.reports.charts.words import NONE, per_cent, wide
from app.reports.document import Chart, Point

THICKEST = 90
"""Of a bar, in pixels."""
UP = 260


def grouped(chart: Chart) -> Board:
    """Series side by side within each name, each with its number."""
    points = told(chart)
    board = _board(chart, points, 14 * len(points.series) + 12)
    _bars(board, points)
    draw_breaks(board, points.breaks)
    if chart.target is not None:
        _target(board, points, chart.target)
    return board


def completion(chart: Chart) -> Board:
    """Completed beside the pool, with the share in words above both; what is completed is filled, the pool is pale."""
    points = told(chart)
    shared = {point.series for point in chart.points if point.of or point.base}
    points.series = [replace(one, style="series-1" if one.id in shared else "series-0") for one in points.series]
    board = _board(chart, points, 14 * len(points.series) + 12, headroom=1.2)
    _bars(board, points)
    _shares(board, points)
    draw_breaks(board, points.breaks)
    return board


def _board(chart: Chart, points: Told, thick: float, headroom: float = 1.08) -> Board:
    plane = lying(points, thick) or upright(points.names, UP)
    highest = max([*points.values, chart.target or 0])
    top, step = reach(highest * headroom, points.per_cent)
    board = Board(**plane, top=top, step=step, title=chart.y, per_cent=points.per_cent, series=points.series)
    room_of_breaks(board, points.breaks)
    return board


def _bars(board: Board, points: Told) -> None:
    each = min(0.8 / len(points.series), THICKEST / board.room)
    boxes: list[Row] = []
    texts: list[Row] = []
    for place, row in enumerate(points.at):
        for series, point in enumerate(row):
            start = place + each * (series - len(row) / 2)
            if point and point.value:
                boxes.append({"a": start, "a2": start + each * 0.94, "v": 0, "v2": point.value, "s": series})
            if point and (words := _words(points, point)):
                known = point.value is not None
                texts.append({"a": start + each * 0.47, "v": point.value or 0, "t": words, "known": known})
    board.boxes(boxes)
    unknown = [text for text in texts if not text["known"]]
    _ends(board, [text for text in texts if text["known"]], each)
    _ends(board, unknown, each)


def _words(points: Told, point: Point) -> str:
    return points.words(point.value) if point.value is not None else point.mark or NONE


def _ends(board: Board, texts: list[Row], each: float) -> None:
    """The numbers at the ends of the bars: turned where bars are thinner than they, left out where thinner still."""
    thick = board.room * each
    widest = max((wide(str(one["t"]), SMALL) for one in texts), default=0)
    if board.flat:
        board.texts(texts, fontSize=SMALL, align="left", dx=4)
    elif thick >= widest + 1:
        board.texts(texts, fontSize=SMALL, baseline="bottom", dy=-3)
    elif thick >= 9:
        board.texts(texts, fontSize=SMALL, angle=270, align="left", baseline="middle", dx=4)


def _shares(board: Board, points: Told) -> None:
    """The share of each name above its bars, in words."""
    rows = []
    for place, row in enumerate(points.at):
        done = [point for point in row if point and point.of and point.value is not None]
        highest = max((point.value or 0 for point in row if point), default=0)
        if done:
            words = done[-1].mark or per_cent(done[-1].n or 0, done[-1].of or 0, points.places)
            rows.append({"a": place, "v": highest, "t": words})
    size = 14 if board.room >= 44 else SMALL
    if board.flat:
        board.texts(rows, fontWeight="bold", align="left", dx=34)
    elif board.room >= 28:
        board.texts(rows, fontWeight="bold", fontSize=size, baseline="bottom", dy=-4 - LINE)


def _target(board: Board, points: Told, target: float) -> None:
    ends = {"a": -0.5, "a2": len(points.names) - 0.5, "v": target, "v2": target}
    board.rules([ends], strokeDash=[6, 4], strokeWidth=1.5)
    where = {"a": -0.5, "v": target, "t": f"Target {points.words(target)}"}
    looks = {"align": "left", "dx": 4} if board.flat else {"align": "left", "dx": 4, "baseline": "bottom", "dy": -2}
    board.texts([where], color=QUIET, **looks)

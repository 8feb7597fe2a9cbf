"""Bars one on the other: counts (stacked), or shares of a whole (to 100%)."""

from app.reports.charts.board import Board
from app.reports.charts.boxes import Box, half_of, numbers
from app.reports.charts.breaks import draw_breaks, room_of_breaks
from app.reports.charts.house_style import SMALL
from app.reports.charts.planes import lying, upright
from app.reports.charts.scales import reach
from app.reports.charts.told import Told, told
from app.reports.charts.words import NONE, cut, number, wide
from app.reports.document import Chart, Point


def stacked(chart: Chart) -> Board:
    """Counts one on the other, the first series at the top; the sum above."""
    points = told(chart)
    totals = [sum(point.value or 0 for point in row if point) for row in points.at]
    top, step = reach(max(totals) * 1.08, per_cent=False)
    board = _board(points, chart, top, step, min(340.0, max(220.0, 11 * top)))
    _draw(board, _bars(board, points), points)
    _sums(board, points, totals)
    draw_breaks(board, points.breaks)
    return board


def shares(chart: Chart) -> Board:
    """Shares of a whole one on the other, to 100%."""
    points = told(chart)
    board = _board(points, chart, 100, 20, 280)
    _draw(board, _bars(board, points), points)
    draw_breaks(board, points.breaks)
    return board


def _board(points: Told, chart: Chart, top: float, step: float, up: float) -> Board:
    plane = lying(points, 34) or upright(points.names, up)
    board = Board(**plane, top=top, step=step, title=chart.y, per_cent=points.per_cent, series=points.series)
    room_of_breaks(board, points.breaks)
    return board


def _bars(board: Board, points: Told) -> list[list[Box]]:
    """The boxes of every bar, from its base: those that stand have the first series at the top."""
    order = list(range(len(points.series)))
    return [_boxes(points, row, order if board.flat else order[::-1]) for row in points.at]


def _boxes(points: Told, row: list[Point | None], order: list[int]) -> list[Box]:
    made: list[Box] = []
    for series in order:
        point = row[series]
        if point and point.value:
            low, long = made[-1].high if made else 0.0, point.value
            if points.per_cent and point.of and point.n is not None:
                long = 100 * point.n / point.of  # What is rounded does not always sum to 100.
            made.append(Box(series, low, low + long, _readings(points, point, point.value)))
    return made


def _readings(points: Told, point: Point, value: float) -> list[str]:
    """How the number of a box may read, the fullest first."""
    said = points.number(value)
    if not points.per_cent:
        return [said]
    both = f"{said}%" if point.n is None else f"{point.n} ({said}%)"
    return [both, f"{said}%", said]


def _draw(board: Board, bars: list[list[Box]], points: Told) -> None:
    half = half_of(board)
    board.boxes([
        {"a": place - half, "a2": place + half, "v": box.low, "v2": box.high, "s": box.series}
        for place, bar in enumerate(bars) for box in bar
    ])  # fmt: skip
    numbers(board, bars)
    empty = [place for place, bar in enumerate(bars) if not bar]
    looks = {"align": "left", "dx": 4} if board.flat else {"baseline": "bottom", "dy": -3}
    texts = [{"a": place, "v": 0, "t": _nothing(points.at[place])} for place in empty]
    fit = [one for one in texts if board.flat or wide(str(one["t"]), SMALL) <= board.room]
    board.texts(fit, fontSize=SMALL, **looks)
    turned = [one for one in texts if one not in fit]
    board.texts(turned, fontSize=SMALL, angle=270, align="left", baseline="middle", dx=4)


def _nothing(row: list[Point | None]) -> str:
    """What stands where there is no bar: why, or 0."""
    unknown = [point for point in row if point and point.value is None]
    marks = [point.mark for point in unknown if point.mark]
    if marks or unknown:
        return cut(marks[0], 150) if marks else NONE
    return "0" if any(point and point.value == 0 for point in row) else NONE


def _sums(board: Board, points: Told, totals: list[float]) -> None:
    """The whole above each stack; why it is not known, where part of it is not: never a whole that is too small."""
    if len(points.series) < 2 or board.room < 20:
        return
    looks = {"align": "left", "dx": 5} if board.flat else {"baseline": "bottom", "dy": -3}
    sums, gaps = [], []
    for place, total in enumerate(totals):
        if total and any(point and point.value is None for point in points.at[place]):
            words = f"rest {_nothing(points.at[place])}"
            if NONE not in words and (board.flat or wide(words, SMALL) <= board.room):
                gaps.append({"a": place, "v": total, "t": words})
        elif total:
            sums.append({"a": place, "v": total, "t": number(total)})
    board.texts(sums, fontWeight="bold", **looks)
    board.texts(gaps, fontSize=SMALL, **looks)

"""Bars one on the other: counts (stacked), or shares of a whole (to 100%)."""

from dataclasses import dataclass

from app.reports.charts.board import Board, Row
from app.reports.charts.house_style import SMALL, TEXT
from app.reports.charts.planes import lying, upright
from app.reports.charts.scales import reach
from app.reports.charts.spread import spread
from app.reports.charts.told import Told, told
from app.reports.charts.words import cut, number, wide
from app.reports.document import Chart, Point

THICKEST = 120
"""Of a bar, in pixels."""
TALL = 13
"""What a number in a box needs, in pixels."""


@dataclass
class Box:
    """One series' part of a bar, from `low` to `high`."""

    point: Point
    series: int
    low: float
    high: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return (self.low + self.high) / 2


def stacked(chart: Chart) -> Board:
    """Counts one on the other, the first series at the top; the sum above."""
    points = told(chart)
    totals = [sum(point.value or 0 for point in row if point) for row in points.at]
    top, step = reach(max(totals) * 1.08, per_cent=False)
    board = _board(points, chart, top, step, min(340.0, max(220.0, 11 * top)))
    _draw(board, [_boxes(row, board.flat) for row in points.at], points)
    _sums(board, points, totals)
    return board


def shares(chart: Chart) -> Board:
    """Shares of a whole one on the other, to 100%."""
    points = told(chart)
    board = _board(points, chart, 100, 20, 280)
    _draw(board, [_boxes(row, board.flat, exact=True) for row in points.at], points)
    return board


def _half(board: Board) -> float:
    """Half the thickness of a bar, of the way to the next name: less room between bars where they are many."""
    return min(THICKEST / 2 / board.room, 0.3 if board.room >= 30 else 0.26 if board.room >= 22 else 0.4)


def _board(points: Told, chart: Chart, top: float, step: float, up: float) -> Board:
    plane = lying(points, 34) or upright(points.names, up)
    return Board(**plane, top=top, step=step, title=chart.y, per_cent=points.per_cent, series=points.series)


def _boxes(row: list[Point | None], first_lowest: bool, exact: bool = False) -> list[Box]:
    """The boxes of one bar, from its base."""
    made, low = [], 0.0
    placed = list(enumerate(row))
    for place, point in placed if first_lowest else reversed(placed):
        if point and point.value:
            high = low + (100 * point.n / point.of if exact and point.of and point.n is not None else point.value)
            made.append(Box(point, place, low, high))
            low = high
    return made


def _draw(board: Board, bars: list[list[Box]], points: Told) -> None:
    half = _half(board)
    board.boxes([
        {"a": place - half, "a2": place + half, "v": box.low, "v2": box.high, "s": box.series}
        for place, bar in enumerate(bars) for box in bar
    ])  # fmt: skip
    if board.flat or board.room >= 11:
        _numbers(board, bars, _manner(board, bars, points))
    nothing = [place for place, row in enumerate(points.at) if not bars[place]]
    words = [_nothing(points.at[place]) for place in nothing]
    looks = {"align": "left", "dx": 4} if board.flat else {"baseline": "bottom", "dy": -3}
    rows = [{"a": place, "v": 0, "t": word} for place, word in zip(nothing, words, strict=True)]
    board.texts(rows, fontSize=SMALL, **looks)


def _nothing(row: list[Point | None]) -> str:
    """What stands where there is no bar: why, or 0."""
    marks = [point.mark for point in row if point and point.value is None and point.mark]
    return cut(marks[0], 150) if marks else "0" if any(point and point.value == 0 for point in row) else ""


def _manner(board: Board, bars: list[list[Box]], points: Told) -> list[str]:
    """How the numbers of the boxes read, the most that fits everywhere: 7 (44%), 44%, 44."""
    if not points.per_cent:
        return ["value"]
    room = board.room * 2 * _half(board) - 4
    for manner in (["both", "sign", "value"], ["sign", "value"]):
        if board.flat or max((wide(_words(box.point, manner[0])) for bar in bars for box in bar), default=0) <= room:
            return manner
    return ["value"]


def _words(point: Point, manner: str) -> str:
    value = number(point.value or 0)
    if manner == "both" and point.n is not None:
        return f"{point.n} ({value}%)"
    return value if manner == "value" else f"{value}%"


def _numbers(board: Board, bars: list[list[Box]], manner: list[str]) -> None:
    """The number of each box in it, or beside the bar with a stroke to it, where the box is too thin."""
    inside, beside, strokes = [], [], []
    for place, bar in enumerate(bars):
        thin = []
        for box in bar:
            fitting = [how for how in manner if _fits(board, box, _words(box.point, how))]
            if fitting:
                inside.append({"a": place, "v": box.middle, "t": _words(box.point, fitting[0])})
            elif _has_room_beside(board, _words(box.point, manner[-1])):
                thin.append(box)
        for box, v in zip(thin, _apart(board, thin), strict=True):
            edge = place + _half(board)
            beside.append({"a": edge + 5 / board.room, "v": v, "t": _words(box.point, manner[-1])})
            strokes.append({"a": edge, "a2": edge + 4 / board.room, "v": box.middle, "v2": v})
    size = TEXT if board.room >= 40 else SMALL if board.room >= 22 else SMALL - 2
    board.plates([_plate(board, row, size) for row in inside])
    board.texts(inside, fontSize=size)
    board.rules(strokes)
    # Beside a bar is to the right of one that stands and beneath one that lies.
    board.texts(beside, fontSize=SMALL, **({"baseline": "top"} if board.flat else {"align": "left"}))


def _has_room_beside(board: Board, words: str) -> bool:
    """Whether a number can stand beside a bar without running into the next; else it is in the table alone."""
    return board.flat or wide(words, SMALL) + 6 <= board.room * (1 - 2 * _half(board))


def _plate(board: Board, row: Row, size: float) -> Row:
    """The paper beneath a number that stands on a pattern."""
    long, high = wide(row["t"], size) / 2 + 3, size / 2 + 1
    a, v = (high, long) if board.flat else (long, high)
    a, v = min(a / board.room, _half(board) - 0.02), v / board.pixel
    return {"a": row["a"] - a, "a2": row["a"] + a, "v": row["v"] - v, "v2": row["v"] + v}


def _fits(board: Board, box: Box, words: str) -> bool:
    room = (box.high - box.low) * board.pixel
    return room >= wide(words) + 5 if board.flat else room >= TALL


def _apart(board: Board, thin: list[Box]) -> list[float]:
    """Where the numbers of thin boxes stand, so that none is on another."""
    each = (max((wide(_words(box.point, "sign"), SMALL) for box in thin), default=0) + 4) if board.flat else TALL
    return spread([box.middle for box in thin], each / board.pixel, 0, board.top)


def _sums(board: Board, points: Told, totals: list[float]) -> None:
    """The whole above each stack; why it is not known, where part of it is not."""
    if len(points.series) < 2 or board.room < 20:
        return
    looks = {"align": "left", "dx": 5} if board.flat else {"baseline": "bottom", "dy": -3}
    sums, gaps = [], []
    for place, total in enumerate(totals):
        if total and any(point and point.value is None for point in points.at[place]):
            gaps.append({"a": place, "v": total, "t": _nothing(points.at[place])})
        elif total:
            sums.append({"a": place, "v": total, "t": number(total)})
    board.texts(sums, fontWeight="bold", **looks)
    board.texts(gaps, fontSize=SMALL, **looks)

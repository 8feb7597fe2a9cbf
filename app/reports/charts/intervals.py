"""Shares with their intervals, each with n of N beneath its name."""

from app.reports.charts.board import Board
from app.reports.charts.breaks import draw_breaks, room_of_breaks
from app.reports.charts.courses import plot, target
from app.reports.charts.house_style import BLUE, QUIET, SMALL
from app.reports.charts.told import Told, told
from app.reports.charts.words import wide
from app.reports.document import Chart, Point

CAP = 7
"""Half the width of the stroke at the end of an interval, in pixels."""


def intervals(chart: Chart) -> Board:
    """A point for each share, a line for its interval."""
    points = told(chart)
    row = [next((one for one in at if one), None) for at in points.at]
    known = [(place, point) for place, point in enumerate(row) if point and point.value is not None]
    board = plot(chart, points, 0, tuple(point.high for _, point in known if point.high is not None))
    _bases(board, row)
    room_of_breaks(board, points.breaks)
    target(board, chart, points)
    _intervals(board, points, known)
    board.points([{"a": place, "v": point.value} for place, point in known], size=80, color=BLUE)
    words = [{"a": place, "v": point.value, "t": points.words(point.value or 0)} for place, point in known]
    if board.room >= 12 + wide("100%", SMALL):
        board.texts(words, align="left", dx=9, fontWeight="bold")
    elif board.room >= 12:
        board.texts(words, align="center", angle=270, dy=13, fontSize=SMALL)
    draw_breaks(board, points.breaks)
    return board


def _bases(board: Board, row: list[Point | None]) -> None:
    """n of N beneath each name, where all of them have room."""
    words = [f"{one.n} of {one.of}" if one and one.of is not None and one.n is not None else "" for one in row]
    if all(wide(word) <= board.room - 4 for word in words):
        board.names = [_with(name, word) for name, word in zip(board.names, words, strict=True)]


def _with(name: list[str], words: str) -> list[str]:
    """A name in lines with words beneath it, but above its year, so that they are level with the others'."""
    lines = len(name) - (len(name) == 2 and name[1].isdigit())
    return [*name[:lines], words, *name[lines:]]


def _intervals(board: Board, points: Told, known: list[tuple[int, Point]]) -> None:
    held = [(place, one.low, one.high) for place, one in known if one.low is not None and one.high is not None]
    board.rules([{"a": place, "a2": place, "v": low, "v2": high} for place, low, high in held], strokeWidth=2)
    half = min(CAP / board.room, 0.4)
    ends = [(place, v, low) for place, low, high in held for v in (low, high)]
    board.rules([{"a": p - half, "a2": p + half, "v": v, "v2": v} for p, v, _ in ends], strokeWidth=2)
    if board.room >= 60:
        for is_low, looks in ((True, {"dy": 10}), (False, {"dy": -9})):
            rows = [{"a": p, "v": v, "t": points.words(v)} for p, v, low in ends if (v == low) is is_low]
            board.texts(rows, fontSize=SMALL, color=QUIET, **looks)

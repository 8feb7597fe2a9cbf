"""How long things have been open: a bar for each, with words on it, the first at the top."""

from app.reports.charts.board import Board
from app.reports.charts.planes import HIGHEST, beneath
from app.reports.charts.scales import reach
from app.reports.charts.told import Told, told
from app.reports.charts.words import NONE, cut, wide
from app.reports.document import Chart, Point

HALF = 0.36


def ageing(chart: Chart) -> Board:
    """Bars that lie, at most so many as a page holds; what is left out is said beneath."""
    points = told(chart)
    whole = beneath(points.names, 26)
    most = int(HIGHEST * len(points.names) / whole["across"])
    left_out = len(points.names) - most
    top, step = reach(max(points.values, default=1), per_cent=False)
    plane = whole if left_out <= 0 else beneath(points.names[:most], 26)
    board = Board(**plane, top=top, step=step, title=chart.y, series=points.series)
    if left_out > 0:
        board.title = f"{chart.y}. {left_out} more are in the table.".lstrip(". ")
    _draw(board, points)
    return board


def _words(points: Told, point: Point) -> str:
    return point.mark or (NONE if point.value is None else points.words(point.value))


def _draw(board: Board, points: Told) -> None:
    boxes, on, after = [], [], []
    for place in range(len(board.names)):
        end, words = 0.0, []
        for series, point in enumerate(points.at[place]):
            if point and point.value:
                boxes.append({"a": place - HALF, "a2": place + HALF, "v": end, "v2": end + point.value, "s": series})
                end += point.value
            words += [_words(points, point)] if point else []
        text, long = ", ".join(words), end * board.pixel
        if wide(text) + 10 <= long:
            on.append({"a": place, "v": 0, "t": text})
        else:
            after.append({"a": place, "v": end, "t": cut(text, max(board.up - long + 10, 60))})
    board.boxes(boxes)
    board.texts(on, align="left", dx=6)
    board.texts(after, align="left", dx=5)

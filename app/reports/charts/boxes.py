"""The boxes that bars are made of, and the number of each: in it, or beside the bar where it is too thin."""

from dataclasses import dataclass

from app.reports.charts.board import Board, Row
from app.reports.charts.house_style import SMALL, TEXT
from app.reports.charts.spread import spread
from app.reports.charts.words import wide

THICKEST = 120
"""Of a bar, in pixels."""
TALL = 13
"""What a number in a box needs, in pixels."""


@dataclass
class Box:
    """One series' part of a bar, from `low` to `high`, and how its number may read, the fullest first."""

    series: int
    low: float
    high: float
    said: list[str]

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return (self.low + self.high) / 2


def half_of(board: Board) -> float:
    """Half the thickness of a bar, of the way to the next name: less room between bars where they are many."""
    return min(THICKEST / 2 / board.room, 0.3 if board.room >= 30 else 0.26 if board.room >= 22 else 0.4)


def numbers(board: Board, bars: list[list[Box]]) -> None:
    """The number of each box; none where bars are thinner than a number."""
    if not board.flat and board.room < 11:
        return
    fullest = _fullest(board, [box for bar in bars for box in bar])
    inside: list[Row] = []
    beside: list[Row] = []
    for place, bar in enumerate(bars):
        thin = []
        for box in bar:
            fitting = [said for said in box.said[fullest:] if _fits(board, box, said)]
            if fitting:
                inside.append({"a": place, "v": box.middle, "t": fitting[0]})
            else:
                thin.append(box)
        beside += _beside(board, place + half_of(board), thin)
    _in_boxes(board, inside)
    board.rules(beside)
    # Beside a bar is to the right of one that stands and beneath one that lies.
    looks = {"baseline": "top"} if board.flat else {"align": "left"}
    board.texts([{"a": row["a2"], "v": row["v2"], "t": row["t"]} for row in beside], fontSize=SMALL, **looks)


def _in_boxes(board: Board, rows: list[Row]) -> None:
    size = TEXT if board.room >= 40 else SMALL if board.room >= 22 else SMALL - 2
    board.plates([_plate(board, row, size) for row in rows])
    board.texts(rows, fontSize=size)


def _fullest(board: Board, boxes: list[Box]) -> int:
    """Which reading is the fullest that is no wider than a bar; where bars lie, each box is asked on its own."""
    room = board.room * 2 * half_of(board) - 4
    readings = range(len(boxes[0].said) if boxes else 1)
    fitting = (n for n in readings if board.flat or all(wide(box.said[n]) <= room for box in boxes))
    return next(fitting, len(readings) - 1)


def _fits(board: Board, box: Box, words: str) -> bool:
    room = (box.high - box.low) * board.pixel
    return room >= wide(words) + 5 if board.flat else room >= TALL


def _plate(board: Board, row: Row, size: float) -> Row:
    """The paper beneath a number that stands on a pattern."""
    long, high = wide(row["t"], size) / 2 + 3, size / 2 + 1
    a, v = (high, long) if board.flat else (long, high)
    a, v = min(a / board.room, half_of(board) - 0.02), v / board.pixel
    return {"a": row["a"] - a, "a2": row["a"] + a, "v": row["v"] - v, "v2": row["v"] + v}


def _beside(board: Board, edge: float, thin: list[Box]) -> list[Row]:
    """The numbers of thin boxes of a bar, apart from one another, each with the stroke from its box to it.

    Where they would run into the next bar they are in the table alone.
    """
    said = [box.said[-1] for box in thin]
    widest = max((wide(words, SMALL) for words in said), default=0.0)
    if not board.flat and widest + 6 > board.room * (1 - 2 * half_of(board)):
        return []
    at = spread([box.middle for box in thin], (widest + 4 if board.flat else TALL) / board.pixel, 0, board.top)
    return [
        {"a": edge, "a2": edge + 5 / board.room, "v": box.middle, "v2": v, "t": words}
        for box, v, words in zip(thin, at, said, strict=True)
    ]

"""Where a series breaks: an upright line before the point, and its words above the board."""

from dataclasses import dataclass

from app.reports.charts.board import Board
from app.reports.charts.house_style import INK, LINE, SMALL
from app.reports.charts.words import wide, wrapped

ROOM = 190
"""What the words of a break may take, in pixels."""
ABOVE = 18
"""What the number of the highest point may need beneath the words, in pixels."""
MOST = 6
"""How many breaks have their words; of more, only the lines are drawn."""


@dataclass
class Break:
    """The place of its line, its words in lines, the row of them that it stands in, and whether to the line's left."""

    place: int
    lines: list[str]
    row: int
    leftwards: bool


def room_of_breaks(board: Board, said: list[str]) -> None:
    """Make the board so much higher that the words stand above all that is drawn."""
    found = [] if board.flat else _found(board, said)
    if found:
        high = _high(found) * (max(one.row for one in found) + 1)
        board.above = high + ABOVE


def draw_breaks(board: Board, said: list[str]) -> None:
    """The lines, each up to its words, and the words; none where names lie, which are of no time."""
    if board.flat:
        return
    found = _found(board, said)
    highest = board.top + board.above / board.pixel
    tops = {one.place: highest - one.row * _high(found) / board.pixel for one in found}
    places = [place for place, words in enumerate(said) if words]
    ends = [{"a": at - 0.5, "a2": at - 0.5, "v": board.base, "v2": tops.get(at, board.top)} for at in places]
    board.rules(ends, strokeWidth=1.5, strokeDash=[2, 3])
    for one in found:
        where = {"a": one.place - 0.5, "v": tops[one.place], "t": one.lines}
        side = {"align": "right", "dx": -5} if one.leftwards else {"align": "left", "dx": 5}
        board.texts([where], fontSize=SMALL, color=INK, baseline="top", **side)


def _high(found: list[Break]) -> float:
    return max(len(one.lines) for one in found) * LINE + 2


def _found(board: Board, said: list[str]) -> list[Break]:
    """Each break with the first row in which its words run into no other's."""
    found: list[Break] = []
    ends: list[float] = []
    for place, words in enumerate(said):
        if words and len(found) < MOST:
            lines = wrapped(words, ROOM, 3, SMALL)
            long, at = max(wide(line, SMALL) for line in lines) + 10, place * board.room
            leftwards = at + long > board.across + 100
            start, end = (at - long, at) if leftwards else (at, at + long)
            free = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
            ends[free:] = [end, *ends[free + 1 :]]
            found.append(Break(place, lines, free, leftwards))
    return found

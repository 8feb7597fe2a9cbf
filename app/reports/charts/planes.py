"""Whether bars stand or lie: they lie where the names are too long to stand side by side."""

from typing import Any

from app.reports.charts.house_style import LINE, WIDTH
from app.reports.charts.told import Told
from app.reports.charts.words import MONTH, along, fits, wide, wrapped

PLOT = 580
"""How wide the upright axis leaves the board, in pixels."""
LEAST = 26
"""What a name along an axis needs, in pixels."""
MONTHS = (1, 3, 6, 12, 24, 60, 120)
"""Of months, each is written, or the first of each quarter, half, year, …"""
HIGHEST = 760
"""How high bars that lie may become together: as much as fits on a page."""
NAMES = 190
"""What their names take at most, in pixels."""


def upright(names: list[str], up: float, across: float = PLOT) -> dict[str, Any]:
    """Names side by side, values upwards; where they are many, only every so many-eth is written."""
    room = across / len(names)
    each = _each(names, room)
    shown = list(range(0, len(names), each))
    lines: list[list[str]] = [[] for _ in names]
    for place, found in zip(shown, along([names[place] for place in shown], room * each), strict=True):
        lines[place] = found
    return {"names": lines, "across": across, "up": up, "shown": shown}


def _each(names: list[str], room: float) -> int:
    """Every how many-eth name is written."""
    if all(MONTH.fullmatch(name) for name in names):
        return next((n for n in MONTHS if n * room >= (LEAST if n == 1 else LEAST + 10)), MONTHS[-1])
    return max(1, -int(-LEAST // room))


def lying(points: Told, thick: float) -> dict[str, Any] | None:
    """Names one beneath the other, each so thick at least; None where they can stand side by side, or are too many."""
    room = PLOT / len(points.names) - 6
    if all(MONTH.fullmatch(name) or fits(name, room) for name in points.names):
        return None
    made = beneath(points.names, thick)
    return made if made["across"] <= HIGHEST else None


def beneath(names: list[str], thick: float) -> dict[str, Any]:
    """Names one beneath the other, all as high as the highest of them needs."""
    lines = [wrapped(name, NAMES) for name in names]
    each = max(thick, *(LINE * len(one) + 8 for one in lines))
    widest = max(wide(line) for one in lines for line in one)
    return {"names": lines, "across": each * len(names), "up": WIDTH - 45 - round(widest), "flat": True}

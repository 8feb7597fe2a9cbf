"""Whether bars stand or lie: they lie where the names are too long to stand side by side."""

from typing import Any

from app.reports.charts.house_style import LINE, SMALL, WIDTH
from app.reports.charts.told import PLOT, Told, written
from app.reports.charts.words import MONTH, along, fits, wrapped

MOST = 40
"""How many bars may lie one beneath the other."""
NAMES = 190
"""What their names take at most, in pixels."""
LYING = WIDTH - NAMES - 40
"""What is left for their values."""


def upright(points: Told, up: float) -> dict[str, Any]:
    """Names side by side, values upwards."""
    room = PLOT / len(points.names)
    shown = written(len(points.names), room)
    names = along(points.names, room * (shown[1] if len(shown) > 1 else 1))
    return {"names": names, "across": PLOT, "up": up, "shown": shown}


def lying(points: Told, thick: float) -> dict[str, Any] | None:
    """Names one beneath the other, each so thick at least; None where they can stand side by side, or are too many."""
    room = PLOT / len(points.names) - 6
    if len(points.names) > MOST or all(MONTH.fullmatch(name) or fits(name, room) for name in points.names):
        return None
    return beneath(points.names, thick)


def beneath(names: list[str], thick: float) -> dict[str, Any]:
    """Names one beneath the other, all as high as the highest of them needs."""
    lines = [wrapped(name, NAMES, 3, SMALL + 1) for name in names]
    each = max(thick, *(LINE * len(one) + 8 for one in lines))
    return {"names": lines, "across": each * len(names), "up": LYING, "flat": True}

"""How what a workbook draws is told apart: a pattern, a marker and a dash besides the colour."""

from typing import Any

from app.reports.document import Series

BLUE, RUST, GREY = "#0b4f8a", "#a8430f", "#505a5f"
_PALETTE = (BLUE, RUST, "#00703c", "#4c2c92", GREY)
_STYLES: dict[str, dict[str, str]] = {
    "grade-4": {"color": BLUE},
    "grade-3": {"pattern": "wide_upward_diagonal", "fg_color": BLUE},
    "grade-2": {"pattern": "percent_30", "fg_color": RUST},
    "grade-1": {"pattern": "outlined_diamond", "fg_color": RUST},
    "grade-0": {"pattern": "light_vertical", "fg_color": GREY},
    "grade-na": {"pattern": "light_vertical", "fg_color": GREY},
}
"""The same patterns as the pages have for the grades."""
_OTHERS = ("grade-4", "grade-3", "grade-2", "grade-1", "grade-0")
MARKERS = ("circle", "diamond", "square", "triangle", "x")
DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash")


def colour(place: int) -> str:
    """The colour of a line, by its place in the legend."""
    return _PALETTE[place % len(_PALETTE)]


def filled(series: Series, place: int) -> dict[str, Any]:
    """The filling of a series: that of its style, else by its place in the legend."""
    look = _STYLES.get(series.style) or _STYLES[_OTHERS[place % len(_OTHERS)]]
    border = {"border": {"color": look.get("color") or look["fg_color"], "width": 0.75}}
    return border | ({"pattern": look | {"bg_color": "#ffffff"}} if "pattern" in look else {"fill": look})

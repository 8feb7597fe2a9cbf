"""How every chart looks: its measures in pixels, its colours, its letters."""

from typing import Any

VEGA_LITE = "6.4"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 640
"""Of the whole chart: 17 cm at 96 to the inch, the width of a page of Word within its margins."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""Liberation Sans comes with vl-convert, so that a PNG has the same letters on every machine; Arial is as wide."""
TEXT, SMALL = 12, 11
LINE = 14
"""From one line of text to the next."""

INK, PAPER, QUIET = "#0b0c0c", "#ffffff", "#484949"
GRID = "#d5d8da"
BLUE, RUST, PURPLE, GREEN = "#0b4f8a", "#a8430f", "#54319f", "#00613c"
"""Each at least 4.5 to 1 against the paper, and apart from the others to colour-blind eyes by lightness or hue; what
tells series apart is a pattern, a dash or a shape besides."""

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": PAPER,
    "aria": False,
    "view": {"stroke": None},
    "title": {"anchor": "start", "frame": "bounds", "fontSize": 15, "fontWeight": "bold", "color": INK, "offset": 12,
              "limit": WIDTH, "lineHeight": 19},
    "axis": {"labelFontSize": TEXT, "titleFontSize": TEXT, "titleFontWeight": "normal", "labelColor": INK,
             "titleColor": INK, "domainColor": INK, "tickColor": INK, "gridColor": GRID, "labelOverlap": False,
             "labelLimit": 0, "titleLimit": WIDTH, "labelLineHeight": LINE, "titleLineHeight": LINE + 2},
    "legend": {"orient": "top", "direction": "horizontal", "title": None, "labelFontSize": TEXT, "labelColor": INK,
               "symbolSize": 260, "symbolType": "square", "symbolStrokeColor": INK, "symbolStrokeWidth": 1,
               "symbolOpacity": 1, "columnPadding": 18, "rowPadding": 4},
}  # fmt: skip

"""The Vega-Lite drawing of a chart, by its form."""

from collections.abc import Callable
from typing import Any

from app.reports.charts.bars import shares, stacked
from app.reports.charts.board import Board
from app.reports.charts.courses import lines
from app.reports.charts.house_style import CONFIG, QUIET, SCHEMA, WIDTH
from app.reports.charts.intervals import intervals
from app.reports.charts.lying import ageing
from app.reports.charts.process import process
from app.reports.charts.side import completion, grouped
from app.reports.charts.words import plain, wrapped
from app.reports.document import Chart

FORMS: dict[str, Callable[[Chart], Board]] = {
    "stacked": stacked,
    "shares": shares,
    "grouped": grouped,
    "completion": completion,
    "lines": lines,
    "process": process,
    "intervals": intervals,
    "ageing": ageing,
}
NOTHING = {"ageing": "No actions are overdue"}
"""What an empty chart says, where that is not that there are no audits yet."""


def spec(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite specification of a chart, JSON-native. Raises KeyError for a form that there is not."""
    draw = FORMS[chart.form]
    empty = all(point.value is None for point in chart.points) and len(_marks(chart)) < 2
    body = _empty(_nothing(chart)) if empty else draw(chart).drawing()
    title = {"text": wrapped(chart.title, WIDTH - 20, 3, 16)}
    head = {"$schema": SCHEMA, "description": plain(chart.alt), "padding": 10, "title": title, "config": CONFIG}
    return head | body


def _nothing(chart: Chart) -> str:
    """What a chart without numbers says: there are none, or none that are known or may be shown."""
    if not chart.points:
        return NOTHING.get(chart.form, "No audits yet")
    return ": ".join(["No numbers to show", *filter(None, _marks(chart))])


def _marks(chart: Chart) -> set[str]:
    return {point.mark for point in chart.points}


def _empty(words: str) -> dict[str, Any]:
    mark = {"type": "text", "fontSize": 16, "color": QUIET}
    return {"width": WIDTH - 20, "height": 120, "data": {"values": [{"t": words}]}, "mark": mark,
            "encoding": {"text": {"field": "t", "type": "nominal"}}}  # fmt: skip

"""A chart of a report as a picture: for the page, and to be taken away."""

from flask import Response

from app.reports import charts
from app.reports.document import Chart
from app.views.exports import safe_name

PNG_WIDTH = 1600
"""In pixels: two for each that the chart is wide on a page, and enough for a slide."""


def chart_response(chart: Chart, ending: str) -> Response:
    """The picture of a chart: "svg" to stand in a page, "png" to be taken away. Raises KeyError for another ending."""
    return {"svg": _shown, "png": _taken_away}[ending](chart)


def _shown(chart: Chart) -> Response:
    return Response(charts.svg(chart), mimetype="image/svg+xml")


def _taken_away(chart: Chart) -> Response:
    named = f'attachment; filename="{safe_name(chart.title)}.png"'
    return Response(charts.png(chart, PNG_WIDTH), mimetype="image/png", headers={"Content-Disposition": named})

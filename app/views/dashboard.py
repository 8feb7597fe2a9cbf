"""The dashboard of who answers for the service: Category 1 before all else, then how it goes, each with its numbers."""

from typing import Any

from flask import Blueprint, abort, g, jsonify, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.policy import ANY, RULES, Grants
from app.reports.document import Block
from app.views import concern_waiting, live
from app.views.asked_in_vain import with_it
from app.views.charts import chart_response
from app.views.dashboard_months import Row, Told, completion_block, grades_block, shown
from app.views.dashboard_months import months as told_months
from app.views.dashboard_standing import actions_block, category_2, tiles
from app.views.desk import model
from projections import actions_trend, concern_lists, duties_lists, months

pages = Blueprint("dashboard", __name__)
SEES: Grants = dict.fromkeys(("director", "head_of_service", "qa_lead"), (ANY,))
RULES |= {"dashboard.show": SEES, "dashboard.data": SEES, "dashboard.chart": SEES}


@pages.get("/dashboard")
def show() -> ResponseReturnValue:
    """Where the service stands, each thing as a sentence with its numbers and where they come from.

    Nothing (204) for a page that shows it as it is.
    """
    mark = _mark()
    if live.polled() and live.unchanged(mark):
        return "", 204
    template = "dashboard/_dashboard.html" if live.polled() else "dashboard/show.html"
    around = {"mark": mark, "here": live.here(), "drawn": live.with_day(mark.split("-")[0])}
    return render_template(template, **_told(), **around, category_1=concern_waiting.on_board())


@pages.get("/dashboard.json")
def data() -> ResponseReturnValue:
    """The same as data."""
    told, category_1 = _told(), concern_waiting.on_board() or {"n": 0, "running": []}
    trends = {
        block.id: {"sentence": block.chart.finding, "rows": [_row(row) for row in block.table.rows]}
        for block in told["trends"]
        if block.chart and block.table
    }
    first = {"category_1": {"n": category_1["n"], "not_answered": len(category_1["running"])}}
    about = {"as_at": clock.now(), "position": g.position}
    return jsonify(
        about | first | {"category_2": told["category_2"], "tiles": told["tiles"], "trends": trends} | with_it()
    )


@pages.get("/dashboard/<name>.<any(svg, png):ending>")
def chart(name: str, ending: str) -> ResponseReturnValue:
    """The picture of a trend."""
    if name == "actions":
        found: Block | None = actions_block()
    else:
        found = next((block for block in _of_months(_newest()) if block.id == name), None)
    return chart_response(found.chart, ending) if found and found.chart else abort(404)


def _told() -> Row:
    told = _newest()
    trends = [*_of_months(told), actions_block()]
    return {"trends": trends, "category_2": category_2(), "tiles": tiles(told[-1] if told else None)}


def _newest() -> list[Told]:
    return told_months(shown(clock.today()))


def _of_months(told: list[Told]) -> list[Block]:
    """The trends of the months, none before the first is allocated."""
    return [completion_block(told), grades_block(told)] if told else []


def _row(row: Any) -> dict[str, Any]:
    first, *others = row
    return {
        "of": first.text,
        "values": [{"words": one.text, "numerator": one.n, "denominator": one.of} for one in others],
    }


def _mark() -> str:
    """What changes whenever something that is shown does, the day does, or the minute of a clock that runs."""
    of_months = [int(months.mark(model(), cycle["id"])) for cycle in shown(clock.today())]
    others = (actions_trend.newest(model()), duties_lists.newest(model(), clock.today()), concern_lists.newest(model()))
    return live.with_day(f"{max((*of_months, *others))}-{concern_waiting.mark()}")

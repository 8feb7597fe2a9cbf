"""One figure: its value, what it counts, in which words, as at when, over time, and beside its rivals."""

from collections import Counter
from typing import Any

from flask import Blueprint, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.policy import OVERSEE, RULES, scope
from app.views import figure_moments, figure_published, figure_records, figure_series, figure_told
from app.views.asked_in_vain import with_it
from app.views.audit_rows import table_row
from app.views.charts import chart_response
from app.views.desk import i, model
from app.views.figure_asked import Asked
from app.views.figure_published import asked
from app.views.links import link
from app.views.month_figures import as_at, as_json, is_withheld
from app.views.own_areas import people_of_mine
from projections import tracker
from projections.intervals import wilson
from projections.shares import Figure

pages = Blueprint("figures", __name__)
RULES |= {"figures.show": OVERSEE, "figures.data": OVERSEE, "figures.chart": OVERSEE}
ELSEWHERE = "elsewhere"
"""What a base is that is a number from elsewhere: of nobody who could be listed."""
LISTED = 150
"""So many members are listed at first."""


@pages.get("/figures/<name>")
def show(name: str) -> ResponseReturnValue:
    """A figure with its definition, its series, its members and the others of its base."""
    of = asked(name)
    chart, table, notes = figure_series.chart_of(of)
    return render_template(
        "figures/show.html",
        asked=of,
        figure=of.figure,
        series={"chart": chart, "table": table, "notes": notes, "query": _query(of)},
        against=figure_series.against_before(of),
        moments=figure_moments.offered(of.period),
        since=of.at or figure_moments.since(of.period),
        explains=link(f"{of.path}/changes"),
        **_moment(of),
        **_told(of),
        **_listing(of),
        tracker=_tracker(of),
    )


@pages.get("/figures/<name>.json")
def data(name: str) -> ResponseReturnValue:
    """A figure as data, with its series."""
    of = asked(name)
    between = wilson(of.figure.n, of.figure.of) if of.figure.of else None
    ends = [str(end) for end in between.percent(of.figure.places)] if between else None
    chart, _, _ = figure_series.chart_of(of)
    series = [{"period": one.period, "numerator": one.n, "denominator": one.of, "breaks": one.breaks or None}
              for one in chart.points]  # fmt: skip
    more = {"period": of.period.key, "interval_95_percent": ends, "series": series}
    return jsonify(as_at(of.cycle) | as_json(of.figure) | more | _published(of) | with_it())


@pages.get("/figures/<name>/chart.<any(svg, png):ending>")
def chart(name: str, ending: str) -> Response:
    """The series as a picture."""
    return chart_response(figure_series.chart_of(asked(name))[0], ending)


def _query(of: Asked) -> str:
    """What the address of the picture asks for."""
    many = figure_series.many()
    return of.query + (f"&months={many}" if many != figure_series.MONTHS else "")


def _moment(of: Asked) -> dict[str, Any]:
    """As at when it is shown; of an edition's, what it is now as well."""
    found = figure_published.edition()
    if found is None:
        return {"edition": None, "position": g.position, "now": clock.now()}
    moment = {"position": found.moment.position, "now": found.document["as_at"]}
    return moment | {"edition": found, "live": figure_published.now(of)}


def _published(of: Asked) -> dict[str, Any]:
    """As at when an edition's figure is, as data."""
    if not of.at:
        return {}
    found = _moment(of)
    return {"as_at": found["now"], "position": found["position"], "edition": of.at}


def _told(of: Asked) -> dict[str, Any]:
    figure = of.figure
    return {
        "rules": figure_told.rules(figure),
        "interval": figure_told.interval(figure),
        "rounding": figure_told.rounding(figure),
        "rivals": figure_told.rivals(of),
        "same_base": figure_told.of_the_same_base(of),
    }


def _listing(of: Asked) -> dict[str, Any]:
    """Its members and the others of its base, for whom they are named."""
    figure = of.figure
    if is_withheld(figure):
        return {"members": None, "others": None}
    listed = figure.base is not None and figure.base_are != ELSEWHERE
    others = _listed(of, _others(figure), figure.base_are) if listed else None
    return {"members": _listed(of, figure.members, figure.members_are), "others": others}


def _others(figure: Figure) -> tuple[str, ...]:
    """The others of its base, an auditor as often as in the base without being counted; all of a base of another kind.

    In a quarter an auditor may be counted for one month and be among the others of the next.
    """
    if figure.members_are != figure.base_are:
        return figure.base or ()
    return tuple((Counter(figure.base) - Counter(figure.members)).elements())


def _listed(of: Asked, ids: tuple[str, ...], are: str) -> dict[str, Any]:
    """Audits as table rows, or people with their teams, as far as this person sees them; the first of a long list."""
    each = tuple(dict.fromkeys(ids))
    part = each if request.args.get("all") else each[:LISTED]
    people = [_person(row) for row in people_of_mine(part)] if are == "people" else []
    rows = [table_row(audit) for audit in _audits(of, tuple(id for id in part if id.startswith("audit/")))]
    records = list(figure_records.seen(part).values())
    unseen, more = len(part) - len(people) - len(rows) - len(records), len(each) - len(part)
    shown = {"people": people, "audits": rows, "records": records, "unseen": unseen}
    return shown | {"count": len(ids), "more": more, "often": len(ids) > len(each)}


def _audits(of: Asked, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """Audits that this person sees, as they stood when the figure was so."""
    seen = tracker.of_ids(model(), ids, scope(i()), clock.today())
    if not of.at:
        return seen
    return tracker.of_ids(of.source.model, [row["id"] for row in seen], scope(i()), of.source.on)


def _person(row: dict[str, Any]) -> dict[str, str]:
    href = link(f"/people/{row['id'].removeprefix('person/')}")
    return {"name": row["name"], "team": row["team_name"] or "", "href": href}


def _tracker(of: Asked) -> str:
    """The tracker of exactly the figure's audits, of a month as it is now."""
    if of.at or of.group or of.figure.members_are != "audits" or len(of.period.months) > 1:
        return ""
    return f"/audits?cycle={of.period.key}&figure={of.figure.name}"

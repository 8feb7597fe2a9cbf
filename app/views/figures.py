"""One figure: its value, what it counts, in which words, as at when."""

from typing import Any

from flask import Blueprint, abort, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.policy import OVERSEE, RULES, scope
from app.views.asked_in_vain import with_it
from app.views.audit_rows import table_row
from app.views.cycles import newest, the_month
from app.views.desk import i, model
from app.views.links import link
from app.views.month_figures import as_at, as_json, figures_of, is_withheld
from app.views.own_areas import people_of_mine
from projections import tracker
from projections.shares import Figure

pages = Blueprint("figures", __name__)
RULES |= {"figures.show": OVERSEE, "figures.data": OVERSEE}


@pages.get("/figures/<name>")
def show(name: str) -> ResponseReturnValue:
    """A figure with its members and the others of its base."""
    cycle, figure = _asked(name)
    shown = not is_withheld(figure)
    return render_template(
        "figures/show.html",
        cycle=cycle,
        figure=figure,
        members=_listed(figure.members, figure.members_are) if shown else None,
        others=_listed(figure.others, figure.base_are) if shown and figure.base is not None else None,
        tracker=_tracker(figure, cycle),
        position=g.position,
        now=clock.now(),
    )


@pages.get("/figures/<name>.json")
def data(name: str) -> ResponseReturnValue:
    """A figure as data."""
    cycle, figure = _asked(name)
    return jsonify(as_at(cycle) | as_json(figure) | with_it())


def _asked(name: str) -> tuple[dict[str, Any], Figure]:
    """The figure of the month that the address names, or of the newest month."""
    month = request.args.get("cycle", "")
    cycle = the_month(month) if month else newest() or abort(404)
    return cycle, figures_of(cycle).get(name) or abort(404)


def _listed(ids: tuple[str, ...], are: str) -> dict[str, Any]:
    """Audits as table rows, or people with their teams, as far as this person sees them."""
    if are == "people":
        found = [_person(row) for row in people_of_mine(ids)]
        return {"people": found, "audits": [], "unseen": len(ids) - len(found), "count": len(ids)}
    seen = tracker.of_ids(model(), ids, scope(i()), clock.today())
    rows = [table_row(audit) for audit in seen]
    return {"people": [], "audits": rows, "unseen": len(ids) - len(rows), "count": len(ids)}


def _person(row: dict[str, Any]) -> dict[str, str]:
    href = link(f"/people/{row['id'].removeprefix('person/')}")
    return {"name": row["name"], "team": row["team_name"] or "", "href": href}


def _tracker(figure: Figure, cycle: dict[str, Any]) -> str:
    """The tracker of exactly the figure's audits."""
    return f"/audits?cycle={cycle['month']}&figure={figure.name}" if figure.members_are == "audits" else ""

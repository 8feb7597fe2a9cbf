"""The standing monthly item of the leadership team: one sheet for each month, every number with where it comes from."""

from typing import Any

from flask import Blueprint, abort, g, jsonify, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.periods import moved
from app.policy import ANY, RULES, Grants
from app.views.action_reach import reach as reach_to_actions
from app.views.actions_standing import NOBODY, View
from app.views.asked_in_vain import with_it
from app.views.cycles import newest, the_month
from app.views.desk import i, model
from app.views.meeting_figures import Row, Side, Value, not_alike, parts, side, value_of
from app.views.meeting_recommendations import recommendations
from projections import cycles, people
from projections.actions_standing import grouped, open_on
from projections.asking import Asked

pages = Blueprint("meetings", __name__)
SEES: Grants = dict.fromkeys(
    ("qa_lead", "head_of_service", "director", "operations_director", "inspector", "analyst"), (ANY,)
)
"""Who has the item: those who run the programme, answer for it or look at it; a moderator has the month's board."""
RULES |= {"meetings.index": SEES, "meetings.show": SEES, "meetings.data": SEES}


@pages.get("/meetings")
def index() -> ResponseReturnValue:
    """The sheets, newest month first; that of the month that runs is named first."""
    found = newest()
    return render_template("meetings/index.html", running=found, cycles=cycles.cycles(model()))


@pages.get("/meetings/<month:month>")
def show(month: str) -> ResponseReturnValue:
    """The sheet of a month, to be printed on one page."""
    now, before = _sides(month)
    return render_template(
        "meetings/show.html",
        now=now,
        before=before,
        parts=parts(now, before),
        not_alike=not_alike(now, before),
        areas=_areas(now),
        recommendations=recommendations(now, before.on),
        partly=_partly(),
        position=g.position,
        at=clock.now(),
    )


@pages.get("/meetings/<month:month>.json")
def data(month: str) -> ResponseReturnValue:
    """The same as data."""
    now, before = _sides(month)
    told = [
        {"part": part["id"]} | row | {"now": _told(row["now"]), "before": _told(row["before"])}
        for part in parts(now, before)
        for row in part["rows"]
    ]
    return jsonify(
        {
            "month": now.month,
            "on": now.on.isoformat(),
            "before": before.month,
            "before_on": before.on.isoformat(),
            "not_alike": not_alike(now, before) or None,
            "as_at": clock.now(),
            "position": g.position,
            "figures": told,
            "areas": [
                {"area": row["name"], **{name: value.n for name, value in row["values"].items()}} for row in _areas(now)
            ],
            "recommendations": recommendations(now, before.on),
        }
        | with_it()
    )


def _sides(month: str) -> tuple[Side, Side]:
    """The month that the address names and the one before it; not found when it was never opened."""
    the_month(month)
    now, before = side(month), side(moved(month, -1))
    return (now, before) if before.on < now.on else abort(404)


def _told(value: Value | None) -> Row | None:
    if value is None:
        return None
    told = {"numerator": value.n, "denominator": value.of, "words": value.text}
    return told | {"interval_95": value.interval or None}


def _areas(at: Side) -> list[Row]:
    """Each service area with its open actions that the reader sees, by name."""
    view, names = View("area", at.on), people.names(model())
    found = grouped(open_on(model(), Asked(reach_to_actions(), at.on)), "area", at.on)
    rows: list[dict[str, Any]] = [
        {
            "name": names.get(id, "No service area"),
            "values": {
                name: value_of(of[name], view.to_members(name, id or NOBODY)) for name in ("open", "within", "overdue")
            },
        }
        for id, of in found.items()
    ]
    return sorted(rows, key=lambda row: row["name"])


def _partly() -> bool:
    """Whether the reader has actions and children of concern of their own areas alone."""
    return not reach_to_actions().everything and bool(i().areas)

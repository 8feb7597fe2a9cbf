"""Category 1 at the top of every page of those who must act, until it is answered: which child, for how long."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.concern import FOLLOW
from app.policy import ANY, OWN, RULES, Grants
from app.views import concern_clock as its
from app.views import live
from app.views.desk import me, model
from app.views.words import reference
from projections import concern_running

pages = Blueprint("concern_banner", __name__)
MUST_ACT: Grants = {
    **dict.fromkeys(FOLLOW, (ANY,)),
    **dict.fromkeys(("team_manager", "operations_director"), (OWN,)),
}
"""Heads of service, directors and the QA lead see every one; the others those of their team and their areas.

It is never sealed from them: they act on the child, whatever they audit.
"""
RULES["concern_banner.show"] = MUST_ACT
SHOWN = 3
WHOLE = "/concerns?state=open&category=1"
Row = dict[str, Any]


@pages.app_context_processor
def _for_every_page() -> Row:
    """The line is asked for by whole pages only, not by fragments."""
    return {"category_1_now": now}


@pages.get("/category-1")
def show() -> ResponseReturnValue:
    """The line alone, for a page that keeps it current; nothing (204) where it shows it as it is."""
    if not live.polled():
        return redirect(WHOLE)
    found = now()
    if found is None or request.args["since"] == found["mark"]:
        return "", 204
    return render_template("concerns/_banner.html", category_1=found)


def now() -> Row | None:
    """What the line says to the person who asks: the first few, how many more; None for who need not act."""
    person = me()
    if person is None or person.roles.isdisjoint(MUST_ACT):
        return None
    found = [row for row in concern_running.running(model()) if _is_mine(row)]
    newest = max((row["position"] for row in found), default=0)
    return {
        "shown": [_told(row) for row in found[:SHOWN]],
        "more": len(found) - SHOWN,
        "whole": WHOLE,
        "mark": f"{newest}-{len(found)}-{its.minute()}" if found else "0",
    }


def _is_mine(row: Row) -> bool:
    person = me()
    assert person is not None, "asked for who is signed in"
    manages = "team_manager" in person.roles and person.team and row["team"] == person.team
    return bool(person.roles & set(FOLLOW) or manages or row["area"] in person.areas)


def _told(row: Row) -> Row:
    return {
        "child": reference(row["child"]),
        "href": f"/concerns/{reference(row['id'])}",
        "said": _said(row),
        "since": its.elapsed(row["clock_since"], clock.now()),
    }


def _said(row: Row) -> str:
    if its.is_late(row):
        return "late, not answered"
    if its.is_untold(row):
        return "telling failed: telephone"
    return "not answered" if row["seen_at"] else "not seen, not answered"

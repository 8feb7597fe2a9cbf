"""Everybody who was in a pool: the list behind every number of the pools."""

from flask import Blueprint, g

from app import clock
from app.events.pool_target import POOLS
from app.views import tracking
from app.views.desk import model
from app.views.export_columns import add_list, column
from app.views.listing import items_of
from app.views.pool_words import SEES, WENT, spell_row, told
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import month
from projections import people, pool_lists, pools_over_time
from projections.asking import Reach

pages = Blueprint("pool_people", __name__)


def _everything() -> Reach:
    return Reach(everything=True)


def _months() -> list[dict[str, str]]:
    """Every month that a pool had anything to do with, newest first; found once for all filters of a page."""
    if "pool_months" not in g:
        now = clock.today().isoformat()[:7]
        found = {one.month for pool in POOLS for one in pools_over_time.months(model(), pool, now)}
        g.pool_months = items_of({one: month(one) for one in sorted(found, reverse=True)})
    months: list[dict[str, str]] = g.pool_months
    return months


TRACKER = Tracker(
    list="pool-people",
    path="/pools/people",
    title="People of the pools",
    noun="spell",
    question=pool_lists.QUESTION,
    reach=_everything,
    filters={
        "pool": Filter("Pool", lambda: items_of(POOLS), blank="Both"),
        "in": Filter("Counted in", _months),
        "began": Filter("Trained or appointed in", _months),
        "first": Filter("Counted from", _months),
        "ended": Filter("Left in", _months),
        "how": Filter("How they left", lambda: items_of(WENT)),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
    },
    headings=(
        Heading("Name", "name"),
        Heading("Team now", "team"),
        Heading("Pool"),
        Heading("Trained or appointed", "since"),
        Heading("Counted from", "counted"),
        Heading("Left", "ended"),
    ),
    row=spell_row,
    told=told,
    empty=("Nobody was ever in a pool.", "Auditors appear here once they are trained, moderators once appointed."),
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "pool-people",
    "People of the pools",
    "person_id name team_id team area_id area which_pool_id which_pool moderator_kind since counted_from ended_on"
    " ended_how_id ended_how",
    column("which_pool_id", "Which pool id", of="pool"),
    column("which_pool", "Which pool", of="pool_words"),
    column("moderator_kind", "Kind of moderator", of="kind_words"),
    column("since", "Trained or appointed on", "date"),
    column("ended_on", "Left on", "date"),
    column("ended_how_id", "How they left id", of="how"),
    column("ended_how", "How they left", of="how_words"),
)

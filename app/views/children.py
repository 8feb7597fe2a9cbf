"""The open children: a list to filter, and each child's page."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.events.vocabulary import AGE_BANDS, PLAN_TYPES
from app.policy import ANY, AREA, OWN, RULES, TEAM, Grants, Me
from app.programme import children as programme
from app.programme.english import counted
from app.views import concern_waiting
from app.views.actions_waiting import of_rows
from app.views.child_line import lines
from app.views.desk import house, i, live_house, model
from app.views.erased import without
from app.views.export_files import Taken, file_response
from app.views.inspected import limits
from app.views.links import link
from app.views.listing import Listing, items_of
from projections import actions_lists, audits, children, children_lists, people, seals

pages = Blueprint("children", __name__)
EVERY_CHILD = ("qa_lead", "head_of_service", "director", "inspector")
WHOLE: Grants = {role: (ANY,) for role in EVERY_CHILD}  # noqa: C420 - fromkeys would make tuples of one
RULES |= {
    "children.index": WHOLE | {"team_manager": (OWN,), "operations_director": (OWN,)},
    "children.export": WHOLE | {"team_manager": (OWN,), "operations_director": (OWN,)},
    "children.show": WHOLE | {"team_manager": (TEAM,), "operations_director": (AREA,)},
}

PER_PAGE, ENDED_SHOWN = 50, 20
FILTERS = ("search", "plan", "area", "team", "worker", "age_band", "audited")


@pages.get("/children")
def index() -> ResponseReturnValue:
    """The open children who fit the filters of the address, a page at a time; by a search also who is open no more."""
    listing = _listing()
    wanted = listing.values | _seen_by(i())
    found = children_lists.count(model(), wanted)
    shown = without(children_lists.page(model(), wanted, listing.sort, limit=PER_PAGE, offset=listing.offset))
    return render_template(
        "children/index.html",
        listing=listing,
        children=shown,
        ended=_ended(wanted),
        ended_shown=ENDED_SHOWN,
        count=_count_words(found, listing.offset, len(shown)),
        pages=listing.pages(found),
        **_population(),
        **_choices(listing),
    )


@pages.get("/children.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The open children who fit the filters of the address, all of them, as a file."""
    listing = _listing()
    rows = without(children_lists.page(model(), listing.values | _seen_by(i()), listing.sort))
    said = "; ".join(chosen["text"] for chosen in _choices(listing)["chosen"])
    told = [row | {"child": row["id"]} for row in rows]
    return file_response(ending, Taken("children", told, filters=said, not_known=listing.not_known()))


@pages.get("/children/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """One child: the details of the last list, and each audit of the work with them to its end, on one line."""
    (found,) = without([children.child(model(), f"child/{reference}") or abort(404)])
    theirs = lines(seals.unsealed(model(), i().id, audits.of_child(model(), found["id"])))
    initials = programme.initials(house(), found["id"])
    history, part = link(f"/children/{reference}/history"), of_rows(actions_lists.of_child(model(), found["id"]))
    return render_template(
        "children/show.html",
        child=found,
        listed_on=children.on_list_of(model(), found),
        initials=initials,
        lines=theirs,
        history=history,
        read_by=link(f"/access-log?about={reference}"),
        part=part,
        concerns=concern_waiting.of_child(found["id"]),
        raising=link(f"/concerns/new?child={reference}"),
    )


def _population() -> dict[str, Any]:
    """The newest count by plan type, in the plan types' order, and its date; none for who is shown named children."""
    if limits("children.index"):
        return {"population": [], "population_on": ""}
    rows = {row["plan"]: row for row in children.population(model())}
    counts = [{"name": PLAN_TYPES[plan], "count": f"{rows[plan]['count']:,}"} for plan in PLAN_TYPES if plan in rows]
    return {"population": counts, "population_on": next((row["on"] for row in rows.values()), "")}


def _listing() -> Listing:
    return Listing("/children", FILTERS, tuple(children_lists.COLUMNS), PER_PAGE)


def _seen_by(me: Me) -> dict[str, Any]:
    """Which children this person sees in lists: all, or those who are of their team and their areas now."""
    if me.roles & set(EVERY_CHILD):
        return {}
    teams = {me.team} - {""} if "team_manager" in me.roles else set()
    named = me.inspects.children if me.inspects else frozenset()
    areas = me.areas if "operations_director" in me.roles else frozenset()
    theirs = {"teams": teams, "areas": areas, "named": named}
    live = live_house().model
    return theirs if model() is live else {"only": children_lists.ids_of(live, theirs)}


def _ended(wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """Who fits a search and is not open any more: whoever knows a reference finds the child's page by it."""
    return without(children_lists.ended(model(), wanted, ENDED_SHOWN + 1)) if wanted.get("search") else []


def _count_words(found: int, offset: int, shown: int) -> str:
    words = counted(found, "open child")
    return words if shown == found or not shown else f"{words}, {offset + 1:,} to {offset + shown:,} here"


def _choices(listing: Listing) -> dict[str, Any]:
    """The values of each filter, and those in force in words."""
    workers = [] if limits("children.index") else children_lists.workers(model())
    rows = {"area": people.areas(model()), "team": people.teams(model()), "worker": workers}
    names = {name: {row["id"]: row["name"] for row in found} for name, found in rows.items()}
    known = names | {"plan": PLAN_TYPES, "age_band": AGE_BANDS, "audited": {"never": "Never audited"}}
    items = {name: items_of(words) for name, words in known.items()}
    words = {name: _words(name, found) for name, found in known.items()} | {"search": lambda text: f"Search: {text}"}
    return {"items": items, "chosen": listing.chosen(words)}


def _words(name: str, known: dict[str, str]) -> Any:
    label = {"age_band": "Age", "audited": ""}.get(name, name.capitalize())
    return lambda value: f"{label}: {known.get(value, value)}".removeprefix(": ")

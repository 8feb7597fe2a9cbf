"""Coaching: the tracker for the QA lead and for oneself, one offer with its notes, and a new one."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.coaching import CAUSES, FORMS, STATES
from app.forms.coaching import OfferForm
from app.forms.fields import choices
from app.policy import OWN, QA, RULES, TEAM, WORK, Grants, Me
from app.programme import coaching as programme
from app.programme import histories
from app.programme.english import counted
from app.views import acting, tracking
from app.views.coaching_acts import ACTS, PLACE, coaches, everybody, href
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column, words_column
from app.views.histories import Told
from app.views.links import link, reachable
from app.views.listing import items_of
from app.views.relations import RELATE
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, month, reference
from projections import asking, coaching_lists
from projections.asking import Asked, Reach

pages = Blueprint("coaching", __name__)
Row = dict[str, Any]
SEES: Grants = QA | {"*": (OWN,)}
RULES["coaching.show"] = QA | {"*": (WORK, TEAM)}
acting.put(pages, PLACE, ACTS)


def _relate(me: Me, name: str) -> set[str]:
    """WORK for whom it is offered to, TEAM for the coach."""
    row = coaching_lists.one(model(), f"coaching/{name}")
    if row is None:
        return set()
    return {relation for relation, who in ((WORK, "person"), (TEAM, "coach")) if row[who] == me.id}


RELATE["coaching"] = _relate


def _reach() -> Reach:
    return Reach(everything="qa_lead" in i().roles, person=i().id)


def _shown(row: Row) -> Row:
    return _told(row) | {"href": href(row)}


def _told(row: Row) -> Row:
    return row | {
        "name": row["person_name"],
        "cause_words": CAUSES[row["cause"]],
        "form_words": FORMS[row["form"]],
        "state_words": STATES[row["state"]],
    }


def _about(asked: Asked) -> Row:
    found = coaching_lists.figures(model(), asked)
    listing = TRACKER.listing()
    shown = [{"figure": figure, "href": listing.href(state=name)} for name, figure in found.items() if name != "all"]
    return {"figures": shown, "offered": found["all"].n}


def _more() -> Row:
    return {"may_offer": reachable("/pools/coaching/new"), "sees_pools": reachable("/pools")}


TRACKER = Tracker(
    list="coaching",
    path="/pools/coaching",
    title="Coaching",
    noun="offer",
    question=coaching_lists.QUESTION,
    reach=_reach,
    filters={
        "state": Filter("State", lambda: items_of(STATES)),
        "cause": Filter("Why", lambda: items_of(CAUSES)),
        "form": Filter("How", lambda: items_of(FORMS)),
        "month": Filter("Offered in", lambda: items_of({m: month(m) for m in coaching_lists.months(model())})),
        "person": Filter("Person", lambda: items_of(_people()), long=True),
    },
    headings=(
        Heading("Offered to", "name"),
        Heading("Why"),
        Heading("Coach"),
        Heading("Offered", "offered"),
        Heading("Accepted", "accepted"),
        Heading("State"),
        Heading("On", "ended"),
    ),
    row=_shown,
    told=_told,
    empty=("No coaching was offered.", "What is offered to you, or by you as a coach, appears here."),
    summary="coaching/_above.html",
    about=_about,
    more=_more,
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "coaching",
    "Coaching",
    "coaching_key person_id name team_id team coach_id coach cause_id cause form_id form offered_on offered_by_id"
    " offered_by accepted_on state_id state ended",
    column("coaching_key", "Coaching id", of="id"),
    column("coach_id", "Coach id", of="coach"),
    column("coach", "Coach", of="coach_name"),
    column("cause_id", "Why id", of="cause"),
    column("cause", "Why offered", of="cause_words"),
    column("form_id", "How id", of="form"),
    column("form", "How given", of="form_words"),
    column("offered_on", "Offered on", "date"),
    column("offered_by_id", "Offered by id", of="offered_by"),
    column("offered_by", "Offered by", of="offered_by_name"),
    column("accepted_on", "Accepted on", "date"),
    words_column("state", "State", STATES),
    column("ended", "Taken, declined or withdrawn on", "date", of="ended_on"),
)


def _people() -> dict[str, str]:
    """Everybody to whom what this person sees was offered, by the end of their address."""
    rows = asking.everything(model(), coaching_lists.QUESTION, Asked(_reach(), clock.today(), {}, "name"))
    return {reference(row["person"]): row["person_name"] for row in rows}


def _offer_to(form: Any) -> Row:
    form.person.choices = choices({"": "Choose"} | everybody())
    form.coach.choices = choices({"": "Not yet known"} | coaches())
    return {}


acting.put_creation(
    pages,
    acting.Creation(
        kind="coaching",
        path="/pools/coaching",
        grants=QA,
        form=OfferForm,
        command=programme.offer,
        title="Offer coaching",
        what="The person sees the offer and accepts or declines it; you or the coach record that it took place."
        " In figures nobody is named.",
        button="Offer the coaching",
        done="The coaching is offered.",
        there=lambda id: f"/pools/coaching/{reference(id)}",
        ready=_offer_to,
        given=lambda: {"person": _named(), "form": "individual"},
    ),
)


def _named() -> str:
    """Whom the address names, to offer it to them."""
    id = f"person/{request.args.get('person', '')}"
    return id if id in everybody() else ""


@pages.get("/pools/coaching/<coaching>")
def show(coaching: str) -> ResponseReturnValue:
    """One offer with what was noted: for the person, the coach and the QA lead."""
    row = PLACE.row({"coaching": coaching})
    notes = [
        {"on": made.facts["on"], "topic": made.topic.removeprefix("coaching ").capitalize(), "text": text}
        for made in programme.told(house(), row["id"])
        if (text := made.facts.get("note") or made.facts.get("reason"))
    ]
    entries = histories.of_stream(house(), row["id"])[::-1]
    return render_template(
        "coaching/show.html",
        coaching=_told(row),
        notes=notes,
        acts=PLACE.offered(ACTS, row),
        entries=[Told(**vars(entry)) for entry in entries],
        person=link(f"/people/{reference(row['person'])}"),
    )


def _waiting() -> Block | None:
    """Coaching that is offered to me, accepted, or that I am to give."""
    rows = coaching_lists.waiting_for(model(), i().id)
    if not rows:
        return None
    items = tuple(Item(_item(row), href(row), f"offered {day(row['offered_on'])}") for row in rows[:SHOWN])
    count = f"{counted(len(rows), 'offer')} of coaching"
    return Block("Coaching", count, items, "/pools/coaching", whole="All coaching")


def _item(row: Row) -> str:
    if row["person"] == i().id:
        said = "Accepted by you" if row["state"] == "accepted" else "Offered to you"
        return f"{said}: {CAUSES[row['cause']].lower()}"
    return f"For you to coach {row['person_name']}"


BLOCKS["coaching"] = _waiting

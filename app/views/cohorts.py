"""Training cohorts: the tracker, each cohort with its people, and a new one."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.events.cohort import STATES
from app.forms.cohorts import CohortForm
from app.policy import OWN, RULES, Me
from app.programme import cohorts as programme
from app.programme import histories
from app.programme.english import listed as in_a_row
from app.views import acting, tracking
from app.views.cohort_acts import ACTS, LEAD, PLACE, href, quarter_words
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column, words_column
from app.views.histories import Told
from app.views.links import link, reachable
from app.views.listing import items_of
from app.views.pool_words import SEES
from app.views.relations import RELATE
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import reference
from projections import cohort_lists, people
from projections.asking import Reach

pages = Blueprint("cohorts", __name__)
Row = dict[str, Any]
READS = SEES | {"*": (OWN,)}
RULES["cohorts.show"] = READS
acting.put(pages, PLACE, ACTS)
OUTCOMES = {"trained": "Trained", "already": "Trained before", "not_yet": "Still in training", "left": "Left"}


def _relate(me: Me, name: str) -> set[str]:
    """OWN for who is in the cohort or trains it."""
    found = cohort_lists.one(model(), f"cohort/{name}")
    if found is None:
        return set()
    in_it = {row["person"] for row in cohort_lists.members(model(), found["id"]) if row["outcome"] != "left"}
    return {OWN} if me.id in in_it | set(found["trainers"]) else set()


RELATE["cohort"] = _relate


def _reach() -> Reach:
    return Reach(everything=bool(i().roles & SEES.keys()), person=i().id)


def _shown(row: Row) -> Row:
    return _told(row) | {"href": href(row)}


def _told(row: Row) -> Row:
    return _worded(cohort_lists.read(row))


def _worded(found: Row) -> Row:
    """A cohort with its words, as the page and the files tell of it."""
    names = people.names(model())
    inside = [names.get(id, "somebody who is not on the list") for id in found["trainers"]]
    outside = [programme.names_outside(house(), found["id"])] if found["external"] else []
    return found | {
        "state_words": STATES[found["state"]],
        "quarter_words": quarter_words(found["quarter"]),
        "trainer_words": in_a_row([*inside, *outside]),
        "inside": len(inside),
        "dates_words": "; ".join(found["dates"]),
    }


def _more() -> Row:
    return {"may_plan": reachable("/pools/cohorts/new"), "sees_pools": reachable("/pools")}


TRACKER = Tracker(
    list="cohorts",
    path="/pools/cohorts",
    title="Training cohorts",
    noun="cohort",
    question=cohort_lists.QUESTION,
    reach=_reach,
    filters={
        "state": Filter("State", lambda: items_of(STATES)),
        "quarter": Filter(
            "Quarter", lambda: items_of({one: quarter_words(one) for one in cohort_lists.quarters(model())})
        ),
        "trainers": Filter("Trained", lambda: items_of({"internal": "By our own", "external": "From outside"})),
    },
    headings=(
        Heading("Cohort", "name"),
        Heading("Quarter"),
        Heading("Starts", "starts"),
        Heading("Trained by"),
        Heading("Joined"),
        Heading("Trained"),
        Heading("State"),
    ),
    row=_shown,
    told=_told,
    empty=("There are no cohorts yet.", "Each planned training cohort appears here, quarter by quarter."),
    more=_more,
)
tracking.put(pages, TRACKER, READS)
add_list(
    "cohorts",
    "Training cohorts",
    "cohort_id cohort quarter_id quarter starts_on places joined trained_count internal_trainers external_trainers"
    " dates state_id state started_on finished_on counted_from",
    column("cohort_id", "Cohort id", of="id"),
    column("cohort", "Cohort", of="name"),
    column("quarter_id", "Quarter id", of="quarter"),
    column("quarter", "Quarter", of="quarter_words"),
    column("starts_on", "Starts on", "date", of="starts"),
    column("places", "Places", "number"),
    column("joined", "Joined", "number", of="members"),
    column("trained_count", "Trained", "number", of="trained"),
    column("internal_trainers", "Internal trainers", "number", of="inside"),
    column("external_trainers", "Trained from outside", "yes_no", of="external"),
    column("dates", "Dates", of="dates_words"),
    words_column("state", "State", STATES),
    column("finished_on", "Completed or called off on", "date", of="ended_on"),
)
acting.put_creation(
    pages,
    acting.Creation(
        kind="cohort",
        path="/pools/cohorts",
        grants=LEAD,
        form=CohortForm,
        command=programme.plan,
        title="Plan a cohort",
        what="Once it is planned, people join it. Its auditors are counted from the month after its completion.",
        button="Plan the cohort",
        done="The cohort is planned.",
        there=lambda id: f"/pools/cohorts/{reference(id)}",
    ),
)


@pages.get("/pools/cohorts/<cohort>")
def show(cohort: str) -> ResponseReturnValue:
    """One cohort: the plan, who is in it, and what became of each, for who sees the pools or for oneself."""
    row = PLACE.row({"cohort": cohort})
    whole = bool(i().roles & SEES.keys())
    entries = histories.of_stream(house(), row["id"])[::-1] if whole else []
    return render_template(
        "cohorts/show.html",
        cohort=_worded(row),
        members=[_member(one, whole) for one in cohort_lists.members(model(), row["id"]) if whole or _is_in(one)],
        acts=PLACE.offered(ACTS, row),
        entries=[Told(**vars(entry)) for entry in entries],
        whole=whole,
    )


def _is_in(member: Row) -> bool:
    return bool(member["outcome"] != "left")


def _member(one: Row, whole: bool) -> Row:
    mine = one["person"] == i().id
    outcome = one["outcome"] if whole or mine else ""
    return one | {
        "outcome": outcome,
        "outcome_words": OUTCOMES.get(outcome, ""),
        "href": link(f"/pools/people/{reference(one['person'])}"),
    }

"""The team managers' duties for each audit received: the tracker by team, each follow-up, and what is recorded."""

from typing import Any

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import DISCUSSIONS, DUTIES
from app.forms.duties import ClosingForm, DutyForm, TakingBackForm
from app.forms.fields import choices
from app.policy import ANY, AREA, OWN, QA, RULES, TEAM, WORK, Grants, Me
from app.programme import duties as programme
from app.programme import histories
from app.views import acting, tracking
from app.views.action_figures import as_data
from app.views.desk import house, i, model
from app.views.duty_acts import ACTS
from app.views.duty_rows import DUTY_LIST, href, of_each, row_of, still_open
from app.views.export_columns import add_list, column, words_column
from app.views.links import link, to_audit
from app.views.listing import items_of
from app.views.on_a_day import ON, OnADay
from app.views.relations import RELATE
from app.views.tracking import Filter, Heading
from app.views.words import month, reference
from projections import cycles, duties_lists, people
from projections.asking import Asked, Reach
from projections.duties_lists import STANDINGS

pages = Blueprint("duties", __name__)
WHOLE = ("qa_lead", "head_of_service", "director", "inspector", "moderator", "analyst")
SEES: Grants = {**dict.fromkeys(WHOLE, (ANY,)), "team_manager": (OWN,), "operations_director": (OWN,)}
READ: Grants = QA | {
    **dict.fromkeys(("head_of_service", "director", "inspector", "moderator"), (ANY,)),
    "team_manager": (TEAM,),
    "operations_director": (AREA,),
    "practitioner": (WORK,),
}
RULES |= {"duties.show": READ, "duties.figures": SEES}


def _reach() -> Reach:
    me = i()
    teams = frozenset({me.team} - {""}) if "team_manager" in me.roles else frozenset()
    areas = me.areas if "operations_director" in me.roles else frozenset()
    return Reach(everything=bool(me.roles & set(WHOLE)), teams=teams, areas=areas)


def _relate(me: Me, name: str) -> set[str]:
    found = duties_lists.duty(model(), _id(name))
    if found is None:
        return set()
    of = {TEAM: me.team and found["team"] == me.team, AREA: found["area"] in me.areas, WORK: found["worker"] == me.id}
    return {relation for relation, is_so in of.items() if is_so}


RELATE["duty"] = _relate


def _id(name: str) -> str:
    """The id of the follow-up that an address names: duty/2024-05/0017 of 2024-05-0017."""
    return f"duty/{name[:7]}/{name[8:]}"


def _about(asked: Asked) -> dict[str, Any]:
    found, of_year = duties_lists.figures(model(), asked), asked.chosen.get("cycle") == "year"
    shown = {name: {"figure": figure, "href": _members(name, of_year)} for name, figure in found.items()}
    words = {"duties": list(DUTIES), "kinds": list(DISCUSSIONS), "on": asked.today.isoformat(), "of_year": of_year}
    return {"figures": shown} | words


def _members(name: str, of_year: bool) -> str:
    period = {"cycle": "received"} if of_year else {}
    if name in DISCUSSIONS:
        return str(TRACKER.listing().href(standing="", discussion=name, **period))
    standing = "" if name == "received" else "late" if name == "late" else f"with_{name}"
    return str(TRACKER.listing().href(standing=standing, discussion="", **period))


def _months_or_all() -> list[dict[str, str]]:
    return items_of({"received": "Received in the last 12 months", tracking.ALL: "All months"}) + _months()


def _months() -> list[dict[str, str]]:
    return items_of({m["month"]: month(m["month"]) for m in cycles.cycles(model())})


TRACKER = OnADay(
    list="duties",
    path="/duties",
    title="Managers' duties",
    noun="follow-up",
    question=duties_lists.QUESTION,
    reach=_reach,
    filters={
        "on": ON,
        "cycle": Filter(
            "Month", _months_or_all, blank="The last 12, and what is open", usual="year", unless=("first", "last")
        ),
        "first": Filter("From month", _months),
        "last": Filter("To month", _months),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
        "area": Filter("Service area", lambda: items_of({a["id"]: a["name"] for a in people.areas(model())})),
        "standing": Filter("Standing", lambda: items_of({key: words for key, (words, _) in STANDINGS.items()})),
        "discussion": Filter("Kind of discussion", lambda: items_of(DISCUSSIONS)),
        "child": Filter("Child's reference"),
    },
    headings=(
        Heading("Child", "child"),
        Heading("Team", "team"),
        Heading("Received", "received"),
        *(Heading(words) for words in DUTIES.values()),
        Heading("Next due", "next"),
    ),
    row=row_of,
    told=row_of,
    empty=("No team has received an audit yet.", "The duties of its manager appear here once an audit is accepted."),
    summary="duties/_above.html",
    about=_about,
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "duties",
    "Managers' duties",
    DUTY_LIST,
    column("duty_key", "Follow-up id", of="id"),
    column("received_on", "Received on", "date"),
    *(column(f"{duty}_due", f"{words}: due", "date") for duty, words in DUTIES.items()),
    *(column(f"{duty}_on", f"{words}: done on", "date") for duty, words in DUTIES.items()),
    column("discussion_id", "Kind of discussion id", of="discussion_kind"),
    words_column("discussion", "Kind of discussion", DISCUSSIONS, of="discussion_kind"),
    column("next_due", "Next due", "date"),
)


def _ready(form: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Offer who can have done it, and of the records only those that are there."""
    if isinstance(form, DutyForm):
        form.done_by.choices = choices({"": "Choose a person"} | _who(row["team"]))
    if isinstance(form, TakingBackForm):
        form.duty.choices = choices({duty: words for duty, words in DUTIES.items() if row[f"{duty}_on"]})
    return {"beside": {"part": still_open(row)}} if isinstance(form, ClosingForm) else {}


def _who(team: str) -> dict[str, str]:
    found = programme.managers(house(), team)
    return {i().id: f"{i().name} (me)"} | {id: name for id, name in found.items() if id != i().id}


PLACE = acting.Place(
    rule="/duties/<duty>",
    find=lambda duty: duties_lists.duty(model(), _id(duty)),
    href=href,
    title=lambda row: "the follow-up",
    caption=lambda row: " · ".join((reference(row["child"]), row["team_name"] or "", month(row["cycle"]))),
    state=lambda row: "closed" if row["closing_on"] else "not ready for this",
    ready=_ready,
    given=lambda row: {"done_by": i().id},
    beside="duties/_still_open.html",
)
acting.put(pages, PLACE, ACTS)


@pages.get("/duties/<duty>")
def show(duty: str) -> ResponseReturnValue:
    """The follow-up of one audit: each duty with its date, who did it and where it is recorded."""
    row = PLACE.row({"duty": duty})
    return render_template(
        "duties/show.html",
        duty=row_of(row),
        each=of_each(row, programme.recorded(house(), row["id"])),
        beside={"part": still_open(row)},
        acts=PLACE.offered(ACTS, row),
        audit=to_audit(row["audit"]),
        child=link(f"/children/{reference(row['child'])}"),
        entries=histories.of_duty(house(), row["id"])[::-1],
    )


@pages.get("/duties/figures.json")
def figures() -> ResponseReturnValue:
    """The figures above the tracker as data, with the ids that each counts, under the same filters."""
    found = duties_lists.figures(model(), TRACKER.asked(TRACKER.listing()))
    return jsonify({"as_at": clock.now(), "figures": [as_data(figure) for figure in found.values()]})

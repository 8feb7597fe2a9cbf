"""Impact: the tracker with its figures, the questions to answer, and what was answered beside the audit."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.events.impact_questions import PARTS, QUESTIONS, STATES
from app.policy import ANY, OWN, RULES, Grants
from app.programme import histories
from app.views import acting, figure_files, tracking
from app.views.audit_parts import PARTS as AUDIT_PARTS
from app.views.audit_parts import Part
from app.views.desk import house, i, model
from app.views.export_columns import Column, add_list, column
from app.views.histories import Told
from app.views.impact_acts import ACTS, PLACE, RECIPIENTS, answerable
from app.views.impact_answers import answers, beside, left_behind, waiting
from app.views.impact_figures import figures
from app.views.impact_figures import told as told_figures
from app.views.impact_words import caption, found, href, listed_row, reads_words, relate, shown_row, title, told
from app.views.links import reachable
from app.views.listing import items_of
from app.views.relations import RELATE
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import BLOCKS
from app.views.words import month
from projections import impact_lists, people
from projections.asking import Asked

pages = Blueprint("impact", __name__)
Row = dict[str, Any]
WHOLE = ("qa_lead", "head_of_service", "director", "inspector", "analyst")
OTHERS = ("operations_director", "team_manager", "auditor", "practitioner")
SEES: Grants = {**dict.fromkeys(WHOLE, (ANY,)), **dict.fromkeys(OTHERS, (OWN,))}
RULES["impact.show"] = RECIPIENTS | {"qa_lead": (ANY,), "auditor": (OWN,)}
RELATE["impact"] = relate
AUDIT_PARTS["impact"] = Part("impact/_part.html", beside)
BLOCKS |= {"impact": waiting, "impact-left": left_behind}
acting.put(pages, PLACE, ACTS)


ASKED = {"yes": "Asked", "over": "Asked, time over", "running": "Asked, with time left", "no": "Not asked"}
NONE: Row = {"response": [], "questions": [], "months": []}


def _about(asked: Asked) -> Row:
    """The figures, for who sees more than their own."""
    if asked.reach.everything or asked.reach.areas:
        return {"figures": figures(asked, TRACKER.listing())}
    return {"figures": None}


def _months() -> list[dict[str, str]]:
    return items_of({tracking.ALL: "All months"} | {m: month(m) for m in impact_lists.months(model(), i().id)})


def _choices(question: str) -> Any:
    return lambda: items_of(QUESTIONS[question]["choices"])


TRACKER = Tracker(
    list="impact",
    path="/impact",
    title="Impact",
    noun="request",
    question=impact_lists.QUESTION,
    reach=lambda: tracking.by_role(WHOLE),
    filters={
        "month": Filter("Month of return", _months, blank="The last 12 months", usual="year"),
        "state": Filter("State", lambda: items_of(STATES)),
        "part": Filter("Put to", lambda: items_of(PARTS)),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
        "area": Filter("Service area", lambda: items_of({a["id"]: a["name"] for a in people.areas(model())})),
        "asked": Filter("Asked", lambda: items_of(ASKED)),
        "practice": Filter("Practice improved", _choices("practice")),
        "helped": Filter("Helped the child", _choices("helped")),
        "obstacle": Filter("In the way", _choices("obstacles")),
        "family": Filter("Family", lambda: items_of({"agreed": "Agreed to speak", "not_agreed": "Did not"})),
    },
    headings=(
        Heading("Child", "child"),
        Heading("Team", "team"),
        Heading("Put to", "part"),
        Heading("Audit returned", "returned"),
        Heading("Due", "due"),
        Heading("State"),
        Heading("Practice improved"),
        Heading("Helped the child"),
    ),
    row=listed_row,
    told=told,
    empty=(
        "Nobody has been asked about impact yet.",
        "Six weeks after an audit came in, the worker and the team manager are asked what came of it.",
    ),
    summary="impact/_summary.html",
    about=_about,
)
tracking.put(pages, TRACKER, SEES)
figure_files.put(
    pages,
    TRACKER,
    SEES,
    lambda asked: told_figures(_about(asked)["figures"] or NONE),
    withheld="The figures are shown to those who see the requests of a service area or of all.",
)
add_list(
    "impact",
    "Impact",
    "request_id audit_id audit month_id month child_id reference team_id team area_id area part_id part recipient_id"
    " recipient state_id state returned_on due asked_on reminded_on answered_on practice_id practice helped_id"
    " helped obstacle_ids obstacles family_view",
    column("request_id", "Request id", of="id"),
    column("part_id", "Put to id", of="part"),
    column("part", "Put to", of="part_words"),
    column("recipient_id", "Recipient id", of="recipient"),
    column("recipient", "Recipient", of="recipient_name"),
    column("asked_on", "Asked on", "date"),
    column("reminded_on", "Reminded on", "date"),
    column("answered_on", "Answered on", "date"),
    column("practice_id", "Practice improved id", of="practice"),
    column("practice", "Practice improved", of="practice_words"),
    column("helped_id", "Helped the child id", of="helped"),
    column("helped", "Helped the child", of="helped_words"),
    Column("obstacle_ids", "In the way ids", lambda row: "; ".join(row["obstacles"])),
    Column("obstacles", "In the way", lambda row: "; ".join(row["obstacle_words"])),
    column("family_view", "Family's part", of="family"),
)


@pages.get("/impact/<impact>")
def show(impact: str) -> ResponseReturnValue:
    """The questions, for whom they wait; else where they stand and, for who may read it, what was answered."""
    row = found(impact) or abort(404)
    if answerable(row) and reachable(f"{href(row)}/{ACTS[0].noun}"):
        return redirect(f"{href(row)}/{ACTS[0].noun}")
    return render_template(
        "impact/show.html",
        row=shown_row(row),
        title=title(row),
        caption=caption(row),
        answers=answers(row),
        acts=PLACE.offered(ACTS, row),
        entries=_history(row) if reads_words(i(), row) else [],
    )


def _history(row: Row) -> list[Told]:
    return [Told(**vars(entry)) for entry in histories.entries(house(), house().reader.stream(row["id"]))][::-1]

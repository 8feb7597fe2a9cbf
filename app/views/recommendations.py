"""Recommendations: the tracker, one of them with its history, and a new one."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.periods import period
from app.events.recommendation import STATES
from app.forms.fields import choices
from app.forms.recommendations import RecommendationForm
from app.policy import EVERYBODY, OVERSEE, QA, RULES
from app.programme import histories
from app.programme import recommendations as programme
from app.programme.english import counted
from app.views import acting, tracking
from app.views.action_rows import listed as listed_action
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column, words_column
from app.views.histories import Told
from app.views.links import link, reachable
from app.views.listing import items_of
from app.views.recommendation_acts import ACTS, PLACE, READS, href, is_open, offer_owners, said
from app.views.report_reach import reads_working
from app.views.tracking import Filter, Heading, Tracker, by_role
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, reference
from projections import recommendations as rows
from projections import reports
from projections.actions_lists import of_source
from projections.asking import Reach

pages = Blueprint("recommendations", __name__)
Row = dict[str, Any]
RULES |= {"recommendations.show": READS}
acting.put(pages, PLACE, ACTS)
STANDING = {"overdue": "Overdue"} | STATES


def _told(row: Row) -> Row:
    """One with its words, as the page and the files tell of it; its text comes from its history."""
    words, of = said(row), period(row["report_key"] or "")
    late = row["state"] == "open" and row["due"] < clock.today().isoformat()
    told = {"recommendation": row["id"], "text": words.text, "progress": words.progress, "late": late}
    return row | told | {"of": of.label if of else "", "report_id": row["report_key"] or "", "owner_id": row["owner"]}


def _shown(row: Row) -> Row:
    out = row["state"] == "dropped" and not row["published"]
    return _told(row) | {"href": href(row), "state_words": "Taken out" if out else STATES[row["state"]], "is_out": out}


def _reports(published: bool = False) -> dict[str, str]:
    """The reports that are begun, or only those with an edition, by key, with what each is of."""
    known = [period(row["key"]) for row in reports.reports(model()) if row["edition"] or not published]
    return {of.key: of.label for of in known if of}


def _reach() -> Reach:
    """All for those who oversee, else one's own; of unpublished reports only for those who write and publish them."""
    reach = by_role(OVERSEE)
    return reach if reads_working() else replace(reach, without=rows.unpublished(model()))


def _sees_all() -> bool:
    return bool(i().roles & OVERSEE.keys())


def _nothing() -> tuple[str, str]:
    if _sees_all():
        return (
            "There is no recommendation.",
            "What reports recommend stands here, with who sees to it and how far it is.",
        )
    return "None is yours to see to.", "What a published report asks you to see to stands here, with its date."


TRACKER = Tracker(
    list="recommendations",
    path="/recommendations",
    title="Recommendations",
    noun="recommendation",
    question=rows.QUESTION,
    reach=_reach,
    filters={
        "state": Filter("State", lambda: items_of(STANDING)),
        "report": Filter("Report", lambda: items_of(_reports(published=not reads_working()))),
    },
    headings=(
        Heading("Recommendation"),
        Heading("Report"),
        Heading("Who", "owner"),
        Heading("By", "due"),
        Heading("State", "state"),
        Heading("How far"),
    ),
    row=_shown,
    told=_told,
    empty=_nothing,
    more=lambda: {"may_make": reachable("/recommendations/new"), "sees_all": _sees_all()},
)
tracking.put(pages, TRACKER, EVERYBODY)
add_list(
    "recommendations",
    "Recommendations",
    "recommendation_id report_id in_published recommended owner_id owner_of due_by state_id state made_on how_far"
    " noted_on ended_on",
    column("recommendation_id", "Recommendation id", of="recommendation"),
    column("report_id", "Report id"),
    column("in_published", "In a published report", "yes_no", of="published"),
    column("recommended", "Recommendation", of="text"),
    column("owner_id", "Owner id"),
    column("owner_of", "Owner", of="owner_name"),
    column("due_by", "Due by", "date", of="due"),
    words_column("state", "State", STATES),
    column("made_on", "Made on", "date"),
    column("how_far", "How far", of="progress"),
    column("noted_on", "Progress noted on", "date"),
    column("ended_on", "Done or dropped on", "date"),
)


def _ready(form: Any) -> Row:
    form.report.choices = choices({"": "Choose"} | {f"report/{key}": label for key, label in _reports().items()})
    offer_owners(form)
    return {}


acting.put_creation(
    pages,
    acting.Creation(
        kind="recommendation",
        path="/recommendations",
        grants=QA,
        form=RecommendationForm,
        command=programme.make,
        title="Make a recommendation",
        what="It stands in the report, and its progress in the next one. Once the report is published, who sees to it"
        " finds it on their first page.",
        button="Make the recommendation",
        done="The recommendation is made.",
        there=lambda id: f"/recommendations/{reference(id)}",
        ready=_ready,
        given=lambda: {"report": f"report/{request.args.get('report', '')}"},
    ),
)


@pages.get("/recommendations/<recommendation>")
def show(recommendation: str) -> ResponseReturnValue:
    """One recommendation: what, who, by when, how far it is, and what happened."""
    row = PLACE.row({"recommendation": recommendation})
    entries = histories.of_stream(house(), row["id"])[::-1]
    return render_template(
        "recommendations/show.html",
        row=_shown(row),
        report=link(f"/reports/{row['report_key']}"),
        acts=PLACE.offered(ACTS, row),
        actions=[listed_action(one) for one in of_source(model(), row["id"])],
        raise_action=link(f"/actions/new?source={row['id']}") if is_open(row) else "",
        entries=[Told(**vars(entry)) for entry in entries],
    )


def _waiting() -> Block | None:
    """The open recommendations that this person sees to."""
    found = rows.open_of(model(), i().id)
    today = clock.today().isoformat()
    items = tuple(Item(said(row).text, href(row), f"by {day(row['due'])}", row["due"] < today) for row in found[:SHOWN])
    title, count = "Recommendations that you see to", counted(len(found), "recommendation")
    return Block(title, count, items, "/recommendations?state=open", whole="All that are open") if found else None


BLOCKS["recommendations"] = _waiting

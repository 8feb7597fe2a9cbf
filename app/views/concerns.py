"""Children of concern: the tracker with its figures as at any day, and one concern."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import CONCERN_ANSWERS, CONCERN_CATEGORIES, CONCERN_STATES, CONCERN_YEAR
from app.policy import ANY, OWN, RULES, Grants
from app.views import concern_acts, concern_figures, concern_page, live, tracking
from app.views.concern_clock import in_short, in_short_then, minute, review_words
from app.views.concern_reach import SOME, WHOLE, as_said, in_full, reach, related, unknown
from app.views.desk import i, model
from app.views.export_columns import add_list, column, words_column
from app.views.links import link
from app.views.listing import Listing, items_of
from app.views.on_a_day import ON, OnADay
from app.views.relations import RELATE
from app.views.tracking import Filter, Heading
from app.views.words import reference
from projections import concern_lists, people, seals
from projections.asking import Asked
from projections.concern_then import at_end_of

pages = Blueprint("concerns", __name__)
LISTS: Grants = {role: (ANY,) if role in WHOLE else (OWN,) for role in (*WHOLE, *SOME)}
READERS: Grants = {**dict.fromkeys(WHOLE, (ANY,)), **SOME}
del READERS["analyst"]
RULES["concerns.show"] = READERS
RELATE["concern"] = related


@pages.get("/concerns/<concern>")
def show(concern: str) -> ResponseReturnValue:
    """One concern: its clock, which goes on, what is asked of whom, what was done, its reviews and its history."""
    row = concern_lists.concern(model(), f"concern/{concern}") or abort(404)
    if row["id"] in unknown(i()):
        return render_template("concerns/said.html", row=row, said=as_said(row), raisings=concern_page.mine(row))
    mark = concern_page.mark(row)
    if live.polled() and live.unchanged(mark):
        return "", 204
    values = concern_page.values(row, in_full=in_full(row)) | {
        "mark": mark,
        "here": live.here(),
        "polled": live.polled(),
    }
    if live.polled():
        return render_template("concerns/_live_clock.html", **values)
    offered = concern_acts.PLACE.offered(concern_acts.ACTS, row)
    return render_template("concerns/show.html", **values, acts=offered)


class Concerns(OnADay):
    """The children of concern, in an order of that day where the usual one is asked for."""

    def asked(self, listing: Listing) -> Asked:
        """The question; of a day that is named, Category 1 of that day first.

        What is asked of the twelve months up to a day is asked of all of them, not only of those that stood on it.
        """
        asked = super().asked(listing)
        if "year" in asked.chosen:
            return replace(asked, chosen={name: value for name, value in asked.chosen.items() if name != "on"})
        return replace(asked, sort="stood") if "on" in asked.chosen and asked.sort == "urgent" else asked


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the page."""
    on, row = date.fromisoformat(row["asked_on"]), _then(row)
    review = review_words(row, on)
    words = in_short(row) if on == clock.today() else in_short_then(row, row["asked_on"])
    href = link(f"/concerns/{reference(row['id'])}")
    return row | {"href": href, "clock": words, "review": review, "review_late": review.startswith("overdue")}


def _then(row: dict[str, Any]) -> dict[str, Any]:
    """A row as at the day that is asked for."""
    return row if row["asked_on"] == clock.today().isoformat() else at_end_of(row, row["asked_on"])


def ticking(asked: Asked) -> str:
    """The minute that it is while a clock of those that are shown runs: its row says for how long."""
    if asked.today < clock.today() or not concern_lists.runs_among(model(), asked):
        return ""
    return minute()


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a file: never what was written."""
    row = _then(row)
    same = {"same_day": {"same_day": "yes", "later": "no"}.get(row["answer"], "")}
    source = "" if row["source"] in ("direct", *seals.sealed_from(model(), i().id)) else row["source"]
    return row | same | {"concern": row["id"], "audit": source, "category": row["stood"] or row["category"]}


def mine_alone() -> dict[str, Any]:
    """The concerns of which the reader knows only what they said, which are in no row: the page names them above."""
    found = [row for id in sorted(unknown(i())) if (row := concern_lists.concern(model(), id))]
    said = [one for row in found if (one := as_said(row))]
    return {"said": [one | {"href": link(f"/concerns/{reference(one['id'])}")} for one in said]}


def _team_items() -> list[dict[str, str]]:
    return items_of({one["id"]: one["name"] for one in people.teams(model())})


def _area_items() -> list[dict[str, str]]:
    return items_of({one["id"]: one["name"] for one in people.areas(model())})


TRACKER = Concerns(
    list="concerns",
    path="/concerns",
    title="Children of concern",
    noun="concern",
    question=concern_lists.QUESTION,
    reach=reach,
    filters={
        "on": ON,
        "category": Filter("Category", lambda: items_of(CONCERN_CATEGORIES)),
        "state": Filter("State", lambda: items_of(CONCERN_STATES)),
        "answer": Filter("Response", lambda: items_of(CONCERN_ANSWERS)),
        "year": Filter("Category 1 in the twelve months up to that day", lambda: items_of(CONCERN_YEAR)),
        "review": Filter("Review", lambda: items_of({"overdue": "Overdue"})),
        "area": Filter("Service area", _area_items),
        "team": Filter("Team", _team_items, long=True),
        "child": Filter("Child's reference"),
    },
    headings=(
        Heading("Child", "child"),
        Heading("Category"),
        Heading("Raised", "raised"),
        Heading("Response"),
        Heading("Next review", "review"),
        Heading("Team", "team"),
    ),
    row=shown,
    told=told,
    empty=("No child is of concern.", "A child whom an audit or anybody raises appears here at once."),
    summary="concerns/_figures.html",
    about=concern_figures.about,
    more=mine_alone,
    also=ticking,
)
tracking.put(pages, TRACKER, LISTS)
add_list(
    "concerns",
    "Children of concern",
    "concern_id child_id reference category_id category state_id state raised_at audit_id team_id team area_id area"
    " worker_id worker category_1_since respond_by told_at seen_at answered_at answer_recorded_at same_day overseen_on"
    " escalated_at reviewed_on review_by review_overdue ended_on",
    column("concern_id", "Concern id", of="id"),
    column("category_id", "Category id", of="category"),
    words_column("category", "Category", CONCERN_CATEGORIES),
    words_column("state", "State", CONCERN_STATES),
    column("raised_at", "Raised at"),
    column("category_1_since", "Category 1 since", of="clock_since"),
    column("respond_by", "To be answered on", "date"),
    column("told_at", "On the screens of those who must act since"),
    column("seen_at", "Seen by a head of service at"),
    column("answered_at", "Answered at"),
    column("answer_recorded_at", "Answer recorded at"),
    column("same_day", "Answered the same day"),
    column("overseen_on", "Director's oversight on", "date"),
    column("escalated_at", "Escalated at"),
    column("reviewed_on", "Reviewed on", "date"),
    column("review_by", "Next review by", "date"),
    column("review_overdue", "Review overdue", "yes_no", of="overdue"),
    column("ended_on", "Ended on", "date"),
)

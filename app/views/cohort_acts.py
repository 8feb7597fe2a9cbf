"""What can be done to a cohort: one line an act."""

from collections.abc import Callable
from typing import Any

from app.events.cohort import STATES
from app.forms import cohorts as forms
from app.forms.acts import DatedForm, ReasonForm
from app.forms.fields import choices
from app.policy import ADMIN, QA, Grants
from app.programme import cohorts
from app.programme.english import MONTHS
from app.views.acting import Act, Place, Row
from app.views.desk import house, model
from app.views.words import reference
from projections import cohort_lists, people

LEAD: Grants = QA | ADMIN
"""Who leads the training."""


def href(cohort: Row) -> str:
    """The address of a cohort."""
    return f"/pools/cohorts/{reference(cohort['id'])}"


def quarter_words(quarter: str) -> str:
    """2018-10 as October to December 2018."""
    year, first = quarter.split("-")
    return f"{MONTHS[int(first) - 1]} to {MONTHS[int(first) + 1]} {year}"


def _ready(form: Any, cohort: Row) -> dict[str, Any]:
    """Offer the people who are in it."""
    inside = [row for row in cohort_lists.members(model(), cohort["id"]) if row["outcome"] == ""]
    names = {row["person"]: row["name"] for row in inside}
    if isinstance(form, forms.LeaveForm):
        form.person.choices = choices({"": "Choose"} | names)
    if isinstance(form, forms.CompletionForm):
        form.trained.choices = choices(names)
    return {}


def _given(cohort: Row) -> dict[str, Any]:
    """What a fresh form begins with: the plan as it is, and everybody as trained."""
    emails = {row["id"]: row["email"] for row in people.everyone(model())}
    inside = [row["person"] for row in cohort_lists.members(model(), cohort["id"]) if row["outcome"] == ""]
    return {
        "starts": cohort["starts"],
        "places": cohort["places"],
        "trainers": "\n".join(emails[id] for id in cohort["trainers"] if id in emails),
        "external": cohorts.names_outside(house(), cohort["id"]) if cohort["external"] else "",
        "dates": "\n".join(_written(day) for day in cohort["dates"]),
        "trained": inside,
    }


def _written(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {int(month)} {year}"


def _in(*states: str) -> Callable[[Row], bool]:
    return lambda cohort: cohort["state"] in states


PLACE = Place(
    rule="/pools/cohorts/<cohort>",
    find=lambda cohort: cohort_lists.one(model(), f"cohort/{cohort}"),
    href=href,
    title=lambda cohort: f"the cohort {cohort['name']}",
    caption=lambda cohort: f"{cohort['name']}, {quarter_words(cohort['quarter'])}",
    state=lambda cohort: STATES[cohort["state"]],
    ready=_ready,
    given=_given,
)
ACTS = (
    Act(
        "joining",
        LEAD,
        forms.JoinForm,
        cohorts.join,
        "Let people join",
        "They have a place. Where the training has begun, theirs begins on this day.",
        "They have joined.",
        open_to=_in("planned", "started"),
    ),
    Act(
        "dates",
        LEAD,
        forms.DatesForm,
        cohorts.set_dates,
        "Set the dates",
        "Everybody in the cohort sees them. The list takes the place of the one before.",
        "The dates are set.",
        open_to=_in("planned", "started"),
    ),
    Act(
        "start",
        LEAD,
        DatedForm,
        cohorts.start,
        "Start the training",
        "Everybody who has joined is in training from this day on.",
        "The training has begun.",
        open_to=_in("planned"),
    ),
    Act(
        "completion",
        LEAD,
        forms.CompletionForm,
        cohorts.complete,
        "Complete the training",
        "Everybody chosen is a trained auditor on this day, and is counted in the pool from the month after.",
        "The cohort is completed.",
        open_to=_in("started"),
    ),
    Act(
        "departure",
        LEAD,
        forms.LeaveForm,
        cohorts.leave,
        "Let somebody leave",
        "Their place is free. Where the training has begun, theirs stops.",
        "They have left the cohort.",
        open_to=_in("planned", "started"),
    ),
    Act(
        "plan",
        LEAD,
        forms.ReplanForm,
        cohorts.replan,
        "Change the plan",
        "The plan before stays in the history with your reason.",
        "The plan is changed.",
        open_to=_in("planned"),
    ),
    Act(
        "calling-off",
        LEAD,
        ReasonForm,
        cohorts.call_off,
        "Call the cohort off",
        "It does not take place. A training that has begun stops for everybody in it.",
        "The cohort is called off.",
        open_to=_in("planned", "started"),
        warning=True,
    ),
)

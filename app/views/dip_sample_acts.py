"""What can be done to a dip sample and to its measures: one line an act, for its page, its policy and its button."""

from collections.abc import Callable

from app.events.dip_sample import OPEN
from app.forms import dip_samples as forms
from app.forms.acts import ReasonForm
from app.programme.dip_samples import concluding, drawing, measuring, planning
from app.views.acting import Act, Row
from app.views.dip_sample_reach import FILLS_IN, MAKES


def _in(*states: str) -> Callable[[Row], bool]:
    return lambda row: row["state"] in states


PLAN_CHANGE = Act(
    "plan-change",
    MAKES,
    forms.PlanChangeForm,
    planning.change,
    "Change the plan",
    "Until it is drawn the plan can be another. What it was stays in the history.",
    "The plan is changed.",
    open_to=_in("planned"),
)
DRAW = Act(
    "draw",
    MAKES,
    forms.DrawForm,
    drawing.draw,
    "Draw the members",
    "The members are recorded, each with why. Until the first answer is recorded it can be drawn again, with a reason.",
    "The members are drawn.",
    open_to=_in("planned", "drawn"),
)
MEASURE = Act(
    "measure",
    MAKES,
    forms.MeasureForm,
    measuring.define,
    "Add a measure",
    "It is asked of each member from now on: a column of the grid.",
    "The measure is added.",
    open_to=_in(*OPEN),
)
REVIEWERS = Act(
    "reviewers",
    MAKES,
    forms.ReviewersForm,
    planning.name_reviewers,
    "Say who fills it in",
    "They read the dip sample and fill it in, and find it on their first page.",
    "Who fills it in is recorded.",
    open_to=_in(*OPEN),
)
CONCLUSION = Act(
    "conclusion",
    FILLS_IN,
    forms.ConclusionForm,
    concluding.conclude,
    "Conclude",
    "The answers stay as they are from then on. Managers read the figures and what was found.",
    "The dip sample is concluded. Recommendations can be made now.",
    open_to=_in("data_entry"),
)
RECOMMENDATION = Act(
    "recommendation",
    FILLS_IN,
    forms.RecommendationForm,
    concluding.recommend,
    "Make a recommendation",
    "It becomes an action: whoever is to do it sees it on their first page, and it is followed up like any other.",
    "The recommendation is made, and the action is raised.",
    open_to=_in("concluded"),
)
REOPENING = Act(
    "reopening",
    MAKES,
    ReasonForm,
    concluding.reopen,
    "Open it again",
    "It is filled in again, and concluded anew. What was found stays in the history with your reason, and what was"
    " recommended is followed up as before.",
    "The dip sample is open again.",
    open_to=_in("concluded"),
    warning=True,
)
WITHDRAWAL = Act(
    "withdrawal",
    MAKES,
    ReasonForm,
    concluding.withdraw,
    "Withdraw",
    "It is not gone on with. What was recorded stays, with your reason.",
    "The dip sample is withdrawn.",
    open_to=_in(*OPEN),
    warning=True,
)
ACTS = (DRAW, CONCLUSION, RECOMMENDATION, MEASURE, PLAN_CHANGE, REVIEWERS, REOPENING, WITHDRAWAL)

MEASURE_ACTS = (
    Act(
        "change",
        MAKES,
        forms.MeasureChangeForm,
        measuring.change,
        "Ask it otherwise",
        "Once answers are recorded this is a revision and says so. Answers that it cannot have any more are set aside.",
        "The measure is changed.",
        open_to=_in(*OPEN),
    ),
    Act(
        "removal",
        MAKES,
        forms.RemovalForm,
        measuring.remove,
        "Take it out",
        "It is asked no more. Answers that were recorded stay in the history and do not count.",
        "The measure is taken out.",
        open_to=_in(*OPEN),
        warning=True,
    ),
)

"""What can be recorded of a team manager's duties: one line an act, for its page, its policy and its button."""

from collections.abc import Callable

from app.forms import duties as forms
from app.policy import QA, TEAM, Grants, Me
from app.programme import duties
from app.views.acting import Act, Row

RECORD: Grants = QA | {"team_manager": (TEAM,)}
"""The team's manager, and the QA lead on their behalf."""


def _without(duty: str) -> Callable[[Row], bool]:
    return lambda row: not row[f"{duty}_on"]


def _to_be_closed(me: Me, row: Row) -> bool:
    """Whether everything that comes before the closing is recorded: it is refused until then."""
    return all(row[f"{duty}_on"] for duty in ("direction", "discussion", "follow_up"))


def _anything(row: Row) -> bool:
    return any(row[f"{duty}_on"] for duty in ("direction", "discussion", "follow_up", "closing"))


ACTS = (
    Act(
        "direction",
        RECORD,
        forms.DutyForm,
        duties.record_direction,
        "Record the direction",
        "You told the worker what is to be done, and it stands on the child's record.",
        "The direction is recorded.",
        open_to=_without("direction"),
    ),
    Act(
        "discussion",
        RECORD,
        forms.DiscussionForm,
        duties.record_discussion,
        "Record the discussion",
        "You talked with the worker about what the audit teaches, and it stands on the child's record.",
        "The discussion is recorded.",
        open_to=_without("discussion"),
    ),
    Act(
        "actions-followed-up",
        RECORD,
        forms.DutyForm,
        duties.follow_up,
        "Record the follow-up of the actions",
        "You went through the audit's actions with the worker, and it stands on the child's record.",
        "The follow-up of the actions is recorded.",
        open_to=_without("follow_up"),
    ),
    Act(
        "closing",
        RECORD,
        forms.ClosingForm,
        duties.close,
        "Close the follow-up",
        "Every action of the audit is done or cancelled, and that is closed off on the child's record.",
        "The follow-up is closed.",
        open_to=_without("closing"),
        offered=_to_be_closed,
        barred="",
    ),
    Act(
        "taking-back",
        RECORD,
        forms.TakingBackForm,
        duties.take_back,
        "Take a wrong record back",
        "What was recorded stays in the history with your reason, and the duty is to be done again.",
        "The record is taken back.",
        open_to=_anything,
        warning=True,
    ),
)

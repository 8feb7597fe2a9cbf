"""What can be done to an action: one line an act, for its page, its policy and its button."""

from collections.abc import Callable

from app.forms import actions as forms
from app.forms.acts import ReasonForm
from app.policy import ANY, AREA, OWN, QA, TEAM, WORK, Grants, Me
from app.programme import actions, handing_over
from app.views import correction_acts
from app.views.acting import Act, Row

LEAD: Grants = QA | {"team_manager": (TEAM,), "operations_director": (AREA,)}
"""The owner's line and the QA lead."""
DO: Grants = LEAD | {"*": (WORK,)}
"""They and who is to do it."""
READ: Grants = {
    **dict.fromkeys(("qa_lead", "head_of_service", "director", "inspector", "moderator"), (ANY,)),
    "team_manager": (TEAM,),
    "operations_director": (AREA,),
    "auditor": (OWN,),
    "*": (WORK,),
}
"""They, those who oversee the programme, and the auditor from whose audit it comes."""


def _in(*states: str) -> Callable[[Row], bool]:
    """A test: whether an action is in one of these states."""
    return lambda action: action["state"] in states


def _not_the_owner(me: Me, action: Row) -> bool:
    return bool(me.id != action["owner"])


def _of_another(me: Me, action: Row) -> bool:
    """Nobody verifies what they did themselves."""
    return me.id not in (action["owner"], action["completed_by"])


NOT_YOUR_OWN = "Somebody else does this: nobody decides on an action that is, or was, their own."
NOT_THE_OWNERS = "You cannot do this to your own action. Ask your manager or the QA lead."
COMPLETION = Act(
    "completion",
    DO,
    forms.CompletionForm,
    actions.complete,
    "Done, evidence here",
    "Somebody else looks at what you write and verifies it.",
    "The action is completed. It waits to be verified.",
    open_to=_in("open"),
)
ACTS = (
    COMPLETION,
    Act(
        "verification",
        LEAD,
        forms.VerificationForm,
        actions.verify,
        "Verify",
        "You have looked at the evidence, and the action is done.",
        "The action is verified.",
        open_to=_in("completed"),
        offered=_of_another,
        barred=NOT_YOUR_OWN,
    ),
    Act(
        "progress",
        DO,
        forms.ProgressForm,
        actions.note_progress,
        "Note progress",
        "Whoever follows the action reads your note in its history.",
        "Your note is kept.",
        open_to=_in("open"),
    ),
    Act(
        "extension",
        LEAD,
        forms.ExtensionForm,
        actions.extend,
        "Extend the date",
        "The action is within timescale until the new date. The date it had before stays in the history.",
        "The date is moved.",
        open_to=_in("open"),
        offered=_not_the_owner,
        barred=NOT_THE_OWNERS,
    ),
    Act(
        "reassignment",
        LEAD,
        forms.ReassignmentForm,
        handing_over.reassign,
        "Hand over",
        "Another person is to do it, by the same date.",
        "The action is handed over.",
        open_to=_in("open"),
    ),
    Act(
        "reopening",
        LEAD,
        ReasonForm,
        actions.reopen,
        "Open again",
        "The action is to be done after all, by the date that it had. Its owner reads your reason.",
        "The action is open again.",
        open_to=_in("completed", "verified", "cancelled"),
        offered=_of_another,
        barred=NOT_YOUR_OWN,
    ),
    Act(
        "cancellation",
        LEAD,
        ReasonForm,
        actions.cancel,
        "Cancel the action",
        "It is not to be done any more. It stays in the lists as cancelled, with your reason in its history.",
        "The action is cancelled.",
        warning=True,
        open_to=_in("open"),
        offered=_not_the_owner,
        barred=NOT_THE_OWNERS,
    ),
    *correction_acts.OF_ACTION,
)

"""What can be done to an exemption: one line an act, for its page, its policy and its button."""

from collections.abc import Callable

from app.forms import exemptions as forms
from app.policy import ANY, OWN, Grants, Me
from app.programme import exemptions as programme
from app.views import exemption_rows
from app.views.acting import Act, Row
from app.views.exemption_reach import DECIDES, may_decide

TAKE_BACK: Grants = {"auditor": (OWN,), "qa_lead": (ANY,)}
AUTHORISATION, DECLINING, REVERSAL = "authorisation", "declining", "reversal"


def _in(state: str) -> Callable[[Row], bool]:
    """A test: whether an exemption is in this state."""
    return lambda row: bool(row["state"] == state)


def _by_who_decides(me: Me, row: Row) -> bool:
    return may_decide(row, me.id)


def _by_who_asked(me: Me, row: Row) -> bool:
    return me.id in (row["auditor"], row["asked_by"])


NOT_YOUR_OWN = "Somebody else decides: nobody decides on an exemption of their own, or one that they asked for."
ACTS = (
    Act(
        AUTHORISATION,
        DECIDES,
        forms.TodayForm,
        programme.authorise,
        "Authorise",
        "The auditor is exempt. Audits of theirs that are open in these months are released, and the QA lead can give"
        " them to others. An audit that they have returned stays.",
        "The exemption is authorised.",
        came_of=exemption_rows.released,
        open_to=_in("asked"),
        offered=_by_who_decides,
        barred=NOT_YOUR_OWN,
    ),
    Act(
        DECLINING,
        DECIDES,
        forms.TodayReasonForm,
        programme.decline,
        "Decline",
        "The auditor is not exempt, and keeps the audits that they have. They and the QA lead read your reason.",
        "The exemption is declined.",
        open_to=_in("asked"),
        offered=_by_who_decides,
        barred=NOT_YOUR_OWN,
    ),
    Act(
        "withdrawal",
        TAKE_BACK,
        forms.TodayForm,
        programme.withdraw,
        "Withdraw the request",
        "The request is taken back before anybody has decided it. It can be asked for again.",
        "The request is withdrawn.",
        open_to=_in("asked"),
        offered=_by_who_asked,
        barred="Only the auditor, or who asked for it, can withdraw an exemption.",
    ),
    Act(
        REVERSAL,
        DECIDES,
        forms.TodayReasonForm,
        programme.reverse,
        "Reverse the exemption",
        "The auditor is exempt no longer, from every month of it that is not closed. An audit that was released does"
        " not come back by itself: it is opened again or given to another auditor.",
        "The exemption is reversed.",
        open_to=_in("authorised"),
        offered=_by_who_decides,
        barred=NOT_YOUR_OWN,
        warning=True,
    ),
)

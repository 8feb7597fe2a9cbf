"""A closed month opened again, and the history of a month."""

from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from app.forms.acts import REASON, ActForm
from app.policy import ANY, QA, RULES, Grants
from app.programme import cycles as programme
from app.programme import histories
from app.views import acting
from app.views.acting import Act, Place
from app.views.cycles import STATES
from app.views.desk import house, i
from app.views.histories import page
from app.views.month_draws import found
from app.views.words import month as month_words

pages = Blueprint("cycle_reopening", __name__)
READS: Grants = dict.fromkeys(("qa_lead", "head_of_service", "director", "inspector"), (ANY,))
RULES["cycle_reopening.history"] = READS


class ReopenForm(ActForm):
    """Why a closed month is opened again."""

    reason = TextAreaField("Why it is opened again", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}


@pages.get("/cycles/<month:month>/history")
def history(month: str) -> ResponseReturnValue:
    """The history of one month: opened, drawn, allocated, closed, opened again."""
    cycle = found(month) or abort(404)
    back = {"href": f"/cycles/{month}", "text": month_words(month)}
    return page(f"History of {month_words(month)}", histories.of_cycle(house(), cycle["id"], i().id), back)


PLACE = Place(
    rule="/cycles/<month:month>",
    find=found,
    href=lambda row: f"/cycles/{row['month']}",
    title=lambda row: month_words(row["month"]),
    caption=lambda row: month_words(row["month"]),
    state=lambda row: STATES[row["state"]],
)
ACTS = (
    Act(
        "reopening",
        QA,
        ReopenForm,
        programme.reopen,
        "Open the month again",
        "Audits can then be allocated, swapped and drawn again, and exemptions asked for while the month runs."
        " Requests that lapsed when the month was closed stay lapsed. The history of the month says that it was closed"
        " and opened again, and why.",
        "The month is open again.",
        open_to=lambda row: row["state"] == "closed",
    ),
)
acting.put(pages, PLACE, ACTS)

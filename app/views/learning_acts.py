"""What can be done to a learning session: one line an act."""

from collections.abc import Callable
from typing import Any

from app.events.learning import KINDS, STATES
from app.forms import learning as forms
from app.policy import QA
from app.programme import learning
from app.views.acting import Act, Place, Row
from app.views.desk import model
from app.views.words import day, reference
from projections import learning_lists


def href(session: Row) -> str:
    """The address of a session."""
    return f"/learning/{reference(session['id'])}"


def _given(session: Row) -> dict[str, Any]:
    who = "\n".join(row["email"] for row in learning_lists.present(model(), session["id"]))
    return {"day": session["day"], "place": session["place"], "present": who, "others": session["others"]}


def _in(state: str) -> Callable[[Row], bool]:
    return lambda session: bool(session["state"] == state)


PLACE = Place(
    rule="/learning/<session>",
    find=lambda session: learning_lists.one(model(), f"session/{session}"),
    href=href,
    title=lambda session: f"the session “{session['title']}”",
    caption=lambda session: f"{KINDS[session['kind']]}, {day(session['day'])}",
    state=lambda session: STATES[session["state"]],
    given=_given,
)
ACTS = (
    Act(
        "attendance",
        QA,
        forms.HeldForm,
        learning.hold,
        "Record that it was held",
        "Those who were there find it on their own list; others see how many came.",
        "The session is recorded as held.",
        open_to=_in("planned"),
    ),
    Act(
        "correction",
        QA,
        forms.AttendanceForm,
        learning.correct_attendance,
        "Correct the attendance",
        "The list takes the place of the one before, which stays in the history.",
        "The attendance is corrected.",
        open_to=_in("held"),
    ),
    Act(
        "move",
        QA,
        forms.MoveForm,
        learning.move,
        "Move the session",
        "Everybody who looks sees the new day and place, with the ones before in the history.",
        "The session is moved.",
        open_to=_in("planned"),
    ),
    Act(
        "cancellation",
        QA,
        forms.CancellationForm,
        learning.cancel,
        "Cancel the session",
        "It stays in the list as cancelled, with your reason in its history.",
        "The session is cancelled.",
        open_to=_in("planned"),
        warning=True,
    ),
)

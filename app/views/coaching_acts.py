"""What can be done to an offer of coaching: one line an act."""

from typing import Any

from app.events.coaching import CAUSES, STATES, UNDER_WAY
from app.forms import coaching as forms
from app.forms.fields import choices
from app.policy import QA, TEAM, WORK, Me
from app.programme import coaching
from app.views.acting import Act, Place, Row
from app.views.desk import i, model
from app.views.words import reference
from projections import coaching_lists, people

COACHES = {"qa_lead", "moderator", "auditor", "head_of_service", "operations_director"}


def href(row: Row) -> str:
    """The address of an offer."""
    return f"/pools/coaching/{reference(row['id'])}"


def everybody() -> dict[str, str]:
    """Auditors and moderators who are here, whom coaching can be offered to, by name; never oneself."""
    here = [row for row in people.everyone(model()) if not row["left_on"] and row["id"] != i().id]
    return {row["id"]: row["name"] for row in here if {*row["roles"]} & {"auditor", "moderator"} or row["counted_from"]}


def coaches() -> dict[str, str]:
    """Who may coach, by name."""
    return {
        row["id"]: row["name"] for row in people.everyone(model()) if not row["left_on"] and {*row["roles"]} & COACHES
    }


def _ready(form: Any, row: Row) -> dict[str, Any]:
    if isinstance(form, forms.TakingForm):
        found = {id: name for id, name in coaches().items() if id != row["person"]}
        form.coach.choices = choices(
            {"": "Choose"} | found | ({row["coach"]: row["coach_name"]} if row["coach"] else {})
        )
    return {}


def _waits(row: Row) -> bool:
    return row["state"] in UNDER_WAY


def _unanswered(row: Row) -> bool:
    return bool(row["state"] == "offered")


def _not_the_coach(me: Me, row: Row) -> bool:
    return bool(me.id != row["coach"])


def _of_another(me: Me, row: Row) -> bool:
    return bool(me.id != row["person"])


PLACE = Place(
    rule="/pools/coaching/<coaching>",
    find=lambda coaching: coaching_lists.one(model(), f"coaching/{coaching}"),
    href=href,
    title=lambda row: f"the coaching for {row['person_name']}",
    caption=lambda row: f"{row['person_name']}, {CAUSES[row['cause']].lower()}",
    state=lambda row: STATES[row["state"]],
    ready=_ready,
    given=lambda row: {"coach": row["coach"]},
)
ACTS = (
    Act(
        "acceptance",
        QA | {"*": (WORK,)},
        forms.AcceptingForm,
        coaching.accept,
        "Accept the coaching",
        "It counts as accepted. A time is agreed, and it is recorded once it took place.",
        "The coaching is accepted.",
        open_to=_unanswered,
        offered=_not_the_coach,
        barred="Whom you are to coach accepts it themselves, or the QA lead records that they did.",
    ),
    Act(
        "taking",
        QA | {"*": (TEAM,)},
        forms.TakingForm,
        coaching.take,
        "It took place",
        "It counts as taken. Only the person, the coach and the QA lead read the note.",
        "The coaching is recorded as taken.",
        open_to=_waits,
        offered=_of_another,
        barred="Your coach or the QA lead records that it took place.",
    ),
    Act(
        "declining",
        QA | {"*": (WORK,)},
        forms.DecliningForm,
        coaching.decline,
        "Decline the coaching",
        "It counts as declined; nobody else is told why.",
        "The coaching is declined.",
        open_to=_waits,
    ),
    Act(
        "taking-back",
        QA,
        forms.TakingBackForm,
        coaching.withdraw,
        "Take the offer back",
        "It is left out of the figures, and stays in the history.",
        "The offer is taken back.",
        open_to=_waits,
        offered=_of_another,
        barred="You can decline it; whoever offered it takes it back.",
        warning=True,
    ),
)

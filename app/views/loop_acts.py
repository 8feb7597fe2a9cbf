"""What can be done with a loop: the meeting; the agreement has its own page."""

from datetime import date
from typing import Any

from app.events.loop import ARRANGED, BOTH_IN, LOOP_STATES
from app.forms.loops import MeetingForm
from app.policy import ANY, Grants, Me
from app.programme import loops as programme
from app.programme.house import House
from app.programme.naming import people_named
from app.views.acting import Act, Place
from app.views.desk import model
from app.views.loop_rows import Row, href, title
from app.views.words import month, reference
from projections import loops

LEADS: Grants = {"qa_lead": (ANY,), "moderator": (ANY,)}


def find(loop: str) -> Row | None:
    """The loop that an address names."""
    return loops.loop(model(), f"loop/{loop}")


def is_open(row: Row) -> bool:
    """Whether the meeting can be arranged and its agreement recorded."""
    return row["state"] in (BOTH_IN, ARRANGED)


def is_of_others(me: Me, row: Row) -> bool:
    """Whether this person is neither of the two."""
    return me.id not in (row["first_auditor"], row["second_auditor"])


def _arrange(house: House, id: str, *, others: str, day: str, **facts: Any) -> None:
    named = people_named(house, others, "others")
    programme.arrange(house, id, day=date.fromisoformat(day), others=named, **facts)


ACTS = (
    Act(
        "meeting",
        LEADS,
        MeetingForm,
        _arrange,
        "Arrange the meeting",
        "Both auditors and everybody else who comes have a letter with an invitation. Where it was arranged before, it"
        " is moved.",
        "The meeting is arranged. Everybody who comes is told.",
        open_to=is_open,
        offered=is_of_others,
    ),
)
PLACE = Place(
    rule="/loops/<loop>",
    find=find,
    href=href,
    title=title,
    caption=lambda row: (
        f"{reference(row['child'])} · {month(row['cycle'])} · {row['first_name']}, {row['second_name']}"
    ),
    state=lambda row: LOOP_STATES[row["state"]],
    given=lambda row: {"day": row["day"], "time": row["time"], "place": row["place"]},
)

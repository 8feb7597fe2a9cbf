"""What can be done with a loop: the meeting; the agreement has its own page."""

from datetime import date
from typing import Any

from app.events.loop import ARRANGED, BOTH_IN, LOOP_STATES
from app.forms.loops import MeetingForm, MovedMeetingForm
from app.policy import ANY, Grants, Me
from app.programme import loop_meetings
from app.programme.english import listed
from app.programme.house import House
from app.programme.naming import as_written, people_or_addresses
from app.views.acting import Act, Place
from app.views.desk import house as the_house
from app.views.desk import i, model
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
    named = people_or_addresses(house, others, "others")
    loop_meetings.arrange(house, id, day=date.fromisoformat(day), others=named, **facts)


def guests(row: Row) -> str:
    """Who comes beside the two auditors, as lines; before a meeting is arranged, the person who asks."""
    auditors = (row["first_auditor"], row["second_auditor"])
    come = [one for one in row["attendees"] if one not in auditors] if row["day"] else [i().id]
    return as_written(the_house(), come)


def _not_written_to(row: Row) -> str:
    """Who is noted now without a letter, as a sentence; nothing for nobody."""
    found = [one for one in row["attendees"] if "@" in one]
    return f"Noted without a letter, as they are not on the list of people: {listed(found)}." if found else ""


ONE_OF_THE_TWO = "You are one of the two auditors. A moderator or the QA lead who is neither does this."
ACTS = (
    Act(
        "meeting",
        LEADS,
        MeetingForm,
        _arrange,
        "Arrange the meeting",
        "Both auditors and everybody else who comes have a letter with an invitation, but for you.",
        "The meeting is arranged. Everybody who comes is told.",
        open_to=lambda row: row["state"] == BOTH_IN,
        offered=is_of_others,
        barred=ONE_OF_THE_TWO,
        came_of=_not_written_to,
    ),
    Act(
        "move",
        LEADS,
        MovedMeetingForm,
        _arrange,
        "Move the meeting",
        "Whoever comes has a letter with the new invitation, but for you. Whoever you take off is told, and it goes"
        " out of their calendar.",
        "The meeting is moved. Everybody who comes is told, and whoever does not come any more.",
        open_to=lambda row: row["state"] == ARRANGED,
        offered=is_of_others,
        barred=ONE_OF_THE_TWO,
        came_of=_not_written_to,
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
    given=lambda row: {key: row[key] for key in ("day", "time", "place")} | {"others": guests(row)},
)

"""What can be done with good practice: followed up, shared, and the practitioner's word on being named."""

from typing import Any

from app.events.good_practice import CONDITIONS
from app.forms import good_practice as forms
from app.policy import QA, WORK, Grants, Me
from app.programme import good_practice as programme
from app.views.acting import Act, Place
from app.views.good_practice_words import found, href, labels
from app.views.words import day, lower_first

Row = dict[str, Any]
MINE: Grants = {"practitioner": (WORK,)}


def _of_another(me: Me, row: Row) -> bool:
    return bool(row["worker"] != me.id)


def _of_mine(me: Me, row: Row) -> bool:
    return bool(row["worker"] == me.id)


THEIRS_TO_SAY = "Whose good practice it is says so themselves."
ACTS = (
    Act(
        "follow-up",
        QA,
        forms.FollowUpForm,
        programme.follow_up,
        "Record the conversation",
        "What in their practice, or the conditions around them, fostered this good work? The practitioner reads what"
        " you record, and the conditions are counted over all good practice.",
        "The conversation is recorded.",
        offered=_of_another,
        barred="Somebody else follows your good practice up with you.",
    ),
    Act(
        "sharing",
        QA,
        forms.SharingForm,
        programme.share,
        "Record where it was shared",
        "Others hear of it. Whoever asked not to be named is not named there either.",
        "It is recorded where it was shared.",
    ),
    Act(
        "anonymity",
        MINE,
        forms.NamingForm,
        programme.keep_unnamed,
        "Do not name me",
        "Your good practice stays on the register. From now on only the QA lead and you see there that it is yours.",
        "You are not named any more.",
        open_to=lambda row: not row["unnamed"],
        offered=_of_mine,
        barred=THEIRS_TO_SAY,
    ),
    Act(
        "naming",
        MINE,
        forms.NamingForm,
        programme.name_again,
        "Name me again",
        "Whoever sees the register sees again that this good practice is yours.",
        "You are named again.",
        open_to=lambda row: bool(row["unnamed"]),
        offered=_of_mine,
        barred=THEIRS_TO_SAY,
    ),
)


def title(row: Row) -> str:
    """The theme in the middle of a sentence."""
    known = str(row["theme"] or row["domain"])
    return f"good practice: {lower_first(labels().get(known, known))}"


def caption(row: Row) -> str:
    """The team and when it was found."""
    return " · ".join(filter(None, (row["team_name"], f"found on {day(row['found_on'])}")))


def _given(row: Row) -> Row:
    return {"conditions": [one for one in row["conditions"] if one in CONDITIONS]}


PLACE = Place(
    rule="/good-practice/<entry>",
    find=lambda entry: found(entry),
    href=href,
    title=title,
    caption=caption,
    state=lambda row: "named" if not row["unnamed"] else "not named",
    given=_given,
)

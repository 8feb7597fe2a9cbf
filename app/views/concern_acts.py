"""The acts on a child of concern, and how one is raised: one line an act, for its page, its policy and its button."""

from typing import Any

from flask import Blueprint
from wtforms import SelectChoice

from app import clock
from app.events.concern import FOLLOW, LEADS, last_of_week
from app.events.vocabulary import CONCERN_CATEGORIES, CONCERN_STATES
from app.forms import concerns as forms
from app.forms.acts import ActForm
from app.policy import ANY, Grants, Me
from app.programme import actions, concerns
from app.views import acting, correction_acts
from app.views.acting import Act, Row
from app.views.concern_clock import is_running, words
from app.views.concern_page import raising_of_action
from app.views.desk import house, i, model
from app.views.words import day, reference
from projections import concern_lists
from projections.people_lists import holders

pages = Blueprint("concern_acts", __name__)
LEAD: Grants = {role: (ANY,) for role in LEADS}  # noqa: C420 - fromkeys would make tuples of one
FOLLOWERS: Grants = {role: (ANY,) for role in FOLLOW}  # noqa: C420


def _is_open(row: Row) -> bool:
    return bool(row["state"] == "open")


def _unanswered(row: Row) -> bool:
    return _is_open(row) and not row["answered_at"]


def _unseen(row: Row) -> bool:
    """Whether it waits to be seen by one of the role of the person who asks; a head of service before a director."""
    return is_running(row) and not (row["seen_at"] if "head_of_service" in i().roles else row["director_seen_at"])


def _to_oversee(row: Row) -> bool:
    return bool(_is_open(row) and row["was_category_1"] and row["answered_at"] and not row["overseen_on"])


def _can_end(row: Row) -> bool:
    return bool(_is_open(row) and row["answered_at"] and (row["overseen_on"] or not row["was_category_1"]))


def _by_another(me: Me, row: Row) -> bool:
    """Nobody ends alone what they raised as Category 1."""
    raisers = {one["by"] for one in concern_lists.raisings(model(), row["id"])}
    return not (row["was_category_1"] and me.id in raisers)


def _can_move(row: Row) -> bool:
    return bool(_is_open(row) and (row["category"] == "2" or row["answered_at"]))


def _moved_by_another(me: Me, row: Row) -> bool:
    return bool(row["category"] == "2") or _by_another(me, row)


NOT_THE_RAISER = "You raised this concern, which was in Category 1: somebody else ends it."
ACTS = (
    Act(
        "acknowledgement",
        LEAD,
        ActForm,
        concerns.acknowledge,
        "I have seen it",
        "It is recorded that you have seen this. The clock goes on until the response is recorded.",
        "It is recorded that you have seen it.",
        open_to=_unseen,
    ),
    Act(
        "response",
        FOLLOWERS,
        forms.ResponseForm,
        concerns.respond,
        "Record the response",
        "Say what a head of service or a director did, when, and where the child's record shows it. For Category 1 this"
        " stops the clock.",
        "The response is recorded.",
        open_to=_unanswered,
    ),
    Act(
        "oversight",
        {"director": (ANY,)},
        forms.OversightForm,
        concerns.oversee,
        "Record my oversight",
        "As the director you have looked at this concern and at what was done. It cannot end without that.",
        "Your oversight is recorded.",
        open_to=_to_oversee,
    ),
    Act(
        "review",
        FOLLOWERS,
        forms.ReviewForm,
        concerns.review,
        "Record the weekly review",
        "Say what was found this week. It is reviewed again within seven days of this review.",
        "The review is recorded.",
        open_to=_is_open,
    ),
    Act(
        "category",
        FOLLOWERS,
        forms.CategoryForm,
        concerns.recategorise,
        "Move to the other category",
        "A move to Category 1 starts its clock: all heads of service and directors are told at once. A child leaves"
        " Category 1 only once there is a response.",
        "It is in the other category now.",
        open_to=_can_move,
        offered=_moved_by_another,
        barred="You raised this concern, which was in Category 1: somebody else moves it.",
    ),
    Act(
        "stepping-down",
        FOLLOWERS,
        forms.SteppingDownForm,
        concerns.step_down,
        "Step down to action tracking",
        "The child is no longer a child of concern. What is left to do is tracked as the actions that you choose.",
        "It is stepped down: its actions are tracked.",
        open_to=_can_end,
        offered=_by_another,
        barred=NOT_THE_RAISER,
    ),
    Act(
        "closure",
        FOLLOWERS,
        forms.WhyForm,
        concerns.close,
        "Close the concern",
        "The child is no longer a child of concern, and nothing is left to do. It can be raised anew at any time.",
        "The concern is closed.",
        warning=True,
        open_to=_can_end,
        offered=_by_another,
        barred=NOT_THE_RAISER,
    ),
    Act(
        "telling",
        FOLLOWERS,
        ActForm,
        concerns.tell_again,
        "Tell them again",
        "Everybody who is a head of service or a director now is told again, by a letter and on their screen.",
        "They are told again.",
        open_to=is_running,
    ),
    *correction_acts.OF_CONCERN,
)


def _ready(form: Any, row: Row) -> dict[str, Any]:
    """Give the form what depends on the concern."""
    if isinstance(form, forms.ResponseForm):
        form.in_the_name_of.choices = _whose()
    if isinstance(form, forms.SteppingDownForm):
        found = concerns.actions_that_follow(house(), row["child"])
        form.actions.choices = [SelectChoice(one["id"], _said(one)) for one in found]
        return {} if found else {"beside": {"first": _to_raise(row)}}
    return {}


def _to_raise(row: Row) -> dict[str, str]:
    text = "No action about this child is open, so there is none to choose."
    return {"text": text, "href": raising_of_action(row), "words": "Raise an action first"}


def _said(action: Row) -> str:
    what = actions.what(house(), action["id"], action["version"])
    return f"{what} ({action['owner_name']}, due {day(action['due'])})"


def _whose() -> list[SelectChoice]:
    """In whose name a response can be recorded: first one's own, for who may respond."""
    found = {one["id"]: one["name"] for one in holders(model(), LEADS, clock.today().isoformat())}
    mine = [SelectChoice("", "Mine" if i().id in found else "Choose whose it is")]
    return mine + [SelectChoice(id, name) for id, name in found.items() if id != i().id]


def _given(row: Row) -> dict[str, Any]:
    week = last_of_week(clock.today())
    now = clock.local(clock.now())
    return {"next_by": week.isoformat(), "time": f"{now:%H:%M}", "category": "2" if row["category"] == "1" else "1"}


def _caption(row: Row) -> str:
    return " · ".join(filter(None, (CONCERN_CATEGORIES[row["category"]], row["team_name"], words(row))))


def _state(row: Row) -> str:
    if not _is_open(row):
        return CONCERN_STATES[row["state"]]
    answered = "and answered" if row["answered_at"] else "and not yet answered"
    overseen = (
        " and overseen" if row["overseen_on"] else " and seen" if row["seen_at"] or row["director_seen_at"] else ""
    )
    said = f"{answered}{overseen}".removeprefix("and " if overseen else "")
    return f"In {CONCERN_CATEGORIES[row['category']]}{',' if overseen else ''} {said}"


PLACE = acting.Place(
    rule="/concerns/<concern>",
    find=lambda concern: concern_lists.concern(model(), f"concern/{concern}"),
    href=lambda row: f"/concerns/{reference(row['id'])}",
    title=lambda row: f"the concern about {reference(row['child'])}",
    caption=_caption,
    state=_state,
    ready=_ready,
    given=_given,
)
acting.put(pages, PLACE, ACTS)

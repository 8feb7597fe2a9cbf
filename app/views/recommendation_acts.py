"""What can be done to a recommendation: one line an act."""

from typing import Any

from app.events.recommendation import STATES
from app.events.report import WRITING
from app.forms import recommendations as forms
from app.forms.fields import choices
from app.policy import OVERSEE, QA, WORK, Grants, Me
from app.programme import recommendations as programme
from app.views.acting import Act, Place, Row
from app.views.desk import house, i, model
from app.views.relations import RELATE
from app.views.report_reach import reads_working
from app.views.words import day, reference
from projections import people
from projections import recommendations as rows

READS: Grants = OVERSEE | {"*": (WORK,)}
DOES: Grants = QA | {"*": (WORK,)}
"""The QA lead, and whoever sees to it."""


def _relations(me: Me, recommendation: str) -> set[str]:
    row = rows.recommendation(model(), f"recommendation/{recommendation}")
    return {WORK} if row and row["owner"] == me.id and row["published"] else set()


RELATE["recommendation"] = _relations


def href(row: Row) -> str:
    """The address of a recommendation."""
    return f"/recommendations/{reference(row['id'])}"


def offer_owners(form: Any, also: dict[str, str] | None = None) -> None:
    """Offer who can see to it: the people of one's team first, then every manager; and whoever does now."""
    named = {one["value"]: one["label"] for one in people.who_can_act(model(), i().team)}
    form.owner.choices = choices({"": "Choose a person"} | named | (also or {}))


def _ready(form: Any, row: Row) -> Row:
    if isinstance(form, forms.ChangeForm):
        offer_owners(form, {row["owner"]: row["owner_name"] or ""})
    return {}


def _as_it_is(row: Row) -> Row:
    """Only its change begins with it: how far it is, and what was done, are nobody's words yet."""
    return {"text": said(row).text, "owner": row["owner"], "due": row["due"]}


def found(recommendation: str) -> Row | None:
    """One for this person; of a report that is not published yet only for those who write and publish reports."""
    row = rows.recommendation(model(), f"recommendation/{recommendation}")
    return row if row and (row["published"] or reads_working()) else None


PLACE = Place(
    rule="/recommendations/<recommendation>",
    find=found,
    href=href,
    title=lambda row: "the recommendation",
    caption=lambda row: f"{row['owner_name'] or ''}, by {day(row['due'])}",
    state=lambda row: STATES[row["state"]],
    ready=_ready,
)


def is_open(row: Row) -> bool:
    """Whether it is still to be followed."""
    return bool(row["state"] == "open")


def _is_draft(row: Row) -> bool:
    """Whether it stands in what is being written, and nowhere else: no edition has it, nor what is put forward."""
    return bool(not row["published"] and row["report_state"] == WRITING)


ACTS = (
    Act(
        "progress",
        DOES,
        forms.ProgressForm,
        programme.note_progress,
        "Note how far it is",
        "The next report tells it.",
        "It is noted.",
        open_to=is_open,
    ),
    Act(
        "completion",
        DOES,
        forms.DoneForm,
        programme.complete,
        "Done",
        "The next report tells what was done.",
        "The recommendation is done.",
        open_to=is_open,
    ),
    Act(
        "change",
        QA,
        forms.ChangeForm,
        programme.change,
        "Change it",
        "What is published stays as it was; the next report tells it as it is then.",
        "The recommendation is changed.",
        open_to=is_open,
        given=_as_it_is,
    ),
    Act(
        "dropping",
        QA,
        forms.DropForm,
        programme.drop,
        "Drop it",
        "It is not followed any more. The next report tells why.",
        "The recommendation is dropped.",
        open_to=lambda row: is_open(row) and not _is_draft(row),
        warning=True,
    ),
    Act(
        "removal",
        QA,
        forms.DropForm,
        programme.drop,
        "Take it out of the report",
        "It is not printed in the report, which nobody has been given yet. Its history keeps it, with the reason.",
        "The recommendation is taken out of the report.",
        open_to=lambda row: is_open(row) and _is_draft(row),
        warning=True,
    ),
    Act(
        "reopening",
        QA,
        forms.TakenUpForm,
        programme.reopen,
        "Take it up again",
        "It is to be followed after all, by the new date.",
        "The recommendation is open again.",
        open_to=lambda row: not is_open(row) and bool(row["published"] or row["state"] == "done"),
    ),
)


def said(row: Row) -> programme.Said:
    """What a recommendation says and how far it is."""
    return programme.said(house(), row["id"])

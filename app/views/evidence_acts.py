"""What can be done to an evidence pack: a second person confirms it, or it is declined or taken back."""

from typing import Any

from app import clock
from app.events.pack import STATES
from app.forms import evidence as forms
from app.policy import ANY, QA, Grants, Me
from app.programme import packs as programme
from app.programme.house import AlreadyDone, House, Stale
from app.views import evidence_preview, evidence_work
from app.views.acting import Act, Place, Row
from app.views.desk import house, model
from app.views.evidence_words import everything, href, title
from app.views.words import day
from projections import packs

SEES: Grants = QA | {"head_of_service": (ANY,), "director": (ANY,)}
"""Who asks is the QA lead, who may know of everything that the events say; who confirms is any other of these."""


def _waits(row: Row) -> bool:
    return bool(row["state"] == "asked")


def _of_another(me: Me, row: Row) -> bool:
    return bool(row["asked_by"] != me.id)


def _confirm(house: House, id: str, *, version: int, by: str, at: str) -> None:
    """Confirm it, and begin to make it; sent again it is confirmed already, and may have been made since."""
    try:
        programme.confirm(house, id, version=version, on=clock.today(), by=by, at=at)
    except (AlreadyDone, Stale):
        row = packs.one(house.model, id)
        if row and row["state"] in ("confirmed", "made") and row["decided_by"] == by:
            return
        raise
    evidence_work.start(id, by)


def _decline(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    programme.decline(house, id, version=version, reason=reason, on=clock.today(), by=by, at=at)


def _asked(form: Any, row: Row) -> Row:
    """What was asked for, for who decides on it."""
    said = {"everything": everything(row), "recipient": row["recipient"], "asked_on": row["asked_on"]}
    by = row["asked_by_name"] or "somebody who is not on the list"
    said |= {"asked_by": by, "why": programme.why(house(), row["id"])["why"], "stood": evidence_preview.stood(row)}
    return {"beside": said | {"holds": evidence_preview.holds(row) if _waits(row) else []}}


PLACE = Place(
    rule="/evidence/<pack>",
    find=lambda pack: packs.one(model(), f"pack/{pack}"),
    href=href,
    title=lambda row: f"the pack “{title(row)}”",
    caption=lambda row: f"{title(row)}, for {row['recipient']}, asked for on {day(row['asked_on'])}",
    state=lambda row: STATES[row["state"]],
    ready=_asked,
    beside="evidence/_asked.html",
)
ACTS = (
    Act(
        "confirmation",
        SEES,
        forms.ConfirmForm,
        _confirm,
        "Confirm the pack",
        "The pack is made, with the recipient’s name on every page, and can be taken away for thirty days. It holds"
        " what was written about the children that it is of, and the stored events, which name the staff and the"
        " moderators who recorded them. Each time that it is taken away is recorded.",
        "The pack is confirmed.",
        open_to=_waits,
        offered=_of_another,
        barred="A second person decides: you asked for this pack yourself.",
    ),
    Act(
        "declining",
        SEES,
        forms.DeclineForm,
        _decline,
        "Decline the pack",
        "It is not made. Whoever asked for it reads why.",
        "The pack is declined.",
        open_to=_waits,
        warning=True,
    ),
)

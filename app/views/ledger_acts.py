"""What the QA lead decides about the ledger: who holds its checkpoints, and that another key signs."""

from contextlib import suppress
from typing import Any

from flask import Blueprint

from app.events.base import Refusal
from app.forms.fields import named
from app.forms.ledger import HolderForm, KeyForm, LetGoForm
from app.mint import mint
from app.policy import QA
from app.programme import ledger as programme
from app.programme.house import House
from app.signing import WHY_NOT
from app.views import acting
from app.views.acting import Act
from app.views.desk import house, model, signing
from projections import checkpoint_holders

pages = Blueprint("ledger_acts", __name__)
Row = dict[str, Any]


def row() -> Row:
    """The ledger as the acts have it."""
    there = checkpoint_holders.holders(model())
    return {"id": programme.STREAM, "version": house().version(programme.STREAM), "holders": there}


def _name(here: House, id: str, **facts: Any) -> None:
    with suppress(*WHY_NOT):  # A key that is gone is no reason to hold nothing: the next letter brings the new one.
        signing().book.signer()
    programme.name_holder(here, id, holder=mint("holder"), keys=signing().keys(), **facts)


def _replace(here: House, id: str, **facts: Any) -> None:
    try:
        signing().replace_key(**facts)
    except WHY_NOT as fault:
        raise Refusal(f"The key could not be replaced: {fault}") from fault


def _ready(form: Any, row: Row) -> Row:
    if isinstance(form, LetGoForm):
        form.holder.choices = named(row["holders"], "Choose a holder")
    return {}


ACTS = (
    Act(
        "holders",
        QA,
        HolderForm,
        _name,
        "Name a holder",
        "From now on every checkpoint is e-mailed to them, and at once the keys that checkpoints are verified with."
        " They need no account here, and should be somebody whom nobody of the council can ask to forget.",
        "The holder is named.",
    ),
    Act(
        "letting-go",
        QA,
        LetGoForm,
        programme.let_go,
        "Let a holder go",
        "They are sent no checkpoint any more. They and all other holders are told.",
        "The holder is let go, and the others are told.",
        open_to=lambda row: bool(row["holders"]),
        warning=True,
    ),
    Act(
        "key",
        QA,
        KeyForm,
        _replace,
        "Replace the key",
        "The key that signs now signs once more: that it is replaced, and by which. Every holder is told. What was"
        " signed before is verified with the key before, for ever.",
        "The key is replaced, and every holder is told.",
        warning=True,
    ),
)
PLACE = acting.Place(
    rule="/ledger",
    find=row,
    href=lambda row: "/ledger",
    title=lambda row: "the ledger",
    caption=lambda row: "Ledger",
    state=lambda row: "Without a holder outside",
    ready=_ready,
)
acting.put(pages, PLACE, ACTS)

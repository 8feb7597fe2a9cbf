"""A check that failed: told on the ledger's page and on Today until one is good, before anything is signed again."""

from typing import Any

from flask import current_app

from app.ledger_checks import Checks
from app.views.compared_events import opened
from app.views.desk import i, model
from app.views.waiting import BLOCKS, Block, Item
from projections import seals

NOT_SIGNED = (
    "Nothing was signed. The last check found that the log is not what was signed: a checkpoint of it now would cover"
    " what was changed. Tick that it is to be signed all the same, or have it checked again."
)
NAMING = frozenset({"qa_lead", "head_of_service", "director"})
"""Who reads which record an event is of: its name alone may say that there is a concern."""
SHOWN = 3
Row = dict[str, Any]


def checks() -> Checks:
    """The checks of the log's ledger."""
    found: Checks = current_app.extensions["ledger_checks"]
    return found


def findings() -> list[Row]:
    """What the last check found that is not what was signed; nothing where there was none, or it was good."""
    last = checks().last()
    return list(last["findings"]) if last else []


def told() -> list[Row]:
    """The same, each with its entry in the ledger and its record, as far as whoever asks may know it, "" for none."""
    return [_told(one) for one in findings()]


def amiss() -> dict[str, list[str]]:
    """What the last check found around the log, by what it says together; {} where all was well.

    Sentences that name records are for who reads which record an event is of; to others none are told.
    """
    last = checks().last()
    return {no: found if may_be_named() else [] for no, found in last["amiss"].items()} if last else {}


def beside() -> list[str]:
    """What else should be known of what stands around the log: it names records too."""
    last = checks().last()
    return list(last["beside"]) if last and may_be_named() else []


def may_be_named() -> bool:
    """Whether whoever asks is told which record an event is of: not where any is sealed from them."""
    return bool(i().roles & NAMING) and not seals.sealed_from(model(), i().id)


def _told(one: Row) -> Row:
    proof = f"/ledger/events/{one['position']}" if one["position"] > 0 else ""
    if not may_be_named():
        return {"name": "", "of": "", "text": one["plain"], "href": proof}
    return {"name": one["name"], "of": in_history(one["record"], one["position"]), "text": one["text"], "href": proof}


def in_history(record: str, position: int) -> str:
    """Where an entry stands in the history of its record, if whoever asks may open that; else nothing."""
    there = opened(record) if record else ""
    return f"{there}?entry={position}#entry-{position}" if "/history" in there else there


def _first(one: Row) -> str:
    return f"{one['name']}. {one['plain']}" if one["name"] else str(one["text"])


def waits() -> Block | None:
    """For the QA lead: that the last check failed."""
    if "qa_lead" not in i().roles or not (found := [*map(_first, findings()), *amiss()]):
        return None
    items = tuple(Item(one, "/ledger#check") for one in found[:SHOWN])
    title = "The log is not what was signed" if findings() else "What stands around the log is not as it should be"
    return Block(title, "", items, "/ledger#check", alarm=True, whole="What the check found, and what to do")


BLOCKS["ledger"] = waits

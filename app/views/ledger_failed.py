"""A check that failed: told on the ledger's page and on Today until one is good, before anything is signed again."""

import re
from typing import Any

from flask import current_app

from app.ledger_checks import Checks
from app.views.desk import i, signing
from app.views.waiting import BLOCKS, Block, Item

NOT_SIGNED = (
    "Nothing was signed. The last check found that the log is not what was signed: a checkpoint of it now would cover"
    " what was changed. Tick that it is to be signed all the same, or have it checked again."
)
PLACE = re.compile(r"at position (-?[\d,]+)")
SHOWN = 3
Row = dict[str, Any]


def checks() -> Checks:
    """The checks of the log's ledger."""
    found: Checks = current_app.extensions.setdefault("ledger_checks", Checks(signing().book))
    return found


def findings() -> list[str]:
    """What the last check found that is not what was signed; nothing where there was none, or it was good."""
    last = checks().last()
    return list(last["findings"]) if last else []


def told() -> list[Row]:
    """The same, each with the entry that it is about, "" for none."""
    return [{"text": one, "href": _entry(one)} for one in findings()]


def _entry(sentence: str) -> str:
    found = PLACE.search(sentence)
    number = found[1].replace(",", "") if found else ""
    return f"/ledger/events/{number}" if number.isdecimal() else ""


def waits() -> Block | None:
    """For the QA lead: that the last check failed."""
    found = findings() if "qa_lead" in i().roles else []
    if not found:
        return None
    items = tuple(Item(one, "/ledger#check") for one in found[:SHOWN])
    whole = "What the check found, and what to do"
    return Block("The log is not what was signed", "", items, "/ledger#check", alarm=True, whole=whole)


BLOCKS["ledger"] = waits

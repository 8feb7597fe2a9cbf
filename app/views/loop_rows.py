"""Loops in words: as rows of the tracker and of a file, and what differs between the two audits."""

import json
from collections.abc import Mapping
from typing import Any

from app.events.loop import LOOP_STATES, SEALED
from app.events.moderation_words import OVERALL
from app.programme.english import counted
from app.views.links import link
from app.views.words import day, month, reference

Row = dict[str, Any]


def href(row: Mapping[str, Any]) -> str:
    """The address of a loop."""
    return f"/loops/{reference(row['id'])}"


def differences(row: Mapping[str, Any]) -> int | None:
    """In how many domains and overall the two auditors graded differently; None before both are in."""
    if row["state"] == "agreed":
        return int(row["differences"])
    if row["state"] in (SEALED, "ended"):
        return None
    pair = [json.loads(row[f"{which}_grades"] or "{}") for which in ("first", "second")]
    overall = (row["first_overall"] or "", row["second_overall"] or "")
    keys = pair[0].keys() | pair[1].keys()
    return sum(pair[0].get(key, "") != pair[1].get(key, "") for key in keys) + (overall[0] != overall[1])


def shown(row: Row) -> Row:
    """A loop as the tracker shows it."""
    found = differences(row)
    said = "" if found is None else counted(found, "difference") if found else "None"
    meeting = f"{day(row['day'])}, {row['time']}" if row["day"] else ""
    return row | {"href": link(href(row)), "differ": said, "meeting": meeting, "words": LOOP_STATES[row["state"]]}


def told(row: Row) -> Row:
    """A loop as a file holds it: never what was written."""
    return row | {"differences": differences(row)}


def title(row: Mapping[str, Any]) -> str:
    """What a loop is called."""
    return f"the looped audit of {reference(row['child'])}, {month(row['cycle'])}"


__all__ = ["OVERALL", "differences", "href", "shown", "title", "told"]

"""The reports that wait on the home page: to be published, and those that were sent back to who wrote them."""

import json
from typing import Any

from app.events.periods import period
from app.programme.english import counted
from app.views.desk import i, model
from app.views.report_reach import PUBLISHERS
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day
from projections import reports as rows

Row = dict[str, Any]


def _to_publish() -> Block | None:
    """What waits for somebody who wrote none of it."""
    if not i().roles & PUBLISHERS.keys():
        return None
    found = [row for row in rows.put_forward_now(model()) if i().id not in authors(row)]
    items = tuple(
        Item(_label(row), f"/reports/{row['key']}/publication", f"put forward on {day(row['put_forward_on'])}")
        for row in found[:SHOWN]
    )
    return (
        Block("Reports to publish", counted(len(found), "report"), items, "/reports", whole="All reports")
        if found
        else None
    )


def _sent_back() -> Block | None:
    """What was sent back to one of those who wrote it."""
    found = [row for row in rows.sent_back_now(model()) if i().id in authors(row)]
    items = tuple(
        Item(_label(row), f"/reports/{row['key']}", f"sent back on {day(row['sent_back_at'])}") for row in found[:SHOWN]
    )
    return (
        Block("Reports sent back", counted(len(found), "report"), items, "/reports", whole="All reports")
        if found
        else None
    )


def authors(row: Row) -> list[str]:
    """Who wrote a report so far (ids), of whom nobody publishes it."""
    ids: list[str] = json.loads(row["authors"])["ids"]
    return ids


def _label(row: Row) -> str:
    of = period(row["key"])
    return f"Report of {of.label if of else row['key']}"


BLOCKS["reports"] = _to_publish
BLOCKS["reports_sent_back"] = _sent_back

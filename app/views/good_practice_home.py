"""Good practice beside the audit in which it was found, and the thanks for it on the practitioner's own page."""

from datetime import timedelta
from typing import Any

from app import clock
from app.programme.english import counted
from app.views.desk import i, model
from app.views.good_practice_words import href, labels, shown_row
from app.views.links import link
from app.views.waiting import SHOWN, Block, Item
from app.views.words import day
from projections import good_practice_lists

Row = dict[str, Any]
RECENT = timedelta(days=180)


def beside(audit: Row) -> Row | None:
    """What was found in an accepted audit, with how far it was followed up; for the QA lead, the way to note more."""
    known = labels()
    rows = [shown_row(row, known) for row in good_practice_lists.of_audit(model(), audit["id"])]
    may_note = audit["state"] == "accepted" and bool(link("/good-practice/new"))
    note = f"/good-practice/new?audit={audit['id']}" if may_note else ""
    return {"entries": rows, "note": note} if rows or note else None


def thanks() -> Block | None:
    """What was found in the last half year in the work of the person who asks."""
    me = i()
    if "practitioner" not in me.roles:
        return None
    since, known = (clock.today() - RECENT).isoformat(), labels()
    mine = [row for row in good_practice_lists.of_worker(model(), me.id) if row["found_on"] >= since]
    items = tuple(_item(row, known) for row in mine[:SHOWN])
    count = f"{counted(len(mine), 'time')}: thank you"
    title, whole = "Good practice found in my work", "All good practice that I see"
    return Block(title, count, items, "/good-practice", whole=whole) if items else None


def _item(row: Row, known: dict[str, str]) -> Item:
    theme = str(row["theme"] or row["domain"])
    return Item(known.get(theme, theme), href(row), f"found on {day(row['found_on'])}")

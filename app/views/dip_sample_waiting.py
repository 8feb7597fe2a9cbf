"""The dip samples that wait to be filled in or concluded, on the home page."""

from typing import Any

from app.programme.english import counted
from app.views.dip_sample_reach import to_fill_in
from app.views.dip_sample_words import href
from app.views.waiting import BLOCKS, SHOWN, Block, Item

Row = dict[str, Any]


def _block() -> Block | None:
    """What waits to be filled in or concluded, for the home page."""
    found = to_fill_in()
    items = tuple(Item(row["title"], f"{href(row)}/grid", _how_far(row)) for row in found[:SHOWN])
    title, count, whole = "Dip samples to fill in", counted(len(found), "dip sample"), "All dip samples"
    return Block(title, count, items, "/dip-samples", whole=whole) if found else None


def _how_far(row: Row) -> str:
    if row["expected"] and row["expected"] == row["answered"]:
        return "all answers are there: conclude it"
    return f"{row['answered']:,} of {row['expected']:,} answers" if row["expected"] else "no measures yet"


BLOCKS["dip_samples"] = _block

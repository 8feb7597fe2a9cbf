"""What evidence packs are called, and where they are."""

from typing import Any

from app.events.pack import KINDS, STATES
from app.events.periods import period
from app.programme.english import begun, counted, listed, month
from app.views.words import reference

Row = dict[str, Any]
SHOWN = 6


def href(row: Row) -> str:
    """The address of a pack."""
    return f"/evidence/{reference(row['id'])}"


def what(row: Row) -> str:
    """What a pack is of, in a few words: "child C-10482", "7 children", "audit 17 of November 2018"."""
    ids = row["what"].split(" ")
    own = ids[0].partition("/")[2]
    if row["kind"] == "sample" and len(ids) > 1:
        return counted(len(ids), "child")
    if row["kind"] == "audit":
        of, number = own.split("/")
        return f"audit {int(number)} of {month(of)}"
    if row["kind"] == "cycle":
        return month(own)
    if row["kind"] == "edition":
        found = period(own)
        return f"the report of {found.label if found else own}, edition {row['edition']}"
    return f"child {own}"


def title(row: Row) -> str:
    """What a pack is called: "Evidence of child C-10482"."""
    return f"Evidence of {what(row)}"


def named(row: Row) -> str:
    """The children of a pack of several, the first few by reference; else what it is of."""
    ids = [one.partition("/")[2] for one in row["what"].split(" ")]
    if row["kind"] != "sample":
        return begun(what(row))
    more = len(ids) - SHOWN
    return listed([*ids[:SHOWN], f"{more} more"] if more > 0 else ids)


def everything(row: Row) -> str:
    """All that a pack is of, each child by reference."""
    return listed([one.partition("/")[2] for one in row["what"].split(" ")]) if row["kind"] == "sample" else named(row)


def file_name(row: Row) -> str:
    """The name of its ZIP."""
    return f"evidence-{reference(row['id'])}.zip"


def told(row: Row) -> Row:
    """A pack as a page or a file tells it."""
    size = f"{row['size'] / 1024 / 1024:.1f} MB" if row["size"] > 100_000 else f"{row['size'] / 1024:.0f} kB"
    return row | {
        "of": what(row),
        "named": named(row),
        "kind_words": KINDS[row["kind"]],
        "size_words": size,
        "state_words": STATES[row["state"]],
    }

"""What evidence packs are called, and where they are."""

from typing import Any

from app.events.england import day_of
from app.events.pack import KINDS, STATES
from app.events.periods import period
from app.programme.english import begun, counted, listed, month
from app.views.desk import live_house
from app.views.words import moment, reference
from projections.moments import last_at

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


def stood(upto: int) -> str:
    """The moment of the last event that a pack goes up to; and until when nothing else was recorded, where that is a
    later day: it stood so on each day between.
    """
    reader = live_house().reader
    last, after = last_at(reader, upto), reader.read(upto, 1)
    said = (f"on {moment(str(last.at))}, " if last else "") + f"event {upto:,} of the log"
    if last and after and day_of(after[0].at) > day_of(str(last.at)):
        return f"{said}; nothing else was recorded until {moment(after[0].at)}"
    return said

"""What had happened by a moment, although it was recorded later? Two clocks: when a thing happened, when it was known.

The events that were recorded on a later day than they happened are found by an interval tree in a table (Kriegel,
Pötke, Seidl: "Managing Intervals Efficiently in Object-Relational Databases", 2000): each interval of days stands
once, at the highest node of a binary tree over the days that lies in it, so that those around a day are at the nodes
on the way from the root to it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from app.events.base import TOPICS, subject_of
from app.events.england import day_of
from projections.rows import Handler, Rows, Table

Row = dict[str, Any]

USUAL = ("on", "as_at")
"""The facts that say when a thing happened, in most types of event that have such a date at all."""
OTHERWISE = {
    "list imported": "",  # `as_at` is the list's date; that it was brought in happened when it was recorded.
    "subject access asked for": "received_on",
}
"""The types of event of which another fact says it, or none, so that they happened when they were recorded."""
AHEAD = frozenset({
    "auditor training corrected",
    "cohort dates set", "cohort planned", "cohort replanned", "cycle opened", "deputy named", "departure corrected",
    "exemption asked for dates", "inspection granted", "learning session moved", "learning session planned",
    "letter claimed", "loop meeting arranged", "loop meeting moved", "month reopened",
    "months put down for an exemption", "pool departure corrected", "pool target set", "pool target withdrawn",
    "recommendation made", "recommendation reopened", "sample drawn",
})  # fmt: skip
"""The types of event whose dates say what it is about or is to come: they happened when they were recorded."""

LATE = Table(
    "late",
    {"position": int, "node": int, "happened": str, "until": str, "at": str, "stream": str, "version": int,
     "topic": str, "by": str},
    ("position",),
    (("node", "until"), ("node", "happened")),
)  # fmt: skip
TABLES = (LATE,)
ROOT = 1 << 20
"""The middle of all days that a date can be, as a tree has it."""
EARLIER = "what was recorded before it of the same record is not taken either"
REFUSED = "it cannot be told without something that was recorded later"


def happening(topic: str) -> str:
    """Which fact of a type of event says on which day it happened; "" for one that happened when it was recorded."""
    if topic in OTHERWISE:
        return OTHERWISE[topic]
    names = {field.name for field in fields(TOPICS[topic])}
    return next((name for name in USUAL if name in names), "")


def later(
    model: Any, position: int, day: str, limit: int, offset: int = 0, only: Iterable[int] | None = None
) -> list[Row]:
    """The events that were recorded after a position and had happened by a day (ISO), in their order.

    `model` is the live read model; `only` are the positions among which they are. Each has its stream, version and
    topic, `happened` (ISO day), `at` (when it was recorded) and `by`, with `by_name`.
    """
    sql = f"""SELECT late.*, people.name AS by_name FROM ({_sql(day)}) late LEFT JOIN people ON people.id = late."by"
        {_among(only)} ORDER BY late.position LIMIT :limit OFFSET :offset"""
    asked = {"after": position, "day": day, "limit": limit, "offset": offset} | _those(only)
    found: list[Row] = model.query(sql, asked)
    return found


def count_later(model: Any, position: int, day: str, only: Iterable[int] | None = None) -> int:
    """How many there are of them."""
    sql = f"SELECT count(*) AS n FROM ({_sql(day)}) late {_among(only)}"
    return int(model.one(sql, {"after": position, "day": day} | _those(only))["n"])


def _among(only: Iterable[int] | None) -> str:
    return "" if only is None else "WHERE late.position IN (SELECT value FROM json_each(:only))"


def _those(only: Iterable[int] | None) -> dict[str, str]:
    return {} if only is None else {"only": json.dumps(sorted(only))}


def left_out(model: Any) -> dict[int, str]:
    """Of the events that a read model of what had happened does not hold: why, by their positions."""
    if not model.one("SELECT 1 FROM sqlite_master WHERE name = 'later_left'"):
        return {}
    return {row["position"]: row["why"] for row in model.query("SELECT position, why FROM later_left")}


def taken_in(model: Any) -> list[int]:
    """The positions of the later events that a read model of what had happened holds, in order."""
    if not model.one("SELECT 1 FROM sqlite_master WHERE name = 'later_taken'"):
        return []
    return [row["position"] for row in model.query("SELECT position FROM later_taken ORDER BY position")]


def node_of(first: int, last: int) -> int:
    """The highest node of the tree within an interval of days (ordinals)."""
    level = ((first - 1) ^ last).bit_length() - 1
    return last >> level << level


def _sql(day: str) -> str:
    """Those around a day; a plus keeps a column from being looked up, so that each part uses the index it is for."""
    before, after = (",".join(map(str, nodes)) for nodes in _way(date.fromisoformat(day).toordinal()))
    part = "SELECT * FROM late WHERE +position > :after AND node IN"
    return f"""{part} ({before}) AND until >= :day AND +happened <= :day
        UNION ALL {part} ({after}) AND happened <= :day AND +until >= :day"""


def _way(wanted: int) -> tuple[list[int], list[int]]:
    """The nodes on the way from the root: those not after a day, and those after it."""
    node, step = ROOT, ROOT >> 1
    before, after = list[int](), list[int]()
    while node != wanted:
        (before if node < wanted else after).append(node)
        node, step = node + (step if node < wanted else -step), step >> 1
    return [*before, node], after


def _handler(fact: str) -> Handler:
    def late(rows: Rows, event: Any) -> None:
        facts = event.facts
        happened, at = facts.get(fact) or "", facts["at"]
        if not happened or (happened >= at[:10] and at[11:13] != "23"):
            return  # In England it is at most an hour later than the moment says.
        if happened[:10] < (recorded := day_of(at)):
            rows["late"].put(**_row(event, happened[:10], recorded))

    return late


def _row(event: Any, happened: str, recorded: str) -> Row:
    # One day more, for a clock that was slow when it was recorded.
    until = date.fromisoformat(recorded) + timedelta(days=1)
    node = node_of(date.fromisoformat(happened).toordinal(), until.toordinal())
    told = {"stream": event.stream, "version": event.version, "topic": event.topic, "by": event.by, "at": event.at}
    return {"position": event.position, "node": node, "happened": happened, "until": until.isoformat()} | told


def _dated() -> Iterator[tuple[str, str]]:
    return ((topic, fact) for topic in TOPICS if (fact := happening(topic)))


HANDLERS: dict[str, Handler] = {topic: _handler(fact) for topic, fact in _dated()}
_HEARD = {subject_of(topic) for topic in HANDLERS}
IGNORES = frozenset(topic for topic in TOPICS if subject_of(topic) in _HEARD) - HANDLERS.keys()

"""Which audits are these, in which order, how many, how many of them late, and who is to be chased?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from projections.audits import LISTED
from projections.rows import Row
from projections.tracker_asked import OPEN, OVERDUE, RETURNED_LATE, Seen, Wanted, joined, order, where

PAGE = 100


@dataclass(frozen=True)
class Counted:
    """How many audits there are, how many came in late, how many are overdue, and the newest change among them."""

    all: int
    returned_late: int
    overdue: int
    position: int


def page(model: Any, wanted: Wanted, sort: str, number: int) -> list[Row]:
    """One page of the audits, from 1, each with the names of its people and team."""
    condition, values = where(wanted)
    by = order(sort, wanted, values)
    inside = f"SELECT audits.id FROM audits{joined(sort)} WHERE {condition} {by} LIMIT :most OFFSET :past"
    values |= {"most": PAGE, "past": PAGE * (number - 1)}
    ids = [row["id"] for row in model.query(inside, values)]
    return _named(model, ids)


def everything(model: Any, wanted: Wanted, sort: str) -> list[Row]:
    """All the audits, for an export."""
    condition, values = where(wanted)
    return model.query(f"{LISTED} WHERE {condition} {order(sort, wanted, values)}", values)


def counted(model: Any, wanted: Wanted) -> Counted:
    """Count the audits."""
    condition, values = where(wanted)
    sql = (
        "SELECT count(*) AS n, coalesce(max(position), 0) AS position,"
        f" coalesce(sum({RETURNED_LATE}), 0) AS late, coalesce(sum({OVERDUE}), 0) AS overdue"
        f" FROM audits WHERE {condition}"
    )
    found = model.one(sql, values)
    return Counted(found["n"], found["late"], found["overdue"], found["position"])


def mark(model: Any, wanted: Wanted, found: Counted) -> str:
    """What changes whenever a row that is shown changes, comes or goes.

    One that comes or changes has the newest position of all; one that goes is missing from the count.
    """
    sql = "SELECT (SELECT max(position) FROM people) AS people, (SELECT max(position) FROM teams) AS teams"
    names = max(position or 0 for position in model.one(sql).values())
    return f"{found.position}-{found.all}-{names}-{wanted.today:%Y%m%d}"


def choices(model: Any, wanted: Wanted) -> dict[str, list[Row]]:
    """The teams, areas and auditors that the audits of a month have, by name, for the filters."""
    condition, values = where(Wanted(wanted.seen, wanted.today, cycle=wanted.cycle))
    found = {}
    for name, table in (("team", "teams"), ("area", "areas"), ("auditor", "people")):
        among = f"SELECT audits.{name} FROM audits WHERE {condition}"
        sql = f"SELECT id, name FROM {table} WHERE id IN ({among}) ORDER BY name, id"
        found[name] = model.query(sql, values)
    return found


def of_ids(model: Any, ids: Sequence[str], seen: Seen, today: date) -> list[Row]:
    """These audits, as far as the reader may see them, in the order of their ids."""
    return everything(model, Wanted(seen, today, members=tuple(ids)), "id")


def open_of_auditor(model: Any, auditor: str) -> list[Row]:
    """An auditor's open audits, the first due first."""
    asked = f"WHERE audits.auditor = ? AND {OPEN} ORDER BY audits.due, audits.id"
    return model.query(f"{LISTED} {asked}", [auditor])


def open_of_team(model: Any, team: str) -> list[Row]:
    """The open audits of a team's work, the first due first; none for no team."""
    asked = f"WHERE audits.team = ? AND audits.team <> '' AND {OPEN} ORDER BY audits.due, audits.id"
    return model.query(f"{LISTED} {asked}", [team])


def chase(model: Any, cycle: str, until: date) -> list[Row]:
    """A month's open audits that are late or due by a day, the first due first."""
    asked = f"WHERE audits.cycle = ? AND {OPEN} AND audits.due <= ?"
    return model.query(f"{LISTED} {asked} ORDER BY audits.due, audits.id", [cycle, until.isoformat()])


def waiting(model: Any, cycle: str) -> list[Row]:
    """A month's returned audits that wait to be judged, the first returned first."""
    asked = "WHERE audits.cycle = ? AND audits.state = 'returned' ORDER BY audits.returned_on, audits.id"
    return model.query(f"{LISTED} {asked}", [cycle])


def elsewhere(model: Any, cycle: str, until: date) -> list[Row]:
    """The other months that still have something to do, newest first: `to_judge` and `to_chase` until a day."""
    asked = f"""SELECT audits.cycle, SUM(audits.state = 'returned') AS to_judge, SUM({OPEN}) AS to_chase FROM audits
        WHERE (audits.state = 'returned' OR ({OPEN} AND audits.due <= ?)) AND audits.cycle <> ?
        GROUP BY audits.cycle ORDER BY audits.cycle DESC"""
    return model.query(asked, [until.isoformat(), cycle])


def _named(model: Any, ids: list[str]) -> list[Row]:
    found = model.query(f"{LISTED} WHERE audits.id IN ({','.join('?' * len(ids))})", ids)
    by_id = {row["id"]: row for row in found}
    return [by_id[id] for id in ids]

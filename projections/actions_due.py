"""Which actions are overdue, who has how many open ones, and how many wait to be verified?"""

from datetime import date
from typing import Any

from projections.rows import Row

KNOWN = "NOT EXISTS (SELECT 1 FROM seals WHERE seals.audit = actions.source AND seals.person = actions.owner)"
"""An owner is told of no action that comes of an audit which is sealed from them."""


def open_between(model: Any, first: date, last: date) -> list[Row]:
    """The open actions that are due from one day to another, both included: id, owner, due and source, by date."""
    sql = (
        f"SELECT id, owner, due, source FROM actions WHERE state = 'open' AND due BETWEEN ? AND ? AND {KNOWN}"
        " ORDER BY due, id"
    )
    return model.query(sql, [first.isoformat(), last.isoformat()])


def open_by_owner(model: Any, today: date) -> list[tuple[str, int, int]]:
    """Each owner of open actions: how many, and how many of them are overdue."""
    sql = (
        "SELECT owner, count(*) AS n, sum(due < ?) AS late FROM actions"
        f" WHERE state = 'open' AND {KNOWN} GROUP BY owner"
    )
    return [(row["owner"], row["n"], row["late"]) for row in model.query(sql, [today.isoformat()])]


def to_be_verified(model: Any) -> int:
    """How many actions are completed and wait to be verified."""
    return int(model.one("SELECT count(*) AS n FROM actions WHERE state = 'completed'")["n"])

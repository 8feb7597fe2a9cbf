"""Which moderations were given to whom and wait, which are overdue, and how many does each moderator have?"""

from datetime import date
from typing import Any

from projections.asking import Asked, Reach, counted
from projections.moderation_lists import OPEN, QUESTION
from projections.rows import Row


def given_since(model: Any, day: date) -> list[Row]:
    """What waits for a moderator and was given to them, all at one moment, since a day: how many, and of which month.

    Each with `moderator`, `cycle`, `assigned_at` (a moment) and `n`; what somebody gave to themselves is left out.
    """
    sql = (
        "SELECT moderator, cycle, assigned_at, count(*) AS n FROM moderations"
        " WHERE state = 'assigned' AND assigned_at >= ? AND assigned_by <> moderator"
        " GROUP BY moderator, cycle, assigned_at ORDER BY moderator, cycle, assigned_at"
    )
    return model.query(sql, [day.isoformat()])


def overdue(model: Any, since: date, until: date) -> list[Row]:
    """The moderations that wait and were due from one day to another: `id`, `moderator` ("" for nobody) and `due`."""
    sql = f"SELECT id, moderator, due FROM moderations WHERE {OPEN} AND due BETWEEN ? AND ? ORDER BY due, id"
    return model.query(sql, [since.isoformat(), until.isoformat()])


def open_by_moderator(model: Any, today: date) -> list[tuple[str, int, int]]:
    """Each moderator for whom something waits: how many, and how many of them are overdue."""
    sql = "SELECT moderator, count(*) AS n, sum(due < ?) AS late FROM moderations WHERE state = 'assigned' GROUP BY 1"
    return [(row["moderator"], row["n"], row["late"]) for row in model.query(sql, [today.isoformat()])]


def late_for(model: Any, reader: str, today: date) -> int:
    """How many are overdue in the list of somebody who sees all: none of audits that are sealed from them."""
    return counted(model, QUESTION, Asked(Reach(everything=True, reader=reader), today, {"late": "yes"})).all

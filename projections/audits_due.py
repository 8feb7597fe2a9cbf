"""Which audits are open now, whose are they, and when are they due?"""

from datetime import date
from typing import Any

from app.events.vocabulary import OPEN_STATES
from projections.rows import Row

OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)


def open_audits(model: Any, since: date) -> list[Row]:
    """The open audits that are due on a day or later, the first due first."""
    sql = f"SELECT id, cycle, auditor, state, allocated_on, due FROM audits WHERE state IN ({OPEN}) AND due >= ?"
    return model.query(f"{sql} ORDER BY due, id", [since.isoformat()])


def overdue(model: Any, today: date) -> list[Row]:
    """The open audits whose date has passed, with the auditor's name, the first due first."""
    sql = (
        "SELECT audits.id, audits.cycle, audits.auditor, audits.due, people.name AS auditor_name FROM audits"
        f" LEFT JOIN people ON people.id = audits.auditor WHERE audits.state IN ({OPEN}) AND audits.due < ?"
    )
    return model.query(f"{sql} ORDER BY audits.due, audits.id", [today.isoformat()])


def open_by_auditor(model: Any, today: date) -> list[tuple[str, int, int]]:
    """Each auditor with open audits: how many, and how many of them are overdue."""
    sql = f"SELECT auditor, count(*) AS n, sum(due < ?) AS late FROM audits WHERE state IN ({OPEN}) GROUP BY auditor"
    return [(row["auditor"], row["n"], row["late"]) for row in model.query(sql, [today.isoformat()])]


def left_behind(model: Any) -> list[Row]:
    """The open audits whose auditor has left the council, with the auditor's name and last day, the first due first."""
    sql = (
        "SELECT audits.id, audits.cycle, audits.child, audits.auditor, audits.due, people.name AS auditor_name,"
        " people.left_on AS auditor_left_on FROM audits JOIN people ON people.id = audits.auditor"
        f" WHERE audits.state IN ({OPEN}) AND people.left_on <> '' ORDER BY audits.due, audits.id"
    )
    return model.query(sql)


def to_be_judged(model: Any) -> int:
    """How many audits are in and wait to be judged."""
    return int(model.one("SELECT count(*) AS n FROM audits WHERE state = 'returned'")["n"])

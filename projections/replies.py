"""Which practitioners replied to the audit of their work, and when?"""

from typing import Any

from projections.asking import Question
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "replies",
        {"id": str, "audit": str, "by": str, "on": str, "position": int},
        ("id",),
        (("audit",), ("on",)),
    ),
)


def replied(rows: Rows, event: Any) -> None:
    """A reply, without its words."""
    values = {"audit": event.stream, "by": event.by, "on": event.facts["on"], "position": event.position}
    rows["replies"].put(id=f"{event.stream}#{event.version}", **values)


HANDLERS = {"practitioner replied": replied}


QUESTION = Question(
    table="replies",
    select=(
        "replies.*, audits.cycle, audits.child, audits.team, audits.area, audits.auditor, audits.worker,"
        " auditors.name AS auditor_name, workers.name AS worker_name, teams.name AS team_name"
    ),
    source=(
        "replies JOIN audits ON audits.id = replies.audit LEFT JOIN people auditors ON auditors.id = audits.auditor"
        " LEFT JOIN people workers ON workers.id = replies.by LEFT JOIN teams ON teams.id = audits.team"
    ),
    filters={"cycle": "audits.cycle = 'cycle/' || :cycle", "team": "audits.team = :team"},
    sorts={
        "newest": 'replies."on" DESC',
        "replied": 'replies."on"',
        "child": "audits.child",
        "month": "audits.cycle",
        "practitioner": "workers.name",
        "team": "teams.name",
        "auditor": "auditors.name",
    },
    audit="audits.id",
    whose={"team": ("audits.team",), "area": ("audits.area",), "person": ("replies.by", "audits.auditor")},
)


def since(model: Any, day: str, auditor: str = "") -> list[Row]:
    """The audits replied to from a day on, the newest reply first, with how many replies and the day of the last.

    With an auditor, only theirs.
    """
    mine = "AND audits.auditor = :auditor" if auditor else ""
    sql = (
        'SELECT audits.id AS audit, audits.child, audits.cycle, count(*) AS replies, max(replies."on") AS replied_on'
        f' FROM replies JOIN audits ON audits.id = replies.audit WHERE replies."on" >= :day {mine}'
        " GROUP BY audits.id ORDER BY replied_on DESC, audits.id"
    )
    return model.query(sql, {"day": day, "auditor": auditor})


def of_audit(model: Any, audit: str) -> list[Row]:
    """The replies to an audit, oldest first."""
    return model.query("SELECT * FROM replies WHERE audit = ? ORDER BY position", [audit])

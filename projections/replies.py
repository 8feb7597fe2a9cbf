"""Which practitioners replied to the audit of their work, and when?"""

from typing import Any

from projections.audits import LISTED
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "replies",
        {"audit": str, "version": int, "by": str, "on": str, "position": int},
        ("audit", "version"),
        (("on",),),
    ),
)


def replied(rows: Rows, event: Any) -> None:
    """A reply, without its words."""
    values = {"audit": event.stream, "version": event.version, "by": event.by, "on": event.facts["on"]}
    rows["replies"].put(**values, position=event.position)


HANDLERS = {"practitioner replied": replied}


def since(model: Any, day: str, auditor: str = "") -> list[Row]:
    """The audits replied to from a day on, the newest reply first, with how many replies and the day of the last.

    With an auditor, only theirs.
    """
    mine = " AND audits.auditor = :auditor" if auditor else ""
    inside = 'SELECT audit, count(*) AS replies, max("on") AS replied_on, max("by") AS replied_by FROM replies'
    sql = (
        f"SELECT listed.*, found.replies, found.replied_on, found.replied_by, found.audit AS audit"
        f' FROM ({inside} WHERE "on" >= :day GROUP BY audit) AS found'
        f" JOIN ({LISTED}) AS listed ON listed.id = found.audit"
        f" WHERE 1{mine.replace('audits.', 'listed.')} ORDER BY found.replied_on DESC, found.audit"
    )
    return model.query(sql, {"day": day, "auditor": auditor})

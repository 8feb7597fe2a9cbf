"""What was corrected: which entry, of which record, when, by whom? What was wrong and why stays in the log."""

from typing import Any

from app.events.england import day_of
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "corrections",
        {"id": int, "stream": str, "topic": str, "kind": str, "recorded_on": str, "by": str, "position": int},
        ("id",),
        (("recorded_on",), ("stream",)),
    ),
)
KINDS = {
    "answer": "An answer of an audit",
    "return": "The return of an audit",
    "moderation": "The moderation of an audit",
    "upload": "The upload of an audit",
    "ending": "A nil return, withdrawal or release",
    "action": "The completion of an action",
    "concern": "The response to a child of concern",
    "duty": "A manager's duty",
    "impact": "An answer about impact",
    "training": "The training of an auditor",
    "departure": "A departure",
    "attendance": "Who was at a learning session",
}
KIND_OF = {
    "audit answers corrected": "answer",
    "audit return corrected": "return",
    "moderation corrected": "moderation",
    "audit upload corrected": "upload",
    "audit reopened": "ending",
    "action completion corrected": "action",
    "concern response corrected": "concern",
    "duty record taken back": "duty",
    "impact answer corrected": "impact",
    "auditor training corrected": "training",
    "departure corrected": "departure",
    "pool departure corrected": "departure",
    "learning attendance corrected": "attendance",
}


def corrected(rows: Rows, event: Any) -> None:
    """Something that was recorded wrongly is right from here on."""
    said = {"stream": event.stream, "topic": event.topic, "kind": KIND_OF[event.topic], "by": event.by}
    rows["corrections"].put(id=event.position, **said, recorded_on=day_of(event.at), position=event.position)


HANDLERS = dict.fromkeys(KIND_OF, corrected)
IGNORES = frozenset({
    "audit correction proposed", "audit correction declined",
    "moderation correction proposed", "moderation correction declined",
    "nil return recorded", "audit withdrawn", "audit released",
    "audit received by team", "direction recorded", "discussion recorded", "actions followed up", "follow-up closed",
    "person returned",
    "learning session planned", "learning session moved", "learning session cancelled", "learning session held",
})  # fmt: skip


def listed(model: Any, kind: str = "", first: str = "", last: str = "") -> list[Row]:
    """The corrections that were recorded from one day to another (ISO, both within, "" for any), the newest first."""
    sql = (
        "SELECT * FROM corrections WHERE (:kind = '' OR kind = :kind) AND (:first = '' OR recorded_on >= :first)"
        " AND (:last = '' OR recorded_on <= :last) ORDER BY id DESC"
    )
    return model.query(sql, {"kind": kind, "first": first, "last": last})


def waiting(model: Any) -> list[Row]:
    """The audits with a proposed correction of a grade that waits: id, child, auditor, and who proposed it, by name."""
    sql = (
        "SELECT audits.id, audits.child, audits.auditor, audits.correcting, coalesce(people.name, '') AS name"
        " FROM audits LEFT JOIN people ON people.id = audits.correcting WHERE audits.correcting <> ''"
        " ORDER BY audits.id"
    )
    return model.query(sql)


def moderations_waiting(model: Any) -> list[Row]:
    """The audits with a proposed correction of their moderation that waits: as `waiting`, with the moderator."""
    sql = (
        "SELECT moderations.id, moderations.child, audits.auditor, moderations.moderator, moderations.correcting,"
        " coalesce(people.name, '') AS name FROM moderations JOIN audits ON audits.id = moderations.id"
        " LEFT JOIN people ON people.id = moderations.correcting WHERE moderations.correcting <> ''"
        " ORDER BY moderations.id"
    )
    return model.query(sql)

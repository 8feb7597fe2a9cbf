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
    Table(
        "correction_proposals",
        {
            "stream": str, "of": str, "number": int, "kind": str, "state": str, "proposed": int, "topic": str,
            "recorded_on": str, "by": str, "position": int,
        },
        ("stream", "of", "number"),
        (("state",), ("recorded_on",)),
    ),
)  # fmt: skip
KINDS = {
    "grade": "A grade of an audit",
    "answer": "Who took part in an audit",
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
WAITING, CORRECTED, DECLINED, WITHDRAWN, LAPSED = "waiting", "corrected", "declined", "withdrawn", "lapsed"
STATES = {
    WAITING: "Waits for a decision",
    CORRECTED: "Corrected",
    DECLINED: "Declined",
    WITHDRAWN: "Withdrawn",
    LAPSED: "Fell away",
}
"""Where a correction stands; one whose audit went back to an auditor, who changes what is wrong, fell away."""
AGREED = "agreed"


def corrected(rows: Rows, event: Any) -> None:
    """Something that was recorded wrongly is right from here on."""
    _put(rows, event, KIND_OF[event.topic])


def answers_corrected(rows: Rows, event: Any) -> None:
    """A grade that was proposed to be corrected, or who took part."""
    _put(rows, event, "grade" if event.facts["correction"] else "answer")
    if event.facts["correction"]:
        _end(rows, event, AGREED)


def moderation_corrected(rows: Rows, event: Any) -> None:
    """A moderation as it was proposed."""
    _put(rows, event, "moderation")
    _end(rows, event, AGREED)


def proposed(rows: Rows, event: Any) -> None:
    """Another person is to decide on it."""
    of = _of(event)
    rows["correction_proposals"].put(
        stream=event.stream, of=of, number=event.facts["correction"], kind=of, state=WAITING, proposed=event.position,
        topic=event.topic, recorded_on=day_of(event.at), by=event.by, position=event.position,
    )  # fmt: skip


def declined(rows: Rows, event: Any) -> None:
    """It stays as it was."""
    _end(rows, event, DECLINED)


def withdrawn(rows: Rows, event: Any) -> None:
    """Whoever proposed it does not any more."""
    _end(rows, event, WITHDRAWN)


def went_back(rows: Rows, event: Any) -> None:
    """An auditor has the audit again: what was proposed of its grades waits no more."""
    number = 1
    while row := rows["correction_proposals"].get(event.stream, "grade", number):
        if row["state"] == WAITING:
            said = {"topic": event.topic, "by": event.by, "recorded_on": day_of(event.at), "position": event.position}
            rows["correction_proposals"].change(event.stream, "grade", number, state=LAPSED, **said)
        number += 1


def _of(event: Any) -> str:
    return "moderation" if event.topic.startswith("moderation") else "grade"


def _put(rows: Rows, event: Any, kind: str) -> None:
    said = {"stream": event.stream, "topic": event.topic, "kind": kind, "by": event.by}
    rows["corrections"].put(id=event.position, **said, recorded_on=day_of(event.at), position=event.position)


def _end(rows: Rows, event: Any, state: str) -> None:
    key = (event.stream, _of(event), event.facts["correction"])
    if rows["correction_proposals"].get(*key):
        said = {"topic": event.topic, "by": event.by, "recorded_on": day_of(event.at), "position": event.position}
        rows["correction_proposals"].change(*key, state=state, **said)


HANDLERS = dict.fromkeys(KIND_OF, corrected) | {
    "audit answers corrected": answers_corrected,
    "moderation corrected": moderation_corrected,
    "audit correction proposed": proposed,
    "moderation correction proposed": proposed,
    "audit correction declined": declined,
    "moderation correction declined": declined,
    "audit correction withdrawn": withdrawn,
    "moderation correction withdrawn": withdrawn,
    "audit sent back": went_back,
    "audit reallocated": went_back,
}
IGNORES = frozenset({
    "audit allocated", "audit started", "audit section saved", "audit returned", "audit accepted",
    "audit judged not to standard", "audit uploaded to record",
    "nil return recorded", "audit withdrawn", "audit released",
    "audit received by team", "direction recorded", "discussion recorded", "actions followed up", "follow-up closed",
    "person returned",
    "learning session planned", "learning session moved", "learning session cancelled", "learning session held",
})  # fmt: skip

_BETWEEN = (
    "(:kind = '' OR kind = :kind) AND (:first = '' OR recorded_on >= :first) AND (:last = '' OR recorded_on <= :last)"
)


def listed(model: Any, kind: str = "", first: str = "", last: str = "") -> list[Row]:
    """The corrections that were recorded from one day to another (ISO, both within, "" for any), the newest first."""
    sql = f"SELECT * FROM corrections WHERE {_BETWEEN} ORDER BY id DESC"
    return model.query(sql, {"kind": kind, "first": first, "last": last})


def proposals(model: Any, kind: str = "", first: str = "", last: str = "") -> list[Row]:
    """The proposals that wait, and those that came to nothing: as `listed`, the newest first.

    Each has its `state`, `proposed` (the entry that proposed it) and `id` (the newest entry about it).
    """
    sql = f"SELECT *, position AS id FROM correction_proposals WHERE state <> '{AGREED}' AND {_BETWEEN}"
    return model.query(f"{sql} ORDER BY position DESC", {"kind": kind, "first": first, "last": last})


def proposal(model: Any, audit: str, of: str) -> Row | None:
    """The proposal of an audit (id) that waits, of its grades ("grade") or of its moderation; None for none."""
    sql = f"SELECT * FROM correction_proposals WHERE stream = ? AND \"of\" = ? AND state = '{WAITING}'"
    return model.one(sql, [audit, of])


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

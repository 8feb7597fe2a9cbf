"""Which audits are moderated, by whom, by when, with what outcome, and what was challenged?"""

import json
from datetime import date
from typing import Any

from app.events.calendar import add_working_days
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "moderations",
        {
            "id": str, "cycle": str, "child": str, "auditor": str, "team": str, "area": str, "drawn_on": str,
            "drawn_as": str, "working_days": int, "due": str, "state": str, "was": str, "moderator": str,
            "assigned_on": str, "assigned_at": str, "assigned_by": str, "moderated_on": str, "outcome": str,
            "quality": str, "overall_from": str, "overall_to": str, "grades": dict, "sent_back": int,
            "correcting": str, "position": int,
        },
        ("id",),
        (("cycle",), ("moderator", "state"), ("auditor",), ("state", "due")),
    ),
    Table(
        "challenges",
        {
            "audit": str, "number": int, "about": str, "challenger": str, "raised_on": str, "state": str,
            "answered_by": str, "answered_on": str, "changed": int, "position": int,
        },
        ("audit", "number"),
        (("state",),),
    ),
    Table(
        "moderation_draws",
        {"cycle": str, "version": int, "drawn_on": str, "came_in": int, "drawn": int, "position": int},
        ("cycle", "version"),
    ),
)  # fmt: skip

BLANK = dict.fromkeys(
    (
        "was", "moderator", "assigned_on", "assigned_at", "assigned_by", "moderated_on", "outcome", "quality",
        "overall_from", "overall_to", "correcting",
    ),
    "",
)  # fmt: skip
OF_AUDIT = ("cycle", "child", "auditor", "team", "area")
DONE = ("moderated", "ended")


def draw_made(rows: Rows, event: Any) -> None:
    """A draw of a month; who and why stands in its event."""
    facts, key = event.facts, {"cycle": event.stream, "version": event.version}
    counts = {"came_in": facts["came_in"], "drawn": len(facts["chosen"])}
    rows["moderation_draws"].put(**key, **counts, drawn_on=facts["on"], position=event.position)


def drawn(rows: Rows, event: Any) -> None:
    """An audit of the moderated share, to be given to a moderator."""
    facts, audit = event.facts, rows["audits"].get(event.stream) or {}
    values = {key: audit.get(key) or "" for key in OF_AUDIT}
    values |= {"drawn_on": facts["on"], "due": facts["due"], "working_days": facts["working_days"]}
    values |= {"drawn_as": facts["drawn_as"], "state": "to_assign", "grades": {}, "sent_back": 0}
    rows["moderations"].put(id=event.stream, **BLANK, **values, position=event.position)


def assigned(rows: Rows, event: Any) -> None:
    """Somebody has it; an audit that is back with its auditor still is."""
    row = rows["moderations"].get(event.stream)
    state = "assigned" if row and row["state"] == "to_assign" else row and row["state"]
    given = {"assigned_on": event.facts["on"], "assigned_at": event.at, "assigned_by": event.by}
    _change(rows, event, moderator=event.facts["moderator"], **given, state=state)


def moderated(rows: Rows, event: Any) -> None:
    """Judged twice over; one that goes back is moderated when it comes in again."""
    facts, row = event.facts, rows["moderations"].get(event.stream)
    if facts["outcome"] == "sent_back":
        _change(rows, event, sent_back=1 + (row["sent_back"] if row else 0))
        return
    values = {"moderated_on": facts["on"], "outcome": facts["outcome"], "quality": facts["quality"]}
    overall = facts["overall"] or ["", "", ""]
    grades = {domain: [was, now] for domain, (was, now, _) in facts["grades"].items()}
    values |= {"overall_from": overall[0], "overall_to": overall[1], "grades": grades}
    _change(rows, event, state="moderated", **values)


def sent_back(rows: Rows, event: Any) -> None:
    """With its auditor again."""
    _go_on(rows, event, "awaited")


def returned(rows: Rows, event: Any) -> None:
    """In again: the working days for the moderation begin anew."""
    row = rows["moderations"].get(event.stream)
    if row and row["state"] == "awaited":
        due = add_working_days(date.fromisoformat(event.facts["on"]), row["working_days"]).isoformat()
        _change(rows, event, state=_waits(row), due=due)


def ended(rows: Rows, event: Any) -> None:
    """Nothing is left to moderate, unless the audit is opened again."""
    row = rows["moderations"].get(event.stream)
    _go_on(rows, event, "ended", was=row and row["state"])


def reopened(rows: Rows, event: Any) -> None:
    """Where it stood before the audit ended."""
    row = rows["moderations"].get(event.stream)
    if row and row["state"] == "ended":
        _change(rows, event, state=row["was"], was="")


def reallocated(rows: Rows, event: Any) -> None:
    """With another auditor, so the moderator is to be chosen again."""
    row = rows["moderations"].get(event.stream)
    if row and row["state"] != "moderated":
        auditor = event.facts["auditor"]
        _change(rows, event, state="awaited", auditor=auditor, moderator="", assigned_on="", was="")


def challenged(rows: Rows, event: Any) -> None:
    """A finding that the service does not agree with."""
    facts = event.facts
    values = {"audit": event.stream, "number": facts["challenge"], "about": facts["about"], "challenger": event.by}
    blank = {"answered_by": "", "answered_on": "", "changed": 0, "state": "waiting"}
    rows["challenges"].put(**values, **blank, raised_on=facts["on"], position=event.position)
    _change(rows, event)


def answered(rows: Rows, event: Any) -> None:
    """What came of it."""
    facts = event.facts
    values = {"state": facts["outcome"], "answered_by": event.by, "answered_on": facts["on"]}
    rows["challenges"].change(event.stream, facts["challenge"], **values, position=event.position)
    _change(rows, event)


def grade_changed(rows: Rows, event: Any) -> None:
    """A challenge changed a grade; what the moderator said of it stays."""
    rows["challenges"].change(event.stream, event.facts["challenge"], changed=1, position=event.position)
    _change(rows, event)


def correction_proposed(rows: Rows, event: Any) -> None:
    """Another than this person is to decide on it."""
    _change(rows, event, correcting=event.by)


def correction_ended(rows: Rows, event: Any) -> None:
    """It stays as it was recorded."""
    _change(rows, event, correcting="")


def corrected(rows: Rows, event: Any) -> None:
    """It says something else from here on, and is counted by that; the auditor's grades are what they were."""
    row = rows["moderations"].get(event.stream)
    if not row:
        return
    said = {key: now for key, (_, now) in event.facts["changes"].items()}
    values = {name: said[name] for name in ("quality", "moderator") if name in said}
    if "overall.grade" in said:
        overall = said["overall.grade"]
        values |= {"overall_from": overall and (row["overall_from"] or overall), "overall_to": overall}
    graded = {key[6:]: now for key, now in said.items() if key[:6] == "grade."}
    pairs = row["grades"] | {key: [row["grades"].get(key, [now])[0], now] for key, now in graded.items()}
    grades = {key: pair for key, pair in pairs.items() if pair[1]}
    _change(rows, event, **values, outcome=event.facts["outcome"], grades=grades, correcting="")


HANDLERS = {
    "moderation sample drawn": draw_made,
    "audit drawn for moderation": drawn,
    "moderator assigned": assigned,
    "moderator changed": assigned,
    "audit moderated": moderated,
    "audit sent back": sent_back,
    "audit returned": returned,
    "nil return recorded": ended,
    "audit withdrawn": ended,
    "audit released": ended,
    "audit reopened": reopened,
    "audit reallocated": reallocated,
    "finding challenged": challenged,
    "challenge answered": answered,
    "grade changed after challenge": grade_changed,
    "moderation correction proposed": correction_proposed,
    "moderation correction declined": correction_ended,
    "moderation correction withdrawn": correction_ended,
    "moderation corrected": corrected,
}
IGNORES = frozenset({
    "audit allocated", "audit started", "audit section saved", "audit accepted", "audit judged not to standard",
    "audit uploaded to record",
})  # fmt: skip


def draws(model: Any, cycle: str) -> list[Row]:
    """A month's draws, oldest first: the version of the month's record at each, the day, and how many were drawn."""
    return model.query("SELECT * FROM moderation_draws WHERE cycle = ? ORDER BY version", [cycle])


def moderation(model: Any, audit: str) -> Row | None:
    """The moderation of an audit (id), None where it was never drawn."""
    return model.one("SELECT * FROM moderations WHERE id = ?", [audit])


def changed(row: Row) -> set[str]:
    """The domains of a moderation, and "overall", whose grade it changed."""
    found = {domain for domain, (was, now) in json.loads(row["grades"]).items() if was != now}
    return found | ({"overall"} if row["overall_from"] != row["overall_to"] else set())


def changed_since(model: Any, auditor: str, since: str) -> list[Row]:
    """An auditor's audits of which moderation changed grades on this day (ISO) or later, the newest first."""
    sql = "SELECT * FROM moderations WHERE auditor = ? AND state = 'moderated' AND outcome = 'changed'"
    return model.query(f"{sql} AND moderated_on >= ? ORDER BY moderated_on DESC, id", [auditor, since])


def of_cycle(model: Any, cycle: str) -> list[Row]:
    """The moderations of a month's audits, by audit."""
    return model.query("SELECT * FROM moderations WHERE cycle = ? ORDER BY id", [cycle])


def ever_with(model: Any, moderator: str) -> list[str]:
    """The ids of the audits that a moderator has to moderate or moderated, in the order of their ids."""
    found = model.query("SELECT id FROM moderations WHERE moderator = ? ORDER BY id", [moderator])
    return [row["id"] for row in found]


def open_of(model: Any, moderator: str) -> list[Row]:
    """What waits for a moderator, the first due first, with the child and the auditor's name."""
    return model.query(f"{_LISTED} WHERE moderations.moderator = ? AND {_ASSIGNED} {_ORDER}", [moderator])


def to_assign(model: Any, cycle: str = "") -> list[Row]:
    """Drawn audits that no moderator has, of a month (cycle id) or of all, the first due first."""
    sql = f"{_LISTED} WHERE moderations.state = 'to_assign' AND (:cycle = '' OR moderations.cycle = :cycle) {_ORDER}"
    return model.query(sql, {"cycle": cycle})


def open_challenges(model: Any) -> list[Row]:
    """Challenges that wait for an answer, the oldest first, each with its audit's child, auditor and moderator."""
    sql = (
        "SELECT challenges.*, audits.child, audits.auditor, coalesce(moderations.moderator, '') AS moderator"
        " FROM challenges JOIN audits ON audits.id = challenges.audit"
        " LEFT JOIN moderations ON moderations.id = challenges.audit"
        " WHERE challenges.state = 'waiting' ORDER BY raised_on, challenges.audit, number"
    )
    return model.query(sql)


def challenge(model: Any, audit: str, number: int) -> Row | None:
    """One challenge of an audit, None for no such."""
    return model.one("SELECT * FROM challenges WHERE audit = ? AND number = ?", [audit, number])


def frame(model: Any, cycle: str) -> list[Row]:
    """A month's audits as a draw looks at them: state, the auditor's overall grade, on record or not, drawn before.

    `sealed` are those of loops that are sealed, `agreed` those whose grades two auditors have agreed.
    """
    sql = (
        "SELECT audits.id, audits.state, audits.overall, audits.uploaded_on, audits.returned_on,"
        " coalesce(moderations.drawn_as, '') AS drawn_as, EXISTS (SELECT 1 FROM seals WHERE seals.audit = audits.id)"
        " AS sealed, EXISTS (SELECT 1 FROM loop_audits JOIN loops ON loops.id = loop_audits.loop"
        " WHERE loop_audits.audit = audits.id AND loops.state = 'agreed') AS agreed FROM audits"
        " LEFT JOIN moderations ON moderations.id = audits.id WHERE audits.cycle = ? ORDER BY audits.id"
    )
    return model.query(sql, [cycle])


def last_draw(model: Any, cycle: str) -> str:
    """The day (ISO) of a month's last draw, "" before any."""
    found = model.one("SELECT coalesce(max(drawn_on), '') AS day FROM moderation_draws WHERE cycle = ?", [cycle])
    return str(found["day"])


def loads(model: Any, since: str) -> dict[str, tuple[int, int]]:
    """How much each moderator has: moderations that are open, and those done since a day (ISO)."""
    sql = (
        "SELECT moderator, sum(state IN ('assigned', 'awaited')) AS open,"
        " sum(state = 'moderated' AND moderated_on >= ?) AS done FROM moderations WHERE moderator <> '' GROUP BY 1"
    )
    return {row["moderator"]: (row["open"], row["done"]) for row in model.query(sql, [since])}


_ASSIGNED = "moderations.state = 'assigned'"
_ORDER = "ORDER BY moderations.due, moderations.id"
_LISTED = "SELECT moderations.*, people.name AS auditor_name FROM moderations LEFT JOIN people ON people.id = auditor"


def _waits(row: Row) -> str:
    return "assigned" if row["moderator"] else "to_assign"


def _go_on(rows: Rows, event: Any, state: str, **values: Any) -> None:
    """Another state for a moderation that is not done."""
    row = rows["moderations"].get(event.stream)
    if row and row["state"] not in DONE:
        _change(rows, event, state=state, **values)


def _change(rows: Rows, event: Any, **values: Any) -> None:
    if rows["moderations"].get(event.stream):
        rows["moderations"].change(event.stream, **values, position=event.position)

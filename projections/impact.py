"""Of which audits are worker and manager to be asked what came of them, when, and where does each request stand?

A request is there from the day on which its audit is judged. One that nobody was asked yet has no row of its own: it
follows from the audit. What follows from the date alone (due, lapsed) is told by the queries, so that it is right on
every day, whether or not somebody recorded it.
"""

import json
from datetime import date, timedelta
from typing import Any

from app.events.impact import DUE_AFTER, LAPSE_AFTER, askable_until
from app.events.impact_questions import PARTS
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "impact",
        {
            "id": str, "audit": str, "cycle": str, "child": str, "team": str, "area": str, "auditor": str,
            "worker": str, "part": str, "recipient": str, "state": str, "returned_on": str, "due_on": str,
            "first_on": str, "ask_until": str, "asked_on": str, "remind_on": str, "lapses_on": str, "reminded_on": str,
            "answered_on": str, "practice": str, "helped": str, "obstacles": dict, "family": str, "version": int,
            "position": int,
        },
        ("id",),
        (("audit",), ("recipient", "state"), ("state", "first_on"), ("returned_on",)),
    ),
    Table("impact_waiting", {"audit": str, "judged_on": str, "parts": str, "position": int}, ("audit",)),
)  # fmt: skip

BLANK = {
    "asked_on": "", "remind_on": "", "lapses_on": "", "reminded_on": "", "answered_on": "", "practice": "",
    "helped": "", "obstacles": {}, "family": "",
}  # fmt: skip
OF_AUDIT = ("cycle", "child", "team", "area", "auditor", "worker")
FIRST = f"max(date(audits.returned_on, '+{DUE_AFTER.days} days'), impact_waiting.judged_on)"
WAITING = {
    "id": "'impact/' || substr(audits.id, 7, 7) || '-' || substr(audits.id, 15) || '-' || parts.column1",
    "audit": "audits.id",
    "part": "parts.column1",
    "recipient": "CASE parts.column1 WHEN 'worker' THEN audits.worker ELSE '' END",
    "state": "'waiting'",
    "returned_on": "audits.returned_on",
    "due_on": f"date(audits.returned_on, '+{DUE_AFTER.days} days')",
    "first_on": FIRST,
    "ask_until": f"date({FIRST}, '+{LAPSE_AFTER.days} days')",
    "version": "0",
    "position": "impact_waiting.position",
} | {column: f"audits.{column}" for column in OF_AUDIT}
"""What the request of an audit's part is that was not put yet."""
COLUMNS = tuple(TABLES[0].columns)
# The few that wait are read first, then their audits: CROSS JOIN keeps SQLite from beginning with every audit.
NOT_PUT = (
    f"SELECT {', '.join(WAITING.get(column, chr(39) * 2) for column in COLUMNS)}"
    f" FROM impact_waiting CROSS JOIN (VALUES {', '.join(f'({part!r})' for part in PARTS)}) parts"
    " CROSS JOIN audits ON audits.id = impact_waiting.audit WHERE instr(impact_waiting.parts, parts.column1)"
    " AND audits.state IN ('accepted', 'not_to_standard')"
)
REQUESTS = f"(SELECT {', '.join(COLUMNS)} FROM impact UNION ALL {NOT_PUT}) impact"
"""Every request, put or waiting, as a table of this name."""


def impact_id(audit: str, part: str) -> str:
    """The id of the questions to a part about an audit: impact/2024-05-0017-worker."""
    _, month, number = audit.split("/")
    return f"impact/{month}-{number}-{part}"


def audit_of(id: str) -> str:
    """The id of the audit that a request is about, from its own."""
    about = id.removeprefix("impact/").rpartition("-")[0]
    return f"audit/{about[:7]}/{about[8:]}"


def judged(rows: Rows, event: Any) -> None:
    """The audit is completed: its recipients are asked six weeks after it came in, or from now on if that is over.

    Whom it was put to before the audit was judged again is not asked twice.
    """
    parts = [part for part in PARTS if not rows["impact"].get(impact_id(event.stream, part))]
    _wait_for(rows, event, event.stream, event.facts["on"], parts)


def sent_back(rows: Rows, event: Any) -> None:
    """The audit is to come in again: what was not put yet is not due any more."""
    rows["impact_waiting"].remove(event.stream)


def asked(rows: Rows, event: Any) -> None:
    """The questions are put."""
    facts = event.facts
    values = {"recipient": facts["recipient"], "state": "asked", "asked_on": facts["on"]}
    _put(rows, event, values | {"remind_on": facts["remind_on"], "lapses_on": facts["lapses_on"]})


def not_asked(rows: Rows, event: Any) -> None:
    """There was nobody to ask."""
    _put(rows, event, {"recipient": "", "state": "not_asked"})


def reminded(rows: Rows, event: Any) -> None:
    """The recipient was reminded."""
    _change(rows, event, state="reminded", reminded_on=event.facts["on"])


def handed_over(rows: Rows, event: Any) -> None:
    """Somebody else is asked, in the place of who has left."""
    facts = event.facts
    values = {"recipient": facts["recipient"], "state": "asked", "asked_on": facts["on"], "reminded_on": ""}
    _change(rows, event, **values, remind_on=facts["remind_on"], lapses_on=facts["lapses_on"])


def answered(rows: Rows, event: Any) -> None:
    """What was chosen; what was written stays in the log."""
    answers = event.facts["answers"]
    chosen = {"practice": answers["practice"], "helped": answers["helped"], "obstacles": {"ids": answers["obstacles"]}}
    _change(rows, event, state="answered", answered_on=event.facts["on"], **chosen)


def answer_corrected(rows: Rows, event: Any) -> None:
    """What was chosen is another; when it was answered stays."""
    _change(rows, event, **{key: now for key, (_, now) in event.facts["changes"].items()})


def declined(rows: Rows, event: Any) -> None:
    """The recipient does not answer."""
    _change(rows, event, state="declined")


def lapsed(rows: Rows, event: Any) -> None:
    """The time went by."""
    _change(rows, event, state="lapsed")


def family(rows: Rows, event: Any) -> None:
    """Whether the family agreed to say something."""
    _change(rows, event, family="agreed" if event.facts["agreed"] else "not_agreed")


HANDLERS = {
    "audit accepted": judged,
    "audit judged not to standard": judged,
    "audit sent back": sent_back,
    "impact asked": asked,
    "impact not asked": not_asked,
    "impact reminded": reminded,
    "impact handed over": handed_over,
    "impact answered": answered,
    "impact declined": declined,
    "impact answer corrected": answer_corrected,
    "impact lapsed": lapsed,
    "family view of impact recorded": family,
}
IGNORES = frozenset({
    "audit allocated", "audit started", "audit section saved", "audit returned", "audit reallocated",
    "audit uploaded to record",
})  # fmt: skip


def _wait_for(rows: Rows, event: Any, audit: str, judged_on: str, parts: list[str]) -> None:
    """The parts of an audit that are still to be asked."""
    if parts:
        left = " ".join(parts)
        rows["impact_waiting"].put(audit=audit, judged_on=judged_on, parts=left, position=event.position)
    else:
        rows["impact_waiting"].remove(audit)


def _put(rows: Rows, event: Any, values: Row) -> None:
    """The request has a row of its own, and waits no more."""
    facts, audit = event.facts, rows["audits"].get(event.facts["audit"]) or dict.fromkeys(OF_AUDIT, "")
    first = max(facts["due_on"], _waits_no_more(rows, event))
    made = {"id": event.stream, **{key: facts[key] for key in ("audit", "part", "returned_on", "due_on")}}
    made |= {key: audit[key] for key in OF_AUDIT} | {"first_on": first, "ask_until": askable_until(first)}
    rows["impact"].put(**BLANK | made | values, version=event.version, position=event.position)


def _waits_no_more(rows: Rows, event: Any) -> str:
    """Take a part out of those still to be asked; returns the day on which the audit was judged, "" if unknown."""
    audit, part = event.facts["audit"], event.facts["part"]
    waiting = rows["impact_waiting"].get(audit)
    if not waiting:
        return ""
    left = [other for other in waiting["parts"].split() if other != part]
    _wait_for(rows, event, audit, waiting["judged_on"], left)
    return str(waiting["judged_on"])


def _change(rows: Rows, event: Any, **values: Any) -> None:
    rows["impact"].change(event.stream, **values, version=event.version, position=event.position)


STANDS = (
    "CASE WHEN impact.state NOT IN ('waiting', 'asked', 'reminded') THEN impact.state"
    " WHEN impact.state = 'waiting' AND impact.first_on > :today THEN 'coming'"
    " WHEN impact.state = 'waiting' AND impact.ask_until <= :today THEN 'not_asked'"
    " WHEN impact.state = 'waiting' THEN 'due'"
    " WHEN impact.lapses_on <= :today THEN 'lapsed'"
    " ELSE impact.state END"
)
"""Where a request stands on a day; what most are, answered or over, is told first."""
LISTED = (
    f"SELECT impact.*, {STANDS} AS stands, recipients.name AS recipient_name, auditors.name AS auditor_name,"
    f" teams.name AS team_name FROM {REQUESTS} LEFT JOIN people recipients ON recipients.id = impact.recipient"
    " LEFT JOIN people auditors ON auditors.id = impact.auditor LEFT JOIN teams ON teams.id = impact.team"
)


def one(model: Any, id: str, today: date) -> Row | None:
    """A request as it stands on a day (`stands`), with names; None when there is none."""
    sql = f"{LISTED} WHERE impact.audit = :audit AND impact.id = :id"
    found = model.query(sql, {"id": id, "audit": audit_of(id), "today": today.isoformat()})
    return read(found[0]) if found else None


def of_audit(model: Any, audit: str, today: date) -> list[Row]:
    """The requests about an audit, the worker's first."""
    asked_ = {"audit": audit, "today": today.isoformat()}
    return [read(row) for row in model.query(f"{LISTED} WHERE impact.audit = :audit ORDER BY impact.part DESC", asked_)]


def to_ask(model: Any, today: date) -> list[Row]:
    """The requests that are due and not put yet, the first due first."""
    return _of_state(model, today, "impact.state = 'waiting' AND impact.first_on <= :today", "due")


def to_remind(model: Any, today: date) -> list[Row]:
    """The requests whose recipients are to be reminded."""
    return _of_state(model, today, "impact.state = 'asked' AND impact.remind_on <= :today", "asked")


def to_lapse(model: Any, today: date) -> list[Row]:
    """The requests whose time went by without anybody having recorded it."""
    return _of_state(model, today, "impact.state IN ('asked', 'reminded')", "lapsed")


def open_on(model: Any, today: date) -> list[Row]:
    """The requests that are put and can be answered on a day, the first put first."""
    sql = f"{LISTED} WHERE impact.state IN ('asked', 'reminded') AND impact.lapses_on > :today"
    return model.query(f"{sql} ORDER BY impact.asked_on, impact.id", {"today": today.isoformat()})


def last_day(row: Row) -> str:
    """The last day on which a request can be answered (ISO)."""
    return (date.fromisoformat(row["lapses_on"]) - timedelta(days=1)).isoformat()


def waiting_for(model: Any, person: str, team: str, today: date) -> list[Row]:
    """What waits for a person: put to them, or due and theirs as the worker or, with a team, as one of its managers."""
    theirs = (
        "impact.state IN ('waiting', 'asked', 'reminded') AND (impact.recipient = :person"
        " OR (impact.part = 'manager' AND impact.recipient = '' AND impact.team = :team))"
    )
    sql = f"{LISTED} WHERE {theirs} AND {STANDS} IN ('due', 'asked', 'reminded') ORDER BY impact.first_on, impact.id"
    return model.query(sql, {"person": person, "team": team or None, "today": today.isoformat()})


def to_be_asked(model: Any, row: Row) -> str:
    """Whom a request would be put to now: the worker, or the manager of the audit's team; "" for nobody.

    Of several managers it is the one who supervises the worker. Nobody is asked who has left or could not answer.
    """
    sql = (
        "SELECT people.id FROM people JOIN roles ON roles.person = people.id WHERE people.left_on = '' AND "
        + TO_BE_ASKED[row["part"]]
    )
    found = model.one(sql, {"team": row["team"], "worker": row["worker"]})
    return str(found["id"]) if found else ""


TO_BE_ASKED = {
    "worker": "people.id = :worker AND roles.role = 'practitioner'",
    "manager": "people.team = :team AND people.team <> '' AND roles.role = 'team_manager'"
    " ORDER BY people.id IS NOT (SELECT supervisor FROM people WHERE id = :worker), people.id LIMIT 1",
}


def read(row: Row) -> Row:
    """A row with what got in the way as a list."""
    return row | {"obstacles": json.loads(row["obstacles"] or "{}").get("ids", [])}


def _of_state(model: Any, today: date, condition: str, stands: str) -> list[Row]:
    sql = f"{LISTED} WHERE {condition} AND {STANDS} = :stands ORDER BY impact.first_on, impact.id"
    return model.query(sql, {"today": today.isoformat(), "stands": stands})


def streams(model: Any, audit: str) -> list[str]:
    """The ids of the requests about an audit of which anything is recorded."""
    found = model.query("SELECT id FROM impact WHERE audit = ? AND version > 0 ORDER BY part DESC", [audit])
    return [row["id"] for row in found]


def put_to(model: Any, person: str) -> list[str]:
    """The ids of the requests that were put to a person."""
    return [row["id"] for row in model.query("SELECT id FROM impact WHERE recipient = ? AND version > 0", [person])]

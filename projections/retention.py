"""How long is what kept, which records are over their time on a day, and what holds them all the same?"""

import json
from datetime import date
from typing import Any

from app.events.england import day_of
from app.events.vocabulary import OPEN_STATES
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "retention_rules",
        {"kind": str, "years": int, "ground": str, "set_on": str, "set_by": str, "position": int},
        ("kind",),
    ),
    Table("retention_schedule", {"id": str, "version": int}, ("id",)),
)


def rule_set(rows: Rows, event: Any) -> None:
    """A kind has a rule, in an earlier one's place."""
    said = {name: event.facts[name] for name in ("kind", "years", "ground")}
    rows["retention_rules"].put(**said, set_on=day_of(event.at), set_by=event.by, position=event.position)
    _mark(rows, event)


def rule_withdrawn(rows: Rows, event: Any) -> None:
    """A kind has none."""
    rows["retention_rules"].remove(event.facts["kind"])
    _mark(rows, event)


HANDLERS = {"retention rule set": rule_set, "retention rule withdrawn": rule_withdrawn}

EVERYBODY = "*"
"""Whom what holds all records holds."""
RUNS = "inspections.ended_on = '' AND :today BETWEEN inspections.first AND inspections.last"
UNJUDGED = ", ".join(f"'{state}'" for state in (*OPEN_STATES, "returned"))
CLOSED = {
    "audit": "SELECT id, decided_on AS closed_on, child, auditor AS person FROM audits"
    f" WHERE state NOT IN ({UNJUDGED})",
    "child": "SELECT id, ended_on AS closed_on, id AS child, '' AS person FROM children",
    "concern": "SELECT id, ended_on AS closed_on, child, '' AS person FROM concerns",
    "action": "SELECT id, ended_on AS closed_on, child, owner AS person FROM actions WHERE state <> 'open'",
    "duty": "SELECT id, closing_on AS closed_on, child, '' AS person FROM duties",
    "impact": "SELECT id, coalesce(nullif(answered_on, ''), lapses_on) AS closed_on, child, recipient AS person"
    " FROM impact WHERE state IN ('answered', 'declined', 'lapsed')",
    "good_practice": "SELECT good_practice.id, good_practice.found_on AS closed_on, audits.child,"
    " good_practice.worker AS person FROM good_practice JOIN audits ON audits.id = good_practice.audit"
    " WHERE good_practice.version > 0",
    "loop": "SELECT id, coalesce(nullif(ended_on, ''), agreed_on) AS closed_on, child, '' AS person FROM loops"
    " WHERE state IN ('agreed', 'ended')",
    "dip_sample": "SELECT id, ended_on AS closed_on, '' AS child, '' AS person FROM dip_samples",
    "exemption": "SELECT id, to_day AS closed_on, '' AS child, auditor AS person FROM exemptions",
    "coaching": "SELECT id, ended_on AS closed_on, '' AS child, person FROM coaching",
    "letter": "SELECT id, substr(since, 1, 10) AS closed_on, '' AS child, recipient AS person FROM letters"
    " WHERE state IN ('sent', 'cancelled', 'given_up', 'kept_back')",
}
"""By kind: its records, the day (ISO) from which their years are counted ("" for an open one), and whose they are."""
HOLDS = {
    "open audit": f"SELECT DISTINCT child AS about FROM audits WHERE state IN ({UNJUDGED})",
    "open concern": "SELECT DISTINCT child AS about FROM concerns WHERE ended_on = ''",
    "open action": "SELECT DISTINCT child AS about FROM actions WHERE state = 'open' AND child <> ''",
    "subject access": "SELECT DISTINCT about FROM subject_access WHERE state IN ('asked', 'made', 'reviewed')",
    "inspection": f"SELECT DISTINCT '{EVERYBODY}' AS about FROM inspections WHERE everything AND {RUNS}"
    f" UNION SELECT named.value FROM inspections, json_each(inspections.children, '$.ids') named WHERE {RUNS}"
    f" UNION SELECT audits.child FROM inspections, json_each(inspections.cycles, '$.ids') named"
    f" JOIN audits ON audits.cycle = named.value WHERE {RUNS}",
}
"""By what holds a child or a person: whom it holds."""
GONE = (
    "id IN (SELECT record FROM erased) OR id IN (SELECT erasure_records.record FROM erasure_records"
    " JOIN erasures ON erasures.id = erasure_records.erasure WHERE erasures.state = 'proposed')"
)
DUE = "date(closed_on, '+' || :years || ' years')"


def rules(model: Any) -> dict[str, Row]:
    """The rule of each kind that has one, with the name of who set it."""
    sql = (
        "SELECT retention_rules.*, people.name AS set_by_name FROM retention_rules"
        " LEFT JOIN people ON people.id = retention_rules.set_by"
    )
    return {row["kind"]: row for row in model.query(sql)}


def version(model: Any) -> int:
    """The version of the schedule, 0 before its first rule."""
    found = model.one("SELECT max(version) AS version FROM retention_schedule")
    return int(found["version"] or 0) if found else 0


def due(model: Any, kind: str, years: int, today: date) -> list[Row]:
    """The records of a kind that are over their time on a day, the oldest first: id, closed_on, due_on, child, person.

    None that is erased, or proposed to be.
    """
    sql = (
        f"SELECT *, {DUE} AS due_on FROM ({CLOSED[kind]}) WHERE closed_on <> '' AND {DUE} <= :today AND NOT ({GONE})"
        " ORDER BY closed_on, id"
    )
    return model.query(sql, {"years": years, "today": today.isoformat()})


def next_due(model: Any, kind: str, years: int, today: date) -> str:
    """The day (ISO) on which the next record of a kind is over its time, "" for none."""
    sql = f"SELECT min({DUE}) AS next FROM ({CLOSED[kind]}) WHERE closed_on <> '' AND {DUE} > :today AND NOT ({GONE})"
    found = model.one(sql, {"years": years, "today": today.isoformat()})
    return str(found["next"] or "") if found else ""


def held(model: Any, today: date) -> dict[str, list[str]]:
    """What holds which child or person, so that nothing of theirs may be erased on a day, by their id."""
    found: dict[str, list[str]] = {}
    for why, sql in HOLDS.items():
        for row in model.query(sql, {"today": today.isoformat()}):
            found.setdefault(row["about"], []).append(why)
    return found


def whose(model: Any, kind: str, ids: list[str]) -> list[Row]:
    """Whose some records of a kind are: id, child, person, and from which day (ISO) they are closed, "" for open."""
    sql = f"SELECT * FROM ({CLOSED[kind]}) WHERE id IN (SELECT value FROM json_each(?))"
    return model.query(sql, [json.dumps(ids)])


def _mark(rows: Rows, event: Any) -> None:
    rows["retention_schedule"].put(id=event.stream, version=event.version)

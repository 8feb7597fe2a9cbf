"""Which session is this, who was there, and how were audits graded in its domains before and after it?"""

import json
from typing import Any

from projections.asking import Question
from projections.final_grades import DOMAINS
from projections.rows import Row
from projections.seals import settled

COUNTED = f"audits.state = 'accepted' AND audits.second_of = '' AND {settled('audits.id')}"
"""What counts in grades: a child once, and nothing of a loop whose grades are not agreed yet."""

QUESTION = Question(
    table="learning_sessions",
    select="learning_sessions.*, EXISTS (SELECT 1 FROM attendances WHERE attendances.session = learning_sessions.id"
    " AND attendances.person = :me) AS was_there",
    source="learning_sessions",
    filters={
        "state": "learning_sessions.state = :state",
        "kind": "learning_sessions.kind = :kind",
        "domain": "EXISTS (SELECT 1 FROM json_each(learning_sessions.domains, '$.ids') WHERE value = :domain)",
        "theme": "EXISTS (SELECT 1 FROM json_each(learning_sessions.themes, '$.ids') WHERE value = :theme)",
        "month": "substr(learning_sessions.day, 1, 7) = :month",
        "mine": {
            "yes": "EXISTS (SELECT 1 FROM attendances WHERE attendances.session = learning_sessions.id"
            " AND attendances.person = :me)"
        },
    },
    sorts={
        "newest": "learning_sessions.day DESC",
        "day": "learning_sessions.day",
        "title": "learning_sessions.title",
        "present": "learning_sessions.present + learning_sessions.others",
    },
    whose={},
)


def one(model: Any, id: str) -> Row | None:
    """One session with its domains and themes as lists, None when there is none."""
    found = model.one("SELECT * FROM learning_sessions WHERE id = ?", [id])
    return read(found) if found else None


def read(row: Row) -> Row:
    """A row with its domains and themes as lists."""
    return row | {name: json.loads(row[name])["ids"] for name in ("domains", "themes")}


def present(model: Any, session: str) -> list[Row]:
    """Who was there of the people here, by name, with their teams."""
    sql = (
        "SELECT people.id, people.name, people.email, people.team, teams.name AS team_name FROM attendances"
        " JOIN people ON people.id = attendances.person LEFT JOIN teams ON teams.id = people.team"
        " WHERE session = ? ORDER BY people.name, people.id"
    )
    return model.query(sql, [session])


def attended(model: Any, person: str) -> list[Row]:
    """The sessions at which a person was, newest first."""
    sql = (
        "SELECT learning_sessions.* FROM attendances JOIN learning_sessions ON learning_sessions.id ="
        " attendances.session WHERE person = ? ORDER BY held_on DESC, learning_sessions.id"
    )
    return model.query(sql, [person])


def overdue(model: Any, today: str) -> list[Row]:
    """The sessions whose day (ISO) is over and of which nobody has recorded what became of them, oldest first."""
    sql = "SELECT * FROM learning_sessions WHERE state = 'planned' AND day < ? ORDER BY day, id"
    return model.query(sql, [today])


def months(model: Any) -> list[str]:
    """The months that have a session, newest first."""
    sql = "SELECT DISTINCT substr(day, 1, 7) AS month FROM learning_sessions ORDER BY month DESC"
    return [row["month"] for row in model.query(sql)]


def newest_graded(model: Any, most: int) -> list[str]:
    """The newest months (cycle ids) that have audits to standard, oldest first, none over a year before the newest."""
    sql = "SELECT DISTINCT cycle FROM audits WHERE state = 'accepted' ORDER BY cycle DESC LIMIT ?"
    found = [row["cycle"] for row in model.query(sql, [most])][::-1]
    return [cycle for cycle in found if cycle > _a_year_before(found[-1])]


def _a_year_before(cycle: str) -> str:
    """cycle/2024-05 as cycle/2023-05."""
    kind, month = cycle.split("/")
    return f"{kind}/{int(month[:4]) - 1}-{month[5:]}"


def graded(model: Any, cycles: list[str]) -> list[Row]:
    """The audits to standard of these months: id, cycle, framework and version, team, `grades` and `themes` flagged.

    The grades are those that count, by domain.
    """
    sql = (
        f"SELECT audits.id, audits.cycle, audits.framework, audits.framework_version, audits.team, {DOMAINS} AS grades,"
        " flagged.themes AS themes FROM audits LEFT JOIN flagged ON flagged.audit = audits.id"
        f" WHERE {COUNTED} AND audits.cycle IN (SELECT value FROM json_each(?)) ORDER BY audits.id"
    )
    return [
        row | {"grades": json.loads(row["grades"]), "themes": json.loads(row["themes"] or "{}").get("ids", [])}
        for row in model.query(sql, [json.dumps(cycles)])
    ]


def by_month(model: Any, domain: str, teams: list[str] | None) -> list[Row]:
    """How the audits to standard of each month were graded in a domain, of some teams or of all.

    Each row has the cycle, framework, version, grade and n; oldest month first.
    """
    condition = "" if teams is None else " AND audits.team IN (SELECT value FROM json_each(:teams))"
    sql = (
        "SELECT audits.cycle, audits.framework, audits.framework_version, each.value AS grade, count(*) AS n"
        f" FROM audits, json_each({DOMAINS}) AS each WHERE {COUNTED}"
        f" AND each.key = :domain{condition}"
        " GROUP BY audits.cycle, audits.framework, audits.framework_version, each.value"
        " ORDER BY audits.cycle, audits.framework, audits.framework_version"
    )
    values = {"domain": domain} | ({} if teams is None else {"teams": json.dumps(teams)})
    return model.query(sql, values)

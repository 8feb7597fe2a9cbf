"""What does a month's figures count: its pool, audits, exemptions and grades, and has any of them changed?"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from projections import final_grades
from projections.rows import Row

COUNTED = (
    "SELECT audits.id, audits.version, audits.auditor, audits.state, audits.due, started_on, days_late, uploaded_on,"
    " second_of,"
    " worker_part, manager_part, child_part, parent_part, returned_on, audits.child, audits.concern,"
    f" {final_grades.OVERALL} AS overall, coalesce(moderations.state, '') AS moderation, moderations.outcome,"
    " coalesce((SELECT state FROM exempt_months WHERE exemption = audits.exemption AND cycle = audits.cycle), '')"
    " AS exempt,"
    " moderations.overall_from, moderations.overall_to, coalesce(loops.state, '') AS loop FROM audits"
    " LEFT JOIN moderations ON moderations.id = audits.id"
    " LEFT JOIN loop_audits ON loop_audits.audit = audits.id LEFT JOIN loops ON loops.id = loop_audits.loop"
    " WHERE audits.cycle = ? ORDER BY audits.id"
)

Members = tuple[str, ...]
Test = Callable[[Row], bool]


@dataclass(frozen=True)
class Month:
    """Everything that a month's figures count: rows of the read model, and the framework's rules."""

    cycle: str
    pool: Members
    audits: list[Row]
    exemptions: list[Row]
    grades: dict[str, dict[str, str]]
    """The grade of each domain that counts, by audit."""
    content: dict[str, Any]
    today: date

    @property
    def places(self) -> int:
        """Decimal places of every share, by the framework."""
        return int(self.content["rounding"]["places"])

    def audits_where(self, test: Test) -> Members:
        """The ids of the audits that pass a test, in their order."""
        return tuple(row["id"] for row in self.audits if test(row))

    def exempted(self, test: Test) -> Members:
        """The auditors of the pool with an authorised exemption that passes a test."""
        found = {row["auditor"] for row in self.exemptions if test(row)}
        return tuple(auditor for auditor in self.pool if auditor in found)


def month(model: Any, cycle: str, content: dict[str, Any], today: date) -> Month:
    """Read what a month's figures need; `content` is the month's framework, `today` decides what is overdue."""
    exempted = "SELECT * FROM exempt_months WHERE cycle = ? AND state = 'authorised' ORDER BY exemption"
    return Month(
        cycle=cycle,
        pool=tuple(
            row["auditor"] for row in model.query("SELECT auditor FROM pool WHERE cycle = ? ORDER BY auditor", [cycle])
        ),
        audits=model.query(COUNTED, [cycle]),
        exemptions=model.query(exempted, [cycle]),
        grades=_grades(model, cycle),
        content=content,
        today=today,
    )


def mark(model: Any, cycle: str) -> str:
    """What changes whenever anything that a month's figures count does: how many there are, and the newest of each."""
    sql = (
        "SELECT (SELECT position FROM cycles WHERE id = :cycle) AS cycle,"
        " (SELECT max(position) FROM audits WHERE cycle = :cycle) AS audits,"
        " (SELECT max(position) FROM exempt_months WHERE cycle = :cycle) AS exemptions,"
        " (SELECT max(position) FROM loops WHERE cycle = :cycle AND state <> 'sealed') AS loops,"
        " (SELECT max(position) FROM people) AS people"
    )
    found = model.one(sql, {"cycle": cycle})
    return str(max(value or 0 for value in found.values()))


def waiting_exemptions(model: Any, cycle: str, today: date) -> int:
    """How many exemptions of a month wait for a decision on a day."""
    sql = "SELECT count(*) AS n FROM exempt_months WHERE cycle = ? AND state = 'asked' AND lapses_on > ?"
    return int(model.one(sql, [cycle, today.isoformat()])["n"])


def _grades(model: Any, cycle: str) -> dict[str, dict[str, str]]:
    found = model.query("SELECT id, grades, moderated FROM audits WHERE cycle = ? ORDER BY id", [cycle])
    return {row["id"]: final_grades.of_domains(row) for row in found}


def people(model: Any, ids: Members) -> list[Row]:
    """These people by name, with their teams, the teams' names and service areas."""
    sql = (
        "SELECT people.id, people.name, people.team, teams.name AS team_name, teams.area AS area FROM people"
        " LEFT JOIN teams ON teams.id = people.team"
        " WHERE people.id IN (SELECT value FROM json_each(?)) ORDER BY people.name, people.id"
    )
    return model.query(sql, [json.dumps(ids)])

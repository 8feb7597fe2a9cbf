"""Who may audit whom in a month: who waits for an auditor, who has what, and who had what lately?"""

from collections.abc import Sequence
from typing import Any

from projections.rows import Row

WORKED = "state NOT IN ('withdrawn', 'released', 'nil_return')"
"""The audits that count as an auditor's work: a nil return is not counted as having audited the child."""


def waiting(model: Any, cycle: str) -> list[Row]:
    """The children of a month's sample that have no audit yet, in the order of the sample."""
    return model.query(_CHILDREN + " WHERE sample.cycle = ? AND sample.audit = '' ORDER BY sample.place", [cycle])


def child(model: Any, child: str) -> Row | None:
    """One child with team, area, worker and the worker's supervisor, whether in a sample or not."""
    return model.one(_FACTS + " FROM children" + _JOINED + " WHERE children.id = ?", [child])


def audits(model: Any, cycle: str) -> list[Row]:
    """Every audit of a month by number, with the names of auditor and team."""
    sql = (
        "SELECT audits.*, auditors.name AS auditor_name, teams.name AS team_name FROM audits"
        " LEFT JOIN people auditors ON auditors.id = audits.auditor LEFT JOIN teams ON teams.id = audits.team"
        " WHERE cycle = ? ORDER BY number"
    )
    return model.query(sql, [cycle])


def loads(model: Any, cycles: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """How many audits each auditor worked on in each of some months, in the order of the months."""
    marks = ",".join("?" * len(cycles))
    sql = f"SELECT auditor, cycle, count(*) AS n FROM audits WHERE cycle IN ({marks}) AND {WORKED} GROUP BY 1, 2"
    counted = {(row["auditor"], row["cycle"]): row["n"] for row in model.query(sql, list(cycles))}
    return {auditor: tuple(counted.get((auditor, cycle), 0) for cycle in cycles) for auditor, _ in counted}


def lately(model: Any, cycle: str, since: str) -> set[tuple[str, str]]:
    """Who audited which child of a month's sample from another month (cycle id) on and before it: (auditor, child)."""
    sql = (
        "SELECT DISTINCT audits.auditor, audits.child FROM audits JOIN sample ON sample.child = audits.child"
        f" WHERE sample.cycle = :cycle AND audits.cycle >= :since AND audits.cycle < :cycle AND {WORKED}"
    )
    return {(row["auditor"], row["child"]) for row in model.query(sql, {"cycle": cycle, "since": since})}


def supervising(model: Any) -> dict[str, frozenset[str]]:
    """Whom each supervisor supervises."""
    found: dict[str, set[str]] = {}
    for row in model.query("SELECT id, supervisor FROM people WHERE supervisor <> ''"):
        found.setdefault(row["supervisor"], set()).add(row["id"])
    return {supervisor: frozenset(people) for supervisor, people in found.items()}


_FACTS = (
    "SELECT children.id AS child, children.plan, children.team, children.worker, children.ended_on,"
    " teams.area AS area, teams.name AS team_name, workers.name AS worker_name,"
    " workers.supervisor AS worker_supervisor"
)
_JOINED = " LEFT JOIN teams ON teams.id = children.team LEFT JOIN people workers ON workers.id = children.worker"
_CHILDREN = _FACTS + " FROM sample JOIN children ON children.id = sample.child" + _JOINED

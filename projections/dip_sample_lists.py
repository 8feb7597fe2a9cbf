"""Which dip samples are these? What the tracker asks, what waits to be filled in, and what a frame holds."""

from collections.abc import Mapping
from typing import Any

from projections.asking import Question
from projections.final_grades import OVERALL
from projections.rows import Row
from projections.seals import both_in

# A manager sees what is concluded, of whichever team its members are: their own team stands for it.
CONCLUDED_FOR_TEAMS = "CASE WHEN dip_samples.state = 'concluded' THEN (SELECT min(value) FROM json_each(:my_team)) END"
# Somebody who fills it in, and who planned it.
REVIEWER = "(SELECT reviewer FROM dip_reviewers WHERE sample = dip_samples.id AND reviewer = :me)"

QUESTION = Question(
    table="dip_samples",
    select="dip_samples.*, planners.name AS planner_name",
    source="dip_samples LEFT JOIN people planners ON planners.id = dip_samples.planned_by",
    filters={
        "state": "dip_samples.state = :state",
        "kind": "dip_samples.kind = :kind",
    },
    sorts={
        "open": "CASE dip_samples.state WHEN 'concluded' THEN 1 WHEN 'withdrawn' THEN 2 ELSE 0 END,"
        " dip_samples.planned_on DESC",
        "title": "dip_samples.title COLLATE NOCASE",
        "planned": "dip_samples.planned_on",
        "drawn": "dip_samples.drawn_on",
        "ended": "dip_samples.ended_on",
    },
    whose={"team": (CONCLUDED_FOR_TEAMS,), "person": (REVIEWER,)},
)


def to_fill_in(model: Any) -> list[Row]:
    """The dip samples whose members are drawn and whose answers are not all there or not yet concluded on."""
    sql = "SELECT * FROM dip_samples WHERE state IN ('drawn', 'data_entry') ORDER BY drawn_on, id"
    return model.query(sql)


def of_reviewer(model: Any, person: str) -> set[str]:
    """The ids of the dip samples that somebody is named to fill in."""
    return {row["sample"] for row in model.query("SELECT sample FROM dip_reviewers WHERE reviewer = ?", [person])}


def frame(model: Any, asked: Mapping[str, Any]) -> list[Row]:
    """What a frame holds now, by id: each with its child, and the child's or the audit's team, area and plan type."""
    return _children(model, asked) if asked["kind"] == "children" else _audits(model, asked)


def _children(model: Any, asked: Mapping[str, Any]) -> list[Row]:
    """Open children, or those whose service ended between two days."""
    rows = model.query(
        "SELECT children.id, children.id AS child, children.team, coalesce(teams.area, '') AS area, children.plan,"
        " children.ended_on FROM children LEFT JOIN teams ON teams.id = children.team ORDER BY children.id"
    )
    first, last = asked["ended_from"], asked["ended_to"]
    if not first and not last:
        return [row for row in rows if not row["ended_on"] and _is_of(row, asked)]
    return [row for row in rows if row["ended_on"] and first <= row["ended_on"] <= (last or "9") and _is_of(row, asked)]


def _audits(model: Any, asked: Mapping[str, Any]) -> list[Row]:
    """Audits to standard of some months, or all that are in, by the overall grade that counts."""
    states = "('accepted')" if asked["standing"] == "accepted" else "('returned', 'accepted', 'not_to_standard')"
    sql = (
        "SELECT audits.id, audits.child, audits.team, audits.area, audits.plan, audits.worker, audits.auditor,"
        f" {OVERALL} AS grade FROM audits WHERE audits.state IN {states} AND audits.cycle BETWEEN ? AND ?"
        f" AND {both_in('audits.id')} ORDER BY audits.id"
    )
    rows = model.query(sql, [f"cycle/{asked['first']}", f"cycle/{asked['last']}"])
    return [row for row in rows if (not asked["grades"] or row["grade"] in asked["grades"]) and _is_of(row, asked)]


def _is_of(row: Row, asked: Mapping[str, Any]) -> bool:
    wanted = (("plans", "plan"), ("teams", "team"), ("areas", "area"))
    return all(not asked[many] or row[one] in asked[many] for many, one in wanted)

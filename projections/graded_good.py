"""In which domains of which accepted audits was practice graded Good or better, of how many that were graded?"""

from typing import Any

from projections.asking import Asked, Question, where
from projections.final_grades import DOMAINS
from projections.rows import Row
from projections.seals import settled

IS_GOOD = (
    "graded.framework || ' ' || graded.framework_version || ' ' || graded.grade IN (SELECT value FROM json_each(:good))"
)
GRADES = (
    "(SELECT audits.id || '/' || each.key AS id, audits.id AS audit, audits.position, audits.cycle, audits.child,"
    " audits.team, audits.area, audits.worker, audits.auditor, audits.framework, audits.framework_version,"
    f" each.key AS domain, each.value AS grade FROM audits, json_each({DOMAINS}) AS each"
    f" WHERE audits.state = 'accepted' AND audits.second_of = '' AND {settled('audits.id')}) AS graded"
)
"""Every grade that counts, of the audits to standard: a looped child's once, when its grades are agreed."""

QUESTION = Question(
    table="graded",
    select="graded.*, teams.name AS team_name",
    source=f"{GRADES} LEFT JOIN teams ON teams.id = graded.team",
    filters={
        "domain": "graded.domain = :domain",
        "cycle": "graded.cycle = 'cycle/' || :cycle",
        "team": "graded.team = :team",
        "grade": "graded.grade = :grade",
        "good": IS_GOOD,
    },
    sorts={
        "newest": "graded.cycle DESC, graded.domain",
        "domain": "graded.domain, graded.cycle DESC",
        "month": "graded.cycle",
        "team": "teams.name",
    },
    audit="graded.audit",
    whose={"team": ("graded.team",), "area": ("graded.area",), "person": ("graded.worker", "graded.auditor")},
)
"""`good` is JSON: the grades that count as good, each with its framework and version before it."""


def by_domain(model: Any, asked: Asked) -> list[Row]:
    """By domain and grade that counts, how many audits to standard have it: framework, framework_version too."""
    chosen = {name: value for name, value in asked.chosen.items() if name not in ("domain", "grade", "good")}
    condition, values = where(QUESTION, Asked(asked.reach, asked.today, chosen))
    sql = (
        "SELECT graded.domain, graded.grade, graded.framework, graded.framework_version, count(*) AS n"
        f" FROM {QUESTION.source} WHERE {condition}"
        " GROUP BY graded.domain, graded.grade, graded.framework, graded.framework_version"
    )
    return model.query(sql, values)

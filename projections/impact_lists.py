"""Which requests are these, how many were answered of those asked, and what was answered?"""

from typing import Any

from projections.asking import Asked, Question, where
from projections.impact import IS_ONE, STANDS
from projections.rows import Row

ASKED = "impact.asked_on <> ''"
ANSWERED = "impact.answered_on <> ''"
OVER = f"{ASKED} AND {STANDS} NOT IN ('asked', 'reminded')"
"""Asked, and answered, declined or lapsed since."""
HINDERED = "EXISTS (SELECT 1 FROM json_each(impact.obstacles, '$.ids') WHERE value = :obstacle)"
OPEN_FIRST = (
    f"CASE {STANDS} WHEN 'reminded' THEN 0 WHEN 'asked' THEN 1 WHEN 'due' THEN 2 WHEN 'coming' THEN 4 ELSE 3 END"
)

QUESTION = Question(
    table="impact",
    select=(
        f"impact.*, {STANDS} AS stands, audits.cycle, audits.child, audits.team, audits.area, audits.auditor,"
        " audits.worker, recipients.name AS recipient_name, auditors.name AS auditor_name,"
        " teams.name AS team_name, areas.name AS area_name"
    ),
    source=(
        f"impact JOIN audits ON audits.id = impact.audit AND {IS_ONE}"
        " LEFT JOIN people recipients ON recipients.id = impact.recipient"
        " LEFT JOIN people auditors ON auditors.id = audits.auditor"
        " LEFT JOIN teams ON teams.id = audits.team LEFT JOIN areas ON areas.id = audits.area"
    ),
    filters={
        "month": "substr(impact.returned_on, 1, 7) = :month",
        "state": f"{STANDS} = :state",
        "part": "impact.part = :part",
        "team": "audits.team = :team",
        "area": "audits.area = :area",
        "asked": {"yes": ASKED, "over": OVER, "no": "impact.asked_on = ''"},
        "practice": f"{ANSWERED} AND impact.practice = :practice",
        "helped": f"{ANSWERED} AND impact.helped = :helped",
        "obstacle": f"{ANSWERED} AND {HINDERED}",
        "family": "impact.family = :family",
    },
    sorts={
        "open": f"{OPEN_FIRST}, impact.due_on DESC",
        "child": "audits.child",
        "part": "impact.part",
        "team": "teams.name",
        "returned": "impact.returned_on",
        "due": "impact.due_on",
        "answered": "impact.answered_on",
    },
    audit="impact.audit",
    whose={
        "team": ("CASE WHEN impact.part = 'manager' THEN audits.team END",),
        "area": ("audits.area",),
        "person": ("impact.recipient", "audits.auditor"),
    },
)


def response(model: Any, asked: Asked) -> Row:
    """How many of the requests asked for were put, answered, are over, and are not put: asked, answered, over, not_put.

    `heard` and `agreed` are those with which a family's part was recorded, and of them those whose family agreed.
    """
    condition, values = where(QUESTION, asked)
    sql = (
        f"SELECT count(*) AS n, coalesce(sum({ASKED}), 0) AS asked, coalesce(sum({ANSWERED}), 0) AS answered,"
        f" coalesce(sum({OVER}), 0) AS over, coalesce(sum({STANDS} = 'due'), 0) AS due,"
        f" coalesce(sum({STANDS} = 'not_asked'), 0) AS not_asked,"
        " coalesce(sum(impact.family <> ''), 0) AS heard, coalesce(sum(impact.family = 'agreed'), 0) AS agreed"
        f" FROM {QUESTION.source} WHERE {condition}"
    )
    found: Row = model.one(sql, values)
    return found


def chosen(model: Any, asked: Asked, question: str) -> dict[str, int]:
    """How many answers chose what, of a question with one choice (`practice`, `helped`)."""
    condition, values = where(QUESTION, asked)
    sql = (
        f"SELECT impact.{question} AS choice, count(*) AS n FROM {QUESTION.source}"
        f" WHERE ({condition}) AND {ANSWERED} GROUP BY impact.{question}"
    )
    return {row["choice"]: row["n"] for row in model.query(sql, values)}


def obstacles(model: Any, asked: Asked) -> dict[str, int]:
    """How many answers named each thing that got in the way; one answer may name several."""
    condition, values = where(QUESTION, asked)
    sql = (
        f"SELECT each.value AS choice, count(*) AS n FROM {QUESTION.source},"
        f" json_each(impact.obstacles, '$.ids') AS each WHERE ({condition}) AND {ANSWERED} GROUP BY each.value"
    )
    return {row["choice"]: row["n"] for row in model.query(sql, values)}


def by_month(model: Any, asked: Asked) -> list[Row]:
    """By month of return, oldest first: asked, answered, practice (that it improved), helped (that it did)."""
    condition, values = where(QUESTION, asked)
    sql = (
        f"SELECT substr(impact.returned_on, 1, 7) AS month, sum({ASKED}) AS asked, sum({ANSWERED}) AS answered,"
        f" sum({ANSWERED} AND impact.practice = 'yes') AS practice, sum({ANSWERED} AND impact.helped = 'yes') AS helped"
        f" FROM {QUESTION.source} WHERE {condition} GROUP BY month HAVING asked > 0 ORDER BY month"
    )
    return model.query(sql, values)


def months(model: Any) -> list[str]:
    """The months in which audits came in that are asked about, newest first."""
    found = model.query("SELECT DISTINCT substr(returned_on, 1, 7) AS month FROM impact ORDER BY month DESC")
    return [row["month"] for row in found]

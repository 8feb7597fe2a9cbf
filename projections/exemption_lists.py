"""Which exemptions are these? What the tracker of exemptions asks."""

from datetime import date
from typing import Any

from projections.asking import Question
from projections.exemptions import COLUMNS, SOURCE, STANDS
from projections.rows import Row

QUESTION = Question(
    table="exemptions",
    select=COLUMNS,
    source=SOURCE,
    filters={
        "cycle": "exemptions.id IN (SELECT exemption FROM exempt_months WHERE cycle = 'cycle/' || :cycle)",
        "state": f"{STANDS} = :state",
        "class": "exemptions.reason_class = :class",
        "team": "auditors.team = :team",
        "auditor": "exemptions.auditor = 'person/' || :auditor",
    },
    sorts={
        "open": f"{STANDS} <> 'asked', exemptions.asked_at DESC",
        "auditor": "auditors.name",
        "team": "teams.name",
        "month": "exemptions.from_day",
        "asked": "exemptions.asked_at",
        "decided": "exemptions.decided_on",
    },
    whose={
        "area": ("teams.area",),
        "person": ("exemptions.auditor", "exemptions.asked_by", "exemptions.decided_by"),
    },
)


def auditors(model: Any) -> list[Row]:
    """Everybody for whom an exemption was ever asked, by name."""
    sql = "SELECT id, name FROM people WHERE id IN (SELECT auditor FROM exemptions) ORDER BY name, id"
    return model.query(sql)


def by_class(model: Any, cycle: str, today: date) -> list[Row]:
    """How many exemptions of a month there are on a day of each kind of reason, state and side of the allocation."""
    stands = "CASE WHEN state = 'asked' AND lapses_on <= :today THEN 'lapsed' ELSE state END"
    sql = (
        f"SELECT reason_class, {stands} AS stands, after_allocation, count(*) AS n FROM exempt_months"
        " WHERE cycle = :cycle GROUP BY reason_class, stands, after_allocation"
    )
    return model.query(sql, {"cycle": cycle, "today": today.isoformat()})

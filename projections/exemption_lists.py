"""Which exemptions are these? What the tracker of exemptions asks."""

from typing import Any

from projections.asking import Question
from projections.exemptions import COLUMNS, SOURCE
from projections.rows import Row

QUESTION = Question(
    table="exemptions",
    select=COLUMNS,
    source=SOURCE,
    filters={
        "cycle": "exemptions.id IN (SELECT exemption FROM exempt_months WHERE cycle = 'cycle/' || :cycle)",
        "state": "exemptions.state = :state",
        "class": "exemptions.reason_class = :class",
        "team": "auditors.team = :team",
        "auditor": "exemptions.auditor = 'person/' || :auditor",
    },
    sorts={
        "open": "exemptions.state <> 'asked', exemptions.asked_at DESC",
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


def by_class(model: Any, cycle: str) -> list[Row]:
    """How many exemptions of a month there are of each kind of reason, state and side of the allocation."""
    sql = (
        "SELECT reason_class, state, after_allocation, count(*) AS n FROM exempt_months WHERE cycle = ?"
        " GROUP BY reason_class, state, after_allocation"
    )
    return model.query(sql, [cycle])

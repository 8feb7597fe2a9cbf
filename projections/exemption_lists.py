"""Which exemptions are these? What the tracker of exemptions asks."""

from datetime import date
from typing import Any

from projections.asking import Question
from projections.exemptions import COLUMNS, SOURCE, STANDS
from projections.rows import Row

BECAME = (
    "CASE WHEN state = 'asked' AND lapses_on <= :today THEN 'lapsed' WHEN state <> 'authorised' THEN state"
    " WHEN after_allocation THEN 'authorised-after' ELSE 'authorised-before' END"
)
"""What became of an exemption in one of its months, on a day; a yes by whether it came after the allocation."""

QUESTION = Question(
    table="exemptions",
    select=COLUMNS,
    source=SOURCE,
    filters={
        "cycle": "exemptions.id IN (SELECT exemption FROM exempt_months WHERE cycle = 'cycle/' || :cycle)",
        "state": f"{STANDS} = :state",
        "class": "exemptions.reason_class = :class",
        "became": (  # A month and what became of it there: 2018-11:authorised-after.
            "exemptions.id IN (SELECT exemption FROM exempt_months"
            f" WHERE cycle = 'cycle/' || substr(:became, 1, 7) AND {BECAME} = substr(:became, 9))"
        ),
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
    """How many exemptions of a month there are on a day of each kind of reason and of what became of them there."""
    sql = (
        f"SELECT reason_class, {BECAME} AS became, count(*) AS n FROM exempt_months"
        " WHERE cycle = :cycle GROUP BY reason_class, became"
    )
    return model.query(sql, {"cycle": cycle, "today": today.isoformat()})

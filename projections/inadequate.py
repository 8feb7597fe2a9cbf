"""Which audits were graded as a concern, and where do the actions that came of them stand?"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from projections.came_of import CANCELLED
from projections.grade_table import OVERALL, grade_name
from projections.months import Month
from projections.rows import Row
from projections.shares import Figure

OPEN_ON = (
    "SELECT 1 FROM action_spans spans WHERE spans.action = actions.id AND spans.begun_on <= :on"
    " AND (spans.ended_on = '' OR spans.ended_on > :on)"
)
COUNTED = ("open", "overdue", "cancelled")
"""What of an action is counted, beside that it was raised."""
OF_CONCERN = "graded-of-concern"
OF_CONCERN_LABEL = "Graded as a concern"


def of_concern(of: Month, found: dict[str, Figure]) -> tuple[str, ...]:
    """The audits (ids) of a month whose overall grade counts as a concern; `found` are the month's figures."""
    grades = [grade["id"] for grade in of.content["grades"] if grade["counts_as"] == "concern"]
    cells = [found[name] for grade in grades if (name := grade_name(OVERALL, grade)) in found]
    return tuple(audit for cell in cells for audit in cell.members)


def actions_of(model: Any, audits: Iterable[str], on: date) -> dict[str, Row]:
    """By audit (id), the actions that had come of it by a day: how many `raised`, and COUNTED of them then."""
    found: dict[str, Row] = {}
    for one in each_action(model, audits, on):
        row = found.setdefault(one["audit"], {"audit": one["audit"], "raised": 0} | dict.fromkeys(COUNTED, 0))
        row |= {"raised": row["raised"] + 1} | {name: row[name] + one[name] for name in COUNTED}
    return found


def each_action(model: Any, audits: Iterable[str], on: date) -> list[Row]:
    """The actions that had come of some audits (ids) by a day: id, audit, and which of COUNTED it was then."""
    sql = (
        f"SELECT actions.id, actions.source AS audit, EXISTS ({OPEN_ON}) AS open,"
        f" EXISTS ({OPEN_ON} AND spans.due < :on) AS overdue, {CANCELLED} AS cancelled FROM actions"
        " WHERE actions.source IN (SELECT value FROM json_each(:audits)) AND actions.raised_on <= :on"
        " ORDER BY actions.id"
    )
    return model.query(sql, {"audits": json.dumps(list(audits)), "on": on.isoformat()})

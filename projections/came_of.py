"""What came of some audits: which actions, and how far are they; and how was the same child graded the next time?"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from projections import final_grades
from projections.rows import Row
from projections.seals import settled

IN_GRADES = "+{0}.state = 'accepted' AND {0}.second_of = ''"
"""To standard, and of a child whom two audited the one that counts; see grade_table. With the sign, SQLite looks for
the child's few audits and not for the many to standard."""
CANCELLED = "(actions.state = 'cancelled' AND actions.ended_on <= :on)"
"""Whether an action is cancelled, and was by a day: it counts among what was raised, and not as still to be done."""


def actions(model: Any, audits: Iterable[str], on: date) -> list[Row]:
    """The actions that had come of some audits (ids) by a day: id, the state now, and whether `cancelled` by then."""
    sql = (
        f"SELECT id, state, {CANCELLED} AS cancelled FROM actions"
        " WHERE source IN (SELECT value FROM json_each(:audits)) AND raised_on <= :on ORDER BY id"
    )
    return model.query(sql, {"audits": json.dumps(list(audits)), "on": on.isoformat()})


def next_audits(model: Any, audits: Iterable[str]) -> list[Row]:
    """Of some audits (ids), those whose child was audited and graded in a later month: the first such audit of each.

    Each with both overall grades that count, `was` and `now`, and the framework of the later audit.
    """
    later = (
        f"SELECT next.id FROM audits next WHERE next.child = audits.child AND next.cycle > audits.cycle"
        f" AND {IN_GRADES.format('next')} AND {final_grades.overall_in('next')} <> '' AND {settled('next.id')}"
        " ORDER BY next.cycle, next.id LIMIT 1"
    )
    grades = f"{final_grades.OVERALL} AS was, {final_grades.overall_in('later')} AS now"
    sql = (
        f"SELECT audits.id, {grades}, later.id AS later, later.framework, later.framework_version"
        f" FROM audits JOIN audits later ON later.id = ({later})"
        " WHERE audits.id IN (SELECT value FROM json_each(?)) ORDER BY audits.id"
    )
    return model.query(sql, [json.dumps(list(audits))])

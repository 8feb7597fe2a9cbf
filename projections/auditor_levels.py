"""Who audited: auditors of which level, and how many audits each of them?"""

import json
from collections.abc import Iterable
from typing import Any

from projections.rows import Row


def of_audits(model: Any, audits: Iterable[str]) -> list[Row]:
    """Of some audits (ids): id, auditor, and the level of the auditor's job as it is recorded now."""
    sql = (
        "SELECT audits.id, audits.auditor, coalesce(people.job_level, '') AS level FROM audits"
        " LEFT JOIN people ON people.id = audits.auditor"
        " WHERE audits.id IN (SELECT value FROM json_each(?)) ORDER BY audits.id"
    )
    return model.query(sql, [json.dumps(list(audits))])

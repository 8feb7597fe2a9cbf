"""Which children of concern are in Category 1 without a response now? Asked for every page of those who must act."""

from typing import Any

from projections.concern_lists import AREA, JOINED, RUNS, TEAM
from projections.rows import Row


def running(model: Any) -> list[Row]:
    """Those in Category 1 that are not answered, the first raised first, with the team and area of the child now."""
    sql = (
        "SELECT concerns.id, concerns.child, concerns.clock_since, concerns.respond_by, concerns.seen_at,"
        f" concerns.position, {TEAM} AS team, {AREA} AS area FROM {JOINED} WHERE {RUNS}"
        " ORDER BY concerns.clock_since, concerns.id"
    )
    found: list[Row] = model.query(sql)
    return found

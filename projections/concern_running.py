"""Which children of concern are in Category 1 without a response now? Asked for every page of those who must act."""

from typing import Any

from projections.concern_lists import LISTED, RUNS
from projections.rows import Row


def running(model: Any) -> list[Row]:
    """Those in Category 1 that are not answered, the first raised first, with the team and area of the child now."""
    sql = f"{LISTED} WHERE {RUNS} ORDER BY concerns.clock_since, concerns.id"
    found: list[Row] = model.query(sql)
    return found

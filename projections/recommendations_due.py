"""Which recommendations of published reports are somebody's since when, due, overdue or done, and how many has each?"""

from datetime import date
from typing import Any

from projections.recommendations import IN_EDITION, OUT
from projections.rows import Row

WITH_AUTHORS = "SELECT recommendations.*, reports.authors FROM recommendations JOIN reports ON reports.id = report"


def given_since(model: Any, since: date) -> list[Row]:
    """The open ones that are their owner's since a day or after it, `yours_on`: since an edition that has it was out.

    Or since they were given to that owner, or taken up again.
    """
    first = f"(SELECT MIN(report_editions.[on]) FROM {IN_EDITION})"
    sql = f"SELECT *, MAX(owned_on, {first}) AS yours_on FROM recommendations WHERE state = 'open' AND {OUT}"
    return model.query(f"SELECT * FROM ({sql}) WHERE yours_on >= ? ORDER BY yours_on, id", [since.isoformat()])


def open_between(model: Any, first: date, last: date) -> list[Row]:
    """The open ones that are due from one day to another, both included, by date, with the authors of the report."""
    sql = f"{WITH_AUTHORS} WHERE recommendations.state = 'open' AND due BETWEEN ? AND ? AND {OUT}"
    return model.query(f"{sql} ORDER BY due, recommendations.id", [first.isoformat(), last.isoformat()])


def done_since(model: Any, since: date) -> list[Row]:
    """Those that were done on a day or after it, with the authors of the report."""
    sql = f"{WITH_AUTHORS} WHERE recommendations.state = 'done' AND ended_on >= ? AND {OUT}"
    return model.query(f"{sql} ORDER BY ended_on, recommendations.id", [since.isoformat()])


def open_by_owner(model: Any, today: date) -> list[tuple[str, int, int]]:
    """Everybody with open ones: how many, and how many of them are overdue."""
    sql = f"SELECT owner, COUNT(*) AS n, SUM(due < ?) AS late FROM recommendations WHERE state = 'open' AND {OUT}"
    return [(row["owner"], row["n"], row["late"]) for row in model.query(f"{sql} GROUP BY owner", [today.isoformat()])]

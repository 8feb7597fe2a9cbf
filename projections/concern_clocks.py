"""How soon was each child answered who came into Category 1 within a time, and what proves it?"""

from typing import Any

from projections.rows import Row

BEGUN = "clocks.respond_by <> '' AND clocks.since_on BETWEEN :first AND :last"


def begun(model: Any, first: str, last: str, on: str) -> list[Row]:
    """The clocks of Category 1 that began between two days (ISO, both within), each as it stood on a day.

    `id` is the concern's; `since` and `answered_at` are moments, "" for no answer by that day; `over` says whether
    it is answered or its day is over, `same_day` whether it was answered on it, `recorded_on` when that was recorded.
    """
    came = "clocks.answered_on <> '' AND clocks.answered_on <= :on"
    sql = (
        "SELECT clocks.concern AS id, concerns.child, clocks.since, clocks.since_on, clocks.respond_by,"
        f" CASE WHEN {came} THEN clocks.answered_at ELSE '' END AS answered_at,"
        f" CASE WHEN {came} THEN clocks.recorded_on ELSE '' END AS recorded_on,"
        f" (({came}) OR clocks.respond_by < :on) AS over,"
        f" (({came}) AND clocks.answered_on <= clocks.respond_by) AS same_day"
        " FROM concern_clocks clocks JOIN concerns ON concerns.id = clocks.concern"
        f" WHERE {BEGUN} ORDER BY clocks.since, clocks.concern, clocks.number"
    )
    return model.query(sql, {"first": first, "last": last, "on": on})


def raised(model: Any, first: str, last: str) -> list[Row]:
    """The concerns (id, child) that were raised for the first time between two days (ISO, both within)."""
    sql = (
        "SELECT concerns.id, concerns.child, concerns.raised_at FROM concerns WHERE EXISTS (SELECT 1 FROM concern_spans"
        " spans WHERE spans.concern = concerns.id AND spans.number = (SELECT min(number) FROM concern_spans every"
        " WHERE every.concern = concerns.id) AND spans.from_on BETWEEN ? AND ?) ORDER BY concerns.id"
    )
    return model.query(sql, [first, last])

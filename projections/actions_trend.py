"""How many actions were open and overdue at the end of each of some days? One look at the spans since the first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from projections.actions_lists import QUESTION
from projections.asking import Asked, where
from projections.rows import Row


def open_at_ends(model: Any, asked: Asked, days: Sequence[date]) -> dict[date, list[Row]]:
    """The actions that were open at the end of each day: id and due, as `actions_standing.open_on` has them for one.

    It reads what is open and what ended after the first of the days, however long the log is.
    """
    if not days:
        return {}
    condition, values = where(QUESTION, replace(asked, chosen={}))
    sql = (
        "SELECT actions.id, spans.number, spans.due, spans.begun_on, spans.ended_on FROM action_spans spans"
        f" CROSS JOIN {QUESTION.rows(condition)} WHERE actions.id = spans.action"
        f" AND (spans.ended_on = '' OR spans.ended_on > :first) AND ({condition}) ORDER BY actions.id, spans.number"
    )
    spans = model.query(sql, values | {"first": min(days).isoformat()})
    return {day: _open_on(spans, day.isoformat()) for day in days}


def _open_on(spans: Sequence[Row], day: str) -> list[Row]:
    """The newest span of each action that holds a day; they come in the order of their numbers."""
    held = {
        span["id"]: span
        for span in spans
        if span["begun_on"] <= day and (not span["ended_on"] or span["ended_on"] > day)
    }
    return list(held.values())


def newest(model: Any) -> int:
    """The position of the newest change of any action."""
    return int(model.one("SELECT coalesce(max(position), 0) AS n FROM actions")["n"])

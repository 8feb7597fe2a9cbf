"""Managers' duties: the weekly letter counts the audits of a team of which something is late or due within a week."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.programme.letter_kinds import Matter
from projections import duties_lists
from projections.asking import Asked, Reach
from projections.people_lists import holders


def due_soon(model: Any, today: date) -> Iterator[tuple[str, int, int]]:
    """Each team manager, with how many of the team's audits have a duty due within a week, and how many a late one."""
    for one in holders(model, ("team_manager",), today.isoformat()):
        reach = Reach(teams=frozenset({one["team"]} - {""}), reader=one["id"])
        n, late = duties_lists.due(model, Asked(reach, today, {"standing": "due"}))
        if n:
            yield one["id"], n, late


MATTERS = (Matter("audit", "overdue", "/duties?standing=due", due_soon, "of your team to follow up within a week"),)

"""Children of concern: what the weekly letter counts of them, and the escalation of what is late."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.events.concern import FOLLOW, LEADS
from app.programme.concern_telling import escalate
from app.programme.letter_kinds import Matter
from projections import concern_lists
from projections.people_lists import holders

Counted = Iterable[tuple[str, int, int]]


def to_review(model: Any, today: date) -> Counted:
    """Everybody who follows them, with how many stand and how many reviews are overdue."""
    found = concern_lists.standing(model, today)
    return _each(model, FOLLOW, today, len(found), sum(row["overdue"] for row in found))


def to_answer(model: Any, today: date) -> Counted:
    """Heads of service and directors, with how many have no response yet."""
    found = [row for row in concern_lists.standing(model, today) if not row["answered_at"]]
    return _each(model, LEADS, today, len(found), sum(row["answer"] == "late" for row in found))


def of_my_team(model: Any, today: date) -> Counted:
    """Each team manager, with how many stand in their team."""
    teams = [row["team"] for row in concern_lists.standing(model, today)]
    managers = holders(model, ("team_manager",), today.isoformat())
    return [(one["id"], n, 0) for one in managers if one["team"] and (n := teams.count(one["team"]))]


def _each(model: Any, roles: tuple[str, ...], today: date, n: int, late: int) -> Counted:
    people = dict.fromkeys(one["id"] for one in holders(model, roles, today.isoformat()))
    return [(person, n, late) for person in people if n]


MATTERS = (
    Matter("concern", "late", "/concerns?state=open", to_answer, "about a child without a response"),
    Matter("concern", "overdue", "/concerns?state=open", to_review, "to be reviewed every week"),
    Matter("concern", "", "/concerns?state=open", of_my_team, "about children of your team"),
)
SWEEPS = (escalate,)

"""Who manages whom?"""

import json
from collections.abc import Iterable
from typing import Any

MANAGER = (
    "coalesce("
    "(SELECT above.id FROM people above WHERE above.id = people.supervisor AND above.left_on = ''),"
    "(SELECT min(above.id) FROM people above JOIN roles ON roles.person = above.id AND roles.role = 'team_manager'"
    " WHERE above.team = people.team AND above.team <> '' AND above.left_on = '' AND above.id <> people.id))"
)
"""Who manages a person (people), in SQL."""


def managed_by(person: str) -> str:
    """The people (ids) whom a person (an expression) manages, in SQL: they supervise them or are of their team."""
    near = f"people.supervisor = {person} OR people.team = (SELECT mine.team FROM people mine WHERE mine.id = {person})"
    return f"SELECT people.id FROM people WHERE ({near}) AND {MANAGER} = {person}"


def managers(model: Any, people: Iterable[str]) -> dict[str, str]:
    """By person: their supervisor or, where there is none who still works here, the manager of their team.

    Who has neither is left out.
    """
    sql = f"SELECT people.id, {MANAGER} AS manager FROM people WHERE people.id IN (SELECT value FROM json_each(?))"
    found = model.query(sql, [json.dumps(sorted(set(people)))])
    return {row["id"]: row["manager"] for row in found if row["manager"]}

"""Who manages whom?"""

import json
from collections.abc import Iterable
from typing import Any


def managers(model: Any, people: Iterable[str]) -> dict[str, str]:
    """By person: their supervisor or, where there is none who still works here, the manager of their team.

    Who has neither is left out.
    """
    sql = (
        "SELECT people.id, coalesce("
        "(SELECT above.id FROM people above WHERE above.id = people.supervisor AND above.left_on = ''),"
        "(SELECT min(above.id) FROM people above JOIN roles ON roles.person = above.id AND roles.role = 'team_manager'"
        " WHERE above.team = people.team AND above.team <> '' AND above.left_on = '' AND above.id <> people.id)"
        ") AS manager FROM people WHERE people.id IN (SELECT value FROM json_each(?))"
    )
    found = model.query(sql, [json.dumps(sorted(set(people)))])
    return {row["id"]: row["manager"] for row in found if row["manager"]}

"""Which people fit a filter, and in which order?"""

import json
from collections.abc import Iterable
from typing import Any

from projections.rows import Row

COLUMNS = {
    "name": "people.name", "team": "team_name", "job_level": "job_level", "counted_from": "counted_from",
    "moderator": "moderator",
}  # fmt: skip

LISTED = (
    "SELECT people.*, teams.name AS team_name, areas.name AS area_name, supervisors.name AS supervisor_name,"
    " (SELECT group_concat(role) FROM (SELECT role FROM roles WHERE person = people.id ORDER BY role)) AS role_list"
    " FROM people LEFT JOIN teams ON teams.id = people.team LEFT JOIN areas ON areas.id = teams.area"
    " LEFT JOIN people supervisors ON supervisors.id = people.supervisor"
)
IN_POOL = "(people.counted_from <> '' AND people.left_pool_on = '' AND people.left_on = '')"
TESTS = {
    "role": "EXISTS (SELECT 1 FROM roles WHERE roles.person = people.id AND roles.role = :role)",
    "team": "people.team = :team",
    "search": "(instr(lower(people.name), :search) OR instr(people.email, :search))",
}
STANDINGS = {
    "in_pool": IN_POOL,
    "in_training": "people.in_training = 1 AND people.left_on = ''",
    "moderator": "people.moderator <> '' AND people.left_on = ''",
    "no_roles": "NOT EXISTS (SELECT 1 FROM roles WHERE roles.person = people.id) AND people.left_on = ''",
}


def matching(model: Any, chosen: Row, sort: str) -> list[Row]:
    """The people who fit, each with the list of their roles, and the names of team, area and supervisor.

    Takes in `chosen`: role, team, search (a part of name or e-mail), standing (a key of STANDINGS), and left ("yes" for
    those who left; otherwise only who is here). `sort` is a column, "-" before it to turn.
    """
    parts = [test for name, test in TESTS.items() if chosen.get(name)]
    parts.append("people.left_on <> ''" if chosen.get("left") else "people.left_on = ''")
    if chosen.get("standing") in STANDINGS:
        parts.append(STANDINGS[chosen["standing"]])
    order = COLUMNS.get(sort.removeprefix("-"), "people.name") + (" DESC" if sort.startswith("-") else "")
    values = {name: str(chosen.get(name, "")) for name in TESTS} | {"search": str(chosen.get("search", "")).lower()}
    rows = model.query(f"{LISTED} WHERE {' AND '.join(parts)} ORDER BY {order}, people.name, people.id", values)
    return [row | {"roles": (row["role_list"] or "").split(",") if row["role_list"] else []} for row in rows]


def directs(model: Any, person: str) -> list[Row]:
    """The service areas that a person is operations director over, by name."""
    return model.query("SELECT * FROM areas WHERE director = ? ORDER BY name", [person])


def possible_supervisors(model: Any, person: str) -> list[Row]:
    """Everybody here but the person, by name."""
    return model.query("SELECT id, name, email FROM people WHERE left_on = '' AND id <> ? ORDER BY name, id", [person])


def teams_counted(model: Any) -> list[Row]:
    """All teams by name, each with the names of area and managers and how many people and open children it has."""
    sql = (
        "SELECT teams.*, areas.name AS area_name,"
        " (SELECT count(*) FROM people WHERE team = teams.id AND left_on = '') AS people,"
        " (SELECT count(*) FROM children WHERE team = teams.id AND ended_on = '') AS children,"
        " (SELECT group_concat(name, ', ') FROM (SELECT name FROM people JOIN roles ON roles.person = people.id"
        " WHERE people.team = teams.id AND role = 'team_manager' AND left_on = '' ORDER BY name)) AS managers"
        " FROM teams LEFT JOIN areas ON areas.id = teams.area ORDER BY teams.name, teams.id"
    )
    return model.query(sql)


def holders(model: Any, roles: Iterable[str], on: str) -> list[Row]:
    """Who holds one of these roles on a day (ISO) and has not left by then: id, name, team, role."""
    sql = (
        "SELECT people.id, people.name, people.team, roles.role FROM roles JOIN people ON people.id = roles.person"
        " WHERE roles.role IN (SELECT value FROM json_each(:roles)) AND (left_on = '' OR left_on > :on)"
        " ORDER BY roles.role, people.name, people.id"
    )
    return model.query(sql, {"roles": json.dumps(list(roles)), "on": on})

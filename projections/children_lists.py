"""Which children fit a filter, in which order, a page at a time?"""

import json
from collections.abc import Iterable
from typing import Any

from projections.rows import Row

COLUMNS = {
    "reference": "children.id", "plan": "plan", "team": "team_name", "worker": "worker_name", "age_band": "age_order",
    "opened": "opened", "last_audited": "last_audited",
}  # fmt: skip

FROM = (
    " FROM children LEFT JOIN teams ON teams.id = children.team LEFT JOIN people ON people.id = children.worker"
    " LEFT JOIN areas ON areas.id = teams.area"
)
LISTED = (
    "SELECT children.*, teams.name AS team_name, teams.area AS area, areas.name AS area_name,"
    " people.name AS worker_name,"
    " CASE age_band WHEN 'unborn' THEN -1 ELSE CAST(age_band AS INTEGER) END AS age_order" + FROM
)
SAME = ("plan", "team", "worker", "age_band")


def page(model: Any, chosen: Row, sort: str, *, limit: int = -1, offset: int = 0) -> list[Row]:
    """The open children who fit, with the names of team, area and worker; `sort` is a column, "-" before it to turn.

    Takes in `chosen`: plan, team, worker, age_band and area to be equal, search for a part of the reference or the
    worker's name, audited ("never"), and `teams`, `areas` and `named` (ids) for the only ones that may be seen, or
    `only` their ids.
    """
    where, values = _where(chosen)
    order = COLUMNS.get(sort.removeprefix("-"), "children.id") + (" DESC" if sort.startswith("-") else "")
    values |= {"limit": limit, "offset": offset}
    return model.query(f"{LISTED} WHERE {where} ORDER BY {order}, children.id LIMIT :limit OFFSET :offset", values)


def count(model: Any, chosen: Row) -> int:
    """How many open children fit, see `page`."""
    where, values = _where(chosen)
    found = model.one(f"SELECT count(*) AS n{FROM} WHERE {where}", values)
    return int(found["n"]) if found else 0


def ended(model: Any, chosen: Row, limit: int) -> list[Row]:
    """As `page`, those who are not open any more, the last to end first; `ended_on` is the day (ISO)."""
    where, values = _where(chosen, "children.ended_on <> ''")
    return model.query(f"{LISTED} WHERE {where} ORDER BY ended_on DESC, children.id LIMIT {limit:d}", values)


def ids_of(model: Any, chosen: Row) -> set[str]:
    """The children (ids) of some `teams`, `areas` and `named`, those who ended too."""
    values = dict[str, Any]()
    return {row["id"] for row in model.query(f"SELECT children.id{FROM} WHERE {_theirs(chosen, values)}", values)}


def every_child(model: Any) -> list[Row]:
    """Everybody who was ever listed, by reference, those who ended too."""
    return model.query("SELECT * FROM children ORDER BY id")


def population_on(model: Any, on: str) -> list[Row]:
    """The count of a date by plan type, none where it was not counted."""
    return model.query('SELECT * FROM population WHERE "on" = ? ORDER BY plan', [on])


def workers(model: Any) -> list[Row]:
    """The people who hold an open child, by name."""
    sql = "SELECT id, name FROM people WHERE id IN (SELECT worker FROM children WHERE ended_on = '') ORDER BY name, id"
    return model.query(sql)


def totals(model: Any) -> Row:
    """How many areas, teams, people, published frameworks and open children there are: what a first run still lacks."""
    sql = (
        "SELECT (SELECT count(*) FROM areas) AS areas, (SELECT count(*) FROM teams) AS teams,"
        " (SELECT count(*) FROM people WHERE left_on = '') AS people,"
        " (SELECT count(*) FROM framework_versions) AS frameworks,"
        " (SELECT count(*) FROM children WHERE ended_on = '') AS children,"
        " (SELECT count(*) FROM imports) AS imports"
    )
    return model.one(sql) or {}


def _where(chosen: Row, which: str = "children.ended_on = ''") -> tuple[str, Row]:
    parts, values = [which], dict[str, Any]()
    for name in SAME:
        if chosen.get(name):
            parts.append(f"children.{name} = :{name}")
            values[name] = chosen[name]
    if chosen.get("area"):
        parts.append("teams.area = :area")
        values["area"] = chosen["area"]
    if chosen.get("audited") == "never":
        parts.append("last_audited = ''")
    if chosen.get("search"):
        parts.append("(instr(lower(substr(children.id, 7)), :search) OR instr(lower(people.name), :search))")
        values["search"] = str(chosen["search"]).lower()
    if "teams" in chosen:
        parts.append(_theirs(chosen, values))
    if "only" in chosen:
        parts.append("children.id IN (SELECT value FROM json_each(:only))")
        values["only"] = json.dumps(sorted(chosen["only"]))
    return " AND ".join(parts), values


def _theirs(chosen: Row, values: Row) -> str:
    return (
        f"({_among('children.team', 'team', chosen['teams'], values)}"
        f" OR {_among('teams.area', 'area', chosen['areas'], values)}"
        f" OR {_among('children.id', 'child', chosen.get('named', ()), values)})"
    )


def _among(column: str, name: str, ids: Iterable[str], values: Row) -> str:
    marks = {f"may_{name}{place}": id for place, id in enumerate(sorted(ids))}
    values |= marks
    return f"{column} IN ({', '.join(f':{mark}' for mark in marks)})"

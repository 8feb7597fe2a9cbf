"""Which good practice is this, in which theme and team, and which conditions were named how often?"""

import json
from typing import Any

from projections.asking import Asked, Question, where
from projections.rows import Row
from projections.seals import open_to

SHOWN = "(SELECT * FROM good_practice WHERE shown = 1) AS good_practice"
"""What is noted directly, and what is flagged in audits that are accepted."""
HAS_CONDITION = "EXISTS (SELECT 1 FROM json_each(good_practice.conditions, '$.ids') WHERE value = :condition)"

QUESTION = Question(
    table="good_practice",
    select=("good_practice.*, workers.name AS worker_name, teams.name AS team_name, areas.name AS area_name"),
    source=(
        f"{SHOWN} LEFT JOIN people workers ON workers.id = good_practice.worker"
        " LEFT JOIN teams ON teams.id = good_practice.team LEFT JOIN areas ON areas.id = good_practice.area"
    ),
    filters={
        "theme": "good_practice.theme = :theme",
        "team": "good_practice.team = :team",
        "area": "good_practice.area = :area",
        "month": "substr(good_practice.found_on, 1, 7) = :month",
        "followed": {"yes": "good_practice.followed_on <> ''", "no": "good_practice.followed_on = ''"},
        "shared": {"yes": "good_practice.shares > 0", "no": "good_practice.shares = 0"},
        "condition": f"good_practice.followed_on <> '' AND {HAS_CONDITION}",
        "source": "good_practice.source = :source",
    },
    sorts={
        "newest": "good_practice.found_on DESC",
        "found": "good_practice.found_on",
        "theme": "good_practice.theme",
        "team": "teams.name",
        "followed": "good_practice.followed_on",
    },
    audit="good_practice.audit",
    whose={
        "team": ("good_practice.team",),
        "area": ("good_practice.area",),
        "person": ("good_practice.worker", "good_practice.auditor"),
    },
)
LISTED = f"SELECT {QUESTION.select} FROM {QUESTION.source}"


def one(model: Any, id: str) -> Row | None:
    """One entry with its names, None when there is none to be shown."""
    found = model.one(f"{LISTED} WHERE good_practice.id = ?", [id])
    return read(found) if found else None


def of_worker(model: Any, worker: str) -> list[Row]:
    """A practitioner's good practice, newest first."""
    return model.query(f"{LISTED} WHERE good_practice.worker = ? ORDER BY found_on DESC, good_practice.id", [worker])


def of_audit(model: Any, audit: str) -> list[Row]:
    """What was found in an audit, by theme."""
    return model.query(
        f"{LISTED} WHERE good_practice.audit = ? ORDER BY good_practice.theme, good_practice.id", [audit]
    )


def read(row: Row) -> Row:
    """A row with its conditions as a list."""
    return row | {"conditions": json.loads(row["conditions"] or "{}").get("ids", [])}


def totals(model: Any, asked: Asked) -> Row:
    """How many of the entries asked for there are, were followed up and were shared: n, followed, shared."""
    condition, values = where(QUESTION, asked)
    sql = (
        "SELECT count(*) AS n, coalesce(sum(good_practice.followed_on <> ''), 0) AS followed,"
        f" coalesce(sum(good_practice.shares > 0), 0) AS shared FROM {QUESTION.source} WHERE {condition}"
    )
    found: Row = model.one(sql, values)
    return found


def conditions(model: Any, asked: Asked) -> dict[str, int]:
    """In how many of the entries asked for that were followed up each condition was named."""
    condition, values = where(QUESTION, asked)
    sql = (
        f"SELECT each.value AS condition, count(*) AS n FROM {QUESTION.source},"
        " json_each(good_practice.conditions, '$.ids') AS each"
        f" WHERE ({condition}) AND good_practice.followed_on <> '' GROUP BY each.value"
    )
    return {row["condition"]: row["n"] for row in model.query(sql, values)}


def themes(model: Any, asked: Asked) -> dict[str, Row]:
    """By theme, how many of the entries asked for there are and were followed up: n, followed."""
    condition, values = where(QUESTION, asked)
    sql = (
        "SELECT good_practice.theme AS theme, count(*) AS n, sum(good_practice.followed_on <> '') AS followed"
        f" FROM {QUESTION.source} WHERE {condition} GROUP BY good_practice.theme"
    )
    return {row["theme"]: row for row in model.query(sql, values)}


def each(model: Any, asked: Asked) -> list[Row]:
    """The entries that are asked for: id, theme, and whether it was followed up."""
    condition, values = where(QUESTION, asked)
    columns = "good_practice.id, good_practice.theme AS theme, good_practice.followed_on <> '' AS followed"
    sql = f"SELECT {columns} FROM {QUESTION.source} WHERE {condition} ORDER BY good_practice.id"
    return model.query(sql, values)


def months(model: Any, reader: str) -> list[str]:
    """The months in which some was found, newest first, but for what is of an audit that is sealed from a reader."""
    sql = f"SELECT DISTINCT substr(found_on, 1, 7) AS month FROM {SHOWN} WHERE {open_to('audit')} ORDER BY month DESC"
    return [row["month"] for row in model.query(sql, {"reader": reader})]


def streams(model: Any, audit: str) -> list[str]:
    """The ids of the entries of an audit of which anything is recorded."""
    found = model.query("SELECT id FROM good_practice WHERE audit = ? AND version > 0 ORDER BY id", [audit])
    return [row["id"] for row in found]


def streams_of(model: Any, worker: str) -> list[str]:
    """The ids of a practitioner's entries of which anything is recorded."""
    found = model.query("SELECT id FROM good_practice WHERE worker = ? AND version > 0 ORDER BY id", [worker])
    return [row["id"] for row in found]

"""Which actions are these? What the tracker of actions asks, and what each of its figures counts."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from projections.asking import Asked, Question, Reach, Whole, counted, everything, where
from projections.managers import managed_by
from projections.rows import Row
from projections.seals import open_to

OPEN = "actions.state = 'open'"
OVERDUE = f"{OPEN} AND actions.due < :today"
DAYS_OVER = "julianday(:today) - julianday(actions.due)"
AGES = {
    "overdue-7": ("Overdue by 1 to 7 days", 1, 7),
    "overdue-30": ("Overdue by 8 to 30 days", 8, 30),
    "overdue-90": ("Overdue by 31 to 90 days", 31, 90),
    "overdue-more": ("Overdue by more than 90 days", 91, 100_000),
}
"""How long an action has been overdue, in days: the words, and the first and last day."""
STANDINGS = {
    "within": ("Within timescale", f"{OPEN} AND actions.due >= :today"),
    "overdue": ("Overdue", OVERDUE),
    **{
        key: (words, f"{OVERDUE} AND {DAYS_OVER} BETWEEN {least} AND {most}")
        for key, (words, least, most) in AGES.items()
    },
    "extended": ("Extended", f"{OPEN} AND actions.extended > 0"),
    "reopened": ("Reopened", f"{OPEN} AND actions.reopened > 0"),
    "left": ("Owner has left", f"{OPEN} AND actions.owner IN (SELECT id FROM people WHERE left_on <> '')"),
}

OWNER_OF = (
    "actions.owner IN (SELECT people.id FROM people LEFT JOIN teams ON teams.id = people.team"
    " WHERE {column} IN (SELECT value FROM json_each(:{ids})))"
)
FROM_MINE = (
    "actions.source IN (SELECT audits.id FROM audits WHERE auditor IN (SELECT value FROM json_each(:my_person)))"
)
OF_MONTHS = (
    "actions.source GLOB 'audit/*' AND 'cycle/' || substr(actions.source, 7, 7) IN"
    " (SELECT value FROM json_each(:my_cycle))"
)
MANAGED = f"actions.owner IN ({managed_by(':me')})"
"""Of the people whom the reader manages: the weekly letter counts the overdue ones, and leads here."""
OF_MANAGER = "actions.owner IN (" + managed_by("('person/' || :manager)") + ")"
"""Of the people whom somebody manages today."""
MY_TEAM = (
    "SELECT me.team FROM people me JOIN roles ON roles.person = me.id AND roles.role = 'team_manager'"
    " WHERE me.id = :me AND me.team <> ''"
)
MY_AREAS = (
    "SELECT areas.id FROM areas JOIN roles ON roles.person = areas.director AND roles.role = 'operations_director'"
    " WHERE areas.director = :me"
)
LED = (
    f"actions.owner <> :me AND (actions.team IN ({MY_TEAM}) OR actions.area IN ({MY_AREAS}) OR actions.owner IN"
    " (SELECT people.id FROM people LEFT JOIN teams ON teams.id = people.team"
    f" WHERE people.team IN ({MY_TEAM}) OR teams.area IN ({MY_AREAS})))"
)
"""Of the team or the areas that the reader leads, but for their own: their first page counts the overdue ones."""
QUESTION = Question(
    table="actions",
    select=(
        "actions.*, owners.name AS owner_name, owners.left_on AS owner_left_on, teams.name AS team_name,"
        " areas.name AS area_name, completers.name AS completer_name, owners.team AS owner_team,"
        " (SELECT area FROM teams WHERE teams.id = owners.team) AS owner_area, audits.auditor AS auditor"
    ),
    source=(
        "actions LEFT JOIN people owners ON owners.id = actions.owner LEFT JOIN teams ON teams.id = actions.team"
        " LEFT JOIN areas ON areas.id = actions.area"
        " LEFT JOIN people completers ON completers.id = actions.completed_by"
        " LEFT JOIN audits ON audits.id = actions.source"
    ),
    filters={
        "state": "actions.state = :state",
        "standing": {key: condition for key, (_, condition) in STANDINGS.items()},
        "owner": "actions.owner = 'person/' || :owner",
        "team": "actions.team = :team",
        "area": "actions.area = :area",
        "manager": OF_MANAGER,
        "managed": {"yes": MANAGED},
        "led": {"yes": LED},
        "kind": "actions.kind = :kind",
        "month": "actions.month = :month",
        "source": "actions.source = :source",
        "child": "actions.child = 'child/' || :child",
    },
    sorts={
        "first": (
            "CASE WHEN actions.state = 'open' AND actions.owner = :me THEN 0 WHEN actions.state = 'open' THEN 1"
            " WHEN actions.state = 'completed' THEN 2 ELSE 3 END, actions.due"
        ),
        "due": "actions.due",
        "owner": "owners.name",
        "team": "teams.name",
        "child": "actions.child",
        "raised": "actions.raised_on",
        # The index by state would be walked backwards and its rows sorted again: reading them all is quicker.
        "state": "+actions.state",
    },
    walks={"owner": "people owners CROSS JOIN actions ON actions.owner = owners.id"},
    audit="actions.source",
    whose={
        "team": ("actions.team", Whole(OWNER_OF.format(column="people.team", ids="my_team"))),
        "area": ("actions.area", Whole(OWNER_OF.format(column="teams.area", ids="my_area"))),
        "person": ("actions.owner", Whole(FROM_MINE), Whole(MANAGED)),
        "child": ("actions.child",),
        "cycle": (Whole(OF_MONTHS),),
    },
    prefixed=True,
)


def overdue_of_managed(model: Any, manager: str, today: date) -> int:
    """How many overdue actions there are of the people whom somebody manages: as many as their list has of them."""
    asked = Asked(Reach(person=manager), today, {"managed": "yes", "standing": "overdue"})
    return counted(model, QUESTION, asked).all


def action(model: Any, id: str) -> Row | None:
    """One action with the names of those whose it is, None when unknown."""
    return next(iter(_listed(model, "actions.id = ?", id)), None)


def of_source(model: Any, source: str) -> list[Row]:
    """The actions that come from an audit, dip sample, concern, report or tracker, the first due first."""
    return _listed(model, "actions.source = ?", source)


def of_child(model: Any, child: str) -> list[Row]:
    """A child's actions, the first due first."""
    return _listed(model, "actions.child = ?", child)


def open_of(model: Any, owner: str) -> list[Row]:
    """The open actions that somebody has, the first due first."""
    return _listed(model, "actions.owner = ? AND actions.state = 'open'", owner)


def of_ids(model: Any, ids: Iterable[str]) -> list[Row]:
    """These actions, the first due first."""
    return _listed(model, "actions.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))


def ever_with(model: Any, owner: str) -> list[str]:
    """The ids of the actions that somebody has or had."""
    sql = "SELECT DISTINCT action FROM action_spans WHERE owner = ? ORDER BY action"
    return [row["action"] for row in model.query(sql, [owner])]


def owners(model: Any, reach: Reach, today: date) -> dict[str, str]:
    """The names by id of those who have actions among those that may be seen, in their order."""
    condition, values = where(QUESTION, Asked(reach, today))
    theirs = f"SELECT 1 FROM actions WHERE actions.owner = owners.id AND ({condition})"
    sql = f"SELECT id, name FROM people owners WHERE EXISTS ({theirs}) ORDER BY name, id"
    return {row["id"]: row["name"] for row in model.query(sql, values)}


def open_by_owner(model: Any, asked: Asked) -> list[Row]:
    """Who has open actions among those that are asked for, by name: how many, and how many of those are overdue."""
    condition, values = where(QUESTION, asked)
    sql = (
        "SELECT actions.owner, owners.name, owners.left_on, own.name AS team_name, count(*) AS n,"
        f" sum(actions.due < :today) AS overdue FROM {QUESTION.source} LEFT JOIN teams own ON own.id = owners.team"
        f" WHERE actions.state = 'open' AND ({condition})"
        " GROUP BY actions.owner ORDER BY coalesce(owners.left_on, '') = '', owners.name, actions.owner"
    )
    return model.query(sql, values)


def matching(model: Any, asked: Asked) -> list[Row]:
    """The actions that are asked for, the first due first."""
    return everything(model, QUESTION, replace(asked, sort="due"))


def seen(model: Any, asked: Asked) -> set[str]:
    """The ids of the actions that are asked for and may be seen."""
    condition, values = where(QUESTION, asked)
    return {row["id"] for row in model.query(f"SELECT actions.id FROM {QUESTION.source} WHERE {condition}", values)}


def months(model: Any, reader: str) -> list[str]:
    """The months (YYYY-MM) in which actions were raised as far as the reader may know, newest first."""
    # From each month to the one before it, by the index, in place of reading every action.
    sql = (
        "WITH RECURSIVE found(month) AS (SELECT max(month) FROM actions UNION ALL"
        " SELECT (SELECT max(month) FROM actions WHERE month < found.month) FROM found WHERE found.month IS NOT NULL)"
        " SELECT month FROM found WHERE EXISTS (SELECT 1 FROM actions WHERE actions.month = found.month"
        f" AND {open_to('source')}) ORDER BY month DESC"
    )
    return [row["month"] for row in model.query(sql, {"reader": reader})]


def _listed(model: Any, condition: str, value: str) -> list[Row]:
    sql = f"SELECT {QUESTION.select} FROM {QUESTION.source} WHERE {condition} ORDER BY actions.due, actions.id"
    return model.query(sql, [value])

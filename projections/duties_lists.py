"""Which follow-ups are these, how many of the duties are done, and how reflective were the discussions?"""

from dataclasses import replace
from datetime import date
from typing import Any

from app.events.vocabulary import DISCUSSIONS, DUTIES
from projections.asking import Asked, Question, everything, where
from projections.rows import Row
from projections.shares import Figure

DONE = {duty: f"duties.{duty}_on <> '' AND duties.{duty}_on <= :today" for duty in DUTIES}
"""That a duty was done by the day that is asked for."""
NEVER = "9999-12-31"
_FIRST = ", ".join(f"CASE WHEN {done} THEN '{NEVER}' ELSE duties.{duty}_due END" for duty, done in DONE.items())
NEXT = f"coalesce(nullif(min({_FIRST}), '{NEVER}'), '')"
"""By when the first duty that was not done by that day is due; empty where all were."""
STANDINGS = {
    "to_do": ("Something to do", f"{NEXT} <> ''"),
    "late": ("Late", f"{NEXT} <> '' AND {NEXT} < :today"),
    "due": ("Due within a week, or late", f"{NEXT} <> '' AND {NEXT} <= date(:today, '+7 days')"),
    "closed": ("Closed", DONE["closing"]),
    **{f"with_{duty}": (f"With: {words.lower()}", DONE[duty]) for duty, words in DUTIES.items()},
    **{f"without_{duty}": (f"Without: {words.lower()}", f"NOT ({DONE[duty]})") for duty, words in DUTIES.items()},
}
KIND = f"CASE WHEN {DONE['discussion']} THEN duties.discussion_kind ELSE '' END"
QUESTION = Question(
    table="duties",
    select=(
        f"duties.*, :today AS asked_on, {NEXT} AS next_due, teams.name AS team_name, areas.name AS area_name,"
        " workers.name AS worker_name,"
        " audits.auditor AS auditor"
    ),
    source=(
        "duties LEFT JOIN teams ON teams.id = duties.team LEFT JOIN areas ON areas.id = duties.area"
        " LEFT JOIN people workers ON workers.id = duties.worker LEFT JOIN audits ON audits.id = duties.audit"
    ),
    filters={
        "on": "duties.received_on <= :today",  # With that day in the place of today.
        "cycle": {
            "year": "duties.received_on >= date(:today, '-12 months') OR duties.closing_on = ''"
            " OR duties.closing_on > :today",
            "received": "duties.received_on >= date(:today, '-12 months')",
            "all": "1",
            "": "duties.cycle = 'cycle/' || :cycle",
        },
        "first": "duties.cycle >= 'cycle/' || :first",
        "last": "duties.cycle <= 'cycle/' || :last",
        "team": "duties.team = :team",
        "area": "duties.area = :area",
        "standing": {key: condition for key, (_, condition) in STANDINGS.items()},
        "discussion": f"{KIND} = :discussion",
        "child": "duties.child = 'child/' || upper(:child)",
    },
    sorts={
        "next": f"{NEXT} = '', {NEXT}",
        "team": "teams.name",
        "received": "duties.received_on",
        "child": "duties.child",
        "discussion": KIND,
    },
    audit="duties.audit",
    whose={"team": ("duties.team",), "area": ("duties.area",)},
)
NOW = {"today": NEVER}
"""With everything that was ever recorded."""
UNDER = ("standing", "discussion")
"""The filters that the figures leave aside: they tell these apart."""


def duty(model: Any, id: str) -> Row | None:
    """One follow-up with the names of its team and worker, None when unknown."""
    return model.one(f"SELECT {QUESTION.select} FROM {QUESTION.source} WHERE duties.id = :id", {"id": id, **NOW})


def of_child(model: Any, child: str) -> list[Row]:
    """The follow-ups of the audits of a child, by audit."""
    sql = f"SELECT {QUESTION.select} FROM {QUESTION.source} WHERE duties.child = :child ORDER BY duties.audit"
    return model.query(sql, {"child": child, **NOW})


def matching(model: Any, asked: Asked) -> list[Row]:
    """The follow-ups that are asked for and may be seen, what is due first first."""
    return everything(model, QUESTION, asked)


def due(model: Any, asked: Asked) -> tuple[int, int]:
    """How many of the follow-ups that are asked for there are, and in how many a duty is late."""
    condition, values = where(QUESTION, asked)
    sql = f"SELECT count(*) AS n, coalesce(sum({STANDINGS['late'][1]}), 0) AS late"
    found = model.one(f"{sql} FROM {QUESTION.source} WHERE {condition}", values)
    return found["n"], found["late"]


def figures(model: Any, asked: Asked) -> dict[str, Figure]:
    """How many of the audits received have each duty done by the day that is asked for, and the discussions by kind.

    Each is of all audits received by then where a day gone by is asked for with `on`. Where the rows are those of the
    last year and what is open, the figures are of the year alone: what is left of before would stand for all of it.
    Those of the monthly report: of 49 audits, direction recorded 17, discussed 27 (6 reflective, 4 partly, 17 not).
    """
    return _counted(_narrow(model, asked))


def by_team(model: Any, asked: Asked) -> dict[str, dict[str, Figure]]:
    """The same figures for each team (id) that received an audit."""
    groups: dict[str, list[Row]] = {}
    for row in _narrow(model, asked):
        groups.setdefault(row["team"], []).append(row)
    return {team: _counted(rows) for team, rows in groups.items()}


def aside(asked: Asked) -> Asked:
    """What the figures are asked: the same without the filters that they tell apart, of audits that were received."""
    chosen = {name: value for name, value in asked.chosen.items() if name not in UNDER}
    return replace(asked, chosen=chosen | ({"cycle": "received"} if asked.chosen.get("cycle") == "year" else {}))


def _narrow(model: Any, asked: Asked) -> list[Row]:
    """What the figures count of each row, without the filters under them."""
    condition, values = where(QUESTION, aside(asked))
    done = ", ".join(f"({done}) AS {duty}_done" for duty, done in DONE.items())
    columns = f"duties.id, duties.team, {KIND} AS kind, {done}, ({STANDINGS['late'][1]}) AS late"
    return model.query(f"SELECT {columns} FROM {QUESTION.source} WHERE {condition} ORDER BY duties.id", values)


def _counted(rows: list[Row]) -> dict[str, Figure]:
    base = tuple(row["id"] for row in rows)
    found = {"received": Figure("received", "Audits received", "Audits accepted and so with a team.", base)}
    for duty, words in DUTIES.items():
        found[duty] = _share(duty, words, tuple(row["id"] for row in rows if row[f"{duty}_done"]), base)
    for kind, words in DISCUSSIONS.items():
        found[kind] = _share(kind, words, tuple(row["id"] for row in rows if row["kind"] == kind), base)
    late = tuple(row["id"] for row in rows if row["late"])
    return found | {"late": _share("late", "With something late", late, base)}


def _share(name: str, label: str, members: tuple[str, ...], base: tuple[str, ...]) -> Figure:
    return Figure(name, label, f"{label} ÷ audits received.", members, base=base)


def newest(model: Any, today: date) -> int:
    """The position of the newest change of a follow-up that was received within twelve months."""
    sql = "SELECT coalesce(max(position), 0) AS n FROM duties WHERE received_on >= date(?, '-12 months')"
    return int(model.one(sql, [today.isoformat()])["n"])

"""Which follow-ups are these, how many of the duties are done, and how reflective were the discussions?"""

from dataclasses import replace
from typing import Any

from app.events.vocabulary import DISCUSSIONS, DUTIES
from projections.asking import Asked, Question, everything, where
from projections.rows import Row
from projections.shares import Figure

STANDINGS = {
    "to_do": ("Something to do", "duties.next_due <> ''"),
    "late": ("Late", "duties.next_due <> '' AND duties.next_due < :today"),
    "due": ("Due within a week, or late", "duties.next_due <> '' AND duties.next_due <= date(:today, '+7 days')"),
    "closed": ("Closed", "duties.closing_on <> ''"),
    **{f"with_{duty}": (f"With: {words.lower()}", f"duties.{duty}_on <> ''") for duty, words in DUTIES.items()},
    **{f"without_{duty}": (f"Without: {words.lower()}", f"duties.{duty}_on = ''") for duty, words in DUTIES.items()},
}
QUESTION = Question(
    table="duties",
    select=(
        "duties.*, teams.name AS team_name, areas.name AS area_name, workers.name AS worker_name,"
        " audits.auditor AS auditor"
    ),
    source=(
        "duties LEFT JOIN teams ON teams.id = duties.team LEFT JOIN areas ON areas.id = duties.area"
        " LEFT JOIN people workers ON workers.id = duties.worker LEFT JOIN audits ON audits.id = duties.audit"
    ),
    filters={
        "cycle": "duties.cycle = 'cycle/' || :cycle",
        "team": "duties.team = :team",
        "area": "duties.area = :area",
        "standing": {key: condition for key, (_, condition) in STANDINGS.items()},
        "discussion": "duties.discussion_kind = :discussion",
        "child": "duties.child = 'child/' || upper(:child)",
    },
    sorts={
        "next": "duties.next_due = '', duties.next_due",
        "team": "teams.name",
        "received": "duties.received_on",
        "child": "duties.child",
        "discussion": "duties.discussion_kind",
    },
    audit="duties.audit",
    whose={"team": ("duties.team",), "area": ("duties.area",)},
)
UNDER = ("standing", "discussion")
"""The filters that the figures leave aside: they tell these apart."""


def duty(model: Any, id: str) -> Row | None:
    """One follow-up with the names of its team and worker, None when unknown."""
    return model.one(f"SELECT {QUESTION.select} FROM {QUESTION.source} WHERE duties.id = ?", [id])


def of_child(model: Any, child: str) -> list[Row]:
    """The follow-ups of the audits of a child, by audit."""
    sql = f"SELECT {QUESTION.select} FROM {QUESTION.source} WHERE duties.child = ? ORDER BY duties.audit"
    return model.query(sql, [child])


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
    """How many of the audits received have each duty done, and the discussions by kind, each of all received.

    Those of the monthly report: of 49 audits, direction recorded 17, discussed 27 (6 reflective, 4 partly, 17 not).
    """
    return _counted(_narrow(model, asked))


def by_team(model: Any, asked: Asked) -> dict[str, dict[str, Figure]]:
    """The same figures for each team (id) that received an audit."""
    groups: dict[str, list[Row]] = {}
    for row in _narrow(model, asked):
        groups.setdefault(row["team"], []).append(row)
    return {team: _counted(rows) for team, rows in groups.items()}


def _narrow(model: Any, asked: Asked) -> list[Row]:
    """What the figures count of each row, without the filters under them."""
    aside = replace(asked, chosen={name: value for name, value in asked.chosen.items() if name not in UNDER})
    condition, values = where(QUESTION, aside)
    done = ", ".join(f"duties.{duty}_on" for duty in DUTIES)
    columns = f"duties.id, duties.team, duties.discussion_kind, {done}, ({STANDINGS['late'][1]}) AS late"
    return model.query(f"SELECT {columns} FROM {QUESTION.source} WHERE {condition} ORDER BY duties.id", values)


def _counted(rows: list[Row]) -> dict[str, Figure]:
    base = tuple(row["id"] for row in rows)
    found = {"received": Figure("received", "Audits received", "Audits accepted and so with a team.", base)}
    for duty, words in DUTIES.items():
        found[duty] = _share(duty, words, tuple(row["id"] for row in rows if row[f"{duty}_on"]), base)
    for kind, words in DISCUSSIONS.items():
        found[kind] = _share(kind, words, tuple(row["id"] for row in rows if row["discussion_kind"] == kind), base)
    late = tuple(row["id"] for row in rows if row["late"])
    return found | {"late": _share("late", "With something late", late, base)}


def _share(name: str, label: str, members: tuple[str, ...], base: tuple[str, ...]) -> Figure:
    return Figure(name, label, f"{label} ÷ audits received.", members, base=base)

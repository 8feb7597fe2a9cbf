"""What a tracker is asked: which rows, in which order, and never more than the reader may see. One way for them all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from projections.rows import Row

Choice = str | Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """A tracker's question to the read model, in SQL.

    `select` and `source` are what stands before and after FROM; `table` names the rows, by `id`, whose `position` moves
    with each change. A filter is a condition on its own `:name`, or one condition for each value that it may have; it
    may ask for `:today`. The first of `sorts` is the usual order, which may ask for `:me`, who reads. `whose` says by
    which columns a row belongs to a team, an area or a person: {"team": ("tasks.team",), "person": ("tasks.owner",)}.
    """

    table: str
    select: str
    source: str
    filters: Mapping[str, Choice]
    sorts: Mapping[str, str]
    whose: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Reach:
    """Which rows a reader may see: all, or those that belong to their teams, to their areas or to themselves.

    `records` are ids of single rows that are theirs for another reason.
    """

    everything: bool = False
    teams: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    person: str = ""
    records: frozenset[str] = frozenset()

    @property
    def ids(self) -> dict[str, list[str]]:
        """The ids by which a row can belong to the reader."""
        return {"team": sorted(self.teams), "area": sorted(self.areas), "person": [self.person] if self.person else []}


@dataclass(frozen=True)
class Asked:
    """What a reader asks: filters that are set, the order ("-" before it to turn it), the rows of a figure or all."""

    reach: Reach
    today: date
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    members: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Counted:
    """How many rows there are, and the position of the newest change among them."""

    all: int
    position: int


def page(model: Any, question: Question, asked: Asked, most: int, past: int) -> list[Row]:
    """At most so many rows, after so many."""
    condition, values = where(question, asked)
    sql = f"SELECT {question.select} FROM {question.source} WHERE {condition} {_order(question, asked)}"
    return model.query(f"{sql} LIMIT :most OFFSET :past", values | {"most": most, "past": past})


def everything(model: Any, question: Question, asked: Asked) -> list[Row]:
    """All the rows, for a file."""
    return page(model, question, asked, -1, 0)


def counted(model: Any, question: Question, asked: Asked) -> Counted:
    """Count the rows."""
    condition, values = where(question, asked)
    table = question.table
    sql = (
        f"SELECT count(*) AS n, coalesce(max({table}.position), 0) AS position FROM {question.source} WHERE {condition}"
    )
    found = model.one(sql, values)
    return Counted(found["n"], found["position"])


def mark(model: Any, found: Counted, today: date) -> str:
    """What changes whenever a row that is shown changes, comes or goes, a name in it does, or the day."""
    sql = "SELECT (SELECT max(position) FROM people) AS people, (SELECT max(position) FROM teams) AS teams"
    names = max(position or 0 for position in model.one(sql).values())
    return f"{found.position}-{found.all}-{names}-{today:%Y%m%d}"


def where(question: Question, asked: Asked) -> tuple[str, dict[str, Any]]:
    """The condition for the rows that are asked for and may be seen, and its values."""
    values: dict[str, Any] = {"today": asked.today.isoformat(), "me": asked.reach.person}
    parts = [_seen(question, asked.reach, values)]
    for name, choice in question.filters.items():
        if value := asked.chosen.get(name, ""):
            values[name] = value
            parts.append(choice if isinstance(choice, str) else choice.get(value, "0"))
    if asked.members is not None:
        values["members"] = _json(asked.members)
        parts.append(f"{question.table}.id IN (SELECT value FROM json_each(:members))")
    return " AND ".join(f"({part})" for part in parts), values


def _seen(question: Question, reach: Reach, values: dict[str, Any]) -> str:
    if reach.everything:
        return "1"
    parts = ["0"]
    for kind, ids in reach.ids.items():
        values[f"my_{kind}"] = _json(ids)
        parts += [f"{column} IN (SELECT value FROM json_each(:my_{kind}))" for column in question.whose.get(kind, ())]
    if reach.records:
        values["my_records"] = _json(sorted(reach.records))
        parts.append(f"{question.table}.id IN (SELECT value FROM json_each(:my_records))")
    return " OR ".join(parts)


def _order(question: Question, asked: Asked) -> str:
    name = asked.sort.removeprefix("-")
    by = question.sorts.get(name) or next(iter(question.sorts.values()))
    return f"ORDER BY {by}{' DESC' if asked.sort.startswith('-') else ''}, {question.table}.id"


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values))

"""What a tracker is asked: which rows, in which order, and never more than the reader may see. One way for them all."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from projections.rows import Row
from projections.seals import open_to

PREFIX = re.compile(r"\b([a-z_]+)\.")
Choice = str | Mapping[str, str]


class Whole(str):
    """A whole condition in the place of a column of `whose`, with the ids as JSON in :my_team, :my_area or :my_person.

    For what an index finds and a join does not.
    """


@dataclass(frozen=True)
class Question:
    """A tracker's question to the read model, in SQL.

    `select` and `source` are what stands before and after FROM; `table` names the rows, by `id`, whose `position` moves
    with each change. A filter is a condition on its own `:name`, or one condition for each value that it may have, and
    under "" one for all others; it may ask for `:today`. The first of `sorts` is the usual order, which may ask for
    `:me`, who reads. `whose` says by which columns a row belongs to a team, an area, a person, a child or a month:
    {"team": ("tasks.team",), "person": ("tasks.owner",)}. `audit` is the column with the audit that a row comes of, if
    any: rows of one that is sealed from whoever asks are not there.
    """

    table: str
    select: str
    source: str
    filters: Mapping[str, Choice]
    sorts: Mapping[str, str]
    whose: Mapping[str, tuple[str, ...]]
    audit: str = ""
    prefixed: bool = False
    """Whether every column has its table's name before it, so that what needs one table alone goes without joins."""
    walks: Mapping[str, str] = field(default_factory=dict)
    """By order: the tables as they are read one row after another in that order, where everything is asked for.

    It is for an order by another table's column, which is else sorted as a whole for every page. It must not lose rows.
    """

    def rows(self, *parts: str) -> str:
        """The tables that parts of a query need."""
        named = {name for part in parts for name in PREFIX.findall(part)}
        return self.table if self.prefixed and named <= {self.table} else self.source

    def walk(self, asked: "Asked") -> str:
        """The tables in the order that is asked for, where nothing narrows the rows; else nothing."""
        narrowed = asked.members is not None or any(asked.chosen.values()) or not asked.reach.everything
        return "" if narrowed else self.walks.get(asked.sort.removeprefix("-"), "")


@dataclass(frozen=True)
class Reach:
    """Which rows a reader may see: all, or those that belong to their teams, to their areas or to themselves.

    `records` are ids of single rows that are theirs for another reason; `children` and `cycles` are what an inspection
    names, by which rows are found where the question says how.
    """

    everything: bool = False
    teams: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    person: str = ""
    records: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    cycles: frozenset[str] = frozenset()
    reader: str = ""
    """Who asks, where that is not `person`, by whom rows are found."""
    without: frozenset[str] = frozenset()
    """Ids of single rows that are not there for the reader, whatever else says so."""

    @property
    def ids(self) -> dict[str, list[str]]:
        """The ids by which a row can belong to the reader."""
        near = {"team": sorted(self.teams), "area": sorted(self.areas), "person": [self.person] if self.person else []}
        return near | {"child": sorted(self.children), "cycle": sorted(self.cycles)}


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
    table, order = question.table, _order(question, asked)
    # First which ones, without the joins that only their names need, then those with everything.
    tables = question.walk(asked) or question.rows(condition, order)
    inside = f"SELECT {table}.id FROM {tables} WHERE {condition} {order}"
    ids = [
        row["id"] for row in model.query(f"{inside} LIMIT :most OFFSET :past", values | {"most": most, "past": past})
    ]
    # Named one by one, so that an index finds them also where the table is one of several put together.
    named = {f"id{number}": id for number, id in enumerate(ids)}
    these = f"{table}.id IN ({', '.join(f':{name}' for name in named)})"
    sql = f"SELECT {question.select} FROM {question.source} WHERE {these} {order}"
    return model.query(sql, values | named)


def everything(model: Any, question: Question, asked: Asked) -> list[Row]:
    """All the rows, for a file."""
    condition, values = where(question, asked)
    sql = f"SELECT {question.select} FROM {question.source} WHERE {condition} {_order(question, asked)}"
    return model.query(sql, values)


def counted(model: Any, question: Question, asked: Asked) -> Counted:
    """Count the rows."""
    condition, values = where(question, asked)
    # The limit keeps SQLite from merging the two, as it leaves needless joins out only where nothing is counted.
    inside = f"SELECT {question.table}.position FROM {question.rows(condition)} WHERE {condition} LIMIT -1"
    sql = f"SELECT count(*) AS n, coalesce(max(position), 0) AS position FROM ({inside})"
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
    if question.audit:
        values["reader"] = asked.reach.reader or asked.reach.person
        parts.append(open_to(question.audit))
    if asked.reach.without:
        values["without"] = _json(sorted(asked.reach.without))
        parts.append(f"{question.table}.id NOT IN (SELECT value FROM json_each(:without))")
    for name, choice in question.filters.items():
        if value := asked.chosen.get(name, ""):
            values[name] = value
            parts.append(choice if isinstance(choice, str) else choice.get(value, choice.get("", "0")))
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
        parts += [_is_mine(column, kind) for column in question.whose.get(kind, ())]
    if reach.records:
        values["my_records"] = _json(sorted(reach.records))
        parts.append(f"{question.table}.id IN (SELECT value FROM json_each(:my_records))")
    return " OR ".join(parts)


def _is_mine(column: str, kind: str) -> str:
    return column if isinstance(column, Whole) else f"{column} IN (SELECT value FROM json_each(:my_{kind}))"


def _order(question: Question, asked: Asked) -> str:
    name = asked.sort.removeprefix("-")
    by = question.sorts.get(name) or next(iter(question.sorts.values()))
    return f"ORDER BY {by}{' DESC' if asked.sort.startswith('-') else ''}, {question.table}.id"


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values))

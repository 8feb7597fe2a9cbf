"""The triggers that let a file only grow: are those there that the programme made, and no others?"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

EVENTS = "stored_events"
"""The table of a log's file."""
MADE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
PARTS = "SELECT name, sql FROM sqlite_master WHERE type <> 'trigger' AND name NOT LIKE 'sqlite_%'"
"""Tables, indexes and views."""


class Guards(NamedTuple):
    """The names of triggers that are missing, and of those that are not as the programme makes them or not its own."""

    missing: tuple[str, ...]
    others: tuple[str, ...]


def append_only(table: str = EVENTS) -> list[str]:
    """What makes the table of a log, and the triggers that let it only grow (INSERT OR REPLACE walks past the first
    two)."""
    return [
        f"CREATE TABLE IF NOT EXISTS {table} (rowid INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL,"
        " originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL,"
        " UNIQUE (originator_id, originator_version))",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS"
        f" (SELECT 1 FROM {table} WHERE rowid = NEW.rowid OR (originator_id = NEW.originator_id"
        " AND originator_version = NEW.originator_version))"
        " BEGIN SELECT RAISE(ABORT, 'this place in the log is taken'); END",
    ]


def put_right(path: Path, statements: Sequence[str]) -> list[str]:
    """Take out what stands in a file under the name of a trigger that these statements make and does something else.

    They are made again when the file is opened. Returns the names of triggers that are nobody's, which stay; of a file
    that is none of SQLite's nothing is known.
    """
    own = {name for name, _ in _made(statements)}
    try:
        others = guards(path, statements).others
    except sqlite3.DatabaseError:
        return []
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for name in own.intersection(others):
            file.execute(f"DROP TRIGGER [{name}]")
    return [name for name in others if name not in own]


def guards(path: Path, statements: Sequence[str]) -> Guards:
    """What of a file's triggers is not as these statements make them; nothing is written. Raises sqlite3.Error."""
    should = dict(_made(statements))
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        there = dict(file.execute(MADE).fetchall())
    others = (name for name, sql in there.items() if should.get(name) != sql)
    return Guards(tuple(sorted(should.keys() - there.keys())), tuple(sorted(others)))


def parts(path: Path, statements: Sequence[str]) -> tuple[str, ...]:
    """The names of a file's tables, indexes and views that these statements do not make, or make otherwise; what an
    older file lacks is made when it is opened. Nothing is written. Raises sqlite3.Error."""
    should = dict(_made(statements, PARTS))
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        there = dict(file.execute(PARTS).fetchall())
    return tuple(sorted(name for name, sql in there.items() if should.get(name) != sql))


def _made(statements: Sequence[str], what: str = MADE) -> list[tuple[str, str]]:
    """The triggers, or what else is asked for, that these statements make, by name, as a file holds them."""
    with closing(sqlite3.connect(":memory:")) as made:
        for statement in statements:
            made.execute(statement)
        return made.execute(what).fetchall()

"""Who read what: a log beside the programme's, to which each page with narrative adds a line before it is shown.

No line is ever changed. It holds whom a page is about, never what it says, in the shape in which the ledger takes a
log's events.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

READINGS, LEDGER = "readings.sqlite", "ledger/readings"
"""In the data folder: the access log, and the folder of its ledger."""
LOWEST = -(1 << 63)
"""What comes after it is every line, also one below the first number, where none is ever written."""
WAITS = 2
"""Seconds for which a line waits for somebody else who writes; each page that is asked for waits with it."""
STREAM, TOPIC = "readings", "page read"
NAMES = ("at", "by", "kind", "inspection", "path")
"""What is asked for by a column of its own, which is worked out from the line itself."""
TABLE = (
    "CREATE TABLE IF NOT EXISTS readings (number INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT NULL,"
    + ",".join(f" {name} TEXT GENERATED ALWAYS AS (json_extract(line, '$.{name}')) VIRTUAL" for name in NAMES)
    + ")",
    "CREATE TABLE IF NOT EXISTS reading_names (name TEXT NOT NULL, number INTEGER NOT NULL,"
    " PRIMARY KEY (name, number)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS readings_by ON readings (by, number)",
    "CREATE INDEX IF NOT EXISTS readings_inspection ON readings (inspection, number) WHERE inspection <> ''",
    "CREATE TRIGGER IF NOT EXISTS readings_named AFTER INSERT ON readings BEGIN"
    " INSERT INTO reading_names SELECT DISTINCT value, NEW.number FROM json_each(NEW.line, '$.about'); END",
    "CREATE TRIGGER IF NOT EXISTS readings_no_replace BEFORE INSERT ON readings"
    " WHEN EXISTS (SELECT 1 FROM readings WHERE number = NEW.number)"
    " BEGIN SELECT RAISE(ABORT, 'this place in the access log is taken'); END",
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{what.lower()} BEFORE {what} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'the access log is never changed'); END"
        for table in ("readings", "reading_names")
        for what in ("UPDATE", "DELETE")
    ),
)


class NotNoted(Exception):  # noqa: N818 - it says why a page is not shown
    """It cannot be written down that a page is being read, so the page is not shown."""


@dataclass(frozen=True)
class Reading:
    """A line: who asked for which page and when (ISO, UTC), at which position of the programme's log, and about whom.

    `kind` is a key of KINDS; `record` the id that the address names, `about` the children and people whose narrative it
    is. `why` is what the reader gave as a reason, where one was asked; `as_at` the moment of a page of the past;
    `inspection` the inspection that let an inspector in. `number` counts the lines from 1.
    """

    at: str
    by: str
    endpoint: str
    path: str
    kind: str
    record: str
    about: tuple[str, ...]
    position: int
    why: str = ""
    as_at: str = ""
    inspection: str = ""
    number: int = 0


@dataclass(frozen=True)
class Chosen:
    """Which lines are asked for, each empty for any: reader, somebody whom it is about, kind, inspection, and moments.

    `since` and `before` are ISO in UTC; the second is no longer among them.
    """

    by: str = ""
    about: str = ""
    kind: str = ""
    inspection: str = ""
    since: str = ""
    before: str = ""


class Readings:
    """The access log of a data folder: each line is on the disk when `note` returns, and none is ever changed."""

    def __init__(self, path: Path) -> None:
        self.path, self._lock = path, threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=WAITS)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        for statement in TABLE:
            self._connection.execute(statement)
        self._file = _file_at(path)

    def note(self, made: Reading) -> int:
        """Write a line; returns its number.

        Raises NotNoted where that cannot be done: on a full disk, and where another file or none stands at its path.
        """
        facts = {key: value for key, value in asdict(made).items() if key != "number"}
        line = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        with self._lock:
            try:
                if _file_at(self.path) != self._file:
                    raise NotNoted(f"{self.path} is no longer the file that was opened")
                return int(self._connection.execute("INSERT INTO readings (line) VALUES (?)", [line]).lastrowid or 0)
            except (sqlite3.Error, OSError) as fault:
                raise NotNoted from fault

    def page(self, chosen: Chosen, most: int = -1, past: int = 0) -> list[Reading]:
        """The lines that are asked for, the newest first; at most so many, after so many."""
        where, values = _where(chosen)
        order = "ORDER BY readings.number DESC LIMIT ? OFFSET ?"
        return [
            _read(*row) for row in self._rows(f"SELECT number, line FROM readings{where} {order}", *values, most, past)
        ]

    def count(self, chosen: Chosen) -> int:
        """How many lines are asked for."""
        where, values = _where(chosen)
        return int(self._rows(f"SELECT count(*) FROM readings{where}", *values)[0][0])

    def of_child(self, child: str) -> list[Reading]:
        """Every reading of a child's narrative ("child/C-10482"), or of what is about a person, the newest first."""
        return self.page(Chosen(about=child))

    def by_person(self, person: str) -> list[Reading]:
        """Every reading by a person, the newest first."""
        return self.page(Chosen(by=person))

    def reading(self, number: int) -> Reading | None:
        """A line by its number, None for one that there is not."""
        rows = self._rows("SELECT number, line FROM readings WHERE number = ?", number)
        return _read(*rows[0]) if rows else None

    def readers(self) -> list[str]:
        """Everybody (ids) who has read anything."""
        return [by for (by,) in self._rows("SELECT DISTINCT by FROM readings ORDER BY by")]

    def stored(self, after: int, limit: int) -> list[tuple[int, str, int, str, bytes]]:
        """The lines after a number as the ledger takes them."""
        first = after if after == LOWEST else after + 1
        rows = self._rows("SELECT number, line FROM readings WHERE number >= ? ORDER BY number LIMIT ?", first, limit)
        return [(number, STREAM, number, TOPIC, line.encode()) for number, line in rows]

    def close(self) -> None:
        """Close its file."""
        self._connection.close()

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


@contextmanager
def opened(path: Path) -> Iterator[Readings]:
    """The access log at a path, closed when it is done with."""
    found = Readings(path)
    try:
        yield found
    finally:
        found.close()


def _file_at(path: Path) -> tuple[int, int]:
    """Which file a path is of, whatever it was called before."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _read(number: int, line: str) -> Reading:
    facts = json.loads(line)
    return Reading(**facts | {"about": tuple(facts["about"]), "number": number})


def _where(chosen: Chosen) -> tuple[str, Sequence[str]]:
    """The condition for the lines that are asked for, with its values."""
    parts = {name: f"readings.{name} = ?" for name in ("by", "kind", "inspection")}
    parts |= {"about": "readings.number IN (SELECT number FROM reading_names WHERE name = ?)"}
    parts |= {"since": "readings.at >= ?", "before": "readings.at < ?"}
    asked = {name: value for name in parts if (value := getattr(chosen, name))}
    condition = " AND ".join(parts[name] for name in asked)
    return (f" WHERE {condition}" if condition else ""), list(asked.values())

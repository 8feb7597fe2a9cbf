"""A read model that stands still: a file that nobody writes to any more, read by any number of threads."""

import shutil
import sqlite3
import threading
import weakref
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

SIZE = "SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size"

OWN = "SELECT audit, person, loop FROM main.seals"
SEALS = "CREATE TEMP TABLE seals (audit TEXT, person TEXT, loop TEXT, PRIMARY KEY (audit, person)) WITHOUT ROWID"
"""A table that stands before the one of the file wherever a query names `seals`."""


class StillModel:
    """Answers queries as the live model does, of one position for ever.

    It keeps its file open, so that what it reads stays there when the file is let go of meanwhile; twice, the second
    time for who is shown it with the seals of now.
    """

    fault = None

    def __init__(self, path: Path) -> None:
        self._open(path)
        self._sealed_now = SealedNow(path)

    def with_seals(self, rows: list[dict[str, Any]]) -> "StillModel":
        """The same, but sealed is also what these rows of `seals` say: what is sealed now is so at every moment."""
        self._sealed_now.seal(rows)
        return self._sealed_now

    def _open(self, path: Path) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        self.path, self._lock = path, threading.Lock()
        self._connection, self._database = connection, Database(connection)
        weakref.finalize(self, connection.close)
        self.position = int(self.query("SELECT position FROM position")[0]["position"])

    def query(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows that a query gives, fetched whole."""
        with self._lock:
            return list(self._database.query(sql, params))

    def one(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> dict[str, Any] | None:
        """The first row that a query gives, None for none."""
        return next(iter(self.query(sql, params)), None)

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(int(row["n"]) for row in self.query(SIZE))

    def copy(self, to: Path) -> None:
        """Copy it whole into another file, also where its own was let go of."""
        try:
            shutil.copyfile(self.path, to)  # A fifth of the time that SQLite takes, page by page.
        except FileNotFoundError:
            with self._lock, closing(sqlite3.connect(to)) as copy:
                self._connection.backup(copy)

    def catch_up(self) -> int:
        """It stands still; returns its position."""
        return self.position


class SealedNow(StillModel):
    """A read model of the past in which seals of now are in force too: to every query of it they stand in `seals`."""

    def __init__(self, path: Path) -> None:
        self._open(path)
        self._rows: list[tuple[str, str, str]] | None = None

    def seal(self, rows: list[dict[str, Any]]) -> None:
        """Have these seals (audit, person, loop) in force beside its own, instead of those that were given before."""
        wanted = sorted((row["audit"], row["person"], row["loop"]) for row in rows)
        with self._lock:
            if self._rows is None:
                self._connection.execute("PRAGMA temp_store=MEMORY")
                self._connection.execute(SEALS)
            if wanted != self._rows:
                self._connection.execute("BEGIN")
                self._connection.execute("DELETE FROM temp.seals")
                self._connection.execute(f"INSERT INTO temp.seals {OWN}")
                self._connection.executemany("INSERT OR IGNORE INTO temp.seals VALUES (?, ?, ?)", wanted)
                self._connection.execute("COMMIT")
                self._rows = wanted

    def with_seals(self, rows: list[dict[str, Any]]) -> StillModel:
        """Itself, with these."""
        self.seal(rows)
        return self


def copied(path: Path, to: Path) -> int:
    """Copy a database as it stands, whatever its write-ahead log holds and whoever writes to it; its position."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        return int(copy.execute("SELECT position FROM position").fetchone()[0])

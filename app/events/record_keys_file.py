"""The keys of records in a SQLite file beside the log, which only its owner reads."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from app.events.record_keys import Keys, NotErased, new_key
from app.events.sealed import Key
from app.events.write_ahead import write_ahead

KEYS = "keys.sqlite"
"""The file's name, beside the log."""
SECONDS = 15
SECONDS_TO_CHECK = 2.0
"""So long the check waits for somebody who has the file to themselves."""
AT_ONCE = 500
"""Records that are asked for in one question."""
TABLES = (
    # One tree alone, so that a new key is one page to be written and waited for.
    "CREATE TABLE IF NOT EXISTS record_keys (record TEXT PRIMARY KEY, id TEXT NOT NULL, secret BLOB NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS erased_keys (record TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (record, id))"
    " WITHOUT ROWID",
    # Noted with each deletion, and taken out once the file and its write-ahead log hold no copy any more.
    "CREATE TABLE IF NOT EXISTS to_overwrite (erasure TEXT PRIMARY KEY) WITHOUT ROWID",
)


class KeyFile:
    """A SQLite file that only its owner reads, made when the first key is. What is deleted is overwritten."""

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self._path, self._durable = path, durable
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def is_there(self) -> bool:
        """Whether there is a file, be it empty."""
        return self._path.exists()

    def changed(self) -> object:
        """Something else after each change that another connection made."""
        return self._rows("PRAGMA data_version")

    def keys_of(self, records: list[str]) -> list[Key]:
        """The keys of those records that have one."""
        found: list[Any] = []
        for start in range(0, len(records), AT_ONCE):
            part = records[start : start + AT_ONCE]
            asked = f"SELECT record, id, secret FROM record_keys WHERE record IN ({', '.join('?' * len(part))})"
            found += self._rows(asked, *part)
        return [Key(*row) for row in found]

    def make(self, records: list[str]) -> None:
        """Make a key for each record that has none, all or none."""
        add = "INSERT INTO record_keys (record, id, secret) VALUES (?, ?, ?) ON CONFLICT (record) DO NOTHING"
        new = [new_key(record) for record in records]
        self._write(lambda connection: connection.executemany(add, new))
        self._open()  # What was put into a file that is not there any more is not kept.

    def erase(self, names: list[str]) -> None:
        """Delete the keys and whatever copies the file still has of them, or of those that went before."""
        pairs = [(record, id) for record, _, id in (name.rpartition("#") for name in names)]
        if pairs:
            self._write(lambda connection: _erase(connection, pairs))
        if left := self._rows("SELECT erasure FROM to_overwrite"):
            self._overwrite(left)

    def _overwrite(self, left: list[Any]) -> None:
        connection = self._open()
        # Pages that were rearranged may hold a copy; so may the write-ahead log.
        connection.execute("VACUUM")
        if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise NotErased
        self._write(lambda connection: connection.executemany("DELETE FROM to_overwrite WHERE erasure = ?", left))

    def names(self) -> list[str]:
        """The names of all keys."""
        return [f"{record}#{id}" for record, id in self._rows("SELECT record, id FROM record_keys")]

    def erased(self) -> list[str]:
        """The names of those that were erased."""
        return [f"{record}#{id}" for record, id in self._rows("SELECT record, id FROM erased_keys")]

    def check(self) -> None:
        """Read all of the file, and have it for writing for a moment; raises what a key would be refused with."""
        if self._connection:
            self._open()
        elif not self._path.exists():
            return
        with closing(sqlite3.connect(self._path, isolation_level=None, timeout=SECONDS_TO_CHECK)) as looked:
            looked.execute("BEGIN IMMEDIATE")
            looked.execute("SELECT count(*), max(secret) FROM record_keys").fetchall()
            looked.execute("SELECT count(*), max(id) FROM erased_keys").fetchall()

    def close(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _rows(self, statement: str, *values: str) -> list[Any]:
        if not self._connection and not self._path.exists():
            return []
        return self._open().execute(statement, values).fetchall()

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        connection = self._open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            change(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # A full disk has ended it already.
                connection.execute("ROLLBACK")
            raise

    def _open(self) -> sqlite3.Connection:
        """The connection; raises OSError once its file was moved, removed or replaced by another."""
        if self._connection and self._file != _file_at(self._path):
            raise FileNotFoundError(f"{self._path} is not the file that was opened")
        if self._connection is None:
            with suppress(FileExistsError):
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            made = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=SECONDS)
            write_ahead(made)
            for pragma in self._pragmas():
                made.execute(f"PRAGMA {pragma}")
            for table in TABLES:
                made.execute(table)
            self._connection, self._file = made, _file_at(self._path)
        return self._connection

    def _pragmas(self) -> list[str]:
        wait = ["synchronous=FULL", *(["fullfsync=ON"] if sys.platform == "darwin" else [])]
        # In memory: what VACUUM sorts out must not lie in the system's folder for temporary files.
        fixed = ["secure_delete=ON", "temp_store=MEMORY"]
        return fixed + (wait if self._durable else ["synchronous=OFF"])


def _erase(connection: sqlite3.Connection, pairs: list[tuple[str, str]]) -> None:
    connection.executemany("DELETE FROM record_keys WHERE record = ? AND id = ?", pairs)
    connection.executemany("INSERT OR IGNORE INTO erased_keys (record, id) VALUES (?, ?)", pairs)
    connection.execute("INSERT INTO to_overwrite VALUES (?)", [token_hex(8)])


def _file_at(path: Path) -> tuple[int, int]:
    """Which file stands at a path."""
    found = path.stat()
    return found.st_dev, found.st_ino


def key_file(path: Path, *, durable: bool = True) -> Keys:
    """The keys in a file."""
    return Keys(KeyFile(path, durable=durable))

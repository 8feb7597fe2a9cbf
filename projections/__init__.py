"""The read side: a read model is a throwaway SQLite file, the fold of every handler over the log up to a position."""

import hashlib
import importlib
import pkgutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlite_utils import Database

from projections.rows import Handler, Rows, Table

BATCH = 10_000


class Log(Protocol):
    """What a read model needs of a log."""

    def head(self) -> int: ...

    def read(self, after: int, limit: int = BATCH, upto: int | None = None) -> list[Any]: ...


@dataclass(frozen=True)
class Fault:
    """The event at which a handler failed; the model stands still at the position before it."""

    position: int
    topic: str
    what: str


@dataclass(frozen=True)
class Views:
    """The tables of every question and which handlers get which event."""

    tables: tuple[Table, ...]
    handlers: dict[str, tuple[Handler, ...]]
    version: str

    @classmethod
    def collect(cls) -> "Views":
        """Find every question's module in this package; its version changes with any of the sources."""
        modules = [importlib.import_module(f"projections.{found.name}") for found in pkgutil.iter_modules(__path__)]
        answering = [module for module in modules if hasattr(module, "HANDLERS")]
        handlers: dict[str, tuple[Handler, ...]] = {}
        for module in answering:
            for topic, handler in module.HANDLERS.items():
                handlers[topic] = (*handlers.get(topic, ()), handler)
        return cls(tuple(table for module in answering for table in module.TABLES), handlers, _sources())


class ReadModel:
    """One read model in a file: catches up before a read, and answers queries."""

    def __init__(self, path: Path, log: Log, views: Views | None = None, upto: int | None = None) -> None:
        self.path, self.log, self.upto = path, log, upto
        self.views = views or Views.collect()
        self.fault: Fault | None = None
        self._lock = threading.Lock()
        self._local = threading.local()
        self._writer = _connect(path)
        self._create()
        self.position = self._stored_position()

    def catch_up(self, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
        """Take in what the log has and the model lacks, under one lock; returns the position reached.

        A handler that fails leaves the model at the last good position and its `fault` set.
        """
        head = self._head()
        if head == self.position:
            return self.position
        with self._lock:
            while self.position < head and self._take_batch(head):
                progress(self.position, head)
        return self.position

    def query(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows that a query gives, fetched whole."""
        return list(self._reader().query(sql, params))

    def one(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> dict[str, Any] | None:
        """The first row that a query gives, None for none."""
        return next(iter(self.query(sql, params)), None)

    def close(self) -> None:
        """Close the writer; readers of other threads close with their threads."""
        self._writer.close()

    def _head(self) -> int:
        head = self.log.head()
        return head if self.upto is None else min(head, self.upto)

    def _take_batch(self, head: int) -> bool:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            self.position = self._stored_position()
            happened = self.log.read(self.position, BATCH, head)
            taken = self._fold(happened)
            self._writer.execute("COMMIT")
        except BaseException:
            self._writer.execute("ROLLBACK")
            raise
        self.position = taken
        return bool(happened) and self.fault is None

    def _fold(self, happened: list[Any]) -> int:
        rows, fault = Rows(self._writer, self.views.tables), None
        for count, event in enumerate(happened):
            try:
                for handler in self.views.handlers.get(event.topic, ()):
                    handler(rows, event)
            except Exception as failure:
                fault = Fault(event.position, event.topic, f"{type(failure).__name__}: {failure}")
                # A failed handler may have touched rows: fold again, without the event that failed.
                return self._stop_before(happened[:count], fault)
        self.fault = None
        return self._store(rows, happened[-1].position if happened else self.position)

    def _stop_before(self, good: list[Any], fault: Fault) -> int:
        reached = self._fold(good)
        self.fault = fault
        return reached

    def _store(self, rows: Rows, position: int) -> int:
        rows.flush()
        self._writer.execute("UPDATE position SET position = ?", (position,))
        return position

    def _create(self) -> None:
        database = Database(self._writer)
        if "position" in database.table_names():
            return
        self._writer.execute("BEGIN IMMEDIATE")
        for table in self.views.tables:
            table.create(self._writer)
        self._writer.execute("CREATE TABLE position (position INTEGER NOT NULL)")
        self._writer.execute("INSERT INTO position VALUES (0)")
        self._writer.execute("COMMIT")

    def _stored_position(self) -> int:
        return int(self._writer.execute("SELECT position FROM position").fetchone()[0])

    def _reader(self) -> Database:
        if not hasattr(self._local, "database"):
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=15)
            connection.execute("PRAGMA query_only=ON")
            self._local.database = Database(connection)
        return self._local.database


def open_model(folder: Path, log: Log) -> ReadModel:
    """Open the read model of this version of the projections; older versions' files are deleted.

    A file that another process still holds open stays until the next start (Windows does not let go of it).
    """
    views = Views.collect()
    path = folder / f"views-{views.version}.sqlite"
    for old in folder.glob("views-*.sqlite*"):
        if not old.name.startswith(path.name):
            _forget(old)
    return ReadModel(path, log, views)


def _forget(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=15)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


def _sources() -> str:
    """A digest of everything that decides what the rows are: these modules and the events they read."""
    here = Path(__file__).parent
    files = sorted(here.glob("*.py")) + sorted((here.parent / "app" / "events").glob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]

"""The read side: a read model is a throwaway SQLite file, the fold of every handler over the log up to a position."""

import gc
import hashlib
import importlib
import pkgutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlite_utils import Database

import app.events  # noqa: F401 - registers every type of event
from app.events.base import TOPICS
from app.events.write_ahead import write_ahead
from projections.rows import Handler, Rows, Table

BATCH = 200_000
"""Events taken in one transaction, in which each row is written once."""
CHUNK = 100
"""Events decoded at a time: few enough to be folded while they are still in the processor's cache.

A log behind a network says by its own `chunk` how many it is asked for at once.
"""


class Log(Protocol):
    """What a read model needs of a log."""

    def head(self) -> int: ...

    def read(self, after: int, limit: int = CHUNK, upto: int | None = None) -> list[Any]: ...


class NamedLog(Log, Protocol):
    """A log that can be told from others."""

    id: str


@dataclass(frozen=True)
class Fault:
    """The event at which a handler failed; the model stands still at the position before it."""

    position: int
    topic: str
    what: str


@dataclass(frozen=True)
class Views:
    """The tables of every question, and which handlers get which event; an event that is not here stops the fold."""

    tables: tuple[Table, ...]
    handlers: dict[str, tuple[Handler, ...]]
    version: str

    @classmethod
    def collect(cls) -> "Views":
        """Find every question's module in this package; its version changes with any of the sources.

        A module hears a subject when it handles any of its events; IGNORES then names those that it leaves.
        """
        modules = [importlib.import_module(f"projections.{found.name}") for found in pkgutil.iter_modules(__path__)]
        answering = [module for module in modules if hasattr(module, "HANDLERS")]
        handlers = {
            topic: tuple(module.HANDLERS[topic] for module in answering if topic in module.HANDLERS)
            for topic in sorted(TOPICS)
        }
        return cls(tuple(table for module in answering for table in module.TABLES), handlers, _sources())


class ReadModel:
    """One read model in a file: catches up before a read, and answers queries."""

    def __init__(
        self, path: Path, log: Log, views: Views | None = None, upto: int | None = None, batch: int = BATCH
    ) -> None:
        self.path, self.log, self.upto, self.batch = path, log, upto, batch
        self.views = views or Views.collect()
        self.fault: Fault | None = None
        self._lock = threading.Lock()
        self._local = threading.local()
        self._writer = _connect(path)
        self._create()
        self.position = self._stored_position()
        self._indexed = False
        if self.position:
            self._index()

    def catch_up(self, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
        """Take in what the log has and the model lacks, under one lock; returns the position reached.

        A handler that fails leaves the model at the last good position and its `fault` set.
        """
        head = self._head()
        if head == self.position:
            return self.position
        with self._lock, collector_resting(head - self.position):
            while self.position < head and self._take_batch(head):
                progress(self.position, head)
            self._index()
        return self.position

    def follow(self) -> None:
        """Catch up after a save; without room on the disk at the next chance, as what was saved stays saved."""
        with suppress(sqlite3.OperationalError):
            self.catch_up()

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
        with self._transaction():
            start = self._stored_position()
            reached, fault = self._fold(start, max(start, min(head, start + self.batch)))
        self.position, self.fault = reached, fault
        return fault is None

    def _fold(self, after: int, upto: int) -> tuple[int, Fault | None]:
        """Fold the events after a position, up to another or to the one before a fault; return where, and the fault."""
        rows, reached, handlers = Rows(self._writer, self.views.tables), after, self.views.handlers
        chunk = getattr(self.log, "chunk", CHUNK)
        while happened := self.log.read(reached, chunk, upto):
            try:
                for event in happened:
                    for handler in handlers[event.topic]:
                        handler(rows, event)
            except Exception as failure:
                # A failed handler may have touched rows: fold again, without the event that failed.
                return self._fold(after, event.position - 1)[0], _fault(event, failure, handlers)
            reached = happened[-1].position
        rows.flush()
        # Not to the last event: the positions after it may be of a save that failed, and are never filled.
        self._writer.execute("UPDATE position SET position = ?", (upto,))
        return upto, None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._writer.execute("COMMIT")
        except BaseException:
            if self._writer.in_transaction:  # A full disk has ended it already.
                self._writer.execute("ROLLBACK")
            raise

    def _create(self) -> None:
        with self._transaction():
            if "position" in Database(self._writer).table_names():
                return
            for table in self.views.tables:
                table.create(self._writer)
            self._writer.execute("CREATE TABLE position (position INTEGER NOT NULL)")
            self._writer.execute("INSERT INTO position VALUES (0)")

    def _index(self) -> None:
        """Make the indexes once there are rows: a rebuild is quicker without them."""
        if self._indexed:
            return
        with self._transaction():
            for table in self.views.tables:
                table.index(self._writer)
        self._indexed = True

    def _stored_position(self) -> int:
        return int(self._writer.execute("SELECT position FROM position").fetchone()[0])

    def _reader(self) -> Database:
        if not hasattr(self._local, "database"):
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=15)
            connection.execute("PRAGMA query_only=ON")
            self._local.database = Database(connection)
        return self._local.database


def path_of(folder: Path, log: NamedLog, views: Views) -> Path:
    """The file of a read model: its name carries the version of the projections and the log that it follows."""
    return folder / f"views-{'-'.join(filter(None, (views.version, log.id)))}.sqlite"


def open_model(folder: Path, log: NamedLog) -> ReadModel:
    """Open the read model of this version of the projections; older versions' files are deleted, other logs' are not.

    A file that another process still holds open stays until the next start (Windows does not let go of it).
    """
    views = Views.collect()
    path = path_of(folder, log, views)
    for old in folder.glob("views-*.sqlite*"):
        if not old.name.startswith(f"views-{views.version}"):
            _forget(old)
    model = ReadModel(path, log, views)
    if model.position <= log.head():
        return model
    # The log is shorter than what was folded: an older backup was put back. What was folded of the rest is not so.
    model.close()
    for old in folder.glob(f"{path.name}*"):
        _forget(old)
    return ReadModel(path, log, views)


@contextmanager
def collector_resting(events: int) -> Iterator[None]:
    """Let Python's collector of cyclic garbage rest while many events are folded: they make rows, never cycles."""
    if events < CHUNK or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _fault(event: Any, failure: Exception, handlers: dict[str, tuple[Handler, ...]]) -> Fault:
    if event.topic not in handlers:
        return Fault(event.position, event.topic, "No projection knows this type of event.")
    return Fault(event.position, event.topic, f"{type(failure).__name__}: {failure}")


def _forget(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=15)
    write_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


def _sources() -> str:
    """A digest of everything that decides what the rows are: these modules and the events they read."""
    here = Path(__file__).parent
    files = sorted(here.glob("*.py")) + sorted((here.parent / "app" / "events").glob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]

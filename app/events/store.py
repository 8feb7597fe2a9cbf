"""The log: an append-only table of events in SQLite or PostgreSQL, behind the eventsourcing library."""

import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import orjson
from eventsourcing.application import Application
from eventsourcing.persistence import Mapper, PersistenceError, RecordConflictError, StoredEvent, Transcoder
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
    SQLiteTransaction,
)

from app.events import sealed
from app.events import where as places
from app.events.base import TOPICS, Event, Subject
from app.events.guards import append_only
from app.events.log import LookedAt, Reader, SQLiteReader, facts_of
from app.events.record_keys import Keys
from app.events.record_keys_file import KEYS, key_file
from app.events.sealed import Key
from app.events.sealed_paths import holds

S = TypeVar("S", bound=Subject)

IN_THE_FOLDER = "folder"
"""Says that the keys are in the data folder, although the log is in a database."""
PLACE = ("originator_id", "originator_version")
READY: ContextVar[Mapping[str, Key]] = ContextVar("READY", default=MappingProxyType({}))
"""The keys, by record, of what is being saved just now."""
LOCK_SECONDS = 15
StoreFault = PersistenceError
"""What the store of the log raises when it cannot be read or written."""


class Conflict(Exception):  # noqa: N818 - two people acted at once, nothing went wrong
    """Somebody else recorded something of the same subject since it was loaded; nothing of this save was stored."""


class OrjsonTranscoder(Transcoder):
    """Events are JSON-native already, so JSON is all there is to it."""

    def encode(self, obj: Any) -> bytes:
        """Turn an event's facts into the bytes that are stored; raises TypeError for a value that is not JSON."""
        return orjson.dumps(obj, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS)

    def decode(self, data: bytes) -> Any:
        """Turn stored bytes into an event's facts."""
        return orjson.loads(data)


class SealingMapper(Mapper[str]):
    """Seals the personal fields of an event when it is stored, and opens them when it is loaded."""

    def __init__(self, transcoder: Transcoder, keys: Keys) -> None:
        super().__init__(transcoder)
        self._keys = keys

    def to_stored_event(self, made: Any) -> StoredEvent:
        """An event as it is stored."""
        facts = {name: value for name, value in vars(made).items() if name not in PLACE}
        if made.class_version > 1:
            facts["class_version"] = made.class_version
        id, version, topic = made.originator_id, made.originator_version, made.TOPIC
        if made.SEALS:
            place = sealed.about(id, version, topic)
            facts = sealed.sealed(facts, made.SEALS, lambda: self._key(made.sealed_for), place)
        return StoredEvent(id, version, topic, self.transcoder.encode(facts))

    def _key(self, record: str) -> Key:
        return READY.get().get(record) or self._keys.ready([record])[record]

    def to_domain_event(self, stored: StoredEvent) -> Any:
        """A stored event as its class has it today. Raises `sealed.Tampered`."""
        id, version, topic = stored.originator_id, stored.originator_version, stored.topic
        facts = facts_of(self.transcoder.decode(stored.state), (str(id), version, topic), self._keys)
        made = object.__new__(TOPICS[topic])
        made.__dict__.update(facts, originator_id=id, originator_version=version)
        return made


class _Transaction(SQLiteTransaction):
    """Takes the write lock at once when writing, so that nobody's write comes between."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor


class _Connection(SQLiteConnection):
    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


class _Pool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        raw = super()._create_connection()._sqlite_conn
        raw.execute("PRAGMA synchronous=FULL")
        if sys.platform == "darwin":
            raw.execute("PRAGMA fullfsync=ON")
        return _Connection(raw, max_age=self.max_age)


class AppendOnlyRecorder(SQLiteApplicationRecorder):
    """A table that only grows: positions are never used twice and no row can be changed, removed or replaced."""

    def __init__(self, datastore: SQLiteDatastore, events_table_name: str = "stored_events") -> None:
        super().__init__(datastore, events_table_name)
        self.insert_events_statement = (
            f"INSERT INTO {events_table_name} (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
        )

    def construct_create_table_statements(self) -> list[str]:
        """The table and the triggers that keep it append-only."""
        return append_only(self.events_table_name)

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], looked_at: LookedAt | None = None, **_: Any
    ) -> Sequence[int] | None:
        """Insert, under the write lock; raises RecordConflictError for what was looked at and has changed since."""
        since = f"SELECT 1 FROM {self.events_table_name} WHERE rowid > ? AND originator_id >= ? AND originator_id < ?"
        for bounds in looked_at.bounds() if looked_at else ():
            c.execute(f"{since} LIMIT 1", bounds)
            if c.fetchone():
                raise RecordConflictError
        return super()._insert_events(c, stored_events)


class SQLiteLog(SQLiteFactory):
    """Builds the recorder over a pool whose every commit reaches the disk."""

    application_recorder_class = AppendOnlyRecorder

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.datastore.pool.close()
        self.datastore.pool = _Pool(db_name=self.env.get(self.SQLITE_DBNAME) or "", lock_timeout=LOCK_SECONDS)


class Programme(Application[str]):
    """The programme's events, loaded and saved one subject at a time or several in one transaction."""

    name = "programme"
    env = {"POSTGRES_CONNECT_TIMEOUT": "5", "POSTGRES_MAX_OVERFLOW": "4"}
    """Fewer connections than the library's tries of a save, so that a restart of the server breaks none."""

    def __init__(self, env: dict[str, str], keys: Keys | None = None) -> None:
        self._given = keys
        super().__init__(env)

    def construct_mapper(self) -> Mapper[str]:
        """The mapper that seals with the keys that were given, or else with those beside the log."""
        self.keys = self._given or _beside(self.factory)
        return SealingMapper(self.construct_transcoder(), self.keys)

    def load(self, cls: type[S], id: str, version: int | None = None) -> S:
        """Rebuild a subject as it is, or as it was at a version; one without events does not yet exist."""
        return cls.project(id, self.events.get(id, lte=version))  # type: ignore[arg-type]

    def keep(self, *subjects: Subject, looked_at: LookedAt | None = None) -> int:
        """Store everything that the subjects decided, all or nothing; returns the last position in the log.

        Raises Conflict when another save of one of them, or of anything that was looked at, came first.
        """
        ready = self._make_keys(subjects)
        try:
            with _sealing_with(ready):
                recordings = self.save(*subjects, looked_at=looked_at)
        except (RecordConflictError, sqlite3.IntegrityError) as fault:
            raise Conflict from fault
        return recordings[-1].notification.id if recordings else 0

    def close(self) -> None:
        """Let go of the log and of its keys."""
        super().close()
        self.keys.close()

    def _make_keys(self, subjects: Sequence[Subject]) -> Mapping[str, Key]:
        """Have the keys that the events need on the disk, all at once, before any of them is stored."""
        waiting = (made for subject in subjects for made in subject.pending)
        return self.keys.ready(made.sealed_for for made in waiting if made.KEY_AHEAD or _seals(made))

    def history(self, id: str, upto: int | None = None) -> list[Event]:
        """Every event of one subject, oldest first."""
        return list(self.events.get(id, lte=upto))  # type: ignore[arg-type]


@contextmanager
def _sealing_with(ready: Mapping[str, Key]) -> Iterator[None]:
    """Seal with these, which were made ready for one save, without asking for the key of each event again."""
    before = READY.set(ready)
    try:
        yield
    finally:
        READY.reset(before)


def _seals(made: Event) -> bool:
    return bool(made.SEALS) and holds(vars(made), made.SEALS)


def _beside(factory: Any) -> Keys:
    if isinstance(factory, SQLiteFactory):
        return key_file(Path(factory.datastore.pool.db_name).with_name(KEYS))
    from app.events.record_keys_postgres import beside

    return beside(factory.datastore)


def open_log(path: Path, environment: dict[str, str] | None = None, keys: Keys | None = None) -> Programme:
    """Open the log at a path (SQLite), or wherever the settings passed say (`app.events.where`).

    The prefixed names win over plain ones that a process may have, so that what is passed here is what is used. The
    keys are beside it, in a file or table of their own, if no others are given.
    """
    settings = {
        "PROGRAMME_PERSISTENCE_MODULE": "app.events.store:SQLiteLog",
        "PROGRAMME_SQLITE_DBNAME": str(path),
        "PROGRAMME_ORIGINATOR_ID_TYPE": "text",
        "PROGRAMME_TRANSCODER_TOPIC": "app.events.store:OrjsonTranscoder",
    }
    return Programme(settings | (environment or {}), keys)


def open_keys(folder: Path, where: str) -> Keys | None:
    """The keys where a setting says: "" beside the log (None), "folder", or the address of a database.

    Raises NoLog.
    """
    if not where:
        return None
    if where == IN_THE_FOLDER:
        return key_file(folder / KEYS)
    if not where.startswith(places.SCHEMES):
        raise places.NoLog(
            "The keys of the log can be in PostgreSQL: give its address, or “folder” for the data folder."
        )
    places.settings(where)
    from app.events.record_keys_postgres import at

    return at(where)


def open_reader(log: Programme, path: Path) -> Reader:
    """The reader of an open log: of its file at a path, or of the PostgreSQL database that holds it."""
    if isinstance(log.factory, SQLiteFactory):
        return SQLiteReader(path, log.keys)
    from app.events.postgres import PostgresReader

    return PostgresReader(log.recorder, log.keys)  # type: ignore[arg-type]

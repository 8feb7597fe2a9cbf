"""Reading the total order of the log, for the projections and the histories."""

import sqlite3
import threading
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import orjson

from app.events import sealed
from app.events.base import AGED, TOPICS, upcast
from app.events.record_keys_file import KEYS, key_file
from app.events.sealed import Kept

Stored = tuple[int, str, int, str, bytes]
"""An event as it is stored: its position, its stream, version and topic, and the bytes of its facts."""

LOWEST, HIGHEST = -(1 << 63), (1 << 63) - 1
"""What comes after the lowest is everything that is stored, also where nothing is ever recorded."""


class Happened(NamedTuple):
    """One event as it stands in the log: its position there, its stream and version, and its facts."""

    position: int
    stream: str
    version: int
    topic: str
    facts: dict[str, Any]

    @property
    def by(self) -> str:
        """Who recorded it (person id)."""
        return str(self.facts["by"])

    @property
    def at(self) -> str:
        """When it was recorded (ISO, UTC)."""
        return str(self.facts["at"])


class Kind(NamedTuple):
    """An event without its facts: its position in the log, its stream, and what happened."""

    position: int
    stream: str
    topic: str


class LookedAt(NamedTuple):
    """What a decision rests on beside the subjects that it saves: streams as they were at a position of the log.

    `streams` are how their ids begin: "team/" for every team, "person/ben-carter" for one person,
    "" for everything.
    """

    position: int
    streams: tuple[str, ...]

    def bounds(self) -> list[tuple[int, str, str]]:
        """For each of them, after which position, from and up to which id somebody else's event would be."""
        return [(self.position, start, start + "\U0010ffff") for start in self.streams]


class Reader(Protocol):
    """Reads the total order of a log, whichever engine holds it.

    `read` is for the projections, which see nothing that is sealed; `stream` and `under` open it.
    """

    id: str
    """What tells this log from another that the same folder may once have followed; "" for the folder's own file."""
    place: str
    """Where the log is, in words."""

    def head(self) -> int: ...

    def read(self, after: int, limit: int = 10_000, upto: int | None = None) -> list[Happened]: ...

    def stream(self, stream: str, upto: int | None = None) -> list[Happened]: ...

    def under(self, prefix: str) -> list[Happened]: ...

    def kinds(self, prefix: str, after: int) -> list[Kind]: ...

    def stored(self, after: int, limit: int) -> list[Stored]: ...

    def close(self) -> None: ...


class SQLiteReader:
    """Reads the log's file beside its writer; one connection a thread, never a half-read cursor."""

    COLUMNS = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "

    id = ""

    def __init__(self, path: Path, keys: Kept | None = None) -> None:
        self.place = str(path)
        self._keys = keys or key_file(path.with_name(KEYS))
        self._uri = f"file:{path}?mode=ro"
        self._local = threading.local()

    def head(self) -> int:
        """The position of the newest event, 0 when there is none."""
        return int(self._connection().execute("SELECT MAX(rowid) FROM stored_events").fetchone()[0] or 0)

    def read(self, after: int, limit: int = 10_000, upto: int | None = None) -> list[Happened]:
        """The events after a position, at most `limit`, none beyond `upto`, in their order."""
        bounds = (after, upto if upto is not None else 1 << 62, limit)
        rows = self._connection().execute(
            self.COLUMNS + "WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?", bounds
        )
        return happened(rows.fetchall())

    def stream(self, stream: str, upto: int | None = None) -> list[Happened]:
        """The events of one subject up to a position of the log, oldest first."""
        where = "WHERE originator_id = ? AND rowid > 0 AND rowid <= ? ORDER BY originator_version"
        rows = self._connection().execute(self.COLUMNS + where, (stream, upto if upto is not None else 1 << 62))
        return opened(rows.fetchall(), self._keys)

    def under(self, prefix: str) -> list[Happened]:
        """The events of every subject whose id starts so (child/), each subject's oldest first."""
        bounds = "WHERE originator_id >= ? AND originator_id < ? AND rowid > 0"
        where = f"{bounds} ORDER BY originator_id, originator_version"
        rows = self._connection().execute(self.COLUMNS + where, (prefix, prefix + "\U0010ffff"))
        return opened(rows.fetchall(), self._keys)

    def kinds(self, prefix: str, after: int) -> list[Kind]:
        """What happened after a position to every subject whose id starts so: nothing is decoded, in no order."""
        where = "WHERE originator_id >= ? AND originator_id < ? AND rowid > ?"
        columns = "SELECT rowid, originator_id, topic FROM stored_events "
        rows = self._connection().execute(columns + where, (prefix, prefix + "\U0010ffff", after)).fetchall()
        return [Kind(*row) for row in rows]

    def stored(self, after: int, limit: int) -> list[Stored]:
        """The events after a position as they are stored, byte for byte, at most `limit`, in their order."""
        statement = self.COLUMNS + "WHERE rowid >= ? ORDER BY rowid LIMIT ?"
        first = after if after == LOWEST else after + 1
        return self._connection().execute(statement, (first, limit)).fetchall() if after < HIGHEST else []

    def close(self) -> None:
        """Close the connection of this thread; those of others close with their threads."""
        self._connection().close()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(self._uri, uri=True, isolation_level=None)
        return self._local.connection


def happened(rows: list[Stored]) -> list[Happened]:
    """Decoded with as little between the row and its event as can be: replaying a long log is mostly this line."""
    new, decode, aged = tuple.__new__, orjson.loads, AGED
    return [
        new(Happened, (position, stream, version, topic, decode(state) if topic not in aged else _aged(topic, state)))
        for position, stream, version, topic, state in rows
    ]


def opened(rows: list[Stored], keys: Kept) -> list[Happened]:
    """Decoded for a person to read, with what is sealed, or "[erased]" in its place. Raises `sealed.Tampered`."""
    return [Happened(*row[:4], facts_of(orjson.loads(row[4]), row[1:4], keys)) for row in rows]


def facts_of(stored: dict[str, Any], place: tuple[str, int, str], keys: Kept) -> dict[str, Any]:
    """The facts of an event for a person to read, of its newest version; takes its stream, version and topic.

    Changes the facts that are given. Raises `sealed.Tampered`.
    """
    cls, is_plain = TOPICS[place[2]], sealed.FIELD not in stored
    facts = upcast(place[2], sealed.opened(stored, place, keys))
    if is_plain and cls.SEALS:
        record = str(facts[cls.SEALED_WITH]) if cls.SEALED_WITH else place[0]
        return sealed.unless_erased(facts, cls.SEALS, record, keys)
    return facts


def _aged(topic: str, state: bytes) -> dict[str, Any]:
    return upcast(topic, orjson.loads(state))

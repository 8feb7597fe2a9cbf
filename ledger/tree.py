"""The ledger's file: the hash of every event's leaf, and one root for each 256 of them; it only grows.

It is a file of its own that no change of a read model rebuilds. Losing it loses no proof: it is made anew from the log,
and what proves the log are the checkpoints that others hold.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from ledger import merkle
from ledger.leaves import Stored, all_hashed
from ledger.merkle import Growing

TILE = 256
"""So many leaves have a root of their own. A power of two."""
HASH = 32
CHUNK = 32 * TILE
"""Events read from the log at a time."""
TABLE = (
    "CREATE TABLE IF NOT EXISTS tiles (number INTEGER PRIMARY KEY, size INTEGER NOT NULL, last INTEGER NOT NULL,"
    " root BLOB NOT NULL, leaves BLOB NOT NULL)"
)
SOUND = (
    "SELECT count(*), min(number), max(number), total(typeof(size) = 'integer' AND typeof(last) = 'integer'"
    " AND typeof(root) = 'blob' AND typeof(leaves) = 'blob' AND length(root) = 32 AND length(leaves) = 32 * size"
    " AND size BETWEEN 1 AND 256), total(size = 256 AND number < (SELECT max(number) FROM tiles)) FROM tiles"
)
"""Of all tiles: how many, their first and last number, how many are as they must be, and how many before are full."""
INDEX = "CREATE INDEX IF NOT EXISTS tiles_last ON tiles (last, number)"


class Log(Protocol):
    """What the ledger needs of a log."""

    def stored(self, after: int, limit: int) -> list[Stored]: ...


class Tree:
    """The hashes of a log's events, in their order, up to where it has followed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=15)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute(TABLE)
        self._connection.execute(INDEX)

    def follow(self, log: Log) -> int:
        """Take in what the log has and the ledger lacks; returns how many events it has. Raises NoEvent.

        Together with others who follow it at the same moment, in any process, everything is taken in once.
        """
        while self._take(log):
            pass
        return self.size

    @property
    def size(self) -> int:
        """How many events it has."""
        return self.ends()[0]

    @property
    def position(self) -> int:
        """The log's position up to which it has followed, 0 for none."""
        return self.ends()[1]

    def ends(self) -> tuple[int, int]:
        """How many events it has, and the log's position up to which it has followed, from one read."""
        rows = self._rows("SELECT number, size, last FROM tiles ORDER BY number DESC LIMIT 1")
        return next(((number * TILE + size, last) for number, size, last in rows), (0, 0))

    def lasts(self, below: int) -> list[tuple[int, int]]:
        """The number of each tile before one, with the log's position of its last event."""
        return self._rows("SELECT number, last FROM tiles WHERE number < ? ORDER BY number", below)

    def is_sound(self) -> bool:
        """Whether its rows can be those of a ledger: of the right kinds and sizes, none left out."""
        count, first, last, right, full = self._rows(SOUND)[0]
        return not count or bool(first == 0 and last == count - 1 and right == count and full >= count - 1)

    def root(self, size: int | None = None) -> bytes:
        """The root of all its events, or of the first so many. Raises ValueError for more than there are."""
        size = self._size(size)
        return self.part(0, size)

    def part(self, low: int, high: int) -> bytes:
        """The root of the events from a number up to, not with, another; a subtree's beginning is a multiple of it."""
        grown, number = Growing(), low // TILE
        if low % TILE == 0:
            for (root,) in self._rows("SELECT root FROM tiles WHERE number >= ? AND number < ? ORDER BY number",
                                      number, high // TILE):  # fmt: skip
                grown.add(root, TILE)
            low = max(low, high // TILE * TILE)
        for hash in self.leaves(low, high):
            grown.add(hash)
        return grown.root()

    def leaves(self, low: int, high: int) -> list[bytes]:
        """The hashes of the events from a number (0 is the first) up to, not with, another."""
        rows = self._rows("SELECT number, leaves FROM tiles WHERE number >= ? AND number <= ? ORDER BY number",
                          low // TILE, max(high - 1, 0) // TILE)  # fmt: skip
        found = b"".join(leaves for _, leaves in rows)
        start = (low - low // TILE * TILE) * HASH
        return _cut(found[start : start + (high - low) * HASH])

    def tile_of(self, position: int) -> tuple[int, int]:
        """Where to look for the event at a position of the log: its tile's first number, and the position before it."""
        after = self._rows("SELECT number FROM tiles WHERE last >= ? ORDER BY number LIMIT 1", position)
        number = after[0][0] if after else self.size // TILE
        before = self._rows("SELECT last FROM tiles WHERE number = ?", number - 1)
        return number * TILE, before[0][0] if before else 0

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that an event (0 is the first) is among the first so many. Raises ValueError where it is not."""
        return merkle.inclusion(index, self._size(size), self.part)

    def consistency(self, first: int, second: int | None = None) -> list[bytes]:
        """The proof that the ledger of the second size begins with that of the first. Raises ValueError."""
        return merkle.consistency(first, self._size(second), self.part)

    def close(self) -> None:
        """Close its file."""
        self._connection.close()

    def _size(self, size: int | None) -> int:
        there = self.size
        if size is not None and not 0 <= size <= there:
            raise ValueError(f"The ledger has {there:,} events, not {size:,}.")
        return there if size is None else size

    def _take(self, log: Log) -> bool:
        """Take in the next chunk; whether there was one."""
        with self._transaction():
            size, position = self.ends()
            rows = log.stored(position, CHUNK)
            for first, tile in _tiles(size, rows):
                self._put(first, tile)
        return bool(rows)

    def _put(self, first: int, tile: list[Stored]) -> None:
        """Events that belong into one tile, the first of them at its number in the ledger."""
        number = first // TILE
        before = self.leaves(number * TILE, first)
        hashes = [*before, *all_hashed(tile)]
        facts = (number, len(hashes), tile[-1][0], tile_root(hashes), b"".join(hashes))
        self._connection.execute("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?)", facts)

    def _rows(self, sql: str, *params: int) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, params).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def tile_root(hashes: list[bytes]) -> bytes:
    """The root of a tile's leaves, level by level where it is full."""
    if len(hashes) < TILE:
        return merkle.root_of(hashes)
    hash = sha256
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [hash(b"\1" + left + right).digest() for left, right in pairs]
    return hashes[0]


def _tiles(size: int, rows: list[Stored]) -> Iterator[tuple[int, list[Stored]]]:
    """Events that follow on so many, by the tile that they belong into."""
    while rows:
        room = TILE - size % TILE
        yield size, rows[:room]
        size, rows = size + len(rows[:room]), rows[room:]


def _cut(found: bytes) -> list[bytes]:
    return [found[at : at + HASH] for at in range(0, len(found), HASH)]

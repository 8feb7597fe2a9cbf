"""A log of invented events with its ledger, its key and a checkpoint after each tenth; and what can be done to it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

from ledger.checkpoints import Checkpoints
from ledger.keys import Keys
from ledger.leaves import Stored
from ledger.tree import Tree
from ledger.verify import Verdict, verify

COLUMNS = "SELECT position, stream, version, topic, state FROM events WHERE position > ? ORDER BY position LIMIT ?"
TABLE = "CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, version INT, topic TEXT, state BLOB)"


class Kept:
    """A log in memory of `size` events, followed and signed as it grew."""

    def __init__(self, folder: Path, size: int, every: int) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute(TABLE)
        self.tree, self.keys = Tree(folder / "tree.sqlite"), Keys(folder / "keys")
        self.checkpoints = Checkpoints(folder / "checkpoints")
        for n in range(0, size, every):
            self.grow(n, min(every, size - n))
            self.sign(f"2024-05-{n // every % 28 + 1:02}T17:00:00Z")

    def grow(self, first: int, count: int) -> None:
        rows = [(n + 1 + n // 9, f"audit/{n % 7}", n // 7 + 1, f"Topic{n % 3}", b'{"n":%d}' % n)
                for n in range(first, first + count)]  # fmt: skip
        self.db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)

    def sign(self, at: str) -> None:
        self.tree.follow(self)
        self.checkpoints.make(self.tree, self.keys.signer(), self.keys.verifiers(), at)

    def stored(self, after: int, limit: int) -> list[Stored]:
        return self.db.execute(COLUMNS, (after, limit)).fetchall()

    def verified(self, tree: bool = True) -> Verdict:
        return verify(self, self.tree if tree else None, self.checkpoints.notes(), self.keys.verifiers())

    def positions(self) -> list[int]:
        return [position for (position,) in self.db.execute("SELECT position FROM events ORDER BY position")]


def edited(log: Kept, chance: Random) -> str:
    at = chance.choice(log.positions())
    column = chance.choice(("stream", "topic", "state"))
    (was,) = log.db.execute(f"SELECT {column} FROM events WHERE position = ?", (at,)).fetchone()
    letter = chance.randrange(len(was))
    other = was[:letter] + (b"~" if column == "state" else "~") + was[letter + 1 :]
    log.db.execute(f"UPDATE events SET {column} = ? WHERE position = ?", (other, at))
    return "was changed"


def versioned(log: Kept, chance: Random) -> str:
    log.db.execute("UPDATE events SET version = version + 100 WHERE position = ?", (chance.choice(log.positions()),))
    return "was changed"


def removed(log: Kept, chance: Random) -> str:
    log.db.execute("DELETE FROM events WHERE position = ?", (chance.choice(log.positions()),))
    return "was removed"


def removed_and_renumbered(log: Kept, chance: Random) -> str:
    removed(log, chance)
    log.db.execute("UPDATE events SET position = -(SELECT count(*) FROM events e WHERE e.position <= events.position)")
    log.db.execute("UPDATE events SET position = -position")
    return "was removed"


def swapped(log: Kept, chance: Random) -> str:
    one, other = chance.sample(log.positions(), 2)
    for was, now in ((one, -1), (other, one), (-1, other)):
        log.db.execute("UPDATE events SET position = ? WHERE position = ?", (now, was))
    return "stands elsewhere"


def inserted(log: Kept, chance: Random) -> str:
    """Backdated: pushed in between, every event after it one further."""
    at = chance.choice(log.positions())
    log.db.execute("UPDATE events SET position = -position - 1 WHERE position >= ?", (at,))
    log.db.execute("UPDATE events SET position = -position WHERE position < 0")
    log.db.execute("INSERT INTO events VALUES (?, 'audit/99', 1, 'Topic0', '{}')", (at,))
    log.db.execute("UPDATE events SET state = CAST(state AS BLOB) WHERE stream = 'audit/99'")
    return "was inserted"


def truncated(log: Kept, chance: Random) -> str:
    log.db.execute("DELETE FROM events WHERE position >= ?", (chance.choice(log.positions()),))
    return "removed"


def retitled(log: Kept, chance: Random) -> str:
    """A whole stream under another name."""
    log.db.execute("UPDATE events SET stream = stream || 'x' WHERE stream = ?", (f"audit/{chance.randrange(7)}",))
    return "was changed"


def called_otherwise(log: Kept, chance: Random) -> str:
    """Every event of one type under the topic of another."""
    one = f"Topic{chance.randrange(3)}"
    log.db.execute("UPDATE events SET topic = 'Topic9' WHERE topic = ?", (one,))
    return "was changed"


def doubled(log: Kept, chance: Random) -> str:
    """An event that is there a second time, at the end of those that were signed or between them."""
    one, at = chance.choice(log.positions()), chance.choice(log.positions())
    row = log.db.execute("SELECT stream, version, topic, state FROM events WHERE position = ?", (one,)).fetchone()
    log.db.execute("UPDATE events SET position = -position - 1 WHERE position >= ?", (at,))
    log.db.execute("UPDATE events SET position = -position WHERE position < 0")
    log.db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", (at, *row))
    return "was inserted"


ATTACKS: tuple[Callable[[Kept, Random], str], ...] = (
    edited, versioned, removed, removed_and_renumbered, swapped, inserted, truncated, retitled,
    called_otherwise, doubled,
)  # fmt: skip

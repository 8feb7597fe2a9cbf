"""A read model of one's own, led from a position to a later one, with the way back as far as the last resting place."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from projections.rows import Rows

CHUNK = 100


class Walk:
    """Folds on in steps of any length; what was folded since `rest` can be undone.

    It is thrown away at the end, so that nothing of it need be on the disk for certain.
    """

    def __init__(self, path: Path, log: Any, views: Any, position: int) -> None:
        self.log, self.views, self.position = log, views, position
        self._rested = position
        # Whoever has it leads it on from one thread at a time; the next may be another's.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "cache_size=-32000"):
            self._connection.execute(f"PRAGMA {pragma}")
        for table in views.tables:
            table.index(self._connection)
        self._database = Database(self._connection)
        self._connection.execute("BEGIN")
        self._connection.execute("SAVEPOINT rested")

    def fold(self, upto: int) -> None:
        """Take in the events up to a position. Raises what a handler raises."""
        rows, handlers, reached = Rows(self._connection, self.views.tables), self.views.handlers, self.position
        chunk = getattr(self.log, "chunk", CHUNK)
        while reached < upto and (happened := self.log.read(reached, min(chunk, upto - reached), upto)):
            for event in happened:
                for handler in handlers[event.topic]:
                    handler(rows, event)
            reached = happened[-1].position
        rows.flush()
        self.position = upto

    def attempt(self, folds: Callable[[Rows], None]) -> None:
        """Fold something by a function of one's own, all of it or, where that raises, nothing."""
        self.run("SAVEPOINT attempted")
        try:
            rows = Rows(self._connection, self.views.tables)
            folds(rows)
            rows.flush()
        except BaseException:
            self.run("ROLLBACK TO attempted")
            raise
        finally:
            self.run("RELEASE attempted")

    def run(self, statement: str, params: Sequence[Any] = ()) -> None:
        """Carry out a statement of SQL."""
        self._connection.execute(statement, params)

    def rest(self) -> None:
        """Let what was folded stand."""
        self._connection.execute("RELEASE rested")
        self._connection.execute("SAVEPOINT rested")
        self._rested = self.position

    def undo(self) -> None:
        """Stand again where the last rest was."""
        self._connection.execute("ROLLBACK TO rested")
        self.position = self._rested

    def settle(self) -> None:
        """Put all that was folded into the file, with its position, so that the file alone is a read model."""
        self._connection.execute("UPDATE position SET position = ?", (self.position,))
        self._connection.execute("COMMIT")

    def query(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows that a query gives, fetched whole."""
        return list(self._database.query(sql, params))

    def one(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> dict[str, Any] | None:
        """The first row that a query gives, None for none."""
        return next(iter(self.query(sql, params)), None)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

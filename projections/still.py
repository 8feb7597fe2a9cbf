"""A read model that stands still: a file that nobody writes to any more, read by any number of threads."""

import sqlite3
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database


class StillModel:
    """Answers queries as the live model does, of one position for ever.

    It keeps its file open, so that what it reads stays there when the file is let go of meanwhile.
    """

    fault = None

    def __init__(self, path: Path) -> None:
        self.path = path
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        self._database, self._lock = Database(connection), threading.Lock()
        weakref.finalize(self, connection.close)
        self.position = int(self.query("SELECT position FROM position")[0]["position"])

    def query(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows that a query gives, fetched whole."""
        with self._lock:
            return list(self._database.query(sql, params))

    def one(self, sql: str, params: dict[str, Any] | Sequence[Any] = ()) -> dict[str, Any] | None:
        """The first row that a query gives, None for none."""
        return next(iter(self.query(sql, params)), None)

    def catch_up(self) -> int:
        """It stands still; returns its position."""
        return self.position

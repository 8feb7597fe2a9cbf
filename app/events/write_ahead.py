"""Turning the write-ahead log of a SQLite file on, while others may open it too."""

import sqlite3
import time

TRIES, PAUSE = 200, 0.02
"""How often it is tried again, and after how many seconds each."""


def write_ahead(connection: sqlite3.Connection) -> None:
    """Turn it on; alone of all statements this does not wait while another process opens the file, so it is tried."""
    for tries_left in range(TRIES, -1, -1):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if not tries_left:
                raise
            time.sleep(PAUSE)

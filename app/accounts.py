"""Local accounts: who can sign in with which password. Credentials are no part of the history: they are kept apart."""

import sqlite3
import threading
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database
from werkzeug.security import check_password_hash, generate_password_hash


@cache
def nobodys() -> str:
    """A hash to try an unknown person's password against; made at the first need, since that takes its time."""
    return generate_password_hash("nobody has this password", method="scrypt")


class Accounts:
    """A small store of password hashes by person id, and of sessions that are over; durable at every change."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=15)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        self._database = Database(connection)
        self._database.table("accounts").create({"person": str, "hash": str}, pk="person", if_not_exists=True)
        self._database.table("ended").create({"session": str}, pk="session", if_not_exists=True)

    def set_password(self, person: str, password: str) -> None:
        """Let the person sign in with this password from now on."""
        self.set_hash(person, generate_password_hash(password, method="scrypt"))

    def set_hash(self, person: str, hashed: str) -> None:
        """Take a scrypt hash as it is (a demonstration shares one, since each takes a tenth of a second to make)."""
        with self._lock:
            self._database.table("accounts").insert({"person": person, "hash": hashed}, replace=True)

    def set_hashes(self, hashes: dict[str, str]) -> None:
        """Take many hashes at once."""
        with self._lock:
            self._database.table("accounts").insert_all(
                ({"person": person, "hash": hashed} for person, hashed in hashes.items()), replace=True
            )

    def matches(self, person: str | None, password: str) -> bool:
        """Whether the password is the person's; an unknown person takes as long as a known one."""
        with self._lock:
            found = list(self._database.query("SELECT hash FROM accounts WHERE person = ?", [person or ""]))
        return check_password_hash(found[0]["hash"] if found else nobodys(), password) and bool(found)

    def mark(self, person: str) -> str:
        """A few letters that change with the person's password: what was made for one password ends with it."""
        with self._lock:
            found = list(self._database.query("SELECT hash FROM accounts WHERE person = ?", [person]))
        return sha256(found[0]["hash"].encode() if found else b"").hexdigest()[:16]

    def end(self, session: str) -> None:
        """Let a session (its id) be over for good; on a full disk only the browser that signs out forgets it."""
        with self._lock, suppress(sqlite3.OperationalError):
            self._database.table("ended").insert({"session": session}, ignore=True)

    def has_ended(self, session: str) -> bool:
        """Whether somebody signed out in this session."""
        with self._lock:
            return any(self._database.query("SELECT 1 FROM ended WHERE session = ?", [session]))

    def known(self) -> set[str]:
        """The ids of everybody who can sign in."""
        with self._lock:
            return {row["person"] for row in self._database.query("SELECT person FROM accounts")}

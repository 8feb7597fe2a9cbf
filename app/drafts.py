"""Unsent text of every form. Drafts are not records: durable and sealed, and dropped once the form is sent."""

import json
import sqlite3
import threading
from collections import deque
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAX_BYTES = 2_000_000
LONGEST_PAGE = 40
MOST_CLOSED = 10_000
"""Pages whose form was sent that are remembered: a text of theirs comes late by seconds, not days."""
NOBODY = "pending"
"""Whose the text is that waits for somebody to sign in."""


@dataclass(frozen=True)
class Draft:
    """What a person has typed into a form and not sent."""

    version: int
    fields: dict[str, Any]
    saved_at: str


class DraftConflict(Exception):  # noqa: N818 - two tabs, nothing went wrong
    """The form was saved from another tab since; `current` is what stands there."""

    def __init__(self, current: Draft) -> None:
        super().__init__("This form was changed in another tab.")
        self.current = current


class DraftGone(Exception):  # noqa: N818 - a late autosave, nothing went wrong
    """The form was sent, or its draft discarded, since this page was shown: its text must not come back as a draft."""


class DraftTooLong(Exception):  # noqa: N818
    """The text is longer than any form takes."""


class Drafts:
    """One row for each person and form, sealed with a key of its own, on disk when `put` returns."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._lock = threading.Lock()
        self._cipher = AESGCM(key)
        self._closed: deque[tuple[str, str, str]] = deque(maxlen=MOST_CLOSED)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=15)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS drafts (person TEXT, form TEXT, version INTEGER, saved_at TEXT, sealed BLOB,"
            " PRIMARY KEY (person, form)) WITHOUT ROWID"
        )

    def get(self, person: str, form: str) -> Draft | None:
        """The person's draft of a form, None when there is none."""
        sql = "SELECT version, saved_at, sealed FROM drafts WHERE person = ? AND form = ?"
        with self._lock:
            row = self._connection.execute(sql, (person, form)).fetchone()
        return Draft(row[0], self._opened(person, form, row[2]), row[1]) if row else None

    def put(self, person: str, form: str, version: int, fields: dict[str, Any], at: str, page: str = "") -> Draft:
        """Store the whole draft over the version that the form was showing (0 for none); returns it as stored.

        Raises DraftConflict when another version stands there with other text, DraftGone when the draft was dropped or
        the page it comes from has sent its form, DraftTooLong over two million bytes.
        """
        sealed = self._sealed(person, form, fields)
        with self._lock:
            if (person, form, page) in self._closed:
                raise DraftGone
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                stored = self._replace(person, form, version, fields, at, sealed)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # A full disk has ended it already.
                    self._connection.execute("ROLLBACK")
                raise
        return stored

    def close(self, person: str, form: str, page: str) -> None:
        """Take no more text of a page: its form was sent, and what it saved before may still be on its way."""
        if page:
            with self._lock:
                self._closed.append((person, form, page))

    def drop(self, person: str, form: str) -> None:
        """Forget the draft: the form was sent."""
        with self._lock:
            self._connection.execute("DELETE FROM drafts WHERE person = ? AND form = ?", (person, form))

    def drop_before(self, at: str, person: str = "") -> None:
        """Forget every draft, or every one of a person, that was last saved before a moment."""
        with self._lock:
            self._connection.execute("DELETE FROM drafts WHERE saved_at < ? AND ? IN (person, '')", (at, person))

    def forms(self, person: str) -> dict[str, str]:
        """The forms of which the person has a draft, each with when it was saved."""
        with self._lock:
            rows = self._connection.execute("SELECT form, saved_at FROM drafts WHERE person = ?", (person,)).fetchall()
        return dict(rows)

    def _replace(self, person: str, form: str, version: int, fields: dict[str, Any], at: str, sealed: bytes) -> Draft:
        sql = "SELECT version, saved_at, sealed FROM drafts WHERE person = ? AND form = ?"
        row = self._connection.execute(sql, (person, form)).fetchone()
        if row and row[0] != version:
            current = Draft(row[0], self._opened(person, form, row[2]), row[1])
            if current.fields != fields:
                raise DraftConflict(current)
            return current
        if row is None and version > 0:
            raise DraftGone
        stored = Draft(version + 1, fields, at)
        values = (person, form, stored.version, at, sealed)
        self._connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", values)
        return stored

    def _sealed(self, person: str, form: str, fields: dict[str, Any]) -> bytes:
        plain = json.dumps(fields).encode()
        if len(plain) > MAX_BYTES:
            raise DraftTooLong
        nonce = urandom(12)
        return nonce + self._cipher.encrypt(nonce, plain, f"{person}\n{form}".encode())

    def _opened(self, person: str, form: str, sealed: bytes) -> dict[str, Any]:
        plain = self._cipher.decrypt(sealed[:12], sealed[12:], f"{person}\n{form}".encode())
        return json.loads(plain)

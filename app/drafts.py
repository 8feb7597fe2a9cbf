"""Unsent text of every form. Drafts are not records: durable and sealed, and dropped once the form is sent."""

import json
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAX_BYTES = 2_000_000
LONGEST_PAGE = 40
MOST_CLOSED = 10_000
"""Forms that were sent that are remembered: a text of theirs comes late by seconds, not days."""
NOBODY = "pending"
"""Whose the text is that waits for somebody to sign in."""


@dataclass(frozen=True)
class Draft:
    """What a person has typed into a form and not sent."""

    version: int
    fields: dict[str, Any]
    saved_at: str
    page: str = ""
    """The page that it was typed into, as its script calls it: "tab-when shown"; empty where none is known."""


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
        self._closed: dict[tuple[str, str, str], str] = {}
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=15)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS drafts (person TEXT, form TEXT, version INTEGER, saved_at TEXT, sealed BLOB,"
            " page TEXT NOT NULL DEFAULT '', PRIMARY KEY (person, form)) WITHOUT ROWID"
        )
        if "page" not in [row[1] for row in self._connection.execute("PRAGMA table_info(drafts)")]:
            self._connection.execute("ALTER TABLE drafts ADD COLUMN page TEXT NOT NULL DEFAULT ''")

    def get(self, person: str, form: str) -> Draft | None:
        """The person's draft of a form, None when there is none."""
        with self._lock:
            return self._standing(person, form)

    def put(
        self, person: str, form: str, version: int, fields: dict[str, Any], at: str, page: str = "", late: bool = True
    ) -> Draft:
        """Store the whole draft over the version that the form was showing (0 for none); returns it as stored.

        `late` says that the text may have been on its way while the form was sent, as what a script saves may.

        Raises DraftConflict when another version stands there with other text, DraftGone when the draft was dropped or
        the page it comes from (or one shown after it in the same tab) has sent its form, DraftTooLong over two million
        bytes.
        """
        draft = Draft(version + 1, fields, at, page)
        sealed = self._sealed(person, form, fields)
        with self._lock:
            if late and self._is_closed(person, form, page):
                raise DraftGone
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                stored = self._replace(person, form, draft, sealed)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # A full disk has ended it already.
                    self._connection.execute("ROLLBACK")
                raise
        return stored

    def close(self, person: str, form: str, page: str) -> None:
        """Take no more text of a page, nor of one shown before it in its tab: its form was sent.

        What they saved before may still be on its way.
        """
        tab, _, shown = page.partition("-")
        if tab:
            with self._lock:
                self._closed[person, form, tab] = max(shown, self._closed.pop((person, form, tab), ""))
                if len(self._closed) > MOST_CLOSED:
                    del self._closed[next(iter(self._closed))]

    def drop(self, person: str, form: str) -> None:
        """Forget the draft: the form was sent."""
        with self._lock:
            self._connection.execute("DELETE FROM drafts WHERE person = ? AND form = ?", (person, form))

    def drop_before(self, at: str, person: str = "") -> None:
        """Forget every draft, or every one of a person, that was last saved before a moment."""
        with self._lock:
            self._connection.execute("DELETE FROM drafts WHERE saved_at < ? AND ? IN (person, '')", (at, person))

    def drop_where(self, is_of: Callable[[str, dict[str, Any]], bool], upto: str = "") -> int:
        """Forget every draft whose form and fields are of something, or every such one that was last saved up to a
        moment; returns how many. Nothing of them is left in the file.
        """
        sql = "SELECT person, form, sealed FROM drafts WHERE saved_at <= ? OR ? = ''"
        with self._lock:
            rows = self._connection.execute(sql, (upto, upto)).fetchall()
            gone = [(who, form) for who, form, sealed in rows if is_of(form, self._opened(who, form, sealed))]
            self._connection.executemany("DELETE FROM drafts WHERE person = ? AND form = ?", gone)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return len(gone)

    def forms(self, person: str) -> dict[str, str]:
        """The forms of which the person has a draft, each with when it was saved."""
        with self._lock:
            rows = self._connection.execute("SELECT form, saved_at FROM drafts WHERE person = ?", (person,)).fetchall()
        return dict(rows)

    def _is_closed(self, person: str, form: str, page: str) -> bool:
        tab, _, shown = page.partition("-")
        closed = self._closed.get((person, form, tab))
        return closed is not None and shown <= closed

    def _standing(self, person: str, form: str) -> Draft | None:
        sql = "SELECT version, sealed, saved_at, page FROM drafts WHERE person = ? AND form = ?"
        row = self._connection.execute(sql, (person, form)).fetchone()
        return Draft(row[0], self._opened(person, form, row[1]), *row[2:]) if row else None

    def _replace(self, person: str, form: str, draft: Draft, sealed: bytes) -> Draft:
        current = self._standing(person, form)
        if current and current.version != draft.version - 1:
            if current.fields != draft.fields:
                raise DraftConflict(current)
            return current
        if current is None and draft.version > 1:
            raise DraftGone
        values = (person, form, draft.version, draft.saved_at, sealed, draft.page)
        sql = "INSERT OR REPLACE INTO drafts (person, form, version, saved_at, sealed, page) VALUES (?, ?, ?, ?, ?, ?)"
        self._connection.execute(sql, values)
        return draft

    def _sealed(self, person: str, form: str, fields: dict[str, Any]) -> bytes:
        plain = json.dumps(fields).encode()
        if len(plain) > MAX_BYTES:
            raise DraftTooLong
        nonce = urandom(12)
        return nonce + self._cipher.encrypt(nonce, plain, f"{person}\n{form}".encode())

    def _opened(self, person: str, form: str, sealed: bytes) -> dict[str, Any]:
        plain = self._cipher.decrypt(sealed[:12], sealed[12:], f"{person}\n{form}".encode())
        return json.loads(plain)


def is_of_tab(earlier: str, page: str) -> bool:
    """Whether a page was shown in the same tab as another one, and not after it; nobody knows of an empty one."""
    tab, _, shown = page.partition("-")
    other, _, before = earlier.partition("-")
    return bool(tab) and tab == other and before <= shown

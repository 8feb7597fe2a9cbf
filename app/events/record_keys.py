"""The keys of the records whose personal fields are sealed in the log, in a file of their own beside it.

One key a record, made and on the disk before the event that needs it is stored, so that a crash between the two leaves
a key too many and never a box that nobody can open. Deleting the key is the erasure: what it had sealed stays in the
log, to be counted and verified, and can be read by nobody.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from typing import Protocol

from app.events.base import Refusal
from app.events.sealed import Key, Unreadable

WHOM = "Tell whoever looks after Audit Loop."
NOT_MADE = f"The keys that seal what is written about people cannot be reached, so nothing was stored. {WHOM}"
REMEMBERED = 50_000
"""Records whose keys a process has at hand."""


class NoKeys(Unreadable):
    """The keys cannot be reached."""

    def __init__(self) -> None:
        super().__init__("The keys of what is sealed cannot be reached, so it cannot be read. " + WHOM)


class NotErased(Exception):  # noqa: N818 - somebody has the file open or the disk is full, nothing is lost
    """Keys are still there, or a copy of them where it has to be overwritten; to be tried again."""


class Store(Protocol):
    """Where keys are kept: a file, or a table that several nodes share."""

    def is_there(self) -> bool: ...

    def changed(self) -> object: ...

    def keys_of(self, records: list[str]) -> list[Key]: ...

    def make(self, records: list[str]) -> None: ...

    def erase(self, names: list[str]) -> None: ...

    def names(self) -> list[str]: ...

    def erased(self) -> list[str]: ...

    def check(self) -> None: ...

    def close(self) -> None: ...


class Keys:
    """The keys of records, as this process knows them; what another process erased, this one forgets at once."""

    def __init__(self, store: Store) -> None:
        self._store, self._lock = store, threading.RLock()
        self._known: dict[str, Key] = {}
        self._gone: frozenset[str] | None = None
        self._state: object = None

    def of(self, record: str, id: str = "") -> bytes | None:
        """The key of a record, by its id or else the newest; None where there is none, or it was erased."""
        with self._lock, _told(NoKeys):
            found = self._of([record]).get(record)
        return found.secret if found and id in ("", found.id) else None

    def made(self, record: str) -> bytes:
        """The key of a record, made and on the disk if there was none."""
        return self.ready([record])[record].secret

    def ready(self, records: Iterable[str]) -> dict[str, Key]:
        """The newest key of each record; those that have none are made together and on the disk.

        Raises Refusal when they cannot be, and whatever says that there is no room.
        """
        with self._lock, _told(lambda: Refusal(NOT_MADE)):
            wanted = list(dict.fromkeys(records))
            found = self._of(wanted)
            if lacking := [record for record in wanted if record not in found]:
                self._store.make(lacking)
                found |= self._of(lacking)
            return found

    def names_of(self, records: Iterable[str]) -> list[str]:
        """The names ("record#id") of the keys that these records have now: what an erasure is to name."""
        with self._lock, _told(NoKeys):
            return [named(key) for key in self._of(list(records)).values()]

    def erase(self, names: Iterable[str]) -> list[str]:
        """Delete keys, for ever: each by its name, or all that a record has now by the record; returns their names.

        Those that are gone already, or never were here, are noted as erased too. What an erasure before it deleted and
        could not overwrite is overwritten as well, also where there is nothing to delete. Raises NoKeys or NotErased.
        """
        with self._lock:
            exact: list[str] = []
            for name in names:
                exact += [name] if "#" in name else self.names_of([name])
            self._forget()
            try:
                self._store.erase(exact)
            except (sqlite3.Error, OSError) as cause:
                raise NotErased from cause
        return exact

    def erased(self) -> frozenset[str]:
        """The names of the keys that were erased."""
        with self._lock, _told(NoKeys):
            return frozenset(self._store.erased())

    def names(self) -> frozenset[str]:
        """The names of all keys that are here."""
        with self._lock, _told(NoKeys):
            return frozenset(self._store.names())

    def are_there(self) -> bool:
        """Whether keys were ever kept here."""
        with self._lock, _told(NoKeys):
            return self._store.is_there()

    def why_not(self) -> str:
        """Why a key could not be read or made now, in a sentence; "" where both could."""
        try:
            self._store.check()  # Without the lock: nobody waits for whoever asks how it is.
        except (sqlite3.Error, OSError):
            return NoKeys().sentence
        return ""

    def is_erased(self, record: str, id: str) -> bool:
        """Whether a key is gone because it was erased, and not because it was lost."""
        with self._lock, _told(NoKeys):
            self._refresh()
            if self._gone is None:
                self._gone = frozenset(self._store.erased())
            return f"{record}#{id}" in self._gone

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        with self._lock:
            self._forget()
            self._state = None
            self._store.close()

    def _of(self, records: list[str]) -> dict[str, Key]:
        """The keys that these records have, by record."""
        self._refresh()
        if unknown := [record for record in records if record not in self._known]:
            self._known |= {key.record: key for key in self._store.keys_of(unknown)}
        return {record: self._known[record] for record in records if record in self._known}

    def _refresh(self) -> None:
        if (state := self._store.changed()) != self._state or len(self._known) > REMEMBERED:
            self._forget()
            self._state = state

    def _forget(self) -> None:
        self._known.clear()
        self._gone = None


@contextmanager
def _told(fault: Callable[[], Exception]) -> Iterator[None]:
    """Say in words that the store of the keys does not answer; a full disk says so itself."""
    try:
        yield
    except (sqlite3.Error, OSError) as cause:
        if "full" in str(cause) or getattr(cause, "errno", 0) == ENOSPC:
            raise
        raise fault() from cause


def named(key: Key) -> str:
    """The name of a key, by which it is erased."""
    return f"{key.record}#{key.id}"


def new_key(record: str) -> Key:
    """Thirty-two random bytes and an id that says nothing of them."""
    return Key(record, os.urandom(4).hex(), os.urandom(32))

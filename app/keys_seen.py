"""The keys of a programme as they are, wherever they are kept: looked at, and never written to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from app.config import Settings
from app.events.record_keys_file import KEYS
from app.events.store import IN_THE_FOLDER, open_keys
from app.ledger_boxes import Secrets
from app.programme.house import open_to_read


class Seen(NamedTuple):
    """The names ("record#id") of the keys that are there and of those noted as erased, and what is to overwrite."""

    here: frozenset[str]
    erased: frozenset[str]
    to_overwrite: int = 0


def seen(settings: Settings) -> Seen | None:
    """The keys as they are now; None where none were ever kept here."""
    if settings.keys_at not in ("", IN_THE_FOLDER):
        return _of(open_keys(settings.folder, settings.keys_at))
    if settings.log_at and not settings.keys_at:
        log, reader = open_to_read(settings.folder, settings.log_at)
        try:
            return _of(log.keys)
        finally:
            reader.close()
            log.close()
    return _of_file(settings)


def _of(keys: Any) -> Seen | None:
    with closing(keys):
        return Seen(keys.names(), keys.erased()) if keys.are_there() else None


def _of_file(settings: Settings) -> Seen | None:
    path = settings.folder / KEYS
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        here, gone = (
            frozenset(f"{record}#{id}" for record, id in file.execute(f"SELECT record, id FROM {table}"))
            for table in ("record_keys", "erased_keys")
        )
        left = file.execute("SELECT count(*) FROM to_overwrite").fetchone()[0] if "to_overwrite" in tables else 0
    return Seen(here, gone, left)


@contextmanager
def secrets_of(settings: Settings) -> Iterator[Secrets]:
    """What gives each key that is here, for as long as it is asked."""
    if settings.keys_at not in ("", IN_THE_FOLDER):
        with closing(open_keys(settings.folder, settings.keys_at)) as keys:  # type: ignore[type-var]
            yield keys.of  # type: ignore[union-attr]
    elif settings.log_at and not settings.keys_at:
        log, reader = open_to_read(settings.folder, settings.log_at)
        with closing(log), closing(reader):
            yield log.keys.of
    elif not (path := settings.folder / KEYS).exists():
        yield lambda record, id: None
    else:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
            yield lambda record, id: _of_table(file, record, id)


def _of_table(file: sqlite3.Connection, record: str, id: str) -> bytes | None:
    found = file.execute("SELECT secret FROM record_keys WHERE record = ? AND id = ?", (record, id)).fetchone()
    return None if found is None else found[0]

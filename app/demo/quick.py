"""A log that leaves it to the system when its bytes reach the disk: for a folder that counts only when complete."""

import os
from pathlib import Path

from eventsourcing.sqlite import SQLiteConnection

from app.events.log import SQLiteReader
from app.events.record_keys_file import KEYS, key_file
from app.events.store import SQLiteLog, open_log
from app.programme.house import House
from projections import open_model

SETTING = {"PROGRAMME_PERSISTENCE_MODULE": "app.demo.quick:QuickLog"}


class QuickLog(SQLiteLog):
    """The same recorder without a wait for the disk at every commit."""

    def __init__(self, env: object) -> None:
        super().__init__(env)
        pool = self.datastore.pool
        create = pool._create_connection

        def quick() -> SQLiteConnection:
            made = create()
            made._sqlite_conn.execute("PRAGMA synchronous=OFF")
            return made

        pool._create_connection = quick  # type: ignore[method-assign]


def open_quick_house(folder: Path) -> House:
    """Open a house whose saves are not durable one by one."""
    log = open_log(folder / "log.sqlite", SETTING, key_file(folder / KEYS, durable=False))
    reader = SQLiteReader(folder / "log.sqlite", log.keys)
    model = open_model(folder, reader)
    model.catch_up()
    return House(log, reader, model)


def close_quick_house(house: House) -> None:
    """Close every file of it that this thread opened, so that the folder can be moved."""
    # The readers first: only the writer, closing last, folds the write-ahead log into the file.
    house.reader.close()
    house.log.close()
    house.model._reader().close()
    house.model.close()


def reach_the_disk(folder: Path) -> None:
    """Wait until every file of the folder, and the folder, is on disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _flush(path)
    if os.name == "posix":
        _flush(folder)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

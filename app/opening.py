"""Opening the programme that the settings name, or saying in a sentence why it cannot be opened."""

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from app.config import Settings
from app.events.guards import append_only, parts, put_right
from app.events.log import Reader
from app.events.record_keys import NotErased
from app.events.record_keys_file import KEYS
from app.events.record_keys_file import TABLES as OF_KEYS
from app.events.sealed import Unreadable
from app.events.where import NoLog
from app.folder import Unsuitable
from app.programme.erasures import replay
from app.programme.house import House, open_house, open_to_read
from app.programme.keys_lacking import lacking
from app.readings import READINGS, TABLE

NOT_OVERWRITTEN = (
    "Keys that are to be erased cannot be overwritten: another process reads them, or the disk is full. Stop that"
    " process or make room, then start again."
)

LACKING = (
    "%d records of the log have no key, although nobody erased them: what was written in them cannot be read. The keys"
    " are older than the log. Stop, put the newest keys back, and start again."
)
STRANGERS = (
    "{} has triggers that the programme did not make ({}): they can change what is saved while it is saved. Hold the"
    " log against its checkpoints (audit-loop verify), find out who made them, and take them out."
)

NOT_ITS_OWN = (
    "{} is not made as the programme makes it ({}): what is to be erased may be kept in it. Find out who changed it,"
    " and put the newest backup of the keys back."
)


def open_programme(settings: Settings) -> House:
    """The log, wherever it is, with the read model in the data folder; raises Unsuitable.

    Before anything is read, what was ever confirmed to be erased is erased again: the keys may be from a backup.
    """
    _guard(settings)
    with _in_words():
        house = open_house(settings.folder, settings.log_at, settings.keys_at)
        replay(house)
        house.lacking = lacking(house.reader, house.keys)
    if house.lacking:
        logging.getLogger(__name__).warning(LACKING, house.lacking)
    return house


def _guard(settings: Settings) -> None:
    """Raise Unsuitable where a file of a log, or of the keys, has triggers that nobody knows, or that of the keys
    tables; put the programme's own right."""
    keys = settings.folder / KEYS
    files: dict[Path, Sequence[str]] = {settings.folder / READINGS: TABLE, keys: OF_KEYS}
    files |= {} if settings.log_at else {settings.log: append_only()}
    for path, statements in files.items():
        if path.exists() and (strangers := put_right(path, statements)):
            raise Unsuitable(STRANGERS.format(path, ", ".join(strangers)))
    with suppress(sqlite3.DatabaseError):  # Whoever reads the keys says so.
        if keys.exists() and keys.stat().st_size and (names := parts(keys, OF_KEYS)):
            raise Unsuitable(NOT_ITS_OWN.format(keys, ", ".join(names)))


@contextmanager
def reading(settings: Settings) -> Iterator[Reader]:
    """The log alone, to be read, and closed afterwards; raises Unsuitable.

    It is for what opens nothing that is sealed (verify, rebuild), and erases nothing: keys from an older backup stay as
    they were put there until the programme is opened.
    """
    with _in_words():
        log, reader = open_to_read(settings.folder, settings.log_at, settings.keys_at)
    try:
        yield reader
    finally:
        reader.close()
        log.close()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (NoLog, Unreadable) as fault:
        raise Unsuitable(fault.sentence) from fault
    except NotErased as fault:
        raise Unsuitable(NOT_OVERWRITTEN) from fault

"""Opening the programme that the settings name, or saying in a sentence why it cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.config import Settings
from app.events.log import Reader
from app.events.record_keys import NotErased
from app.events.where import NoLog
from app.folder import Unsuitable
from app.programme.erasures import replay
from app.programme.house import House, open_house, open_to_read

ELSEWHERE = "Keys that are to be erased are being read by another process. Stop it, then start again."


def open_programme(settings: Settings) -> House:
    """The log, wherever it is, with the read model in the data folder; raises Unsuitable.

    Before anything is read, what was ever confirmed to be erased is erased again: the keys may be from a backup.
    """
    with _in_words():
        house = open_house(settings.folder, settings.log_at, settings.keys_at)
    try:
        replay(house)
    except NotErased:
        raise Unsuitable(ELSEWHERE) from None
    return house


@contextmanager
def reading(settings: Settings) -> Iterator[Reader]:
    """The log alone, to be read, and closed afterwards; raises Unsuitable."""
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
    except NoLog as fault:
        raise Unsuitable(fault.sentence) from fault

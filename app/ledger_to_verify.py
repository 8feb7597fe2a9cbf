"""The logs of a folder opened to be verified and for nothing else: neither is written to, nothing is put right."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.config import Settings
from app.events.log import HIGHEST, LOWEST, Reader, SQLiteReader
from app.folder import Unsuitable
from app.ledger_book import LedgerBook
from app.opening import reading
from app.programme import ledger as programme
from app.readings import LEDGER, READINGS, STREAM, TOPIC
from ledger.leaves import Stored
from ledger.note import Verifier
from ledger.verify import Verdict

LOG = "log.sqlite"
GONE = (
    "It is gone: the file {} is not here, and checkpoints of it were signed. Put it back from a backup; who read what"
    " is not known without it."
)


class Lines:
    """The access log's file, read as its ledger takes it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def stored(self, after: int, limit: int) -> list[Stored]:
        """The lines after a number, at most so many."""
        first = after if after == LOWEST else after + 1
        asked = "SELECT number, line FROM readings WHERE number >= ? ORDER BY number LIMIT ?"
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as file:
            rows = file.execute(asked, (first, limit)).fetchall() if after < HIGHEST else []
        return [(number, STREAM, number, TOPIC, _bytes(line)) for number, line in rows]


def _bytes(line: Any) -> Any:
    """A line as its ledger takes it; None, of which no leaf can be made, for what is no text."""
    return line.encode() if isinstance(line, str) else None


@contextmanager
def log_to_verify(settings: Settings) -> Iterator[Reader]:
    """The log; a file is opened so that nothing can be written to it. Raises Unsuitable."""
    if settings.log_at:
        with reading(settings) as found:
            yield found
        return
    path = settings.folder / LOG
    if not path.exists():
        raise Unsuitable(f"There is no log in {settings.folder}: the file {LOG} is not here.")
    with closing(SQLiteReader(path)) as reader:
        yield reader


def book_beside(settings: Settings, book: LedgerBook) -> LedgerBook | None:
    """The ledger of the access log; None where there is no such log."""
    path = settings.folder / READINGS
    return LedgerBook(settings.folder, Lines(path), LEDGER, book.told) if path.exists() else None


def held_beside(beside: LedgerBook | None, book: LedgerBook, notes: Sequence[str], keys: Sequence[Verifier]) -> Verdict:
    """The access log held against these notes, else its folder's; nothing found where it was never signed."""
    sent = book.told.sent(programme.READINGS, book.told.origins(programme.READINGS)) if book.told else 0
    nothing = Verdict(0, b"", (), ())
    if beside is None:
        return nothing.with_more([GONE.format(READINGS)]) if notes or sent else nothing
    with closing(beside):
        return beside.verified(notes, keys) if notes or sent or beside.kept.names() else nothing

"""The demonstration's checkpoints: one at each publication, dated as its story is."""

from contextlib import closing
from pathlib import Path
from typing import Any

from app.ledger_book import LedgerBook
from app.programme.house import House
from ledger.leaves import Stored
from projections import reports


class Until:
    """A log as it was when its newest event was the one at a position."""

    def __init__(self, reader: Any, position: int) -> None:
        self._reader, self._position = reader, position

    def stored(self, after: int, limit: int) -> list[Stored]:
        """The stored events after a position, at most so many."""
        return [row for row in self._reader.stored(after, limit) if row[0] <= self._position]


def sign_publications(house: House, folder: Path) -> None:
    """Sign the log of the story as it was at each of its publications, as a server would have done then."""
    for edition in reports.all_editions(house.model):
        with closing(LedgerBook(folder, Until(house.reader, edition["event"]))) as book:
            book.checkpoint(edition["at"])

"""Whether the keys that are here open what was sealed with them: one box of each key is tried, the first in the log."""

from collections.abc import Callable

from app.events.sealed import Tampered, proof
from ledger.leaves import Stored

Secrets = Callable[[str, str], bytes | None]
"""Gives the key of a record by its id, None where there is none."""


class Boxes:
    """Tries the first box that was sealed with each key; `shut` are the names of the keys that did not open theirs."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets, self.shut = secrets, set[str]()

    def of(self, record: str, id: str = "") -> bytes | None:
        """The key of a record by its id; None where there is none."""
        return self._secrets(record, id)

    def tried(self, name: str, row: Stored) -> None:
        """Open what is sealed in an event with the key of this name; nothing of it is kept."""
        _, stream, version, topic, state = row
        try:
            proof(state, stream, version, topic, self)
        except (Tampered, ValueError, LookupError, TypeError, AttributeError):
            self.shut.add(name)

    def is_erased(self, record: str, id: str) -> bool:
        """Nobody asks: what has no key is not opened."""
        return False

"""Records of the log whose keys are not here although nobody erased them: an older backup of the keys was put back."""

from collections.abc import Iterator

from app.events.log import Reader
from app.events.record_keys import Keys
from app.events.sealed import FIELD

AT_ONCE = 10_000
"""Events that are read at once. The newest of them are looked at first: older keys lack those."""
Name = tuple[str, str]
"""A record, and the id of its key."""


def lacking(reader: Reader, keys: Keys) -> int:
    """How many records have something sealed with a key that is neither here nor noted as erased.

    The whole log is read only where one of its newest events is sealed so. Raises NoKeys.
    """
    found = {_pair(name) for name in keys.names() | keys.erased()}
    if not _sealed_with(reader, reader.head() - AT_ONCE) - found:
        return 0
    every = set[Name]().union(*_parts(reader))
    return len({record for record, _ in every - found})


def _parts(reader: Reader) -> Iterator[set[Name]]:
    return (_sealed_with(reader, after) for after in range(0, reader.head(), AT_ONCE))


def _sealed_with(reader: Reader, after: int) -> set[Name]:
    """The keys that the events of one reading are sealed with."""
    read = reader.read(max(after, 0), AT_ONCE, max(after, 0) + AT_ONCE)
    return {(made.facts[FIELD]["key"], made.facts[FIELD]["id"]) for made in read if FIELD in made.facts}


def _pair(name: str) -> Name:
    record, _, id = name.rpartition("#")
    return record, id

"""An event as a leaf of the ledger: lines that say which it is, and beneath them its bytes as they were stored."""

from collections.abc import Iterable
from hashlib import sha256

from ledger.merkle import leaf_hash

Stored = tuple[int, str, int, str, bytes]
"""An event as the log has it: its position, its stream, version and topic, and its facts as they were stored."""

BELOW = -(1 << 63)
"""A log asked for what comes after this gives whatever it has, also what stands before its first position."""


class NoEvent(ValueError):  # noqa: N818 - it says what the row is
    """A row that no event can be.

    Its name has a line break, with which two different rows would be the same leaf, or a column is of another type.
    """


def leaf(stream: str, version: int, topic: str, state: bytes) -> bytes:
    """The bytes of an event's leaf. Raises NoEvent for a name with a line break.

    The position is no part of it, so that a log that was copied without its gaps is the same log.
    """
    if "\n" in stream or "\n" in topic:
        raise NoEvent(f"No event has a name like “{stream[:80]}”, “{topic[:80]}”.")
    return f"{stream}\n{version}\n{topic}\n".encode() + state


def hashed(row: Stored) -> bytes:
    """The hash of an event's leaf. Raises NoEvent."""
    _, stream, version, topic, state = row
    return leaf_hash(leaf(stream, version, topic, state))


def all_hashed(rows: Iterable[Stored]) -> list[bytes]:
    """The hashes of many events' leaves, with as little as can be between a row and its hash. Raises NoEvent."""
    made, hash, position = [], sha256, 0
    try:
        for position, stream, version, topic, state in rows:  # noqa: B007 - said where a row is none
            if "\n" in stream or "\n" in topic:
                leaf(stream, version, topic, state)
            made.append(hash(f"\0{stream}\n{version}\n{topic}\n".encode() + state).digest())
    except TypeError as fault:
        raise NoEvent(
            f"The row at position {position:,} is no event: its columns are not what an event's are."
        ) from fault
    return made

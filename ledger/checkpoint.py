"""Checkpoints (C2SP tlog-checkpoint): what the ledger was at a moment, in three lines that are signed as a note."""

from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass

from ledger.note import Signer, Verifier, opened

HASH = 32


@dataclass(frozen=True)
class Checkpoint:
    """A ledger's name (origin), how many events it had, their root; then what else is said, line by line."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, b64encode(self.root).decode(), *self.more))

    def signed(self, signer: Signer) -> str:
        """The note; raises ValueError for what a note cannot say."""
        if not self.origin or any(not line or "\n" in line for line in (self.origin, *self.more)):
            raise ValueError("No line of a checkpoint is empty, or two.")
        return signer.signed(self.text)


def read(note: str, *verifiers: Verifier) -> Checkpoint:
    """The checkpoint that one of these keys has signed.

    Raises Unsigned for a note that none has, and ValueError for one that is no checkpoint.
    """
    lines = opened(note, *verifiers).removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise ValueError("This note is no checkpoint: it has the ledger's name, a number of events and a root.")
    return Checkpoint(lines[0], _size(lines[1]), _root(lines[2]), tuple(lines[3:]))


def _size(line: str) -> int:
    """A decimal without leading zeros."""
    if not line.isascii() or not line.isdecimal() or (len(line) > 1 and line[0] == "0") or len(line) > 18:
        raise ValueError("This note is no checkpoint: its second line is no number of events.")
    return int(line)


def _root(line: str) -> bytes:
    try:
        found = b64decode(line, validate=True)
    except (Error, ValueError):
        found = b""
    if len(found) != HASH:
        raise ValueError("This note is no checkpoint: its third line is no root.")
    return found

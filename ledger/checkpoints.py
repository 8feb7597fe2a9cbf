"""The checkpoints of a ledger, a file each: numbered, each naming the one before, so that none is left out unseen."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ledger.checkpoint import Checkpoint, read
from ledger.note import Signer, Verifier
from ledger.tree import Tree

NUMBER, BEFORE = "checkpoint ", "after "
FILE = re.compile(r"[0-9]{6,18}\.txt")
UNREAD = "Its file cannot be read."


class Contradicted(Exception):  # noqa: N818 - it says what was found
    """The ledger's file does not go on from its last checkpoint, so nothing is signed."""


@dataclass(frozen=True)
class Numbered:
    """A checkpoint that was read, with its note: when it was made (ISO, UTC), its number, and the digest before it."""

    note: str
    checkpoint: Checkpoint
    at: str
    number: int
    before: str

    @property
    def digest(self) -> str:
        """What the next checkpoint names it by: the note as its ledger signed it, whoever signed it as well."""
        text, _, lines = self.note.rpartition("\n\n")
        own = [line for line in lines.splitlines() if line.startswith(f"— {self.checkpoint.origin} ")]
        return _digest(f"{text}\n\n{own[0]}\n" if own else self.note)

    @property
    def digests(self) -> frozenset[str]:
        """Whatever a checkpoint after it may have named it by."""
        return frozenset({self.digest, _digest(self.note)})


class Filed(str):
    """A note with the number that its file is named by; `why` says why the file was not read, else ""."""

    __slots__ = ("number", "why")
    number: int
    why: str

    def __new__(cls, note: str, number: int, why: str = "") -> "Filed":
        """The note of a file."""
        made = super().__new__(cls, note)
        made.number, made.why = number, why
        return made


def _digest(note: str) -> str:
    return sha256(note.encode()).hexdigest()


def number_of(name: str) -> int:
    """The number that the name of a checkpoint's file says."""
    return int(name.removesuffix(".txt"))


def numbered(note: str, verifiers: Sequence[Verifier]) -> Numbered:
    """What a note says. Raises Unsigned, or ValueError for one that is no numbered checkpoint."""
    found = read(note, *verifiers)
    at, number, before = (*found.more, "", "", "")[:3]
    if not number.removeprefix(NUMBER).isdecimal() or not number.startswith(NUMBER) or not before.startswith(BEFORE):
        raise ValueError("This checkpoint has no number: it is of another programme.")
    return Numbered(note, found, at, int(number.removeprefix(NUMBER)), before.removeprefix(BEFORE))


class Checkpoints:
    """Those that were made, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def notes(self) -> list[Filed]:
        """Every note, the oldest first."""
        return [self.note(name) for name in self.names()]

    def names(self) -> list[str]:
        """The names of their files, the oldest first; whatever else lies there is none."""
        return sorted(filter(FILE.fullmatch, os.listdir(self.folder)), key=number_of)

    def note(self, name: str) -> Filed:
        """The note in a file of that name, whatever its bytes are; an empty one where it cannot be read."""
        try:
            return Filed((self.folder / name).read_bytes().decode(errors="replace"), number_of(name))
        except OSError:
            return Filed("", number_of(name), UNREAD)

    def make(self, tree: Tree, signer: Signer, verifiers: Sequence[Verifier], at: str, *, above: int = 0) -> Numbered:
        """Sign what the ledger is now, and keep it; `at` is now (ISO, UTC), its number is above the one given.

        Raises Contradicted where the ledger is not what its last checkpoint says it was.
        """
        names = self.names()
        last = numbered(self.note(names[-1]), verifiers) if names else None
        if last and not _goes_on(tree, last.checkpoint):
            said = f"checkpoint {last.number} of {last.at} says {last.checkpoint.size:,} events"
            raise Contradicted(f"The ledger does not go on from what was signed: {said}, with another root.")
        number = max(last.number if last else 0, above) + 1
        more = (at, f"{NUMBER}{number}", f"{BEFORE}{last.digest if last else 'none'}")
        size = tree.size
        note = Checkpoint(signer.name, size, tree.root(size), more).signed(signer)
        self._keep(number, note)
        return numbered(note, [signer.verifier])

    def _keep(self, number: int, note: str) -> None:
        """Whole on the disk, or not at all; never in another's place."""
        path = self.folder / f"{number:06}.txt"
        new = path.with_suffix(".new")
        with open(new, "w", encoding="utf-8", newline="\n") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            raise Contradicted(f"There is a checkpoint {number} already.")
        new.replace(path)


def _goes_on(tree: Tree, last: Checkpoint) -> bool:
    return tree.size >= last.size and tree.root(last.size) == last.root

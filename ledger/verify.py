"""Whether the log is what it was: hashed again and held against checkpoints that were kept elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sqlite3 import DatabaseError

from ledger.checkpoints import Numbered, numbered
from ledger.differences import CHANGED, INSERTED, MOVED, REMOVED, Difference, differences
from ledger.leaves import NoEvent, Stored, all_hashed
from ledger.note import Verifier
from ledger.sweep import Swept, chunks
from ledger.tree import TILE, Log, Tree, tile_root

MOST = 50
"""So many differences are told one by one."""


@dataclass(frozen=True)
class Verdict:
    """What was found: nothing means that the log is, to its last checkpoint, what it was when that was signed."""

    size: int
    root: bytes
    fits: tuple[Numbered, ...]
    findings: tuple[str, ...]


def verify(log: Log, tree: Tree | None, notes: Sequence[str], verifiers: Sequence[Verifier]) -> Verdict:
    """Hold a log against these checkpoints (signed notes), and say what was done to it since.

    `tree` is the ledger's own file, which is believed only as far as a checkpoint bears it out: with it every event
    that was changed, removed, inserted or moved is named; without it only between which checkpoints they are.
    """
    try:
        swept = Swept(log)
    except NoEvent as fault:
        return Verdict(0, b"", (), (str(fault),))
    except DatabaseError as fault:
        return Verdict(0, b"", (), (f"The log cannot be read to its end: {fault}.",))
    read, findings = _read(notes, verifiers)
    findings += _missing(read)
    wrong = [one for one in read if not _fits(swept, one)]
    fits = tuple(one for one in read if one not in wrong)
    if wrong or (tree and not _follows(swept, tree)):
        findings += _found(log, swept, tree, fits, wrong)
    return Verdict(swept.size, swept.root(swept.size), fits, tuple(findings))


def _read(notes: Sequence[str], verifiers: Sequence[Verifier]) -> tuple[list[Numbered], list[str]]:
    """The checkpoints, by number, and what is wrong with notes that are none."""
    found: dict[int, Numbered] = {}
    wrong = []
    for note in notes:
        try:
            one = numbered(note, verifiers)
        except ValueError as fault:
            wrong.append(f"A checkpoint that begins “{note[:60].splitlines()[0] if note else ''}” is not one: {fault}")
            continue
        if one.number in found and found[one.number].checkpoint != one.checkpoint:
            wrong.append(f"There are two different checkpoints {one.number}: two histories have been signed.")
        found[one.number] = one
    return sorted(found.values(), key=lambda one: one.number), wrong


def _missing(read: Sequence[Numbered]) -> list[str]:
    """What the numbers of checkpoints, and the one that each names before it, leave out."""
    said = []
    numbers = {one.number for one in read}
    for gone in sorted(set(range(1, max(numbers, default=0))) - numbers):
        said.append(f"Checkpoint {gone} is missing: it was made, and is not among those given.")
    for one, other in pairwise(read):
        if other.number == one.number + 1 and other.before != one.digest:
            said.append(f"Checkpoint {other.number} does not go on from this checkpoint {one.number}.")
        if other.checkpoint.size < one.checkpoint.size:
            said.append(f"Checkpoint {other.number} has fewer events than checkpoint {one.number} before it.")
    return said


def _fits(swept: Swept, one: Numbered) -> bool:
    return one.checkpoint.size <= swept.size and swept.root(one.checkpoint.size) == one.checkpoint.root


def _follows(swept: Swept, tree: Tree) -> bool:
    """Whether the ledger's own file is the beginning of the log."""
    return tree.size <= swept.size and swept.root(tree.size) == tree.root()


def _found(
    log: Log, swept: Swept, tree: Tree | None, fits: Sequence[Numbered], wrong: Sequence[Numbered]
) -> Iterator[str]:
    """What was done, event by event where the ledger's own file is borne out, else between which checkpoints."""
    borne_out = [one for one in wrong if tree and _bears_out(tree, one)]
    for one in wrong:
        size = one.checkpoint.size
        if swept.size < size:
            yield f"The log has {swept.size:,} events; checkpoint {one.number} of {one.at} says that it had {size:,}."
        else:
            yield f"The first {size:,} events are not those of checkpoint {one.number} of {one.at}."
    if tree and len(borne_out) == len(wrong):
        yield from _named(log, swept, tree)
    elif wrong:
        low = max((one.checkpoint.size for one in fits if one.number < wrong[0].number), default=0)
        where = f"among events {low + 1:,} to {wrong[0].checkpoint.size:,}"
        why = "is not what was signed either" if tree else "is not here"
        yield f"What was done is {where}; the ledger's own file, which could name it, {why}."


def _bears_out(tree: Tree, one: Numbered) -> bool:
    return tree.size >= one.checkpoint.size and tree.root(one.checkpoint.size) == one.checkpoint.root


def _named(log: Log, swept: Swept, tree: Tree) -> Iterator[str]:
    """Every difference between the ledger's own file and the log, in words."""
    last = tree.size // TILE
    number = next((n for n in range(last) if swept.tile(n) != _root(tree, n)), last)
    first = number * TILE
    forged = [n for n in range(number, last) if not _is_whole(tree, n)]
    for n in forged[:1]:
        yield f"The ledger's own file was changed too, from event {n * TILE + 1:,} on: it names what it can."
    rows = [row for part in chunks(log, swept.before(number)) for row in part]
    found = differences(tree.leaves(first, tree.size), all_hashed(rows), first)
    told = [one for one in found if one.kind != INSERTED or rows[(one.now or 0) - first][0] <= tree.position]
    for one in told[:MOST]:
        yield _sentence(one, None if one.now is None else rows[one.now - first])
    if len(told) > MOST:
        yield f"And {len(told) - MOST:,} more differences after these."


def _is_whole(tree: Tree, number: int) -> bool:
    """Whether the hashes of a full tile make up the root that it has, which the checkpoints bear out."""
    return tile_root(tree.leaves(number * TILE, (number + 1) * TILE)) == _root(tree, number)


def _root(tree: Tree, number: int) -> bytes:
    """The root of a full tile of the ledger's own file."""
    return tree.part(number * TILE, (number + 1) * TILE)


def _sentence(one: Difference, row: Stored | None) -> str:
    place = (one.kept if one.kept is not None else one.now or 0) + 1
    named = f" ({row[1]}, version {row[2]}, {row[3]}, at position {row[0]:,})" if row else ""
    return {
        CHANGED: f"Event {place:,} was changed, or another put in its place{named}.",
        REMOVED: f"Event {place:,} was removed.",
        INSERTED: f"An event was inserted as number {place:,}{named}.",
        MOVED: f"Event {place:,} stands elsewhere now, as number {(one.now or 0) + 1:,}{named}.",
    }[one.kind]

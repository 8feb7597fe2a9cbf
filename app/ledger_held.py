"""A log held against checkpoints: those that somebody kept, and the folder's own, as far as the two should agree."""

from collections.abc import Sequence
from contextlib import suppress
from sqlite3 import DatabaseError
from typing import Any

from ledger.checkpoints import Numbered, numbered
from ledger.note import Verifier
from ledger.tree import Tree
from ledger.verify import Verdict, verify

TREE = "tree.sqlite"
NONE = "There is no checkpoint to hold the log against: nothing is proved."
UNRECORDED = (
    "A key that checkpoints here are verified with ({}) took the place of another without that being recorded: give"
    " the key that you were told before, with --key."
)
NOT_THERE = (
    "The ledger’s own file of hashes is not one that the programme wrote, and was passed over: it could only name"
    " what the checkpoints show."
)


def held(book: Any, notes: Sequence[str], keys: Sequence[Verifier]) -> Verdict:
    """The whole log of a ledger held against these notes, or without any against all in its folder, read anew.

    `keys` are what they are verified with, else the folder's own. Raises ValueError, and OSError.
    """
    kept, known = book.kept.notes(), list(keys or book.verifiers())
    asked = [*notes, *_others(notes, kept, known)] if notes else kept
    verdict, is_sound = _compared(book, asked, known, whole=not notes)
    found = [*_gone(book, notes, kept, known), *filter(None, [book.lost()])]
    found += [] if keys else _unrecorded(book)
    return verdict.with_more(found, [*([] if is_sound else [NOT_THERE]), *([] if asked else [NONE])])


def _compared(book: Any, notes: Sequence[str], keys: Sequence[Verifier], whole: bool) -> tuple[Verdict, bool]:
    """The verdict, and whether the ledger's own file could be used for it."""
    book.folder.mkdir(parents=True, exist_ok=True)
    facts, tree = {"whole": whole, "given_up": book.given_up()}, None
    try:
        tree = Tree(book.folder / TREE)
        if not tree.ends()[0]:
            tree.follow(book.reader)
        return verify(book.reader, tree, notes, keys, **facts), tree.is_sound()
    except (DatabaseError, ValueError, TypeError):
        # The ledger's own file is none any more, or the log cannot be followed, which is told without it too.
        return verify(book.reader, None, notes, keys, **facts), False
    finally:
        tree.close() if tree else None


def _others(notes: Sequence[str], kept: Sequence[str], keys: Sequence[Verifier]) -> list[str]:
    """The folder's checkpoints that have the number of one that was given and say something else."""
    given = {(one.checkpoint.origin, one.number): one.checkpoint for one in _read(notes, keys)}
    return [
        one.note for one in _read(kept, keys)
        if given.get((one.checkpoint.origin, one.number), one.checkpoint) != one.checkpoint
    ]  # fmt: skip


def _gone(book: Any, notes: Sequence[str], kept: Sequence[str], keys: Sequence[Verifier]) -> list[str]:
    """Which of those that were given the folder lacks, although they are of its ledger."""
    here = {one.number for one in _read(kept, [*keys, *book.verifiers()])}
    origins = book.origins()
    return [
        f"Checkpoint {one.number}, which you have, is not among those that are kept here: it was removed."
        for one in _read(notes, keys)
        if one.checkpoint.origin in origins and one.number not in here
    ]


def _unrecorded(book: Any) -> list[str]:
    """The keys that took another's place without a word in the log."""
    if not book.told or book.kind != "checkpoint":
        return []
    book.told.read_on()
    return [UNRECORDED.format(one) for one in book.verifiers()[1:] if str(one) not in book.told.keys]


def _read(notes: Sequence[str], keys: Sequence[Verifier]) -> list[Numbered]:
    found = []
    for note in notes:
        with suppress(ValueError):
            found.append(numbered(note, keys))
    return found

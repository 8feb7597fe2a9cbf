"""A log held against checkpoints: those that somebody kept, and the folder's own, as far as the two should agree."""

from collections.abc import Sequence
from sqlite3 import DatabaseError
from typing import Any

from app.programme.ledger import EVENTS
from ledger.chain import chained
from ledger.checkpoints import Numbered
from ledger.given import Given, read_all
from ledger.leaves import NoEvent
from ledger.note import Verifier
from ledger.tree import Tree
from ledger.verify import UNREADABLE, Verdict, verify

TREE = "tree.sqlite"
NONE = "There is no checkpoint to hold the log against: nothing is proved."
UNRECORDED = (
    "A key that checkpoints here are verified with ({}) took the place of another without that being recorded: give"
    " the key that you were told before, with --key."
)
NOT_GIVEN = (
    "The key that checkpoints here are verified with ({}) is not one that you gave, and no event of the log says that"
    " it took the place of one: somebody changed it in the folder. If you were told of it, give it too, with --key."
)
NOT_OURS = (
    "The key that signs here (its verifier is {}) is not among those that checkpoints here are verified with: somebody"
    " changed one of the two files in the folder."
)
NO_KEYS = "The keys that the checkpoints here are verified with are gone: put the folder back from a backup."
GONE = "Checkpoint {}, which you have, is not among those that are kept here: it was removed."
HERE = "Of the checkpoints that are kept here: {}"
NOT_THERE = (
    "The ledger’s own file of hashes is not one that the programme wrote, and was passed over: it could only name"
    " what the checkpoints show."
)


def held(book: Any, notes: Sequence[str], keys: Sequence[Verifier]) -> Verdict:
    """The whole log of a ledger held against these notes, or without any against all in its folder, read anew.

    `keys` are what they are verified with, else the folder's own. What is wrong with the folder's own checkpoints and
    keys is found whatever is given. Raises OSError.
    """
    if spoilt := unreadable(book):
        return spoilt
    kept, own = book.kept.notes(), book.keys.legible()
    known = list(keys or own)
    here = read_all(kept, [*known, *own])
    verdict, is_sound = _compared(book, notes or kept, known, here.read if notes else (), whole=not notes)
    found = [*(_here(book, here, read_all(notes, known)) if notes else []), *filter(None, [book.lost()])]
    found += _keys_wrong(book, own, keys)
    return verdict.with_more(found, [*([] if is_sound else [NOT_THERE]), *([] if notes or kept else [NONE])])


def unreadable(book: Any) -> Verdict | None:
    """What is found where the log cannot be read to its end, or has rows that are none; None where it can be read."""
    try:
        book.read_on()
    except DatabaseError as fault:
        return Verdict(0, b"", (), (UNREADABLE.format(fault),))
    except NoEvent as fault:
        return Verdict(0, b"", (), (str(fault),))
    return None


def _compared(
    book: Any, notes: Sequence[str], keys: Sequence[Verifier], own: Sequence[Numbered], whole: bool
) -> tuple[Verdict, bool]:
    """The verdict, and whether the ledger's own file could be used for it."""
    book.folder.mkdir(parents=True, exist_ok=True)
    facts: dict[str, Any] = {"whole": whole, "given_up": book.given_up(), "own": own}
    tree = None
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


def _here(book: Any, here: Given, given: Given) -> list[str]:
    """What is wrong with the folder's own checkpoints where others were given, and which of those it lacks although
    they are of its ledger."""
    there = {one.number for one in here.read} | here.spoilt
    origins = book.origins() | {one.checkpoint.origin for one in here.read}
    gone = {one.number for one in given.read if one.checkpoint.origin in origins} - there
    missing, _ = chained(here.read, True, book.given_up(), here.spoilt | gone)
    return [*map(GONE.format, sorted(gone)), *map(HERE.format, [*here.wrong, *missing])]


def _keys_wrong(book: Any, own: Sequence[Verifier], given: Sequence[Verifier]) -> list[str]:
    """What is wrong with the keys of the folder: their files, and which of them nobody has told of.

    The log tells of the keys of its own ledger, never of those of the access log, which are not replaced.
    """
    wrong, signing = book.keys.wrong(), book.keys.signing()
    if not own:
        return [wrong or NO_KEYS] if wrong or book.kept.names() else []
    found = [wrong, NOT_OURS.format(signing) if signing and signing not in own else ""]
    return [*filter(None, found), *_unrecorded(book, own, given)]


def _unrecorded(book: Any, own: Sequence[Verifier], given: Sequence[Verifier]) -> list[str]:
    """The keys that took another's place without a word in the log; where a key is given, of those before it too."""
    line = set(map(str, given or own[:1]))
    if book.told and book.kind == EVENTS:
        line = book.told.line_of(line)
    elif not given:
        return []
    said = NOT_GIVEN if given else UNRECORDED
    return [said.format(one) for one in own if str(one) not in line]

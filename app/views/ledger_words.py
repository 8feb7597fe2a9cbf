"""How the ledger is spoken of: its checkpoints, its proofs, and how each of them is checked."""

from base64 import b64encode
from typing import Any

from markupsafe import Markup

from app import qr
from app.ledger_book import LedgerBook
from ledger.checkpoints import Numbered
from ledger.leaves import hashed
from ledger.merkle import is_consistent, is_included

Row = dict[str, Any]

SHOWN = ("holds", "root_as_signed", "place")
"""Of a proof, what stands on its page alone."""


def shown(one: Numbered) -> Row:
    """A checkpoint for a page."""
    here = f"/ledger/checkpoints/{one.number}"
    facts = {"number": one.number, "at": one.at, "events": f"{one.checkpoint.size:,}", "href": here}
    return facts | {"root": b64encode(one.checkpoint.root).decode(), "file": f"{here}.txt", "note": one.note}


def code(one: Numbered, width: int = 240) -> Markup:
    """Its note as a QR code: whoever photographs it holds the checkpoint."""
    return Markup(qr.svg(one.note, width))


def inclusion(book: LedgerBook, position: int) -> Row:
    """The proof that the event at a position is in the first checkpoint that covers it, else in the tree as it is now.

    Raises ValueError where there is no such event.
    """
    row, index = book.event(position), book.leaf_index(position)
    one = book.covering(position)
    size = one.checkpoint.size if one else book.follow()
    root = one.checkpoint.root if one else book.root(size)
    leaf, path = hashed(row), book.inclusion(index, size)
    facts: Row = {"position": position, "leaf_index": index, "leaf_hash": leaf.hex(), "tree_size": size}
    facts |= {"root": root.hex(), "path": [hash.hex() for hash in path], "checkpoint": one.note if one else None}
    said = {"root_as_signed": b64encode(root).decode(), "holds": is_included(leaf, index, size, path, root)}
    return facts | said | {"place": f"{index + 1:,} of {size:,}"}


def consistency(book: LedgerBook, one: Numbered, other: Numbered) -> Row:
    """The proof that a later checkpoint goes on from an earlier one. Raises ValueError where it has fewer events."""
    first, second = one.checkpoint, other.checkpoint
    path = book.consistency(first.size, second.size)
    facts: Row = {"first": one.number, "second": other.number, "first_size": first.size, "second_size": second.size}
    facts |= {"first_root": first.root.hex(), "second_root": second.root.hex(), "path": [one.hex() for one in path]}
    facts |= {"first_checkpoint": one.note, "second_checkpoint": other.note}
    return facts | {"holds": is_consistent(first.size, first.root, second.size, second.root, path)}


def for_file(proof: Row) -> Row:
    """A proof as it is taken away: not whether it holds, which whoever takes it finds out."""
    return {"how": HOW, **{name: value for name, value in proof.items() if name not in SHOWN}}


HOW = (
    "SHA-256. A leaf is hashed after a byte 0, a node's two hashes after a byte 1 (RFC 6962, 2.1). Inclusion is"
    " verified as RFC 9162 says in 2.1.3.2, consistency as in 2.1.4.2. The checkpoint is a C2SP signed note."
)

"""What stands at the foot of a published report: the checkpoint of the ledger that covers the edition.

It is no part of the document, which is frozen before any checkpoint can cover it: it is found by the edition's place
in the log, and is the same for ever from the first checkpoint on that covers it, for none is ever made anew.
"""

from base64 import b64encode
from dataclasses import dataclass

from app.reports.word_names import moment
from ledger.checkpoints import Numbered

TITLE = "Proof of this edition"
NONE = (
    "No checkpoint of the ledger covers this edition yet. The next that is signed does, and stands here from then on."
)


@dataclass(frozen=True)
class Foot:
    """The entry of the log with which an edition was published, and the checkpoint's note, "" for none yet."""

    entry: int
    said: tuple[str, ...]
    note: str = ""
    alt: str = ""


def foot(entry: int, one: Numbered | None) -> Foot:
    """The foot of the edition that was published with an entry of the log."""
    if one is None:
        return Foot(entry, (NONE,))
    size, root = one.checkpoint.size, b64encode(one.checkpoint.root).decode()
    said = (
        f"This edition was published as entry {entry:,} of the log. The first checkpoint of the ledger that was signed"
        f" after it is number {one.number}, of {moment(one.at)}: {size:,} events, with the root {root}.",
        "The code is the whole checkpoint with its signature. Whoever keeps it, or this page, can tell for ever whether"
        " this edition or anything recorded before it was changed.",
    )
    return Foot(entry, said, one.note, f"QR code of checkpoint {one.number} of the ledger")

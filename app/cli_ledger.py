"""The commands of the ledger: sign what the log is, and hold the log against what was signed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from app import clock
from app.config import Settings
from app.folder import Unsuitable
from app.opening import reading
from ledger.checkpoints import Checkpoints, Contradicted
from ledger.keys import Keys, NoKey
from ledger.leaves import NoEvent
from ledger.note import Verifier
from ledger.tree import Tree
from ledger.verify import Verdict
from ledger.verify import verify as held

FOLDER, TREE, CHECKPOINTS = "ledger", "tree.sqlite", "checkpoints"
"""In the data folder: the ledger's own files, its hashes, and its checkpoints."""


def checkpoint(settings: Settings, out: Console) -> int:
    """Follow the log, sign what it is, keep the note and print it; returns 0. Raises Unsuitable."""
    with _sentences(), reading(settings) as log, _tree(settings) as tree:
        tree.follow(log)
        keys = Keys(settings.folder / FOLDER)
        signer = keys.signer()
        made = _checkpoints(settings).make(tree, signer, keys.verifiers(), clock.now())
    out.print(made.note, markup=False, end="")
    out.print(
        f"\nCheckpoint {made.number} of {made.checkpoint.size:,} events. Keep it outside this computer, with the key"
    )
    out.print(f"that it is verified with: {signer.verifier}", markup=False)
    return 0


def verify(settings: Settings, files: Sequence[Path], keys: Sequence[str], out: Console) -> int:
    """Say whether the log is what was signed; returns 0 when it is, 1 otherwise. Raises Unsuitable.

    Without files the checkpoints of the folder itself are taken, without keys its own: whoever can change the log could
    have changed those too.
    """
    with _sentences(), reading(settings) as log, _tree(settings) as tree:
        known = [Verifier.read(line) for line in keys] or Keys(settings.folder / FOLDER).verifiers()
        notes = [_read(file) for file in files] or _checkpoints(settings).notes()
        if not notes:
            raise Unsuitable("There is no checkpoint to hold the log against: make one with audit-loop checkpoint.")
        tree.follow(log) if not tree.size else None
        verdict = held(log, tree, notes, known)
    _say(verdict, out)
    if not files or not keys:
        out.print("A checkpoint and a key that were kept elsewhere prove more: give them with --checkpoint and --key.")
    return 1 if verdict.findings else 0


def _say(verdict: Verdict, out: Console) -> None:
    for sentence in verdict.findings:
        out.print(sentence, markup=False)
    for one in verdict.fits[-1:]:
        out.print(f"The first {one.checkpoint.size:,} of {verdict.size:,} events are those of checkpoint {one.number}, "
                  f"signed {one.at}.", markup=False)  # fmt: skip


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Unsuitable(f"The checkpoint {file} cannot be read.") from fault


def _checkpoints(settings: Settings) -> Checkpoints:
    return Checkpoints(settings.folder / FOLDER / CHECKPOINTS)


@contextmanager
def _tree(settings: Settings) -> Iterator[Tree]:
    (settings.folder / FOLDER).mkdir(exist_ok=True)
    tree = Tree(settings.folder / FOLDER / TREE)
    try:
        yield tree
    finally:
        tree.close()


@contextmanager
def _sentences() -> Iterator[None]:
    """What the ledger refuses, as a sentence for who asked."""
    try:
        yield
    except (Contradicted, NoKey, NoEvent, ValueError) as fault:
        raise Unsuitable(str(fault)) from fault

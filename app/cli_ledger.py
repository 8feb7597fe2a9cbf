"""The commands of the ledger: sign what the log is, and hold the log against what was signed."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from rich.console import Console

from app import clock
from app.config import Settings
from app.events.base import Refusal
from app.events.vocabulary import SYSTEM
from app.folder import Unsuitable
from app.ledger_book import LedgerBook
from app.opening import open_programme, reading
from app.programme.ledger import STREAM
from app.readings import LEDGER, READINGS, opened
from app.signing import WHY_NOT, Signing
from ledger.checkpoints import Numbered
from ledger.note import Verifier
from ledger.verify import Verdict

BESIDE = "The access log"
BEFORE = "The oldest of them is checkpoint {}, of {}: it was signed over whatever had been changed before it."


def checkpoint(settings: Settings, out: Console) -> int:
    """Follow the log and the access log, sign what they are, write to the holders, print the notes; returns 0.

    Raises Unsuitable, also where the log could be signed and the access log could not.
    """
    with _signing(settings) as signing:
        made, verifier = signing.sign(), signing.book.verifiers()[-1]
        _show(made, str(verifier), "events", out)
        if signing.beside:
            beside = signing.beside.latest()
            if not beside or beside.at < made.at:
                raise Unsuitable(f"{BESIDE} could not be signed; the messages above say why.")
            out.print(f"\n{BESIDE}:", markup=False)
            _show(beside, str(signing.beside.verifiers()[-1]), "readings", out)
    return 0


def _show(made: Numbered, verifier: str, what: str, out: Console) -> None:
    out.print(made.note, markup=False, end="")
    out.print(
        f"\nCheckpoint {made.number} of {made.checkpoint.size:,} {what}. Keep it outside this computer, with the key"
    )
    out.print(f"that it is verified with: {verifier}", markup=False)


def replace_key(settings: Settings, reason: str, out: Console) -> int:
    """Sign with another key from now on, which is recorded and told every holder; returns 0. Raises Unsuitable."""
    with _signing(settings) as signing:
        version = signing.house.version(STREAM)
        signing.replace_key(version=version, reason=reason, by=SYSTEM, at=clock.now())
        keys = signing.keys()
    out.print("The key is replaced. Checkpoints are verified with these, the newest last:")
    out.print(keys, markup=False, end="")
    return 0


def verify(settings: Settings, files: Sequence[Path], keys: Sequence[str], out: Console) -> int:
    """Say whether the log and the access log are what was signed; returns 0 when they are, 1 otherwise.

    Without files the checkpoints of the folder itself are taken, without keys its own: whoever can change the log could
    have changed those too. Raises Unsuitable.
    """
    notes, known = [_read(file) for file in files], _verifiers(keys)
    with _beside(settings) as book:
        names = {one.name for one in book.verifiers()} if book else set()
        theirs = [note for note in notes if note.partition("\n")[0] in names]
        their_keys = [one for one in known if one.name in names]
        found = _findings(book, theirs, their_keys, out) if book and (theirs or book.kept.names()) else 0
    with _book(settings) as book:
        notes, known = [one for one in notes if one not in theirs], [one for one in known if one not in their_keys]
        if not notes and not book.kept.names():
            raise Unsuitable("There is no checkpoint to hold the log against: make one with audit-loop checkpoint.")
        verdict = book.verified(notes, known)
    _say(verdict, out)
    if not files or not keys:
        out.print("A checkpoint and a key that were kept elsewhere prove more: give them with --checkpoint and --key.")
    return 1 if verdict.findings or found else 0


def _findings(book: LedgerBook, notes: Sequence[str], keys: Sequence[Verifier], out: Console) -> int:
    """How much of the access log is not what was signed, having said so."""
    verdict = book.verified(notes, keys)
    for sentence in verdict.findings:
        out.print(f"{BESIDE}: {sentence}", markup=False)
    for one in verdict.fits[-1:]:
        out.print(f"{BESIDE}: the first {one.checkpoint.size:,} of {verdict.size:,} readings are those of checkpoint"
                  f" {one.number}, signed {one.at}.", markup=False)  # fmt: skip
    return len(verdict.findings)


def _say(verdict: Verdict, out: Console) -> None:
    for sentence in verdict.findings:
        out.print(sentence, markup=False)
    for one in verdict.fits[-1:]:
        out.print(f"The first {one.checkpoint.size:,} of {verdict.size:,} events are those of checkpoint {one.number}, "
                  f"signed {one.at}.", markup=False)  # fmt: skip
    if verdict.fits:
        oldest = min(verdict.fits, key=lambda one: one.checkpoint.size)
        out.print(BEFORE.format(oldest.number, oldest.at), markup=False)


def _read(file: Path) -> str:
    try:
        # A note that was photographed or pasted may have lost its last line break, or gained some.
        return file.read_text(encoding="utf-8-sig").strip() + "\n"
    except (OSError, UnicodeDecodeError) as fault:
        raise Unsuitable(f"The checkpoint {file} cannot be read.") from fault


def _verifiers(lines: Sequence[str]) -> list[Verifier]:
    try:
        return [Verifier.read(line) for line in lines]
    except ValueError as fault:
        raise Unsuitable(str(fault)) from fault


@contextmanager
def _signing(settings: Settings) -> Iterator[Signing]:
    """The programme of the folder with its ledger; what it refuses, as a sentence for who asked."""
    house = open_programme(settings)
    try:
        with closing(LedgerBook(settings.folder, house.reader)) as book, _beside(settings) as beside:
            yield Signing(house, book, beside)
    except Refusal as refusal:
        raise Unsuitable(refusal.sentence) from refusal
    except WHY_NOT as fault:
        raise Unsuitable(str(fault)) from fault
    finally:
        house.model.close()
        house.log.close()


@contextmanager
def _book(settings: Settings) -> Iterator[LedgerBook]:
    """The ledger of the folder; what it refuses, as a sentence for who asked."""
    try:
        with reading(settings) as log, closing(LedgerBook(settings.folder, log)) as book:
            yield book
    except WHY_NOT as fault:
        raise Unsuitable(str(fault)) from fault


@contextmanager
def _beside(settings: Settings) -> Iterator[LedgerBook | None]:
    """The ledger of the access log; None where nothing was ever read here."""
    path = settings.folder / READINGS
    if not path.exists():
        yield None
        return
    try:
        with opened(path) as readings, closing(LedgerBook(settings.folder, readings, LEDGER)) as book:
            yield book
    except WHY_NOT as fault:
        raise Unsuitable(f"{BESIDE}: {fault}") from fault

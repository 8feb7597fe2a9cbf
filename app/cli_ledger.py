"""The commands of the ledger: sign what the log is, and hold the log against what was signed."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from rich.console import Console

from app import around_the_log, clock, ledger_names, past_held
from app.config import Settings
from app.events.base import Refusal
from app.events.vocabulary import SYSTEM
from app.folder import Unsuitable
from app.held import Held
from app.ledger_book import LedgerBook
from app.ledger_held import unreadable
from app.ledger_to_verify import book_beside, held_beside, log_to_verify
from app.opening import open_programme
from app.past_held import PAST_DIFFERS
from app.programme.ledger import EVENTS, STREAM
from app.programme.ledger import READINGS as OF_READINGS
from app.readings import LEDGER, READINGS, opened
from app.signing import WHY_NOT, Signing
from ledger.chain import moment
from ledger.checkpoints import Numbered
from ledger.keys import Keys
from ledger.note import Verifier
from ledger.verify import Verdict

NO = "NO: this is not what was signed."
BESIDE = "The access log"
NEXT = "\nWhat stands around the log, held against it:"
"""It takes longer than the log itself, which is answered before."""
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


def verify(settings: Settings, files: Sequence[Path], keys: Sequence[str], out: Console, *, past: bool = False) -> int:
    """Say whether the log and the access log are what was signed, the keys what the log's erasures say, the tables of
    pages and figures what the log gives, and the files guarded as they should be; with `past` also whether what is
    kept of the past is what the log gives.

    Returns 0 when all are, 1 otherwise.

    Without files the checkpoints of the folder itself are taken, without keys its own: whoever can change the log could
    have changed those too. Nothing is written to either log. Raises Unsuitable.
    """
    notes, known = [_read(file) for file in files], _verifiers(keys)
    with log_to_verify(settings) as log, closing(LedgerBook(settings.folder, log)) as book, _in_words():
        if spoilt := unreadable(book):
            _print([NO, *spoilt.findings], out)
            return 1
        beside = book_beside(settings, book)
        theirs, their_keys = _of_beside(book, notes, known)
        verdict = book.verified(
            [one for one in notes if one not in theirs], [one for one in known if one not in their_keys]
        )
        if not (verdict.fits or verdict.findings):
            raise Unsuitable("There is no checkpoint to hold the log against: make one with audit-loop checkpoint.")
        other = held_beside(beside, book, theirs, their_keys)
        _say(verdict, other, _proves_more(files, keys), out)
        out.print(NEXT, markup=False)
        around = around_the_log.held(settings, log)
        around[PAST_DIFFERS] = (past_held.held if past else past_held.not_held)(settings.folder, log)
    _say_around(around, out)
    return 1 if verdict.findings or other.findings or any(one.findings for one in around.values()) else 0


def _of_beside(book: LedgerBook, notes: Sequence[str], keys: Sequence[Verifier]) -> tuple[list[str], list[Verifier]]:
    """Which of these notes and keys are of the access log: as the log itself says, then as the folders do."""
    mine = book.origins() | book.told.origins(EVENTS) if book.told else book.origins()
    names = book.told.origins(OF_READINGS) if book.told else set()
    names |= {one.name for one in Keys(book.folder.parent / LEDGER).legible()} - mine
    theirs = [note for note in notes if note.partition("\n")[0] in names]
    return theirs, [one for one in keys if one.name in names]


def _say(verdict: Verdict, other: Verdict, more: str, out: Console) -> None:
    """First yes or no; then what was done, what was proved, and what should be known beside it."""
    told = [*map(ledger_names.finding, verdict.findings), *map(_of_beside_said, other.findings)]
    lines = [NO if told else "YES: this is what was signed.", *told]
    lines += _proved(verdict, "The first {:,} of {:,} events are those of checkpoint {}, signed {}.")
    lines += _proved(other, BESIDE + ": the first {:,} of {:,} readings are those of checkpoint {}, signed {}.")
    if verdict.fits:
        oldest = min(verdict.fits, key=lambda one: one.checkpoint.size)
        lines += [BEFORE.format(oldest.number, moment(oldest.at))]
    _print([*lines, *verdict.remarks, *map(_of_beside_said, other.remarks), more], out)


def _of_beside_said(one: str) -> str:
    return f"{BESIDE}: {ledger_names.finding_of_lines(one)}"


def _say_around(around: dict[str, Held], out: Console) -> None:
    """What stands around the log, each: no with what was found, or that it agrees; then what should be known."""
    for no, held in around.items():
        found = [f"NO: {no[0].lower()}{no[1:]}", *held.findings] if held.findings else [held.said]
        _print([*found, *held.remarks], out)


def _print(lines: Sequence[str], out: Console) -> None:
    for line in filter(None, lines):
        out.print(line, markup=False)


def _proved(verdict: Verdict, sentence: str) -> list[str]:
    return [sentence.format(one.checkpoint.size, verdict.size, one.number, moment(one.at)) for one in verdict.fits[-1:]]


def _proves_more(files: Sequence[Path], keys: Sequence[str]) -> str:
    """What would prove more than what was given."""
    if files and keys:
        return ""
    if files:
        return "The key is the folder's own: one that was kept elsewhere proves more. Give it with --key."
    if keys:
        return (
            "The checkpoints are the folder's own: one that was kept elsewhere proves more. Give it with --checkpoint."
        )
    return "A checkpoint and a key that were kept elsewhere prove more: give them with --checkpoint and --key."


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
        book = LedgerBook(settings.folder, house.reader)
        with _in_words(), closing(book), _beside(settings, book) as beside:
            yield Signing(house, book, beside)
    except Refusal as refusal:
        raise Unsuitable(refusal.sentence) from refusal
    finally:
        house.model.close()
        house.log.close()


@contextmanager
def _in_words() -> Iterator[None]:
    """What a ledger refuses, as a sentence for who asked."""
    try:
        yield
    except WHY_NOT as fault:
        raise Unsuitable(str(fault)) from fault
    except OSError as fault:
        place = fault.filename or "A file of the ledger"
        raise Unsuitable(f"{place} cannot be read, or not be written: {fault.strerror}.") from fault


@contextmanager
def _beside(settings: Settings, book: LedgerBook) -> Iterator[LedgerBook | None]:
    """The ledger of the access log, which is opened to be signed; None where nothing was ever read here."""
    if not (settings.folder / READINGS).exists():
        yield None
        return
    with (
        opened(settings.folder / READINGS) as readings,
        closing(LedgerBook(settings.folder, readings, LEDGER, book.told)) as found,
    ):
        yield found

"""Whether the log is what it was: hashed again and held against checkpoints that were kept elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from sqlite3 import DatabaseError

from ledger.chain import chained, moment
from ledger.checkpoints import Numbered
from ledger.differences import CHANGED, INSERTED, REMOVED, Difference, differences
from ledger.findings import MOST, Finding, sentences
from ledger.followed import Followed
from ledger.given import read_all
from ledger.leaves import NoEvent, Stored, all_hashed
from ledger.note import Verifier
from ledger.sweep import Swept, chunks
from ledger.tree import TILE, Log, Tree

BELOW = (
    "An event was inserted below the log’s first position{}: the programme never records anything there, and no"
    " checkpoint covers it."
)
UNREADABLE = (
    "The log cannot be read to its end: it is damaged, cut short or no log any more ({}). Put it back from a backup,"
    " and hold that against the checkpoints."
)
NARROW = "Each earlier checkpoint that is given too narrows it down."


@dataclass(frozen=True)
class Verdict:
    """What was found: no finding means that the log is, to its last checkpoint, what it was when that was signed.

    `remarks` are what whoever asked should know beside that.
    """

    size: int
    root: bytes
    fits: tuple[Numbered, ...]
    findings: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    def with_more(self, findings: Sequence[str], remarks: Sequence[str] = ()) -> "Verdict":
        """The same, and something else that was found."""
        return replace(self, findings=(*self.findings, *findings), remarks=(*self.remarks, *remarks))


def verify(
    log: Log,
    tree: Tree | None,
    notes: Sequence[str],
    verifiers: Sequence[Verifier],
    *,
    whole: bool = True,
    given_up: int = 0,
    own: Sequence[Numbered] = (),
) -> Verdict:
    """Hold a log against these checkpoints (signed notes), and say what was done to it since.

    `tree` is the ledger's own file, which is believed only as far as a checkpoint bears it out: with it every event
    that was changed, removed, inserted or moved is named; without it only between which checkpoints they are.
    `whole` says that these are all that were made, so that one that is not there is missing, but for those up to the
    number that was `given_up` on the record. `own` are those of the ledger itself beside the ones that were given: they
    prove nothing more, and the log has to fit them too.
    """
    try:
        followed = Followed.now(tree)
        return _held(log, followed, notes, verifiers, whole, given_up, own)
    except NoEvent as fault:
        return Verdict(0, b"", (), (str(fault),))
    except DatabaseError as fault:
        return Verdict(0, b"", (), (UNREADABLE.format(fault),))


def _held(
    log: Log,
    followed: Followed | None,
    notes: Sequence[str],
    verifiers: Sequence[Verifier],
    whole: bool,
    given_up: int,
    own: Sequence[Numbered],
) -> Verdict:
    swept = Swept(log)
    read, findings, spoilt = read_all(notes, verifiers)
    every = sorted({one.checkpoint.text: one for one in (*own, *read)}.values(), key=lambda one: one.number)
    wrong = [one for one in every if not _fits(swept, one)]
    fits = tuple(one for one in read if one not in wrong)
    if wrong or (followed and not followed.is_followed_by(swept)):
        findings = [*_found(log, swept, followed, fits, wrong), *findings]
    missing, remarks = chained(read, whole, given_up, spoilt)
    histories, restored = _twice(every, wrong)
    made = Verdict(swept.size, swept.root(swept.size), fits, (*_below(swept), *findings))
    return made.with_more((*histories, *missing), (*restored, *remarks, *_renumbered(log, swept, followed)))


def _twice(read: Sequence[Numbered], wrong: Sequence[Numbered]) -> tuple[list[str], list[str]]:
    """What two checkpoints of one number say: two histories, or one history and a folder that was put back."""
    histories, restored = [], []
    for number, group in groupby(read, key=lambda one: one.number):
        if len(of := list(group)) > 1 and any(one in wrong for one in of):
            histories.append(f"There are two different checkpoints {number}: two histories have been signed.")
        elif len(of) > 1:
            restored.append(f"There are two checkpoints {number}, and the log fits both: the folder of checkpoints was"
                            " put back to what it had been, and the number given a second time.")  # fmt: skip
    return histories, restored


def _below(swept: Swept) -> Iterator[str]:
    """What stands where nothing is ever recorded."""
    for row in swept.below[:MOST]:
        yield Finding(BELOW, row)
    if len(swept.below) > MOST:
        yield f"And {len(swept.below) - MOST:,} more events, or as many again, stand below the first position."


def _renumbered(log: Log, swept: Swept, followed: Followed | None) -> Iterator[str]:
    """Where the numbers of entries, which are no part of what is signed, are not those that the ledger's file has."""
    kept = followed.renumbered(log, swept) if followed and followed.is_followed_by(swept) else None
    if kept is not None:
        yield (
            f"After the first {kept:,} events, entries have other numbers in the log than when the ledger followed it:"
            " the log was copied or renumbered. What they say and their order are proved, their numbers are not."
        )


def _fits(swept: Swept, one: Numbered) -> bool:
    return one.checkpoint.size <= swept.size and swept.root(one.checkpoint.size) == one.checkpoint.root


def _found(
    log: Log, swept: Swept, followed: Followed | None, fits: Sequence[Numbered], wrong: Sequence[Numbered]
) -> Iterator[str]:
    """What was done, event by event where the ledger's own file is borne out, else between which checkpoints."""
    borne_out = followed and all(followed.bears_out(one.checkpoint.size, one.checkpoint.root) for one in wrong)
    if followed and borne_out:
        yield from _named(log, swept, followed)
    for one in wrong[:1]:
        yield _contradicted(swept, one) + (f" Nor does it fit {len(wrong) - 1:,} others." if wrong[1:] else "")
    if wrong and not borne_out:
        low = max((one.checkpoint.size for one in fits if one.number < wrong[0].number), default=0)
        where = f"among events {low + 1:,} to {wrong[0].checkpoint.size:,}"
        why = "is not what was signed either" if followed else "is not here"
        yield f"What was done is {where}; the ledger's own file, which could name it, {why}. {NARROW}"


def _contradicted(swept: Swept, one: Numbered) -> str:
    size, said = one.checkpoint.size, f"checkpoint {one.number} of {moment(one.at)}"
    if swept.size < size:
        return f"The log has {swept.size:,} events; {said} says that it had {size:,}."
    return f"The first {size:,} events are not those of {said}."


def _named(log: Log, swept: Swept, followed: Followed) -> Iterator[str]:
    """Every difference between the ledger's own file and the log, in words."""
    last = followed.size // TILE
    number = next((n for n in range(last) if swept.tile(n) != followed.root(n)), last)
    first = number * TILE
    for n in [n for n in range(number, last) if not followed.is_whole(n)][:1]:
        yield f"The ledger's own file was changed too, from event {n * TILE + 1:,} on: it names what it can."
    rows = [row for part in chunks(log, swept.before(number)) for row in part]
    found = differences(followed.leaves(first), all_hashed(rows), first)
    yield from sentences(list(_without_later(found, rows, first, followed.position)), rows, first)


def _without_later(
    found: Sequence[Difference], rows: Sequence[Stored], first: int, position: int
) -> Iterator[Difference]:
    """The differences without what was recorded after the ledger's file had followed.

    That stands after all that the file has, or beyond the position that it had followed to.
    """
    added = {one.now for one in found if one.kind == INSERTED}
    end = first + len(rows)
    while end - 1 in added:
        end -= 1
    for one in found:
        later = one.now is not None and rows[one.now - first][0] > position
        if one.kind == CHANGED and later:
            yield Difference(REMOVED, one.kept, None)
        elif one.kind != INSERTED or not (later or (one.now or 0) >= end):
            yield one

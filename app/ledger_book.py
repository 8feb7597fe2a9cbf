"""The ledger of a data folder: it follows the log whenever it is asked, signs checkpoints, and gives proofs.

Everything here may be used by any thread, and by several processes over one folder at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from sqlite3 import DatabaseError, OperationalError
from threading import RLock
from time import monotonic, sleep

from app.file_lock import lock
from app.ledger_held import held
from app.ledger_told import Told
from app.programme.ledger import EVENTS, READINGS
from ledger import merkle
from ledger.checkpoints import Checkpoints, Contradicted, Numbered, number_of, numbered
from ledger.keys import Keys
from ledger.leaves import Stored
from ledger.note import Signer, Verifier
from ledger.tree import TILE, Log, Tree
from ledger.verify import Verdict

FOLDER, TREE, CHECKPOINTS, LOCK = "ledger", "tree.sqlite", "checkpoints", "signing.lock"
"""In the data folder: the ledger's own files, its hashes, its checkpoints, and who signs one now."""
PATIENCE, PAUSE = 30.0, 0.02
"""For so many seconds another process that signs is waited for, asking again each so many."""

SPOILT = (
    f"The ledger’s own file {TREE} is not one that the programme wrote: move it away, and it is made anew from the log."
)
LOST = (
    "The log says that checkpoint {} was made, and {}: checkpoints have been removed, and whoever did that can have"
    " changed the log too."
)
WAY_OUT = (
    f"Put the folder “{FOLDER}” back from a backup. If it is lost for good, have the key replaced: that is recorded,"
    " with the reason, and told to every holder, and from then on it is signed again, with the next number."
)


class Damaged(ValueError):  # noqa: N818 - it says which file is
    """A file of the ledger is not what the programme wrote."""


class Engaged(ValueError):  # noqa: N818 - somebody else is at it, nothing went wrong
    """Another process has been signing for longer than anybody waits."""


class LedgerBook:
    """The hashes of the log that `reader` reads, its key and its checkpoints; nothing is made before it is asked.

    They are in a folder of the data folder: `name`, which is that of the programme's log unless it says otherwise.
    `told` is what the programme's log tells of it, where that is not the log that `reader` reads.
    """

    def __init__(self, folder: Path, reader: Log, name: str = FOLDER, told: Told | None = None) -> None:
        self.folder, self.reader = folder / name, reader
        self.kind, self.told = (EVENTS, told or Told(reader)) if name == FOLDER else (READINGS, told)
        self._lock = RLock()
        self._read: dict[str, Numbered] = {}

    @cached_property
    def tree(self) -> Tree:
        """The hashes; made the first time. Raises Damaged."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            return Tree(self.folder / TREE)
        except OperationalError:
            raise  # No room, or somebody else is at it: the file is what it was.
        except DatabaseError as fault:
            raise Damaged(SPOILT) from fault

    @cached_property
    def keys(self) -> Keys:
        """The key that signs, and those before it."""
        return Keys(self.folder)

    @cached_property
    def kept(self) -> Checkpoints:
        """The checkpoints' files."""
        return Checkpoints(self.folder / CHECKPOINTS)

    def follow(self) -> int:
        """Take in what the log has and the ledger lacks; returns how many events it has. Raises NoEvent and Damaged."""
        with self._lock:
            return self.tree.follow(self.reader)

    def checkpoint(self, at: str) -> Numbered:
        """Sign what the log is now, and keep the note; `at` is now (ISO, UTC).

        Raises a ValueError or Contradicted with the sentence that says why nothing was signed, and OSError.
        """
        with self._alone():
            if not self.tree.is_sound():
                raise Contradicted(SPOILT)
            self.follow()
            self._must_go_on()
            signer, sent = self.keys.signer(), self.sent()
            return self.kept.make(self.tree, signer, self.keys.verifiers(), at, above=sent)

    def verifiers_now(self) -> tuple[str, Signer]:
        """What the key that signs now is verified with, even if it is damaged, and another for its place."""
        with self._alone():
            known = self.verifiers() or [self.keys.signer().verifier]
            return str(known[-1]), self.keys.another(known[-1].name)

    def take_up(self, signer: Signer) -> None:
        """Sign with this key from now on; what those before it have signed is verified with theirs for ever."""
        with self._alone():
            self.keys.take_up(signer)

    def signer(self) -> Signer:
        """The key that signs now; the first time, a new one. Raises NoKey."""
        with self._alone():
            return self.keys.signer()

    def verifiers(self) -> list[Verifier]:
        """What the signatures of each key so far are checked with, the oldest first; none before a checkpoint.

        Raises Damaged.
        """
        try:
            return self.keys.verifiers()
        except ValueError as fault:
            raise Damaged(str(fault)) from fault

    def checkpoints(self) -> list[Numbered]:
        """Every checkpoint in the folder that is one, the oldest first; `verify` tells what the others are."""
        with self._lock:
            names = self.kept.names()
            known = self.verifiers() if any(name not in self._read for name in names) else []
            for name in names:
                if name not in self._read and (found := _signed(self.kept.note(name), known)):
                    self._read[name] = found
            return [self._read[name] for name in names if name in self._read]

    def numbered(self, number: int) -> Numbered | None:
        """The checkpoint of a number, None for none."""
        return next((one for one in self.checkpoints() if one.number == number), None)

    def latest(self) -> Numbered | None:
        """The newest checkpoint, None before the first."""
        return next(iter(self.checkpoints()[::-1]), None)

    def covering(self, position: int) -> Numbered | None:
        """The first checkpoint that the event at a position of the log is in, None for none yet.

        Raises ValueError where there is no such event.
        """
        index = self.leaf_index(position)
        return next((one for one in self.checkpoints() if one.checkpoint.size > index), None)

    def leaf_index(self, position: int) -> int:
        """The event at a position of the log as the ledger counts it: how many are before it.

        Raises ValueError where there is no such event.
        """
        return self._found(position)[0]

    def event(self, position: int) -> Stored:
        """The event at a position as it is stored. Raises ValueError where there is none."""
        return self._found(position)[1]

    def inclusion(self, leaf_index: int, size: int) -> list[bytes]:
        """The proof that an event is among the first so many, lowest hash first. Raises ValueError where it is not."""
        with self._lock:
            return self.tree.inclusion(leaf_index, size)

    def root(self, size: int) -> bytes:
        """The root of the first so many events. Raises ValueError for more than there are."""
        with self._lock:
            return self.tree.root(size)

    def inclusions(self, leaf_indexes: Iterable[int], size: int) -> list[list[bytes]]:
        """As `inclusion`, of many events; what their proofs share is looked up once. Raises ValueError."""
        part = cache(self.tree.part)
        found = []
        for index in leaf_indexes:
            with self._lock:
                found.append(merkle.inclusion(index, size, part))
        return found

    def consistency(self, m: int, n: int) -> list[bytes]:
        """The proof that the first `n` events begin with the first `m`. Raises ValueError."""
        with self._lock:
            return self.tree.consistency(m, n)

    def verified(self, notes: Sequence[str] = (), keys: Sequence[Verifier] = ()) -> Verdict:
        """The whole log, hashed again and held against these checkpoints, else all that are in the folder, read anew.

        `keys` are what they are verified with, else the folder's own. Nobody who records waits for it.
        """
        return held(self, notes, keys)

    def sent(self) -> int:
        """The highest number of a checkpoint of this ledger that the programme's log says was made."""
        return self.told.sent(self.kind, self.origins()) if self.told else 0

    def given_up(self) -> int:
        """Up to which number checkpoints may be lost, since the key was replaced after them, on the record."""
        return self.told.given_up(self.kind, self.origins()) if self.told else 0

    def read_on(self) -> None:
        """Read on, to its end, what the log says of its ledger: from its beginning a second for a million events."""
        if self.told:
            self.told.read_on()

    def origins(self) -> set[str]:
        """The names under which this ledger signs and has signed."""
        return {one.name for one in self.keys.legible()}

    def lost(self) -> str:
        """What the folder lacks of what the log says was made, in a sentence; "" for nothing."""
        last, sent = max(map(number_of, self.kept.names()), default=0), self.sent()
        if last >= sent or sent <= self.given_up():
            return ""
        return LOST.format(sent, f"the last one here is {last}" if last else "none is here")

    def close(self) -> None:
        """Close the file of hashes."""
        if "tree" in self.__dict__:
            self.tree.close()

    def _must_go_on(self) -> None:
        if lost := self.lost():
            raise Contradicted(f"{lost} {WAY_OUT}")

    def _found(self, position: int) -> tuple[int, Stored]:
        with self._lock:
            if position > self.tree.position:
                self.follow()
            first, before = self.tree.tile_of(position)
        rows = self.reader.stored(before, TILE)
        for n, row in enumerate(rows):
            if row[0] == position:
                return first + n, row
        raise ValueError(f"There is no event {position:,}.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one signs at a time, in whatever process. Raises Engaged."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock, open(self.folder / LOCK, "a+", encoding="utf-8") as file:
            last = monotonic() + PATIENCE
            while not lock(file):
                if monotonic() > last:
                    raise Engaged("Another process signs a checkpoint just now. Try again in a moment.")
                sleep(PAUSE)
            yield


def _signed(note: str, verifiers: list[Verifier]) -> Numbered | None:
    try:
        return numbered(note, verifiers)
    except ValueError:
        return None

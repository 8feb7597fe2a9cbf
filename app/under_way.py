"""How far what takes long has come, for each import: a locked file while somebody is at it, a sealed one with words.

The lock is the operating system's, so it says the truth to every process of a server, and when one was killed. The
sealed file is for the sender alone, as the upload is.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import IO, Any, Self

from app.file_lock import is_locked, lock
from app.sealing import Seal
from app.uploads import PLAIN_ID, of, place

Facts = dict[str, Any]
"""JSON-native."""

BETWEEN = 0.2
"""Seconds between two notes of the same step."""
MOST_UNNOTED = 50
"""Works whose end found no room on the disk, and is known to this process alone."""
TRIES, WAIT = 20, 0.01
"""Somebody who only asks whether the lock is free has it for a moment."""


class UnderWay:
    """What is being done with the uploads of a folder, or was done with them last."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._seal = folder, Seal(key)
        self._unnoted: dict[tuple[str, str], Facts] = {}

    def begin(self, person: str, id: str, facts: Facts) -> "Going | None":
        """Be the one who is at it; None when somebody else is. Takes what is to be known of it from the beginning."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._unnoted.pop((person, id), None)
        for _ in range(TRIES):
            file = open(place(self._folder, person, id, "lock"), "a+", encoding="utf-8")  # noqa: SIM115 - as long as the work
            if lock(file):
                return Going(file, lambda now: self._note(person, id, now), facts)
            file.close()
            sleep(WAIT)
        return None

    def is_going(self, person: str, id: str) -> bool:
        """Whether this person's import is being worked at now, in whatever process."""
        return bool(PLAIN_ID.fullmatch(id)) and is_locked(place(self._folder, person, id, "lock"))

    def last(self, person: str, id: str) -> Facts:
        """What was noted last for this person; nothing of somebody else's."""
        if not PLAIN_ID.fullmatch(id):
            return {}
        if (person, id) in self._unnoted:
            return self._unnoted[person, id]
        said = self._seal.read(place(self._folder, person, id, "state"), *_of(person, id))
        return json.loads(said) if said else {}

    def of(self, person: str) -> dict[str, Facts]:
        """What was noted last for this person of each import, by id, the newest first."""
        newest_first = sorted(self._folder.glob(f"*{of(person)}.state"), key=_noted_at, reverse=True)
        found = {id: self.last(person, id) for id in (f"import/{path.stem.partition('-')[0]}" for path in newest_first)}
        return {id: said for id, said in found.items() if said}

    def forget(self, person: str, id: str) -> None:
        """Forget what was noted for this person."""
        if self.last(person, id):
            self._unnoted.pop((person, id), None)
            place(self._folder, person, id, "state").unlink(missing_ok=True)

    def _note(self, person: str, id: str, now: Facts) -> None:
        """Note how far it is; how it ended is remembered where the disk has no room for it. Raises OSError."""
        try:
            self._seal.write(place(self._folder, person, id, "state"), json.dumps(now).encode(), *_of(person, id))
        except OSError:
            if now["ended"]:
                self._unnoted = dict([*self._unnoted.items(), ((person, id), now)][-MOST_UNNOTED:])
            raise


class Going:
    """Something under way: it is told how far it is and how it ended, and lets go of the lock when it is left."""

    def __init__(self, lock: IO[str], note: Callable[[Facts], None], facts: Facts) -> None:
        self._lock, self._note, self._facts = lock, note, facts
        self._step, self._next = "", 0.0
        self.tell("wait")

    def tell(self, step: str, done: int = 0, of: int = 0) -> None:
        """Note how far it is, a few times a second; a full disk is no reason to stop."""
        if step == self._step and monotonic() < self._next:
            return
        self._step, self._next = step, monotonic() + BETWEEN
        with suppress(OSError):
            self._note(self._facts | {"step": step, "done": done, "of": of})

    def end(self, facts: Facts) -> None:
        """Note how it ended; raises OSError when that cannot be kept."""
        self._note(self._facts | facts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._lock.close()


def _noted_at(path: Path) -> float:
    """When a file was written, 0 for one that has just gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _of(person: str, id: str) -> tuple[str, str, str]:
    return person, id, "how far"

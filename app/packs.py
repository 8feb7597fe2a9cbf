"""The files of evidence packs: sealed in the data folder, each bound to its pack and its digest, for a time only."""

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from pathlib import Path

from app.erasing import DROPPED
from app.programme.house import House
from app.sealing import Seal

FOLDER = "packs"
PATIENCE = 0.5
"""Seconds that a request waits before it says that the pack is being made."""
NOT_MADE = "The pack could not be made. Try again, and tell whoever looks after Audit Loop if it happens again."
ID = re.compile(r"pack/[a-z0-9-]{1,60}")


class Packs:
    """One sealed file for each pack, under its id."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._seal = folder, Seal(key)

    def put(self, id: str, sha256: str, data: bytes) -> None:
        """Keep the file of a pack, over an earlier one. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._seal.write(self._path(id), data, id, sha256)

    def get(self, id: str, sha256: str) -> bytes | None:
        """The file of a pack, None when it is gone, damaged, or not the one of this digest."""
        return self._seal.read(self._path(id), id, sha256)

    def has(self, id: str) -> bool:
        """Whether there is a file of a pack: an erasure takes it before its time."""
        return self._path(id).exists()

    def drop_before(self, at: str) -> None:
        """Forget every file that was made before a moment."""
        for path in self._folder.glob("*.*"):
            if path.stat().st_mtime < datetime.fromisoformat(at).timestamp():
                path.unlink(missing_ok=True)

    def _path(self, id: str) -> Path:
        if not ID.fullmatch(id):
            raise ValueError(f"{id!r} is not the id of a pack")
        return self._folder / f"{id.removeprefix('pack/')}.sealed"


class NotProved(Exception):  # noqa: N818 - the sentence says which entry
    """An entry that belongs into a pack is not what was signed, so the pack is not made."""


class Making:
    """One thread; what is under way, by the id of the pack."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._pool = ThreadPoolExecutor(1, "packs")
        self._going: dict[str, Future[None]] = {}

    def start(self, id: str, do: Callable[[], None]) -> None:
        """Begin, unless it is under way already, and wait a moment."""
        if not self.is_going(id):
            self._going[id] = self._pool.submit(do)
        wait([self._going[id]], self.patience)

    def is_going(self, id: str) -> bool:
        """Whether a pack is being made now, in this process."""
        return id in self._going and not self._going[id].done()

    def fault(self, id: str) -> str:
        """Why a pack was not made when it was last tried here, "" for no reason."""
        last = self._going.get(id)
        cause = last.exception() if last and last.done() else None
        return str(cause) if isinstance(cause, NotProved) else NOT_MADE if cause else ""

    def finish(self) -> None:
        """Wait until everything that was begun has ended."""
        self._pool.submit(int).result()


def drop_all(house: House, folder: Path, records: list[str]) -> int:
    """Forget every file after an erasure: what is still wanted is made again, without what was erased."""
    found = list((folder / FOLDER).glob("*.*"))
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


DROPPED["evidence_packs"] = drop_all

"""A folder of read models that stand still: each file is whole or not there, and those used longest ago go first."""

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from errno import ENOSPC
from pathlib import Path

from projections.still import StillModel

MOST, MOST_BYTES = 12, 2_000_000_000
"""How many read models are kept, and how much room they may take together."""
PLENTY = 1 << 62
"""Bytes to spare where nobody says how many there are."""
HELD = 4
"""How many of them this process keeps open."""
ABANDONED = 3_600
"""Seconds after which a file that was being made is one whose maker has died."""


class Shelf:
    """Holds files that can be made again at any time, for any number of threads and processes.

    A file is made beside its name and renamed. What is open is read on when its file is let go of, by whomever.
    """

    def __init__(self, folder: Path, most: int, most_bytes: int, to_spare: Callable[[], int]) -> None:
        self.folder, self._most, self._most_bytes, self._to_spare = folder, most, most_bytes, to_spare
        self._open: dict[Path, StillModel] = {}
        self._lock = threading.Lock()

    def held(self, path: Path) -> StillModel | None:
        """What a file holds, opened once; None where there is no such file, or none that can be read."""
        with self._lock:
            if model := self._open.get(path) or _opened(path):
                self._hold(path, model)
            return model

    def seen(self, path: Path) -> StillModel | None:
        """As `held`, but only looked at: it does not count as used."""
        with self._lock:
            return self._open.get(path) or _opened(path)

    def use(self, path: Path) -> bool:
        """Whether there is such a file, which counts as used now."""
        with self._lock:
            return _used(path)

    def put(self, beside: Path, path: Path) -> StillModel:
        """Give a whole file its name, unless another process made the same one meanwhile; what it holds."""
        _in_one_file(beside)
        with self._lock:
            model = _opened(path)
            if model is None:
                model = StillModel(beside)
                os.replace(beside, path)
            self._hold(path, model)
        self.bound()
        return model

    def kept(self) -> list[Path]:
        """Every file that has its name."""
        return list(self.folder.glob("views-*.sqlite"))

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """A name for a file that is being made; whatever is left of it afterwards goes."""
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"making-{os.getpid()}-{secrets.token_hex(6)}.sqlite"
        try:
            yield path
        finally:
            for part in self.folder.glob(f"{path.name}*"):
                _forget(part)

    def must_hold(self, size: int) -> None:
        """Have room for so many bytes more, without those used longest ago; raises OSError where there is none."""
        if self._is_short(size):
            self.bound(size)
            self._abandon()
        if self._is_short(size):
            raise OSError(ENOSPC, os.strerror(ENOSPC))

    def bound(self, size: int = 0) -> None:
        """Let those go that were used longest ago, until few enough are left and there is room; never the newest."""
        with self._lock:
            kept, room = sorted(self.kept(), key=_last_used, reverse=True), 0
            too_many = set(kept[self._most :])
            for path in kept:
                room += _size(path)
                if room > self._most_bytes:
                    too_many.add(path)
            for path in reversed(kept[1:]):
                if path in too_many or self._is_short(size):
                    self._open.pop(path, None)
                    _forget(path)

    def sweep(self, alike: str) -> None:
        """Forget what other versions of the projections have left, and what was never finished."""
        for path in self.folder.glob("views-*"):
            if not path.name.startswith(alike):
                _forget(path)
        self._abandon()
        self.bound()

    def _abandon(self) -> None:
        for path in self.folder.glob("making-*"):
            if self._now() - _last_used(path) > ABANDONED:
                _forget(path)

    def _now(self) -> float:
        """When a file is that is made now, by the clock that dates them all."""
        with self.beside() as beside:
            beside.touch()
            return _last_used(beside)

    def _is_short(self, size: int) -> bool:
        return self._to_spare() <= size

    def _hold(self, path: Path, model: StillModel) -> None:
        """Keep it open, as the one that was used last."""
        self._open.pop(path, None)
        self._open[path] = model
        for oldest in list(self._open)[:-HELD]:
            del self._open[oldest]
        _used(path)


def copied(path: Path, to: Path) -> int:
    """Copy a database as it stands, whatever its write-ahead log holds and whoever writes to it; its position."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        return int(copy.execute("SELECT position FROM position").fetchone()[0])


def _opened(path: Path) -> StillModel | None:
    """What a file holds; None where there is none, and a file that cannot be read goes."""
    try:
        return StillModel(path)
    except sqlite3.DatabaseError:
        _forget(path)
        return None


def _in_one_file(path: Path) -> None:
    """Turn the write-ahead log off, so that the file alone holds everything, and see it on the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _used(path: Path) -> bool:
    """Date a file now; whether it is there."""
    try:
        os.utime(path)
    except OSError:
        return False
    return True


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()

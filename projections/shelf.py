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

MOST, MOST_BYTES = 12, 8_000_000_000
"""How many read models are kept of those that somebody asked for, and how much room all may take together."""
ASKED, STEP, END = "", "-step", "-end"
"""How the name of a file ends: of one that was asked for, of a step on a long way, of the end of a quarter."""
KINDS = (ASKED, STEP, END)
"""Those that go first stand first."""
PLENTY = 1 << 62
"""Bytes to spare where nobody says how many there are."""
HELD = 8
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
            if not _used(path):  # Also what is still open here goes, once anybody has dropped its file.
                self._open.pop(path, None)
            elif model := self._open.get(path) or _opened(path):
                self._hold(path, model)
                return model
            return None

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
                model.path = path
            self._hold(path, model)
            _used(path)
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
        if self.is_short(size):
            self.bound(size)
            self._abandon()
        if self.is_short(size):
            raise OSError(ENOSPC, os.strerror(ENOSPC))

    def bound(self, size: int = 0) -> None:
        """Let go of some, until few enough are left and there is room; never of the one that was used last.

        First those go that were asked for, then the steps, then the ends of quarters; of each kind the one that was
        used longest ago.
        """
        with self._lock:
            kept = sorted(self.kept(), key=_last_used)
            room, asked = sum(map(_size, kept)), sum(kind_of(path) == ASKED for path in kept)
            for path in sorted(kept[:-1], key=lambda path: KINDS.index(kind_of(path))):
                too_many = kind_of(path) == ASKED and asked > self._most
                if too_many or room > self._most_bytes or self.is_short(size):
                    room, asked = room - _size(path), asked - (kind_of(path) == ASKED)
                    self._open.pop(path, None)
                    _forget(path)

    def room_for_steps(self) -> int:
        """How many bytes those may take together that nobody asked for: some is left for those that are."""
        return self._most_bytes * 3 // 4

    def clear(self) -> int:
        """Let go of everything, also of what others have open as soon as they next ask; returns of how many files."""
        with self._lock:
            self._open.clear()
            kept = self.kept()
            for path in kept:
                _forget(path)
            return len(kept)

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

    def is_short(self, size: int) -> bool:
        """Whether there is no room for so many bytes more."""
        return self._to_spare() <= size

    def _hold(self, path: Path, model: StillModel) -> None:
        """Keep it open, as the one that was used last."""
        self._open.pop(path, None)
        self._open[path] = model
        for oldest in list(self._open)[:-HELD]:
            del self._open[oldest]


def kind_of(path: Path) -> str:
    """What a file is of: one of the KINDS."""
    return next((kind for kind in (STEP, END) if path.stem.endswith(kind)), ASKED)


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

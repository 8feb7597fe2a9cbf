"""How did everything stand at an event of the past? Read models of the past, kept as a cache beside the live one."""

import hashlib
import os
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from projections import ReadModel, Views, path_of
from projections.still import StillModel
from projections.walking import Walk

FOLDER = "as-at"
MOST, MOST_BYTES = 12, 2_000_000_000
"""How many read models of the past are kept, and how much room they may take together."""
STAGE = 200_000
"""How many events may lie between two that are kept: folding them takes a second or two."""
HELD = 4
"""How many of them this process keeps open."""
ABANDONED = 3_600
"""Seconds after which a file that was being made is one whose maker has died."""
NOTHING = "0" * 12
STILL = "ro&immutable=1"
"""How a file is opened that nobody writes to."""


class CannotStandThere(Exception):  # noqa: N818 - a fault of a handler, met when its event was first folded
    """An event before the position cannot be folded."""


class AsAt:
    """Gives the read model as it was at any position of a log.

    What is made is kept in a folder of its own, named by the version of the projections, the log, the position and what
    the log holds there: after an older backup was put back, what was folded of the rest is not taken for the truth.
    Those used longest ago go first. A file is made beside its name and renamed, so that it is whole or not there.
    """

    def __init__(
        self,
        folder: Path,
        log: Any,
        views: Views,
        live: ReadModel | None = None,
        most: int = MOST,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.folder, self.log, self.views, self.live = folder / FOLDER, log, views, live
        self._most, self._most_bytes = most, most_bytes
        self._stem = path_of(folder, log, views).stem
        self._named = re.compile(re.escape(self._stem) + r"-(\d{12})-([0-9a-f]{12})")
        self._open: dict[Path, StillModel] = {}
        self._making = threading.Lock()
        self._sweep()

    def model(self, position: int) -> Any:
        """A read model folded up to exactly this position; the live one for where it stands, and for what is to come.

        Raises CannotStandThere where an event before it cannot be folded.
        """
        if self.live is not None and position >= self.live.position:
            return self.live
        return self._still(position)

    def keep(self) -> int | None:
        """Keep the live model as it stands; returns its position, None where there is no room for it."""
        assert self.live is not None, "there is no live model to keep"
        if self._path(self.live.position).exists():
            return self.live.position
        try:
            with self._beside() as beside:
                position = _copy(self.live.path, beside, "ro")
                self._name(beside, self._path(position))
        except (OSError, sqlite3.OperationalError):
            return None
        self._bound()
        return position

    @contextmanager
    def walk(self, position: int) -> Iterator[Walk]:
        """A read model of one's own that stands at a position and can be led on, event by event; gone afterwards."""
        still = self._still(position)
        with self._beside() as beside:
            _copy(still.path, beside, STILL)
            with closing(Walk(beside, self.log, self.views, still.position)) as walk:
                yield walk

    def _still(self, position: int) -> StillModel:
        path = self._path(max(0, min(position, self.log.head())))
        with self._making:
            if path not in self._open:
                if not path.exists():
                    self._make(path)
                self._open[path] = StillModel(path)
            model = self._open[path] = self._open.pop(path)
            for oldest in list(self._open)[:-HELD]:
                del self._open[oldest]
        _used(path)
        return model

    def _make(self, path: Path) -> None:
        """Fold from the nearest that is kept, else from the beginning; over a long way others are kept on it."""
        position = self._position(path)
        nearest = self._nearest(position)
        if position - (self._position(nearest) if nearest else 0) > STAGE:
            nearest = self._path((position - 1) // STAGE * STAGE)
            self._make(nearest)
        with self._beside() as beside:
            if nearest:
                _copy(nearest, beside, STILL)
            model = ReadModel(beside, self.log, self.views, upto=position)
            try:
                if model.catch_up() != position:
                    raise CannotStandThere(str(model.fault))
            finally:
                model.close()
            self._name(beside, path)
        self._bound()

    def _nearest(self, position: int) -> Path | None:
        """The newest file that is kept of a position before, and that is of this log as it is."""
        before = sorted((path for path in self._kept() if self._position(path) <= position), reverse=True)
        return next((path for path in before if path == self._path(self._position(path))), None)

    def _path(self, position: int) -> Path:
        return self.folder / f"{self._stem}-{position:012d}-{_mark(self.log, position)}.sqlite"

    def _position(self, path: Path) -> int:
        return int(path.stem.rsplit("-", 2)[1])

    def _kept(self) -> list[Path]:
        return [path for path in self.folder.glob("views-*.sqlite") if self._named.fullmatch(path.stem)]

    @contextmanager
    def _beside(self) -> Iterator[Path]:
        """A name for a file that is being made; whatever is left of it afterwards goes."""
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"making-{os.getpid()}-{secrets.token_hex(6)}.sqlite"
        try:
            yield path
        finally:
            for part in self.folder.glob(f"{path.name}*"):
                _forget(part)

    def _name(self, beside: Path, path: Path) -> None:
        """Give a whole file its name; another process may have made the same one meanwhile, and may have it open."""
        _in_one_file(beside)
        if not path.exists():
            os.replace(beside, path)

    def _bound(self) -> None:
        """Let those go that were used longest ago, until few enough are left; never the newest."""
        kept = sorted(self.folder.glob("views-*.sqlite"), key=_last_used, reverse=True)
        room = 0
        for place, path in enumerate(kept):
            with suppress(FileNotFoundError):
                room += path.stat().st_size
            if place and (place >= self._most or room > self._most_bytes):
                _forget(path)

    def _sweep(self) -> None:
        """Forget what other versions of the projections have left, and what was never finished."""
        for path in self.folder.glob("views-*"):
            if not path.name.startswith(f"views-{self.views.version}"):
                _forget(path)
        for path in self.folder.glob("making-*"):
            if self._now() - _last_used(path) > ABANDONED:
                _forget(path)

    def _now(self) -> float:
        """When a file is that is made now, by the clock that dates them all."""
        with self._beside() as beside:
            beside.touch()
            return _last_used(beside)


def _mark(log: Any, position: int) -> str:
    """What tells the event at a position from any other that another log, or this one restored, holds there."""
    found = log.read(position - 1, 1, position) if position else []
    if not found:
        return NOTHING
    told = orjson.dumps(list(found[0]), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(told).hexdigest()[:12]


def _copy(path: Path, to: Path, how: str) -> int:
    """Copy a database as it stands, whatever its write-ahead log holds and whoever writes to it; its position."""
    uri = f"{path.absolute().as_uri()}?mode={how}"
    with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        return int(copy.execute("SELECT position FROM position").fetchone()[0])


def _in_one_file(path: Path) -> None:
    """Turn the write-ahead log off, so that the file alone holds everything, and see it on the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _used(path: Path) -> None:
    with suppress(OSError):
        os.utime(path)


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()

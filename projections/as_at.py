"""How did everything stand at an event of the past? Read models of the past, kept as a cache beside the live one."""

import hashlib
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson

from projections import ReadModel, Views, path_of
from projections.shelf import MOST, MOST_BYTES, PLENTY, Shelf, copied
from projections.still import StillModel
from projections.walking import Walk

FOLDER = "as-at"
STAGE = 200_000
"""How many events may lie between two that are kept: folding them takes a second or two."""
NOTHING = "0" * 12


class CannotStandThere(Exception):  # noqa: N818 - a fault of a handler, met when its event was first folded
    """An event before the position cannot be folded."""


class AsAt:
    """Gives the read model as it was at any position of a log.

    What is made is kept in a folder of its own, see `Shelf`, named by the version of the projections, the log, the
    position and what the log holds there: after an older backup was put back, what was folded of the rest is not taken
    for the truth. Any number of threads and processes may ask at once, and may let go of what another reads.
    """

    def __init__(
        self,
        folder: Path,
        log: Any,
        views: Views,
        live: ReadModel | None = None,
        most: int = MOST,
        most_bytes: int = MOST_BYTES,
        to_spare: Callable[[], int] = lambda: PLENTY,
    ) -> None:
        """`to_spare` is how many bytes of room there are beyond what is wanted for everything else."""
        self.folder, self.log, self.views, self.live = folder / FOLDER, log, views, live
        self._shelf = Shelf(self.folder, most, most_bytes, to_spare)
        self._stem = path_of(folder, log, views).stem
        self._named = re.compile(re.escape(self._stem) + r"-([0-9]{12})-([0-9a-f]{12})")
        self._making = threading.Lock()
        self._shelf.sweep(f"views-{views.version}")

    def model(self, position: int) -> Any:
        """A read model folded up to exactly this position; the live one for where it stands, and for what is to come.

        Raises CannotStandThere where an event before it cannot be folded, and OSError where there is no room for it.
        """
        if self.live is not None and position >= self.live.position:
            return self.live
        return self._still(position)

    def keep(self) -> int | None:
        """Keep the live model as it stands; returns its position, None where there is no room for it."""
        assert self.live is not None, "there is no live model to keep"
        if self._shelf.use(self._path(self.live.position)):
            return self.live.position
        try:
            self._shelf.must_hold(self.live.path.stat().st_size)
            with self._shelf.beside() as beside:
                position = copied(self.live.path, beside)
                self._shelf.put(beside, self._path(position))
        except (OSError, sqlite3.OperationalError):
            return None
        return position

    def make_room(self) -> None:
        """Let go of as much as is wanted for everything else."""
        self._shelf.bound()

    @contextmanager
    def walk(self, position: int) -> Iterator[Walk]:
        """A read model of one's own that stands at a position and can be led on, event by event; gone afterwards."""
        still = self._still(position)
        self._shelf.must_hold(still.size)
        with self._shelf.beside() as beside:
            still.copy(beside)
            with closing(Walk(beside, self.log, self.views, still.position)) as walk:
                yield walk

    def _still(self, position: int) -> StillModel:
        path = self._path(max(0, min(position, self.log.head())))
        if found := self._shelf.held(path):
            return found
        with self._making:
            return self._shelf.held(path) or self._make(path)

    def _make(self, path: Path) -> StillModel:
        """Fold from the nearest that is kept, else from the beginning; over a long way others are kept on it."""
        position = self._position(path)
        nearest = self._nearest(position)
        if position - (nearest.position if nearest else 0) > STAGE:
            nearest = self._make(self._path((position - 1) // STAGE * STAGE))
        self._shelf.must_hold(nearest.size if nearest else 0)
        with self._shelf.beside() as beside:
            if nearest:
                nearest.copy(beside)
            model = ReadModel(beside, self.log, self.views, upto=position)
            try:
                if model.catch_up() != position:
                    raise CannotStandThere(str(model.fault))
            finally:
                model.close()
            return self._shelf.put(beside, path)

    def _nearest(self, position: int) -> StillModel | None:
        """The newest that is kept of a position before, and that is of this log as it is."""
        kept = (path for path in self._shelf.kept() if self._named.fullmatch(path.stem))
        before = sorted((path for path in kept if self._position(path) <= position), reverse=True)
        alike = (path for path in before if path == self._path(self._position(path)))
        return next((found for path in alike if (found := self._shelf.seen(path))), None)

    def _path(self, position: int) -> Path:
        return self.folder / f"{self._stem}-{position:012d}-{_mark(self.log, position)}.sqlite"

    def _position(self, path: Path) -> int:
        return int(path.stem.rsplit("-", 2)[1])


def _mark(log: Any, position: int) -> str:
    """What tells the event at a position from any other that another log, or this one restored, holds there."""
    found = log.read(position - 1, 1, position) if position else []
    if not found:
        return NOTHING
    told = orjson.dumps(list(found[0]), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(told).hexdigest()[:12]

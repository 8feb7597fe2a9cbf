"""How did everything stand at an event of the past? Read models of the past, kept as a cache beside the live one."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from projections import ReadModel, Views, collector_resting, had_happened, path_of
from projections.clocks import later
from projections.milestones import LONGEST, Milestone, milestones
from projections.moments import mark_at
from projections.shelf import ASKED, END, KINDS, MOST, MOST_BYTES, PLENTY, STEP, Shelf, kind_of
from projections.still import StillModel, copied
from projections.walking import Walk

FOLDER = "as-at"
LEFT_FREE = 1_000_000_000
"""Bytes that what is made ahead leaves free on the disk beyond what is wanted for everything else."""
PIECE = 50_000
"""After so many events it is told how far a fold is."""
Told = Callable[[int, int], None]
Lead = Callable[[Walk], None]


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
        self._named = re.compile(re.escape(self._stem) + rf"-([0-9]{{12}})-([0-9a-f]{{12}})(?:{STEP}|{END})?")
        self._making, self._walking = threading.Lock(), threading.Lock()
        self._shelf.sweep(f"views-{views.version}")

    def model(self, position: int) -> Any:
        """A read model folded up to exactly this position; the live one for where it stands, and for what is to come.

        Raises CannotStandThere where an event before it cannot be folded, and OSError where there is no room for it.
        """
        if self.live is not None and position >= self.live.position:
            return self.live
        return self._still(position)

    def is_far(self, position: int) -> bool:
        """Whether `model` takes longer than a moment: nothing that is kept is near enough to be led on from."""
        if self.live is not None and position >= self.live.position:
            return False
        return self._held(position) is None and self._is_far(self._nearest(position), position)

    def happened(self, position: int, day: str) -> Any:
        """As `model`, with what was recorded later and had happened by a day (ISO) all the same, see clocks."""
        assert self.live is not None, "what was recorded later is known to the live model alone"
        if not (known := later(self.live, position, day, had_happened.MOST)):
            return self.model(position)
        path = self._path(position, had_happened.name(day, known))
        if found := self._shelf.held(path):
            return found
        base = self._still(position)
        with self._making:
            return self._shelf.held(path) or self._from(base, path, lambda walk: had_happened.lead_on(walk, known))

    def keep(self) -> int | None:
        """Keep the live model as it stands; returns its position, None where there is no room for it."""
        assert self.live is not None, "there is no live model to keep"
        if any(self._shelf.use(self._path(self.live.position, kind)) for kind in KINDS):
            return self.live.position
        try:
            self._shelf.must_hold(self.live.path.stat().st_size)
            with self._shelf.beside() as beside:
                position = copied(self.live.path, beside)
                self._shelf.put(beside, self._path(position))
        except (OSError, sqlite3.OperationalError):
            return None
        return position

    def keep_milestones(self, upto: int | None = None, told: Told = lambda done, of: None) -> None:
        """Keep what is missing at the milestones of the log, for as long as there is room; `told` hears how far it is.

        From one to the next it is half a second's work, so that a thread of its own may do it while pages are served.
        """
        wanted = self._milestones(upto)
        for done, one in enumerate(wanted, 1):
            if not self._keep(one):
                return
            told(done, len(wanted))

    def approach(self, position: int, told: Told = lambda done, of: None) -> None:
        """Keep the last milestone before a position, if there is room: from there on it is but a moment.

        `told` hears how many events are folded, of how many.
        """
        for one in self._milestones(position)[-1:]:
            self._keep(one, told)

    def drop_all(self) -> int:
        """Let go of everything that is kept, in every process, and return how many files that was.

        They are made again when somebody asks.
        """
        return drop_all(self.folder.parent)

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
        position = max(0, min(position, self.log.head()))
        if found := self._held(position):
            return found
        with self._making:
            return self._held(position) or self._make(self._path(position))

    def _held(self, position: int) -> StillModel | None:
        paths = (self._path(position, kind) for kind in KINDS)
        return next((found for path in paths if (found := self._shelf.held(path))), None)

    def _make(self, path: Path) -> StillModel:
        """Fold from the nearest that is kept, else from the beginning; on a long way its last milestone is kept."""
        position = self._position(path)
        nearest = self._nearest(position)
        if self._is_far(nearest, position):
            self.approach(position)
            nearest = self._nearest(position)
        return self._from(nearest, path)

    def _is_far(self, nearest: StillModel | None, position: int) -> bool:
        return position - (nearest.position if nearest else 0) > LONGEST

    def _milestones(self, upto: int | None) -> list[Milestone]:
        found = milestones(self.log, self._size(), self._shelf.room_for_steps())
        return [one for one in found if upto is None or one.position <= upto]

    def _size(self) -> int:
        return self.live.path.stat().st_size if self.live else 0

    def _keep(self, one: Milestone, told: Told = lambda done, of: None) -> bool:
        """Keep one that is missing; whether there is room for more."""
        if self._shelf.is_short(self._size() + LEFT_FREE):
            return False
        with self._walking:
            if not any(self._path(one.position, kind).exists() for kind in (STEP, END)):
                self._from(self._nearest(one.position), self._path(*one), self._fold_to(one.position, told))
        return True

    def _from(self, nearest: StillModel | None, path: Path, lead: Lead | None = None) -> StillModel:
        """Make a file out of the nearest by leading that on, else by folding as far as its name says."""
        self._shelf.must_hold(nearest.size if nearest else 0)
        with self._shelf.beside() as beside:
            if nearest:
                nearest.copy(beside)
                if kind_of(nearest.path) != ASKED:
                    self._shelf.use(nearest.path)
            else:
                ReadModel(beside, self.log, self.views, upto=0).close()
            with closing(Walk(beside, self.log, self.views, nearest.position if nearest else 0)) as walk:
                (lead or self._fold_to(self._position(path)))(walk)
                walk.settle()
            return self._shelf.put(beside, path)

    def _fold_to(self, position: int, told: Told = lambda done, of: None) -> Lead:
        def fold(walk: Walk) -> None:
            start = walk.position
            with collector_resting(position - start):
                for upto in (*range(start + PIECE, position, PIECE), position):
                    self._take_in(walk, upto)
                    told(upto - start, position - start)

        return fold

    def _take_in(self, walk: Walk, upto: int) -> None:
        try:
            walk.fold(upto)
        except Exception as fault:
            raise CannotStandThere(f"{type(fault).__name__}: {fault}") from fault

    def _nearest(self, position: int) -> StillModel | None:
        """The newest that is kept of a position before, and that is of this log as it is."""
        kept = (path for path in self._shelf.kept() if self._named.fullmatch(path.stem))
        before = sorted((path for path in kept if self._position(path) <= position), key=self._position, reverse=True)
        alike = (path for path in before if path == self._path(self._position(path), kind_of(path)))
        return next((found for path in alike if (found := self._shelf.seen(path))), None)

    def _path(self, position: int, kind: str = ASKED) -> Path:
        return self.folder / f"{self._stem}-{position:012d}-{mark_at(self.log, position)}{kind}.sqlite"

    def _position(self, path: Path) -> int:
        found = self._named.fullmatch(path.stem)
        assert found, path
        return int(found[1])


def drop_all(folder: Path) -> int:
    """Let go of every read model of the past in a data folder, whatever process has it open; returns how many."""
    return Shelf(folder / FOLDER, MOST, MOST_BYTES, lambda: PLENTY).clear()

"""Read models of the past, held against the log: at each position that one is kept of, a fold has the same rows."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from app.events.text import day_in_words
from app.figures_held import different
from app.held import Held
from app.programme.english import counted
from projections import ReadModel, Views, had_happened, path_of
from projections.as_at import FOLDER
from projections.clocks import later
from projections.moments import mark_at
from projections.still import copied
from projections.walking import Walk

PAST_DIFFERS = "What pages of the past are made from is not what the log gives."
AGREE = "{} of the past {} what the log gives, row for row."
DIFFERS = "As it stood at entry {:,}: {}"
HAPPENED = "As it had happened by {}, at entry {:,}: {}"
SPOILT = "the file cannot be read."
STOPPED = "The log cannot be followed beyond entry {:,} any more, so what is kept of later was not held against it."
WAY_OUT = (
    "Nothing depends on what is kept of the past: stop the programme, let go of it (audit-loop rebuild), and start it"
    " again. Then pages of the past are made from the log anew."
)
NOT_HELD = (
    "{} of the past {} kept beside, and {} not held against the log: verify --past does that, and a rebuild lets go of"
    " all of them."
)


class Kept(NamedTuple):
    """A file that pages of the past are answered from: of which position, and which kind as its name ends."""

    position: int
    path: Path
    kind: str

    @property
    def day(self) -> str:
        """By which day (ISO) things had happened that it tells although they were recorded later; "" for none."""
        return self.kind[10:20] if self.kind.startswith("-happened-") else ""


def held(folder: Path, log: Any) -> Held:
    """What of the read models of the past in a folder is not what the log gives; nothing there is written to.

    The log is folded once, with a stop wherever one is kept.
    """
    views = Views.collect()
    kept = _kept(folder, log, views)
    with TemporaryDirectory(prefix="audit-loop-", ignore_cleanup_errors=True) as place:
        holding = _Holding(Path(place), log, views)
        found = tuple(holding.found(kept))
    if found:
        return Held((*found, WAY_OUT))
    n = holding.looked_at
    return Held(said=AGREE.format(counted(n, "read model"), "has" if n == 1 else "have") if n else "")


def not_held(folder: Path, log: Any) -> Held:
    """That those that are kept were not held against the log, where there are any."""
    n = len(_kept(folder, log, Views.collect()))
    are, were = ("is", "was") if n == 1 else ("are", "were")
    return Held((), (NOT_HELD.format(counted(n, "read model"), are, were),) if n else ())


def _kept(folder: Path, log: Any, views: Views) -> list[Kept]:
    """The files that pages of the past are answered from, in the order of their positions."""
    stem = re.escape(path_of(folder, log, views).stem)
    named = re.compile(rf"{stem}-(\d{{12}})-([0-9a-f]{{12}})(-step|-end|-happened-\d{{4}}-\d\d-\d\d-[0-9a-f]{{12}})?")
    found = [(made, path) for path in (folder / FOLDER).glob("*.sqlite") if (made := named.fullmatch(path.stem))]
    return sorted(
        Kept(int(made[1]), path, made[3] or "") for made, path in found if made[2] == mark_at(log, int(made[1]))
    )


class _Holding:
    """Folds the log in a place of its own."""

    def __init__(self, place: Path, log: Any, views: Views) -> None:
        self._place, self._log, self._views = place, log, views
        self.looked_at = 0

    def found(self, kept: list[Kept]) -> Iterator[str]:
        """A sentence for each difference."""
        with closing(ReadModel(self._place / "anew.sqlite", self._log, self._views, upto=0)) as model:
            for one in kept:
                if not self._follow(model, one.position):
                    yield STOPPED.format(model.position)
                    return
                if one.day:
                    copied(model.path, self._base(one))
                else:
                    yield from self._of(one, model.path)
            told = [one for one in kept if one.day]
            if told and not self._follow(model, self._log.head()):
                yield STOPPED.format(model.position)
                return
            for one in told:
                yield from self._of_happened(one, model)

    def _follow(self, model: ReadModel, position: int) -> bool:
        model.upto = position
        model.catch_up()
        return model.fault is None

    def _of(self, one: Kept, anew: Path) -> Iterator[str]:
        self.looked_at += 1
        tables = (*self._views.tables, *(had_happened.OWN_TABLES if one.day else ()))
        there = f"{one.path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            for said in different(there, anew, tables):
                yield _said(one, said[0].lower() + said[1:])
        except sqlite3.DatabaseError:
            yield _said(one, SPOILT)

    def _of_happened(self, one: Kept, model: ReadModel) -> Iterator[str]:
        """What is known by now is looked up where all is known; a file of what was known before is shown to nobody."""
        known = later(model, one.position, one.day, had_happened.MOST)
        if one.kind == had_happened.name(one.day, known):
            base = self._base(one)
            with closing(Walk(base, self._log, self._views, one.position)) as walk:
                had_happened.lead_on(walk, known)
                walk.settle()
            yield from self._of(one, base)

    def _base(self, one: Kept) -> Path:
        return self._place / f"{one.position}{one.kind}.sqlite"


def _said(one: Kept, said: str) -> str:
    return HAPPENED.format(day_in_words(one.day), one.position, said) if one.day else DIFFERS.format(one.position, said)

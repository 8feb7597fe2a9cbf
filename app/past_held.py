"""Read models of the past, held against the log: at each position that one is kept of, a fold has the same rows."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.figures_held import different
from app.held import Held
from app.programme.english import counted
from projections import ReadModel, Views, path_of
from projections.as_at import FOLDER
from projections.moments import mark_at

PAST_DIFFERS = "What pages of the past are made from is not what the log gives."
AGREE = "{} of the past {} what the log gives, row for row."
DIFFERS = "As it stood at entry {:,}: {}"
SPOILT = "As it stood at entry {:,}: the file cannot be read."
STOPPED = "The log cannot be followed beyond entry {:,} any more, so what is kept of later was not held against it."
WAY_OUT = (
    "Nothing depends on what is kept of the past: stop the programme, let go of it (audit-loop rebuild), and start it"
    " again. Then pages of the past are made from the log anew."
)
NOT_HELD = (
    "{} of the past {} kept beside, and {} not held against the log: verify --past does that, and a rebuild lets go of"
    " all of them."
)
HAPPENED = "{} of what had happened by a day {} kept too, which nothing is held against: a rebuild lets go of them."


def held(folder: Path, log: Any) -> Held:
    """What of the read models of the past in a folder is not what the log gives; nothing there is written to.

    The log is folded once, with a stop wherever one is kept.
    """
    views = Views.collect()
    kept, happened = _kept(folder, log, views)
    remarks = (HAPPENED.format(counted(happened, "read model"), _are(happened)),) if happened else ()
    with TemporaryDirectory(prefix="audit-loop-", ignore_cleanup_errors=True) as place:
        found = tuple(_found(kept, Path(place) / "anew.sqlite", log, views))
    if found:
        return Held((*found, WAY_OUT), remarks)
    said = AGREE.format(counted(len(kept), "read model"), "has" if len(kept) == 1 else "have") if kept else ""
    return Held((), remarks, said)


def not_held(folder: Path, log: Any) -> Held:
    """That those that are kept were not held against the log, where there are any."""
    n = len(_kept(folder, log, Views.collect())[0])
    return Held((), (NOT_HELD.format(counted(n, "read model"), _are(n), "was" if n == 1 else "were"),) if n else ())


def _kept(folder: Path, log: Any, views: Views) -> tuple[list[tuple[int, Path]], int]:
    """The files that pages of the past are answered from, in the order of their positions; and how many others."""
    stem = re.escape(path_of(folder, log, views).stem)
    named = re.compile(rf"{stem}-(\d{{12}})-([0-9a-f]{{12}})(-step|-end|-happened-.*)?")
    found = [(made, path) for path in (folder / FOLDER).glob("*.sqlite") if (made := named.fullmatch(path.stem))]
    of_this = [(made, path) for made, path in found if made[2] == mark_at(log, int(made[1]))]
    plain = sorted((int(made[1]), path) for made, path in of_this if not (made[3] or "").startswith("-happened"))
    return plain, len(of_this) - len(plain)


def _found(kept: list[tuple[int, Path]], anew: Path, log: Any, views: Views) -> Iterator[str]:
    with closing(ReadModel(anew, log, views, upto=0)) as model:
        for position, path in kept:
            model.upto = position
            model.catch_up()
            if model.fault:
                yield STOPPED.format(model.position)
                return
            there = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            yield from _of_one(there, anew, views, position)


def _of_one(there: str, anew: Path, views: Views, position: int) -> Iterator[str]:
    try:
        yield from (DIFFERS.format(position, one[0].lower() + one[1:]) for one in different(there, anew, views.tables))
    except sqlite3.DatabaseError:
        yield SPOILT.format(position)


def _are(n: int) -> str:
    return "is" if n == 1 else "are"

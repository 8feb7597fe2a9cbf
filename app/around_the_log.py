"""What stands around the log, held against it: the keys of what is sealed, the tables of pages and figures, who read of
whom, the files' guards."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from app import figures_held, indexes_held, ledger_keys, readings_held
from app.config import Settings
from app.events.guards import append_only, guards, parts
from app.events.record_keys_file import KEYS
from app.events.record_keys_file import TABLES as OF_KEYS
from app.held import Held
from app.readings import READINGS, TABLE
from projections import Views, path_of

LOG = "log.sqlite"
KEYS_DIFFER = "The keys are not what the log says."
TABLES_DIFFER = "What pages and figures are made from is not what the log gives."
NOT_FOUND = "The lines of the access log are not found by whom they are about."
UNGUARDED = "The files are not guarded as the programme guards them."
MISSING = (
    "The {} file is without what refuses changes ({}): somebody took it away. The next start of the programme puts it"
    " back."
)
INDEXES_DIFFER = "Rows are not found where pages look for them."
SPOILT = (
    "This could not be looked at to its end: a file, or an event that is read for it, is spoilt ({}). See first whether"
    " the log is what was signed."
)
REBUILD = "For a views file: audit-loop rebuild. For any other put the newest backup of it back."
PARTS = (
    "The {} file is not made as the programme makes it ({}): somebody changed it. What is saved into it, or taken out"
    " of it, may be kept elsewhere too."
)
OTHERS = (
    "The {} file has triggers that the programme did not make ({}). They can change what is saved while it is saved,"
    " and let what was saved be changed."
)


def held(settings: Settings, log: Any) -> dict[str, Held]:
    """What was found in a data folder and where its keys are, each by what it says where something does not agree.

    Nothing is written.
    """
    folder = settings.folder
    checks: dict[str, Callable[[], Held]] = {
        KEYS_DIFFER: lambda: ledger_keys.held(settings, log),
        TABLES_DIFFER: lambda: figures_held.held(folder, log),
        NOT_FOUND: lambda: readings_held.held(folder / READINGS),
        UNGUARDED: lambda: guarded(settings, is_file=not getattr(log, "id", "")),
        INDEXES_DIFFER: lambda: indexed(folder, log),
    }
    return {no: _tried(check) for no, check in checks.items()}


def _tried(check: Callable[[], Held]) -> Held:
    """What a check found; where it cannot go on, that, so that the others are made all the same."""
    try:
        return check()
    except Exception as fault:
        return Held((SPOILT.format(f"{type(fault).__name__}: {fault}".rstrip(".")),))


def indexed(folder: Path, log: Any) -> Held:
    """Whether the indexes of the logs' files and of the tables of pages hold what their tables hold."""
    files = [folder / READINGS, path_of(folder, log, Views.collect())]
    files += [] if getattr(log, "id", "") else [folder / LOG]
    found = tuple(sentence for path in files for sentence in indexes_held.held(path))
    return Held((*found, REBUILD)) if found else Held()


def guarded(settings: Settings, *, is_file: bool = True) -> Held:
    """Whether the files of both logs and of the keys are made as the programme makes them, with the triggers that let
    the logs only grow, and no others.

    A trigger that is missing is a remark; one that does something else may have changed what was saved. `is_file`: the
    log is the folder's own, and not elsewhere.
    """
    folder = settings.folder
    files: list[tuple[str, Path, Sequence[str]]] = [("access log’s", folder / READINGS, TABLE)]
    files += [("log’s", folder / LOG, append_only())] if is_file else []
    files += [("keys’", folder / KEYS, OF_KEYS)]
    there = [(whose, path, made) for whose, path, made in files if path.exists() and _is_database(path)]
    found = [(whose, guards(path, made)) for whose, path, made in there]
    strange = [(whose, names) for whose, path, made in there if (names := parts(path, made))]
    return Held(
        (
            *(OTHERS.format(whose, ", ".join(one.others)) for whose, one in found if one.others),
            *(PARTS.format(whose, ", ".join(names)) for whose, names in strange),
        ),
        tuple(MISSING.format(whose, ", ".join(one.missing)) for whose, one in found if one.missing),
    )


def _is_database(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            return bool(file.execute("SELECT count(*) FROM sqlite_master").fetchone())
    except sqlite3.DatabaseError:
        return False

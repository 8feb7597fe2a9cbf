"""What stands around the log, held against it: the keys of what is sealed, the tables of pages and figures, who read of
whom, the files' guards."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from app import figures_held, ledger_keys, readings_held
from app.config import Settings
from app.events.guards import append_only, guards
from app.held import Held
from app.readings import READINGS, TABLE

LOG = "log.sqlite"
KEYS_DIFFER = "The keys are not what the log says."
TABLES_DIFFER = "What pages and figures are made from is not what the log gives."
NOT_FOUND = "The lines of the access log are not found by whom they are about."
UNGUARDED = "The files are not guarded as the programme guards them."
MISSING = (
    "The {} file is without what refuses changes ({}): somebody took it away. The next start of the programme puts it"
    " back."
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
    return {
        KEYS_DIFFER: ledger_keys.held(settings, log),
        TABLES_DIFFER: figures_held.held(folder, log),
        NOT_FOUND: readings_held.held(folder / READINGS),
        UNGUARDED: guarded(folder, is_file=not getattr(log, "id", "")),
    }


def guarded(folder: Path, *, is_file: bool = True) -> Held:
    """Whether the triggers that let the files of both logs only grow are those that the programme made, and no others.

    A trigger that is missing is a remark; one that does something else may have changed what was saved. `is_file`: the
    log is the folder's own, and not elsewhere.
    """
    files: list[tuple[str, Path, Sequence[str]]] = [("access log’s", folder / READINGS, TABLE)]
    files += [("log’s", folder / LOG, append_only())] if is_file else []
    found = [(whose, guards(path, made)) for whose, path, made in files if path.exists() and _is_database(path)]
    return Held(
        tuple(OTHERS.format(whose, ", ".join(one.others)) for whose, one in found if one.others),
        tuple(MISSING.format(whose, ", ".join(one.missing)) for whose, one in found if one.missing),
    )


def _is_database(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            return bool(file.execute("SELECT count(*) FROM sqlite_master").fetchone())
    except sqlite3.DatabaseError:
        return False

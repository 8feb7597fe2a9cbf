"""The tables that pages and figures are made from, held against the log: folded anew, they have the same rows."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app import ledger_names
from app.held import Held
from app.programme.english import counted
from projections import ReadModel, Views, path_of
from projections.rows import Table
from projections.still import copied

AGREE = "The tables that pages and figures are made from hold what the first {:,} events give, row for row."
DIFFER = "In the table “{}” {} not what the log gives: {}."
OTHERWISE = "The tables that pages and figures are made from are not made as the programme makes them ({})."
STOPPED = "The log cannot be followed beyond event {:,} any more, which it once could: event {:,} ({}) was changed."
AHEAD = "The tables that pages and figures are made from say that they hold {:,} events, and the log has {:,}."
WAY_OUT = (
    "Either somebody changed what pages are made from, and the log has nothing of it, or the log was changed after they"
    " were made from it. Find out which: hold the log against a checkpoint that was kept elsewhere. Then stop the"
    " programme, have everything made anew from the log (audit-loop rebuild), and start it again."
)
NONE = "There are no tables yet that pages and figures are made from, so they were not held against the log."
MADE = "SELECT type, name, sql FROM {}.sqlite_master WHERE type IN ('table', 'view', 'trigger') ORDER BY type, name"
POSITION = Table("position", {"position": int}, ("position",))
Told = Callable[[int, int], None]


def held(folder: Path, log: Any, told: Told = lambda done, of: None) -> Held:
    """What of the read model in a folder is not what the log gives.

    The log is folded again in a place of its own; nothing in the folder is written to, and who records meanwhile does
    not wait. `told` hears how many events are done, of how many. Raises sqlite3.Error for a file that is none.
    """
    views = Views.collect()
    path = path_of(folder, log, views)
    if not path.exists():
        return Held((), (NONE,))
    with TemporaryDirectory(prefix="audit-loop-", ignore_cleanup_errors=True) as place:
        there, anew = Path(place) / "there.sqlite", Path(place) / "anew.sqlite"
        if (position := copied(path, there)) > (head := log.head()):
            return Held((AHEAD.format(position, head), WAY_OUT))
        with closing(ReadModel(anew, log, views, upto=position)) as model:
            model.catch_up(told)
            if fault := model.fault:
                return Held((STOPPED.format(model.position, fault.position, fault.topic), WAY_OUT))
        found = different(str(there), anew, (*views.tables, POSITION))
    return Held((*found, WAY_OUT)) if found else Held(said=AGREE.format(position))


def different(there: str, anew: Path, tables: tuple[Table, ...]) -> list[str]:
    """In which tables two read models differ, a sentence for each; `there` is the path or address of the one that is
    looked at. Raises sqlite3.DatabaseError for a file that is none.
    """
    with closing(sqlite3.connect(f"{anew.absolute().as_uri()}", uri=True)) as file:
        file.execute("ATTACH ? AS there", [there])
        made, should = (set(file.execute(MADE.format(name))) for name in ("there", "main"))
        if made != should:
            return [OTHERWISE.format(", ".join(sorted({name for _, name, _ in made ^ should})))]
        return [sentence for table in tables for sentence in _of_table(file, table)]


def _of_table(file: sqlite3.Connection, table: Table) -> Iterator[str]:
    key = ", ".join(f"[{column}]" for column in table.key)
    one, other = (
        f"SELECT {key} FROM (SELECT * FROM {first}.[{table.name}] EXCEPT SELECT * FROM {second}.[{table.name}])"
        for first, second in (("main", "there"), ("there", "main"))
    )
    if keys := sorted(set(file.execute(f"{one} UNION {other}")), key=str):
        rows = f"{counted(len(keys), 'row')} {'is' if len(keys) == 1 else 'are'}"
        yield DIFFER.format(table.name, rows, ledger_names.records([_record(key) for key in keys]))


def _record(key: tuple[Any, ...]) -> str:
    """What a row is of, by its key: the record that the key begins with, else the key itself."""
    first = str(key[0])
    return first if "/" in first else " ".join(map(str, key))

"""The indexes of a file, held against its tables: pages find rows by them, and whoever reads a table whole does not.

SQLite's own check looks each row up by itself, which takes a minute over a million events; here both are read in order
and summed up.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
WRONG = (
    "In {} the index {} does not hold what its table holds, so pages leave out what was recorded, or show it elsewhere."
)
UNREADABLE = "{} cannot be read to its end, or its indexes cannot: {}."
LIMIT = (1 << 64) - 1


def held(path: Path) -> tuple[str, ...]:
    """A sentence for each index of a file that does not hold what its table holds; nothing is written."""
    if not path.exists():
        return ()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            file.execute("BEGIN")  # Both are read as they were at one moment, whoever writes meanwhile.
            return tuple(WRONG.format(path.name, name) for name in _wrong(file))
    except sqlite3.Error as fault:
        return (UNREADABLE.format(path.name, str(fault).rstrip(".")),)


def _wrong(file: sqlite3.Connection) -> Iterator[str]:
    for table, sql in file.execute(TABLES).fetchall():
        key, indexes = _key(file, table, sql), file.execute(f"PRAGMA index_list([{table}])").fetchall()
        # A table without row numbers is its own index: "not indexed" would leave the choice of another one.
        itself = "" if key == "rowid" else next(row[1] for row in indexes if row[3] == "pk")
        by = f"INDEXED BY [{itself}]" if itself else "NOT INDEXED"
        for _, name, _, _, partial in indexes:
            if name == itself:
                continue
            columns = [row[2] for row in file.execute(f"PRAGMA index_info([{name}])")]
            of = f"{', '.join(f'[{column}]' for column in columns)}, {key}"
            where = f" WHERE {_condition(file, name)}" if partial else ""
            whole = _sum(file, f"SELECT {of} FROM [{table}] {by}{where}")
            if whole != _sum(file, f"SELECT {of} FROM [{table}] INDEXED BY [{name}]{where} ORDER BY {of}"):
                yield name


def _key(file: sqlite3.Connection, table: str, sql: str) -> str:
    """What a row of a table is known by beside the columns of an index."""
    if not sql.rstrip().upper().endswith("WITHOUT ROWID"):
        return "rowid"
    columns = sorted((row[5], row[1]) for row in file.execute(f"PRAGMA table_info([{table}])") if row[5])
    return ", ".join(f"[{name}]" for _, name in columns)


def _condition(file: sqlite3.Connection, index: str) -> str:
    (sql,) = file.execute("SELECT sql FROM sqlite_master WHERE name = ?", [index]).fetchone()
    return re.split(r"\sWHERE\s", str(sql), maxsplit=1, flags=re.IGNORECASE)[-1]


def _sum(file: sqlite3.Connection, query: str) -> tuple[int, int]:
    """How many rows there are, and the sum of what each hashes to in this process, whatever their order."""
    count = total = 0
    for row in file.execute(query):
        count, total = count + 1, total + hash(row) & LIMIT
    return count, total

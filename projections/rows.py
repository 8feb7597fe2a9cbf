"""The rows that handlers change: an identity map, each row read once and written once in a fold."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import orjson
from sqlite_utils import Database

Row = dict[str, Any]
Handler = Callable[["Rows", Any], None]


@dataclass(frozen=True)
class Table:
    """A table of a read model: its columns, its key and the indexes its queries need.

    A column of type dict holds a dict in the row that a handler changes, and its JSON in the file.
    """

    name: str
    columns: dict[str, type]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    def create(self, connection: sqlite3.Connection) -> None:
        """Make the empty table, stored in the order of its key."""
        key = self.key if len(self.key) > 1 else self.key[0]
        made = Database(connection).create_table_sql(self.name, self.columns, pk=key)
        connection.execute(made.rstrip(";\n ") + " WITHOUT ROWID")

    def index(self, connection: sqlite3.Connection) -> None:
        """Make the indexes that are not there yet."""
        for columns in self.indexes:
            Database(connection).table(self.name).create_index(list(columns), if_not_exists=True)


class TableRows:
    """The rows of one table that a fold has touched."""

    def __init__(self, connection: sqlite3.Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._blank: Row = dict.fromkeys(table.columns)
        self._width = len(table.columns)
        self._single = len(table.key) == 1
        self._key_of = itemgetter(*table.key)  # one value for a key of one column, else a tuple
        self._values_of = itemgetter(*table.columns)
        self._nested = tuple(column for column, kind in table.columns.items() if kind is dict)
        self._empty: bool | None = None
        self._rows: dict[Any, Row | None] = {}
        self._touched: dict[Any, Row | None] = {}
        self._where = " AND ".join(f"[{column}] = ?" for column in table.key)
        self._select = f"SELECT * FROM [{table.name}] WHERE {self._where}"

    def get(self, *key: Any) -> Row | None:
        """The row of a key, to read; None where there is none."""
        id = key[0] if self._single else key
        if id in self._rows:
            return self._rows[id]
        if self._was_empty():
            return None
        found = self._connection.execute(self._select, key).fetchone()
        row = self._rows[id] = self._read(found) if found else None
        return row

    def put(self, **values: Any) -> None:
        """Put a whole row in the place of its key; others are NULL. Raises KeyError for an unknown column."""
        row = values if len(values) == self._width else self._blank | values
        if row.keys() != self._blank.keys():
            self._refuse(row)
        id = self._key_of(row)
        self._rows[id] = self._touched[id] = row

    def touch(self, *key: Any) -> Row:
        """The row of a key, to change in place: only columns that it has. Raises KeyError when there is none."""
        id = key[0] if self._single else key
        row = self._rows.get(id) or self.get(*key)
        if row is None:
            raise KeyError(f"{self._table.name} has no row {key}")
        self._touched[id] = row
        return row

    def change(self, *key: Any, **values: Any) -> Row:
        """Change some columns of a row that is there; returns it.

        Raises KeyError when there is none, or for an unknown column.
        """
        row = self.touch(*key)
        row.update(values)
        if len(row) != self._width:
            self._refuse(row)
        return row

    def remove(self, *key: Any) -> None:
        """Take the row of a key out; nothing happens where there is none."""
        id = key[0] if self._single else key
        self._rows[id] = self._touched[id] = None

    def where(self, **values: Any) -> list[Row]:
        """Every row with these values, touched in this fold or not, in the order of their keys; use sparingly."""
        if self._was_empty():
            return self._alive(values)
        condition = " AND ".join(f"[{column}] = ?" for column in values)
        sql = f"SELECT * FROM [{self._table.name}] WHERE {condition}"
        for found in self._connection.execute(sql, tuple(values.values())).fetchall():
            row = self._read(found)
            self._rows.setdefault(self._key_of(row), row)
        return self._alive(values)

    def _alive(self, values: Row) -> list[Row]:
        alive = (row for row in self._rows.values() if row is not None and values.items() <= row.items())
        return sorted(alive, key=self._key_of)

    def _was_empty(self) -> bool:
        """Whether the file had no row of this table when the fold began, so that none need be looked for in it."""
        if self._empty is None:
            self._empty = not self._connection.execute(
                f"SELECT EXISTS (SELECT 1 FROM [{self._table.name}])"
            ).fetchone()[0]
        return self._empty

    def flush(self) -> None:
        """Write every touched row once."""
        if not self._touched:
            return
        gone = [id if isinstance(id, tuple) else (id,) for id, row in self._touched.items() if row is None]
        kept = map(self._written, filter(None, self._touched.values()))
        marks = ",".join("?" * self._width)
        self._connection.executemany(f"DELETE FROM [{self._table.name}] WHERE {self._where}", gone)
        self._connection.executemany(f"INSERT OR REPLACE INTO [{self._table.name}] VALUES ({marks})", kept)
        self._touched.clear()
        self._empty = None

    def _read(self, found: tuple[Any, ...]) -> Row:
        row = dict(zip(self._table.columns, found, strict=True))
        return row | {column: orjson.loads(row[column]) for column in self._nested if row[column] is not None}

    def _written(self, row: Row) -> tuple[Any, ...]:
        """The row's values as the file holds them: equal dicts are equal bytes, in whatever order their keys came."""
        if not self._nested:
            return self._values_of(row)
        written = row.copy()
        for column in self._nested:
            if written[column] is not None:
                written[column] = json_of(written[column])
        return self._values_of(written)

    def _refuse(self, row: Row) -> None:
        raise KeyError(f"{self._table.name} has no column {sorted(row.keys() - self._blank.keys())}")


def json_of(value: Row) -> str:
    """The JSON that a read model holds of a dict, its keys in order."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode() if value else "{}"


class Rows(dict[str, TableRows]):
    """The rows of every table in one fold: `rows["audits"].change(...)`. Of most tables nothing is asked."""

    def __init__(self, connection: sqlite3.Connection, tables: tuple[Table, ...]) -> None:
        super().__init__()
        self._connection, self._tables = connection, tables

    def __missing__(self, name: str) -> TableRows:
        """The rows of a table that nothing was asked of before. Raises KeyError where there is no such table."""
        table = next((table for table in self._tables if table.name == name), None)
        if table is None:
            raise KeyError(name)
        rows = self[name] = TableRows(self._connection, table)
        return rows

    def flush(self) -> None:
        """Write every touched row of every table."""
        for table in self.values():
            table.flush()

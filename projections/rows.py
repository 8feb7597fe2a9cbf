"""The rows that handlers change: an identity map, each row read once and written once in a fold."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]
Key = tuple[Any, ...]
Handler = Callable[["Rows", Any], None]


@dataclass(frozen=True)
class Table:
    """A table of a read model: its columns, its key and the indexes its queries need."""

    name: str
    columns: dict[str, type]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    def create(self, connection: sqlite3.Connection) -> None:
        """Make the empty table and its indexes."""
        made = Database(connection).table(self.name)
        made.create(self.columns, pk=self.key if len(self.key) > 1 else self.key[0])
        for index in self.indexes:
            made.create_index(list(index))


class TableRows:
    """The rows of one table that a fold has touched."""

    def __init__(self, connection: sqlite3.Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._blank: Row = dict.fromkeys(table.columns)
        self._rows: dict[Key, Row | None] = {}
        self._touched: set[Key] = set()
        where = " AND ".join(f"[{column}] = ?" for column in table.key)
        self._select = f"SELECT * FROM [{table.name}] WHERE {where}"
        self._where = where

    def get(self, *key: Any) -> Row | None:
        """The row of a key, to read; None where there is none."""
        if key not in self._rows:
            found = self._connection.execute(self._select, key).fetchone()
            self._rows[key] = dict(zip(self._table.columns, found, strict=True)) if found else None
        return self._rows[key]

    def put(self, **values: Any) -> None:
        """Put a whole row in the place of its key; others are NULL. Raises KeyError for an unknown column."""
        if unknown := values.keys() - self._blank.keys():
            raise KeyError(f"{self._table.name} has no column {sorted(unknown)}")
        key = tuple(values[column] for column in self._table.key)
        self._rows[key] = {**self._blank, **values}
        self._touched.add(key)

    def change(self, *key: Any, **values: Any) -> Row:
        """Change some columns of a row that is there; returns it. Raises KeyError when there is none."""
        row = self.get(*key)
        if row is None:
            raise KeyError(f"{self._table.name} has no row {key}")
        if unknown := values.keys() - self._blank.keys():
            raise KeyError(f"{self._table.name} has no column {sorted(unknown)}")
        row.update(values)
        self._touched.add(key)
        return row

    def remove(self, *key: Any) -> None:
        """Take the row of a key out; nothing happens where there is none."""
        self._rows[key] = None
        self._touched.add(key)

    def where(self, **values: Any) -> list[Row]:
        """Every row with these values, touched in this fold or not, in the order of their keys; use sparingly."""
        condition = " AND ".join(f"[{column}] = ?" for column in values)
        found = self._connection.execute(
            f"SELECT * FROM [{self._table.name}] WHERE {condition}", tuple(values.values())
        )
        for stored in found.fetchall():
            row = dict(zip(self._table.columns, stored, strict=True))
            self._rows.setdefault(tuple(row[column] for column in self._table.key), row)
        alive = ((key, row) for key, row in self._rows.items() if row is not None)
        return [row for _, row in sorted((key, row) for key, row in alive if values.items() <= row.items())]

    def flush(self) -> None:
        """Write every touched row once."""
        gone = [key for key in self._touched if self._rows[key] is None]
        kept = [tuple(row.values()) for key in self._touched if (row := self._rows[key]) is not None]
        self._connection.executemany(f"DELETE FROM [{self._table.name}] WHERE {self._where}", gone)
        marks = ",".join("?" * len(self._table.columns))
        self._connection.executemany(f"INSERT OR REPLACE INTO [{self._table.name}] VALUES ({marks})", kept)


class Rows:
    """Every table's rows in one fold: `rows["audits"].change(...)`."""

    def __init__(self, connection: sqlite3.Connection, tables: tuple[Table, ...]) -> None:
        self._tables = {table.name: TableRows(connection, table) for table in tables}

    def __getitem__(self, name: str) -> TableRows:
        return self._tables[name]

    def flush(self) -> None:
        """Write every touched row of every table."""
        for table in self._tables.values():
            table.flush()

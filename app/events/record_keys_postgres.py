"""The keys of records in a table of PostgreSQL, shared by every node: beside the log, or in a database apart.

An erasure rewrites the table without the key. What the server has kept elsewhere, its write-ahead archive and its
backups, is for who runs the server to let expire; a database apart can be kept out of the log's backups.
"""

import threading
import time
from collections.abc import Callable
from secrets import token_hex
from typing import Any, LiteralString, TypeVar

import psycopg
from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection

from app.events.record_keys import Keys, NotErased, new_key
from app.events.sealed import Key
from app.events.where import NoLog

T = TypeVar("T")
Connect = Callable[[], Connection[Any]]

MAKING = 7_350_174
"""The advisory lock under which one node of several that start at once makes the tables."""
LOOK_AGAIN = 1.0
"""Seconds after which a node has noticed what another one erased."""
TABLES: tuple[LiteralString, ...] = (
    'CREATE TABLE IF NOT EXISTS record_keys (record text COLLATE "C" PRIMARY KEY, id text NOT NULL,'
    " secret bytea NOT NULL)",
    'CREATE TABLE IF NOT EXISTS erased_keys (record text COLLATE "C" NOT NULL, id text NOT NULL,'
    " PRIMARY KEY (record, id))",
    # Noted with each deletion, and taken out once the table was rewritten.
    "CREATE TABLE IF NOT EXISTS keys_to_overwrite (erasure text PRIMARY KEY)",
)

MADE = "SELECT to_regclass('record_keys'), to_regclass('erased_keys'), to_regclass('keys_to_overwrite')"
WHICH_FILE = "SELECT pg_relation_filenode('record_keys')"
OVERWRITTEN = "DELETE FROM keys_to_overwrite WHERE erasure = ANY(%s)"


class KeyTable:
    """Two tables of a database, over one connection of their own; one that broke is replaced."""

    def __init__(self, connect: Connect) -> None:
        self._connect, self._lock = connect, threading.RLock()
        self._connection: Connection[Any] | None = None
        self._looked, self._seen = 0.0, 0

    def is_there(self) -> bool:
        """Whether a key was ever made or erased."""
        return bool(self._rows("SELECT 1 FROM record_keys UNION ALL SELECT 1 FROM erased_keys LIMIT 1"))

    def changed(self) -> object:
        """Something else once another node erased a key, asked for once a second."""
        if time.monotonic() - self._looked > LOOK_AGAIN:
            self._seen, self._looked = self._rows("SELECT count(*) FROM erased_keys")[0][0], time.monotonic()
        return self._seen

    def keys_of(self, records: list[str]) -> list[Key]:
        """The keys of those records that have one."""
        rows = self._rows("SELECT record, id, secret FROM record_keys WHERE record = ANY(%s)", records)
        return [Key(one, id, bytes(secret)) for one, id, secret in rows]

    def make(self, records: list[str]) -> None:
        """Make a key for each record that has none, all or none; of nodes that do so at once one does."""
        add = "INSERT INTO record_keys (record, id, secret) VALUES (%s, %s, %s) ON CONFLICT (record) DO NOTHING"
        new = [tuple(new_key(record)) for record in sorted(records)]

        def make(connection: Connection[Any]) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = on")
                cursor.executemany(add, new)

        self._asked(make)

    def erase(self, names: list[str]) -> None:
        """Delete the keys, and rewrite the table without them, or without those that went before."""
        pairs = [(record, id) for record, _, id in (name.rpartition("#") for name in names)]

        def erase(connection: Connection[Any]) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany("DELETE FROM record_keys WHERE record = %s AND id = %s", pairs)
                cursor.executemany("INSERT INTO erased_keys VALUES (%s, %s) ON CONFLICT DO NOTHING", pairs)
                cursor.execute("INSERT INTO keys_to_overwrite VALUES (%s)", [token_hex(8)])

        if pairs:
            self._asked(erase)
        if left := self._rows("SELECT erasure FROM keys_to_overwrite"):
            self._asked(_rewrite)
            done = [row[0] for row in left]
            self._asked(lambda connection: connection.execute(OVERWRITTEN, [done]))

    def names(self) -> list[str]:
        """The names of all keys."""
        return [f"{record}#{id}" for record, id in self._rows("SELECT record, id FROM record_keys")]

    def erased(self) -> list[str]:
        """The names of those that were erased."""
        return [f"{record}#{id}" for record, id in self._rows("SELECT record, id FROM erased_keys")]

    def check(self) -> None:
        """Ask for a key; raises ConnectionError where the database does not answer."""
        self._rows("SELECT 1 FROM record_keys LIMIT 1")

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection = None

    def _rows(self, statement: LiteralString, *values: str | list[str]) -> list[Any]:
        return self._asked(lambda connection: connection.execute(statement, values).fetchall())

    def _asked(self, what: Callable[[Connection[Any]], T]) -> T:
        """What the database says; asked again over a new connection when the server was restarted meanwhile."""
        with self._lock:
            try:
                return self._tried(what)
            except psycopg.Error:
                self.close()
            try:
                return self._tried(what)
            except psycopg.Error as fault:
                raise ConnectionError(str(fault)) from fault

    def _tried(self, what: Callable[[Connection[Any]], T]) -> T:
        return what(self._open())

    def _open(self) -> Connection[Any]:
        if self._connection is None:
            made = self._connect()
            with made.transaction():
                made.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING])
                found = made.execute(MADE).fetchone()
                for table in TABLES if not found or None in found else ():
                    made.execute(table)
            self._connection = made
        return self._connection


def _rewrite(connection: Connection[Any]) -> None:
    """Write the table anew; raises NotErased where it was not, as PostgreSQL only warns whom it does not let do so."""
    before = connection.execute(WHICH_FILE).fetchone()
    connection.execute("VACUUM FULL record_keys")
    if connection.execute(WHICH_FILE).fetchone() == before:
        raise NotErased


def beside(datastore: PostgresDatastore) -> Keys:
    """The keys in the database that holds the log."""
    pool, schema = datastore.pool, datastore.schema

    def connect() -> Connection[Any]:
        given: Any = pool  # The pool may be given both as functions; the library gives it both as they are.
        options = {name: value for name, value in given.kwargs.items() if name != "row_factory"}
        made = psycopg.connect(given.conninfo, autocommit=True, **options)
        if schema:
            made.execute("SELECT set_config('search_path', %s, false)", [schema])
        return made

    return Keys(KeyTable(connect))


def at(address: str) -> Keys:
    """The keys in the database at an address; raises NoLog when it cannot be reached."""
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.Error as fault:
        said = " ".join(str(fault).split()).rstrip(".")
        raise NoLog(f"PostgreSQL, which holds the keys of the log, cannot be reached: {said}.") from fault
    return Keys(KeyTable(lambda: psycopg.connect(address, autocommit=True)))

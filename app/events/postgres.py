"""The log in PostgreSQL: one table, as append-only as the file, and the reader of its total order."""

import secrets
from collections.abc import Sequence
from typing import Any, LiteralString

import psycopg
from eventsourcing.persistence import OperationalError, RecordConflictError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresFactory
from psycopg import Cursor
from psycopg.rows import DictRow, dict_row, tuple_row
from psycopg.sql import SQL, Composed, Identifier, Literal

from app.events.log import LOWEST, Happened, Kind, LookedAt, Stored, happened, opened
from app.events.sealed import Kept
from app.events.where import URL, NoLog

FIRST_TRY_SECONDS = 5
MAKING = 7_350_173
"""The advisory lock under which one node of several that start at once makes the table."""
END = (1 << 63) - 1
SINCE = SQL("SELECT 1 FROM {} WHERE notification_id > %s AND originator_id >= %s AND originator_id < %s LIMIT 1")


class AppendOnlyTable(PostgresApplicationRecorder):
    """A table that only grows: no row can be changed or removed, nor the table emptied."""

    def create_table(self) -> None:
        """Make the table at the first start; later starts need no more rights than to read, insert and lock."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING])
            cursor.execute("SELECT to_regclass(%s) AS found", [self.table.as_string()])
            found = cursor.fetchone()
            if found is None or found["found"] is None:
                for statement in self._statements():
                    cursor.execute(statement, prepare=False)
        self.datastore.register_type_adapters()

    @property
    def table(self) -> Identifier:
        """The table's name with its schema."""
        return Identifier(self.datastore.schema, self.events_table_name)

    def _insert_stored_events(
        self,
        curs: Cursor[DictRow],
        stored_events: Sequence[StoredEvent],
        looked_at: LookedAt | None = None,
        **_: Any,
    ) -> None:
        """Insert, under the table's lock; raises RecordConflictError for what was looked at and has changed since."""
        if looked_at:
            with curs.connection.cursor() as first:
                self._lock_table(first)
                if any(first.execute(SINCE.format(self.table), bounds).fetchone() for bounds in looked_at.bounds()):
                    raise RecordConflictError
        super()._insert_stored_events(curs, stored_events)

    def _statements(self) -> list[Composed]:
        """The library's table, type and index, in the order of bytes as in SQLite, with triggers and a name of its own.

        The library's function is left out: it inserts without the lock.
        """
        table, row_type, index, _function = self.sql_create_statements
        once = SQL("DO $do$ BEGIN {} ; EXCEPTION WHEN duplicate_object THEN NULL; END $do$").format(row_type)
        names = {
            "table": self.table,
            "refuse": Identifier(self.datastore.schema, f"{self.events_table_name}_refuse"),
            "trigger": Identifier(f"{self.events_table_name}_append_only"),
            "id": Literal(secrets.token_hex(4)),
        }
        return [table, once, index, *(SQL(statement).format(**names) for statement in GUARDS)]


GUARDS: tuple[LiteralString, ...] = (
    'ALTER TABLE {table} ALTER originator_id TYPE text COLLATE "C", ALTER topic SET NOT NULL, ALTER state SET NOT NULL',
    "CREATE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION 'the log is never %', CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'shortened' END"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER {trigger} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION {refuse}()",
    # Or a connection that says it replicates would walk past it.
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}",
    "COMMENT ON TABLE {table} IS {id}",
)


class PostgresLog(PostgresFactory):
    """Builds the recorder over connections to an address, or to what the library's own settings name."""

    application_recorder_class = AppendOnlyTable

    def __init__(self, env: Any) -> None:
        try:
            super().__init__(env)
        except OSError as fault:
            raise NoLog(f"{fault}. Set it, or give an address as AUDIT_LOOP_LOG.") from fault
        pool = self.datastore.pool
        if url := self.env.get(URL):
            pool.conninfo, pool.kwargs = url, {"row_factory": dict_row}
        try:
            # Before the pool, which goes on trying for minutes and does not say why.
            pool._connect(FIRST_TRY_SECONDS).close()
        except psycopg.Error as fault:
            raise NoLog(f"PostgreSQL, which holds the log, cannot be reached: {_in_a_line(fault)}") from fault


class PostgresReader:
    """Reads the log's table over the connections of its writer; a connection that broke is replaced."""

    chunk = 2_000
    """Events that a fold asks for at once, since each question crosses the network."""

    def __init__(self, recorder: AppendOnlyTable, keys: Kept) -> None:
        self._keys = keys
        self._datastore: PostgresDatastore = recorder.datastore
        table = recorder.table
        self._head = SQL("SELECT max(notification_id) FROM {}").format(table)
        columns = SQL("SELECT notification_id, originator_id, originator_version, topic, state FROM {} ").format(table)
        bounds = SQL("WHERE notification_id > %s AND notification_id <= %s ORDER BY notification_id LIMIT %s")
        one = "WHERE originator_id = %s AND notification_id > 0 AND notification_id <= %s "
        stream = SQL(one + "ORDER BY originator_version")
        inside = "WHERE originator_id >= %s AND originator_id < %s AND notification_id > 0 "
        under = SQL(inside + "ORDER BY originator_id, originator_version")
        kinds = SQL("SELECT notification_id, originator_id, topic FROM {} ").format(table)
        after = SQL("WHERE originator_id >= %s AND originator_id < %s AND notification_id > %s")
        self._read, self._stream, self._under = columns + bounds, columns + stream, columns + under
        self._kinds = kinds + after
        self.id, self.place = self._named(table)

    def head(self) -> int:
        """The position of the newest event, 0 when there is none."""
        return int(self._rows(self._head, ())[0][0] or 0)

    def read(self, after: int, limit: int = 10_000, upto: int | None = None) -> list[Happened]:
        """The events after a position, at most `limit`, none beyond `upto`, in their order."""
        return happened(self._rows(self._read, (after, END if upto is None else upto, limit)))

    def stream(self, stream: str, upto: int | None = None) -> list[Happened]:
        """The events of one subject up to a position of the log, oldest first."""
        return opened(self._rows(self._stream, (stream, END if upto is None else upto)), self._keys)

    def under(self, prefix: str) -> list[Happened]:
        """The events of every subject whose id starts so (child/), each subject's oldest first."""
        return opened(self._rows(self._under, (prefix, prefix + "\U0010ffff")), self._keys)

    def kinds(self, prefix: str, after: int) -> list[Kind]:
        """What happened after a position to every subject whose id starts so: nothing is decoded, in no order."""
        return [Kind(*row) for row in self._rows(self._kinds, (prefix, prefix + "\U0010ffff", after))]

    def stored(self, after: int, limit: int) -> list[Stored]:
        """The events after a position as they are stored, byte for byte, at most `limit`, in their order."""
        first = after - 1 if after == LOWEST else after
        return [(*row[:4], bytes(row[4])) for row in self._rows(self._read, (first, END, limit))]

    def close(self) -> None:
        """Nothing: the connections are the writer's."""

    def _rows(self, statement: Composed, values: Sequence[object]) -> list[Any]:
        try:
            return self._fetched(statement, values)
        except OperationalError:
            # After a restart of the server every connection that waits in the pool is broken.
            self._datastore.pool.check()
            return self._fetched(statement, values)

    def _fetched(self, statement: Composed, values: Sequence[object]) -> list[Any]:
        with (
            self._datastore.get_connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return cursor.execute(statement, values).fetchall()

    def _named(self, table: Identifier) -> tuple[str, str]:
        """The id that the log was given when it was made, and where it is, in words without a password."""
        with self._datastore.get_connection() as connection:
            asked = connection.execute("SELECT obj_description(to_regclass(%s)) AS id", [table.as_string()]).fetchone()
            if not asked or not asked["id"]:
                raise NoLog(f"The database {connection.info.dbname} holds no log of Audit Loop, or a spoilt one.")
            return asked["id"], f"PostgreSQL, database {connection.info.dbname} on {connection.info.host}"


def _in_a_line(fault: psycopg.Error) -> str:
    return " ".join(str(fault).split()).rstrip(".") + "."

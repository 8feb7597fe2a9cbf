"""What is read by an index and not by its table, and who else is in a file: falsified, and found."""

import sqlite3
from pathlib import Path

import pytest

from app import around_the_log, indexes_held
from app.config import Settings
from app.events.record_keys_file import KEYS
from app.folder import Unsuitable
from app.opening import open_programme
from app.programme.house import House
from tests.test_figures_held import house, told_once

__all__ = ["house", "told_once"]
STREAM = "audit/2024-05/0001"
STASH = (
    "CREATE TABLE stash (secret BLOB)",
    "CREATE TRIGGER kept AFTER DELETE ON record_keys BEGIN INSERT INTO stash VALUES (OLD.secret); END",
)
ZEROS = ("CREATE TRIGGER known AFTER INSERT ON record_keys BEGIN UPDATE record_keys SET secret = zeroblob(32)"
         " WHERE record = NEW.record; END",)  # fmt: skip


def falsified(path: Path, index: str, table: str, columns: str, condition: str) -> None:
    """Give an index the pages of another one, which leaves rows out."""
    with sqlite3.connect(path, isolation_level=None) as file:
        unique = "UNIQUE" if "autoindex" in index else ""
        file.execute(f"CREATE {unique} INDEX zz ON {table} ({columns}) WHERE {condition}")
        (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'zz'").fetchone()
        file.execute("PRAGMA writable_schema = ON")
        file.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", [page, index])
        file.execute("DELETE FROM sqlite_master WHERE name = 'zz'")
    file.close()


def test_nothing_is_found_where_nobody_changed_anything(house: House) -> None:
    folder = house.model.path.parent
    assert around_the_log.indexed(folder, house.reader) == around_the_log.Held()
    assert around_the_log.guarded(Settings(folder)) == around_the_log.Held()


def test_an_index_of_the_log_that_leaves_events_out_is_named(house: House) -> None:
    path = house.model.path.parent / "log.sqlite"
    columns, index = "originator_id, originator_version", "sqlite_autoindex_stored_events_1"
    falsified(path, index, "stored_events", columns, f"originator_id <> '{STREAM}'")
    (found,) = indexes_held.held(path)
    assert found == (
        f"In log.sqlite the index {index} does not hold what its table holds, so pages leave out what was recorded, or"
        " show it elsewhere."
    )
    assert around_the_log.indexed(path.parent, house.reader).findings == (found, around_the_log.REBUILD)


def test_what_is_saved_while_it_is_looked_at_is_no_finding(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    path, summed = house.model.path.parent / "log.sqlite", indexes_held._sum

    def with_a_save(file: sqlite3.Connection, query: str) -> tuple[int, int]:
        found = summed(file, query)
        with sqlite3.connect(path) as other:
            number = other.execute("SELECT max(rowid) + 1 FROM stored_events").fetchone()[0]
            other.execute("INSERT INTO stored_events VALUES (?, 'x/y', ?, 'x', x'00')", [number, number])
        return found

    monkeypatch.setattr(indexes_held, "_sum", with_a_save)
    assert indexes_held.held(path) == ()


def test_an_index_of_the_pages_that_leaves_an_audit_out_is_named(house: House) -> None:
    path = house.model.path
    with sqlite3.connect(path) as file:
        rows = [row for row in file.execute("PRAGMA index_list(audits)") if row[3] == "c"]
        columns = ", ".join(row[2] for row in file.execute(f"PRAGMA index_info([{rows[0][1]}])"))
    falsified(path, rows[0][1], "audits", columns, f"id <> '{STREAM}'")
    assert rows[0][1] in indexes_held.held(path)[0]


@pytest.mark.parametrize("statements", [STASH, STASH[:1], ZEROS])
def test_what_stands_in_the_file_of_the_keys_and_is_not_its_own_is_told_and_not_opened(
    house: House, statements: tuple[str, ...]
) -> None:
    folder = house.model.path.parent
    with sqlite3.connect(folder / KEYS) as file:
        for statement in statements:
            file.execute(statement)
    assert around_the_log.guarded(Settings(folder)).findings
    with pytest.raises(Unsuitable, match=r"did not make|is not made as the programme makes it"):
        open_programme(Settings(folder))


def test_keys_from_before_a_table_was_there_are_opened(house: House) -> None:
    folder = house.model.path.parent
    with sqlite3.connect(folder / KEYS) as file:
        file.execute("DROP TABLE to_overwrite")
    assert around_the_log.guarded(Settings(folder)) == around_the_log.Held()
    open_programme(Settings(folder)).log.close()


def test_a_check_that_breaks_is_a_finding(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.figures_held.held", lambda *_: 1 // 0)
    found = around_the_log.held(Settings(house.model.path.parent), house.reader)
    assert found[around_the_log.TABLES_DIFFER].findings[0].startswith("This could not be looked at to its end:")
    assert found[around_the_log.KEYS_DIFFER].said


def test_a_table_that_is_a_view_of_another_is_told(house: House) -> None:
    folder = house.model.path.parent
    with sqlite3.connect(folder / "log.sqlite") as file:
        file.execute("CREATE VIEW other AS SELECT * FROM stored_events")
    (found,) = around_the_log.guarded(Settings(folder)).findings
    assert found.startswith("The log’s file is not made as the programme makes it (other)")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"nothing" * 2_000)
    assert indexes_held.held(tmp_path / "x.sqlite")[0].startswith("x.sqlite cannot be read to its end")
    assert indexes_held.held(tmp_path / "none.sqlite") == ()


def test_an_event_that_has_lost_its_shape_stops_no_check(house: House) -> None:
    folder = house.model.path.parent
    with sqlite3.connect(folder / "log.sqlite") as file:
        file.execute("DROP TRIGGER stored_events_no_update")
        file.execute("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE rowid = 60")
    found = around_the_log.held(Settings(folder), house.reader)
    assert len(found) == 5
    assert not found[around_the_log.KEYS_DIFFER].findings, "what has lost its shape says nothing of keys"
    assert found[around_the_log.UNGUARDED].remarks

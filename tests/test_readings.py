"""The access log: lines that only grow, found by reader and by whom they are about, proved by a ledger of its own."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from app.readings import Chosen, NotNoted, Reading, Readings
from ledger.tree import Tree

ONE = Reading(
    at="2024-06-03T09:00:00+00:00",
    by="person/iona-grey",
    endpoint="audits.show",
    path="/audits/2024-05/1",
    kind="audit",
    record="audit/2024-05/0001",
    about=("child/C-10482",),
    position=12,
)
BOTH = replace(ONE, at="2024-06-04T09:00:00+00:00", by="person/ruth-okafor", about=("child/C-10482", "child/C-10519"))


@pytest.fixture
def readings(tmp_path: Path) -> Readings:
    """An access log of two lines."""
    made = Readings(tmp_path / "readings.sqlite")
    assert [made.note(one) for one in (ONE, BOTH)] == [1, 2]
    return made


def test_a_line_is_found_by_reader_by_whom_it_is_about_and_by_time(readings: Readings) -> None:
    assert readings.of_child("child/C-10482") == [replace(BOTH, number=2), replace(ONE, number=1)]
    assert [one.number for one in readings.of_child("child/C-10519")] == [2]
    assert [one.number for one in readings.by_person("person/iona-grey")] == [1]
    assert readings.count(Chosen(kind="audit", since="2024-06-04", before="2024-06-05")) == 1
    assert readings.page(Chosen(), 1, 1) == [readings.reading(1)]


def test_no_line_is_written_into_a_file_that_was_moved_or_replaced(readings: Readings, tmp_path: Path) -> None:
    readings.path.rename(tmp_path / "moved.sqlite")
    with pytest.raises(NotNoted):
        readings.note(ONE)
    readings.path.touch()
    with pytest.raises(NotNoted):
        readings.note(ONE)
    assert readings.count(Chosen()) == 2


def test_no_page_waits_long_for_who_holds_the_access_log(readings: Readings) -> None:
    assert readings._connection.execute("PRAGMA busy_timeout").fetchone()[0] <= 2_000


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE readings SET line = '{}'",
        "DELETE FROM readings",
        "INSERT OR REPLACE INTO readings (number, line) VALUES (1, '{\"about\": []}')",
        "DELETE FROM reading_names",
        "UPDATE reading_names SET name = 'child/C-1'",
    ],
)
def test_no_line_is_changed_removed_or_replaced(readings: Readings, sql: str) -> None:
    with sqlite3.connect(readings.path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)
    assert readings.count(Chosen()) == 2


def test_what_cannot_be_written_is_said_so(readings: Readings) -> None:
    readings.close()
    with pytest.raises(NotNoted):
        readings.note(ONE)


def test_a_line_is_on_the_disk_when_it_is_noted(readings: Readings) -> None:
    other = Readings(readings.path)
    assert readings._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert other.page(Chosen()) == readings.page(Chosen())


def test_a_ledger_follows_the_lines_and_sees_one_that_was_edited_behind_its_back(readings: Readings) -> None:
    folder = readings.path.parent
    tree, again = Tree(folder / "tree.sqlite"), Tree(folder / "again.sqlite")
    assert tree.follow(readings) == 2
    with sqlite3.connect(readings.path) as connection:
        connection.execute("DROP TRIGGER readings_no_update")
        connection.execute("UPDATE readings SET line = replace(line, 'iona-grey', 'ruth-okafor') WHERE number = 1")
    again.follow(readings)
    assert again.root() != tree.root()

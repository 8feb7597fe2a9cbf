"""The triggers that let a file only grow: what is missing, changed or nobody's is found; what is the programme's own is
put right."""

import sqlite3
from pathlib import Path

import pytest

from app.events.guards import Guards, append_only, guards, put_right

REWRITES = "CREATE TRIGGER later AFTER INSERT ON stored_events BEGIN UPDATE stored_events SET topic = 'x'; END"
EMPTY = "CREATE TRIGGER stored_events_no_delete BEFORE DELETE ON stored_events BEGIN SELECT 1; END"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file of a log, as the programme makes it."""
    path = tmp_path / "log.sqlite"
    do(path, *append_only())
    return path


def do(path: Path, *statements: str) -> None:
    """Something is done to the file."""
    with sqlite3.connect(path) as file:
        for statement in statements:
            file.execute(statement)


def test_what_the_programme_made_is_as_it_should_be(log: Path) -> None:
    assert guards(log, append_only()) == Guards((), ())
    assert put_right(log, append_only()) == []


@pytest.mark.parametrize(("statements", "found"), [
    (["DROP TRIGGER stored_events_no_update"], Guards(("stored_events_no_update",), ())),
    ([REWRITES], Guards((), ("later",))),
    (["DROP TRIGGER stored_events_no_delete", EMPTY], Guards((), ("stored_events_no_delete",))),
])  # fmt: skip
def test_what_somebody_did_to_them_is_found(log: Path, statements: list[str], found: Guards) -> None:
    do(log, *statements)
    before = log.read_bytes()
    assert guards(log, append_only()) == found
    assert log.read_bytes() == before, "nothing is written"


def test_its_own_is_put_right_and_a_stranger_stays_and_is_named(log: Path) -> None:
    do(log, "DROP TRIGGER stored_events_no_delete", EMPTY, REWRITES)
    assert put_right(log, append_only()) == ["later"]
    do(log, "DROP TRIGGER later", *append_only())
    assert guards(log, append_only()) == Guards((), ())
    with pytest.raises(sqlite3.IntegrityError, match="never shortened"):
        do(log, "INSERT INTO stored_events VALUES (1, 'a', 1, 't', x'00')", "DELETE FROM stored_events")


def test_of_what_is_no_database_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite").write_bytes(b"Not a database at all, although it has its name." * 40)
    assert put_right(tmp_path / "log.sqlite", append_only()) == []

"""By whom the access log's lines are found: held against what they say, and made anew where somebody changed it."""

import sqlite3
from pathlib import Path

import pytest

from app import readings_held
from app.readings import READINGS, Reading, Readings
from tests.test_cli import Run, real_programme, run

__all__ = ["run"]
ABOUT = [("child/C-1",), ("child/C-2", "person/ben"), ()]
NO_GUARD = "DROP TRIGGER reading_names_no_{}"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Three lines: one about a child, one about a child and a person, one about nobody."""
    (tmp_path / "data").mkdir()
    readings = Readings(tmp_path / "data" / READINGS)
    for about in ABOUT:
        facts = {"at": "2024-05-28T09:00:00+00:00", "by": "person/ruth", "endpoint": "children.show", "path": "/"}
        readings.note(Reading(**facts, kind="record", record="", about=about, position=1))
    readings.close()
    return tmp_path / "data" / READINGS


def changed(log: Path, *statements: str) -> None:
    """Somebody takes the guards away and does something."""
    with sqlite3.connect(log) as file:
        for statement in (NO_GUARD.format("delete"), NO_GUARD.format("update"), *statements):
            file.execute(statement)


def test_what_nobody_changed_agrees(log: Path) -> None:
    assert readings_held.held(log).findings == ()
    assert readings_held.held(log.with_name("none.sqlite")).findings == ()


@pytest.mark.parametrize(("statement", "lines"), [
    ("DELETE FROM reading_names", "lines 1, 2 are"),
    ("DELETE FROM reading_names WHERE name = 'person/ben'", "line 2 is"),
    ("INSERT INTO reading_names VALUES ('child/C-9', 3)", "line 3 is"),
    ("UPDATE reading_names SET name = 'child/C-9' WHERE number = 1", "line 1 is"),
    ("INSERT INTO reading_names VALUES ('child/C-1', 77)", "line 77 is"),
])  # fmt: skip
def test_what_somebody_changed_is_named_and_made_anew(log: Path, statement: str, lines: str) -> None:
    changed(log, statement)
    found = readings_held.held(log).findings
    assert found[0].startswith(f"By whom {lines} about is not what is written there: ")
    readings_held.made_anew(log)
    assert readings_held.held(log).findings == ()
    readings = Readings(log)
    assert [one.number for one in readings.of_child("child/C-2")] == [2]
    readings.close()


def test_verify_says_so_and_rebuild_makes_it_anew(run: Run, tmp_path: Path, log: Path) -> None:
    real_programme(tmp_path / "data")
    run("checkpoint")
    assert run("verify")[0] == 0
    changed(log, "DELETE FROM reading_names")
    code, said = run("verify")
    assert (code, "NO: the lines of the access log are not found by whom they are about." in said) == (1, True)
    assert run("rebuild")[0] == 0
    assert run("verify")[0] == 0

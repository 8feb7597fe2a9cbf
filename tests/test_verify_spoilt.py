"""`audit-loop verify` over files that are damaged: always a sentence, NO, and a return code; never a traceback."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.config import Settings
from app.ledger_book import LedgerBook
from app.ledger_to_verify import log_to_verify
from app.readings import READINGS, Reading, Readings
from ledger.keys import SPOILT, VERIFIERS
from tests.test_cli import Run, run
from tests.test_cli_ledger import held, signed

__all__ = ["run", "signed"]
AT = {"at": "2024-06-03T09:00:00+00:00", "by": "person/ruth", "endpoint": "audits.show", "kind": "audit"}


def cut(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:4096])


def overwritten(log: Path) -> None:
    data = bytearray(log.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 4096] = bytes(range(256)) * 16
    log.write_bytes(data)


def emptied(log: Path) -> None:
    log.write_bytes(b"")


def no_database(log: Path) -> None:
    log.write_bytes(b"no database" * 1000)


def no_positions(log: Path) -> None:
    with sqlite3.connect(log) as file:
        file.execute("ALTER TABLE stored_events RENAME TO kept")
        columns = "'x' || rowid AS rowid, originator_id, originator_version, topic, state"
        file.execute(f"CREATE VIEW stored_events AS SELECT {columns} FROM kept")


def alone(log: Path) -> None:
    """Everything in the one file, as after a stop."""
    with sqlite3.connect(log) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for beside in log.parent.glob("log.sqlite-*"):
        beside.unlink()


@pytest.mark.parametrize("spoil", [cut, overwritten, emptied, no_database])
def test_a_log_that_cannot_be_read_is_no(run: Run, signed: Path, spoil: Callable[[Path], None]) -> None:
    alone(signed / "data" / "log.sqlite")
    spoil(signed / "data" / "log.sqlite")
    for code, said in (held(run, signed), run("verify")):
        assert (code, said.splitlines()[0]) == (1, "NO: this is not what was signed."), said
        assert "The log cannot be read to its end: it is damaged, cut short or no log any more (" in said
        assert "Put it back from a backup, and hold that against the checkpoints." in said


def test_a_log_without_positions_is_no(run: Run, signed: Path) -> None:
    alone(signed / "data" / "log.sqlite")
    no_positions(signed / "data" / "log.sqlite")
    code, said = held(run, signed)
    assert (code, said.splitlines()[0]) == (1, "NO: this is not what was signed."), said


def test_facts_that_are_a_number_are_no(signed: Path) -> None:
    change(
        signed / "data" / "log.sqlite", "UPDATE stored_events SET topic = 'letter written', state = 5 WHERE rowid = 2"
    )
    with log_to_verify(Settings(signed / "data")) as log, closing(LedgerBook(signed / "data", log)) as book:
        assert "The row at position 2 is no event" in book.verified().findings[0]


@pytest.mark.parametrize("given", [True, False])
def test_a_checkpoint_that_is_a_folder_is_no(run: Run, signed: Path, given: bool) -> None:
    assert run("checkpoint")[0] == 0
    file = signed / "data" / "ledger" / "checkpoints" / "000002.txt"
    file.unlink()
    file.mkdir()
    code, said = held(run, signed) if given else run("verify")
    assert (code, "Checkpoint 2 is not one: Its file cannot be read." in said) == (1, True), said
    assert "Checkpoint 2 is missing" not in said


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"audit-loop/1+zz\n"])
def test_keys_that_are_no_text_or_no_keys_are_no(run: Run, signed: Path, data: bytes) -> None:
    (signed / "data" / "ledger" / VERIFIERS).write_bytes(data)
    for code, said in (held(run, signed), run("verify")):
        assert (code, said.splitlines()[0], SPOILT in said) == (1, "NO: this is not what was signed.", True), said
    assert run("checkpoint") == (1, f"{SPOILT}\n")


def test_a_file_where_a_folder_should_be_is_a_sentence(run: Run, signed: Path) -> None:
    folder = signed / "data" / "ledger" / "checkpoints"
    folder.rename(signed / "kept")
    folder.write_text("no folder", encoding="utf-8")
    code, said = held(run, signed)
    assert (code, said) == (1, f"{folder} cannot be read, or not be written: File exists.\n")


@pytest.mark.parametrize("name", ["tree.sqlite", "verifiers.txt", "signing.key"])
def test_a_folder_where_a_file_should_be_is_a_sentence(run: Run, signed: Path, name: str) -> None:
    for left in (signed / "data" / "ledger").glob(f"{name}*"):
        left.unlink()
    (signed / "data" / "ledger" / name).mkdir()
    for code, said in (held(run, signed), run("verify")):
        assert (code, said.splitlines()[0][:3]) in ((1, "NO:"), (0, "YES")), said


def readings(folder: Path, lines: int = 3) -> None:
    log = Readings(folder / READINGS)
    for number in range(lines):
        log.note(Reading(path=f"/audits/2024-05/{number}", record="", about=("child/C-1",), position=3, **AT))
    log.close()


def change(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as edited:
        for (name,) in edited.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            edited.execute(f"DROP TRIGGER {name}")
        edited.executescript(statement)


BARE = (
    "ALTER TABLE readings RENAME TO kept; CREATE TABLE readings (number INTEGER PRIMARY KEY, line);"
    " INSERT INTO readings SELECT number, line FROM kept; UPDATE readings SET line = {} WHERE number = 2"
)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE readings SET line = replace(line, 'ruth', 'joan') WHERE number = 2", "Line 2 was changed, or another"),
        (BARE.format("x'00'"), "Line 2 is no line: its columns"),
        (BARE.format("CAST(x'ff' AS TEXT)"), "It cannot be read to its end"),
        ("DELETE FROM readings WHERE number = 3", "It has 2 lines; checkpoint 1 of"),
        ("DELETE FROM readings WHERE number = 3", "Line 3 was removed."),
        ("DROP TABLE readings", "It cannot be read to its end: it is damaged"),
    ],
)
def test_what_is_found_of_the_access_log_speaks_of_its_lines(
    run: Run, signed: Path, statement: str, sentence: str
) -> None:
    readings(signed / "data")
    assert run("checkpoint")[0] == 0
    change(signed / "data" / READINGS, statement)
    code, said = run("verify")
    assert (code, f"The access log: {sentence}" in said) == (1, True), said
    found = [line for line in said.splitlines() if line.startswith("The access log: ")]
    assert not any("vent" in line for line in found), found

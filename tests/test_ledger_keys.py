"""The keys held against the erasures in the log: each way in which they can differ is planted, and said in words."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import ledger_keys
from app.config import Settings
from app.demo.stories import RUTH, Story
from app.events.erasure import Erasure as Subject
from app.events.log import SQLiteReader
from app.events.record_keys_file import KEYS
from app.held import Held
from tests.test_cli import Run, run
from tests.views.erasing import close_everything, confirm, erase, propose
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log", "run"]
CHILD = "child/C-10482"


@pytest.fixture
def folder(app: Flask, may: Story, tmp_path: Path) -> Path:
    """A programme in which everything of a child is closed, before its erasure."""
    close_everything(may)
    return tmp_path


def held(folder: Path) -> Held:
    with closing(SQLiteReader(folder / "log.sqlite")) as log:
        return ledger_keys.held(Settings(folder), log)


def keys(folder: Path, statement: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(folder / KEYS, isolation_level=None)) as file:
        return file.execute(statement, values).fetchall()


def only(said: tuple[str, ...]) -> str:
    assert len(said) == 1, said
    return said[0]


def test_keys_that_nobody_touched_agree_before_an_erasure_and_after_it(app: Flask, folder: Path) -> None:
    assert held(folder) == ((), (), ledger_keys.AGREE.format("0 erasures"))
    erase(app)
    assert held(folder) == ((), (), ledger_keys.AGREE.format("1 erasure"))


def test_a_key_of_an_erased_record_that_is_back_is_found(app: Flask, folder: Path) -> None:
    before = keys(folder, "SELECT record, id, secret FROM record_keys WHERE record = 'audit/2024-05/0001'")
    erase(app)
    keys(folder, "INSERT INTO record_keys VALUES (?, ?, ?)", *before[0])
    found = held(folder)
    assert only(found.findings).startswith(
        "Audit 1 of May 2024: the erasure that was confirmed on 28 May 2024 (erasure/one) was carried out, and 1 key is"
        " here again, so what was erased can be read."
    )
    assert "Keys from an older backup were put back" in found.findings[0]
    assert found.said == ""


def test_a_new_key_of_a_record_that_was_erased_is_none_of_its_keys(app: Flask, folder: Path) -> None:
    erase(app)
    keys(folder, "INSERT INTO record_keys VALUES (?, 'abcd1234', x'00')", CHILD)
    assert held(folder).findings == ()


def test_an_erasure_that_is_under_way_is_a_remark_and_no_finding(app: Flask, folder: Path) -> None:
    propose(app)
    confirm_alone(app)
    found = held(folder)
    assert found.findings == ()
    said = only(found.remarks)
    assert "(erasure/one) is under way: " in said
    assert "keys are still here. The server tries again every ten minutes, and each start carries it out." in said
    app.extensions["house"].keys.erase(app.extensions["house"].log.load(Subject, "erasure/one").keys)
    found = held(folder)
    assert (found.findings, "is under way: its keys are gone, which is not recorded yet" in only(found.remarks)) == (
        (), True,
    )  # fmt: skip


def confirm_alone(app: Flask) -> None:
    """Confirm it as one that cannot be carried out yet, as when somebody reads the keys."""
    reader = sqlite3.connect(Path(app.extensions["house"].reader.place).with_name(KEYS), isolation_level=None)
    with closing(reader):
        reader.execute("BEGIN")
        before = reader.execute("SELECT record, id, secret FROM record_keys").fetchall()
        confirm(app)
    with closing(sqlite3.connect(Path(app.extensions["house"].reader.place).with_name(KEYS))) as file:
        stood = app.extensions["house"].log.load(Subject, "erasure/one")
        assert stood.state == "confirmed"
        pairs = [name.rpartition("#")[::2] for name in stood.keys if not name.endswith("#")]
        file.executemany("INSERT OR IGNORE INTO record_keys VALUES (?, ?, ?)", before)
        file.executemany("DELETE FROM erased_keys WHERE record = ? AND id = ?", pairs)
        file.execute("DELETE FROM to_overwrite")
        file.commit()


def test_a_key_noted_as_erased_that_no_erasure_names_is_found(folder: Path) -> None:
    key = keys(folder, "SELECT record, id FROM record_keys WHERE record = ?", CHILD)[0]
    keys(folder, "DELETE FROM record_keys WHERE record = ?", CHILD)
    keys(folder, "INSERT INTO erased_keys VALUES (?, ?)", *key)
    said = only(held(folder).findings)
    assert said.startswith("Child C-10482: 1 key is noted as erased, and no erasure in the log says so.")
    assert "the log is older than the keys, since a backup of it was put back" in said
    assert "Or somebody deleted them behind the programme’s back." in said


def test_a_key_that_is_lost_is_found(folder: Path) -> None:
    keys(folder, "DELETE FROM record_keys WHERE record = ?", CHILD)
    said = only(held(folder).findings)
    assert said.startswith("Child C-10482: 1 key is not here, and nobody erased them, so what was written")
    assert "put the newest keys back" in said


def test_keys_that_are_kept_apart_are_a_remark_and_a_spoilt_file_is_none(folder: Path) -> None:
    (folder / KEYS).rename(folder / "elsewhere")
    assert held(folder) == ((), (ledger_keys.NOT_HERE.format(KEYS),), "")
    (folder / KEYS).write_bytes(b"no database" * 100)
    assert only(held(folder).findings).startswith("The keys (keys.sqlite) cannot be read")


def test_what_is_not_overwritten_yet_is_remarked(app: Flask, folder: Path) -> None:
    erase(app)
    keys(folder, "INSERT INTO to_overwrite VALUES ('x')")
    assert held(folder).remarks == (ledger_keys.TO_OVERWRITE,)


SPOILT = (
    "UPDATE record_keys SET secret = (SELECT secret FROM record_keys other WHERE other.record = 'audit/2024-05/0001')"
    " WHERE record = ?",
    "UPDATE record_keys SET secret = zeroblob(32) WHERE record = ?",
    "UPDATE record_keys SET secret = x'00' WHERE record = ?",
    "UPDATE record_keys SET secret = 'a text' WHERE record = ?",
)


@pytest.mark.parametrize("statement", SPOILT)
def test_a_key_that_was_exchanged_or_changed_is_found(folder: Path, statement: str) -> None:
    keys(folder, statement, CHILD)
    said = only(held(folder).findings)
    assert said.startswith("Child C-10482: 1 key is here and not the right one, so what was written cannot be read.")
    assert held(folder).said == ""


def test_a_page_whose_key_was_exchanged_says_so(app: Flask, folder: Path) -> None:
    keys(folder, SPOILT[0], CHILD)
    answer = signed_in(app, RUTH).get("/children/C-10482")
    assert answer.status_code == 500
    assert "What is sealed in entry 1 of child/C-10482 was not sealed there, or was changed since." in answer.text


def test_nothing_is_written_to_the_keys(app: Flask, folder: Path) -> None:
    keys(folder, "DROP TABLE to_overwrite")
    before = (folder / KEYS).read_bytes()
    assert held(folder).findings == ()
    assert (folder / KEYS).read_bytes() == before


def test_verify_says_of_keys_apart_from_the_log(run: Run, folder: Path) -> None:
    assert run("checkpoint", "--data", folder)[0] == 0
    code, said = run("verify", "--data", folder)
    assert (code, "The keys agree with the log: of 0 erasures" in said) == (0, True)
    keys(folder, "DELETE FROM record_keys WHERE record = ?", CHILD)
    code, said = run("verify", "--data", folder)
    first, _, around = said.partition("\nWhat stands around the log, held against it:\n")
    assert (code, first.splitlines()[0]) == (1, "YES: this is what was signed.")
    assert around.splitlines()[0] == "NO: the keys are not what the log says."
    assert "Child C-10482: 1 key is not here" in said


def test_an_erasure_that_is_carried_out_while_the_log_is_read_is_no_finding() -> None:
    name = "audit/2024-05/0001#abcd1234"
    erasure = ledger_keys.Erasure("erasure/one", "28 May 2024", frozenset({name}), is_done=True)
    told = ledger_keys.Told({"erasure/one": erasure}, {name})
    there, gone = ledger_keys.Seen(frozenset({name}), frozenset()), ledger_keys.Seen(frozenset(), frozenset({name}))
    assert ledger_keys.compared(told, there, gone).findings == ()
    nothing = ledger_keys.Told({}, {name})
    assert ledger_keys.compared(nothing, there, gone).findings == (), "what was confirmed after the log was read"
    assert ledger_keys.compared(nothing, gone, gone).findings != ()

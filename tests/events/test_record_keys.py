"""The keys of records: one each, on the disk before it is needed, and gone from the file when it is erased."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from app.events import record_keys_file
from app.events.base import Refusal
from app.events.record_keys import Keys, NoKeys, NotErased, new_key
from app.events.record_keys_file import key_file

CHILD, OTHER = "child/C-1", "child/C-2"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the keys are."""
    return tmp_path / "keys.sqlite"


@pytest.fixture
def keys(path: Path) -> Keys:
    """An empty file of keys."""
    return key_file(path)


def test_a_record_has_one_key_that_is_there_again_later(keys: Keys, path: Path) -> None:
    secret = keys.made(CHILD)
    assert len(secret) == 32
    assert secret == keys.made(CHILD) == key_file(path).of(CHILD)
    assert secret != keys.made(OTHER)


def test_nobody_else_reads_the_file_which_only_a_first_key_makes(keys: Keys, path: Path) -> None:
    assert keys.of(CHILD) is None
    assert not path.exists()
    keys.made(CHILD)
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_what_is_erased_is_in_no_file_any_more(keys: Keys, path: Path) -> None:
    records = [f"child/C-{number}" for number in range(400)]
    secrets = {record: key.secret for record, key in keys.ready(records).items()}
    keys.erase(gone := records[::3])
    files = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert [record for record in records if secrets[record] not in files] == gone
    assert keys.of(records[0]) is None
    assert keys.of(records[1]) == secrets[records[1]]


def test_another_process_forgets_at_once_what_was_erased(keys: Keys, path: Path) -> None:
    other = key_file(path)
    assert other.made(CHILD) == keys.made(CHILD)
    keys.erase([CHILD])
    assert other.of(CHILD) is None
    assert other.erased() == keys.erased() != frozenset()


def test_a_record_that_comes_back_has_another_key_and_an_old_erasure_does_not_reach_it(keys: Keys) -> None:
    first = keys.made(CHILD)
    names = keys.names_of([CHILD])
    keys.erase(names)
    second = keys.made(CHILD)
    assert second != first
    keys.erase(names)
    assert keys.of(CHILD) == second
    assert [keys.is_erased(*name.split("#")) for name in [*names, *keys.names_of([CHILD])]] == [True, False]


def test_an_erasure_is_noted_where_the_key_never_was(keys: Keys) -> None:
    keys.erase(["child/C-9#0a1b2c3d"])
    assert keys.is_erased("child/C-9", "0a1b2c3d")


def test_threads_agree_on_the_key_of_a_record(path: Path) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(key_file(path).made(CHILD))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_key_is_on_the_disk_before_it_is_used(keys: Keys, path: Path) -> None:
    script = (
        "import sys, os; from pathlib import Path; from app.events.record_keys_file import key_file;"
        "print(key_file(Path(sys.argv[1])).made('child/C-1').hex(), flush=True); os.kill(os.getpid(), 9)"
    )
    said = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert keys.of(CHILD) == bytes.fromhex(said.stdout.strip())
    connection = keys._store._open()  # type: ignore[attr-defined]
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert connection.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_keys_are_made_all_or_none(keys: Keys, path: Path) -> None:
    keys.made(OTHER)
    with sqlite3.connect(path) as vandal:
        vandal.execute(
            "CREATE TRIGGER full BEFORE INSERT ON record_keys WHEN NEW.record = 'child/C-3'"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    with pytest.raises(Refusal, match="nothing was stored"):
        keys.ready([CHILD, "child/C-3"])
    assert keys.of(CHILD) is None
    assert keys.of(OTHER)


def test_a_file_that_is_spoilt_is_said_to_be(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(NoKeys, match="cannot be reached"):
        key_file(path).of(CHILD)
    with pytest.raises(Refusal, match="nothing was stored"):
        key_file(path).made(CHILD)


def test_a_full_disk_says_so_itself(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(records: list[str]) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(keys._store, "make", full)
    with pytest.raises(sqlite3.OperationalError, match="disk is full"):
        keys.made(CHILD)
    assert keys.of(CHILD) is None


def copies(path: Path, secret: bytes) -> int:
    """In how many places of the files a key stands."""
    return sum(file.read_bytes().count(secret) for file in path.parent.iterdir())


def test_what_a_reader_had_open_is_overwritten_at_the_next_try(
    keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_keys_file, "SECONDS", 0.1)
    secret, names = keys.made(CHILD), keys.names_of([CHILD])
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM record_keys").fetchone()
        for gone in (names, []):
            with pytest.raises(NotErased):
                keys.erase(gone)
    assert copies(path, secret)
    keys.erase([])
    assert not copies(path, secret)


def test_a_disk_that_is_too_full_to_overwrite_is_told_and_tried_again(
    keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    secret = keys.made(CHILD)
    with monkeypatch.context() as pulled:
        pulled.setattr(record_keys_file.KeyFile, "_overwrite", full)
        with pytest.raises(NotErased):
            keys.erase([CHILD])
    assert keys.of(CHILD) is None
    assert copies(path, secret)
    key_file(path).erase([])
    assert not copies(path, secret)


@pytest.mark.parametrize("how", ["moved", "removed", "replaced"])
def test_what_would_go_into_a_file_that_is_not_there_any_more_is_refused(keys: Keys, path: Path, how: str) -> None:
    keys.made(CHILD)
    if how == "replaced":
        key_file(path.with_name("older.sqlite")).made(OTHER)
        path.with_name("older.sqlite").replace(path)
    elif how == "moved":
        path.rename(away := path.with_name("away.sqlite"))
    else:
        path.unlink()
    for record in (CHILD, OTHER):
        with pytest.raises(Refusal, match="nothing was stored"):
            keys.ready([record])
    with pytest.raises(NoKeys):
        keys.of(CHILD)
    assert "cannot be reached" in keys.why_not()
    if how == "moved":
        away.rename(path)
        assert keys.made(OTHER)
        assert keys.why_not() == ""


def test_a_key_that_was_made_while_its_file_went_is_refused(
    keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.made(CHILD)
    monkeypatch.setattr(record_keys_file, "new_key", lambda record: path.unlink(missing_ok=True) or new_key(record))
    with pytest.raises(Refusal, match="nothing was stored"):
        keys.made(OTHER)


def test_whether_keys_can_be_had_is_told_without_making_one(keys: Keys, path: Path) -> None:
    assert keys.why_not() == ""
    assert not path.exists()
    keys.ready(f"child/C-{number}" for number in range(2000))
    assert keys.why_not() == ""
    keys.close()
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(60_000))
    assert "cannot be reached" in keys.why_not()


def test_keys_that_another_has_to_itself_are_told(keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_keys_file, "SECONDS_TO_CHECK", 0.1)
    keys.made(CHILD)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "cannot be reached" in keys.why_not()
    assert keys.why_not() == ""


@pytest.mark.parametrize("spoilt", [b"no database at all" * 100, None])
def test_whatever_is_asked_of_a_spoilt_file_is_answered_in_words(path: Path, spoilt: bytes | None) -> None:
    path.write_bytes(spoilt) if spoilt else path.mkdir()
    for asked in (Keys.names, Keys.erased, lambda keys: keys.names_of([CHILD])):
        with pytest.raises(NoKeys, match="cannot be reached"):
            asked(key_file(path))
    with pytest.raises(NotErased):
        key_file(path).erase([f"{CHILD}#1"])

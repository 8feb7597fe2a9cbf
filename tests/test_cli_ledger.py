"""The ledger from the console: signed, verified, and what was done behind the programme's back named."""

import sqlite3
from pathlib import Path

import pytest

from app.folder import Unsuitable
from app.programme.house import open_house
from app.readings import READINGS, Reading, Readings
from projections import Views
from projections.as_at import AsAt
from tests.test_cli import Run, real_programme, run

__all__ = ["run"]


def behind_the_back(place: Path, statement: str) -> None:
    """Change the log as somebody with the file can."""
    with sqlite3.connect(place / "log.sqlite") as log:
        for (name,) in log.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            log.execute(f"DROP TRIGGER {name}")
        log.execute(statement)


@pytest.fixture
def signed(run: Run, tmp_path: Path) -> Path:
    """A programme with a checkpoint; the note and the key are kept elsewhere."""
    real_programme(tmp_path / "data")
    code, said = run("checkpoint")
    assert code == 0
    note, _, rest = said.partition("\nCheckpoint 1 of 3 events.")
    (tmp_path / "kept.txt").write_text(note.rstrip("\n") + "\n", encoding="utf-8")
    (tmp_path / "key.txt").write_text(rest.rpartition(": ")[2].strip(), encoding="utf-8")
    return tmp_path


def held(run: Run, place: Path) -> tuple[int, str]:
    key = (place / "key.txt").read_text(encoding="utf-8")
    return run("verify", "--checkpoint", place / "kept.txt", "--key", key)


def test_a_log_that_nobody_touched_is_what_was_signed(run: Run, signed: Path) -> None:
    code, said = held(run, signed)
    assert (code, "The first 3 of 3 events are those of checkpoint 1, signed " in said) == (0, True)
    assert "The oldest of them is checkpoint 1, of " in said
    assert "it was signed over whatever had been changed before it." in " ".join(said.split())
    code, said = run("verify")
    assert (code, "that were kept elsewhere prove more" in said) == (0, True)


def test_what_is_kept_of_the_past_is_counted_and_held_against_the_log_when_asked(run: Run, signed: Path) -> None:
    house = open_house(signed / "data")
    kept = AsAt(signed / "data", house.reader, Views.collect(), house.model).model(2).path
    house.model.close()
    house.log.close()
    told = " ".join(run("verify")[1].split())
    assert "1 read model of the past is kept beside, and was not held against the log" in told
    code, said = run("verify", "--past")
    assert (code, "1 read model of the past has what the log gives, row for row." in said) == (0, True)
    with sqlite3.connect(kept) as file:
        file.execute("DELETE FROM people")
    code, said = run("verify", "--past")
    assert (code, "NO: what pages of the past are made from is not what the log gives." in said) == (1, True)
    assert "As it stood at entry 2: in the table “people”" in said


def test_the_log_is_answered_before_what_stands_around_it_is_read(
    run: Run, signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*given: object) -> None:
        raise Unsuitable("Stopped meanwhile.")

    monkeypatch.setattr("app.around_the_log.held", too_long)
    code, said = held(run, signed)
    assert (code, said.splitlines()[0]) == (1, "YES: this is what was signed.")


def test_an_event_that_was_edited_is_named(run: Run, signed: Path) -> None:
    behind_the_back(signed / "data", "UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE rowid = 2")
    for code, said in (held(run, signed), run("verify")):
        assert code == 1
        assert "Event 2 was changed, or another put in its place (" in said


def test_an_event_that_was_removed_is_missed(run: Run, signed: Path) -> None:
    behind_the_back(signed / "data", "DELETE FROM stored_events WHERE rowid = 3")
    code, said = held(run, signed)
    assert (code, "Event 3 was removed." in said) == (1, True)
    assert "The log has 2 events; checkpoint 1 of " in said


def test_who_signs_again_after_an_edit_is_found_by_the_key_that_was_told(run: Run, signed: Path) -> None:
    behind_the_back(signed / "data", "UPDATE stored_events SET topic = 'Other' WHERE rowid = 2")
    for path in sorted((signed / "data" / "ledger").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert run("checkpoint")[0] == 0
    code, said = run("verify")
    assert (code, said.splitlines()[0]) == (1, "YES: this is what was signed."), "held against itself alone it fits"
    assert "cannot be followed beyond event 1 any more, which it once could: event 2 (Other) was changed." in said
    code, said = held(run, signed)
    assert (code, "What was done is among events 1 to 3" in said) == (1, True)


def test_a_replaced_key_is_recorded_and_the_old_one_vouches_for_it(run: Run, signed: Path) -> None:
    old = (signed / "key.txt").read_text(encoding="utf-8")
    code, said = run("replace-key", "--reason", "It was copied.")
    assert (code, old in said) == (0, True)
    folder = signed / "data" / "ledger" / "checkpoints"
    by_old, by_new = (folder / f"00000{n}.txt" for n in (2, 3))
    assert run("verify", "--checkpoint", folder / "000001.txt", "--checkpoint", by_old, "--key", old)[0] == 0
    code, said = run("verify", "--checkpoint", by_new, "--key", old)
    assert (code, "None of the known keys has signed this note" in said) == (1, True)
    assert run("verify")[0] == 0
    assert run("replace-key", "--reason", " ") == (1, "Say why the key is replaced.\n")


def test_a_rebuild_of_the_views_does_not_touch_the_ledger(run: Run, signed: Path) -> None:
    def now() -> dict[str, tuple[bytes, int]]:
        files = (path for path in (signed / "data" / "ledger").rglob("*") if path.is_file())
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = now()
    assert run("rebuild")[0] == 0
    assert now() == before
    assert {"tree.sqlite", "000001.txt", "signing.key"} <= before.keys()
    assert held(run, signed)[0] == 0


def test_what_cannot_be_held_against_anything_is_a_sentence(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    assert run("verify") == (
        1, "There is no checkpoint to hold the log against: make one with audit-loop checkpoint.\n"
    )  # fmt: skip
    assert "cannot be read" in run("verify", "--checkpoint", tmp_path / "none.txt")[1]
    assert "This is no key of a verifier" in run("verify", "--key", "x")[1]
    (tmp_path / "data" / "ledger" / "signing.key").write_text("damaged")
    assert "is damaged" in run("checkpoint")[1]


def test_the_access_log_is_signed_and_held_with_the_log(run: Run, signed: Path) -> None:
    readings = Readings(signed / "data" / READINGS)
    line = {"by": "person/ruth", "endpoint": "audits.show", "path": "/audits/2024-05/1", "kind": "audit"}
    readings.note(Reading(at="2024-06-03T09:00:00+00:00", record="", about=("child/C-1",), position=3, **line))
    readings.close()
    code, said = run("checkpoint")
    assert (code, "Checkpoint 1 of 1 readings." in said) == (0, True)
    code, said = held(run, signed)
    assert (code, "The access log: the first 1 of 1 readings are those of checkpoint 1" in said) == (0, True)
    with sqlite3.connect(signed / "data" / READINGS) as edited:
        edited.execute("DROP TRIGGER readings_no_update")
        edited.execute("UPDATE readings SET line = replace(line, 'person/ruth', 'person/joan')")
    for code, said in (held(run, signed), run("verify")):
        assert (code, "The access log: Line 1 was changed, or another put in its place." in said) == (1, True)


def test_an_access_log_that_cannot_be_signed_is_said(run: Run, signed: Path) -> None:
    Readings(signed / "data" / READINGS).close()
    (signed / "data" / "ledger" / "readings").mkdir()
    (signed / "data" / "ledger" / "readings" / "signing.key").write_text("damaged")
    code, said = run("checkpoint")
    assert (code, "The access log could not be signed" in said) == (1, True)

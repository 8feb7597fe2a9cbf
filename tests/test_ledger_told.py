"""What the log tells of its ledger: nothing is signed below a number that was sent, nor called fine; the way out."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from app.ledger_book import LedgerBook
from app.programme import ledger as programme
from app.programme.house import House
from app.readings import READINGS, Reading, Readings
from app.signing import Signing
from ledger.checkpoints import Contradicted
from tests.test_cli import Run, real_programme, run

__all__ = ["run"]
AT = "2024-05-02T17:00:00+00:00"


@pytest.fixture
def sent(begun: House, tmp_path: Path) -> Callable[[], Signing]:
    """Two checkpoints are signed and sent to a holder; each time asked, what signs as a new start finds it."""
    facts = {"name": "Miriam", "email": "m@elsewhere.example", "keys": "", "by": "person/priya"}
    programme.name_holder(begun, programme.STREAM, version=0, holder="holder/one", **facts, at="2024-05-01T09:00:00Z")
    for _ in range(2):
        Signing(begun, LedgerBook(tmp_path, begun.reader)).sign()
    return lambda: Signing(begun, LedgerBook(tmp_path, begun.reader))


@pytest.mark.parametrize(("gone", "there"), [
    ("ledger", "none is here"), ("ledger/checkpoints", "none is here"),
    ("ledger/checkpoints/000002.txt", "the last one here is 1"),
])  # fmt: skip
def test_nothing_is_signed_or_called_fine_below_what_was_sent(
    sent: Callable[[], Signing], tmp_path: Path, gone: str, there: str
) -> None:
    rmtree(tmp_path / gone) if (tmp_path / gone).is_dir() else (tmp_path / gone).unlink()
    said = f"The log says that checkpoint 2 was made, and {there}"
    assert said in " ".join(sent().book.verified().findings)
    with pytest.raises(Contradicted, match=said):
        sent().sign()
    assert "have the key replaced" in sent().tried()
    now = sent()
    now.replace_key(version=1, reason="The disk broke.", by="person/priya", at=AT)
    assert [one.number for one in now.book.checkpoints()][-2:] == [3, 4]
    verdict = sent().book.verified()
    assert verdict.findings == ()
    assert "lost; the key was replaced since, which is recorded" in " ".join(verdict.remarks)


def test_a_key_that_took_over_without_a_word_is_a_finding(sent: Callable[[], Signing]) -> None:
    sent().book.take_up(sent().book.verifiers_now()[1])
    assert "took the place of another without that being recorded" in sent().book.verified().findings[0]


def test_a_checkpoint_that_is_held_and_was_removed_here_is_a_finding(sent: Callable[[], Signing]) -> None:
    book = sent().book
    notes = book.kept.notes()
    assert book.verified(notes[1:]).findings == ()
    (book.kept.folder / "000001.txt").unlink()
    assert "Checkpoint 1, which you have, is not among those that are kept here" in book.verified(notes[:1]).findings[0]


def test_a_ledger_with_a_spoilt_file_signs_nothing(sent: Callable[[], Signing]) -> None:
    book = sent().book
    book.tree._connection.execute("UPDATE tiles SET size = 'many'")
    with pytest.raises(Contradicted, match="move it away, and it is made anew from the log"):
        book.checkpoint(AT)
    verdict = book.verified()
    assert (verdict.findings, "was passed over" in verdict.remarks[0]) == ((), True)


def test_the_console_says_first_whether_it_is_so_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    run("checkpoint")
    code, said = run("verify")
    assert (code, said.splitlines()[0]) == (0, "YES: this is what was signed.")
    with sqlite3.connect(tmp_path / "data" / "log.sqlite") as log:
        log.execute("DROP TRIGGER stored_events_no_update")
    code, said = run("verify")
    assert "without what refuses changes (stored_events_no_update)" in " ".join(said.split())
    assert run("verify")[1] == said, "it was not put right in silence"
    with sqlite3.connect(tmp_path / "data" / "log.sqlite") as log:
        log.execute("UPDATE stored_events SET topic = 'Other' WHERE rowid = 2")
    code, said = run("verify")
    first, second = said.splitlines()[:2]
    assert (code, first) == (1, "NO: this is not what was signed.")
    assert second.startswith("Person p: “Other”, recorded 2 April 2024 at 10:00 (position 2)."), (
        "the record first, by English clocks"
    )
    assert "Event 2 was changed" in said


def test_what_more_would_prove_is_said_of_what_was_not_given(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    for _ in range(2):
        run("checkpoint")
    kept = tmp_path / "data" / "ledger" / "checkpoints" / "000002.txt"
    code, said = run("verify", "--checkpoint", kept)
    assert (code, "Give it with --key." in " ".join(said.split())) == (0, True)
    assert "Not given: 1 earlier checkpoints." in said
    key = (tmp_path / "data" / "ledger" / "verifiers.txt").read_text(encoding="utf-8").strip()
    assert "Give it with --checkpoint." in " ".join(run("verify", "--key", key)[1].split())


def test_a_log_that_cannot_be_read_is_a_sentence(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    run("checkpoint")
    with sqlite3.connect(tmp_path / "data" / "log.sqlite") as log:
        log.execute("ALTER TABLE stored_events RENAME TO others")
        log.execute("CREATE VIEW stored_events AS SELECT * FROM others WHERE rowid <> 2")
    code, said = run("verify")
    assert (code, said.splitlines()[0]) == (1, "NO: this is not what was signed.")
    (tmp_path / "data" / "log.sqlite").write_bytes(b"SQLite format 3\0" + bytes(90))
    assert run("verify")[0] == 1


def test_an_access_log_that_is_gone_is_said_and_takes_no_checkpoint_of_the_log(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    readings = Readings(tmp_path / "data" / READINGS)
    readings.note(
        Reading(at=AT, by="person/ruth", endpoint="x", path="/", kind="audit", record="", about=(), position=3)
    )
    readings.close()
    run("checkpoint")
    folder, kept = tmp_path / "data" / "ledger", list[Path]()
    for n, name in enumerate(("checkpoints", "readings/checkpoints")):
        kept.append(tmp_path / f"{n}.txt")
        kept[-1].write_bytes((folder / name / "000001.txt").read_bytes())
    own = (folder / "verifiers.txt").read_text(encoding="utf-8")
    (folder / "readings" / "verifiers.txt").write_text(own, encoding="utf-8")
    assert "The first 3 of 3 events are those of" in run("verify", "--checkpoint", kept[0], "--key", own.strip())[1]
    assert "The first 3 of 3 events are those of checkpoint 1" in run("verify", "--checkpoint", kept[0])[1]


def test_what_the_day_has_read_no_publication_reads_again(
    sent: Callable[[], Signing], monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = sent()
    signs.daily()
    read: list[int] = []
    stored = signs.house.reader.stored
    monkeypatch.setattr(signs.house.reader, "stored", lambda after, limit: read.append(after) or stored(after, limit))
    before = signs.house.reader.head()
    signs.book.lost()
    assert read == [before], "from the end of the log on"

"""A log that nobody touched is never accused, nor an innocent event; what hides below or in a forged file is told."""

from pathlib import Path

import pytest

from ledger.checkpoint import read
from ledger.checkpoints import numbered
from ledger.leaves import Stored
from ledger.note import Signer
from ledger.verify import Verdict, verify
from tests.ledger.a_ledger import Kept


@pytest.fixture
def log(tmp_path: Path) -> Kept:
    return Kept(tmp_path, 600, 120)


def given(log: Kept, *notes: str) -> Verdict:
    return verify(log, log.tree, notes, log.keys.verifiers(), whole=False)


@pytest.mark.parametrize("position", [0, -7, -(1 << 63)])
def test_an_event_below_the_first_position_is_named_and_its_like_are_not_taken_in(log: Kept, position: int) -> None:
    log.db.execute("INSERT INTO events VALUES (?, 'audit/3', 99, 'Topic1', x'7b7d')", (position,))

    class Whole(Kept):
        def stored(self, after: int, limit: int) -> list[Stored]:
            sign = ">=" if after < 0 else ">"
            sql = (
                f"SELECT position, stream, version, topic, state FROM events WHERE position {sign} ? ORDER BY position"
            )
            return self.db.execute(f"{sql} LIMIT ?", (after, limit)).fetchall()

    log.__class__ = Whole
    (found,) = log.verified().findings
    assert f"below the log’s first position (audit/3, version 99, Topic1, at position {position:,})" in found
    assert len(log.verified().fits) == 5


def test_who_holds_a_few_checkpoints_is_not_told_that_others_are_missing(log: Kept) -> None:
    notes = log.checkpoints.notes()
    verdict = given(log, notes[2])
    assert verdict.findings == ()
    assert verdict.remarks == (
        "Not given: 2 earlier checkpoints. None is needed: each covers the log from its first event.",
    )


def test_after_a_removal_with_new_numbers_nothing_that_came_later_is_accused(log: Kept) -> None:
    log.grow(600, 40)
    log.db.execute("DELETE FROM events WHERE position = 77")
    log.db.execute("UPDATE events SET position = -(SELECT count(*) FROM events e WHERE e.position <= events.position)")
    log.db.execute("UPDATE events SET position = -position")
    assert [one for one in log.verified().findings if "vent" in one.split(" ")[0] or "An " in one] == [
        "Event 70 was removed."
    ]


def test_what_is_recorded_and_followed_during_the_check_is_no_insertion(log: Kept) -> None:
    class Busy(Kept):
        asked = 0

        def stored(self, after: int, limit: int) -> list[Stored]:
            rows = super().stored(after, limit)
            self.asked += 1
            if self.asked == 4:
                self.grow(600, 300)
                self.tree.follow(self)
            return rows

    log.__class__ = Busy
    verdict = verify(log, log.tree, log.checkpoints.notes(), log.keys.verifiers())
    assert (verdict.findings, log.tree.size) == ((), 900)


def test_a_checkpoint_that_a_witness_signed_too_is_the_same_one(log: Kept) -> None:
    one, *others = log.checkpoints.notes()
    text = one.rpartition("\n\n")[0] + "\n"
    line = Signer("witness.example/w", bytes(range(32))).signed(text).rpartition("\n\n")[2]
    for cosigned in (one + line, text + "\n" + line + one.rpartition("\n\n")[2]):
        assert given(log, cosigned, *others).findings == ()
        assert given(log, one, cosigned, *others).findings == ()
    assert read(one, *log.keys.verifiers())
    assert numbered(others[0], log.keys.verifiers()).before == numbered(one, log.keys.verifiers()).digest


def test_a_folder_that_was_put_back_is_not_two_histories(log: Kept) -> None:
    last = log.checkpoints.notes()[-1]
    (log.checkpoints.folder / "000005.txt").unlink()
    log.grow(600, 5)
    log.sign("2024-06-01T17:00:00Z")
    verdict = given(log, last, *log.checkpoints.notes())
    assert verdict.findings == ()
    assert "There are two checkpoints 5, and the log fits both" in verdict.remarks[0]


def test_numbers_above_what_was_sent_are_given_and_what_is_given_up_is_remarked(log: Kept) -> None:
    signer, verifiers = log.keys.signer(), log.keys.verifiers()
    assert log.checkpoints.make(log.tree, signer, verifiers, "2024-06-01T17:00:00Z", above=8).number == 9
    assert "Checkpoint 6 is missing" in log.verified().findings[0]
    kept = verify(log, log.tree, log.checkpoints.notes(), verifiers, given_up=8)
    assert kept.findings == ()
    assert "3 earlier checkpoints are lost; the key was replaced since" in kept.remarks[0]


def test_a_clock_that_was_wrong_is_remarked(log: Kept) -> None:
    for at in ("2036-01-01T00:00:00Z", "2024-01-01T00:00:00Z"):
        log.sign(at)
    verdict = log.verified()
    assert verdict.findings == ()
    assert "Checkpoint 7 says 1 January 2024 at 00:00, checkpoint 6 before it 1 January 2036" in verdict.remarks[0]


def test_other_numbers_of_entries_are_remarked(log: Kept) -> None:
    log.db.execute("UPDATE events SET position = -position - 5000 WHERE position > 400")
    log.db.execute("UPDATE events SET position = -position WHERE position < 0")
    verdict = log.verified()
    assert verdict.findings == ()
    assert "After the first 256 events, entries have other numbers" in verdict.remarks[0]


@pytest.mark.parametrize("change", [
    "root = 'x' WHERE number = 1", "size = 'many' WHERE number = 2", "size = 4000000000000 WHERE number = 2",
    "number = -5 WHERE number = 1", "leaves = x'00' WHERE number = 1", "last = 'x' WHERE number = 2",
])  # fmt: skip
def test_a_forged_file_of_hashes_stops_nothing_and_accuses_nobody(log: Kept, change: str) -> None:
    log.tree._connection.execute(f"UPDATE tiles SET {change}")
    assert not log.tree.is_sound()
    assert log.verified().findings == ()


def test_the_event_that_was_changed_comes_first_and_later_checkpoints_in_one_line(log: Kept) -> None:
    log.db.execute("UPDATE events SET topic = 'Other' WHERE position = 9")
    first, second = log.verified().findings
    assert first.startswith("Event 9 was changed")
    assert second.endswith("of 1 May 2024 at 18:00. Nor does it fit 4 others.")


def test_a_view_in_the_place_of_the_table_is_a_sentence(log: Kept) -> None:
    log.db.execute("ALTER TABLE events RENAME TO others")
    log.db.execute("CREATE VIEW events AS SELECT NULL AS position, stream, version, topic, state FROM others")

    class View(Kept):
        def stored(self, after: int, limit: int) -> list[Stored]:
            return self.db.execute("SELECT position, stream, version, topic, state FROM events LIMIT 3").fetchall()

    log.__class__ = View
    assert "its table is not the one that the programme writes" in log.verified().findings[0]


def test_a_stray_file_among_the_checkpoints_stops_nothing(log: Kept) -> None:
    for name in ("notes.txt", "000009.txt.bak", "12.txt"):
        (log.checkpoints.folder / name).write_text("remember the milk")
    log.sign("2024-06-01T17:00:00Z")
    assert log.checkpoints.names()[-1] == "000006.txt"
    assert log.verified().findings == ()

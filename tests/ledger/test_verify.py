"""Whatever is done to the log behind the product's back is found and named; without the ledger's own file, found."""

import os
import stat
from pathlib import Path
from random import Random

import pytest

from ledger.checkpoint import Checkpoint
from ledger.checkpoints import Contradicted
from ledger.keys import KEY, Keys, NoKey
from ledger.note import Signer
from ledger.tree import Tree
from ledger.verify import verify
from tests.ledger.a_ledger import ATTACKS, Kept

MANY = int(os.environ.get("AUDIT_LOOP_LEDGER_ATTACKS", "500"))
"""Random attacks; 10,000 in the long form."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("base"), 1_100, 110)


@pytest.fixture
def log(base: Kept) -> Kept:
    base.db.execute("ROLLBACK") if base.db.in_transaction else None
    base.db.execute("BEGIN")
    return base


def test_a_log_that_nobody_touched_fits_every_checkpoint(log: Kept) -> None:
    verdict = log.verified()
    assert verdict.findings == ()
    assert [one.number for one in verdict.fits] == list(range(1, 11))
    assert (verdict.size, verdict.root) == (1_100, log.tree.root())
    log.grow(1_100, 30)
    assert log.verified().findings == ()
    assert log.verified(tree=False).findings == ()


def test_every_attack_is_found_and_named(log: Kept) -> None:
    for n in range(MANY):
        chance = Random(n)
        attack = ATTACKS[n % len(ATTACKS)]
        log.db.execute("SAVEPOINT attack")
        says = attack(log, chance)
        with_file = log.verified().findings
        assert any(says in one for one in with_file), (n, attack.__name__, with_file)
        if not n % 10:
            without = log.verified(tree=False).findings
            assert any("What was done is among events" in one for one in without), (n, attack.__name__, without)
        log.db.execute("ROLLBACK TO attack")
        log.db.execute("RELEASE attack")


def test_several_attacks_at_once_are_found(log: Kept) -> None:
    for n in range(MANY // 10):
        chance = Random(-n - 1)
        log.db.execute("SAVEPOINT attack")
        done = [attack(log, chance) for attack in chance.sample(ATTACKS[:-3], 3)]
        assert log.verified().findings, (n, done)
        log.db.execute("ROLLBACK TO attack")
        log.db.execute("RELEASE attack")


@pytest.mark.parametrize(("sql", "says"), [
    ("UPDATE events SET state = '{}' WHERE position = 501", "The row at position 501 is no event"),
    ("UPDATE events SET stream = x'61' WHERE position = 501", "The row at position 501 is no event"),
    ("UPDATE events SET state = NULL WHERE position = 501", "The row at position 501 is no event"),
    ("UPDATE events SET topic = CAST(x'ff' AS TEXT) WHERE position = 501", "The log cannot be read to its end"),
])  # fmt: skip
def test_a_row_of_another_kind_is_found_and_stops_nothing(log: Kept, sql: str, says: str) -> None:
    log.db.execute(sql)
    assert says in log.verified().findings[0]


def test_a_ledger_whose_hashes_were_forged_beneath_their_roots_is_told(log: Kept, tmp_path: Path) -> None:
    log.db.execute("UPDATE events SET topic = 'Other' WHERE position = 501")
    forged, anew = Tree(tmp_path / "forged.sqlite"), Tree(tmp_path / "anew.sqlite")
    anew.follow(log)
    for tree, source in ((log.tree, forged), (anew, None)):
        rows = tree._rows("SELECT number, size, last, root, leaves FROM tiles")
        for row in rows:
            if source:
                source._connection.execute("INSERT INTO tiles VALUES (?, ?, ?, ?, ?)", row)
            else:
                forged._connection.execute("UPDATE tiles SET leaves = ? WHERE number = ?", (row[4], row[0]))
    said = " ".join(verify(log, forged, log.checkpoints.notes(), log.keys.verifiers()).findings)
    assert "The ledger's own file was changed too, from event 257 on" in said


def test_what_was_done_is_named_as_it_was_done(log: Kept) -> None:
    log.db.execute("UPDATE events SET state = '{}' WHERE position = 501")
    log.db.execute("UPDATE events SET state = CAST(state AS BLOB) WHERE position = 501")
    place = log.positions().index(501) + 1
    (row,) = log.stored(500, 1)
    named = f"({row[1]}, version {row[2]}, {row[3]}, at position 501)"
    assert f"Event {place:,} was changed, or another put in its place {named}." in log.verified().findings
    (only,) = [one for one in log.verified().findings if one.startswith("Event ")]
    assert only.startswith(f"Event {place:,} ")


def test_events_after_the_last_checkpoint_that_the_ledger_has_are_named_too(log: Kept, tmp_path: Path) -> None:
    log.db.execute("DELETE FROM events WHERE position = 3")
    own = Kept(tmp_path, 300, 300)
    own.grow(300, 40)
    own.tree.follow(own)
    own.db.execute("UPDATE events SET topic = 'Other' WHERE position = 341")
    (found,) = own.verified().findings
    assert "was changed" in found


def test_an_old_checkpoint_that_is_not_given_is_missed(log: Kept) -> None:
    notes = log.checkpoints.notes()
    verdict = _verified(log, [*notes[:3], *notes[4:]])
    assert verdict == ("Checkpoint 4 is missing: it was made, and is not among those given.",)
    assert _verified(log, notes[5:])[0].startswith("Checkpoint 1 is missing")


def test_two_histories_under_one_number_are_told(log: Kept) -> None:
    signer = log.keys.signer()
    other = Checkpoint(signer.name, 5, log.tree.root(5), ("2024-06-01T00:00:00Z", "checkpoint 10", "after x"))
    said = " ".join(_verified(log, [*log.checkpoints.notes(), other.signed(signer)]))
    assert "Checkpoint 10 does not go on from this checkpoint 9" in said
    false = Checkpoint(signer.name, 5, bytes(32), ("2024-06-01T00:00:00Z", "checkpoint 10", "after x"))
    said = " ".join(_verified(log, [*log.checkpoints.notes(), false.signed(signer)]))
    assert "two different checkpoints 10: two histories have been signed" in said
    fewer = Checkpoint(signer.name, 5, log.tree.root(5), ("2024-06-01T00:00:00Z", "checkpoint 11", "after x"))
    said = " ".join(_verified(log, [*log.checkpoints.notes(), fewer.signed(signer)]))
    assert "Checkpoint 11 does not go on from this checkpoint 10" in said
    assert "Checkpoint 11 has fewer events" in said


def test_a_replaced_key_signs_nothing_that_is_taken(log: Kept) -> None:
    """Whoever edits the log and signs it anew has to sign with another key than the one that was told."""
    forger = Signer(log.keys.signer().name, bytes(32))
    forged = Checkpoint(forger.name, 1_100, bytes(32), ("2024-06-01T00:00:00Z", "checkpoint 1", "after none"))
    (said,) = _verified(log, [forged.signed(forger)])
    assert "None of the known keys has signed this note" in said


def test_a_ledger_that_was_forged_with_the_log_names_where_only(log: Kept, tmp_path: Path) -> None:
    log.db.execute("DELETE FROM events WHERE position = 701")
    forged = Tree(tmp_path / "forged.sqlite")
    forged.follow(log)
    found = verify(log, forged, log.checkpoints.notes(), log.keys.verifiers()).findings
    assert found[-1].startswith(
        "What was done is among events 551 to 660; the ledger's own file, which could name it, is"
    )


def test_a_row_that_no_event_can_be_is_told(log: Kept) -> None:
    log.db.execute("UPDATE events SET topic = 'a' || char(10) WHERE position = 5")
    assert "No event has a name like" in log.verified().findings[0]


def test_a_ledger_that_does_not_go_on_is_not_signed(tmp_path: Path) -> None:
    own = Kept(tmp_path, 30, 10)
    (tmp_path / "other").mkdir()
    other = Kept(tmp_path / "other", 0, 1)
    other.grow(5, 40)
    other.tree.follow(other)
    with pytest.raises(Contradicted, match="does not go on from what was signed: checkpoint 3 of"):
        own.checkpoints.make(other.tree, own.keys.signer(), own.keys.verifiers(), "2024-06-01T00:00:00Z")
    assert len(own.checkpoints.notes()) == 3


def test_the_key_is_made_once_for_nobody_else_and_replaced_with_what_it_signed_still_read(tmp_path: Path) -> None:
    own = Kept(tmp_path, 20, 10)
    assert stat.S_IMODE((tmp_path / "keys" / KEY).stat().st_mode) == 0o600
    assert own.keys.signer() == Keys(tmp_path / "keys").signer()
    before, now = own.keys.signer(), own.keys.another(own.keys.signer().name)
    own.keys.take_up(now)
    assert own.keys.signer() == now
    assert before.name == now.name
    assert before.seed != now.seed
    own.grow(20, 10)
    own.sign("2024-06-01T00:00:00Z")
    assert own.verified().findings == ()
    assert [one.name for one in own.keys.verifiers()] == [before.name] * 2
    (tmp_path / "keys" / KEY).write_text("PRIVATE+KEY+x+00+AAAA")
    with pytest.raises(NoKey, match="is damaged"):
        own.keys.signer()
    (tmp_path / "keys" / KEY).unlink()
    with pytest.raises(NoKey, match="is gone"):
        own.keys.signer()


def _verified(log: Kept, notes: list[str]) -> tuple[str, ...]:
    return verify(log, log.tree, notes, log.keys.verifiers()).findings


def test_many_changes_one_after_the_other_say_where_they_begin_and_how_far_they_go(log: Kept) -> None:
    places = log.positions()
    low, high, few = places[100], places[120], places[300:303]
    log.db.execute("UPDATE events SET topic = 'x' WHERE position BETWEEN ? AND ?", (low, high))
    log.db.execute(f"UPDATE events SET topic = 'x' WHERE position IN {tuple(few)}")
    told = [one.partition(", or another")[0] for one in log.verified().findings if one.startswith(("Event", "So was"))]
    assert told == [
        "Event 101 was changed", "So was each of the 20 after it, 102 to 121.",
        "Event 301 was changed", "Event 302 was changed", "Event 303 was changed",
    ]  # fmt: skip


def test_events_that_are_gone_one_after_the_other_are_told_together(log: Kept) -> None:
    places = log.positions()
    log.db.execute(f"DELETE FROM events WHERE position BETWEEN {places[70]} AND {places[72]}")
    log.db.execute("DELETE FROM events WHERE position = ?", (places[80],))
    log.db.execute("DELETE FROM events WHERE position >= ?", (places[500],))
    last = len(places)
    assert [one for one in log.verified().findings if one.startswith("Event")] == [
        "Events 71 to 73 were removed: 3 of them.", "Event 81 was removed.",
        f"Events 501 to {last:,} were removed: {last - 500:,} of them.",
    ]  # fmt: skip
    without = " ".join(log.verified(tree=False).findings)
    assert "is not here. Each earlier checkpoint that is given too narrows it down." in without

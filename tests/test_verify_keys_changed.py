"""Keys and checkpoints that were changed in the folder are told also where a kept checkpoint and key are given."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.keys import KEY, VERIFIERS, Keys
from tests.test_cli import Run, run
from tests.test_cli_ledger import behind_the_back, held, signed
from tests.test_verify_spoilt import readings

__all__ = ["run", "signed"]
NO, YES = "NO: this is not what was signed.", "YES: this is what was signed."
NOT_GIVEN = "is not one that you gave, and no event of the log says that it took the place of one"


def exchange(ledger: Path) -> str:
    """Put a new pair of the same name in the place of the folder's; returns its verifier."""
    keys = Keys(ledger)
    made = keys.another(keys.verifiers()[0].name)
    (ledger / VERIFIERS).unlink()
    (ledger / KEY).unlink()
    keys.take_up(made)
    return str(made.verifier)


def sign_again(run: Run, times: int) -> None:
    for _ in range(times):
        assert run("checkpoint")[0] == 0


def test_a_pair_of_keys_that_was_exchanged_is_told_whatever_is_given(run: Run, signed: Path) -> None:
    sign_again(run, 2)
    now = exchange(signed / "data" / "ledger")
    code, said = held(run, signed)
    assert (code, said.splitlines()[0]) == (1, NO), said
    assert f"The key that checkpoints here are verified with ({now}) {NOT_GIVEN}" in said
    code, said = run("verify")
    assert code == 1
    assert said.count("None of the known keys has signed this note.") == 1
    assert "Checkpoints 1 to 3 are none, each for this: None of the known keys has signed this note." in said


def test_a_signing_key_that_was_exchanged_alone_is_told(run: Run, signed: Path) -> None:
    ledger = signed / "data" / "ledger"
    before = (ledger / VERIFIERS).read_bytes()
    now = exchange(ledger)
    (ledger / VERIFIERS).write_bytes(before)
    for code, said in (held(run, signed), run("verify")):
        assert (code, f"The key that signs here (its verifier is {now}) is not among those" in said) == (1, True), said


def test_verifiers_that_are_gone_are_told(run: Run, signed: Path) -> None:
    (signed / "data" / "ledger" / VERIFIERS).unlink()
    code, said = held(run, signed)
    assert (code, "The keys that the checkpoints here are verified with are gone" in said) == (1, True), said


def test_the_key_of_the_access_log_is_held_against_the_one_that_was_given(run: Run, signed: Path) -> None:
    readings(signed / "data")
    sign_again(run, 1)
    beside = signed / "data" / "ledger" / "readings"
    note, key = next(beside.glob("checkpoints/*.txt")), (beside / VERIFIERS).read_text(encoding="utf-8").strip()
    kept = signed / "of-readings.txt"
    kept.write_bytes(note.read_bytes())
    given = ("verify", "--checkpoint", signed / "kept.txt", "--key", (signed / "key.txt").read_text(encoding="utf-8"))
    given += ("--checkpoint", kept, "--key", key)
    assert run(*given)[0] == 0
    now = exchange(beside)
    code, said = run(*given)
    assert (code, f"The access log: The key that checkpoints here are verified with ({now})" in said) == (1, True), said


def test_keys_that_were_replaced_on_the_record_are_no_finding_whichever_is_given(run: Run, signed: Path) -> None:
    old = (signed / "key.txt").read_text(encoding="utf-8")
    for _ in range(2):
        assert run("replace-key", "--reason", "It was copied.")[0] == 0
    new = (signed / "data" / "ledger" / VERIFIERS).read_text(encoding="utf-8").splitlines()[-1]
    last = sorted((signed / "data" / "ledger" / "checkpoints").glob("*.txt"))[-1]
    for note, key in ((signed / "kept.txt", old), (last, new)):
        code, said = run("verify", "--checkpoint", note, "--key", key)
        assert (code, said.splitlines()[0]) == (0, YES), said
    assert run("verify")[0] == 0


def test_a_key_that_was_exchanged_stays_told_when_it_is_replaced_on_the_record(run: Run, signed: Path) -> None:
    exchange(signed / "data" / "ledger")
    (signed / "data" / "ledger" / "checkpoints" / "000001.txt").unlink()
    assert run("replace-key", "--reason", "It was copied.")[0] == 0
    code, said = held(run, signed)
    assert (code, said.count(NOT_GIVEN)) == (1, 2), said


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda file: file.write_bytes(file.read_bytes().replace(b"\n3\n", b"\n4\n")), "Checkpoint 2 is not one: The"),
        (lambda file: file.write_bytes(b""), "Checkpoint 2 is not one: This is no signed note"),
        (lambda file: file.unlink(), "Checkpoint 2 is missing"),
        (lambda file: file.write_bytes(file.with_name("000003.txt").read_bytes()), "Checkpoint 2 is missing"),
    ],
)  # fmt: skip
def test_a_checkpoint_of_the_folder_that_was_changed_is_told_though_another_is_given(
    run: Run, signed: Path, change: Callable[[Path], object], sentence: str
) -> None:
    sign_again(run, 2)
    change(signed / "data" / "ledger" / "checkpoints" / "000002.txt")
    code, said = held(run, signed)
    assert (code, f"Of the checkpoints that are kept here: {sentence}" in said) == (1, True), said
    code, said = run("verify")
    assert (code, sentence in said) == (1, True), said


def test_later_checkpoints_of_the_folder_that_the_log_does_not_fit_are_told(run: Run, signed: Path) -> None:
    assert run("replace-key", "--reason", "It was copied.")[0] == 0
    behind_the_back(signed / "data", "UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE rowid = 4")
    code, said = held(run, signed)
    assert (code, "Event 4 was changed, or another put in its place" in said) == (1, True), said
    assert "The first 3 of " in said

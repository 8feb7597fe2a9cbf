"""Signed notes: the published examples, and everything that is no note, or not as it was signed."""

from base64 import b64decode

import pytest

from ledger.checkpoint import Checkpoint, read
from ledger.merkle import leaf_hash
from ledger.note import Signer, Unsigned, Verifier, opened

EXAMPLE = (
    "This is an example message.\n\n— example.com/foo"
    " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
"""The example of the specification (C2SP signed-note)."""
NEUMANN = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
NEUMANN_KEY = "PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
"""The example of Go's package of notes, with its private key, of which the first byte is the kind of signature."""

OURS = Signer("audit-loop/eastmere", bytes(range(32)))
POINT = Checkpoint("audit-loop/eastmere", 48211, leaf_hash(b"the root"), ("2018-11-30T17:00:00Z",))


def test_a_note_that_others_have_signed_is_read() -> None:
    assert opened(EXAMPLE, Verifier.read(EXAMPLE_KEY)) == "This is an example message.\n"
    assert str(Verifier.read(EXAMPLE_KEY)) == EXAMPLE_KEY


def test_what_we_sign_is_byte_for_byte_what_others_do() -> None:
    signer = Signer("PeterNeumann", b64decode(NEUMANN_KEY.split("+", 2)[2])[1:])
    assert str(signer.verifier) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert signer.signed(opened(NEUMANN, signer.verifier)) == NEUMANN


def test_what_we_sign_we_read_and_nobody_else_has_signed() -> None:
    note = OURS.signed("one\ntwo\n")
    assert opened(note, OURS.verifier) == "one\ntwo\n"
    assert opened(note, Verifier.read(EXAMPLE_KEY), OURS.verifier) == "one\ntwo\n"
    with pytest.raises(Unsigned, match="None of the known keys"):
        opened(note, Verifier.read(EXAMPLE_KEY))
    same_name = Signer(OURS.name, bytes(32)).verifier
    with pytest.raises(Unsigned, match="None of the known keys"):
        opened(note, same_name)


def test_a_second_signature_is_passed_over_and_a_wrong_one_of_a_known_key_is_not() -> None:
    other = Signer("witness.example", bytes(32))
    both = OURS.signed("one\n") + other.signed("one\n").rpartition("\n\n")[2]
    assert opened(both, OURS.verifier) == opened(both, other.verifier) == "one\n"
    wrong = OURS.signed("one\n") + other.signed("two\n").rpartition("\n\n")[2]
    assert opened(wrong, OURS.verifier) == "one\n"
    with pytest.raises(Unsigned, match=r"signature of witness\.example does not fit"):
        opened(wrong, OURS.verifier, other.verifier)


@pytest.mark.parametrize("at", range(0, len(OURS.signed("one\n")), 3))
def test_a_note_in_which_a_letter_is_another_is_refused(at: int) -> None:
    note = OURS.signed("one\n")
    changed = note[:at] + ("x" if note[at] != "x" else "y") + note[at + 1 :]
    with pytest.raises(Unsigned):
        opened(changed, OURS.verifier)


@pytest.mark.parametrize(
    "note",
    [
        "", "\n\n", "one\n", "one\n\n", "one\n— audit-loop/eastmere AAAA\n", "one\n\n— audit-loop/eastmere AAAA\n",
        "one\n\n- audit-loop/eastmere AAAAAAAAAAAA\n", "one\n\n— audit-loop/eastmere A=AA\n",
        OURS.signed("one\n").rstrip("\n"), OURS.signed("one\n") + "\n", "x" * 70_000 + OURS.signed("one\n"),
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(Unsigned):
        opened(note, OURS.verifier)


@pytest.mark.parametrize("text", ["one", "", "a\tb\n", "a\x00\n", "a\r\n"])
def test_what_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(ValueError, match="A note's text"):
        OURS.signed(text)


@pytest.mark.parametrize(
    "line",
    ["", "x", "a+b", EXAMPLE_KEY[:-1], EXAMPLE_KEY.replace("+A", "+B"), EXAMPLE_KEY.replace("530d", "530e"),
     " +530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"],
)  # fmt: skip
def test_a_key_that_is_none_or_has_a_wrong_letter_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"no key of a verifier|does not fit its hash"):
        Verifier.read(line)


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    assert read(POINT.signed(OURS), OURS.verifier) == POINT
    assert POINT.text.split("\n")[:2] == ["audit-loop/eastmere", "48211"]


@pytest.mark.parametrize(
    "text",
    [
        "one\n", "one\n1\n", "one\n-1\nAAAA\n", "one\n01\nAAAA\n", "one\n1\nAAAA\n", "one\n1\n!\n", "one\nx\nAAAA\n",
        f"one\n１\n{POINT.text.split(chr(10))[2]}\n", f"one\n{'9' * 19}\n{POINT.text.split(chr(10))[2]}\n",
        POINT.text + "\nmore\n",
    ],
)  # fmt: skip
def test_a_note_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no checkpoint"):
        read(OURS.signed(text), OURS.verifier)


def test_a_checkpoint_with_an_empty_line_is_not_signed() -> None:
    for made in (
        Checkpoint("", 1, POINT.root),
        Checkpoint("a", 1, POINT.root, ("",)),
        Checkpoint("a\nb", 1, POINT.root),
    ):
        with pytest.raises(ValueError, match="No line of a checkpoint"):
            made.signed(OURS)

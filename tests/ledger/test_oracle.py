"""Other programs agree: pymerkle on roots and proofs, and a verifier of notes written from their text alone."""

import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ledger.merkle import inclusion, leaf_hash, root_of
from tests.ledger.a_ledger import Kept

SIZES = (1, 2, 3, 5, 8, 13, 31, 64, 100)


def test_roots_and_proofs_are_those_of_pymerkle() -> None:
    """pymerkle is under the GPL: nothing but this test uses it."""
    pymerkle = pytest.importorskip("pymerkle")
    leaves = [n.to_bytes(2, "big") for n in range(SIZES[-1])]
    tree, hashes = pymerkle.InmemoryTree(algorithm="sha256"), [leaf_hash(one) for one in leaves]
    for one in leaves:
        tree.append_entry(one)
    for size in SIZES:
        root = root_of(hashes[:size])
        assert tree.get_root(size) == root
        for n in {0, size // 2, size - 1}:
            theirs = tree.prove_inclusion(n + 1, size)
            path = inclusion(n, size, lambda low, high: root_of(hashes[low:high]))
            ours = type(theirs).deserialize(theirs.serialize() | {"path": [one.hex() for one in (hashes[n], *path)]})
            pymerkle.verify_inclusion(hashes[n], root, ours)
            assert theirs.path == [hashes[n], *path]
        for first in (one for one in SIZES if one <= size):
            pymerkle.verify_consistency(root_of(hashes[:first]), root, tree.prove_consistency(first, size))


def verified_as_written(note: str, line: str) -> list[str]:
    """A note's lines, verified as C2SP signed-note says, with nothing of this programme.

    The text ends before the last empty line; a signature line is "— name base64", of which the first four bytes are
    the key's hash and the rest is Ed25519's signature of the text. Of a verifier's key "name+hash+base64" the first
    byte of the base64 says Ed25519 (1), and the hash is the beginning of SHA-256(name, newline, those bytes).
    """
    name, hashed, encoded = line.split("+", 2)
    key = base64.b64decode(encoded)
    assert key[0] == 1
    assert hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == hashed
    text, _, signatures = note.rpartition("\n\n")
    (signed,) = [one for one in signatures.splitlines() if one.startswith(f"\u2014 {name} ")]
    said = base64.b64decode(signed.split(" ")[2])
    assert said[:4].hex() == hashed
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(said[4:], (text + "\n").encode())
    return text.split("\n")


def test_a_checkpoint_is_read_by_a_verifier_of_notes_that_is_not_ours(tmp_path: Path) -> None:
    log = Kept(tmp_path, 30, 10)
    line = str(log.keys.verifiers()[0])
    for number, note in enumerate(log.checkpoints.notes(), 1):
        origin, size, root, *more = verified_as_written(note, line)
        assert (origin, int(size)) == (line.split("+")[0], 10 * number)
        assert base64.b64decode(root) == log.tree.root(10 * number)
        assert f"checkpoint {number}" in more
        with pytest.raises(InvalidSignature):
            verified_as_written(note.replace(f"\n{size}\n", f"\n{int(size) + 1}\n"), line)

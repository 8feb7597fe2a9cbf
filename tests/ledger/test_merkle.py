"""Merkle trees: RFC 6962's published vectors, an independent implementation, and whatever can be forged."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.merkle import (
    EMPTY,
    Growing,
    consistency,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

LEAVES = [
    bytes.fromhex(one)
    for one in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
"""The leaves of the reference tests of Certificate Transparency, by which RFC 6962 is tried."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The root of the first leaf, of the first two, and so on."""
PATHS = {
    (0, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (5, 8): ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
}  # fmt: skip
"""Inclusion proofs of the same tests, by leaf (from 0) and size."""
STEPS = {
    (1, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (6, 8): ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (2, 5): ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
}  # fmt: skip
"""Consistency proofs of the same tests."""

SIZES = [*range(34), 63, 64, 65, 127, 128, 129]


def hashes(size: int) -> list[bytes]:
    """So many leaves' hashes."""
    return [leaf_hash(n.to_bytes(4, "big")) for n in range(size)]


def included(index: int, leaves: list[bytes]) -> list[bytes]:
    return inclusion(index, len(leaves), lambda low, high: root_of(leaves[low:high]))


def consistent(first: int, leaves: list[bytes]) -> list[bytes]:
    return consistency(first, len(leaves), lambda low, high: root_of(leaves[low:high]))


def test_roots_and_proofs_are_those_of_the_published_vectors() -> None:
    leaves = [leaf_hash(one) for one in LEAVES]
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == root_of([]).hex()
    assert [root_of(leaves[:n]).hex() for n in range(1, 9)] == ROOTS
    for (index, size), path in PATHS.items():
        assert [one.hex() for one in included(index, leaves[:size])] == path
    for (first, second), path in STEPS.items():
        assert [one.hex() for one in consistent(first, leaves[:second])] == path


def test_every_proof_of_every_tree_is_taken() -> None:
    for size in SIZES:
        leaves = hashes(size)
        root = root_of(leaves)
        assert all(is_included(leaves[n], n, size, included(n, leaves), root) for n in range(size))
        assert all(is_consistent(n, root_of(leaves[:n]), size, root, consistent(n, leaves)) for n in range(size + 1))


def test_a_complete_subtree_is_added_at_once() -> None:
    leaves, grown = hashes(19), Growing()
    for start, count in ((0, 8), (8, 8), (16, 2), (18, 1)):
        grown.add(root_of(leaves[start : start + count]), count)
    assert (grown.size, grown.root()) == (19, root_of(leaves))
    with pytest.raises(ValueError, match="does not fit after 19"):
        grown.add(leaves[0], 2)
    with pytest.raises(ValueError, match="A subtree of 3 leaves"):
        grown.add(leaves[0], 3)


def test_what_is_not_there_has_no_proof() -> None:
    for index, size in ((0, 0), (-1, 3), (3, 3)):
        with pytest.raises(ValueError, match="There is no leaf"):
            inclusion(index, size, lambda low, high: EMPTY)
    with pytest.raises(ValueError, match="is not at the beginning"):
        consistency(4, 3, lambda low, high: EMPTY)


@given(st.integers(1, 70), st.randoms(use_true_random=False))
def test_a_forged_inclusion_is_refused(size: int, chance: Random) -> None:
    """Another leaf, place, size, root; a path that is longer, shorter, in another order, or has another hash."""
    leaves = hashes(size)
    root, n = root_of(leaves), chance.randrange(size)
    path = included(n, leaves)
    other = leaf_hash(b"other")
    assert not is_included(other, n, size, path, root)
    assert not is_included(leaves[n], n, size, path, other)
    assert not is_included(leaves[n], n, size, [*path, other], root)
    assert not any(is_included(leaves[n], m, size, path, root) for m in (-1, n - 1, n + 1, size, n + size))
    for at in range(len(path)):
        assert not is_included(leaves[n], n, size, [*path[:at], other, *path[at + 1 :]], root)
        assert not is_included(leaves[n], n, size, [*path[:at], *path[at + 1 :]], root)


@given(st.integers(2, 70), st.randoms(use_true_random=False))
def test_a_forged_consistency_is_refused(size: int, chance: Random) -> None:
    leaves = hashes(size)
    first = chance.randrange(1, size)
    begins, root, path = root_of(leaves[:first]), root_of(leaves), consistent(first, leaves)
    other = leaf_hash(b"other")
    assert not is_consistent(first, other, size, root, path)
    assert not is_consistent(first, begins, size, other, path)
    assert not is_consistent(size, root, first, begins, path)
    assert not is_consistent(first, begins, size, root, [])
    assert not is_consistent(first, begins, size, root, [*path, other])
    for at in range(len(path)):
        assert not is_consistent(first, begins, size, root, [*path[:at], other, *path[at + 1 :]])
        assert not is_consistent(first, begins, size, root, [*path[:at], *path[at + 1 :]])


def test_a_consistency_for_another_size_is_refused() -> None:
    """The path that leads to the same roots in a smaller tree shows nothing of a larger one."""
    leaves = hashes(8)
    begins, root, path = root_of(leaves[:4]), root_of(leaves), consistent(4, leaves)
    assert is_consistent(4, begins, 8, root, path)
    assert not any(is_consistent(4, begins, size, root, path) for size in (9, 15, 16, 32, 1_000))


def test_an_empty_tree_and_the_same_tree_need_no_proof_and_take_none() -> None:
    leaves = hashes(5)
    root = root_of(leaves)
    assert is_consistent(0, EMPTY, 5, root, [])
    assert is_consistent(5, root, 5, root, [])
    assert not is_consistent(0, root, 5, root, [])
    assert not is_consistent(0, EMPTY, 5, root, [root])
    assert not is_consistent(5, root, 5, root, [root])
    assert not is_consistent(5, root, 5, leaves[0], [])
    assert not is_consistent(-1, EMPTY, 5, root, [])


def test_a_node_is_no_leaf() -> None:
    """What two leaves' hashes make as a node cannot be given out as a leaf of the same bytes."""
    left, right = hashes(2)
    assert leaf_hash(left + right) != node_hash(left, right)
    assert root_of([leaf_hash(left + right)]) != root_of([left, right])

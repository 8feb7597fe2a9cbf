"""Merkle trees as RFC 6962 (section 2.1) defines them: roots, inclusion and consistency proofs, and their verification.

A leaf's hash begins with the byte 0 and a node's with 1, so that neither can stand for the other. Everything here is of
hashes of 32 bytes (SHA-256) and needs only the standard library.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

EMPTY = sha256().digest()
"""The root of a tree without a leaf."""

Root = Callable[[int, int], bytes]
"""Gives the root of the leaves from a number up to, not with, another."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf's bytes."""
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\1" + left + right).digest()


class Growing:
    """The root of a tree that grows to the right: one hash for each complete subtree, the largest first.

    Of n leaves that is as many hashes as n has ones in binary, which is all that going on needs.
    """

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[tuple[int, bytes]] = []

    def add(self, hash: bytes, leaves: int = 1) -> None:
        """Add a leaf, or a complete subtree of so many leaves (a power of two that the size is a multiple of).

        Raises ValueError for a subtree that does not fit there.
        """
        if leaves & (leaves - 1) or self.size % leaves:
            raise ValueError(f"A subtree of {leaves} leaves does not fit after {self.size}.")
        self.size += leaves
        while self._subtrees and self._subtrees[-1][0] == leaves:
            leaves, hash = 2 * leaves, node_hash(self._subtrees.pop()[1], hash)
        self._subtrees.append((leaves, hash))

    def root(self) -> bytes:
        """The root of all that was added."""
        if not self._subtrees:
            return EMPTY
        (_, found), *larger = reversed(self._subtrees)
        for _, hash in larger:
            found = node_hash(hash, found)
        return found


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of some leaves' hashes."""
    grown = Growing()
    for hash in leaves:
        grown.add(hash)
    return grown.root()


def split(size: int) -> int:
    """How many of some leaves (two or more) are in the left subtree: the largest power of two that is less."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(index: int, size: int, root: Root) -> list[bytes]:
    """The proof that a leaf (counted from 0) is in a tree of a size: the hashes beside its way up, lowest first.

    Raises ValueError for a leaf that is not in such a tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} in a tree of {size}.")
    low, high, path = 0, size, []
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            path.append(root(middle, high))
            high = middle
        else:
            path.append(root(low, middle))
            low = middle
    return path[::-1]


def consistency(first: int, second: int, root: Root) -> list[bytes]:
    """The proof that a tree of the second size begins with the tree of the first.

    Raises ValueError where the first is larger. An empty tree is at the beginning of every other; of the same nothing
    is to be proved.
    """
    if not 0 <= first <= second:
        raise ValueError(f"A tree of {first} is not at the beginning of one of {second}.")
    if first in (0, second):
        return []
    low, high, left_whole, path = 0, second, True, []
    while first != high:
        middle = low + split(high - low)
        if first <= middle:
            path.append(root(middle, high))
            high = middle
        else:
            path.append(root(low, middle))
            low, left_whole = middle, False
    return ([] if left_whole else [root(low, high)]) + path[::-1]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows that a leaf (its hash) is there in the tree of that size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for hash in path:
        if not last:
            return False
        if place & 1 or place == last:
            found = node_hash(hash, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, hash)
        place, last = place >> 1, last >> 1
    return not last and found == root


def is_consistent(first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree of the second size and root begins with the first (RFC 9162, 2.1.4.2)."""
    if not 0 <= first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    if not first:
        return not path and first_root == EMPTY
    hashes = [first_root, *path] if not first & (first - 1) else list(path)
    return bool(path) and _both(first - 1, second - 1, hashes) == (first_root, second_root)


def _both(place: int, last: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots as the hashes of a consistency proof give them; None for too few or too many."""
    while place & 1:
        place, last = place >> 1, last >> 1
    begins = whole = hashes[0]
    for hash in hashes[1:]:
        if not last:
            return None
        if place & 1 or place == last:
            begins, whole = node_hash(hash, begins), node_hash(hash, whole)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            whole = node_hash(whole, hash)
        place, last = place >> 1, last >> 1
    return None if last else (begins, whole)

"""The ledger's file: whatever it is asked, it answers as the whole tree would; it follows the log and nothing else."""

from pathlib import Path
from random import Random
from threading import Thread

import pytest

from ledger.leaves import NoEvent, Stored, hashed, leaf
from ledger.merkle import EMPTY, is_consistent, is_included, leaf_hash, root_of
from ledger.tree import CHUNK, TILE, Tree


class Rows:
    """A log of so many made-up events, with gaps in its positions."""

    def __init__(self, size: int) -> None:
        self.rows: list[Stored] = []
        self.grow(size)

    def grow(self, size: int) -> None:
        for n in range(len(self.rows), size):
            self.rows.append((n + 1 + n // 7, f"audit/{n % 5}", n, "AuditReturned", b'{"by":"person/%d"}' % n))

    def stored(self, after: int, limit: int) -> list[Stored]:
        return [row for row in self.rows if row[0] > after][:limit]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "ledger.sqlite")


SIZES = (0, 1, 2, TILE - 1, TILE, TILE + 1, 2 * TILE, 3 * TILE + 5, CHUNK, CHUNK + 1)


def test_at_every_size_its_root_is_that_of_all_leaves(tree: Tree) -> None:
    log = Rows(0)
    for size in SIZES:
        log.grow(size)
        assert tree.follow(log) == size
        assert tree.root() == root_of([hashed(row) for row in log.rows])
    leaves = [hashed(row) for row in log.rows]
    assert tree.position == log.rows[-1][0]
    assert all(tree.root(size) == root_of(leaves[:size]) for size in SIZES)
    assert tree.leaves(250, 800) == leaves[250:800]
    assert tree.leaves(7, 7) == []


def test_its_proofs_are_taken(tree: Tree) -> None:
    size, chance = 5 * TILE + 17, Random(1)
    log = Rows(size)
    tree.follow(log)
    for _ in range(40):
        second = chance.randint(1, size)
        first, index = chance.randint(1, second), chance.randrange(second)
        leaf = hashed(log.rows[index])
        assert is_included(leaf, index, second, tree.inclusion(index, second), tree.root(second))
        steps = tree.consistency(first, second)
        assert is_consistent(first, tree.root(first), second, tree.root(second), steps)


def test_it_refuses_a_size_that_it_does_not_have(tree: Tree) -> None:
    tree.follow(Rows(3))
    with pytest.raises(ValueError, match="The ledger has 3 events, not 4"):
        tree.root(4)
    assert tree.root(0) == EMPTY


def test_two_that_follow_at_once_take_everything_in_once(tmp_path: Path) -> None:
    log, path = Rows(4 * CHUNK), tmp_path / "ledger.sqlite"
    trees = [Tree(path) for _ in range(3)]
    followers = [Thread(target=tree.follow, args=(log,)) for tree in trees]
    for one in followers:
        one.start()
    for one in followers:
        one.join()
    assert {tree.size for tree in trees} == {4 * CHUNK}
    assert trees[0].root() == root_of([hashed(row) for row in log.rows])


def test_a_row_that_no_event_can_be_stops_it_and_leaves_what_was(tree: Tree) -> None:
    log = Rows(10)
    tree.follow(log)
    before = tree.root()
    log.rows.append((99, "audit/1\n7", 1, "AuditReturned", b"{}"))
    with pytest.raises(NoEvent, match="No event has a name like"):
        tree.follow(log)
    assert (tree.size, tree.root()) == (10, before)


def test_a_leaf_is_read_as_it_stands_and_has_no_position() -> None:
    assert (
        leaf("audit/2024-05/17", 3, "AuditReturned", b'{"by":"x"}') == b'audit/2024-05/17\n3\nAuditReturned\n{"by":"x"}'
    )
    row: Stored = (5, "audit/2024-05/17", 3, "AuditReturned", b'{"by":"x"}')
    assert hashed(row) == hashed((9, *row[1:])) == leaf_hash(leaf(*row[1:]))
    others = [(5, "audit/2024-05/1", 73, *row[3:]), (5, *row[1:2], 4, *row[3:]), (5, *row[1:4], b'{"by":"y"}')]
    assert len({hashed(row), *map(hashed, others)}) == 4

"""What was done to an order of leaves is found as it was done, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from ledger.differences import CHANGED, INSERTED, MOVED, REMOVED, Difference, differences

KEPT = [b"%d" % n for n in range(12)]


def with_one(change: str, at: int, to: int) -> list[bytes]:
    now = list(KEPT)
    if change == CHANGED:
        now[at] = b"other"
    elif change == REMOVED:
        del now[at]
    elif change == INSERTED:
        now.insert(at, b"other")
    else:
        now.insert(to, now.pop(at))
    return now


@given(st.sampled_from((CHANGED, REMOVED, INSERTED, MOVED)), st.integers(0, 11), st.integers(0, 11))
def test_one_change_is_told_as_one(change: str, at: int, to: int) -> None:
    found = differences(KEPT, with_one(change, at, to), 100)
    if change == MOVED and at == to:
        assert found == []
    elif change == MOVED:
        assert {one.kind for one in found} == {MOVED}
        assert len(found) == 1
    else:
        places = {CHANGED: (at, at), REMOVED: (at, None), INSERTED: (None, at)}[change]
        kept, now = (None if place is None else 100 + place for place in places)
        assert found == [Difference(change, kept, now)]


@given(st.lists(st.integers(0, 15), max_size=12), st.lists(st.integers(0, 15), max_size=12, unique=True))
def test_what_is_told_accounts_for_the_whole_difference(now: list[int], kept: list[int]) -> None:
    """Also for a leaf that is there twice: as many stand in one order more than in the other, as are told."""
    was, is_now = [b"%d" % n for n in kept], [b"%d" % n for n in now]
    found = differences(was, is_now)
    more = sum(one.kind == INSERTED for one in found) - sum(one.kind == REMOVED for one in found)
    assert more == len(is_now) - len(was)
    touched, put = {one.kept for one in found}, {one.now for one in found}
    left = [hash for n, hash in enumerate(was) if n not in touched]
    assert left == [hash for n, hash in enumerate(is_now) if n not in put]
    assert bool(found) == (was != is_now)


def test_two_that_changed_places_are_one_move() -> None:
    now = list(KEPT)
    now[3], now[4] = now[4], now[3]
    assert differences(KEPT, now) in ([Difference(MOVED, 3, 4)], [Difference(MOVED, 4, 3)])


def test_many_changes_are_told_each() -> None:
    now = [*KEPT[:2], b"a", *KEPT[3:5], *KEPT[6:9], b"b", *KEPT[9:]]
    assert differences(KEPT, now) == [
        Difference(CHANGED, 2, 2), Difference(REMOVED, 5, None), Difference(INSERTED, None, 8)
    ]  # fmt: skip

"""How two orders of leaves differ: which event was changed, removed, inserted or moved."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CHANGED, REMOVED, INSERTED, MOVED = "changed", "removed", "inserted", "moved"


@dataclass(frozen=True)
class Difference:
    """One of them: what it is, the event's place in the ledger and in the log (0 is the first), None for nowhere."""

    kind: str
    kept: int | None
    now: int | None


def differences(kept: Sequence[bytes], now: Sequence[bytes], first: int = 0) -> list[Difference]:
    """What makes one order of leaves' hashes into another, as few as can be, in the order of the places.

    `first` is the place of the first of both. A leaf in another's place is changed; one that stands in another order
    among those that are in both is moved.
    """
    begin = _alike(kept, now)
    rest = min(len(kept), len(now)) - begin
    end = _alike(kept[: begin - len(kept) - 1 : -1][:rest], now[: begin - len(now) - 1 : -1][:rest])
    return list(_told(kept[begin : len(kept) - end], now[begin : len(now) - end], first + begin))


def _alike(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many are alike at the beginning of both."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _told(kept: Sequence[bytes], now: Sequence[bytes], first: int) -> Iterator[Difference]:
    places = {hash: n for n, hash in reversed(list(enumerate(kept)))}
    taken: set[int] = set()
    of: list[int | None] = []
    for hash in now:
        place = places.get(hash)
        of.append(None if place in taken else place)
        taken |= {place} if place is not None else set()
    anchors = _increasing([place for place in of if place is not None])
    yield from _between(kept, of, taken, anchors, first)


def _between(
    kept: Sequence[bytes], of: Sequence[int | None], taken: set[int], anchors: set[int], first: int
) -> Iterator[Difference]:
    """Gap by gap between leaves that stayed where they were."""
    was = 0
    added: list[int] = []
    for n, place in [*enumerate(of), (len(of), len(kept))]:
        if place is None:
            added.append(n)
        elif place in anchors or n == len(of):
            gone = [m for m in range(was, place) if m not in taken]
            yield from _paired(gone, added, first)
            was, added = place + 1, []
        else:
            yield Difference(MOVED, first + place, first + n)


def _paired(gone: list[int], added: list[int], first: int) -> Iterator[Difference]:
    """What is gone and what came in its place."""
    alike = min(len(gone), len(added))
    yield from (Difference(CHANGED, first + m, first + n) for m, n in zip(gone, added, strict=False))
    yield from (Difference(REMOVED, first + m, None) for m in gone[alike:])
    yield from (Difference(INSERTED, None, first + n) for n in added[alike:])


def _increasing(places: Sequence[int]) -> set[int]:
    """The most of some places that are in increasing order (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, place in enumerate(places):
        k = bisect_left(ends, place)
        before.append(at[k - 1] if k else -1)
        ends[k : k + 1], at[k : k + 1] = [place], [n]
    found, n = set(), at[-1] if at else -1
    while n >= 0:
        found.add(places[n])
        n = before[n]
    return found

"""The log, hashed again from its first event to its last: what its ledger would be if it were made today."""

from collections.abc import Iterator

from ledger.leaves import BELOW, NoEvent, Stored, all_hashed
from ledger.merkle import Growing
from ledger.tree import CHUNK, TILE, Log, tile_root


class Swept:
    """The root of each 256 events of a log, and where in the log each of them begins."""

    def __init__(self, log: Log) -> None:
        self._log, self.size = log, 0
        self._roots: list[bytes] = []
        self._before = [0]
        self.below = [row for row in log.stored(BELOW, TILE) if _position(row) < 1]
        """What stands before the first position, where nothing is ever recorded; the first 256 of it."""
        # A tile at a time stays in the processor's own memory: more at once takes a third longer.
        for tile in chunks(log, limit=TILE):
            self._roots.append(tile_root(all_hashed(tile)))
            self._before.append(tile[-1][0])
            self.size += len(tile)

    def root(self, size: int) -> bytes:
        """The root of the first so many events; there are as many."""
        grown = Growing()
        for root in self._roots[: size // TILE]:
            grown.add(root, TILE)
        if size % TILE:
            for hash in all_hashed(self._log.stored(self.before(size // TILE), size % TILE)):
                grown.add(hash)
        return grown.root()

    def tile(self, number: int) -> bytes:
        """The root of a tile, as far as it is filled; b"" for one beyond the last."""
        return self._roots[number] if number < len(self._roots) else b""

    def before(self, number: int) -> int:
        """The log's position before a tile; of one beyond the last, that of the last event."""
        return self._before[min(number, len(self._roots))]


def _position(row: Stored) -> int:
    """Where a row stands. Raises NoEvent for one that stands nowhere, as in a view that has a table's name."""
    if type(row[0]) is not int:
        raise NoEvent("The log’s rows have no positions: its table is not the one that the programme writes.")
    return row[0]


def chunks(log: Log, after: int = 0, limit: int = CHUNK) -> Iterator[list[Stored]]:
    """The events of a log after a position, so many at a time, in their order. Raises NoEvent."""
    while rows := log.stored(after, limit):
        yield rows
        after = _position(rows[-1])

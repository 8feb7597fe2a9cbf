"""The ledger's own file as it was at one moment, however it grows on while the log is held against it."""

from dataclasses import dataclass

from ledger.sweep import Swept
from ledger.tree import TILE, Log, Tree, tile_root


@dataclass(frozen=True)
class Followed:
    """So many events, the last at a position of the log; size and position are of one read."""

    tree: Tree
    size: int
    position: int

    @classmethod
    def now(cls, tree: Tree | None) -> "Followed | None":
        """The file as it is now; None for none, and for one whose rows cannot be those of a ledger."""
        return cls(tree, *tree.ends()) if tree and tree.is_sound() else None

    def bears_out(self, size: int, root: bytes) -> bool:
        """Whether so many events had this root."""
        return self.size >= size and self.tree.root(size) == root

    def is_followed_by(self, swept: Swept) -> bool:
        """Whether it is the beginning of a log."""
        return self.size <= swept.size and swept.root(self.size) == self.tree.root(self.size)

    def leaves(self, first: int) -> list[bytes]:
        """The hashes from a number on."""
        return self.tree.leaves(first, self.size)

    def root(self, number: int) -> bytes:
        """The root of a full tile."""
        return self.tree.part(number * TILE, (number + 1) * TILE)

    def is_whole(self, number: int) -> bool:
        """Whether the hashes of a full tile make up the root that it has, which the checkpoints bear out."""
        return tile_root(self.tree.leaves(number * TILE, (number + 1) * TILE)) == self.root(number)

    def renumbered(self, log: Log, swept: Swept) -> int | None:
        """How many events keep the position that they had here, where those after them have not; None for all."""
        full = self.size // TILE
        for number, last in self.tree.lasts(full):
            if swept.tile(number) == self.root(number) and swept.before(number + 1) != last:
                return number * TILE
        rows = log.stored(swept.before(full), self.size % TILE) if self.size % TILE else []
        return full * TILE if rows and rows[-1][0] != self.position else None

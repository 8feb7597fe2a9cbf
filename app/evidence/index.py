"""The index of a pack as data: what its page and its Word file are both written from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

Row = tuple[str, ...]
END = ". "
ABOUT = "About this pack"
CODE = "The checkpoint"
CODE_SAYS = "The text of checkpoint.txt, as a code and as it is. Whoever keeps it can have the ledger held against it."


@dataclass(frozen=True)
class Text:
    """A paragraph; a `label` stands before it."""

    words: str
    label: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: what it is called, its headings and its rows, the first cell of each of which is its heading."""

    caption: str
    head: Row
    rows: tuple[Row, ...]

    def filled(self) -> "Grid":
        """The same without the columns in which nothing stands."""
        there = [n for n, cells in enumerate(zip(*self.rows, strict=True)) if not n or any(cells)]
        if not self.rows or len(there) == len(self.head):
            return self
        return Grid(self.caption, _at(self.head, there), tuple(_at(row, there) for row in self.rows))

    def turned(self) -> "Grid":
        """The same with its columns as rows: what is too wide for a page is long instead."""
        head, *rows = zip(self.head, *self.rows, strict=True)
        return Grid(self.caption, tuple(head), tuple(rows))


def _at(cells: Row, places: list[int]) -> Row:
    return tuple(cells[place] for place in places)


@dataclass(frozen=True)
class Part:
    """A part of the index under a heading; level 2 is a part, level 3 is inside the one before it."""

    title: str
    items: tuple[Text | Grid, ...]
    level: int = 2


def without(parts: Iterable[Part], named: Callable[[str], bool], instead: str) -> tuple[Part, ...]:
    """The parts with other words in the place of each sentence that names what it may not."""

    def said(words: str) -> str:
        if not named(words):
            return words
        left = END.join(instead if named(sentence) else sentence for sentence in words.split(END))
        return instead if named(left) else left

    def item(one: Text | Grid) -> Text | Grid:
        if isinstance(one, Grid):
            return replace(one, rows=tuple(tuple(said(cell) for cell in row) for row in one.rows))
        return replace(one, words=said(one.words))

    return tuple(replace(part, items=tuple(item(one) for one in part.items)) for part in parts)


@dataclass(frozen=True)
class Index:
    """The whole of it. `mark` stands on every page: for whom, when, and which pack."""

    title: str
    council: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    note: str
    """The signed checkpoint, which is printed as a code as well."""
    first: tuple[Part, ...] = ()
    """What stands before the facts: what whoever opens the pack wants to know."""
    demonstration: bool = False

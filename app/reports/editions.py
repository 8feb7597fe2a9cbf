"""What moved between two editions of a report: every figure and period with another value."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.events.periods import period
from app.reports import figures
from app.reports.document import Cell, Document

Key = tuple[str, str]


@dataclass(frozen=True)
class Moved:
    """A figure of a period with another value than in the edition before."""

    label: str
    was: Cell
    now: Cell

    @property
    def words(self) -> str:
        """Completed audits, May 2024: 31, now 32."""
        of = period(self.now.period)
        about = ", ".join(filter(None, (self.label, of.label if of else "")))
        return f"{about}: {_value(self.was)}, now {_value(self.now)}"


def moved(before: Document, now: Document) -> tuple[Moved, ...]:
    """Every figure and period that both have and whose value differs, in the order of the newer one.

    What either keeps back is passed over, and so is a whole that only one of them tells.
    """
    were, names = {key: cell for key, _, cell in reversed(list(_told(before)))}, _defined(before) | _defined(now)
    found: dict[Key, Moved] = {}
    for key, label, cell in _told(now):
        was = were.get(key)
        if was is not None and key not in found and _differ(was, cell):
            found[key] = Moved(names.get(cell.figure, label), was, cell)
    return tuple(found.values())


def _told(document: Document) -> Iterator[tuple[Key, str, Cell]]:
    """Every number of a figure, with what it is called where it stands."""
    for _, block in document.blocks():
        named = [(line.label, line.cell) for line in block.lines]
        for row in block.table.rows if block.table else ():
            columns = block.table.columns if block.table else ()
            named += [(f"{row[0].text}, {one.label}", cell) for one, cell in zip(columns, row, strict=True)]
        yield from (((_one_name(cell), cell.period), label, cell) for label, cell in named if _is_number(cell))


def _one_name(cell: Cell) -> str:
    """What a figure is called now, which had another name in an edition of before."""
    return figures.ONE_NAME.get(cell.figure, cell.figure)


def _is_number(cell: Cell) -> bool:
    return bool(cell.figure) and cell.n is not None and not cell.kept_back


def _differ(was: Cell, now: Cell) -> bool:
    return was.n != now.n or (None not in (was.of, now.of) and was.of != now.of)


def _defined(document: Document) -> dict[str, str]:
    return {one.name: one.label for one in document.definitions}


def _value(cell: Cell) -> str:
    """31, or 45 of 73 (62%)."""
    if cell.of is None:
        return f"{cell.n:,}"
    return f"{cell.n:,} of {cell.of:,}" + (f" ({cell.share}%)" if cell.share else "")


def reworded(before: Document, now: Document) -> tuple[str, ...]:
    """The titles of the sections whose commentary has other words than in the edition before, also none any more.

    Another value of a figure in it is none: that is told by `moved`.
    """
    were, are = _words(before), _words(now)
    titles = {one.id: one.title for document in (before, now) for one in document.sections}
    return tuple(titles[id] for id in dict.fromkeys([*are, *were]) if were.get(id, []) != are.get(id, []))


def _words(document: Document) -> dict[str, list[tuple[bool, str]]]:
    """The paragraphs and items of each section, each figure by its name."""
    return {
        section.id: [(one.item, "".join(map(_named, one.runs))) for one in section.commentary]
        for section in document.sections
    }


def _named(run: Cell) -> str:
    return f"{{{run.figure}@{run.period}}}" if run.figure else run.text

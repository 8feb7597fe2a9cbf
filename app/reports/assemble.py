"""Puts a report together: its sections in the council's order, each with its figures and the text beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.events.periods import KINDS, Period, in_words
from app.events.periods import period as period_of
from app.events.report_layout import is_confidential
from app.reports import cells, figures, sums, tokens
from app.reports.document import (
    NOTE,
    RECOMMENDATIONS,
    Block,
    Cell,
    Definition,
    Document,
    Paragraph,
    Recommended,
    Section,
)
from app.reports.layouts import PROGRESS
from app.reports.layouts import RECOMMENDATIONS as MADE
from app.reports.layouts import part as part_of
from app.reports.source import Source
from app.reports.unlike import listed


@dataclass(frozen=True)
class Words:
    """What a report says of itself and in its people's words: texts by section, recommendations, who wrote it."""

    council: str
    author: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    made: Sequence[Recommended] = ()
    earlier: Sequence[Recommended] = ()
    as_at: str = ""
    position: int = 0
    demonstration: bool = False


def document(source: Source, period: Period, layout: Iterable[Mapping[str, Any]], words: Words) -> Document:
    """The report of a period: every block of its layout, and the commentary with the figures that it names."""
    shown = [(part, tuple(_blocks(source, period, part, words))) for part in layout]
    shown[:1] = [(part, (*_not_opened(source, period), *blocks)) for part, blocks in shown[:1]]
    values = Values(source, [block for _, blocks in shown for block in blocks])
    sections = tuple(_section(part, blocks, _text(period, part, words, values)) for part, blocks in shown)
    made = Document(
        period.key,
        period.kind,
        title_of(period),
        words.council,
        words.author,
        words.as_at,
        words.position,
        source.on.isoformat(),
        sections,
        frameworks=tuple(source.versions(period)),
        demonstration=words.demonstration,
    )
    return Document(**vars(made) | {"definitions": _definitions(made, source), "sums": tuple(sums.of(made))})


def title_of(period: Period) -> str:
    """What a report is called: Monthly report, November 2018."""
    return f"Audit and quality assurance: {KINDS[period.kind].lower()}, {period.label}"


class Values:
    """The value of any figure of a period, for commentary: those that the report shows, and all of its months."""

    def __init__(self, source: Source, blocks: Iterable[Block]) -> None:
        self.source = source
        self.shown = {(cell.figure, cell.period): cells.spelt(cell) for block in blocks for cell in _cells(block)}

    def __call__(self, name: str, period: Period) -> Cell | None:
        """The cell of a figure in full, None for no such figure."""
        if (name, period.key) in self.shown:
            return self.shown[name, period.key]
        found = figures.find(self.source, period, name)
        return cells.spelt(cells.cell(found, period)) if found else None


def _cells(block: Block) -> Iterable[Cell]:
    yield from (line.cell for line in block.lines if line.cell.figure)
    yield from (cell for row in (block.table.rows if block.table else ()) for cell in row if cell.figure)


def _blocks(source: Source, period: Period, part: Mapping[str, Any], words: Words) -> Iterable[Block]:
    for id in part["blocks"]:
        if id == MADE:
            yield _recommended(MADE, "Recommendations", words.made, "No recommendation has been made yet.")
        elif id == PROGRESS:
            none = "No earlier report made a recommendation that is still open."
            yield _recommended(PROGRESS, "Progress of earlier recommendations", words.earlier, none)
        elif source.opened(period) and (kind := part_of(id)):
            yield from kind.make(source, period)


def _not_opened(source: Source, period: Period) -> Iterable[Block]:
    """What a report of several months says first where some of them were not opened."""
    opened = source.opened(period)
    if 0 < len(opened) < len(period.months):
        named, many = listed(in_words(month) for month in opened), len(period.months)
        count = "1 month was opened" if len(opened) == 1 else f"{len(opened)} months were opened"
        said = f"Of these {many} months {count}: {named}. The figures are of no other."
        yield Block("months-opened", NOTE, "Months in this report", notes=(said,))


def _recommended(id: str, title: str, found: Sequence[Recommended], none: str) -> Block:
    return Block(id, RECOMMENDATIONS, title, recommendations=tuple(found), notes=() if found else (none,))


def _text(period: Period, part: Mapping[str, Any], words: Words, values: Values) -> tuple[Paragraph, ...]:
    return tokens.paragraphs(words.texts.get(part["id"], ""), period, values)


def _section(part: Mapping[str, Any], blocks: tuple[Block, ...], text: tuple[Paragraph, ...]) -> Section:
    return Section(part["id"], part["title"], blocks, text, is_confidential(part))


def _definitions(made: Document, source: Source) -> tuple[Definition, ...]:
    """How each figure of the report is defined, once, in the order in which they come."""
    found: dict[str, Definition] = {}
    for cell in made.cells():
        of = period_of(cell.period)
        if of and cell.figure not in found and (said := figures.defined(source, of, cell.figure)):
            found[cell.figure] = said
    return tuple(found.values())

"""The sections of a report as Word paragraphs: each block under its heading, and the commentary after them."""

from collections.abc import Callable

from app.reports.document import (
    CHART,
    LINES,
    NOTE,
    QUOTATIONS,
    RECOMMENDATIONS,
    TABLE,
    Block,
    Chart,
    Definition,
    Document,
    Paragraph,
    Quotation,
    Recommended,
    Section,
)
from app.reports.word_jinja import Filled
from app.reports.word_parts import Page, filled, paragraph, picture, run, words
from app.reports.word_tables import day, said, tables, texts

Pictures = Callable[[Chart], tuple[str, bytes]]
"""A chart's picture (PNG), and the relationship under which the file has it."""
CONFIDENTIAL = "CONFIDENTIAL: "
TONES = {"positive": "Positive", "less_positive": "Less positive"}
STATES = {"open": "Open", "done": "Done", "completed": "Completed", "closed": "Closed", "withdrawn": "Withdrawn"}


def title_of(made: Section | Block) -> str:
    """What a section or block is headed with."""
    return f"{CONFIDENTIAL}{made.title}" if made.confidential else made.title


def body(page: Page, section: Section, pictures: Pictures) -> Filled:
    """Everything that stands under a section's heading."""
    parts = [part for block in section.blocks for part in _block(page, section, block, pictures)]
    if section.commentary and section.blocks:
        parts.append(words(page, "Heading 2", "Commentary"))
    return filled([*parts, *(_commentary(page, one) for one in section.commentary)])


def definitions(page: Page, document: Document) -> Filled:
    """The annex: what each figure counts, and of what."""
    rows = [_definition(one) for one in document.definitions]
    head = ("Figure", "What is counted", "Of what", "Decimals")
    return filled([texts(page, "How the figures are defined", head, rows)] if rows else [])


def _definition(one: Definition) -> tuple[str, ...]:
    return (one.label, one.numerator, one.denominator or "A count", str(one.places) if one.denominator else "")


def contents(page: Page, document: Document) -> Filled:
    """The sections' titles, in their order."""
    return filled([words(page, "List Bullet", title_of(section)) for section in document.sections])


def _block(page: Page, section: Section, block: Block, pictures: Pictures) -> list[str]:
    """A block under its heading, which it does without where it is all that the section of that name holds."""
    alone = len(section.blocks) == 1 and block.title == section.title
    first = block.confidential and not section.confidential
    called = title_of(block) if first else block.title
    head = [] if alone or not called else [words(page, "Heading 2", called)]
    notes = [words(page, "" if block.kind == NOTE else "Note", one) for one in block.notes]
    return [*head, *WRITERS.get(block.kind, _nothing)(page, block, pictures), *notes]


def _nothing(page: Page, block: Block, pictures: Pictures) -> list[str]:
    return []


def _lines(page: Page, block: Block, pictures: Pictures) -> list[str]:
    """Figures in words, one in a row."""
    rows = [(one.label, said(one.cell), one.note or one.cell.interval) for one in block.lines]
    noted = any(note for _, _, note in rows)
    head = ("Figure", "Value", "Note")[: 3 if noted else 2]
    return [texts(page, block.title, head, [row[: len(head)] for row in rows])] if rows else []


def _table(page: Page, block: Block, pictures: Pictures) -> list[str]:
    return tables(page, block.table, block.title) if block.table else []


def _chart(page: Page, block: Block, pictures: Pictures) -> list[str]:
    """The picture, the caption that says what it shows, and the table of the same values."""
    if not block.chart:
        return _table(page, block, pictures)
    rid, png = pictures(block.chart)
    drawn = picture(page, rid, png, block.chart.title, block.chart.alt)
    return [drawn, words(page, "Caption", block.chart.finding), *_table(page, block, pictures)]


def _quotations(page: Page, block: Block, pictures: Pictures) -> list[str]:
    """What families said, what is positive first."""
    parts = []
    for tone, heading in TONES.items():
        found = [one for one in block.quotations if one.tone == tone and one.text.strip()]
        parts += [words(page, "Heading 3", heading), *(_quotation(page, one) for one in found)] if found else []
    return parts


def _quotation(page: Page, one: Quotation) -> str:
    return words(page, "Quote", f"“{one.text.strip()}”")


def _recommendations(page: Page, block: Block, pictures: Pictures) -> list[str]:
    """What is recommended, to whom, by when, and how far it is."""
    head = ("No.", "Recommendation", "Owner", "Due", "Progress")
    rows = [
        (str(n), one.text, one.owner, day(one.due), _progress(one)) for n, one in enumerate(block.recommendations, 1)
    ]
    return [texts(page, block.title, head, rows)] if rows else []


def _progress(one: Recommended) -> str:
    state = STATES.get(one.state, one.state.replace("_", " ").capitalize())
    return ". ".join(filter(None, (state, one.progress)))


def _commentary(page: Page, one: Paragraph) -> str:
    """A paragraph, or an item of a list, of what somebody wrote, with the figures in it."""
    return paragraph(page, "List Bullet" if one.item else "", *(run(said(cell)) for cell in one.runs))


WRITERS: dict[str, Callable[[Page, Block, Pictures], list[str]]] = {
    LINES: _lines,
    TABLE: _table,
    CHART: _chart,
    QUOTATIONS: _quotations,
    RECOMMENDATIONS: _recommendations,
    NOTE: _nothing,
}
"""How each kind of block is written."""

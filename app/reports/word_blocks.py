"""The sections of a report as Word paragraphs: the commentary, and each block under its heading."""

from collections.abc import Callable

from app.reports.document import (
    CHART,
    COUNT,
    LINES,
    NOTE,
    QUOTATIONS,
    RECOMMENDATIONS,
    TABLE,
    TEXT,
    Block,
    Cell,
    Chart,
    Column,
    Definition,
    Document,
    Paragraph,
    Quotation,
    Recommended,
    Section,
    Table,
)
from app.reports.word_jinja import Filled
from app.reports.word_parts import Page, filled, paragraph, picture, run, words
from app.reports.word_tables import day, keeps_back, said, tables, texts

Pictures = Callable[[Chart], tuple[str, bytes]]
"""A chart's picture (PNG), and the relationship under which the file has it."""
CONFIDENTIAL = "CONFIDENTIAL: "
NOTHING = "Nothing is written here."
WHY_KEPT_BACK = "Kept back: numbers small enough to tell who is meant, and others from which they could be reckoned."
TONES = {"positive": "Positive", "less_positive": "Less positive"}
STATES = {"open": "Open", "done": "Done", "completed": "Completed", "closed": "Closed", "withdrawn": "Withdrawn"}


def title_of(made: Section | Block) -> str:
    """What a section or block is headed with."""
    return f"{CONFIDENTIAL}{made.title}" if made.confidential else made.title


def body(page: Page, section: Section, pictures: Pictures) -> Filled:
    """Everything that stands under a section's heading."""
    parts = [_commentary(page, one) for one in section.commentary]
    parts += [part for block in section.blocks for part in _block(page, section, block, pictures)]
    return filled(parts or [words(page, "", NOTHING)])


def definitions(page: Page, document: Document) -> Filled:
    """The annex: what each figure counts, and of what; figures that are defined in the same words stand together.

    Its end stays with what the template says beneath it.
    """
    rows: dict[tuple[str, str], list[str]] = {}
    for one in document.definitions:
        rows.setdefault((one.numerator, _base(one)), []).append(one.label)
    head = ("Figure", "What is counted", "Of what")
    said = [("\n".join(dict.fromkeys(labels)), *rule) for rule, labels in rows.items()]
    return filled([texts(page, "How the figures are defined", head, said, keep=True)] if said else [])


def _base(one: Definition) -> str:
    """Of what a figure is a share."""
    if not one.denominator:
        return "A count"
    places = f", to {one.places} decimal place{'s' if one.places > 1 else ''}" if one.places else ""
    return f"{one.denominator[:1].upper()}{one.denominator[1:]}{places}"


def contents(page: Page, document: Document) -> Filled:
    """The sections' titles, in their order."""
    return filled([words(page, "List Bullet", title_of(section)) for section in document.sections])


def _block(page: Page, section: Section, block: Block, pictures: Pictures) -> list[str]:
    """A block under its heading, which it does without where it is all that the section of that name holds.

    Nothing for one that says nothing.
    """
    parts = WRITERS.get(block.kind, _nothing)(page, block, pictures)
    style = "Note" if parts else ""
    parts += [words(page, style, one) for one in block.notes if one]
    if keeps_back(block.table) and not any(one.startswith("Kept back") for one in block.notes):
        parts.append(words(page, style, WHY_KEPT_BACK))
    alone = len(section.blocks) == 1 and block.title == section.title
    called = block.title if section.confidential else title_of(block)
    return (
        [*([] if alone or not block.title else [words(page, "Heading 2", called, keep=True)]), *parts] if parts else []
    )


def _nothing(page: Page, block: Block, pictures: Pictures) -> list[str]:
    return []


def _lines(page: Page, block: Block, pictures: Pictures) -> list[str]:
    """Figures in words, one in a row."""
    kind = COUNT if all(one.cell.n is not None or one.cell.kept_back for one in block.lines) else TEXT
    rows = [(Cell(one.label), one.cell, Cell(one.note or _interval(one.cell))) for one in block.lines]
    columns = (Column("Figure", TEXT), Column("Value", kind), Column("Note", TEXT))
    width = 3 if any(note.text for _, _, note in rows) else 2
    return tables(page, Table(columns[:width], tuple(row[:width] for row in rows)), block.title)


def _interval(cell: Cell) -> str:
    return f"95% interval {cell.interval}" if cell.interval else ""


def _table(page: Page, block: Block, pictures: Pictures) -> list[str]:
    return tables(page, block.table, block.title) if block.table else []


def _chart(page: Page, block: Block, pictures: Pictures) -> list[str]:
    """The picture, the caption that says what it shows, and the table of the same values."""
    if not block.chart:
        return _table(page, block, pictures)
    rid, png = pictures(block.chart)
    drawn = picture(page, rid, png, block.chart.title, block.chart.alt or block.chart.title)
    beneath = _table(page, block, pictures)
    said = [words(page, "Caption", block.chart.finding, keep=bool(beneath))] if block.chart.finding else []
    return [drawn, *said, *beneath]


def _quotations(page: Page, block: Block, pictures: Pictures) -> list[str]:
    """What families said, what is positive first."""
    parts = []
    for tone, heading in TONES.items():
        found = [one for one in block.quotations if one.tone == tone and one.text.strip()]
        parts += (
            [words(page, "Heading 3", heading, keep=True), *(_quotation(page, one) for one in found)] if found else []
        )
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

"""A report as an Excel workbook: a sheet of each section, with its tables, its charts and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports import workbook_charts, workbook_tables
from app.reports.document import Block, Document, Paragraph, Section
from app.reports.workbook_book import HEADING, HIGHEST, LINE, Book, Sheet, printable
from app.reports.workbook_particulars import about, begin, definitions, figures, numbers_of_charts
from app.reports.workbook_tables import Grid

LARGE = 60
"""With more rows a table has a sheet of its own."""


@dataclass(frozen=True)
class Page:
    """What one sheet shows of a section."""

    title: str
    blocks: tuple[Block, ...]
    commentary: tuple[Paragraph, ...] = ()
    confidential: bool = False

    @property
    def name(self) -> str:
        """What its sheet is called, with a word before what is confidential."""
        return f"Confidential {self.title}" if self.confidential else self.title


def written(document: Document) -> bytes:
    """The workbook of a report. The same document gives the same bytes.

    What is confidential is on sheets that say so. Raises ValueError for a report that gives a figure two values, and
    for a public copy that holds what is confidential.
    """
    book = Book(document)
    first = book.sheet("About")
    pages = [(page, book.sheet(page.name)) for section in document.sections for page in _pages(section)]
    listed = book.sheet("Figures")
    data = book.sheet("Chart data") if any(block.chart for _, block in document.blocks()) else None
    if data:
        numbers_of_charts(book, data)
    for page, sheet in pages:
        _page(book, sheet, data, page)
    figures(book, listed)
    if document.definitions:
        definitions(book, book.sheet("Definitions"))
    about(book, first, [sheet for sheet in book.sheets if sheet is not first])
    return book.bytes()


def _pages(section: Section) -> list[Page]:
    """A section as sheets: one, and after it one for each chart and large table, which print on a page whole."""
    hidden = section.confidential
    apart = [block for block in section.blocks if _is_apart(block) or (block.confidential and not hidden)]
    others = tuple(block for block in section.blocks if block not in apart)
    found = [Page(section.title, others, section.commentary, hidden)] if others or section.commentary else []
    return found + [Page(block.title, (block,), (), hidden or block.confidential) for block in apart]


def _is_apart(block: Block) -> bool:
    return block.chart is not None or (block.table is not None and len(block.table.rows) > LARGE)


def _page(book: Book, sheet: Sheet, data: Sheet | None, page: Page) -> None:
    """Title, blocks, commentary. The title stays in sight, and with it the headings of a table that is alone there."""
    sheet.wants(0, HEADING)
    begin(book, sheet, page.title)
    if page.confidential:
        book.put(sheet, 1, 1, "Confidential: not for the public copy", "mark")
    tops = [_block(book, sheet, data, block, "" if block.title == page.title else block.title) for block in page.blocks]
    alone = len(tops) == 1 and not page.blocks[0].chart
    last = (tops[0] if alone else None) or 1
    sheet.page.freeze_panes(last + 1, 0)
    sheet.page.repeat_rows(0, last)
    if page.commentary:
        _commentary(book, sheet, page.commentary)


def _block(book: Book, sheet: Sheet, data: Sheet | None, block: Block, heading: str) -> int | None:
    """One block; returns the row of its table's headings, None for no table."""
    if heading:
        book.put(sheet, sheet.row, 0, heading, "heading")
        sheet.row += 1
    if block.chart and data:
        workbook_charts.put(book, sheet, data, block.chart)
    tops = [workbook_tables.put(book, sheet, grid, block.id) for grid in _grids(book, block)]
    if tops:
        sheet.row -= 1
    for note in block.notes:
        _across(book, sheet, note, "note")
    sheet.row += 1
    return tops[-1] if tops else None


def _grids(book: Book, block: Block) -> list[Grid]:
    """What a block has that is a table in a workbook."""
    return [
        *([workbook_tables.of_lines(block.lines)] if block.lines else []),
        *([workbook_tables.of_table(block.table)] if block.table else []),
        *([_quoted(book, block)] if block.quotations else []),
        *([workbook_tables.of_recommendations(block.recommendations)] if block.recommendations else []),
    ]


def _quoted(book: Book, block: Block) -> Grid:
    return workbook_tables.of_quotations(block.quotations, public=book.document.is_public)


def _commentary(book: Book, sheet: Sheet, paragraphs: Sequence[Paragraph]) -> None:
    book.put(sheet, sheet.row, 0, "Commentary", "heading")
    sheet.row += 1
    for paragraph in paragraphs:
        _across(book, sheet, f"• {paragraph.text}" if paragraph.item else paragraph.text, "text")


def _across(book: Book, sheet: Sheet, text: str, kind: str) -> None:
    """A text across the sheet, in as many rows as it needs: a row can only be so high."""
    breadth = max(40, int(sheet.breadth * 0.95))
    for part in _parts(text, breadth * (HIGHEST - 4)):
        lines = sum(1 + len(line) // breadth for line in part.split("\n"))
        sheet.page.set_row(sheet.row, LINE * min(lines, HIGHEST))
        sheet.page.merge_range(sheet.row, 0, sheet.row, sheet.across, "", book.form(kind))
        book.put(sheet, sheet.row, 0, part, kind)
        sheet.row += 1


def _parts(text: str, most: int) -> list[str]:
    """A text in parts of at most so many characters, cut at a space where there is one."""
    left, found = printable(text), []
    while len(left) > most:
        at = left.rfind(" ", most // 2, most) + 1 or most
        found.append(left[:at])
        left = left[at:]
    return [*found, left]

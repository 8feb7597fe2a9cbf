"""The index of a pack as a Word file, for who writes their notes into it.

Word and not PDF: the programme has a writer of Word files, tests it and ships it, and whatever opens a Word file prints
a PDF; the page beside it is for the rest. It is written without a template, so that no council's template can change
what evidence says, and says what the page says, from the same data.
"""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from app import qr
from app.events.text import UNFIT
from app.evidence.index import ABOUT, CODE, CODE_SAYS, Grid, Index, Part, Row
from app.reports.word_file import packed
from app.reports.word_parts import plain


def written(index: Index, at: str) -> bytes:
    """The file; `at` (ISO) is when it says that it was made. The same index is the same bytes."""
    made = begun(index.title, index.council, index.mark, invented=index.demonstration)
    for part in index.first:
        put(made, part)
    made.add_heading(ABOUT, 1)
    for label, words in index.facts:
        _labelled(made, label, words)
    for part in index.parts:
        put(made, part)
    made.add_heading(CODE, 1)
    made.add_paragraph(CODE_SAYS)
    made.add_picture(io.BytesIO(qr.png(index.note)), width=Cm(5))
    made.add_paragraph(_fit(index.note))
    return finished(made, at)


def begun(title: str, council: str, mark: str, *, invented: bool) -> Any:
    """A document with its title, to be put parts into and to be finished; `mark` stands on every page.

    It says that everything in it is invented where that is so.
    """
    made = Document()
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Arial", Pt(10.5)
    _paper(made.sections[0])
    _mark(made, mark)
    made.add_heading(_fit(title), 0)
    made.add_paragraph(_fit(council))
    if invented:
        made.add_paragraph("Demonstration: everything here is invented.").runs[0].bold = True
    about = made.core_properties
    about.title, about.author, about.last_modified_by = _fit(title)[:255], _fit(council), _fit(council)
    return made


def put(made: Any, part: Part) -> None:
    """A part at the end of a document."""
    made.add_heading(_fit(part.title), part.level - 1)
    for item in part.items:
        _grid(made, item) if isinstance(item, Grid) else _labelled(made, item.label, item.words)


def finished(made: Any, at: str) -> bytes:
    """The file of a document; `at` (ISO) is when it says that it was made."""
    made.core_properties.created = made.core_properties.modified = datetime.fromisoformat(at).replace(tzinfo=None)
    out = io.BytesIO()
    made.save(out)
    return packed(out.getvalue())


def _mark(made: Any, mark: str) -> None:
    """For whom it is, at the head and the foot of every page."""
    for where in (made.sections[0].header, made.sections[0].footer):
        where.paragraphs[0].text = _fit(mark)
        where.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _paper(section: Any) -> None:
    """A4, with two centimetres at each side."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)


def _labelled(made: Any, label: str, words: str) -> None:
    paragraph = made.add_paragraph()
    if label:
        paragraph.add_run(f"{_fit(label)} ").bold = True
    paragraph.add_run(_fit(words))
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6), Pt(4)


def _grid(made: Any, given: Grid) -> None:
    """A table under its name, put in as a whole: cell by cell the library takes seconds for the history of a month.

    Its name stands on the page of its first row, its headings on every page, and no row is on two.
    """
    item = given.filled()
    item = item.turned() if sum(_least(item)) > ROOM and len(item.rows) < len(item.head) else item
    named = made.add_paragraph()
    named.add_run(_fit(item.caption)).bold = True
    named.paragraph_format.keep_with_next, named.paragraph_format.space_before = True, Pt(10)
    widths = _widths(item)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _row(widths, item.head, is_head=True) + "".join(_row(widths, row) for row in item.rows)
    named._p.addnext(parse_xml(f"<w:tbl {nsdecls('w')}>{PROPERTIES}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"))


ROOM, LEAST, MOST = 9_638, 14, 300
"""The width of a page's text in twentieths of a point; how few and how many characters count for a column's share."""
LETTER, MARGINS = 104, 240
"""How wide a letter of a table is at most, of the usual ones, and what a cell has beside its text."""
PROPERTIES = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr>'
)
HEADED = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
UNSPLIT = "<w:trPr><w:cantSplit/></w:trPr>"
SMALL = '<w:sz w:val="18"/>'


def _widths(item: Grid) -> list[int]:
    """The width of each column: room for its longest word, and of what is left a share by what its cells still need."""
    longest = [min(max(map(len, column)), MOST) for column in zip(item.head, *item.rows, strict=True)]
    least = _least(item)
    left = ROOM - sum(least)
    if left < 0:
        return [ROOM * max(one, LEAST) // sum(max(each, LEAST) for each in longest) for one in longest]
    wanted = [max(0, one * LETTER + MARGINS - room) for one, room in zip(longest, least, strict=True)]
    if sum(wanted) <= left:
        wanted = [one + least_one for one, least_one in zip(wanted, least, strict=True)]
    return [one + left * share // (sum(wanted) or 1) for one, share in zip(least, wanted, strict=True)]


def _least(item: Grid) -> list[int]:
    """How wide each column must be for no word of it to be cut; a word longer than any of a language may be."""
    columns = zip(item.head, *item.rows, strict=True)
    words = ([min(len(word), LONGEST) for cell in column for word in cell.split()] for column in columns)
    return [max(found, default=1) * LETTER + MARGINS for found in words]


LONGEST = 19
"""Letters of the longest word that is kept whole: the name of a file of the pack, with one to spare."""


def _row(widths: list[int], cells: Row, is_head: bool = False) -> str:
    made = "".join(_cell(width, words, is_head) for width, words in zip(widths, cells, strict=True))
    return f"<w:tr>{HEADED if is_head else UNSPLIT}{made}</w:tr>"


def _cell(width: int, words: str, is_head: bool) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{plain(line)}</w:t>' for line in _fit(words).split("\n"))
    kept, bold = ("<w:keepNext/>", "<w:b/>") if is_head else ("", "")
    look = f'<w:pPr>{kept}<w:spacing w:before="30" w:after="30"/></w:pPr><w:r><w:rPr>{bold}{SMALL}</w:rPr>{lines}</w:r>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{look}</w:p></w:tc>'


def _fit(text: str) -> str:
    """Text as a Word file can hold it."""
    return UNFIT.sub("", text)

"""The markup that Word's paragraphs, tables and pictures are made of (ISO/IEC 29500, WordprocessingML)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.events.text import unturned
from app.reports.word_jinja import Filled

UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:pic="{PICTURE}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KEEP = "<w:keepNext/>"
HANGING = '<w:ind w:left="140" w:hanging="140"/>'
"""How each of several things in a row's heading is told from the next: its further lines stand in."""
EMU = 635
"""English metric units in a twentieth of a point."""


@dataclass(frozen=True)
class Page:
    """What the template lends to whatever is written into it: its styles' ids by name, and how wide its text is."""

    styles: Mapping[str, str]
    width: int
    """In twentieths of a point."""
    height: int


@dataclass(frozen=True)
class Said:
    """A cell of a table as it is written; `under` stands smaller beneath its text."""

    text: str
    right: bool = False
    bold: bool = False
    under: str = ""


def plain(text: str) -> str:
    """Text as XML holds it, in the direction of the page; its brackets can never be those of a tag."""
    return escape(UNFIT.sub("", unturned(text)), quote=True).replace("{", "&#123;").replace("}", "&#125;")


def run(text: str, bold: bool | None = False) -> str:
    """Words in one paragraph; a new line in them stays one. `bold` is None for what is not, whatever it stands in."""
    marked = "<w:rPr><w:b/></w:rPr>" if bold else '<w:rPr><w:b w:val="0"/></w:rPr>' if bold is None else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(
        plain(line) for line in text.replace("\r\n", "\n").split("\n")
    )
    return f'<w:r>{marked}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def paragraph(page: Page, style: str, *runs: str, more: str = "") -> str:
    """A paragraph in a style (its name; "" for plain text); `more` are properties of its own."""
    id = page.styles[style] if style else ""
    named = f'<w:pStyle w:val="{id}"/>' if id else ""
    about = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{about}{''.join(runs)}</w:p>"


def words(page: Page, style: str, text: str, *, keep: bool = False) -> str:
    """A paragraph of words alone; `keep` holds it on the page of what follows, whatever its style says."""
    return paragraph(page, style, run(text), more=KEEP if keep else "")


@dataclass(frozen=True)
class Grid:
    """A table as it is written: its head, its rows, how many of the last are totals, and each column's width.

    `title` is what a screen reader calls it.
    """

    title: str
    head: Sequence[Said]
    rows: Sequence[Sequence[Said]]
    widths: Sequence[int]
    totals: int = 0
    style: str = "Table text"
    keep: bool = False
    """Whether its last row stays on the page of what follows."""


HIGHEST = 0.42
"""The share of a page's height that a picture takes at the most, so that what belongs to it finds room beneath."""
SHORT = 12
"""A table of so few rows is kept on one page."""
ENDS = 2
"""So many rows of a longer one stay with its last, which stands alone on no page."""


def table(page: Page, grid: Grid) -> str:
    """A table with a head that is repeated on each page, in rows that no page breaks."""
    last = len(grid.rows) - 1
    kept = {n for n in range(last) if len(grid.rows) <= SHORT or n >= last - ENDS} | ({last} if grid.keep else set())
    body = [_row(page, grid, row, n > last - grid.totals, n in kept) for n, row in enumerate(grid.rows)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    head = _row(page, grid, grid.head, False, True, head=True)
    return f"<w:tbl>{_about(page, grid)}<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(body)}</w:tbl>"


def _about(page: Page, grid: Grid) -> str:
    one = grid.totals == 1
    look = f'w:val="0{"6E0" if one else "6A0"}" w:firstRow="1" w:lastRow="{int(one)}" w:firstColumn="1"'
    named = plain(grid.title)
    return (
        f'<w:tblPr><w:tblStyle w:val="{page.styles["Report table"]}"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look} w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{named}"/></w:tblPr>'
    )


def _row(page: Page, grid: Grid, cells: Sequence[Said], total: bool, keep: bool, *, head: bool = False) -> str:
    """A row; `keep` holds it on the page of the next one."""
    about = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    marked = _TOTAL if total else ""
    made = []
    for n, (cell, width) in enumerate(zip(cells, grid.widths, strict=True)):
        more = (KEEP if keep else "") + ('<w:jc w:val="right"/>' if cell.right else "")
        if not n and "\n" in cell.text:
            text = "".join(
                paragraph(page, grid.style, run(one, None), more=more + HANGING) for one in cell.text.split("\n")
            )
        else:
            text = paragraph(page, grid.style, run(cell.text, cell.bold or head or total or not n), more=more)
        text += paragraph(page, grid.style, _SMALL.format(plain(cell.under)), more=more) if cell.under else ""
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{marked}</w:tcPr>{text}</w:tc>')
    return f"<w:tr>{about}{''.join(made)}</w:tr>"


_SMALL = '<w:r><w:rPr><w:color w:val="505A5F"/><w:sz w:val="16"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_TOTAL = (
    '<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="1D3557"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/>'
)


def picture(page: Page, rid: str, png: bytes, name: str, alt: str) -> str:
    """A picture as wide as the text, in a paragraph that stays with its caption; `rid` is its part's relationship."""
    across, down = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    width = min(page.width, int(page.height * HIGHEST * across / down))
    size = f'cx="{width * EMU}" cy="{width * EMU * down // across}"'
    said = f'name="{plain(name)}" descr="{plain(alt)}"'
    drawn = (
        f'<w:drawing {DRAWING}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" {said}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{PICTURE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="0" {said}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing>"
    )
    return paragraph(page, "Picture", f"<w:r>{drawn}</w:r>")


def filled(parts: Sequence[str]) -> Filled:
    """Parts as what a tag of the template is filled in with."""
    return Filled("".join(parts))

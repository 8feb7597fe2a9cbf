"""A report without what is the council's alone: confidential parts, names, single audits, quotations that may tell."""

import re
from collections.abc import Collection
from dataclasses import replace

from app.reports.disclosure_screening import screen, unnamed
from app.reports.disclosure_values import remade
from app.reports.document import PUBLIC, QUOTATIONS, TABLE, Block, Cell, Document, Line, Quotation, Recommended, Section

SERVICE = "the service"
"""Who acts, in the place of names."""
NOBODY = "–"
SINGLE = re.compile(
    r"/(?:audits/\d|children/|people/|exemptions/|concerns/|impact/|duties/(?!figures)|actions/(?!standing|figures)"
    r"|loops/(?!agreement)|moderations/people/)"
)
"""How the address of one record begins."""
LEFT_OUT = "Some quotations are left out here: they may tell who they are about."


def cleared_name(one: Quotation) -> str:
    """How a quotation is named among those that somebody has cleared: audit/2024-04/0003#0."""
    return f"{one.audit}#{one.number}"


def bare(document: Document, names: Collection[str], cleared: Collection[str]) -> Document:
    """The report with only what may be public, with its numbers as they are.

    `names` are those of people that the council knows; `cleared` the quotations (see `cleared_name`) that somebody has
    read and cleared although they are warned of.
    """

    def cell(one: Cell, _: str) -> Cell:
        return replace(_unnamed(one, names), href="")

    def block(one: Block, _: str) -> Block:
        return _quoted(one, names, cleared)

    sections = tuple(_open(section, names) for section in document.sections if not section.confidential)
    changes = tuple(unnamed(one, names, NOBODY) for one in document.changes)
    less = replace(document, sections=sections, author=SERVICE, published_by="", copy=PUBLIC, changes=changes)
    return _without_places(remade(less, cell, block))


def _open(section: Section, names: Collection[str]) -> Section:
    """A section's blocks that may be public, without lines and rows that are about one record."""
    blocks = (_of_many(block, names) for block in section.blocks if not block.confidential)
    blocks = (one for one in blocks if one.kind != TABLE or _has_rows(one))
    return replace(section, title=unnamed(section.title, names, NOBODY), blocks=tuple(blocks))


def _has_rows(block: Block) -> bool:
    """Whether a table is left, or there was none and it says so."""
    return bool(block.table.rows if block.table else block.notes)


def _of_many(block: Block, names: Collection[str]) -> Block:
    lines: tuple[Line, ...] = tuple(line for line in block.lines if not line.confidential)
    table = block.table
    if table:
        many = (row for row in table.rows if not any(SINGLE.match(cell.href) for cell in row))
        rows = tuple(tuple(_unnamed(cell, names) for cell in row) for row in many)
        table = replace(table, rows=rows if len(rows) > table.totals else ())
    made = tuple(_unowned(one, names) for one in block.recommendations)
    title = unnamed(block.title, names, NOBODY)
    return replace(block, title=title, lines=lines, table=table, recommendations=made)


def _unnamed(cell: Cell, names: Collection[str]) -> Cell:
    """A cell with a dash in the place of every whole name; a figure's own text names nobody."""
    return cell if cell.figure else replace(cell, text=unnamed(cell.text, names, NOBODY))


def _unowned(one: Recommended, names: Collection[str]) -> Recommended:
    text, progress = (unnamed(words, names, NOBODY) for words in (one.text, one.progress))
    return replace(one, owner=SERVICE, text=text, progress=progress)


def _quoted(block: Block, names: Collection[str], cleared: Collection[str]) -> Block:
    """A block with the quotations that nothing is warned of, or that were cleared."""
    fit = tuple(
        one for one in block.quotations if one.text and (cleared_name(one) in cleared or not screen(one.text, names))
    )
    notes = (*block.notes, LEFT_OUT) if len(fit) < len(block.quotations) else block.notes
    return replace(block, quotations=fit, notes=notes)


def _without_places(document: Document) -> Document:
    """Quotations are numbered as they stand, and no longer name their audits."""

    def block(one: Block) -> Block:
        quotations = tuple(replace(said, audit="", number=n) for n, said in enumerate(one.quotations))
        return replace(one, quotations=quotations) if one.kind == QUOTATIONS else one

    sections = (replace(section, blocks=tuple(block(one) for one in section.blocks)) for section in document.sections)
    return replace(document, sections=tuple(sections))

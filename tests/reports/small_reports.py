"""Reports of a block or a line or two."""

from dataclasses import replace

from app.reports.disclosure import Out, public
from app.reports.document import (
    LINES,
    Block,
    Cell,
    Document,
    Line,
    Section,
)
from tests.reports.a_document import a_document, share_cell


def of_blocks(*blocks: Block, **other: object) -> Document:
    """A report of these blocks alone."""
    return replace(a_document(), sections=(Section("one", "One", blocks),), sums=(), **other)  # type: ignore[arg-type]


def of_lines(*lines: Line, **other: object) -> Document:
    return of_blocks(Block("lines", LINES, "Lines", lines=lines), **other)


def line(n: int, of: int | None = None, name: str = "seen", note: str = "", period: str = "2024-04") -> Line:
    """A figure, with its share if it is of something."""
    cell = Cell(str(n), name, period, n) if of is None else share_cell(name, period, n, of, f"all:{name}")
    return Line(name, cell, note)


def texts(document: Document) -> list[str]:
    """The lines' values as they read."""
    return [one.cell.text for _, block in document.blocks() for one in block.lines]


def out(document: Document, published: tuple[Out, ...] = ()) -> Out:
    """A report whose public copy is out."""
    return Out(public(document, published), document)

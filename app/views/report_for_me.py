"""What the person who asks reads of a report: which copy, and what of the internal one is not for them."""

from collections.abc import Callable
from dataclasses import replace

from app.policy import OVERSEE
from app.reports.document import INTERNAL, NOTE, PUBLIC, QUOTATIONS, Block, Document, Section
from app.views.desk import i
from app.views.exemption_reach import classes_shown

NAMES = frozenset({"qa_lead", "director", "head_of_service"})
"""Who reads the confidential parts, with their names."""
EXEMPTED_BY_NAME, REASON = "exemptions-by-name", "Kind of reason"
"""Where the appendix says who was exempted, and the heading of why."""
LEFT_OUT = Section(
    "left-out",
    "What is left out of this copy",
    (
        Block(
            "left-out",
            NOTE,
            "",
            notes=("What is confidential is left out: it names people, or says what families said.",),
        ),
    ),
)
"""What stands at the end of a copy that is not whole."""


def copy_for_me(asked: str) -> str:
    """Which copy this person reads who asks for one: the internal one is for those who oversee."""
    return INTERNAL if asked != PUBLIC and i().roles & OVERSEE.keys() else PUBLIC


def for_me(document: Document) -> Document:
    """What this person reads of an internal copy: names and what families said are not everybody's.

    What is left out is said in their copy. Whoever reads the names does not therefore read why somebody was exempted.
    """
    if document.is_public:
        return document
    if i().roles & NAMES:
        return document if classes_shown() else _changed(document, _unclassed)
    less = replace(document, sections=tuple(one for one in document.sections if not one.confidential))
    less = _changed(less, _open)
    if i().roles & OVERSEE.keys() == {"analyst"}:
        less = _changed(less, _unquoted)
    return less if less == document else replace(less, sections=(*less.sections, LEFT_OUT))


def is_in_part(document: Document) -> bool:
    """Whether something is kept back or left out of what this person reads."""
    return document.is_public or LEFT_OUT in document.sections


def _changed(document: Document, change: Callable[[Block], Block | None]) -> Document:
    """The document with every block as something makes it, without those of which it makes None."""
    kept = (
        replace(section, blocks=tuple(made for one in section.blocks if (made := change(one))))
        for section in document.sections
    )
    return replace(document, sections=tuple(kept))


def _open(block: Block) -> Block | None:
    """A block without what is confidential."""
    if block.confidential:
        return None
    return replace(block, lines=tuple(line for line in block.lines if not line.confidential))


def _unquoted(block: Block) -> Block | None:
    return None if block.kind == QUOTATIONS else block


def _unclassed(block: Block) -> Block:
    """The exemptions by name without why."""
    table = block.table
    if block.id != EXEMPTED_BY_NAME or not table:
        return block
    left = [n for n, column in enumerate(table.columns) if column.label != REASON]
    rows = tuple(tuple(row[n] for n in left) for row in table.rows)
    return replace(block, table=replace(table, columns=tuple(table.columns[n] for n in left), rows=rows))

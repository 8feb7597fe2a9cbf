"""What the tags of a Word template can name: the front page, the sections, the figures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.events.periods import KINDS, period
from app.events.text import MONTHS
from app.reports.document import Cell, Document
from app.reports.word_blocks import Pictures, body, contents, definitions, title_of
from app.reports.word_jinja import Filled
from app.reports.word_parts import Page
from app.reports.word_tables import day, said

LONDON = ZoneInfo("Europe/London")
SENSITIVE, OFFICIAL = "OFFICIAL-SENSITIVE", "OFFICIAL"
INVENTED = "Demonstration data: everything in this report is invented"
NOT_THERE = "not in this report"
"""What a figure's tag says where the report has no such figure for its own period."""


@dataclass(frozen=True)
class Part:
    """A section as the template's loop has it."""

    id: str
    title: str
    body: Filled
    confidential: bool


class Figures:
    """Each figure of the report's own period in full, by its name: 45 of 73 (62%)."""

    def __init__(self, document: Document) -> None:
        found: dict[str, str] = {}
        for cell in document.cells():
            if cell.period == document.key:
                found.setdefault(cell.figure, _in_full(cell))
        self._found = found

    def __getitem__(self, name: str) -> str:
        return self._found.get(name, NOT_THERE)


def _in_full(cell: Cell) -> str:
    return said(cell) if cell.of is None or not cell.share else f"{cell.n} of {cell.of} ({cell.share}%)"


def names(page: Page, document: Document, pictures: Pictures) -> dict[str, Any]:
    """Everything that a tag can name, with what it is in this document."""
    of = period(document.key)
    return {
        "council": document.council,
        "title": document.title,
        "kind": KINDS.get(document.kind, document.kind),
        "period": of.label if of else document.key,
        "author": document.author,
        "as_at": as_at(document),
        "overdue_on": day(document.on),
        "edition": f"Edition {document.edition}" if document.edition else "Draft, not published",
        "published": _published(document),
        "changes": document.changes,
        "frameworks": document.frameworks,
        "copy": "Public copy" if document.is_public else "Internal copy",
        "marking": OFFICIAL if document.is_public else SENSITIVE,
        "demonstration": INVENTED if document.demonstration else "",
        "figures": Figures(document),
        "contents": contents(page, document),
        "sections": tuple(Part(one.id, title_of(one), body(page, one, pictures), one.confidential)
                          for one in document.sections),
        "definitions": definitions(page, document),
    }  # fmt: skip


def as_at(document: Document) -> str:
    """Up to when it counts: "17:00 on 30 November 2018, event 48,211"."""
    return f"{moment(document.as_at)}, event {document.position:,}"


def moment(at: str) -> str:
    """A moment (ISO) in England: "17:00 on 30 November 2018"."""
    there = datetime.fromisoformat(at).astimezone(LONDON)
    return f"{there:%H:%M} on {there.day} {MONTHS[there.month - 1]} {there.year}"


def _published(document: Document) -> str:
    """On which day by whom, "" before that."""
    if not document.published_on:
        return ""
    by = f" by {document.published_by}" if document.published_by else ""
    return f"{day(document.published_on[:10])}{by}"

"""What recommendations say, held against a report's figures as its commentary is: their text, and how far they are."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.reports import claims
from app.reports.claims import Finding
from app.reports.claims.finding import ARITHMETIC, SUM, TWICE
from app.reports.document import Cell, Document, Paragraph, Recommended, Section

MARK = "#"
"""In the id of what is checked as a section of its own: between section, recommendation, and which of its texts."""
SO_WHATEVER_COMES = frozenset({ARITHMETIC, SUM, TWICE})
"""Kinds of finding that are wrong of an aim too."""
BEGINS = re.compile(r"(?:^|[.!?;:,\n]\s*|\b(?:to|and|or)\s+)\Z")
"""What stands before the verb of an aim: Increase …, and reduce …, how to raise …"""
TO = re.compile(
    r"\b(?:to|towards?|reach(?:es)?|than|below|under|above|over|least|most)\s+(?:about\s+|some\s+)?\Z", re.I
)
"""What stands before the number of an aim: to 90%, below 10%, at least 40 of 45."""
BOUND = re.compile(r"(?:below|under|above|over|at least|at most|more than|less than|fewer than)\b", re.I)


def check(document: Document) -> tuple[Finding, ...]:
    """What in a report's commentary and recommendations its figures contradict, in the order of its sections.

    What is recommended is still to come: that it is not so yet is nothing to tell.
    """
    sections = tuple(one for section in document.sections for one in (section, *_said(document, section)))
    texts = {one.id: claims.text_of(one.commentary)[0] for one in sections if one.id.endswith(f"{MARK}text")}
    found = claims.check_all(replace(document, sections=sections))
    return tuple(one for one in found if not _is_aim(one, texts.get(one.where.section, "")))


def place(section: str) -> tuple[str, str]:
    """The section that a finding is in, and the address of the recommendation that says it; "" for commentary."""
    id, _, said = section.partition(MARK)
    return id, f"/recommendations/{said.partition(MARK)[0].rpartition('/')[2]}" if said else ""


def _said(document: Document, section: Section) -> Iterator[Section]:
    for block in section.blocks:
        for one in block.recommendations:
            for name, words in _words(document, one):
                said = tuple(Paragraph((Cell(line),)) for line in words.splitlines())
                yield Section(f"{section.id}{MARK}{one.id}{MARK}{name}", section.title, commentary=said)


def _words(document: Document, one: Recommended) -> Iterator[tuple[str, str]]:
    """What is of this report's figures: what an earlier one recommended was of its own."""
    if one.report == document.key:
        yield "text", one.text
    yield "progress", one.progress


def _is_aim(one: Finding, text: str) -> bool:
    """Whether it is said of what is to be, in what is recommended (`text`; "" for any other)."""
    if not text or one.kind in SO_WHATEVER_COMES:
        return False
    before, words = text[: one.where.start], one.where.words
    return bool(TO.search(before) or BOUND.match(words) or (words[:1].isalpha() and BEGINS.search(before)))

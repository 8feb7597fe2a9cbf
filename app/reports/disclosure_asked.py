"""Which warnings of what people wrote have to be answered before it is public, and which are only to be looked at."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from app.reports.disclosure import warnings
from app.reports.disclosure_screening import ORDINARY, STARTS, Warned
from app.reports.disclosure_words import TITLE
from app.reports.document import Document, Section

TELLS = frozenset({"e-mail address", "telephone number", "reference", "NHS number", "postcode"})
"""Kinds of which the words themselves are enough."""
YEAR = re.compile(r"\d{4}\Z")


@dataclass(frozen=True)
class Asked:
    """A warning: of which section (its id, "" for what an edition changed), where in words, and if it is answered."""

    section: str
    place: str
    warned: Warned
    to_answer: bool
    dashed: bool
    """Whether the public copy has a dash in its place: a whole known name."""

    @property
    def why(self) -> str:
        """Why it is told, without the words and a full stop."""
        return self.warned.says.partition("”: ")[2].removesuffix(".")


def asked(document: Document, names: Collection[str], own: Collection[str]) -> Iterator[Asked]:
    """What may tell who it is about in what people wrote for the public copy too, once for the same words of a section.

    Takes the report itself; its quotations are cleared one by one, and are no part of this.

    `names` are those of people that the council knows, `own` those of the council, its areas and teams: a word of one
    of them names nobody, unless a whole name of a person is written.
    """
    words = {part for name in own for part in re.findall(r"[\w'’-]+", name)}
    full, seen = {name.lower() for name in names}, set()
    for section, alone in _by_section(document):
        for one in warnings(alone, names):
            found = one.warned
            if (section, found.found) in seen or (found.kind == "name" and found.found in words):
                continue
            to_answer = _to_answer(found, full, int(document.key[:4]))
            if one.place.startswith(TITLE) and not to_answer:
                continue  # Titles are full of words with a capital.
            seen.add((section, found.found))
            yield Asked(section, one.place, found, to_answer, dashed=found.found.lower() in full)


def _by_section(document: Document) -> Iterator[tuple[str, Document]]:
    """What an edition changed, and each section that is public as well, as reports of nothing else."""
    yield "", replace(document, sections=())
    for section in document.sections:
        if not section.confidential:
            yield section.id, replace(document, sections=(_typed(section),), changes=())


def _typed(section: Section) -> Section:
    blocks = (block for block in section.blocks if not (block.quotations or block.confidential))
    return replace(section, blocks=tuple(blocks))


def _to_answer(one: Warned, full: Collection[str], year: int) -> bool:
    """Whether it is more than a word with a capital: a known name, dotted initials, a date of birth, a reference."""
    if one.kind == "initials":
        return "." in one.found
    if one.kind == "date of birth":
        return _of_birth(one.found, year)
    if one.kind == "name":
        known = "may be" not in one.says
        return known and (one.found.lower() in full or one.found not in ORDINARY | STARTS)
    return one.kind in TELLS


def _of_birth(words: str, year: int) -> bool:
    """Whether a date is of a year before the report's, or is said to be one of birth; others are of meetings."""
    if not words[:1].isdigit():
        return True
    found = YEAR.search(words)
    return int(found.group()) < year if found else bool(re.search(r"\d\Z", words))

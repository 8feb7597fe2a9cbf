"""Numbers that stand in words: in a sentence that was generated, and in one that was typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.events.periods import period
from app.reports.disclosure_values import Key, key, keyed, told, values
from app.reports.document import Cell, Document

WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = {word: n for n, word in enumerate(WORDS.split(" "))} | {"couple": 2, "pair": 2, "dozen": 12}
COUNTED = r"audit|child|case|famil|parent|record|young|carer|worker|person|people|auditor|of (?:the|them|these|those)"
"""What "one" stands before where it counts."""
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NO_COUNT = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}|95 ?%|99% or 101%|\d+% level|\bQ[1-4]\b|[Cc]ategory [12]"
    rf"|(?:\d{{1,2}} (?={MONTH}(?! (?:{COUNTED}))))?{MONTH}(?: \d{{4}}| \d{{2}}\b)?"
    r"|\b(?:19|20)\d{2}\b|[Vv]ersion \d+"
    rf"|\b(?:\d+|(?i:{'|'.join(WORDS.split())})) (?:working )?(?:day|week|month|year)s?\b"
)
"""Dates, quarters, years, spans of time, levels: numbers that count nothing."""
NUMBER = re.compile(
    rf"\d+(?:\.\d+)?|\b(?i:one(?= (?:{COUNTED}))|{'|'.join(word for word in NUMBERS if word != 'one')})\b"
)

TITLE = "The title “"
"""How the place of a title begins: of a section as somebody named it, or of a block that is named after something."""
PER_CENT = re.compile(rf"(?:\s*(?:to|and|or|–|-)\s*(?:{NUMBER.pattern}))?\s*(?:%|per ?cent\b)")
"""What makes a number, or the first of two, a share."""


@dataclass(frozen=True)
class Leak:
    """A number in a typed text that is the value of something kept back too: its place, the word, and of what."""

    place: str
    word: str
    of: str

    @property
    def says(self) -> str:
        """The sentence, without its place."""
        return f"“{self.word}” is also the value of {self.of}, which is kept back."


def numbers(text: str) -> Iterator[tuple[str, float]]:
    """The numbers of a text as they are written, with their values; without those of dates."""
    yield from ((word, value) for word, value, _ in _numbers(text))


def _numbers(text: str) -> Iterator[tuple[str, float, bool]]:
    """The same, each with whether it is said to be per cent."""
    left = NO_COUNT.sub(lambda found: " " * len(found.group()), re.sub(r"(?<=\d),(?=\d{3})", "", text))
    for found in NUMBER.finditer(left):
        word = found.group()
        value = float(NUMBERS[word.lower()] if word.isalpha() else word)
        yield word, value, bool(PER_CENT.match(left, found.end()))


def leaks(public: Document, internal: Document) -> tuple[Leak, ...]:
    """Where a typed text of the public copy has a number that is kept back elsewhere in it, one for each.

    A number that is said to be per cent is a share; one in letters that is not is a count, and in what a family said
    it is of their own life.
    """
    counts, shares = _hidden(public, internal)
    families = {f"{block.title}, “{said.text}”" for _, block in public.blocks() for said in block.quotations}
    found = []
    for place, text in typed(public):
        for word, value, per_cent in _numbers(text):
            if word.isalpha() and place in families:
                continue
            hidden = shares if per_cent else counts if word.isalpha() else {**shares, **counts}
            if value in hidden:
                found.append(Leak(place, word, hidden[value]))
    return tuple(dict.fromkeys(found))


def _hidden(public: Document, internal: Document) -> tuple[dict[float, str], dict[float, str]]:
    """What is kept back: each value, and each share as it is printed, with what it is of in words."""
    kept, names = told(public).kept, _names(internal)
    counts: dict[float, str] = {}
    shares: dict[float, str] = {}
    for value in values(keyed(internal)):
        part, whole = key(value), (value.base, value.period)
        share = value.share if isinstance(value, Cell) else ""
        found = ((part, value.n, counts), (whole, value.of, counts), (part, share, shares), (whole, share, shares))
        for one, n, hidden in found:
            if one in kept and n not in (None, ""):
                name = names.get(one[0]) or f"what is counted for “{names.get(part[0], part[0])}”"
                hidden.setdefault(float(str(n)), f"{name}, {_in_words(one)}")
    return counts, shares


def _in_words(key: Key) -> str:
    found = period(key[1])
    return found.label if found else key[1]


def _names(document: Document) -> dict[str, str]:
    """How each figure is called: as it is defined, or as the first row or line has it."""
    names = {one.name: one.label for one in document.definitions}
    for _, block in document.blocks():
        for line in block.lines:
            names.setdefault(line.cell.figure, line.label)
        for row in block.table.rows if block.table else ():
            for cell in row[1:]:
                names.setdefault(cell.figure, f"{block.title}: {row[0].text}")
    return names


def typed(document: Document) -> Iterator[tuple[str, str]]:
    """What people wrote, with its place."""
    yield from (("What this edition changed", one) for one in document.changes)
    for section in document.sections:
        for title in dict.fromkeys((section.title, *(block.title for block in section.blocks))):
            yield f"{TITLE}{title}”", title
        for n, paragraph in enumerate(section.commentary, 1):
            words = "".join(" " if run.figure else run.text for run in paragraph.runs)
            yield f"{section.title}, paragraph {n}", words
        for block in section.blocks:
            for one in block.recommendations:
                yield f"{block.title}, “{one.text}”", f"{one.text} {one.progress}"
            for quotation in block.quotations:
                yield f"{block.title}, “{quotation.text}”", quotation.text

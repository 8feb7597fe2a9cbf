"""A report's commentary held against its figures, section by section."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.reports.claims import (
    adding,
    against,
    ages,
    bounds,
    compared,
    domain_ranks,
    every_domain,
    extents,
    good_practice,
    in_a_row,
    lists,
    measure_extents,
    moderated,
    more_than,
    own_numbers,
    ranks,
    stated,
    targets,
    trends,
)
from app.reports.claims.adding import Count
from app.reports.claims.facts import Facts
from app.reports.claims.finding import FEW, FIGURE, Finding
from app.reports.claims.gather import facts
from app.reports.claims.hedges import hedged
from app.reports.claims.numbers import Said, said
from app.reports.claims.quoting import quoted
from app.reports.claims.reading import Sentence, Span
from app.reports.claims.sentences import sentences
from app.reports.document import Document, Paragraph, Section


@dataclass
class _Read:
    """What a section's text came to."""

    findings: list[Finding] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)


def check(text: str, section: str, document: Document, sure: tuple[Span, ...] = ()) -> tuple[Finding, ...]:
    """What in a section's commentary the document's figures contradict, in the order of the text.

    `text` is all of the section's commentary as it reads, one paragraph a line; `section` its id. `sure` are the places
    (from, to) where figures were inserted: they are true, and only read. What the other sections' commentary gives as
    the same count with another value is found too, in `text`. Raises ValueError for a document of no period.
    """
    known = facts(document)
    others = [one for one in document.sections if one.id != section]
    found = _found(_read(text, section, known, sure), [count for one in others for count in _counts(one, known)])
    return tuple(quoted(text, one) for one in found)


def check_all(document: Document) -> tuple[Finding, ...]:
    """What in all of a document's commentary its figures contradict, section by section."""
    known, before, found = facts(document), list[Count](), list[Finding]()
    for section in document.sections:
        text, sure = text_of(section.commentary)
        read = _read(text, section.id, known, sure)
        found += [quoted(text, one) for one in _found(read, before)]
        before += read.counts
    return tuple(found)


def text_of(commentary: tuple[Paragraph, ...]) -> tuple[str, tuple[Span, ...]]:
    """Commentary as `check` takes it: its text, and where figures were inserted."""
    at, sure = 0, []
    for paragraph in commentary:
        for run in paragraph.runs:
            sure += [(at, at + len(run.text))] if run.figure else []
            at += len(run.text)
        at += 1
    return "\n".join(paragraph.text for paragraph in commentary), tuple(sure)


def _read(text: str, section: str, known: Facts, sure: tuple[Span, ...]) -> _Read:
    read = _Read()
    for sentence in sentences(text, section, known, sure):
        numbers = said(sentence)
        read.findings += _in(sentence, numbers)
        read.counts += adding.counts(sentence, numbers)
    return read


def _in(sentence: Sentence, numbers: list[Said]) -> Iterator[Finding]:
    listed, found = lists.check(sentence, numbers)
    yield from found
    alone = lists.without(numbers, listed)
    yield from filter(None, map(against.check, (*alone, *adding.bases(sentence, alone))))
    yield from adding.sums(sentence, numbers)
    yield from extents.check(sentence)
    yield from measure_extents.check(sentence)
    yield from every_domain.check(sentence)
    yield from more_than.check(sentence)
    yield from bounds.check(alone)
    yield from ages.check(sentence, numbers)
    yield from good_practice.check(sentence)
    yield from stated.check(sentence)
    yield from targets.check(sentence)
    yield from moderated.check(sentence, numbers)
    yield from ranks.check(sentence)
    yield from domain_ranks.check(sentence)
    own = own_numbers, in_a_row
    changes = [*trends.check(sentence), *compared.check(sentence)]
    changes = changes or [found for each in own for found in each.check(sentence)]
    yield from (one for one in changes if one.kind != FEW or not hedged(sentence))


def _counts(section: Section, known: Facts) -> Iterator[Count]:
    text, sure = text_of(section.commentary)
    if any(letter.isdigit() for letter in text):
        for sentence in sentences(text, section.id, known, sure):
            yield from adding.counts(sentence, said(sentence))


def _found(read: _Read, others: list[Count]) -> tuple[Finding, ...]:
    """The findings in order; a count that differs from the report's figure is not told again as given twice."""
    wrong = {(one.where.start, one.where.end) for one in read.findings if one.kind == FIGURE}
    twice = [one for one in adding.twice(read.counts, others) if (one.where.start, one.where.end) not in wrong]
    return tuple(sorted([*read.findings, *twice], key=lambda one: (one.where.start, one.where.end)))

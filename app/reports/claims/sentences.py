"""A text cut into sentences, each with what it speaks of and what the one before was about."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from app.reports.claims.carried import Carried
from app.reports.claims.domains import domains
from app.reports.claims.facts import Facts
from app.reports.claims.mentions import LIKELY, SURE, grades
from app.reports.claims.reading import Sentence, Span
from app.reports.claims.times import times
from app.reports.claims.words import flat

_ENDS = re.compile(
    r"(?<=[.!?])(?<!Qtr\.)(?<!e\.g\.)(?<!i\.e\.)(?<!Sept\.)(?<!No\.)['\")]*[ ]+(?=['\"(]?[A-Z0-9])|\n+|(?<=;) "
)
_LONGEST = 2_000
"""After how many characters what looks like one sentence is cut, so that no text takes long."""
_HEADING = 16
"""How many characters besides a domain's name a line may have that is its heading: Domain 3, Outcome for."""


def sentences(text: str, section: str, facts: Facts, sure: tuple[Span, ...] = ()) -> Iterator[Sentence]:
    """The sentences of a section's text, each with what it speaks of."""
    plain = flat(text)
    found = grades(plain, facts), domains(plain, facts), times(plain, facts.of)
    starts = [[one.start for one in kind] for kind in found]
    carried, start = Carried(), 0
    for first, last in _spans(plain):
        if "\n" in plain[start:first] and plain[:first].rstrip()[-1:] != ":":
            carried = Carried(carried.domain if carried.heads else "", None, carried.heads)
        graded, named, dated = (
            kind[bisect_left(at, first) : bisect_left(at, last)] for kind, at in zip(found, starts, strict=True)
        )
        one = Sentence(plain, first, last, section, facts, graded, named, dated, sure, carried)
        yield one
        carried, start = _carry(one), last


def _spans(text: str) -> Iterator[Span]:
    start = 0
    for end in _ENDS.finditer(text):
        yield from _pieces(start, end.start())
        start = end.end()
    yield from _pieces(start, len(text))


def _pieces(start: int, end: int) -> Iterator[Span]:
    """From one place to another, in pieces that are no longer than a sentence may be."""
    yield from ((at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST))


def _is_heading(one: Sentence) -> bool:
    """Whether it is a line of a domain's name and little else."""
    ends = one.text[one.end - 1] == ":" or one.text[one.end : one.end + 1] in ("\n", "")
    named = one.domains[0] if len(one.domains) == 1 and one.domains[0].strength >= LIKELY else None
    return bool(named and ends and len(one.words) - (named.end - named.start) <= _HEADING)


def _carry(one: Sentence) -> Carried:
    """What the next sentence may be about: what this one names, or was about itself."""
    named = [each for each in one.domains if each.strength == SURE]
    ids = {id for each in named for id in each.value}
    carried = one.carried
    if _is_heading(one):
        carried = Carried(one.domains[0].value[0], None, True)
    elif ids and not carried.heads:
        carried = replace(carried, domain=ids.pop() if len(ids) == 1 else "")
    if one.periods:
        carried = replace(carried, periods=one.periods[0].value if len(one.periods) == 1 else None)
    return carried

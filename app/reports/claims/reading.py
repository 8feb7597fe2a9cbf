"""A text read as sentences, each with the grades, domains and periods that its words mean."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.reports.claims.carried import Carried
from app.reports.claims.facts import OVERALL, Facts, Names
from app.reports.claims.limits import ALL_TOLD, BOUND, OPEN, OTHERS, SAMPLE, WISHES
from app.reports.claims.mentions import LIKELY, NOT, SURE, Mention
from app.reports.claims.words import NOUNS

Span = tuple[int, int]
_CUTS = re.compile(
    r"[;:\n]|,(?!\d)|\b(?:and|but|while|whilst|whereas|with|though|although|however|followed by|as do|compared)\b", re.I
)
_BESIDE = re.compile(rf"\)?\s*(?:(?:of\s+)?(?:the\s+)?{NOUNS}\s+)?(?:in|for|during|at)\s+", re.I)
_TO = re.compile(r"\bto\s$")


@dataclass
class Sentence:
    """A sentence of a text; positions are those of the text."""

    text: str
    start: int
    end: int
    section: str
    facts: Facts
    grades: list[Mention]
    domains: list[Mention]
    periods: list[Mention]
    sure: tuple[Span, ...] = ()
    """Where figures stand that were inserted: true as they are."""
    carried: Carried = field(default_factory=Carried)
    memo: dict[str, list[Any]] = field(default_factory=dict)
    """What was read of it once and is asked for by several checks."""

    @property
    def words(self) -> str:
        """Its own text."""
        return self.text[self.start : self.end]

    def says(self, words: Iterable[str]) -> bool:
        """Whether any of some words, in lower case, is in it."""
        low = self._low
        for word in words:  # noqa: SIM110 -- asked some 3,000 times of a section
            if word in low:
                return True
        return False

    @cached_property
    def _low(self) -> str:
        return self.words.lower()

    @cached_property
    def cuts(self) -> list[int]:
        """Where its clauses begin and end."""
        inside = [(one.start, one.end) for one in (*self.grades, *self.domains, *self.periods)]
        found = (cut.start() for cut in _CUTS.finditer(self.text, self.start, self.end))
        return [self.start, *(at for at in found if not any(a <= at < b for a, b in inside)), self.end]

    def clause(self, at: int) -> Span:
        """The clause that a position is in."""
        cuts = self.cuts
        here = bisect_left(cuts, at + 1) or 1
        return cuts[here - 1], cuts[here] if here < len(cuts) else cuts[-1]

    def near(self, mentions: Iterable[Mention], at: int) -> Mention | None:
        """The mention in the clause that is nearest, else the last one before, else the next one."""
        first, last = self.clause(at)
        known = [one for one in mentions if one.strength != NOT]
        inside = [one for one in known if first <= one.start < last]
        if inside:
            return min(inside, key=lambda one: abs(one.start - at))
        before = [one for one in known if one.end <= at]
        return before[-1] if before else (known[0] if known else None)

    def grade(self, at: int) -> Mention | None:
        """The grade that is spoken of at a position: in its clause, else the next one, else the last one."""
        first, last = self.clause(at)
        known = [one for one in self.grades if first <= one.start < last]
        if known:
            best = min(known, key=lambda one: abs(one.start - at))
            return best if best.strength != NOT else None
        return self.near(self.grades, at)

    def domain(self, at: int) -> tuple[Names, bool]:
        """The domains that may be meant at a position, the likeliest first, and whether it is sure of the first."""
        first, last = self.clause(at)
        if ALL_TOLD.search(self.text, first, last) and not any(first <= one.start < last for one in self.domains):
            return (OVERALL,), True
        one = self.near(self.domains, at)
        if one and one.strength == SURE:
            return one.value, True
        if one:
            return (*one.value, *self.usual), one.strength == LIKELY
        usual = self.usual
        if self.carried.domain and self.carried.domain not in usual:
            return (self.carried.domain, *usual), bool(usual)
        return usual, bool(usual)

    @cached_property
    def usual(self) -> Names:
        """What is meant where no domain is named: that of the section, or overall; nothing in a section of several."""
        if self.carried.heads:
            return (self.carried.domain,)
        shown = self.facts.sections.get(self.section, set())
        if len(shown) == 1:
            return (next(iter(shown)),)
        return (OVERALL,) if OVERALL in shown or not shown else ()

    def when(self, at: int, end: int = -1) -> list[Names]:
        """The periods that may be meant by words from `at` to `end`, the likeliest first; an empty one is not known."""
        first, last = self.clause(at)
        close = self.beside(at, end)
        inside = (
            [close]
            if close
            else sorted(
                (one for one in self.periods if first <= one.start < last and one.strength != NOT),
                key=lambda one: abs(one.start - at),
            )
        )
        whole = (self.facts.of.key,)
        if inside:
            return [*_each(inside), *([whole] if _TO.search(self.text, max(first, at - 4), at) else [])]
        before = [one for one in reversed(self.periods) if one.end <= at and one.strength != NOT]
        if before:
            return [*_each(before), *([whole] if before[0].value else [])]
        after = [one for one in self.periods if one.strength != NOT]
        if after:
            return [whole, *_each(after)] if after[0].value else _each(after)
        if self.periods:
            return [()]
        return [*([self.carried.periods] if self.carried.periods is not None else []), whole]

    def beside(self, at: int, end: int) -> Mention | None:
        """The period that stands right after words from `at` to `end`: 8 audits in May."""
        close = (one for one in self.periods if one.start >= end > at and _BESIDE.fullmatch(self.text, end, one.start))
        return next(close, None)

    @property
    def dated(self) -> bool:
        """Whether it names a period."""
        return bool(self.periods)

    def others(self, at: int, bounds: bool = True) -> bool:
        """Whether the words at a position are of other audits than the figures, or of what is wished for."""
        first, last = self.clause(at)
        if self.wished(at, bounds) or OTHERS.search(self.text, first, last):
            return True
        return self.sampled

    @cached_property
    def sampled(self) -> bool:
        """Whether it is about a sample."""
        return bool(SAMPLE.search(self.text, self.start, self.end))

    def wished(self, at: int, bounds: bool = True) -> bool:
        """Whether the words at a position are of a target and not of what is; or of a limit, unless `bounds` is not."""
        first, last = self.clause(at)
        if bounds and BOUND.search(self.text, first, last):
            return True
        return bool(OPEN.search(self.text, first, last) or WISHES.search(self.text, self.start, at))

    def dates(self, at: int) -> bool:
        """Whether a period is named in the clause of a position."""
        first, last = self.clause(at)
        return any(first <= one.start < last for one in self.periods)

    def bare(self, span: Span, without: Span = (0, 0)) -> str:
        """A part of it but for its periods and some other words."""
        first, last = span
        words = list(self.text[first:last])
        for start, end in (without, *((one.start, one.end) for one in self.periods)):
            a, b = max(start, first) - first, min(end, last) - first
            if a < b:
                words[a:b] = " " * (b - a)
        return "".join(words)

    def is_sure(self, start: int, end: int) -> bool:
        """Whether a figure was inserted there."""
        return any(a < end and start < b for a, b in self.sure)


def _each(mentions: list[Mention]) -> list[Names]:
    """The periods of mentions; of several joined, together first."""
    found: list[Names] = []
    for one in mentions:
        found += [one.value, *([(key,) for key in one.value] if len(one.value) > 1 else [])]
    return found

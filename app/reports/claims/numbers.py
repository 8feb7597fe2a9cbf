"""The numbers that a sentence states: n of N, n with its percentage, percentages, and which belong together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from app.reports.claims.numerals import Numeral, numerals
from app.reports.claims.reading import Sentence
from app.reports.claims.words import NOUNS

_MOVES = re.compile(r"\b(?:from|to|up|down)\s+(?:just\s+|about\s+)?$", re.I)
_OF = re.compile(rf"\s*(?:{NOUNS}\s+)?(?:out of|of)\s+(?:(?:the|these|those|all|our|its|a total of)\s+)*|\s?/\s?")
_BASE = re.compile(r"(?:^\W*|[,(:]\s*|\bout )of\s+(?:(?:the|these|those|all|our|a total of)\s+)*$", re.I)
_THEN = re.compile(r"[^.;\d%()\n]{0,60}\(\s*(?:or\s|i\.e\.,?\s|=\s?)?|[^.;\d%()\n]{0,25}[,]?\s*\b(?:i\.e\.,?|or|which is|that is|representing|equating to|equals?)\s+|\s?=\s?")  # fmt: skip  # noqa: E501
_FIRST = re.compile(r"\s*(?:\(\s*|,?\s*(?:or|i\.e\.,?|being)\s+)")
_OF_WHICH = re.compile(r"\s*(?:\([^)]*\)\s*)?of (?:which|whom|these|those|them)\b")
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|approx\.?|nearly|almost|roughly|some|over|under|just|circa)\s+$", re.I
)


@dataclass(frozen=True)
class Said:
    """What a sentence states: a count, perhaps of a base, perhaps with its percentage; or a percentage alone.

    `joined`: the base stands beside the count, and not elsewhere in the sentence. `about`: it is called approximate.
    """

    sentence: Sentence
    n: Numeral | None
    of: Numeral | None = None
    share: Numeral | None = None
    joined: bool = False
    about: bool = False

    @property
    def moves(self) -> bool:
        """Whether it is one end of a change: from 17% to 0%."""
        return bool(_MOVES.search(self.sentence.text[max(self.sentence.start, self.start - 14) : self.start]))

    @cached_property
    def parts(self) -> list[Numeral]:
        """The numbers that stand together, in their order."""
        close = [self.n, self.of if self.joined else None, self.share]
        return sorted((one for one in close if one), key=lambda one: one.start)

    @cached_property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0].start

    @cached_property
    def end(self) -> int:
        """Where it ends, with a bracket that it opens."""
        last = self.parts[-1].end
        text = self.sentence.text
        return last + 1 if text[last : last + 1] == ")" and "(" in text[self.start : last] else last


def said(sentence: Sentence) -> list[Said]:
    """All that a sentence states in numbers, but for what was inserted."""
    return [one for one in every(sentence) if not sentence.is_sure(one.start, one.end)]


def every(sentence: Sentence) -> list[Said]:
    """All that a sentence states in numbers, those of figures that were inserted too."""
    known = numerals(sentence)
    return [*_bound(sentence, known, [*_read(sentence, known)])] if known else []


def _read(sentence: Sentence, known: list[Numeral]) -> Iterator[Said]:
    """Numbers that stand beside one another, put together."""
    at, text = 0, sentence.text
    while at < len(known):
        one, rest = known[at], known[at + 1 :]
        if one.is_share:
            ratio = _ratio(text, rest) if rest and _FIRST.fullmatch(text, one.end, rest[0].start) else None
            n, of = ratio or (None, None)
            yield Said(sentence, n, of, one, ratio is not None, _about(text, one))
            at += 3 if ratio else 1
            continue
        ratio = _ratio(text, known[at:])
        count = 2 if ratio else 1
        after = known[at + count] if at + count < len(known) else None
        share = after if after and after.is_share and _together(text, known, at + count) else None
        yield Said(sentence, one, ratio[1] if ratio else None, share, bool(ratio), _about(text, one))
        at += count + (share is not None)


def _ratio(text: str, rest: list[Numeral]) -> tuple[Numeral, Numeral] | None:
    """n of N, where the next two numbers are that."""
    if len(rest) < 2 or rest[0].is_share or rest[1].is_share:
        return None
    return (rest[0], rest[1]) if _OF.fullmatch(text, rest[0].end, rest[1].start) else None


def _together(text: str, known: list[Numeral], at: int) -> bool:
    """Whether a percentage belongs to the number before it, and not to one in brackets after it."""
    share = known[at]
    if not _THEN.fullmatch(text, known[at - 1].end, share.start):
        return False
    return not (
        _FIRST.match(text, share.end) and _ratio(text, known[at + 1 :]) and "(" in text[share.end : share.end + 3]
    )


def _about(text: str, one: Numeral) -> bool:
    return bool(_ABOUT.search(text[max(0, one.start - 16) : one.start]))


def _bound(sentence: Sentence, known: list[Numeral], found: list[Said]) -> Iterator[Said]:
    """Of 77 audits, 7 …: counts with the base that the sentence gives for them, and without what is only that base."""
    base = _base(sentence, found)
    for one in found:
        if one.n is None or one.of or base is None:
            yield one
        elif one.n != base:
            yield replace(one, of=base)
        elif one.share:
            yield one


def _base(sentence: Sentence, found: list[Said]) -> Numeral | None:
    """The number that others of the sentence are said to be of."""
    text = sentence.text
    alone = [one for one in found if one.n and not one.of]
    if len(alone) < 2:
        return None
    for one in alone:
        if one.n and not one.share and _BASE.search(text[sentence.start : one.n.start]):
            return one.n
    first = alone[0]
    which = any(one.n and one.share and _OF_WHICH.match(text, one.share.end) for one in alone[1:]) or any(
        one.n and one.share and _OF_WHICH.match(text, one.n.end) for one in alone[1:]
    )
    return first.n if which and not first.share else None

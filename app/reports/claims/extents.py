"""All, none, most, half: claims on how many, without a number."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from app.reports.claims.facts import Value
from app.reports.claims.finding import EXTENT, Finding
from app.reports.claims.grade_counts import is_all_said
from app.reports.claims.mentions import NOT, Mention
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, readings
from app.reports.claims.words import NOUNS, NUMBER, number

_BE = r"(?:(?:were|was|are|is|have been|had been|has been|being)\s+)"
_GRADED = r"(?:(?:graded|rated|judged|found)\s+)?(?:as\s+|at\s+)?(?:either\s+)?['\"]?"
_OF = rf"(?:\s+of)?(?:\s+(?:the|these|those|our|its))?(?:\s+{NUMBER})?"
_IN = r"(?:\s+(?:in|from|for|of|during)\s+[^,.;]{3,25}?)?"
_NEARLY = r"(?:almost|nearly|virtually|practically)\s+"
_RATED = r"(?:graded|rated|judged|found)"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("none", re.compile(rf"\b(?:no|zero|not one)\s+(?:{NOUNS}\s+)?{_BE}?{_GRADED}", re.I)),
    ("none", re.compile(rf"\bnone(?:{_OF}(?:\s+{NOUNS})?{_IN}\s+{_BE}|\s+(?={_RATED})){_GRADED}", re.I)),
    ("nearly", re.compile(rf"\b{_NEARLY}(?:all|every){_OF}(?:\s+{NOUNS})?{_IN}\s+{_BE}{_GRADED}", re.I)),
    ("all", re.compile(rf"\b(?:all|every|each){_OF}(?:\s+{NOUNS})?{_IN}\s+{_BE}{_GRADED}", re.I)),
    (
        "most",
        re.compile(rf"\b(?:most|(?:the\s+|a\s+)?(?:\w+\s+)?majority){_OF}\s+{NOUNS}{_IN}\s+{_BE}?{_GRADED}", re.I),
    ),
    (
        "hardly",
        re.compile(rf"\b(?:(?:hardly|scarcely|barely)\s+any|very\s+few){_OF}\s+{NOUNS}{_IN}\s+{_BE}?{_GRADED}", re.I),
    ),
    ("few", re.compile(rf"(?<!\ba )(?<!very )\bfew{_OF}\s+{NOUNS}{_IN}\s+{_BE}?{_GRADED}", re.I)),
    ("few", re.compile(rf"\b(?:the\s+|a\s+)?(?:small\s+)?minority{_OF}\s+{NOUNS}{_IN}\s+{_BE}?{_GRADED}", re.I)),
)
_PARTS = {
    "two thirds": Fraction(2, 3), "three quarters": Fraction(3, 4), "half": Fraction(1, 2), "quarter": Fraction(1, 4),
    "third": Fraction(1, 3), "fifth": Fraction(1, 5), "tenth": Fraction(1, 10),
}  # fmt: skip
HOW = (
    r"(?:approximately|about|around|roughly|nearly|almost|just over|just under|well over|more than|less than|fewer than"
    r"|at least|at most|up to|no more than|over|under)"
)
"""What may stand before a part, a number or a percentage."""
_PART = re.compile(
    rf"\b(?P<how>{HOW}\s+)?(?:a\s+|one\s+(?!in))?(?P<part>two[- ]thirds|three[- ]quarters|half|quarter|third|fifth"
    rf"|tenth|(?P<n>{NUMBER}) in (?P<of>{NUMBER})){_OF}\s+(?:{NOUNS}{_IN}\s+)?{_BE}?{_GRADED}", re.I
)  # fmt: skip
_CONSISTENTLY = ("consistently", "invariably", "always")
_CONSISTENT = re.compile(
    rf"\b(?:is|was|are|were|been|remain\w*)\s+(?:consistently|invariably|always)\s+{_GRADED}$", re.I
)  # fmt: skip
TESTS: dict[str, tuple[Callable[[Value], bool], str]] = {
    "none": (lambda value: value.n == 0, "not none"),
    "all": (lambda value: value.n == value.of, "not all"),
    "most": (lambda value: 2 * value.n > (value.of or 0), "not more than half"),
    "nearly": (lambda value: 5 * value.n >= 4 * (value.of or 0), "not nearly all"),
    "few": (lambda value: 2 * value.n < (value.of or 0), "not less than half"),
    "hardly": (lambda value: 10 * value.n <= (value.of or 0), "not hardly any"),
}
NEAR, ROUGHLY = Fraction(4, 100), Fraction(5, 100)
"""How far a share may be from the part that it is called, and where it is called so approximately."""


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of all, none, most or a part of the audits, and is not so."""
    for grade in sentence.grades:
        if grade.strength != NOT and is_all_said(sentence, grade):
            yield from _of_grade(sentence, grade)
            yield from _consistently(sentence, grade) if sentence.says(_CONSISTENTLY) else ()


def _consistently(sentence: Sentence, grade: Mention) -> Iterator[Finding]:
    """Consistently Good: at least that for more than half; consistently Inadequate: that or worse."""
    match = _CONSISTENT.search(sentence.text[sentence.start : grade.start])
    scale = tuple(sentence.facts.grades)
    at = scale.index(grade.value[0])
    alike = scale[: at + 1] if at < len(scale) // 2 else scale[at:]
    values, sure = readings(sentence, grade.start, replace(grade, value=(*dict.fromkeys((*grade.value, *alike)),)))
    test, wrong = TESTS["most"]
    if match and sure and values and not sentence.others(grade.start) and not any(map(test, values)):
        told = f"{values[0].said} is {values[0].text}, {wrong}."
        yield finding(sentence, (sentence.start + match.start(), grade.end), EXTENT, told, values[0])


def _of_grade(sentence: Sentence, grade: Mention) -> Iterator[Finding]:
    for start, test, wrong in _said(sentence, grade):
        values, sure = readings(sentence, grade.start, grade)
        if sure and not sentence.others(grade.start, bounds=False) and not any(test(value) for value in values):
            told = f"{values[0].said} is {values[0].text}, {wrong}."
            yield finding(sentence, (start, grade.end), EXTENT, told, values[0])
        return


def _said(sentence: Sentence, grade: Mention) -> Iterator[tuple[int, Callable[[Value], bool], str]]:
    """How many are said to have a grade: where that begins, what it takes, and what to say if it is not so."""
    first = max(sentence.start, grade.start - 120)
    for form, pattern in _FORMS:
        for match in pattern.finditer(sentence.text, first, grade.start):
            if match.end() == grade.start and not sentence.is_sure(match.start(), match.end()):
                yield match.start(), *TESTS[form]
    for match in _PART.finditer(sentence.text, first, grade.start):
        if match.end() == grade.start:
            yield match.start(), about(match), f"not {(match['how'] or '').lower()}{part_name(match)}"


def part_name(match: re.Match[str]) -> str:
    """What a part is called: half, a third, two in five."""
    if match.groupdict().get("n"):
        return f"{match['n']} in {match['of']}".lower()
    part = _part(match)
    return part if " " in part or part == "half" else f"a {part}"


def _part(match: re.Match[str]) -> str:
    """The part's name: in words of their own where it is one of something."""
    named: str = match.groupdict().get("one") or match["part"]
    return named.lower().replace("-", " ")


def _fraction(match: re.Match[str]) -> Fraction:
    if match.groupdict().get("n"):
        return Fraction(number(match["n"]), max(1, number(match["of"])))
    return _PARTS[_part(match)]


def about(match: re.Match[str]) -> Callable[[Value], bool]:
    """Whether a share is the part that is said, or more or less than it."""
    part, how = _fraction(match), (match["how"] or "").strip().lower()

    def test(value: Value) -> bool:
        share = Fraction(value.n, value.of) if value.of else part
        if how in ("at least", "at most", "up to", "no more than"):
            return share >= part if how == "at least" else share <= part
        if how in ("more than", "over", "just over", "well over"):
            return share > part and (how != "just over" or share < part + ROUGHLY)
        if how in ("less than", "fewer than", "under", "just under"):
            return share < part and (how != "just under" or share > part - ROUGHLY)
        return abs(share - part) <= (ROUGHLY if how else NEAR)

    return test

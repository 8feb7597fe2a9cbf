"""Numbers against their own arithmetic and against the report's figures."""

import re
from itertools import product

from app.reports.claims import measures
from app.reports.claims.facts import Facts, Value
from app.reports.claims.finding import ARITHMETIC, FIGURE, Finding
from app.reports.claims.mentions import NOT, Mention
from app.reports.claims.numbers import Numeral, Said
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import Subject, finding, value_of
from app.reports.claims.words import NOUNS, places, share

_GRADED = r"(?:graded|rated|judged|scored|found)"
_TO_GRADE = re.compile(
    rf"(?:\s*\([^)]*\))?\s+(?:{NOUNS}\s+)?(?:(?:were|was|are|is|have been|had been|being|having)\s+)?"
    rf"(?:{_GRADED}\s+)?(?:as\s+|at\s+)?(?:either\s+)?['\"]?", re.I
)  # fmt: skip
_FROM_GRADE = re.compile(r"['\"]?(?:\s+(?:grades?|audits?))?(?:\s+overall)?(?:\s+(?:in|for)\s+|\s*[:(=]\s*)", re.I)
_RUNS_ON = re.compile(
    r"['\"]?(?:\s+(?:audits|grades|cases))?(?:\s+(?:rose|fell|grew|went|increased|decreased|reduced|declined|dropped))?"
    r"(?:[\s:,()-]+|\b(?:in|and|to|from|up|down)\b|\d+)*", re.I
)  # fmt: skip
"""What may stand between a grade and a later number of it: Good: 7 in April, 8 in May."""
_OF_THESE = re.compile(r"\s+of (?:these|those|them|which)\b")
_AUDITS = re.compile(
    rf"\s*(?:[^\sA-Za-z]|$|\n|(?:{NOUNS}|being|were|was|are|had|having|achiev\w+|{_GRADED}|in|for|at|as|with|overall)\b)"
    , re.I
)  # fmt: skip
ROOM = 3
"""By how many percentage points a share may be off that is called approximate."""


def check(one: Said) -> Finding | None:
    """What is wrong with numbers that are said, if anything."""
    facts, right = one.sentence.facts, _share_is_right(one)
    values, sure = means(one)
    if any(_fits(one, value) for value in values):
        return None if right else _arithmetic(one, values, facts)
    best = values[0] if values and sure and _comparable(one, values[0]) else None
    if not right:
        return _arithmetic(one, [best] if best else [], facts)
    return _other(one, best) if best else None


def _share_is_right(one: Said) -> bool:
    """Whether n of N is the percentage that is said, to the places that are said."""
    if not (one.n and one.of):
        return True
    if one.joined and one.n.n > one.of.n and one.share:
        return False
    if one.share is None or not one.of.n:
        return True
    true = share(one.n.n, one.of.n, one.share.value)
    return true is not None and (true == one.share.value or (one.about and abs(true - one.share.value) <= ROOM))


def means(one: Said) -> tuple[list[Value], bool]:
    """The values of the report that numbers may mean, the likeliest first, and whether it is sure of that."""
    sentence = one.sentence
    grade = _grade(one)
    if grade is None:
        return _measured(one)
    if sentence.others(one.start) or not grade.strength:
        return [], False
    domains, sure = sentence.domain(one.start)
    return _values(one, [(domain, grade.value) for domain in domains], sure)


def _values(one: Said, subjects: list[Subject], sure: bool) -> tuple[list[Value], bool]:
    """The values of subjects, of the periods that may be meant; where none is named, of the month with that base."""
    facts = one.sentence.facts
    found = [value_of(facts, *each) for each in product(subjects, one.sentence.when(one.start, one.end))]
    if one.of and not one.sentence.near(one.sentence.periods, one.start):
        found += [value_of(facts, each, (month,)) for each in subjects for month in facts.months]
    known = [value for value in found if value]
    if one.of and (same := [value for value in known if value.of == one.of.n]):
        return same, sure
    return known, sure and bool(found and (found[0] or not one.sentence.dated))


def _grade(one: Said) -> Mention | None:
    """The grade that numbers are of: whichever is spoken of there, but beside a bare count only one that it counts."""
    sentence, text = one.sentence, one.sentence.text
    if one.n is None or one.of is not None:
        anchor = one.of if one.joined and one.of else one.n
        if anchor and not _AUDITS.match(text, anchor.end) and not _touching(one, anchor):
            return None
        return sentence.grade(one.start)
    if found := _touching(one, one.n):
        return found
    for grade in sentence.grades:
        if grade.end <= one.start and _RUNS_ON.fullmatch(_blank(sentence, grade.end, one.start)):
            return grade if grade.strength != NOT else None
    if _OF_THESE.match(text, one.n.end):
        return sentence.near([each for each in sentence.grades if each.end <= one.start], one.start)
    return None


def _blank(sentence: Sentence, start: int, end: int) -> str:
    """Some of the text without the periods that it names."""
    text = sentence.text[start:end]
    for one in sentence.periods:
        if start <= one.start < end:
            text = text[: one.start - start] + " " * (one.end - one.start) + text[one.end - start :]
    return text


def _touching(one: Said, number: Numeral) -> Mention | None:
    """The grade that a count stands beside: 7 audits were graded Good, 7 Good, Good: 7."""
    text = one.sentence.text
    counted = bool(re.compile(rf"\s+{NOUNS}\b", re.I).match(text, number.end)) or one.share is not None
    for grade in one.sentence.grades:
        after = _TO_GRADE.fullmatch(text, number.end, grade.start)
        before = grade.end <= number.start and _FROM_GRADE.fullmatch(text, grade.end, number.start)
        if after or (before and (counted or not before[0].strip("'\"").startswith(" "))):
            return grade if grade.strength != NOT else None
    return None


def _measured(one: Said) -> tuple[list[Value], bool]:
    """The figures other than grades that numbers may mean."""
    sentence, facts = one.sentence, one.sentence.facts
    if sentence.grades and one.n is None:
        return [], False
    figures = measures.counted(one, facts) if one.of is None and one.share is None else ()
    if not figures and (one.share or one.of):
        figures = measures.meant(sentence, sentence.clause(one.start), facts)
        figures = tuple(figure for figure in figures if _has_base(facts, figure))
    if not figures or sentence.wished(one.start) or re.search(r"\bsamples?\b", sentence.words):
        return [], False
    values, sure = _values(one, [(figure, ()) for figure in figures], True)
    return values, sure and len({value.n for value in values[: len(figures)]}) == 1


def _has_base(facts: Facts, figure: str) -> bool:
    return any(cell.of is not None for (name, _), cell in facts.cells.items() if name == figure)


def _fits(one: Said, value: Value) -> bool:
    """Whether a value is what is said, or what the percentage alone is of."""
    if one.n is not None and value.n != one.n.n:
        return False
    if one.of is not None and value.of is not None and value.of != one.of.n:
        return False
    if one.share is None or (one.n and one.of):
        return True
    true = value.share(places(one.share.value))
    return true is None or true == one.share.value or (one.about and abs(true - one.share.value) <= ROOM)


def _comparable(one: Said, value: Value) -> bool:
    """Whether what is said is of audits that the value is of too, as far as its base shows."""
    if one.about and one.share is None:
        return False
    if one.of is not None:
        facts, stem = one.sentence.facts, value.figure
        return one.of.n in {cell.of for (name, _), cell in facts.cells.items() if name == stem} | {value.of}
    if one.n is None:
        return value.of is not None and one.share is not None
    return True


def _arithmetic(one: Said, values: list[Value], facts: Facts) -> Finding:
    assert one.n
    assert one.of
    best = values[0] if values else None
    if one.share is None or one.n.n > one.of.n:
        wrong = f"{one.n.n} of {one.of.n} cannot be: it is more than all."
    else:
        wrong = f"{one.n.n} of {one.of.n} is {share(one.n.n, one.of.n, one.share.value)}%, not {_shown(one.share)}"
    if best is None or _fits(one, best):
        return found(one, ARITHMETIC, f"{wrong.rstrip('.')}.", best, _mended(one, one.n.n, one.of.n))
    sentence = f"{wrong.rstrip('.')}; {best.said} is {best.text}."
    return found(one, ARITHMETIC, sentence, best, _mended(one, best.n, best.of))


def _other(one: Said, best: Value) -> Finding:
    """The report's figure is another."""
    if one.n is None:
        told = f"{best.said} is {best.text}, not {_shown(one.share)}."
    else:
        counts = f"{one.n.n} of {one.of.n}" if one.of else str(one.n.n)
        told = f"{best.said} is {best.text}, not {_shown(one.share) if one.share and _same(one, best) else counts}."
    return found(one, FIGURE, told, best, _mended(one, best.n, best.of))


def _same(one: Said, best: Value) -> bool:
    return one.n is not None and one.n.n == best.n and (one.of is None or one.of.n == best.of)


def _shown(number: Numeral | None) -> str:
    return f"{number.value}%" if number else ""


def _mended(one: Said, n: int, of: int | None) -> str:
    """The quoted words with the right numbers in the place of the wrong ones; "" where they do not fit there."""
    base = of if of is not None else (one.of.n if one.of else None)
    if one.share and not base:
        return ""
    right: dict[int, str] = {}
    if one.n:
        right[one.n.start] = str(n)
    if one.of and one.joined:
        right[one.of.start] = str(base)
    if one.share and base:
        right[one.share.start] = f"{share(n, base, one.share.value)}%"
    words, at = "", one.start
    for part in one.parts:
        words += one.sentence.text[at : part.start] + right[part.start]
        at = part.end
    return words + one.sentence.text[at : one.end]


def found(one: Said, kind: str, told: str, best: Value | None, mend: str = "") -> Finding:
    """A finding on numbers that are said."""
    return finding(one.sentence, (one.start, one.end), kind, told, best, mend)

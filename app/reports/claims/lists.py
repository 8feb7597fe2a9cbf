"""Several numbers at once: 7, 8 and 7 in April, May and June; Good and Inadequate 27% and 9%; between 23% and 44%."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.reports.claims import measures
from app.reports.claims.facts import Value
from app.reports.claims.finding import FIGURE, Finding
from app.reports.claims.fitting import fits
from app.reports.claims.mentions import NOT, Mention
from app.reports.claims.numbers import Said
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import Subject, finding, value_of

_JOINED = re.compile(r"\s*(?:audits\s*)?(?:,\s*(?:and\s+)?|\band\s+)", re.I)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+)?$", re.I)
_RANGED = re.compile(r"\b(?:rang(?:ed|es|ing)|varied|varies|varying)\s+(?:from|between)\s+(?:about\s+)?$", re.I)
_AND = re.compile(r"\s*(?:audits\s+)?(?:and|to|-)\s+", re.I)
_EACH = re.compile(
    r"\b(?:each|every|any|one|a|per) month\b|\bmonth (?:on|to|by) month\b|\bmonthly\b|\bthroughout\b", re.I
)
Read = tuple[list[Said], list[Finding]]
"""The numbers that are read here and nowhere else, and what is found."""


def check(sentence: Sentence, said: list[Said]) -> Read:
    """What is said of several figures by several numbers, and is not so."""
    for listed in _runs(said):
        values = _in_turn(sentence, listed)
        if values and not sentence.sampled and not sentence.wished(listed[0].start):
            return listed, [*_unlike(sentence, listed, values)]
    for one, other in pairwise(said):
        how = _range(sentence, one, other)
        if how:
            return [one, other], [*_outside(sentence, one, other, how)]
    return [], []


def _runs(said: list[Said]) -> Iterator[list[Said]]:
    """Numbers of one kind that stand in a row."""
    run: list[Said] = []
    for one in said:
        text = one.sentence.text
        if run and bool(one.n) == bool(run[-1].n) and _JOINED.fullmatch(text, run[-1].end, one.start):
            run.append(one)
        else:
            yield from [run] if len(run) > 1 else []
            run = [one]
    yield from [run] if len(run) > 1 else []


def _in_turn(sentence: Sentence, listed: list[Said]) -> list[Value]:
    """The values that so many numbers are of: of a grade in as many months, or of as many grades."""
    grades = [one for one in sentence.grades if one.strength != NOT]
    dated = [one for one in sentence.periods if len(one.value) == len(listed)]
    if len(dated) == 1 and len(sentence.periods) == 1 and len(grades) < 2:
        subject = _subject(sentence, listed, grades)
        found = [value_of(sentence.facts, subject, (key,)) for key in dated[0].value] if subject else []
    elif len(grades) == 1 and len(grades[0].value) == len(listed) and "respectively" in sentence.words.lower():
        domains, sure = sentence.domain(listed[0].start)
        when = sentence.when(listed[0].start)[0]
        each = [(domains[0], (grade,)) for grade in grades[0].value] if sure else []
        found = [value_of(sentence.facts, one, when) for one in each]
    else:
        return []
    return [value for value in found if value] if all(found) else []


def _subject(sentence: Sentence, listed: list[Said], grades: list[Mention]) -> Subject | None:
    """What all the numbers are of: the one grade that is named, or the one figure."""
    if sentence.others(listed[0].start, bounds=False):
        return None
    if grades:
        domains, sure = sentence.domain(grades[0].start)
        return (domains[0], grades[0].value) if sure else None
    span = sentence.start, sentence.end
    figures = measures.exactly(sentence, span, [(one.start, one.end) for one in listed])
    return (figures[0], ()) if len(figures) == 1 else None


def _unlike(sentence: Sentence, listed: list[Said], values: list[Value]) -> Iterator[Finding]:
    """One finding for all of them, with every value."""
    if not all(fits(one, value) for one, value in zip(listed, values, strict=True)):
        told = "; ".join(f"{value.said} is {value.text}" for value in values)
        yield finding(sentence, (listed[0].start, listed[-1].end), FIGURE, f"{told}.")


def _range(sentence: Sentence, one: Said, other: Said) -> str:
    """Whether two numbers are the ends of a range: between, or ranged; "" where they are not."""
    before = sentence.text[max(sentence.start, one.start - 40) : one.start]
    if bool(one.n) != bool(other.n) or one.of or other.of or not _AND.fullmatch(sentence.text, one.end, other.start):
        return ""
    return "ranged" if _RANGED.search(before) else "between" if _BETWEEN.search(before) else ""


def _outside(sentence: Sentence, one: Said, other: Said, how: str) -> Iterator[Finding]:
    """A month whose value is outside; of what is said to have ranged so, also ends that are not reached."""
    grades = [each for each in sentence.grades if each.strength != NOT]
    months = sentence.facts.of.months
    subject = _subject(sentence, [one, other], grades) if len(grades) < 2 and not sentence.periods else None
    if subject is None or len(months) < 2 or not (how == "ranged" or _EACH.search(sentence.words)):
        return
    values = [value_of(sentence.facts, subject, (month,)) for month in months]
    known = [value for value in values if value]
    if len(known) == len(values) and not _keeps(one, other, known, how):
        told = "; ".join(f"{value.text} in {value.when}" for value in known)
        yield finding(sentence, (one.start, other.end), FIGURE, f"{known[0].name}: {told}.")


def _keeps(one: Said, other: Said, values: list[Value], how: str) -> bool:
    low, high = sorted((one, other), key=_number)
    if any(fits(low, value) for value in values) and any(fits(high, value) for value in values):
        inside = [value for value in values if not (fits(low, value) or fits(high, value))]
    else:
        inside = values if how == "between" else []
        if not inside:
            return False
    return all(_number(low) <= _of(value, one) <= _number(high) for value in inside)


def _number(one: Said) -> float:
    return float(one.n.value if one.n else one.share.value if one.share else 0)


def _of(value: Value, like: Said) -> float:
    """A value as the range counts: its number, or its share in per cent."""
    return float(value.n) if like.n else 100 * value.part


def without(said: list[Said], read: list[Said]) -> list[Said]:
    """The numbers that are left."""
    return [one for one in said if one not in read] if read else said

"""Highest, lowest, strongest, most common, more than: claims on an order."""

import re
from collections.abc import Callable, Iterator

from app.reports.claims import measures
from app.reports.claims.facts import Facts, Names, Value
from app.reports.claims.finding import RANK, Finding
from app.reports.claims.mentions import Mention
from app.reports.claims.reading import Sentence, Span
from app.reports.claims.readings import Subject, finding, value_of

_COMMON = re.compile(r"\b(?:most (?:common|frequent)(?:ly)?|commonest|predominant(?:ly)?)\b", re.I)
_MOST = re.compile(
    r"\b(?:(?P<high>highest|largest|greatest|record|peak(?:ed|s)?)|(?P<low>lowest|smallest|fewest))\b"
    r"(?:\s+(?P<mode>numbers?|volumes?|counts?|percentages?|proportions?|shares?|rates?|levels?))?", re.I
)  # fmt: skip
_MORE = re.compile(r"\b(?P<more>more|fewer)(?:\s+(?:audits|cases))?(?:\s+(?:graded|rated))?(?:\s+as)?\s+['\"]?$", re.I)
_THAN = re.compile(r"['\"]?(?:\s+(?:grades|audits))?\s+than\s+(?:graded\s+|rated\s+)?(?:as\s+)?['\"]?", re.I)
_HAD = re.compile(
    r"(?:\s+(?:yet|ever))?(?:\s+of)?(?:\s+(?:audits|cases|practice|audits being))?(?:\s+(?:graded|rated|judged))?"
    r"(?:\s+(?:as|at))?\s+['\"]?", re.I
)  # fmt: skip
_ONE_OF = re.compile(r"\b(?:one|two|three|some|among) (?:of )?(?:the )?(?:\w+ )?$", re.I)
_NUMBERS, _SHARES = ("number", "numbers", "volume", "volumes", "count", "counts"), ("percentage", "percentages",
    "proportion", "proportions", "share", "shares", "rate", "rates")  # fmt: skip


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of an order, and is not so."""
    if sentence.says(("most ", "commonest", "predominant")):
        yield from filter(None, (_common(sentence, match) for match in _each(_COMMON, sentence)))
    if sentence.says(("est", "record", "peak")):
        yield from filter(None, (_highest(sentence, match) for match in _each(_MOST, sentence)))
    if sentence.says((" than ",)):
        yield from _more(sentence)


def _each(pattern: re.Pattern[str], sentence: Sentence) -> Iterator[re.Match[str]]:
    found = pattern.finditer(sentence.text, sentence.start, sentence.end)
    return (match for match in found if not _ONE_OF.search(sentence.text[max(0, match.start() - 24) : match.start()]))


def _common(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    """The most common grade: the only one with most audits."""
    grade = sentence.near(sentence.grades, match.start())
    domains, sure = sentence.domain(match.start())
    if grade is None or not sure or "grade" not in sentence.words.lower() or len(grade.value) > 1:
        return None
    wrong = None
    for domain in domains:
        for when in sentence.when(match.start()):
            best, tied = _top(sentence.facts, domain, when)
            if best is None or (not tied and best.figure.rpartition(":")[2] == grade.value[0]):
                return None
            wrong = wrong or (best, tied)
    return _not_common(sentence, match, *wrong) if wrong else None


def _top(facts: Facts, domain: str, when: Names) -> tuple[Value | None, bool]:
    values = [value for grade in facts.grades if (value := facts.graded(domain, (grade,), when))]
    best = max(values, key=lambda value: value.n, default=None)
    return best, best is not None and sum(value.n == best.n for value in values) > 1


def _not_common(sentence: Sentence, match: re.Match[str], best: Value, tied: bool) -> Finding:
    told = f"{best.said} is {best.text}" + (
        ": another grade has as many." if tied else ": that is the most common grade."
    )
    return finding(sentence, match.span(), RANK, told, best)


def _highest(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    """A month with the highest or lowest number or share: alone with it among the months of the report."""
    month = _month(sentence, match.start())
    subjects, sure = _subjects(sentence, match)
    if month is None or not sure:
        return None
    found = [_of_months(sentence, subject) for subject in subjects]
    if any(_stands_out(series, month, match) for series in found):
        return None
    series = found[0]
    here = next((value for value in series if value.period == month), None)
    if here is None or len(series) < 2:
        return None
    return finding(sentence, match.span(), RANK, _ranked(series, here, match), here)


def _month(sentence: Sentence, at: int) -> str | None:
    """The month that is meant: the nearest that is named, else that of a monthly report."""
    one = sentence.near(sentence.periods, at)
    if one is None:
        carried = sentence.carried.periods
        keys = carried if carried is not None else (sentence.facts.of.key,)
    else:
        keys = one.value
    return keys[0] if len(keys) == 1 and len(keys[0]) == 7 and "Q" not in keys[0] else None


def _subjects(sentence: Sentence, match: re.Match[str]) -> tuple[list[Subject], bool]:
    first, last = sentence.clause(match.start())
    grades = [one for one in sentence.grades if _HAD.fullmatch(sentence.text, match.end(), one.start)]
    if grades:
        domains, sure = sentence.domain(match.start())
        return [(domain, grades[0].value) for domain in domains], sure
    figures = measures.meant(sentence, (match.end(), last), sentence.facts)
    figures = figures or measures.meant(sentence, (first, match.start()), sentence.facts)
    return [(figure, ()) for figure in figures], len(figures) == 1


def _of_months(sentence: Sentence, subject: Subject) -> list[Value]:
    found = (value_of(sentence.facts, subject, (month,)) for month in sentence.facts.months)
    return [value for value in found if value is not None]


def _stands_out(series: list[Value], month: str, match: re.Match[str]) -> bool:
    """Whether a month is alone at the top (or the bottom), by its number or by its share, as is said."""
    return any(_alone([(measure(value), value.period) for value in series], month, match) for measure in _by(match))


def _by(match: re.Match[str]) -> list[Callable[[Value], float]]:
    mode = (match["mode"] or "").lower()
    by_number, by_share = (lambda value: float(value.n)), (lambda value: value.part)
    return [by_number] if mode in _NUMBERS else [by_share] if mode in _SHARES else [by_number, by_share]


def _alone(pairs: list[tuple[float, str]], month: str, match: re.Match[str]) -> bool:
    values = {period: value for value, period in pairs}
    here = values.pop(month, None)
    if here is None:
        return False
    return all(here < other for other in values.values()) if match["low"] else all(here > v for v in values.values())


def _ranked(series: list[Value], here: Value, match: re.Match[str]) -> str:
    mode = (match["mode"] or "").lower()
    by_share = mode in _SHARES and here.of is not None
    key: Callable[[Value], float] = (lambda value: value.part) if by_share else (lambda value: float(value.n))
    best = (min if match["low"] else max)(key(value) for value in series)
    top = [value for value in series if key(value) == best]
    listed = "; ".join(f"{value.text} in {value.when}" for value in top)
    if here in top:
        return f"{here.name}: {listed}; {here.when} is level with the others, not alone."
    return f"{here.name}: the {'lowest' if match['low'] else 'highest'} is {listed}; {here.when} has {here.text}."


def _more(sentence: Sentence) -> Iterator[Finding]:
    """More Good than Requires Improvement."""
    for one, other in zip(sentence.grades, sentence.grades[1:], strict=False):
        lead = _MORE.search(sentence.text, max(sentence.start, one.start - 40), one.start)
        if lead and _THAN.fullmatch(sentence.text, one.end, other.start):
            span = lead.start(), other.end
            found = _not_more(sentence, span, one, other, lead["more"].lower() == "fewer")
            yield from [found] if found else []


def _not_more(sentence: Sentence, span: Span, one: Mention, other: Mention, fewer: bool) -> Finding | None:
    domains, sure = sentence.domain(span[0])
    if not sure:
        return None
    told = []
    for domain in domains:
        pairs = [_pair(sentence, domain, one, other, when) for when in _times(sentence, span)]
        known = [(a, b) for a, b in pairs if a and b]
        wanted = _months_said(sentence, span)
        true = sum((a.n < b.n) if fewer else (a.n > b.n) for a, b in known)
        if not known or (true == wanted if wanted else true):
            return None
        told.append(known[0])
    a, b = told[0]
    words = f"{a.said} is {a.text}; {b.name.rpartition(', ')[2]} is {b.text}."
    return finding(sentence, span, RANK, words, a)


def _pair(
    sentence: Sentence, domain: str, one: Mention, other: Mention, when: Names
) -> tuple[Value | None, Value | None]:
    graded = sentence.facts.graded
    return graded(domain, one.value, when), graded(domain, other.value, when)


_IN_MONTHS = re.compile(
    r"['\"]?\s+in (?:(?P<n>one|two|three|1|2|3) (?:out )?of the (?:three|3) months|(?P<all>each|every|all)\b)", re.I
)


def _times(sentence: Sentence, span: Span) -> list[Names]:
    """When it is said to be so: in each month, or over the periods that may be meant."""
    if _IN_MONTHS.match(sentence.text, span[1]):
        return [(month,) for month in sentence.facts.of.months]
    return [one.value for one in sentence.periods] or sentence.when(span[0])


def _months_said(sentence: Sentence, span: Span) -> int:
    """In how many of the months; 0 where no number is said."""
    found = _IN_MONTHS.match(sentence.text, span[1])
    if not found:
        return 0
    words = {"one": 1, "two": 2, "three": 3, "1": 1, "2": 2, "3": 3}
    return len(sentence.facts.of.months) if found["all"] else words[found["n"].lower()]

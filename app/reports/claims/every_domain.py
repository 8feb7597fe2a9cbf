"""What is said of any, every or no domain: no Outstanding audits in any of them, RI the most common in all seven."""

import re
from collections.abc import Callable, Iterator

from app.reports.claims.extents import TESTS
from app.reports.claims.facts import Facts, Names, Value
from app.reports.claims.finding import EXTENT, RANK, TREND, Finding
from app.reports.claims.mentions import NOT, Mention
from app.reports.claims.numerals import numerals
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding

_OF = r"(?:\s+of)?(?:\s+(?:the|our|these))?(?:\s+(?:seven|six|eight|five|\d))?"
_IN = re.compile(rf"\b(?:in|for|across|of)\s+(?P<how>any|every|each|all){_OF}\s+domains?\b", re.I)
_SUBJECT = re.compile(
    rf"\b(?:(?P<none>no|none|not one)|(?P<every>every|each|all)){_OF}\s+domains?\s+"
    r"(?:(?:have|has|had|saw|showed|shows|with|there (?:was|were))\s+|(?P<rank>(?:was|were|is|are)\s+))", re.I
)  # fmt: skip
_NONE = re.compile(r"\b(?:no|none|not (?:a single|one|any)|nothing|zero|never|without)\b", re.I)
_THERE = re.compile(r"\b(?:there (?:was|were|is|are)|at least one|some|had|has|have|saw|were found|audits?)\b", re.I)
_MOST = re.compile(r"\b(?:most|(?:the )?majority of|more than half of) (?:the )?(?:audits|cases|children)\b", re.I)
_ALL = re.compile(r"\b(?:all|every|each) (?:of )?(?:the )?(?:audits?|cases?)\b", re.I)
_COMMON = re.compile(r"\b(?:most (?:common|frequent)|commonest)\b", re.I)
_OTHER = re.compile(
    r"\b(?:overall|month|months|not(?! (?:a single|one) )"
    r"|than|but|except|apart|want|should|would|will|need|if|until|moderat\w+|sampl\w+|only"
    r"|fewer|less|little|as|because)\b", re.I
)  # fmt: skip
_MOVED = re.compile(
    r"\b(?:(?P<up>rose|increased|grew|went up|has risen)|(?P<down>fell|decreased|declined|dropped|went down))\b", re.I
)
Test = Callable[[Value], bool]


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of every domain, or of none, and is not so of one of them."""
    grades = [one for one in sentence.grades if one.value] if "domain" in sentence.words.lower() else []
    match = _IN.search(sentence.words) or _SUBJECT.search(sentence.words)
    if len(grades) != 1 or match is None or _OTHER.search(sentence.words) or _counted(sentence):
        return
    for when in sentence.when(sentence.start)[:1] if len(sentence.periods) < 2 else []:
        found = _judged(sentence, match, grades[0], when)
        yield from [found] if found else []


def _counted(sentence: Sentence) -> bool:
    """Whether it counts something, other than that there is at least one."""
    return any(
        sentence.text[max(sentence.start, one.start - 9) : one.start].lower() != "at least "
        for one in numerals(sentence)
    )


def _judged(sentence: Sentence, match: re.Match[str], grade: Mention, when: Names) -> Finding | None:
    start = sentence.start + match.start()
    span = min(start, grade.start), max(sentence.start + match.end(), grade.end)
    if _COMMON.search(sentence.words):
        return _not_common(sentence, span, grade, when)
    if moved := _MOVED.search(sentence.words):
        return _not_moved(sentence, span, grade, bool(moved["up"]))
    test, wrong = _test(sentence, match, grade)
    wrongs = [value for value in _values(sentence.facts, grade, when) if test and not test(value)]
    if not wrongs:
        return None
    listed = "; ".join(f"{value.name} is {value.text}" for value in wrongs[:3])
    return finding(sentence, span, EXTENT, f"In {wrongs[0].when} {listed}: {wrong}.", wrongs[0])


def _test(sentence: Sentence, match: re.Match[str], grade: Mention) -> tuple[Test | None, str]:
    """What it takes of each domain; None where that is not clear."""
    words, groups = sentence.words, match.groupdict()
    before = words[: max(0, grade.start - sentence.start)]
    if groups.get("rank"):
        return None, ""
    if groups.get("none") or (groups.get("how", "").lower() in ("any", "all") and _NONE.search(before)):
        return TESTS["none"]
    if groups.get("how", "").lower() == "any" or _NONE.search(words):
        return None, ""
    if _MOST.search(before):
        return TESTS["most"]
    if groups.get("how") and _ALL.search(before):
        return TESTS["all"]
    there = groups.get("every") or _THERE.search(before) or _THERE.search(words[grade.end - sentence.start :][:8])
    return ((lambda value: value.n > 0) if there and grade.strength != NOT else None), "none there"


def _values(facts: Facts, grade: Mention, when: Names) -> list[Value]:
    found = (facts.graded(domain, grade.value, when) for domain in facts.domains)
    return [value for value in found if value]


def _not_common(sentence: Sentence, span: tuple[int, int], grade: Mention, when: Names) -> Finding | None:
    """The most common grade in every domain: in none of them has another as many."""
    facts = sentence.facts
    for value in _values(facts, grade, when) if len(grade.value) == 1 else []:
        _, domain, _ = value.figure.split(":")
        others = [facts.graded(domain, (each,), when) for each in facts.grades if each != grade.value[0]]
        best = max((one for one in others if one), key=lambda one: one.n, default=None)
        if best and best.n >= value.n:
            told = f"{best.said} is {best.text}; {value.name.rpartition(', ')[2]} is {value.text}."
            return finding(sentence, span, RANK, told, best)
    return None


def _not_moved(sentence: Sentence, span: tuple[int, int], grade: Mention, up: bool) -> Finding | None:
    """Good rose in every domain: in each, from the first month of the report to its last, by number or by share."""
    facts, months = sentence.facts, sentence.facts.of.months
    for domain in facts.domains if len(months) > 1 and not sentence.periods else ():
        a, b = (facts.graded(domain, grade.value, (month,)) for month in (months[0], months[-1]))
        if a and b and not any((y > x) if up else (y < x) for x, y in ((a.n, b.n), (a.part, b.part))):
            told = f"{a.name}: {a.text} in {a.when}; {b.text} in {b.when}; that is no {'rise' if up else 'fall'}."
            return finding(sentence, span, TREND, told, b)
    return None

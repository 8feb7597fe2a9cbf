"""Which domain is the strongest, or the weakest."""

import re
from collections.abc import Iterator

from app.reports.claims.facts import Facts, Names, Value
from app.reports.claims.finding import RANK, Finding
from app.reports.claims.mentions import LIKELY, SURE
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding

_BEST = re.compile(
    r"\b(?:(?P<high>strongest|best|highest[- ](?:graded|scoring|rated))"
    r"|(?P<low>weakest|poorest|lowest[- ](?:graded|scoring|rated)))\b"
    r"(?=(?:\s+\w+){0,2}\s+(?:domain|area|graded|performing|scoring|of practice)\b|\s+(?:domain|area|graded)\b)", re.I
)  # fmt: skip
_WORDS = ("strongest", "best", "highest", "weakest", "poorest", "lowest")
_ONE_OF = re.compile(r"\b(?:one|two|three|some|among) of (?:the )?(?:\w+ )?$", re.I)
_STEADILY = re.compile(r"\bconsistently\b|\bin (?:each|every) month\b|\ball (?:three|3) months\b", re.I)


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of the strongest or weakest domain, and is not so by any count of good or poor grades."""
    for match in () if not sentence.says(_WORDS) else _BEST.finditer(sentence.text, sentence.start, sentence.end):
        if _ONE_OF.search(sentence.text[max(0, match.start() - 24) : match.start()]):
            continue
        domain = _which(sentence, match)
        for when in _times(sentence, match) if domain else []:
            wrong = _wrong(sentence.facts, domain, when, bool(match["low"]))
            if wrong:
                told = f"In {wrong[1].when} {wrong[1].name} is {wrong[1].text}; {wrong[0].name} is {wrong[0].text}."
                yield finding(sentence, match.span(), RANK, told, wrong[1])
                break


def _which(sentence: Sentence, match: re.Match[str]) -> str:
    """The domain that is meant, if one is: the next that is named, that before, or that of the section."""
    first, last = sentence.clause(match.start())
    likely = [one for one in sentence.domains if one.strength == LIKELY and first <= one.start < last]
    named = [one for one in sentence.domains if one.strength == SURE] or likely
    after = [one for one in named if one.start >= match.end()]
    for one in (*after[:1], *reversed(named)):
        return one.value[0]
    known = (*sentence.usual, sentence.carried.domain)
    return next((domain for domain in known if domain in sentence.facts.domains), "")


def _times(sentence: Sentence, match: re.Match[str]) -> list[Names]:
    if _STEADILY.search(sentence.words):
        return [(month,) for month in sentence.facts.of.months]
    return sentence.when(match.start())[:1]


def _wrong(facts: Facts, domain: str, when: Names, weakest: bool) -> tuple[Value, Value] | None:
    """The domain's value and that of the one that is ahead, if another is by every way of counting."""
    ahead = [_ahead(facts, domain, grades, when, up) for grades, up in _ways(facts, weakest)]
    return ahead[0] if ahead and all(ahead) else None


def _ways(facts: Facts, weakest: bool) -> list[tuple[Names, bool]]:
    """What may be counted, and which way: the better half of the grades, its last; to be weakest, the others too."""
    scale = tuple(facts.grades)
    better = scale[: len(scale) // 2]
    good = [(better, not weakest), (better[-1:], not weakest)]
    return [*good, (scale[-1:], True), (scale[len(better) :], True)] if weakest else good


def _ahead(facts: Facts, domain: str, grades: Names, when: Names, up: bool) -> tuple[Value, Value] | None:
    here = facts.graded(domain, grades, when)
    others = [value for other in facts.domains if other != domain and (value := facts.graded(other, grades, when))]
    if here is None or not others:
        return None
    best = (max if up else min)(others, key=lambda value: value.part)
    return (here, best) if (best.part > here.part) == up and best.part != here.part else None

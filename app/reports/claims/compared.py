"""More, or fewer, in one period than in another."""

import re
from collections.abc import Iterator

from app.reports.claims.facts import Value
from app.reports.claims.finding import FEW, TREND, Finding
from app.reports.claims.mentions import NOT, Mention
from app.reports.claims.moves import called
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import NOUNS

_MORE = re.compile(
    r"\b(?:(?P<up>more|a (?:higher|larger|greater) (?:share|proportion|percentage|number) of)|(?P<down>fewer|less"
    r"|a (?:lower|smaller) (?:share|proportion|percentage|number) of))\b", re.I
)  # fmt: skip
_THERE = re.compile(
    r"['\"]?(?:\s+(?:grades|audits|gradings))?\s+(?:was|were|is|are)\s+(?:much |slightly |somewhat |markedly )?"
    r"(?P<word>(?P<up>higher|more common|more frequent)|(?P<down>lower|less common|rarer|less frequent))"
    r"(?=\s+(?:in|during|for)\b)", re.I
)  # fmt: skip
"""After a grade: Good was lower in June than in May."""
_GRADED = re.compile(
    rf"\s+(?:{NOUNS}\s+)?(?:(?:were|was|are|is|being)\s+)?(?:(?:graded|rated|judged)\s+)?(?:as\s+)?['\"]?", re.I
)
_THAN = re.compile(r"\bthan\s+(?:in\s+|for\s+)?$")


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says that there was more, or fewer, of in a period than in another, and is not so."""
    periods = _periods(sentence) if sentence.says((" than ",)) else None
    for match, grade in _claims(sentence) if periods else ():
        if periods and not sentence.is_sure(*match.span()):
            yield from _judged(sentence, match, grade, *periods)


def _claims(sentence: Sentence) -> Iterator[tuple[re.Match[str], Mention]]:
    """Where more or less of a grade is spoken of, before the grade or after it."""
    for match in _MORE.finditer(sentence.text, sentence.start, sentence.end):
        yield from ((match, one) for one in sentence.grades if _is_of(sentence, match, one))
    for one in sentence.grades:
        after = _THERE.match(sentence.text, one.end, sentence.end)
        if after and one.strength != NOT:
            yield after, one


def _is_of(sentence: Sentence, match: re.Match[str], grade: Mention) -> bool:
    return grade.strength != NOT and bool(_GRADED.fullmatch(sentence.text, match.end(), grade.start))


def _periods(sentence: Sentence) -> tuple[Mention, Mention] | None:
    """The period that is spoken of, and the one after than; None where there are not these two."""
    if len(sentence.periods) != 2 or not all(len(one.value) == 1 for one in sentence.periods):
        return None
    here, there = sentence.periods
    return (here, there) if _THAN.search(sentence.text[sentence.start : there.start]) else None


def _judged(
    sentence: Sentence, match: re.Match[str], grade: Mention, here: Mention, there: Mention
) -> Iterator[Finding]:
    domains, sure = sentence.domain(grade.start)
    pairs = [
        (value_of(sentence.facts, (domain, grade.value), here.value),
         value_of(sentence.facts, (domain, grade.value), there.value))
        for domain in domains
    ]  # fmt: skip
    known = [(a, b) for a, b in pairs if a and b]
    if sure and len(known) == len(pairs) and not any(_so(a, b, bool(match["up"])) and called(b, a) for a, b in known):
        a, b = known[0]
        few = _so(a, b, bool(match["up"]))
        told = f"{a.name}: {a.text} in {a.when}; {b.text} in {b.when}"
        told += ". That is too few to call a change." if few else f"; that is not {_word(match)}."
        span = match.span("word") if match.re is _THERE else match.span()
        yield finding(sentence, span, FEW if few else TREND, told, a)


def _word(match: re.Match[str]) -> str:
    return (match["word"] if match.re is _THERE else match[0]).lower()


def _so(a: Value, b: Value, up: bool) -> bool:
    """Whether there is more of the first, by number or by share; or fewer."""
    return any(x > y if up else x < y for x, y in ((a.n, b.n), (a.part, b.part)))

"""More, or fewer, of what the report has a figure of than at another time: fewer audits completed than in September."""

import re
from collections.abc import Iterator

from app.reports.claims import measures, naming
from app.reports.claims.facts import Value
from app.reports.claims.finding import TREND, Finding
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of

_MORE = re.compile(
    r"\b(?:(?P<up>more|a (?:higher|larger|greater) (?:number|share|proportion|percentage) of)"
    r"|(?P<down>fewer|less|a (?:lower|smaller) (?:number|share|proportion|percentage) of))\s+(?=[a-z])", re.I
)  # fmt: skip
_THAN = re.compile(r"\bthan\s+(?:(?:in|for|during)\s+)?(?:the\s+)?$", re.I)
_NOT = re.compile(r"\b(?:not|no|never|should|would|will|want|need|if|expect\w*|target|aim\w*|often)\b", re.I)


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says that there was more, or less, of than at another time, and is not so."""
    if not sentence.says((" than ",)) or sentence.grades or _NOT.search(sentence.words):
        return
    match = _MORE.search(sentence.text, sentence.start, sentence.end)
    there = next((one for one in sentence.periods if _THAN.search(sentence.text[sentence.start : one.start])), None)
    if match is None or there is None or len(there.value) != 1 or there.start < match.end():
        return
    here = [one for one in sentence.periods if one is not there]
    than = sentence.text.rfind("than", match.end(), there.start)
    figures = naming.of_audits(sentence, measures.exactly(sentence, (match.end(), than), []))
    when = here[0].value if len(here) == 1 else (sentence.facts.of.key,)
    if len(here) < 2 and len(figures) == 1 and not sentence.is_sure(*match.span()):
        now, then = (value_of(sentence.facts, (figures[0], ()), each) for each in (when, there.value))
        if now and then and not _so(now, then, bool(match["up"])):
            word = match[0].strip().lower()
            told = f"{now.name}: {now.text} in {now.when}; {then.text} in {then.when}; that is not {word}."
            yield finding(sentence, (match.start(), there.end), TREND, told, now)


def _so(now: Value, then: Value, up: bool) -> bool:
    """Whether there is more, by number or by share; or less."""
    return any(a > b if up else a < b for a, b in ((now.n, then.n), (now.part, then.part)))

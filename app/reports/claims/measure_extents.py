"""All, none, most, nearly all of what the report has a figure of: actions overdue, children contacted."""

import re
from collections.abc import Iterator

from app.reports.claims import measures
from app.reports.claims.extents import TESTS
from app.reports.claims.finding import EXTENT, Finding
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import stems

_EXTENT = re.compile(
    r"\b(?<!not )(?:(?P<nearly>(?:almost|nearly|virtually|practically) (?:all|every)(?: of)?)|(?P<all>all|every)"
    r"|(?P<none>none|no)|(?P<most>(?<!the )most(?: of)?(?! (?:common|frequent|recent|likely|important))"
    r"|(?:the |a )?(?:(?:vast|large|great|clear) )?majority of)|(?P<few>(?:only )?a (?:small )?minority of))\b", re.I
)  # fmt: skip
_WORDS = ("all", "every", "no", "most", "majority", "minority")
_EITHER = re.compile(r"\beither\b|\bor (?:were|was|had|have|has|did|gave|took)\b", re.I)
_VERB = re.compile(r"\b(?:were|was|are|is|have|has|had|took|gave|remain\w*)\b", re.I)


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of all, none or most of them, where the report has a figure of those words."""
    for match in _EXTENT.finditer(sentence.text, sentence.start, sentence.end) if sentence.says(_WORDS) else ():
        last = sentence.clause(match.start())[1]
        figure = _figure(sentence, match, last)
        if figure and not sentence.wished(match.start()):
            yield from _judged(sentence, match, last, figure)


def _figure(sentence: Sentence, match: re.Match[str], last: int) -> str:
    """The figure that is spoken of; "" where it is not one only, or only who they are that something is said of."""
    first = sentence.clause(match.start())[0]
    if any(first <= one.start < last for one in sentence.grades) or _EITHER.search(sentence.text, first, last):
        return ""
    figures = measures.meant(sentence, (match.end(), last), sentence.facts)
    said = len(figures) == 1 and _predicated(sentence, match.end(), last, figures[0], match["none"] is None)
    return figures[0] if said else ""


def _judged(sentence: Sentence, match: re.Match[str], last: int, figure: str) -> Iterator[Finding]:
    test, wrong = TESTS[match.lastgroup or ""]
    values = [value_of(sentence.facts, (figure, ()), when) for when in sentence.when(match.start())]
    known = [value for value in values if value]
    best = known[0] if known else None
    if best and best.of and not any(map(test, known)):
        yield finding(sentence, (match.start(), last), EXTENT, f"{best.said} is {best.text}, {wrong}.", best)


def _predicated(sentence: Sentence, first: int, last: int, figure: str, all_of: bool) -> bool:
    """Whether the figure is what is said of them, and not only who they are: all overdue actions were looked at."""
    verb = _VERB.search(sentence.text, first, last)
    if verb is None:
        return not all_of
    named = {word for label in sentence.facts.said[figure] for word in stems(label)}
    return bool(named & stems(sentence.text[verb.end() : last]))

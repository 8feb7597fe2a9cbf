"""Above, or below, a target that the sentence gives."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.reports.claims import measures
from app.reports.claims.facts import Value
from app.reports.claims.finding import FIGURE, Finding
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import PER_CENT, per_cent, share

_AGAINST = re.compile(
    r"\b(?:is|was|are|were|remain(?:s|ed)?|stay(?:s|ed)?|stands|stood|has been|continues to be)\s+"
    r"(?:now |still |just |well )?(?:(?P<up>above|over|higher than|ahead of)"
    r"|(?P<down>below|under|lower than|short of))\s+(?:our |the |its )?(?:agreed |expected |own )?"
    rf"(?:target|goal|expectation|aim)s?\s+(?:of\s+|\(\s*)(?P<share>{PER_CENT})", re.I
)  # fmt: skip
_WISHED = re.compile(r"\b(?:not|no longer|if|should|would|will|until|once|when)\b", re.I)


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says to be above or below a target, and is not by any figure that it may be of."""
    for match in _AGAINST.finditer(sentence.text, sentence.start, sentence.end) if "target" in sentence.words else ():
        first = sentence.clause(match.start())[0]
        if not _WISHED.search(sentence.text, first, match.start()) and not sentence.grades:
            yield from _judged(sentence, match, measures.of_kind(sentence, (first, match.start())))


def _judged(sentence: Sentence, match: re.Match[str], figures: tuple[str, ...]) -> Iterator[Finding]:
    when = sentence.when(match.start())[0]
    values = [value_of(sentence.facts, (figure, ()), when) for figure in figures]
    known = [value for value in values if value and value.of]
    target = per_cent(match["share"])
    if known and not any(_so(value, target, bool(match["up"])) for value in known):
        word = (match["up"] or match["down"]).lower()
        told = "; ".join(f"{value.said} is {value.text}" for value in known[:4])
        only = known[0] if len(known) == 1 else None
        yield finding(sentence, match.span(), FIGURE, f"{told}, not {word} {target}%.", only)


def _so(value: Value, target: Decimal, up: bool) -> bool:
    found = share(value.n, value.of or 0, target)
    return found is not None and (found > target if up else found < target)

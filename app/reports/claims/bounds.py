"""At least, at most, more than: numbers that are said to be a limit of a figure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.reports.claims.against import means
from app.reports.claims.facts import Value
from app.reports.claims.finding import EXTENT, Finding
from app.reports.claims.numbers import Said
from app.reports.claims.readings import finding
from app.reports.claims.words import places

_BOUND = re.compile(
    r"\b(?:(?P<least>at least|no(?:t)? (?:fewer|less) than)|(?P<most>at most|no(?:t)? more than|up to)"
    r"|(?P<more>(?:well )?over|more than|above|in excess of)|(?P<less>fewer than|less than|under|below))\s+(?:the )?$",
    re.I,
)  # fmt: skip
_GOAL = re.compile(r"\b(?:targets?|goals?|expectations?|aims?|standard|threshold|limit|level)\b", re.I)


def check(said: list[Said]) -> Iterator[Finding]:
    """What is said to be at least, at most, more or less than a number, and is not."""
    for one in said:
        sentence = one.sentence
        bound = _BOUND.search(sentence.text[max(sentence.start, one.start - 24) : one.start])
        if bound and not _GOAL.search(sentence.words):
            values, sure = means(one, bounds=False)
            if sure and values and not any(_so(bound, one, value) for value in values):
                start = one.start - len(bound[0])
                told = f"{values[0].said} is {values[0].text}, not {bound[0].lower().strip()} {_number(one)}."
                yield finding(sentence, (start, one.end), EXTENT, told, values[0])


def _number(one: Said) -> str:
    return str(one.n.n) if one.n else f"{one.share.value}%" if one.share else ""


def _so(bound: re.Match[str], one: Said, value: Value) -> bool:
    """Whether a value keeps to the limit: by number, or by its share where a percentage is said alone."""
    said = one.n or one.share
    if said is None:
        return True
    true = Decimal(value.n) if one.n else value.share(places(said.value))
    if true is None:
        return True
    tests = {
        "least": true >= said.value,
        "most": true <= said.value,
        "more": true > said.value,
        "less": true < said.value,
    }
    exact = Decimal(100 * value.n) / value.of if value.of and not one.n else true
    tests |= {"more": exact > said.value, "less": exact < said.value}
    return tests[bound.lastgroup or "more"]

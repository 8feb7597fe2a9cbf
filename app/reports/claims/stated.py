"""What the report states in a line that is no figure of its own: the capacity, and the share of the open children."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.reports.claims.finding import FIGURE, Finding, Where
from app.reports.claims.lines import Stated
from app.reports.claims.reading import Sentence
from app.reports.claims.words import PER_CENT, per_cent, places

_BE = (
    r"(?:(?:\s+|(?=:))(?::|of|is|was|are|were|stands at|stood at|comes to|came to"
    r"|remains|remained|amounts to|has grown to|grew to"
    r"|would be|now|about|around|some))+"
)
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?!\s?(?:%|per cent|percent|auditors?|moderators?|of\b|\d|trained))"
_CAPACITY = re.compile(
    rf"\bcapacity(?:\s+(?:of|in|for) (?:audits?|the (?:year|pool|service|council)))?{_BE}\s+{_NUMBER}", re.I
)
_SHARE = re.compile(
    rf"\b(?:sample(?: size)?{_BE}\s+(?P<share>{PER_CENT})|(?P<of>{PER_CENT}) (?:of (?:the |our |all )?open children"
    r"(?: (?:a|in a|each|every|per) year)?|sample))", re.I
)  # fmt: skip
_NOT = re.compile(r"\b(?:dip|not|if|when|once|target|should|expected|last|months?|records?)\b", re.I)
_IN_TEXT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_OF_CAPACITY, _OF_SHARE = ("capacity",), ("share", "open", "children")


def check(sentence: Sentence) -> Iterator[Finding]:
    """What is said of the capacity, or of the share of the children that it is, and stands in no line of the report."""
    if not sentence.says(("capacity", "sample", "open children")) or _NOT.search(sentence.words) or sentence.periods:
        return
    for match in _CAPACITY.finditer(sentence.text, sentence.start, sentence.end):
        yield from _judged(sentence, match, "n", _OF_CAPACITY)
    for match in _SHARE.finditer(sentence.text, sentence.start, sentence.end):
        yield from _judged(sentence, match, "share" if match["share"] else "of", _OF_SHARE)


def _judged(sentence: Sentence, match: re.Match[str], group: str, words: tuple[str, ...]) -> Iterator[Finding]:
    lines = [one for one in sentence.facts.stated if _is_of(one, words)]
    said = _value(match[group])
    if not lines or sentence.is_sure(*match.span(group)) or any(_states(one, said) for one in lines):
        return
    told = "; ".join(f"‘{one.label}’ is {one.text}" for one in lines[:2])
    where = Where(sentence.section, *match.span(), match[0])
    yield Finding(FIGURE, where, f"{told}, not {match[group]}.", opens=lines[0].opens)


def _is_of(one: Stated, words: tuple[str, ...]) -> bool:
    """Whether a line is of it, and has a value."""
    label = one.label.lower()
    return label.startswith(words[0]) and all(word in label for word in words) and bool(_IN_TEXT.search(one.text))


def _value(words: str) -> Decimal:
    return per_cent(words) if "%" in words or "cent" in words else Decimal(words.replace(",", ""))


def _states(one: Stated, said: Decimal) -> bool:
    """Whether a number of a line is that, to as many places as are said."""
    known = [Decimal(number.replace(",", "")) for number in _IN_TEXT.findall(one.text)]
    return any(abs(number - said) < Decimal(1).scaleb(-places(said)) for number in known)

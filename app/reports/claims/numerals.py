"""The numbers of a sentence that count something."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.reports.claims.reading import Sentence
from app.reports.claims.words import NOUNS, NUMBER, PER_CENT, number, per_cent

_NUMERAL = re.compile(
    rf"(?P<date>\d+/\d+/\d+|\d+(?:st|nd|rd|th)\b|\d+-\d+)"
    rf"|(?<![\w.£'-])(?P<pct>{PER_CENT})|(?<![\w.£'-])(?P<num>{NUMBER})(?![\w%]|[.]\d)"
)
_NO_SHARE = re.compile(
    r"\s+(?:confidence|intervals?|levels?|points?|more|less|fewer|higher|lower|increase|decrease|rise|fall|reduction"
    r"|improvement|growth|change)\b", re.I
)  # fmt: skip
_UPPER = re.compile(rf"(?P<from>\bfrom\s+)?{PER_CENT}\s*(?:to|-)\s*$", re.I)
_LOWER = re.compile(rf"\s*(?:to|-)\s*{PER_CENT}", re.I)
_FROM = re.compile(r"\b(?:from|up|down)\s+$", re.I)
_BY = re.compile(r"\bby\s+(?:about\s+|around\s+|some\s+)?$", re.I)
_LABEL = re.compile(
    r"\b(?:category|phase|figures?|fig\.?|appendix|section|part|step|version|table|week|month|quarter|qtr\.?|aged?|type|stage"
    r"|over)\s$", re.I
)  # fmt: skip
_TIMES = re.compile(
    r"\s+(?:(?:out\s+)?of\s+(?:the\s+)?(?:\w+\s+)?|(?:working|calendar|consecutive)\s+)?"
    r"(?:months?|quarters?|domains?|areas?|years?|weeks?|days?)\b|[\s-]+(?:thirds?|quarters?|fifths?)\b"
)
_MARKER = re.compile(r"[).]\s")
_ONE_IN = re.compile(rf"\b{NUMBER} in $", re.I)
_IN_FOUR = re.compile(rf"\s+in\s+{NUMBER}\b", re.I)
_ONLY = re.compile(r"\b(?:only|just) $", re.I)
_ONE = re.compile(rf"\s+(?:(?:out )?of|was|{NOUNS})\b", re.I)


@dataclass(frozen=True)
class Numeral:
    """A number where it stands."""

    start: int
    end: int
    value: Decimal
    is_share: bool = False

    @property
    def n(self) -> int:
        """As a count."""
        return int(self.value)


def numerals(sentence: Sentence) -> list[Numeral]:
    """The numbers of a sentence that count something: no dates, years, labels or marks of a list."""
    if "numerals" not in sentence.memo:
        sentence.memo["numerals"] = _found(sentence)
    return sentence.memo["numerals"]


def _found(sentence: Sentence) -> list[Numeral]:
    found = []
    for match in _NUMERAL.finditer(sentence.text, sentence.start, sentence.end):
        kind = match.lastgroup
        if kind == "pct" and not _is_no_share(sentence, match):
            found.append(Numeral(match.start(), match.end(), per_cent(match[0]), True))
        elif kind == "num" and _counts(sentence, match):
            found.append(Numeral(match.start(), match.end(), Decimal(number(match[0]))))
    return found


def _is_no_share(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a percentage is of a change, or of an interval."""
    before = sentence.text[max(sentence.start, match.start() - 16) : match.start()]
    text, end = sentence.text, match.end()
    if _NO_SHARE.match(text, end) or _BY.search(before):
        return True
    upper, lower = _UPPER.search(text[max(sentence.start, match.start() - 24) : match.start()]), _LOWER.match(text, end)
    return bool(upper and not upper["from"]) or bool(lower and not _FROM.search(before))


def _counts(sentence: Sentence, match: re.Match[str]) -> bool:
    text, at = sentence.text, match.start()
    if any(one.start <= at < one.end for one in sentence.periods):
        return False
    if _MARKER.match(text, match.end()) and not text[sentence.start : at].strip(" -*\n"):
        return False
    if match[0].lower() == "one" and not (_ONE.match(text, match.end()) or _ONLY.search(text[max(0, at - 6) : at])):
        return False
    if match[0].isdigit() and (1990 <= int(match[0]) <= 2100 or _LABEL.search(text[max(0, at - 12) : at])):
        return False
    one_in = _ONE_IN.search(text[max(sentence.start, at - 12) : at]) or _IN_FOUR.match(text, match.end())
    return not (one_in or _TIMES.match(text, match.end()))

"""Where a text speaks of months, quarters and years."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.events.periods import QUARTERLY, YEARLY, Period, moved, quarter_of
from app.events.text import MONTHS
from app.reports.claims.mentions import NOT, SURE, Mention

_SHORT = {month[:3].lower(): number for number, month in enumerate(MONTHS, start=1)}
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"  # fmt: skip  # noqa: E501
_PATTERN = re.compile(
    rf"\b(?P<month>{MONTH})\b\.?(?:'s)?(?:\s+(?P<year>20\d\d|'\d\d|\d\d(?=\s*(?:[.,;:)\n]|$|and\b|to\b|-))))?"
    r"|\b(?:[Qq]uarter|[Qq]tr\.?|Q)\s*(?P<quarter>[1-4])\b(?:[\s,]*(?:of\s+)?(?P<of>(?:20)?\d\d)\s?[-/]\s?\d\d)?"
    r"|\b(?P<first>(?:20)?[0-4]\d)\s?[-/]\s?(?P<second>[0-4]\d)\b(?!\s*(?:%|audits|cases|\())"
    r"|\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ff]or|[Ff]rom|[Bb]y) (?P<plain>(?:19|20)\d\d)\b(?!\s*[-/])"
    r"|\b(?P<before>(?:last|previous|prior|preceding)) (?P<unit>month|quarter|year)\b"
    r"|\b(?P<scope>(?:last|past|previous|recent) (?:\w+ )?(?:months|quarters|years)|month \d)"
    r"|\b(?P<this>(?:this|the|in|whole) (?:reporting )?(?:quarter|month|year)(?! on| by| to| after| over)"
    r"|(?:the|these|all|over)(?: the| these)? (?:three|3) months)\b",
)
_AND = re.compile(r"\s*(?:,|,? and|&|/)\s*")
_TO = re.compile(r"\s*(?:to|-|until|through)\s*")


def times(text: str, of: Period) -> list[Mention]:
    """Where a flat text names periods, for a report of a period; months that are joined, or run on, are one."""
    found: list[Mention] = []
    for match in _PATTERN.finditer(text):
        one = _one(match, of)
        if one is None:
            continue
        last = found[-1] if found else None
        gap = text[last.end : one.start] if last else "."
        if last and last.value and one.value and _TO.fullmatch(gap) and len(one.value[0]) == 7:
            found[-1] = Mention(last.start, one.end, tuple(_run(last.value[0], one.value[0])) or one.value)
        elif last and last.value and one.value and one.value[0] not in last.value and _AND.fullmatch(gap):
            found[-1] = Mention(last.start, one.end, (*last.value, *one.value))
        else:
            found.append(one)
    return found


def _run(first: str, last: str) -> Iterator[str]:
    """The months from one to another."""
    month = first
    while len(first) == 7 and month <= last:
        yield month
        month = moved(month, 1)


def _one(match: re.Match[str], of: Period) -> Mention | None:
    """What a match means; a span of time that no period is gives a mention of nothing that is known."""
    if match["scope"] or match["plain"]:
        return Mention(match.start(), match.end(), (), SURE if match["plain"] else NOT)
    if match["first"] and not match["month"] and not _is_year(match):
        return None
    key = _key(match, of)
    return Mention(match.start(), match.end(), (key,) if key else (), SURE)


def _is_year(match: re.Match[str]) -> bool:
    return int(match["second"]) == int(match["first"][-2:]) + 1


def _key(match: re.Match[str], of: Period) -> str:
    if match["month"]:
        return _month(match, of)
    if match["quarter"]:
        return _quarter(int(match["quarter"]), match["of"], of)
    if match["first"]:
        return f"20{match['first'][-2:]}-year"
    if match["before"]:
        return _before(match["unit"], of)
    unit = (match["this"] or "").rpartition(" ")[2]
    if unit == "year":
        return of.year.key if of.kind == YEARLY else ""
    if unit == "months":
        return of.key if of.kind == QUARTERLY else ""
    return of.key if unit in of.kind else ""


def _month(match: re.Match[str], of: Period) -> str:
    """A month: of the year that is said, or the last one that is not after the report's."""
    number = _SHORT[match["month"][:3].lower()]
    if match["year"]:
        return f"20{match['year'][-2:]}-{number:02d}"
    return next(month for month in _latest(of.last) if int(month[5:]) == number)


@lru_cache(maxsize=64)
def _latest(last: str) -> tuple[str, ...]:
    """The twelve months up to one, the latest first."""
    return tuple(moved(last, -back) for back in range(12))


def _quarter(number: int, year: str | None, of: Period) -> str:
    if year:
        return f"20{year[-2:]}-Q{number}"
    found = quarter_of(of.last)
    while int(found.key[-1]) != number:
        found = found.before
    return found.key


def _before(unit: str, of: Period) -> str:
    if unit == "year":
        return of.year.before.key
    if unit == "quarter":
        return quarter_of(of.first).before.key if of.kind == QUARTERLY else ""
    return moved(of.first, -1) if len(of.months) == 1 else ""

"""The words that a finding quotes: as they were typed, and as many as tell them from the same words elsewhere."""

import re
from dataclasses import replace

from app.reports.claims.finding import SUM, Finding, Where

_NEXT = re.compile(r"[ ]?[^\s]+")
_MORE = 6
"""By how many words a quotation is made longer at most, on either side."""


def quoted(text: str, one: Finding) -> Finding:
    """The finding with its words as the text has them, so many that they are found in their own place first.

    A number alone is quoted with a word after it. `mend` has the same words besides.
    """
    start, end = one.where.start, one.where.end
    if end - start <= 3 or one.kind == SUM:
        end = _after(text, end)
    if text[end - 3 : end] in (" in", " of"):
        end = _after(text, end)
    for _ in range(_MORE):
        if text.find(text[start:end]) != start:
            end = _after(text, end)
    for _ in range(_MORE):
        if text.find(text[start:end]) != start:
            start = _before(text, start)
    where = Where(one.where.section, start, end, text[start:end])
    mend = text[start : one.where.start] + one.mend + text[one.where.end : end] if one.mend else ""
    return replace(one, where=where, mend=mend)


def _after(text: str, end: int) -> int:
    found = _NEXT.match(text, end)
    return len(text[: found.end()].rstrip(".,;:")) if found else end


def _before(text: str, start: int) -> int:
    first = end = start - (text[start - 1 : start] == " ")
    while first and not text[first - 1].isspace():
        first -= 1
    return first if first < end else start

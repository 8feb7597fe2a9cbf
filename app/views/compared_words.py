"""What a file says, as a page says it: days, months, moments, shares and names in words; files keep what they have."""

import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from flask import g

from app.events.periods import period
from app.programme.history_words import ID, Names
from app.views import words
from app.views.desk import house
from app.views.export_columns import LISTS

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
PERIOD = re.compile(r"\d{4}-(?:0[1-9]|1[0-2]|Q[1-4]|year)")
AUDIT = re.compile(r"(?:audit/)?(\d{4}-(?:0[1-9]|1[0-2]))/(\d+)")
BETWEEN = re.compile(r"(; |, )")
"""What stands between the values of a cell that has several."""


@lru_cache(maxsize=64)
def kinds_of(list: str) -> Mapping[str, str]:
    """What kind of value each column of a list (a key of LISTS) holds, by its key."""
    return {column.key: column.kind for column in LISTS.get(list, ())}


def as_read(text: str, kind: str = "") -> str:
    """A value of a file as a page has it, of a column's kind; what is neither a date nor an id stays as it is."""
    if kind == "share":
        return _share(text)
    return "".join(_one(part) for part in BETWEEN.split(text))


def audit(id: str) -> str:
    """audit/2024-05/0017, or 2024-05/0017, as audit 17 of May 2024; empty for what is none."""
    found = AUDIT.fullmatch(id)
    return f"audit {int(found[2])} of {words.month(found[1])}" if found else ""


def _one(text: str) -> str:
    with suppress(ValueError):  # A day that no calendar has is text like any other.
        if DAY.fullmatch(text):
            return words.day(text)
        if MOMENT.fullmatch(text):
            return words.moment(text) if text[19:] else words.at_moment(text[:16])
        if PERIOD.fullmatch(text) and (of := period(text)):
            return of.label
    return audit(text) or (str(_names().of(text)) if ID.fullmatch(text) else text)


def _share(text: str) -> str:
    """0.583 as 58.3%."""
    try:
        return f"{(Decimal(text) * 100).normalize():f}%" if text else ""
    except InvalidOperation:
        return text


def _names() -> Names:
    """The names that ids have, looked up once for an answer."""
    if "compared_names" not in g:
        g.compared_names = Names(house())
    found: Names = g.compared_names
    return found

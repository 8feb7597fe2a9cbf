"""What stands in the way of a date typed as day, month and year, as every form says it."""

import re
from datetime import date

PARTS = ("day", "month", "year")


def example(on: date) -> str:
    """How a date is typed, as the hint of its field: For example, 27 3 2026."""
    return f"For example, {on.day} {on.month} {on.year}"


EXAMPLE = example(date(2026, 3, 27))


def lacking(day: str, month: str, year: str) -> list[str]:
    """The names of the parts in which nothing was typed, in order."""
    return [part for part, typed in zip(PARTS, (day, month, year), strict=True) if not typed.strip()]


def fault(called: str, day: str, month: str, year: str) -> str:
    """Take a date's name as a sentence begins with it, and its parts as typed; return what is wrong, empty for nothing.

    "Date due must include a month and year": no part is there without being told, and no two styles tell it.
    """
    if empty := lacking(day, month, year):
        *others, last = empty
        return f"{called} must include a {' and '.join(filter(None, (', '.join(others), last)))}"
    if not re.fullmatch("[0-9]{4}", year.strip()) and year.strip().isdecimal():
        return f"{called} must have a year of 4 digits"
    return "" if iso(day, month, year) else f"{called} must be a real date"


def iso(day: str, month: str, year: str) -> str:
    """The date as ISO text, empty for what is none."""
    parts = [part.strip() for part in (year, month, day)]
    if not re.fullmatch("[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", "/".join(parts)):
        return ""
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return ""

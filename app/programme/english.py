"""Numbers, lists and dates as they stand in a sentence, whatever the machine's locale."""

from collections.abc import Iterable
from datetime import date

from app.events.text import MONTHS, day_in_words

IRREGULAR = {"child": "children", "person": "people", "reply": "replies", "entry": "entries"}


def counted(n: int, noun: str) -> str:
    """Return "1 child", "4,000 children" or "2 open children", likewise for people and any noun that takes an s."""
    *others, last = noun.split(" ")
    plural = IRREGULAR.get(last, last + "s")
    return f"{n:,} {noun if n == 1 else ' '.join([*others, plural])}"


def ordinal(n: int) -> str:
    """Return "1st", "12th", "23rd"."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n:,}{ending}"


def listed(words: Iterable[str], last_by: str = "and") -> str:
    """Return "a, b and c", or by another word "a, b or c"; nothing for no words."""
    *others, last = list(words) or [""]
    return f"{', '.join(others)} {last_by} {last}" if others else last


def shortened(text: str, most: int = 90) -> str:
    """Return a text in one line of at most so many characters, cut between two words where it is longer."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rpartition(' ')[0] or line[: most - 1]}…"


def begun(text: str) -> str:
    """Return a text as it begins a sentence, "Audit 3 of May 2024" for "audit 3 of May 2024"."""
    return f"{text[:1].upper()}{text[1:]}"


def day(on: date) -> str:
    """Return "28 May 2024"."""
    return day_in_words(on.isoformat())


def month(value: str) -> str:
    """Return "May 2024" for 2024-05 or cycle/2024-05."""
    year, number = value.removeprefix("cycle/").split("-")
    return f"{MONTHS[int(number) - 1]} {year}"

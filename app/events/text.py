"""Text that people write: one kind of line end, and no characters that cannot be kept, shown or printed."""

import re
from datetime import date

from app.events.base import Refusal

LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line end, halves of surrogate pairs and non-characters: no UTF-8, Word or Excel file
can hold all of them."""
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that nobody sees and that turn what follows round, beyond the text that they stand in: one title with one
turns the list of all. Right-to-left letters need none of them, nor do the marks that may stand beside those."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
LONGEST_EMAIL = 200
SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
LONGEST = 4_000
"""Characters of a text."""


def tidied(text: str) -> str:
    """Return the text with every kind of line end (Windows, old Mac, Word's soft break, Unicode) as a newline.

    What turns the direction of writing is left out.
    """
    return unturned(LINE_ENDS.sub("\n", text))


def unturned(text: str) -> str:
    """Return the text without what turns the direction of writing."""
    return TURNS.sub("", text)


def is_unfit(text: str) -> bool:
    """Return whether tidied text holds a character that is refused."""
    return UNFIT.search(text) is not None


def is_blank(value: object) -> bool:
    """Return whether an answer says nothing: absent, an empty list, or text of nothing but spaces."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def is_email(text: str) -> bool:
    """Return whether a text is one e-mail address, whose domain has a dot: anna.bell@council.example."""
    return len(text) <= LONGEST_EMAIL and EMAIL.fullmatch(text) is not None


def is_slug(value: object) -> bool:
    """Return whether the value is an id: at most 60 lower-case letters and digits, joined by single hyphens."""
    return isinstance(value, str) and len(value) <= LONGEST_SLUG and SLUG.fullmatch(value) is not None


def text_of(text: str, absent: str, field: str, most: int = LONGEST) -> str:
    """A text as it is kept; raises Refusal in the words given where it must be there, and for one too long or unfit."""
    found = tidied(text).strip()
    if absent and not found:
        raise Refusal(absent, field)
    if len(found) > most:
        raise Refusal(f"Use at most {most:,} characters.", field)
    if is_unfit(found):
        raise Refusal("This text holds a character that cannot be kept.", field)
    return found


def given(text: str, absent: str = "Give the reason.", field: str = "reason") -> str:
    """What was written, without the space around it; raises Refusal in these words, beside the field, for nothing."""
    if not (found := unturned(text).strip()):
        raise Refusal(absent, field)
    return found


def day_in_words(on: str) -> str:
    """An ISO date as it stands in a sentence, whatever the machine's locale: "28 May 2024"."""
    day = date.fromisoformat(on)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

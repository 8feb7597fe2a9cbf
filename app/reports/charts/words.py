"""Words of a chart: what of them can be drawn, how wide they are, where they are broken into lines."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from app.reports.charts.house_style import TEXT

MONTH = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})"
)  # fmt: skip
WIDTHS = {
    222: "ijl'", 278: " !,./:;I[\\]|ft", 334: "-()r`{}", 500: "Jckvsxyz", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw",
    778: "GOQ", 833: "Mm", 944: "W%@",
}  # fmt: skip
"""Of Arial and Liberation Sans, in thousandths of the size of the letters; what is not listed is as wide as a digit."""
NONE = "–"
"""Where there is no number."""
_WIDTH = {letter: width for width, letters in WIDTHS.items() for letter in letters}
_UNDRAWABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b-\u200f\u2028-\u202e]")


def plain(words: str) -> str:
    """Words in one line, without the characters that no XML may hold."""
    return " ".join(_UNDRAWABLE.sub("", words).split())


def wide(words: str, size: float = TEXT) -> float:
    """About how wide words are, in pixels; rather too wide."""
    return sum(_WIDTH.get(letter, 556 if letter < "\u2e80" else 1000) for letter in words) * size / 1000


def cut(words: str, room: float, size: float = TEXT) -> str:
    """Words as far as they fit, with … for the rest."""
    if wide(words, size) <= room:
        return words
    while words and wide(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def wrapped(words: str, room: float, most: int = 3, size: float = TEXT) -> list[str]:
    """Words in lines of at most `room` pixels; after `most` lines the rest is cut."""
    lines: list[str] = []
    for word in plain(words).split(" "):
        if lines and wide(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [cut(line, room, size) for line in lines]


def fits(words: str, room: float, most: int = 3) -> bool:
    """Whether words are whole in so many lines."""
    return " ".join(wrapped(words, room, most)) == plain(words)


def along(names: Sequence[str], room: float) -> list[list[str]]:
    """The names along an axis, in lines; months are shortened where they must be, and a year is said once."""
    found = [MONTH.fullmatch(name) for name in names]
    if not all(found) or all(fits(name, room - 8, 1) for name in names):
        return [wrapped(name, room - 6) for name in names]
    months = [(one[1][:3], one[2]) for one in found if one]
    years = ["", *(year for _, year in months)]
    return [[month, year] if year != before else [month] for (month, year), before in zip(months, years, strict=False)]


def number(value: float, places: int = 1) -> str:
    """A value rounded half up to so many places, whole numbers without."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole = rounded == rounded.to_integral_value()
    return str(rounded.quantize(Decimal(1)) if whole else rounded).replace("-", "−")


def per_cent(n: int, of: int, places: int) -> str:
    """n of `of` in per cent."""
    return f"{number(100 * n / of, places)}%" if of else NONE

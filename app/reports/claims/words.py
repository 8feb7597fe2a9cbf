"""Words and numbers as the checks read them."""

import re
from decimal import Decimal
from functools import lru_cache

from projections.shares import percent

ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FLAT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-", "\t": " "})
_SPELT = rf"(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[1:10])}))?|{'|'.join(sorted(ONES[1:], key=len, reverse=True))}"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?i:{_SPELT}))"
"""A whole number, in digits or in words."""
PER_CENT = r"(?:\d+(?:\.\d+)?\s?(?:%|per cent\b|percent\b))"
"""A percentage."""
NOUNS = (
    r"(?:(?:case[ -]file|core|practice|completed|these|such|our)\s+)?"
    r"(?:audits?|cases?|children|child|records?|files?|grades?|gradings?)"
)
"""What is counted by a grade."""
_STOP = """
    a an the of and or in on at to for with by that those these this was were is are be been had has have it its as from
    number numbers no total all audit audits month months share percentage per cent volume level rate
"""
STOP = frozenset(_STOP.split())
"""Words that tell no figure from another."""
_TELL_NOTHING = """
    continued continue demonstrate demonstrates slight slightly sharp overall again further seen saw see show shows our
    there we also though however small steady steadily marked quarter compared previous last encouraging pleased very
    positive negative clear clearly figures data period did do does than then still now some good strong more much
    somewhat considerably significant significantly across over during between since when where which per cent can point
    points by who out remain remains remained
"""
_WORD = re.compile(r"[A-Za-z]+(?:(?<=[Cc]ategory) \d)?")
"""A word; Category 1 is one, and another than Category 2."""


def flat(text: str) -> str:
    """The text with straight quotation marks, plain dashes and spaces; every character stays where it was."""
    return text.translate(_FLAT)


def number(words: str) -> int:
    """A whole number that `NUMBER` found."""
    plain = words.lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    tens, _, ones = plain.partition("-")
    if tens in TENS:
        return 10 * (TENS.index(tens) + 2) + (ONES.index(ones) if ones else 0)
    return ONES.index(plain)


def per_cent(words: str) -> Decimal:
    """A percentage that `PER_CENT` found."""
    found = re.match(r"[\d.]+", words)
    assert found is not None
    return Decimal(found[0])


def places(share: Decimal) -> int:
    """To how many places a percentage is given."""
    return max(0, -int(share.as_tuple().exponent))


def share(n: int, of: int, like: Decimal) -> Decimal | None:
    """n of `of` in per cent, to as many places as another percentage has, rounded half up once."""
    return percent(n, of, places(like))


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """A word in lower case without the ending of its plural."""
    plain = word.lower().removesuffix("'s")
    if plain == "children":
        return "child"
    if plain.endswith("ies") and len(plain) > 4:
        return f"{plain[:-3]}y"
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 3 else plain


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What a word has in common with its other forms: completed, completion and completing are complet."""
    plain = singular(word)
    for ending in ("ations", "ation", "ions", "ion", "ings", "ing", "ated", "ate", "ed", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain.removesuffix(ending)
    return plain


@lru_cache(maxsize=8192)
def stems(words: str) -> frozenset[str]:
    """The stems of the words that tell one figure from another."""
    return frozenset(stem(word) for word in _WORD.findall(words) if word.lower() not in STOP)


FILLER = frozenset(map(stem, _TELL_NOTHING.split()))
"""Stems of words that tell nothing of what is counted."""
ALIKE = frozenset({"child", "children", "case"})
"""What audits are also counted as."""

"""Whether numbers that are said fit their own arithmetic, and a value of the report."""

from app.reports.claims.facts import Value
from app.reports.claims.numbers import Said
from app.reports.claims.words import places, share

ROOM = 3
"""By how many percentage points a share may be off that is called approximate."""


def share_is_right(one: Said) -> bool:
    """Whether n of N is the percentage that is said, to the places that are said."""
    if not (one.n and one.of):
        return True
    if one.joined and one.n.n > one.of.n and one.share:
        return False
    if one.share is None or not one.of.n:
        return True
    true = share(one.n.n, one.of.n, one.share.value)
    return true is not None and (true == one.share.value or (one.about and abs(true - one.share.value) <= ROOM))


def fits(one: Said, value: Value) -> bool:
    """Whether a value is what is said, or what the percentage alone is of."""
    if one.n is not None and value.n != one.n.n:
        return False
    if one.of is not None and value.of is not None and value.of != one.of.n:
        return False
    if one.share is None or (one.n and one.of):
        return True
    true = value.share(places(one.share.value))
    return true is None or true == one.share.value or (one.about and abs(true - one.share.value) <= ROOM)


def comparable(one: Said, value: Value) -> bool:
    """Whether what is said is of audits that the value is of too, as far as its base shows."""
    if one.about and one.share is None:
        return False
    if one.of is not None:
        return one.of.n == value.of or one.of.n in one.sentence.facts.bases.get(value.figure, ())
    if one.n is None:
        return value.of is not None and one.share is not None
    return True


def same(one: Said, best: Value) -> bool:
    return one.n is not None and one.n.n == best.n and (one.of is None or one.of.n == best.of)

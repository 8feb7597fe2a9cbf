"""The interval of a share: the values that were published for it, its ends, and how it is rounded."""

from decimal import Decimal

import pytest

from projections.intervals import Interval, wilson

NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
"""R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3: the four examples to four places."""


@pytest.mark.parametrize(("n", "of", "least", "most"), NEWCOMBE)
def test_it_gives_the_published_values(n: int, of: int, least: float, most: float) -> None:
    found = wilson(n, of)
    assert found
    assert (round(found.least, 4), round(found.most, 4)) == (least, most)


def test_it_is_the_same_from_the_other_side() -> None:
    some, others = wilson(17, 49), wilson(32, 49)
    assert some
    assert others
    assert (some.least, some.most) == pytest.approx((1 - others.most, 1 - others.least))


@pytest.mark.parametrize(("n", "of", "words"), [(7, 16, "23% to 67%"), (21, 77, "19% to 38%"), (49, 49, "93% to 100%")])
def test_it_reads_as_per_cent(n: int, of: int, words: str) -> None:
    found = wilson(n, of)
    assert found
    assert found.words(0) == words


def test_a_half_is_rounded_up_once() -> None:
    assert Interval(0.125, 0.5).percent(0) == (Decimal(13), Decimal(50))
    assert Interval(0.125, 0.5).words(1) == "12.5% to 50.0%"


@pytest.mark.parametrize(("n", "of"), [(0, 0), (5, 4), (-1, 4)])
def test_there_is_none_where_there_is_no_share(n: int, of: int) -> None:
    assert wilson(n, of) is None

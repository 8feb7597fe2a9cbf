"""Limits of shares of changing numbers: published limits, exact ones, and the wider ones of Laney."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from app.reports.statistics.proportions import (
    NEAR_TAIL,
    TAIL,
    chance_spread,
    exact_lines,
    shares_behaviour,
    sigma_z,
    widened,
)
from app.reports.statistics.readings import Reading

PEACHES = [(47, 250), (42, 250), (55, 250), (51, 250), (46, 250), (61, 250), (39, 250), (44, 250), (41, 250),
           (51, 250), (88, 500), (101, 500), (101, 500), (40, 250), (48, 250), (47, 250), (50, 250), (48, 250),
           (57, 250), (45, 250), (43, 250), (105, 500), (98, 500), (100, 500), (96, 500)]  # fmt: skip
"""T. Pyzdek and P. Keller, The Handbook for Quality Management (2nd edition, 2013), table 9.6: p̄ is 1,544 of 8,000."""
ORDERS = [(12, 100), (8, 80), (6, 80), (9, 100), (10, 110), (12, 110), (11, 100), (16, 100), (10, 90), (6, 90),
          (20, 110), (15, 120), (9, 120), (8, 120), (6, 110), (8, 80), (10, 80), (7, 80), (5, 90), (8, 100),
          (5, 100), (8, 100), (10, 100), (6, 90), (9, 90)]  # fmt: skip
"""D. C. Montgomery, Introduction to Statistical Quality Control, section 7.2, purchase orders: p̄ is 234 of 2,450."""
WAITS = [(266501, 280443), (264225, 276823), (276532, 291681), (281461, 296155), (269071, 282343), (261215, 275888),
         (270409, 283867), (279778, 295251), (270483, 284468), (270320, 282529), (267923, 279618), (271478, 283932),
         (255353, 266629), (256820, 268091), (261835, 276803), (259144, 271578), (255910, 266005), (260863, 273520),
         (264465, 278574), (260989, 273772)]  # fmt: skip
"""M. A. Mohammed and others, BMJ Quality & Safety 22 (2013), pages 362 to 368: emergencies seen within four hours."""


def shares(counts: list[tuple[int, int]]) -> list[Reading]:
    return [Reading(f"month {place}", n, of) for place, (n, of) in enumerate(counts)]


def base() -> st.SearchStrategy[list[tuple[int, int]]]:
    one = st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
    return st.lists(one, min_size=12, max_size=20)


TEXTBOOK = [
    (Fraction(117, 2000), 100, 0.0, 0.1289),
    (Fraction(567, 6000), 200, 0.0325, 0.1565),
    (Fraction("0.15"), 400, 0.0964, 0.2036),
]
"""Montgomery, exercise 6-1 (5th edition); J. L. Devore, Probability and Statistics for Engineering and the Sciences
(9th edition), exercise 16.22; a common exercise."""


@pytest.mark.parametrize(("centre", "of", "low", "high"), TEXTBOOK)
def test_without_more_spread_the_limits_are_the_textbooks(centre: Fraction, of: int, low: float, high: float) -> None:
    lines = widened(centre, of, 1.0)
    assert [float(line) / 100 for line in (lines.low, lines.high)] == pytest.approx([low, high], abs=1.1e-4)


@pytest.mark.parametrize(("centre", "of", "low", "high"), TEXTBOOK)
def test_exact_limits_are_within_two_of_the_textbooks(centre: Fraction, of: int, low: float, high: float) -> None:
    lines = exact_lines(centre, of)
    assert abs(float(lines.low) / 100 - low) * of <= 2
    assert abs(float(lines.high) / 100 - high) * of <= 2


def test_the_published_series_are_as_published() -> None:
    """The peaches vary by chance; of the purchase orders the eleventh, 20 of 110, is above the textbook's 0.180.

    By the exact limits it is not: so many or more come once in 270 times, and the limits mean once in 740.
    """
    assert shares_behaviour(shares(PEACHES)).signals == ()
    centre = Fraction(234, 2450)
    above = [place for place, (n, of) in enumerate(ORDERS) if Fraction(100 * n, of) > widened(centre, of, 1).high]
    assert above == [10]
    assert shares_behaviour(shares(ORDERS)).signals == ()
    assert binom.sf(19, 110, float(centre)) > TAIL


@example(Fraction(999, 1000), 1)
@given(st.fractions(0, 1, max_denominator=60), st.integers(1, 90))
def test_exact_limits_leave_out_what_another_library_has_there(centre: Fraction, of: int) -> None:
    lines, known = exact_lines(centre, of), binom(of, float(centre))
    for limit, tail in ((lines.low, TAIL), (lines.near_low, NEAR_TAIL)):
        assert known.cdf(limit * of // 100 - 1) <= tail + 1e-12
        assert known.cdf(limit * of // 100) > tail - 1e-12
    for limit, tail in ((lines.high, TAIL), (lines.near_high, NEAR_TAIL)):
        assert known.sf(limit * of // 100) <= tail + 1e-12
        assert known.sf(limit * of // 100 - 1) > tail - 1e-12


@given(st.fractions(0, 1, max_denominator=60), st.integers(1, 90))
def test_how_likely_each_side_is_agrees_with_another_library(centre: Fraction, of: int) -> None:
    lines, known = exact_lines(centre, of), binom(of, float(centre)).pmf(range(of + 1))
    above = sum(known[n] for n in range(of + 1) if n > centre * of)
    below = sum(known[n] for n in range(of + 1) if n < centre * of)
    assert (lines.below, lines.above) == pytest.approx((below, above), abs=1e-9)


def test_laneys_limits_take_in_what_the_textbook_puts_outside() -> None:
    """Almost every week of the emergency patients is outside the textbook's limits, and none outside Laney's."""
    series = shares_behaviour(shares(WAITS), places=1)
    centre = Fraction(sum(n for n, _ in WAITS), sum(of for _, of in WAITS))
    outside = [n for n, of in WAITS if not (w := widened(centre, of, 1.0)).low <= Fraction(100 * n, of) <= w.high]
    assert len(outside) >= 15
    assert [signal for signal in series.signals if signal.rule == "outside"] == []
    assert "10.6 times" in series.runs[0].method


def test_laneys_spread_is_that_of_his_definition() -> None:
    """The scores of two months are one standard deviation, and one, from the middle: a step of 2 ÷ 1.128."""
    of = 100
    step = sqrt(0.25 / of)
    counts = [(round(of * (0.5 + step)), of), (round(of * (0.5 - step)), of)] * 6
    assert sigma_z(counts) == pytest.approx(2 / 1.128)
    assert sigma_z([(0, 9), (0, 3)]) == sigma_z([(9, 9), (3, 3)]) == 0


def test_what_chance_alone_spreads_is_not_widened() -> None:
    assert [round(chance_spread(points), 2) for points in (12, 24)] == [1.44, 1.31]
    calm = [(n, 50) for n in (12, 14, 13, 15, 12, 13, 16, 12, 14, 13, 15, 12)]
    series = shares_behaviour(shares(calm))
    assert "exact binomial" in series.runs[0].method
    assert {one.lines and one.lines.high for one in series.readings} == {exact_lines(Fraction(161, 600), 50).high}


def test_limits_are_wider_where_fewer_were_counted() -> None:
    few, many = exact_lines(Fraction(27, 100), 16), exact_lines(Fraction(27, 100), 160)
    assert few.low < many.low < 27 < many.high < few.high


def test_a_month_that_lies_far_out_is_seen_whatever_it_does_to_the_rest() -> None:
    series = shares_behaviour(shares([*[(8, 31), (12, 30), (4, 16)] * 5, (27, 31)]))
    assert [signal.places for signal in series.signals] == [(15,)]


def test_year_after_year_without_an_outstanding_is_no_signal() -> None:
    """One Outstanding in two years: a run below the average of a sixth of a per cent says nothing."""
    series = shares_behaviour(shares([(0, 16)] * 11 + [(1, 16)] + [(0, 16)] * 12))
    assert series.signals == ()


@settings(max_examples=60)
@given(base())
def test_limits_stay_between_none_and_all_around_the_average(counts: list[tuple[int, int]]) -> None:
    for one in shares_behaviour(shares(counts)).readings:
        if one.lines:
            assert 0 <= one.lines.low <= one.lines.near_low <= one.lines.near_high <= one.lines.high <= 100
            assert one.of
        else:
            assert one.of == 0 or sum(1 for _, of in counts if of) < 12


@settings(max_examples=40)
@given(base())
def test_having_the_grade_and_not_having_it_show_the_same(counts: list[tuple[int, int]]) -> None:
    there = shares_behaviour(shares(counts)).signals
    back = shares_behaviour(shares([(of - n, of) for n, of in counts])).signals
    assert sorted((one.rule, one.places, one.up) for one in there) == sorted(
        (one.rule, one.places, not one.up) for one in back
    )

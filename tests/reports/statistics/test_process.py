"""XmR charts: published limits, breaks, and too few points for any."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.statistics.process import LEAST, counts_behaviour, moving_ranges, xmr
from app.reports.statistics.readings import Reading

FLOW = [Fraction(n, 10) for n in (496, 476, 499, 513, 478, 512, 526, 524, 536, 521)]
LOANS = [Fraction(n) for n in (310, 288, 297, 298, 307, 303, 294, 297, 308, 306,
                               294, 299, 297, 299, 314, 295, 293, 306, 301, 304)]  # fmt: skip
SPIKE = [Fraction(n) for n in (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)]


def counted(*counts: int | None, breaks: dict[int, str] | None = None) -> list[Reading]:
    """A series of counts by month; `breaks` by the place where each begins."""
    return [Reading(f"month {place}", n, breaks=(breaks or {}).get(place, "")) for place, n in enumerate(counts)]


def test_limits_are_those_of_the_nist_handbook() -> None:
    """NIST/SEMATECH e-Handbook, 6.3.2.2, the flow rate of ten batches."""
    found = xmr(FLOW)
    assert (found.centre, round(float(found.average_range), 4)) == (Fraction("50.81"), 1.8778)
    assert (round(float(found.high), 4), round(float(found.low), 4)) == (55.8041, 45.8159)


def test_limits_are_those_of_montgomerys_loan_costs() -> None:
    """Introduction to Statistical Quality Control, section 6.4: centre 300.5, limits 321.22 and 279.78."""
    found = xmr(LOANS)
    assert (found.centre, round(float(found.average_range), 2)) == (Fraction("300.5"), 7.79)
    assert (round(float(found.high), 2), round(float(found.low), 2)) == (321.22, 279.78)
    assert round(float(found.range_limit), 2) == 25.45


def test_one_odd_value_does_not_widen_its_own_limits() -> None:
    """NHSRplotthedots, "Deviations from Excel defaults": limits of 4.6 and -0.72 around 1.94."""
    found = xmr(SPIKE)
    assert [round(float(one), 2) for one in (found.high, found.centre, found.low)] == [4.6, 1.94, -0.72]
    assert [signal.places for signal in counts_behaviour(counted(*map(int, SPIKE))).signals] == [(4,)]


def test_a_count_has_no_limit_below_nothing() -> None:
    series = counts_behaviour(counted(*map(int, SPIKE)))
    assert {one.lines and one.lines.low for one in series.readings} == {0}


def test_too_few_points_have_neither_limits_nor_signals() -> None:
    series = counts_behaviour(counted(*[45] * (LEAST - 2), 900))
    assert {one.lines for one in series.readings} == {None}
    assert series.signals == ()
    assert [(run.counted, run.has_limits) for run in series.runs] == [(LEAST - 1, False)]


def test_a_month_without_a_value_is_passed_over() -> None:
    series = counts_behaviour(counted(*[45] * 6, None, *[46] * 6))
    assert series.readings[6].lines is None
    assert series.runs[0].counted == LEAST
    assert series.readings[0].lines


def test_limits_are_of_the_part_between_two_breaks() -> None:
    series = counts_behaviour(counted(*[40, 42] * 6, *[90, 92] * 6, 50, breaks={12: "new teams", 24: "new scale"}))
    assert [(run.first, run.last, run.has_limits) for run in series.runs] == [
        (0, 11, True),
        (12, 23, True),
        (24, 24, False),
    ]
    assert [one.lines and one.lines.centre for one in series.readings] == [*[41] * 12, *[91] * 12, None]
    assert series.signals == ()


def test_a_signal_after_a_break_is_at_its_place_in_the_whole_series() -> None:
    series = counts_behaviour(counted(*[40, 42] * 6, *[80, 100] * 6, 200, breaks={12: "new teams"}))
    assert [(signal.rule, signal.places) for signal in series.signals] == [("outside", (24,))]


def test_the_lines_near_the_limits_are_two_thirds_of_the_way() -> None:
    lines = xmr(LOANS).lines
    assert (lines.centre - lines.near_low) * 3 == (lines.centre - lines.low) * 2
    assert (lines.near_high - lines.centre) * 3 == (lines.high - lines.centre) * 2


def test_without_its_breaks_the_same_series_shows_signals() -> None:
    assert counts_behaviour(counted(*[40, 42] * 6, *[90, 92] * 6)).signals


def test_a_series_of_nothing_has_no_part() -> None:
    assert counts_behaviour([]).runs == ()
    with pytest.raises(ValueError, match="two values"):
        xmr([Fraction(1)])


@settings(max_examples=50)
@given(st.lists(st.integers(0, 80), min_size=LEAST, max_size=30), st.integers(1, 5), st.integers(0, 50))
def test_limits_move_with_the_values(values: list[int], times: int, more: int) -> None:
    one, other = xmr([*map(Fraction, values)]), xmr([Fraction(times * value + more) for value in values])
    for name in ("centre", "low", "high"):
        assert getattr(other, name) == times * getattr(one, name) + more
    assert other.range_limit == times * one.range_limit
    assert one.low <= one.centre <= one.high
    assert len(moving_ranges([*map(Fraction, values)])) == len(values) - 1

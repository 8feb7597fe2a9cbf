"""The rules of a process chart: each fires when it should, just not before, and says what it saw."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.statistics.readings import Lines, Reading, Words
from app.reports.statistics.rules import LEVEL, NEAR, OUTSIDE, RULES, RUN, TREND, Signal, signals

LINES = Lines(*(Fraction(n) for n in (50, 20, 80, 30, 70)))
SAY = Words(per_cent=False)


def fired(values: Sequence[int | None], lines: Lines = LINES, start: int = 0) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.rule, one.places) for one in _signals(values, lines, start)]


def _signals(values: Sequence[int | None], lines: Lines = LINES, start: int = 0) -> tuple[Signal, ...]:
    readings = [Reading(f"m{start + place}", n, lines=None if n is None else lines) for place, n in enumerate(values)]
    return signals(readings, SAY, start)


CASES = [
    ([49, 81, 49], [(OUTSIDE, (1,))]),
    ([51, 19, 51], [(OUTSIDE, (1,))]),
    ([49, 80, 49, 20, 51], []),
    ([49, *[51, 52] * 3, 51, 49], [(LEVEL, tuple(range(1, 8)))]),
    ([*[49, 48] * 4], [(LEVEL, tuple(range(8)))]),
    ([49, *[51, 52] * 3, 49], []),
    ([51, 52, 51, 50, 52, 51, 52, 51], []),
    ([50] * 8, []),
    ([51, 52, 51, None, 52, 51, 52, 51], [(LEVEL, (0, 1, 2, 4, 5, 6, 7))]),
    ([40, 42, 44, 49, 51, 52, 53], [(TREND, tuple(range(7)))]),
    ([60, 59, 58, 49, 48, 47, 46], [(TREND, tuple(range(7)))]),
    ([40, 42, 44, 49, 51, 52], []),
    ([40, 42, 44, 49, 49, 51, 52, 53], []),
    ([51, 71, 72, 49], [(NEAR, (1, 2))]),
    ([49, 71, 72, 49], []),
    ([49, 71, 60, 72, 49], [(NEAR, (1, 3))]),
    ([49, 29, 28, 40], [(NEAR, (1, 2))]),
    ([49, 71, 49, 72, 49], []),
    ([49, 71, 60, 60, 72, 49], []),
    ([49, 71, 29, 72, 49], []),
    ([49, 71, 72, 60, 73, 49], [(NEAR, (1, 2, 4))]),
    ([51, 81, 82, 49], [(OUTSIDE, (1,)), (OUTSIDE, (2,))]),
    ([51, 81, 72, 49], [(OUTSIDE, (1,)), (NEAR, (1, 2))]),
    ([71, 60, 72, 49, 49, 71, 72, 60, 49], [(NEAR, (0, 2)), (NEAR, (5, 6))]),
]


@pytest.mark.parametrize(("values", "found"), CASES)
def test_a_rule_fires_on_the_points_that_it_is_about(
    values: list[int | None], found: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert fired(values) == found


def test_its_places_are_those_of_the_whole_series() -> None:
    assert fired([49, 81, 49], start=24) == [(OUTSIDE, (25,))]


def test_a_run_on_the_likelier_side_has_to_be_longer() -> None:
    """Where three of four months lie below the average by chance alone, seven in a row are nothing; 17 are."""
    rare = replace(LINES, below=0.75, above=0.25)
    assert fired([49, 48] * 8, rare) == []
    assert fired([*[49, 48] * 8, 49], rare) == [(LEVEL, tuple(range(17)))]
    assert fired([51, 52] * 3, rare) == []
    assert fired([*[51, 52] * 3, 51], rare) == [(LEVEL, tuple(range(7)))]


def test_one_odd_month_makes_no_run_of_all_the_others() -> None:
    """It draws the average to 53; without it the months lie on both sides of 49."""
    drawn = replace(LINES, centre=Fraction(53))
    assert fired([48, 50] * 4 + [95], drawn) == [(OUTSIDE, (8,))]
    assert fired([48, 50] * 4 + [49], drawn) == [(LEVEL, tuple(range(9)))]
    assert fired([*[70, 69] * 2, *[40, 41] * 4, 95], drawn) == [(OUTSIDE, (12,)), (LEVEL, tuple(range(4, 12)))]
    assert fired([*[70, 69] * 2, *[40, 41] * 4, 52, 95], drawn) == [(OUTSIDE, (13,)), (LEVEL, tuple(range(4, 13)))]


def test_what_is_usual_counts_every_audit_once() -> None:
    """156 of 300 weigh more than eight months of 10: what is usual is 51%, and eight times 50% is not above it."""
    drawn = replace(LINES, centre=Fraction(47))
    counts = [(4, 10), (156, 300), *[(5, 10)] * 8, (5, 100)]
    readings = [Reading(f"m{place}", n, of, lines=drawn) for place, (n, of) in enumerate(counts)]
    assert [(one.rule, one.places) for one in signals(readings, SAY)] == [(OUTSIDE, (10,))]


WORDS = [
    ([49, 81, 49], "m1 at 81 is above the upper limit of 80: more than the months usually vary.",
     "above the upper limit"),
    ([51, 19, 51], "m1 at 19 is below the lower limit of 20: more than the months usually vary.",
     "below the lower limit"),
    ([51, 52] * 4, "8 months in a row, m0 to m7, are above the average: the level has probably moved.",
     "one of 8 in a row above the average"),
    ([60, 59, 58, 49, 48, 47, 46], "7 months in a row, m0 to m6, are each lower than the one before: a trend.",
     "one of 7 in a row, each lower"),
    ([49, 71, 60, 72],
     "m1 and m3 are close to the upper limit, or beyond it: two of three months in a row so far out are rarely chance.",
     "close to the upper limit, with another"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "words", "mark"), WORDS)
def test_it_says_what_it_saw(values: list[int], words: str, mark: str) -> None:
    assert [(one.words, one.mark) for one in _signals(values)] == [(words, mark)]


def test_a_limit_is_told_from_the_value_beyond_it() -> None:
    share = Reading("June 2024", 26, 41, lines=replace(LINES, high=Fraction(634, 10)))
    (found,) = signals([share], Words(True, 0, "quarter"))
    assert (
        found.words
        == "June 2024 at 63% (26 of 41) is above the upper limit of 63.40%: more than the quarters usually vary."
    )


def test_every_rule_is_explained() -> None:
    assert set(RULES) == {OUTSIDE, LEVEL, TREND, NEAR}
    assert all(words.endswith(".") for words in RULES.values())


@given(st.lists(st.integers(0, 100), max_size=20))
def test_upside_down_the_same_rules_fire(values: list[int]) -> None:
    there, back = _signals(values), _signals([100 - value for value in values])
    assert sorted((one.rule, one.places, one.up) for one in there) == sorted(
        (one.rule, one.places, not one.up) for one in back
    )


@given(st.lists(st.integers(41, 59), max_size=RUN - 1))
def test_a_few_points_within_the_limits_fire_nothing(values: list[int]) -> None:
    assert fired(values) == []

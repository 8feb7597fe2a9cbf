"""Agreement of two auditors: against published values, and what it says where it can say little."""

import pytest

from projections.agreement import agreement, weighted_kappa

SCALE = ("outstanding", "good", "requires-improvement", "inadequate")
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
"""91 couples on one question: Hout, Duncan and Sobel (1987), Sociological Methodology 17, 145-184, as given with their
kappa in Friendly's and Meyer's `vcd` (SexualFun): equal-spacing weights 0.2374, standard error 0.07832."""


def test_the_published_weighted_kappa_of_91_couples() -> None:
    found = weighted_kappa(COUPLES)
    assert found is not None
    assert (round(found.value, 4), round(found.error, 5)) == (0.2374, 0.07832)
    assert (round(found.low, 3), round(found.high, 3)) == (0.084, 0.391)


SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
"""88 patients judged by two dermatologists: SAS/STAT User's Guide, The FREQ Procedure, Agreement Study, where weighted
kappa (Cicchetti-Allison weights, which are linear) is 0.5082, its standard error 0.0655, its interval from 0.3798 to
0.6366."""
MAMMOGRAMS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
"""85 mammograms read by two radiologists: Boyd and others (1982), Journal of the National Cancer Institute 68, 357-363;
in Stata's Base Reference Manual, kappa, weight w: 0.5684."""


def test_the_published_weighted_kappa_and_interval_of_88_patients() -> None:
    found = weighted_kappa(SKIN)
    assert found is not None
    assert (round(found.value, 4), round(found.error, 4)) == (0.5082, 0.0655)
    assert (round(found.low, 4), round(found.high, 4)) == (0.3798, 0.6366)


def test_the_published_weighted_kappa_of_85_mammograms() -> None:
    found = weighted_kappa(MAMMOGRAMS)
    assert found is not None
    assert round(found.value, 4) == 0.5684


def test_pairs_of_grades_come_to_the_same_as_their_table() -> None:
    pairs = [(SCALE[i], SCALE[j]) for i, row in enumerate(SKIN) for j, n in enumerate(row) for _ in range(n)]
    found = agreement(pairs, SCALE)
    assert (found.n, found.same, found.few, found.prevalent) == (88, 45, False, False)
    assert found.kappa == weighted_kappa(SKIN)


def test_with_two_grades_it_is_cohens_plain_kappa() -> None:
    """Agreement 35 of 50 where chance gives 25 of 50: (0.7 - 0.5) / (1 - 0.5)."""
    found = weighted_kappa([[20, 5], [10, 15]])
    assert found is not None
    assert found.value == pytest.approx(0.4)


def test_one_apart_counts_less_than_two_apart() -> None:
    near, far = weighted_kappa([[5, 1, 0], [0, 5, 0], [0, 0, 5]]), weighted_kappa([[5, 0, 1], [0, 5, 0], [0, 0, 5]])
    assert near is not None
    assert far is not None
    assert near.value > far.value


def test_full_agreement_over_several_grades_is_one_and_the_interval_stays_within_it() -> None:
    found = weighted_kappa([[4, 0], [0, 3]])
    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)


@pytest.mark.parametrize("table", [[], [[3]], [[0, 0], [0, 0]], [[6, 0], [0, 0]]])
def test_there_is_none_where_it_is_not_defined(table: list[list[float]]) -> None:
    assert weighted_kappa(table) is None


def test_pairs_are_counted_alike_or_not_and_what_is_not_on_the_scale_is_left_out() -> None:
    pairs = [("good", "good"), ("good", "inadequate"), ("na", "good"), ("good", "")]
    found = agreement(pairs, SCALE)
    assert (found.n, found.same, found.few) == (2, 1, True)


def test_it_is_said_when_one_grade_is_most_of_all_and_when_there_are_few() -> None:
    much = agreement([("good", "good")] * 28 + [("good", "requires-improvement")] * 2, SCALE)
    assert (much.n, much.prevalent, much.few) == (30, True, False)
    assert much.kappa is not None
    assert much.kappa.value < 0.1, "28 of 30 agree, and kappa says nothing of it"
    mixed = agreement([("good", "good"), ("inadequate", "inadequate")] * 3, SCALE)
    assert (mixed.prevalent, mixed.few) == (False, True)


def test_of_no_pairs_there_is_nothing_to_say() -> None:
    found = agreement([], SCALE)
    assert (found.n, found.same, found.kappa, found.prevalent) == (0, 0, None, False)

"""The exact tests: published values, another library's values, and what must hold of any p."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, hypergeom

from app.reports.statistics.exact import counts_p, holm, paired_p, shares_p

FAGERLAND = [((3, 4, 1, 4), 0.25714), ((1, 34, 7, 34), 0.02966)]
"""M. W. Fagerland, S. Lydersen and P. Laake, Statistical Analysis of Contingency Tables (2017), chapter 4, Fisher's
mid-p as their R package contingencytables gives it: the lady tasting tea, and M. B. M. Perondi and others, New England
Journal of Medicine 350 (2004). Both groups are of one size, so that their p, of all that is as unlikely, is twice the
smaller side."""


def share() -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(("table", "p"), FAGERLAND)
def test_shares_give_the_published_mid_p(table: tuple[int, int, int, int], p: float) -> None:
    assert round(float(shares_p(*table)), 5) == p


def test_pairs_give_the_published_mid_p() -> None:
    """Fagerland, Lydersen and Laake (2013): 1 child only after, 7 only before: 0.070 exact, 0.039 mid-p."""
    assert (round(float(paired_p(1, 7)), 3), paired_p(7, 1)) == (0.039, paired_p(1, 7))
    assert paired_p(0, 0) == 1


@given(st.integers(0, 60), st.integers(0, 60))
def test_pairs_are_the_binomial_test_with_what_was_seen_counted_half(one: int, other: int) -> None:
    both = one + other
    exact = min(binomtest(one, both, alternative=way).pvalue for way in ("less", "greater")) if both else 1
    seen = comb(both, one) / 2**both
    assert float(paired_p(one, other)) == pytest.approx(2 * exact - seen if one != other else 1)


def test_the_lady_tasting_tea() -> None:
    """Fisher has 1 in 70 for all right and 17 in 70 for three of four; Agresti's mid-p of it is 9 in 70 on one side."""
    assert shares_p(4, 4, 0, 4) == Fraction(1, 70)
    assert shares_p(3, 4, 1, 4) == 2 * Fraction(9, 70)


@pytest.mark.parametrize(("n", "other", "p"), [(1, 7, 0.0391), (7, 1, 0.0391), (0, 5, 1 / 32), (4, 4, 1)])
def test_counts_give_the_published_mid_p(n: int, other: int, p: float) -> None:
    """1 and 7: Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13 (2013), 91: the same test."""
    assert float(counts_p(n, other)) == pytest.approx(p, abs=5e-5)


def test_rates_over_unequal_time_give_the_published_sides() -> None:
    """2 over 17,877, 9 over 16,660: M. P. Fay, rateratio.test, whose exact p "is barely non-significant" at 5%."""
    seen = comb(11, 2) * 17877**2 * 16660**9
    exact = counts_p(2, 9, 17877, 16660) + Fraction(seen, 34537**11)
    assert 0.05 < exact < 0.0505


@given(share(), share())
def test_shares_agree_with_another_library(one: tuple[int, int], two: tuple[int, int]) -> None:
    assume(one[1] + two[1])
    drawn = hypergeom(one[1] + two[1], one[0] + two[0], one[1])
    half = drawn.pmf(one[0]) / 2
    sides = drawn.cdf(one[0]) - half, drawn.sf(one[0]) + half
    assert float(shares_p(*one, *two)) == pytest.approx(2 * min(sides), abs=1e-9)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(1, 9), st.integers(1, 9))
def test_counts_agree_with_another_library(n: int, other: int, over: int, others: int) -> None:
    chance = over / (over + others)
    sides = [binomtest(n, n + other, chance, side).pvalue for side in ("less", "greater")] if n + other else [1.0, 1.0]
    seen = sum(sides) - 1
    assert float(counts_p(n, other, over, others)) == pytest.approx(2 * min(sides) - seen, abs=1e-9)


@given(share(), share())
def test_p_is_a_chance_and_the_same_from_every_side(one: tuple[int, int], two: tuple[int, int]) -> None:
    p = shares_p(*one, *two)
    assert 0 < p <= 1
    assert p == shares_p(*two, *one)
    assert p == shares_p(one[1] - one[0], one[1], two[1] - two[0], two[1])
    assert p == shares_p(one[0], one[0] + two[0], one[1] - one[0], one[1] + two[1] - one[0] - two[0])


@given(st.integers(0, 90), st.integers(0, 90), st.integers(1, 9), st.integers(1, 9))
def test_the_p_of_counts_is_the_same_from_both_sides(n: int, other: int, over: int, others: int) -> None:
    p = counts_p(n, other, over, others)
    assert 0 < p <= 1
    assert p == counts_p(other, n, others, over) == counts_p(n, other, over * 3, others * 3)


@pytest.mark.parametrize(("of", "others"), [(5, 5), (5, 31), (10, 10), (16, 30), (16, 61)])
def test_of_a_hundred_months_alike_at_most_five_are_told_apart(of: int, others: int) -> None:
    """The mid-p does not promise it; in the sizes of a month it holds, by counting every outcome."""
    apart = [(n, m) for n in range(of + 1) for m in range(others + 1) if shares_p(n, of, m, others) < Fraction(5, 100)]
    assert apart
    for chance in (0.03, 0.1, 0.27, 0.5, 0.69):
        ways = (comb(of, n) * comb(others, m) * chance ** (n + m) * (1 - chance) ** (of + others - n - m)
                for n, m in apart)  # fmt: skip
        assert sum(ways) <= 0.05


@pytest.mark.parametrize("call", [lambda: shares_p(5, 4, 0, 4), lambda: shares_p(-1, 4, 0, 4),
                                  lambda: counts_p(-1, 4), lambda: counts_p(1, 4, 0)])  # fmt: skip
def test_what_is_no_share_or_count_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"A share is of|A count is"):
        call()  # type: ignore[operator]


def test_holm_gives_the_published_example() -> None:
    """0.01, 0.04, 0.03 and 0.005: adjusted 0.03, 0.06, 0.06 and 0.02, as R's p.adjust has them."""
    ps = [Fraction(n, 1000) for n in (10, 40, 30, 5)]
    assert holm(ps) == tuple(Fraction(n, 1000) for n in (30, 60, 60, 20))
    assert holm([]) == ()


@settings(max_examples=50)
@given(st.lists(st.fractions(0, 1), max_size=8))
def test_holm_never_makes_anything_surer_and_keeps_the_order(ps: list[Fraction]) -> None:
    adjusted = holm(ps)
    assert all(one >= p and one <= 1 for one, p in zip(adjusted, ps, strict=True))
    pairs = sorted(zip(ps, adjusted, strict=True))
    assert [one for _, one in pairs] == sorted(adjusted)

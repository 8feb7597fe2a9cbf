"""Exact tests of a difference, by counting: whole numbers throughout, so that no rounding decides.

Both tests are two-sided mid-p tests by doubling. Lancaster's mid-p counts what was seen half, and what is further out
in full; twice the smaller of the two sides is the p here. Sources: H. O. Lancaster, Journal of the American Statistical
Association 56 (1961), pages 223 to 234; A. Agresti, Categorical Data Analysis (3rd edition, 2013), sections 3.5 and
16.6; J. T. G. Hwang and M.-C. Yang, Statistica Sinica 11 (2001), pages 807 to 826, who show in what sense it is optimal
in 2×2 tables. Why doubled: a change is called with its direction, so that each side needs its own 2.5% (M. P. Fay, The
R Journal 2/1 (2010), pages 53 to 58); for the doubled mid-p of two shares K. F. Hirji, S.-J. Tan and R. M. Elashoff,
Statistics in Medicine 10 (1991), pages 1137 to 1153.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import comb


def shares_p(n: int, of: int, other: int, others: int) -> Fraction:
    """How likely two shares are to be this far apart, or further, if both are of one kind: Fisher's exact mid-p.

    Takes n of `of` and `other` of `others`; returns p, 0 to 1, and 1 where one of them is a share of nothing. The
    margins are held (R. A. Fisher, The Design of Experiments (1935), chapter 2): of all that were counted, `n + other`
    have the grade, and so many of them are drawn into the first as the hypergeometric distribution says.
    Raises ValueError for a part that is more than its whole, or less than nothing.
    """
    if not (0 <= n <= of and 0 <= other <= others):
        raise ValueError("A share is of a whole number, from none to all.")
    least = max(0, n + other - others)
    return _doubled(_draws(of, others, n + other), n - least)


def counts_p(n: int, other: int, over: int = 1, others: int = 1) -> Fraction:
    """How likely two counts are to be this far apart, or further, if they come at one rate: the exact Poisson mid-p.

    Takes two counts and over how much each was counted (months, auditors, days: whole numbers above 0); returns p, 0
    to 1. Given their sum, the first is binomial with the chance over ÷ (over + others): J. Przyborowski and
    H. Wilenski, Biometrika 31 (1940), pages 313 to 323. Raises ValueError for a count below 0, or counted over nothing.
    """
    if min(n, other) < 0 or min(over, others) < 1:
        raise ValueError("A count is 0 or more, and counted over 1 or more.")
    both = n + other
    ways = [others**both]
    for k in range(both):
        ways.append(ways[-1] * (both - k) * over // ((k + 1) * others))
    return _doubled(ways, n)


def paired_p(first: int, second: int) -> Fraction:
    """How likely two grades of the same audits are to differ so often in one direction: McNemar's exact mid-p.

    Takes in how many audits the first alone has the grade, and in how many the second alone; those that have both or
    neither tell nothing (Q. McNemar, Psychometrika 12 (1947), pages 153 to 157). Each of those that differ falls to
    either side as a coin does; the mid-p of it: M. W. Fagerland, S. Lydersen and P. Laake, BMC Medical Research
    Methodology 13 (2013), 91. Raises ValueError for a count below 0.
    """
    return counts_p(first, second)


def holm(ps: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Each p as it is when all were looked at together, in the order given.

    S. Holm, Scandinavian Journal of Statistics 6 (1979), pages 65 to 70: the smallest times their number, the next
    times one less, and so on, none below the one before it, none above 1. With these at 5%, the chance of calling
    anything that is not there is at most 5% for all of them together, however they hang together.
    """
    adjusted, least = {}, Fraction(0)
    for place, index in enumerate(sorted(range(len(ps)), key=lambda index: ps[index])):
        least = max(least, min(Fraction(1), (len(ps) - place) * ps[index]))
        adjusted[index] = least
    return tuple(adjusted[index] for index in range(len(ps)))


def _draws(first: int, second: int, marked: int) -> list[int]:
    """In how many ways each possible number of the marked falls into the first group, from the least on."""
    least, most = max(0, marked - second), min(first, marked)
    ways = [comb(first, least) * comb(second, marked - least)]
    for k in range(least, most):
        ways.append(ways[-1] * (first - k) * (marked - k) // ((k + 1) * (second - marked + k + 1)))
    return ways


def _doubled(ways: Sequence[int], seen: int) -> Fraction:
    """Twice the smaller side, with what was seen counted half on it."""
    return Fraction(2 * min(sum(ways[:seen]), sum(ways[seen + 1 :])) + ways[seen], sum(ways))

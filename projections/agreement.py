"""How far do two auditors of the same children agree, beyond chance?

Weighted kappa: Cohen J (1968), Weighted kappa: nominal scale agreement with provision for scaled disagreement or
partial credit, Psychological Bulletin 70, 213-220. Its standard error for an interval: Fleiss JL, Cohen J, Everitt BS
(1969), Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72, 323-327, equation 13.
Weights are linear, 1 - |i - j| / (k - 1): two grades apart counts as twice as far as one. Kappa is low where nearly
all grades are the same, however well people agree (the prevalence paradox: Feinstein AR, Cicchetti DV (1990), High
agreement but low kappa, Journal of Clinical Epidemiology 43, 543-549).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from projections.intervals import Z_95

FEW = 30
"""Below this many pairs an interval by a large-sample formula says little."""
PREVALENT = 0.7
"""Where one grade is this share of all that were given, kappa is low even when agreement is high."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Kappa:
    """A weighted kappa with the bounds of its 95% interval, never outside -1 to 1."""

    value: float
    low: float
    high: float
    error: float
    """The standard error."""


@dataclass(frozen=True)
class Agreement:
    """What some pairs of grades say: how many were graded by both, how many alike, and kappa where there is one.

    `few` and `prevalent` are the two warnings: too few pairs, and one grade being most of all.
    """

    n: int
    same: int
    kappa: Kappa | None
    few: bool
    prevalent: bool


def agreement(pairs: Sequence[Pair], scale: Sequence[str]) -> Agreement:
    """The agreement of pairs of grades on an ordered scale, best first; what is not on it (N/A) is left out.

    There is no kappa without a pair, for a scale of one grade, or where both gave one and the same grade throughout.
    """
    place = {grade: number for number, grade in enumerate(scale)}
    known = [(place[first], place[second]) for first, second in pairs if first in place and second in place]
    given = [grade for pair in known for grade in pair]
    most = max((given.count(grade) for grade in set(given)), default=0)
    return Agreement(
        n=len(known),
        same=sum(first == second for first, second in known),
        kappa=weighted_kappa(_table(known, len(scale))),
        few=len(known) < FEW,
        prevalent=bool(given) and most / len(given) >= PREVALENT,
    )


def weighted_kappa(table: Sequence[Sequence[float]]) -> Kappa | None:
    """Linearly weighted kappa of a square table of counts (rows the first grade, columns the second).

    None where it is not defined: an empty table, one category, or agreement by chance already perfect.
    """
    size, total = len(table), sum(map(sum, table))
    if size < 2 or not total:
        return None
    share = [[count / total for count in row] for row in table]
    rows, columns = [sum(row) for row in share], [sum(column) for column in zip(*share, strict=True)]
    weight = [[1 - abs(i - j) / (size - 1) for j in range(size)] for i in range(size)]
    observed = _sum(weight, share)
    expected = _sum(weight, [[row * column for column in columns] for row in rows])
    if expected == 1:
        return None
    value = (observed - expected) / (1 - expected)
    error = _error(share, weight, (rows, columns), observed, expected, total)
    return Kappa(value, max(-1.0, value - Z_95 * error), min(1.0, value + Z_95 * error), error)


def _error(
    share: list[list[float]],
    weight: list[list[float]],
    margins: tuple[list[float], list[float]],
    observed: float,
    expected: float,
    total: float,
) -> float:
    """The standard error by Fleiss, Cohen and Everitt's equation 13."""
    rows, columns = margins
    size = range(len(rows))
    by_row = [sum(weight[i][j] * columns[j] for j in size) for i in size]
    by_column = [sum(weight[i][j] * rows[i] for i in size) for j in size]
    spread = sum(
        share[i][j] * (weight[i][j] * (1 - expected) - (by_row[i] + by_column[j]) * (1 - observed)) ** 2
        for i in size
        for j in size
    )
    variance = spread - (observed * expected - 2 * expected + observed) ** 2
    return sqrt(max(0.0, variance) / total) / (1 - expected) ** 2


def _table(pairs: Sequence[tuple[int, int]], size: int) -> list[list[float]]:
    table = [[0.0] * size for _ in range(size)]
    for first, second in pairs:
        table[first][second] += 1
    return table


def _sum(weight: list[list[float]], share: list[list[float]]) -> float:
    return sum(w * s for row, shares in zip(weight, share, strict=True) for w, s in zip(row, shares, strict=True))

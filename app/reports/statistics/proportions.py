"""Within which limits a share varies as it usually does, when every month is of another number: p and p′ charts.

An XmR chart has the same limits for 7 of 16 as for 7 of 160. Here each point has limits of its own, the wider the fewer
there are. Where months differ by no more than chance alone makes them differ, the limits are those of the binomial
distribution itself, counted out, with the 0.135% to either side that three standard deviations leave: the textbook's
p̄ ± 3√(p̄(1 − p̄)/n) (D. C. Montgomery, Introduction to Statistical Quality Control, section 7.2) goes below 0 and calls
too much where n is small. Where they differ by more, for reasons that are there every month, the limits are widened as
D. B. Laney has it, Quality Engineering 14 (2002), pages 531 to 537; for health care M. A. Mohammed and others, BMJ
Quality & Safety 22 (2013), pages 362 to 368.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, exp, floor, lgamma, log, sqrt
from statistics import NormalDist

from app.reports.statistics.process import D2, Behaviour, behaviour, individual_lines, moving_ranges, screened_mean
from app.reports.statistics.readings import Lines, Reading, Words

TAIL, NEAR_TAIL = NormalDist().cdf(-3), NormalDist().cdf(-2)
"""What the limits, and the lines two thirds of the way, leave out on each side."""
SURE = NormalDist().inv_cdf(0.95)
FAR = 12
"""How many standard deviations from the middle counting goes; what lies beyond is nothing."""
BINOMIAL = "Limits: what chance alone does to {units} of these numbers (exact binomial limits, 0.135% to each side)."
LANEY = (
    "Limits: the {units} differ {times} times as much as chance alone would make them, so the limits are widened "
    "by as much (Laney's p′ chart)."
)


def shares_behaviour(readings: Sequence[Reading], places: int = 0, unit: str = "month") -> Behaviour:
    """How a share behaves over time: limits of each point's own, with the same rules as for counts."""
    return behaviour(readings, Words(True, places, unit), share_lines)


def share_lines(known: Sequence[Reading], say: Words) -> tuple[Sequence[Lines], str]:
    """The lines at each point, exact or widened, and which they are, in a sentence.

    A series with a point that is more than its base is one of rates: its lines are those of the values themselves.
    """
    if any((one.n or 0) > (one.of or 0) for one in known):
        return individual_lines(known, say)
    counts = [(one.n or 0, one.of or 1) for one in known]
    centre = Fraction(sum(n for n, _ in counts), sum(of for _, of in counts))
    exact = [exact_lines(centre, of) for _, of in counts]
    spread = sigma_z(counts)
    if spread <= chance_spread(len(counts)):
        return exact, BINOMIAL.format(units=say.units)
    wider = [_wider(lines, widened(centre, of, spread)) for lines, (_, of) in zip(exact, counts, strict=True)]
    return wider, LANEY.format(units=say.units, times=f"{spread:.1f}")


def exact_lines(centre: Fraction, of: int) -> Lines:
    """The lines at a point of `of`, around a share of 0 to 1, in per cent: beyond a limit lies at most 0.135%."""
    least, ways = _binomial(centre, of)
    middle = centre * of
    below = sum(way for n, way in enumerate(ways, least) if n < middle)
    above = sum(way for n, way in enumerate(ways, least) if n > middle)
    ends = _end(ways, TAIL), _end(ways[::-1], TAIL), _end(ways, NEAR_TAIL), _end(ways[::-1], NEAR_TAIL)
    low, high, near_low, near_high = ends
    most = least + len(ways) - 1
    lines = [Fraction(100 * n, of) for n in (least + low, most - high, least + near_low, most - near_high)]
    return Lines(100 * centre, lines[0], lines[1], lines[2], lines[3], below, above)


def sigma_z(counts: Sequence[tuple[int, int]]) -> float:
    """How many times as much as by chance alone the shares n of `of` differ: Laney's σz, 1 for chance alone.

    Each share is taken in standard deviations of its own binomial distribution; their average moving range ÷ 1.128,
    screened as in an XmR chart. 0 where all, or none, have the grade, and for fewer than two shares.
    """
    centre = sum(n for n, _ in counts) / sum(of for _, of in counts)
    if centre in (0, 1) or len(counts) < 2:
        return 0.0
    scores = [Fraction((n / of - centre) / sqrt(centre * (1 - centre) / of)) for n, of in counts]
    return float(screened_mean(moving_ranges(scores)) / D2)


def chance_spread(points: int) -> float:
    """Up to which σz so many points are taken to differ by chance alone: nineteen of twenty such series keep below it.

    The variance of the estimate is (0.8264 k − 1.082) ÷ (k − 1)² for k points: J. D. Cryer and T. P. Ryan, Journal of
    Quality Technology 22 (1990), pages 187 to 192.
    """
    return 1 + SURE * sqrt(0.8264 * points - 1.082) / (points - 1)


def widened(centre: Fraction, of: int, spread: float) -> Lines:
    """Laney's limits at a point of `of`, in per cent, none below 0 or above 100; with a spread of 1 the textbook's."""
    step = Fraction(spread * sqrt(centre * (1 - centre) / of))
    low, high, near_low, near_high = (
        100 * min(Fraction(1), max(Fraction(0), centre + times * step)) for times in (-3, 3, -2, 2)
    )
    return Lines(100 * centre, low, high, near_low, near_high)


def _wider(one: Lines, other: Lines) -> Lines:
    """The wider of two limits on each side: widening never narrows."""
    low, high = min(one.low, other.low), max(one.high, other.high)
    near = min(one.near_low, other.near_low), max(one.near_high, other.near_high)
    return Lines(one.centre, low, high, *near, one.below, one.above)


def _binomial(centre: Fraction, of: int) -> tuple[int, list[float]]:
    """How likely each number of `of` is, from the first on; those as good as impossible are left out."""
    if centre in (0, 1):
        return int(centre * of), [1.0]
    chance, middle = float(centre), float(centre * of)
    reach = FAR * (sqrt(middle * (1 - chance)) + 1)
    least, most = max(0, floor(middle - reach)), min(of, ceil(middle + reach))
    whole, yes, no = lgamma(of + 1), log(chance), log(1 - chance)
    return least, [
        exp(whole - lgamma(n + 1) - lgamma(of - n + 1) + n * yes + (of - n) * no) for n in range(least, most + 1)
    ]


def _end(ways: Sequence[float], tail: float) -> int:
    """How many numbers, from this end on, are together no likelier than the tail."""
    left, count = 0.0, 0
    for way in ways[:-1]:
        left += way
        if left > tail:
            break
        count += 1
    return count

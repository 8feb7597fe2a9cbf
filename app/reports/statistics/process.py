"""Within which limits a count varies from month to month as it usually does: the individuals chart, XmR.

Sources: W. A. Shewhart (1931); D. J. Wheeler, Understanding Variation (2nd edition, 2000); D. C. Montgomery,
Introduction to Statistical Quality Control, section 6.4; NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from app.reports.statistics.readings import Lines, Reading, Words
from app.reports.statistics.rules import Signal, signals

D2 = Fraction("1.128")
"""The mean of the range of two, in standard deviations of a normal distribution; 3 ÷ 1.128 is 2.66."""
D4 = Fraction("3.267")
"""The upper limit of the range of two, as a multiple of its mean."""
LEAST = 12
"""From how many points on limits are drawn: a year of months.

Nobody knows the number. Wheeler draws with five or six, as trial limits; NHSRplotthedots, which draws for "Making Data
Count", calls limits of fewer than twelve trial limits. A report is read without its author beside it, so it has none.
"""
XMR = "Limits: the average, and 2.66 times the average step from one {unit} to the next, to either side (XmR chart)."


@dataclass(frozen=True)
class Xmr:
    """The average and limits of individual values; `average_range` of their moving ranges, `range_limit` of these."""

    centre: Fraction
    low: Fraction
    high: Fraction
    average_range: Fraction
    range_limit: Fraction

    @property
    def lines(self) -> Lines:
        """The same, as lines at each point, none of them below 0."""
        third = (self.high - self.centre) / 3
        low, near_low = max(Fraction(0), self.low), max(Fraction(0), self.centre - 2 * third)
        return Lines(self.centre, low, self.high, near_low, self.centre + 2 * third)


@dataclass(frozen=True)
class Run:
    """A part of a series without a break: its first and last place, how many points count, and how its lines came."""

    first: int
    last: int
    counted: int
    method: str = ""

    @property
    def has_limits(self) -> bool:
        """Whether it has enough points for limits."""
        return self.counted >= LEAST


@dataclass(frozen=True)
class Behaviour:
    """A series with its lines, the rules that fired and the parts that it is broken into."""

    readings: tuple[Reading, ...]
    signals: tuple[Signal, ...]
    runs: tuple[Run, ...]
    say: Words


Draw = Callable[[Sequence[Reading], Words], tuple[Sequence[Lines], str]]
"""The lines at each of some points that all have a value, and how they came, in a sentence."""


def xmr(values: Sequence[Fraction]) -> Xmr:
    """The limits of individual values: the average plus and minus 3 ÷ 1.128 times the average moving range, screened.

    Takes two or more values, in their order. Raises ValueError for fewer.
    """
    if len(values) < 2:
        raise ValueError("A moving range is of two values.")
    average = screened_mean(moving_ranges(values))
    centre = sum(values, Fraction(0)) / len(values)
    reach = 3 * average / D2
    return Xmr(centre, centre - reach, centre + reach, average, D4 * average)


def moving_ranges(values: Sequence[Fraction]) -> list[Fraction]:
    """How far each value is from the one before it, from the second on."""
    return [abs(one - before) for before, one in pairwise(values)]


def screened_mean(ranges: Sequence[Fraction]) -> Fraction:
    """The mean of moving ranges without those beyond their own limit, so that one odd month does not hide itself.

    They are left out once: L. S. Nelson, Journal of Quality Technology 14 (1982), pages 172 and 173.
    """
    whole = sum(ranges, Fraction(0)) / len(ranges)
    kept = [one for one in ranges if one <= D4 * whole]
    return sum(kept, Fraction(0)) / len(kept)


def counts_behaviour(readings: Sequence[Reading], unit: str = "month") -> Behaviour:
    """How a count behaves over time: an XmR chart with its rules."""
    return behaviour(readings, Words(False, 0, unit), individual_lines)


def individual_lines(known: Sequence[Reading], say: Words) -> tuple[Sequence[Lines], str]:
    """The same lines at every point, from the values themselves."""
    return [xmr([one.value or Fraction(0) for one in known]).lines] * len(known), XMR.format(unit=say.unit)


def behaviour(readings: Sequence[Reading], say: Words, draw: Draw) -> Behaviour:
    """A series with lines and rules, each part between two breaks by itself; a part of too few points has neither."""
    starts = [place for place, one in enumerate(readings) if place == 0 or one.breaks]
    lined: list[Reading] = []
    runs: list[Run] = []
    fired: list[Signal] = []
    for first, after in pairwise([*starts, len(readings)]):
        part, method, counted = _drawn(readings[first:after], say, draw)
        lined += part
        runs.append(Run(first, after - 1, counted, method))
        fired += signals(part, say, first)
    return Behaviour(tuple(lined), tuple(fired), tuple(runs), say)


def _drawn(part: Sequence[Reading], say: Words, draw: Draw) -> tuple[list[Reading], str, int]:
    """A part with its lines, how they came, and how many points have a value."""
    known = [one for one in part if one.value is not None]
    if len(known) < LEAST:
        return list(part), "", len(known)
    lines, method = draw(known, say)
    drawn = iter(lines)
    return [one if one.value is None else replace(one, lines=next(drawn)) for one in part], method, len(known)

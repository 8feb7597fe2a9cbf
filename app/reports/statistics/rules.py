"""The rules by which a series shows more than its usual variation, each said so that a manager can act on it.

The four are those of NHS England's "Making Data Count": a point beyond a limit, a run on one side of the average, a
trend, and two of three close to a limit. Their counts are as in the NHS-R Community's package NHSRplotthedots, which
draws for that programme: seven points for a run or a trend. They go back to W. A. Shewhart, Economic Control of Quality
of Manufactured Product (1931), and Western Electric's Statistical Quality Control Handbook (1956).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from math import prod

from app.reports.statistics.readings import Lines, Reading, Words

RUN = 7
"""So many points in a row on one side of the average, or each beyond the one before, are no chance."""
AS_TOSSES = 0.5**RUN
"""How unlikely a run has to be as well: as so many coins that all fall alike.

Where few are counted, or nearly all or none of them have the grade, one side is the likelier: nothing follows from a
year without an Outstanding if there are hardly ever any, and such a run has to be longer.
"""
OUTSIDE, LEVEL, TREND, NEAR = "outside", "level", "trend", "near"
RULES = {
    OUTSIDE: "A point beyond a limit: so far out, chance alone brings about three points in a thousand.",
    LEVEL: f"{RUN} points or more in a row on one side of the average: the level itself has probably moved.",
    TREND: f"{RUN} points or more in a row, each higher (or each lower) than the one before: a trend.",
    NEAR: "Two of three points in a row close to the same limit (in the outer third, or beyond it), and the third on "
    "that side of the average: probably the beginning of a change.",
}
"""The rules, each in a sentence."""


@dataclass(frozen=True)
class Signal:
    """A rule that fired: at which points (by their place in the series), on which side, and in which words."""

    rule: str
    places: tuple[int, ...]
    up: bool
    words: str
    mark: str
    """The same in few words, for each of its points in a chart."""


def signals(readings: Sequence[Reading], say: Words, start: int = 0) -> tuple[Signal, ...]:
    """The rules that fire in one unbroken part of a series, which begins at `start`; points without lines are left out.

    A point on the average, and one where nothing was counted, belongs to no side; the latter is passed over.
    """
    known = [(place, one, one.lines) for place, one in enumerate(readings, start) if one.lines]
    points = [_Point(place, one, lines) for place, one, lines in known]
    return tuple(signal for rule in (_outside, _level, _trend, _near) for signal in rule(points, say))


@dataclass(frozen=True)
class _Point:
    place: int
    reading: Reading
    lines: Lines

    @property
    def value(self) -> Fraction:
        return self.reading.value or Fraction(0)

    @property
    def side(self) -> int:
        """1 above the average, -1 below it."""
        return _sign(self.value - self.lines.centre)

    def side_of(self, usual: Fraction | None) -> int:
        """The same, 0 if it is on another side of what is usual."""
        return self.side if usual is None or self.side == _sign(self.value - usual) else 0

    @property
    def beyond(self) -> int:
        """1 above the upper limit, -1 below the lower one."""
        return (self.value > self.lines.high) - (self.value < self.lines.low)

    @property
    def chance(self) -> float:
        """How likely chance alone puts a point on its side."""
        return self.lines.above if self.side > 0 else self.lines.below

    @property
    def far(self) -> int:
        """1 in the outer third above or beyond it, -1 below."""
        return 1 if self.value > self.lines.near_high else -1 if self.value < self.lines.near_low else 0


def _outside(points: Sequence[_Point], say: Words) -> Iterator[Signal]:
    for one in points:
        if one.beyond:
            limit = say.apart(one.lines.high if one.beyond > 0 else one.lines.low, one.value)
            where = "above the upper limit" if one.beyond > 0 else "below the lower limit"
            words = f"{say.reading(one.reading)} is {where} of {limit}: more than the {say.units} usually vary."
            yield Signal(OUTSIDE, (one.place,), one.beyond > 0, words, where)


def _level(points: Sequence[_Point], say: Words) -> Iterator[Signal]:
    """One odd month moves the average, and would make a run of all others: enough of a run are there without it too."""
    inside = [one for one in points if not one.beyond]
    usual = _average(inside) if 0 < len(inside) < len(points) else None
    for side, found in groupby(points, lambda one: one.side):
        run = list(found)
        if _unusual([one.side_of(usual) for one in run]) and prod(one.chance for one in run) <= AS_TOSSES:
            where = f"{'above' if side > 0 else 'below'} the average"
            words = f"{_row(run, say)} {where}: the level has probably moved."
            yield Signal(LEVEL, _places(run), side > 0, words, f"one of {len(run)} in a row {where}")


def _unusual(sides: list[int]) -> bool:
    """Whether so many in a row are on a side."""
    return any(side and len(list(found)) >= RUN for side, found in groupby(sides))


def _trend(points: Sequence[_Point], say: Words) -> Iterator[Signal]:
    for sign, found in groupby(pairwise(points), lambda pair: _sign(pair[1].value - pair[0].value)):
        pairs = list(found)
        run = [pairs[0][0], *(pair[1] for pair in pairs)]
        if sign and len(run) >= RUN:
            words = f"{_row(run, say)} each {'higher' if sign > 0 else 'lower'} than the one before: a trend."
            mark = f"one of {len(run)} in a row, each {'higher' if sign > 0 else 'lower'}"
            yield Signal(TREND, _places(run), sign > 0, words, mark)


def _near(points: Sequence[_Point], say: Words) -> Iterator[Signal]:
    for side in (1, -1):
        far = _in_threes(points, side)
        for _, found in groupby(sorted(far), _stretch(sorted(far))):
            run = [points[index] for index in found]
            if all(one.beyond for one in run):
                continue  # Each of them is a signal by itself.
            where = f"the {'upper' if side > 0 else 'lower'} limit"
            *others, last = [one.reading.label for one in run]
            seen = f"{', '.join(others)} and {last} are close to {where}, or beyond it"
            words = f"{seen}: two of three {say.units} in a row so far out are rarely chance."
            yield Signal(NEAR, _places(run), side > 0, words, f"close to {where}, with another")


def _in_threes(points: Sequence[_Point], side: int) -> set[int]:
    """Which points are far out on a side, two or more of three in a row that are all on that side."""
    far: set[int] = set()
    for first in range(len(points) - 2):
        three = range(first, first + 3)
        out = {index for index in three if points[index].far == side}
        if len(out) >= 2 and all(points[index].side == side for index in three):
            far |= out
    return far


def _stretch(indexes: list[int]) -> Callable[[int], int]:
    """What those have in common that are at most two apart, one after the other."""
    starts = [one for before, one in pairwise([-9, *indexes]) if one - before > 2]
    return lambda index: max(start for start in starts if start <= index)


def _average(points: Sequence[_Point]) -> Fraction:
    """The average of these alone, weighted by their bases."""
    bases = [one.reading.of or 1 for one in points]
    whole = sum((base * one.value for base, one in zip(bases, points, strict=True)), Fraction(0))
    return whole / sum(bases)


def _row(run: Sequence[_Point], say: Words) -> str:
    return f"{len(run)} {say.units} in a row, {run[0].reading.label} to {run[-1].reading.label}, are"


def _places(run: Sequence[_Point]) -> tuple[int, ...]:
    return tuple(one.place for one in run)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)

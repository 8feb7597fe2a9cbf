"""The points of a series over time, the lines that hold at each, and how they read."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from projections.shares import NONE


@dataclass(frozen=True)
class Lines:
    """The average and the limits at one point, in the unit of the chart; `near` are the lines two thirds of the way.

    `below` and `above`: how likely chance alone puts a point on that side of the average.
    """

    centre: Fraction
    low: Fraction
    high: Fraction
    near_low: Fraction
    near_high: Fraction
    below: float = 0.5
    above: float = 0.5


@dataclass(frozen=True)
class Reading:
    """One point: what was counted in a period, of how many if it is a share.

    `breaks` says why the series begins anew here (a new audit tool, another scale, other teams), "" if it goes on.
    `figure`, `period` and `base` name the figure, as in a cell of a report.
    """

    label: str
    n: int | None
    of: int | None = None
    breaks: str = ""
    figure: str = ""
    period: str = ""
    base: str = ""
    lines: Lines | None = None
    absent: str = ""
    """Why there is no value, "" where there is one, or nothing was counted."""

    @property
    def value(self) -> Fraction | None:
        """The count, or the share in per cent, exactly; None where there is none."""
        if self.n is None or self.of is None:
            return None if self.n is None else Fraction(self.n)
        return Fraction(100 * self.n, self.of) if self.of else None


@dataclass(frozen=True)
class Words:
    """How the numbers of a series read: in per cent or as counts, to so many places, by the month, quarter or year."""

    per_cent: bool
    places: int = 0
    unit: str = "month"

    @property
    def units(self) -> str:
        """months."""
        return f"{self.unit}s"

    def number(self, value: Fraction, places: int | None = None) -> str:
        """A value or a line, rounded half up: 44%; a line of counts has one place."""
        return f"{_rounded(value, self._usual(value) if places is None else places)}{'%' if self.per_cent else ''}"

    def apart(self, limit: Fraction, value: Fraction) -> str:
        """A limit, with as many places as it takes to be told from a value beyond it."""
        places = self._usual(limit)
        while limit != value and _rounded(limit, places) == _rounded(value, places):
            places += 1
        return self.number(limit, places)

    def _usual(self, value: Fraction) -> int:
        """How many places a number has: those of the series, and one for a line between two counts."""
        return self.places if self.per_cent else int(value.denominator > 1)

    def reading(self, one: Reading) -> str:
        """A point as it reads: June 2024 at 44% (7 of 16)."""
        return f"{one.label} at {self.value(one)}"

    def value(self, one: Reading) -> str:
        """Its value alone: 44% (7 of 16), 45, or – for none."""
        if one.value is None:
            return NONE if one.n is None else f"{NONE} ({one.n} of {one.of})"
        return self.number(one.value) + (f" ({one.n} of {one.of})" if self.per_cent else "")


def _rounded(value: Fraction, places: int) -> Decimal:
    """Rounded half up; whole numbers throughout."""
    whole = (2 * 10**places * value.numerator + value.denominator) // (2 * value.denominator)
    return Decimal(whole).scaleb(-places)

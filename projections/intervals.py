"""How far a share may be from what it is a sample of: its interval."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

Z_95 = 1.959963984540054
"""The point that 97.5% of the standard normal distribution lies below: two sides of 2.5% leave 95%."""


@dataclass(frozen=True)
class Interval:
    """The least and the most of a share, from 0 to 1."""

    least: float
    most: float

    def percent(self, places: int) -> tuple[Decimal, Decimal]:
        """Both ends in per cent, each rounded half up once to so many places."""
        step = Decimal(1).scaleb(-places)
        least, most = ((Decimal(end) * 100).quantize(step, ROUND_HALF_UP) for end in (self.least, self.most))
        return least, most

    def words(self, places: int) -> str:
        """As it reads: 19% to 38%."""
        least, most = self.percent(places)
        return f"{least}% to {most}%"


def wilson(n: int, of: int) -> Interval | None:
    """The 95% score interval of n of `of`; None where there is no share (0 of 0, or more than all).

    E. B. Wilson, Journal of the American Statistical Association 22 (1927), pages 209 to 212; it is method 3 of R. G.
    Newcombe, Statistics in Medicine 17 (1998), pages 857 to 872, who finds that it holds for small numbers too:
    (2np + z² ± z√(z² + 4np(1 − p))) ÷ 2(n + z²), where n is our `of`, p our n ÷ of, and z 1.96. It leaves out that the
    whole is finite: of a frame of which much was drawn the truth lies nearer.
    """
    if not 0 <= n <= of or of == 0:
        return None
    share, square = n / of, Z_95**2
    middle, reach = 2 * n + square, Z_95 * sqrt(square + 4 * n * (1 - share))
    whole = 2 * (of + square)
    return Interval(max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole))

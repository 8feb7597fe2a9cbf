"""How many audits a year can the auditors do, and what share of the open children is that?

Yearly capacity is auditors × expected rate × audits owed a month × 12, as the programme counts: 85 × 0.9 × 12 = 918.
The sample is that capacity ÷ open children. The monthly report of November 2018 rounds the month to whole audits first
(85 × 0.9 = 76.5, "around 77 audits per month") and prints 924 a year and 24% of 3,911.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MONTHS = 12
WHOLE, HUNDREDTH = Decimal("1"), Decimal("0.01")


@dataclass(frozen=True)
class Capacity:
    """What so many auditors can do; `rate` is the expected completion in per cent, `population` the open children."""

    auditors: int
    rate: Decimal
    owed: int
    population: int

    @property
    def monthly(self) -> Decimal:
        """Audits a month, exactly: auditors × rate × owed."""
        return self.auditors * self.rate * self.owed / 100

    @property
    def yearly(self) -> Decimal:
        """Audits a year, exactly: twelve times the exact month."""
        return self.monthly * MONTHS

    @property
    def monthly_rounded(self) -> Decimal:
        """The month rounded half up to whole audits, as the report does first."""
        return self.monthly.quantize(WHOLE, ROUND_HALF_UP)

    @property
    def yearly_of_rounded(self) -> Decimal:
        """Twelve times the rounded month, as the report prints it."""
        return self.monthly_rounded * MONTHS

    def share(self, audits: Decimal, places: Decimal = WHOLE) -> Decimal | None:
        """Audits in per cent of the population, rounded half up once; None for a population of 0."""
        return (100 * audits / self.population).quantize(places, ROUND_HALF_UP) if self.population else None

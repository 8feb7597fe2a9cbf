"""The times that a report or a figure is of: a month, a quarter or a financial year, each made of months."""

import re
from dataclasses import dataclass
from datetime import date

from app.events.text import MONTHS

MONTHLY, QUARTERLY, YEARLY, SPAN = "monthly", "quarterly", "yearly", "span"
KINDS = {MONTHLY: "Monthly report", QUARTERLY: "Quarterly report", YEARLY: "Report of the year"}
"""The kinds of report, by what they are of."""
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_YEAR = re.compile(r"([0-9]{4})-year")
LONGEST = 36
"""So many months a span has at most."""


@dataclass(frozen=True)
class Period:
    """Some months on end. `key` is how addresses and streams name them: 2018-11, 2024-Q1 or 2024-year.

    A year begins in April: 2024-Q1 is April to June 2024, 2024-year is April 2024 to March 2025. A span is any run of
    months, 2024-04..2024-08; of one there is no report.
    """

    key: str
    kind: str
    months: tuple[str, ...]
    """YYYY-MM, in their order."""

    @property
    def first(self) -> str:
        """The first month (YYYY-MM)."""
        return self.months[0]

    @property
    def last(self) -> str:
        """The last month (YYYY-MM)."""
        return self.months[-1]

    @property
    def label(self) -> str:
        """As it reads: November 2018, Q1 2024-25, 2024-25."""
        if self.kind == MONTHLY:
            return in_words(self.key)
        if self.kind == SPAN:
            return f"{in_words(self.first)} to {in_words(self.last)}"
        year = int(self.key[:4])
        years = f"{year}-{(year + 1) % 100:02d}"
        return f"Q{self.key[-1]} {years}" if self.kind == QUARTERLY else years

    @property
    def before(self) -> "Period":
        """The period of the same kind before this one; before a span, as many months."""
        if self.kind == SPAN:
            return span(moved(self.first, -len(self.months)), moved(self.first, -1))
        return _of_kind(self.kind, moved(self.first, -1))

    @property
    def year(self) -> "Period":
        """The financial year that it ends in."""
        return _of_kind(YEARLY, self.last)

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The quarters that its months are of."""
        return tuple(dict.fromkeys(_of_kind(QUARTERLY, month) for month in self.months))

    @property
    def ends_on(self) -> date:
        """Its last day."""
        following = moved(self.last, 1)
        return date.fromordinal(date.fromisoformat(f"{following}-01").toordinal() - 1)


def period(key: str) -> Period | None:
    """The period of a key (2018-11, 2024-Q1, 2024-year); None where it names none."""
    if _MONTH.fullmatch(key):
        return Period(key, MONTHLY, (key,))
    if found := _QUARTER.fullmatch(key):
        return Period(key, QUARTERLY, _run(moved(f"{found[1]}-04", 3 * (int(found[2]) - 1)), 3))
    if found := _YEAR.fullmatch(key):
        return Period(key, YEARLY, _run(f"{found[1]}-04", 12))
    return None


def span(first: str, last: str) -> Period:
    """The months (YYYY-MM) from one to another, in whichever order: the period that they are, else a span."""
    first, last = min(first, last), max(first, last)
    many = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:]) - int(first[5:]) + 1
    months = _run(first, many)
    whole = (Period(first, MONTHLY, (first,)), _of_kind(QUARTERLY, first), _of_kind(YEARLY, first))
    return next((one for one in whole if one.months == months), Period(f"{first}..{last}", SPAN, months))


def period_or_span(key: str) -> Period | None:
    """The period of a key, or the span (2024-04..2024-08); None where it names neither, or too many months."""
    first, between, last = key.partition("..")
    if not between:
        return period(key)
    if not (_MONTH.fullmatch(first) and _MONTH.fullmatch(last)):
        return None
    found = span(first, last)
    return found if len(found.months) <= LONGEST else None


def quarter_of(month: str) -> Period:
    """The quarter that a month (YYYY-MM) is of."""
    return _of_kind(QUARTERLY, month)


def moved(month: str, by: int) -> str:
    """The month (YYYY-MM) so many months later, or earlier."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04d}-{number + 1:02d}"


def in_words(month: str) -> str:
    """A month (YYYY-MM) as it reads: November 2018."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def _run(first: str, many: int) -> tuple[str, ...]:
    return tuple(moved(first, n) for n in range(many))


def _of_kind(kind: str, month: str) -> Period:
    """The period of a kind that a month is of."""
    if kind == MONTHLY:
        return Period(month, MONTHLY, (month,))
    began = moved(month, -((int(month[5:]) - 4) % 12))
    key = f"{began[:4]}-year"
    if kind == QUARTERLY:
        key = f"{began[:4]}-Q{(int(month[5:]) - 4) % 12 // 3 + 1}"
    found = period(key)
    assert found is not None
    return found

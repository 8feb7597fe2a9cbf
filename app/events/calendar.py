"""Working days in England: Monday to Friday, bank holidays left out.

Years that GOV.UK has published (the list that ships inside govuk-bank-holidays) are taken from that list. Every other
year is computed: Easter Monday, the spring and summer holidays and 26 and 27 December from the Banking and Financial
Dealings Act 1971, schedule 1, paragraph 1; New Year's Day (since 1974) and the early May holiday (since 1978) by
proclamation under section 1(3) of that Act; Good Friday and Christmas Day by common law; a holiday at a weekend moves
to the next free weekday. Days that one proclamation added or moved, before the published list begins, are in ONE_OFF.
Right from 1978 on; a future year holds no holiday that is yet to be proclaimed.
"""

import json
from calendar import MONDAY, SATURDAY, SUNDAY
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

FEWEST_IN_A_YEAR = 8
"""A year of the published list with fewer holidays is not complete and is computed instead."""

ONE_OFF: dict[int, tuple[frozenset[date], frozenset[date]]] = {
    # year: (days that were ordinary after all, days that were holidays)
    1981: (frozenset(), frozenset({date(1981, 7, 29)})),  # royal wedding
    1995: (frozenset({date(1995, 5, 1)}), frozenset({date(1995, 5, 8)})),  # VE Day, fifty years
    1999: (frozenset(), frozenset({date(1999, 12, 31)})),  # millennium
    2002: (frozenset({date(2002, 5, 27)}), frozenset({date(2002, 6, 3), date(2002, 6, 4)})),  # Golden Jubilee
    2011: (frozenset(), frozenset({date(2011, 4, 29)})),  # royal wedding
}

DAY = timedelta(days=1)


def add_working_days(day: date, n: int) -> date:
    """Take a day and a number of working days; return the nth working day after it (before it when n is negative).

    The day itself is never counted, and n = 0 gives it back, whether it is a working day or not.
    """
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(a: date, b: date) -> int:
    """Return how many working days lie after a, up to and including b; negative when b is the earlier day.

    add_working_days(a, working_days_between(a, b)) == b whenever b is a working day not before a.
    """
    if b < a:
        return -working_days_between(b, a)
    holidays = sum(a < day <= b for year in range(a.year, b.year + 1) for day in bank_holidays(year))
    return _weekdays_to(b) - _weekdays_to(a) - holidays


def is_working_day(day: date) -> bool:
    """Return whether the day is Monday to Friday and no bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the weekdays of the year that are bank holidays in England, each where it was moved to."""
    published = _published().get(year, frozenset())
    if len(published) >= FEWEST_IN_A_YEAR:
        return published
    ordinary, extra = ONE_OFF.get(year, (frozenset(), frozenset()))
    return holidays_by_rule(year) - ordinary | extra


def holidays_by_rule(year: int) -> frozenset[date]:
    """Return the bank holidays that the standing rules (see the top of this file) give for the year."""
    easter = easter_sunday(year)
    return frozenset(
        {
            _next_weekday(date(year, 1, 1)),
            easter - 2 * DAY,
            easter + DAY,
            _first_monday(date(year, 5, 1)),
            _first_monday(date(year, 5, 25)),
            _first_monday(date(year, 8, 25)),
        }
        | _christmas(year)
    )


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of a Gregorian year.

    Meeus, Astronomical Algorithms (2nd edition, 1998), chapter 8: the "anonymous" rule of Nature, 20 April 1876.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _christmas(year: int) -> frozenset[date]:
    christmas, boxing_day = date(year, 12, 25), date(year, 12, 26)
    if christmas.weekday() == SUNDAY:
        return frozenset({boxing_day, boxing_day + DAY})
    first = _next_weekday(christmas)
    second = first + DAY if first != christmas else _next_weekday(boxing_day)
    return frozenset({first, second})


def _next_weekday(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += DAY
    return day


def _first_monday(start: date) -> date:
    return start + DAY * ((MONDAY - start.weekday()) % 7)


def _weekdays_to(day: date) -> int:
    """Mondays to Fridays from 1 January of year 1, which counts as a Monday, to the day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


@cache
def _published() -> dict[int, frozenset[date]]:
    # The file is read and the package's own reader is not: that one loads an HTTP client and would ask GOV.UK.
    listed = json.loads((files("govuk_bank_holidays") / "bank-holidays.json").read_text(encoding="utf-8"))
    days = [date.fromisoformat(event["date"]) for event in listed["england-and-wales"]["events"]]
    return {year: frozenset(day for day in days if day.year == year) for year in {day.year for day in days}}

import socket
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events import calendar
from app.events.calendar import add_working_days, bank_holidays, is_working_day, working_days_between

DAYS = st.dates(date(1978, 1, 1), date(2150, 12, 31))

PROCLAIMED_SINCE_2012 = {  # year: (what the rule gives and the year did not keep, what the year had instead or besides)
    2012: ({date(2012, 5, 28)}, {date(2012, 6, 4), date(2012, 6, 5)}),
    2020: ({date(2020, 5, 4)}, {date(2020, 5, 8)}),
    2022: ({date(2022, 5, 30)}, {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
    2023: (set(), {date(2023, 5, 8)}),
}


def test_the_eight_bank_holidays_of_2018():
    assert sorted(bank_holidays(2018)) == [
        date(2018, 1, 1),
        date(2018, 3, 30),
        date(2018, 4, 2),
        date(2018, 5, 7),
        date(2018, 5, 28),
        date(2018, 8, 27),
        date(2018, 12, 25),
        date(2018, 12, 26),
    ]


@pytest.mark.parametrize("year", range(2012, 2029))
def test_the_rules_give_what_gov_uk_published_but_for_what_was_proclaimed(year):
    lost, gained = PROCLAIMED_SINCE_2012.get(year, (set(), set()))
    assert calendar.holidays_by_rule(year) - lost | gained == bank_holidays(year)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2020, 5, 4), True),  # the early May holiday moved to VE Day
        (date(2020, 5, 8), False),
        (date(2021, 12, 27), False),  # Christmas Day on a Saturday, Boxing Day on a Sunday
        (date(2021, 12, 28), False),
        (date(2022, 1, 3), False),  # New Year's Day on a Saturday
        (date(2022, 9, 19), False),
        (date(2011, 4, 29), False),  # before the published list
        (date(2011, 1, 3), False),
        (date(2010, 12, 28), False),
        (date(2010, 12, 29), True),
        (date(2005, 12, 26), False),  # Christmas Day on a Sunday
        (date(2005, 12, 27), False),
        (date(2002, 5, 27), True),
        (date(2002, 6, 4), False),
        (date(1995, 5, 1), True),
        (date(1999, 12, 31), False),
        (date(2033, 12, 27), False),  # after it: a Sunday again
        (date(2038, 4, 26), False),  # Easter Monday at its latest
        (date(2024, 5, 25), False),  # an ordinary Saturday
    ],
)
def test_known_days(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    "sunday",
    [date(1818, 3, 22), date(1954, 4, 18), date(1991, 3, 31), date(2000, 4, 23), date(2008, 3, 23), date(2038, 4, 25)],
)
def test_easter_against_the_dates_that_meeus_gives_and_the_extremes(sunday):
    assert calendar.easter_sunday(sunday.year) == sunday


def test_fifteen_working_days_over_two_may_holidays():
    assert add_working_days(date(2024, 5, 3), 15) == date(2024, 5, 28)


def test_a_number_of_days_from_a_saturday_counts_from_monday():
    assert add_working_days(date(2024, 6, 8), 1) == date(2024, 6, 10)


def test_back_over_easter():
    assert add_working_days(date(2024, 4, 2), -1) == date(2024, 3, 28)


def test_none_to_add_gives_the_day_back():
    assert add_working_days(date(2024, 6, 8), 0) == date(2024, 6, 8)


def test_one_working_day_late_is_minus_one_to_the_date_due():
    assert working_days_between(date(2024, 6, 10), date(2024, 6, 7)) == -1


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(day, n):
    assert working_days_between(day, add_working_days(day, n)) == n


@given(DAYS, st.integers(0, 800))
def test_counting_is_the_same_day_by_day(day, length):
    days = [day + timedelta(days=n) for n in range(1, length + 1)]
    assert working_days_between(day, day + timedelta(days=length)) == sum(map(is_working_day, days))


@given(st.integers(1978, 2300))
def test_every_year_has_at_least_eight_weekdays_off(year):
    assert len(bank_holidays(year)) >= 8
    assert all(day.weekday() < 5 and day.year == year for day in bank_holidays(year))


def test_nothing_is_asked_of_the_network(monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("the calendar opened a socket"))
    calendar._published.cache_clear()
    bank_holidays.cache_clear()
    assert date(2024, 5, 27) in bank_holidays(2024)

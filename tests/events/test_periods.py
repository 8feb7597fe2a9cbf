"""The times that reports are of: months, quarters and years that begin in April."""

import pytest

from app.events.periods import period, period_or_span, quarter_of, span


@pytest.mark.parametrize(
    ("key", "first", "last", "label", "before", "year"),
    [
        ("2018-11", "2018-11", "2018-11", "November 2018", "2018-10", "2018-year"),
        ("2019-01", "2019-01", "2019-01", "January 2019", "2018-12", "2018-year"),
        ("2024-Q1", "2024-04", "2024-06", "Q1 2024-25", "2023-Q4", "2024-year"),
        ("2024-Q4", "2025-01", "2025-03", "Q4 2024-25", "2024-Q3", "2024-year"),
        ("1999-year", "1999-04", "2000-03", "1999-00", "1998-year", "1999-year"),
    ],
)
def test_a_key_names_its_months(key, first, last, label, before, year):
    found = period(key)
    assert (found.first, found.last, found.label, found.before.key, found.year.key) == (
        first, last, label, before, year
    )  # fmt: skip


@pytest.mark.parametrize(
    "key", ["", "2018", "2018-13", "2018-Q5", "2018-Q0", "2018-years", "x2018-11", "２０18-11", "2018-Q１"]
)
def test_what_names_no_months_is_none(key):
    assert period(key) is None


def test_a_year_has_four_quarters_and_ends_with_march():
    year = period("2024-year")
    assert [quarter.key for quarter in year.quarters] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert year.ends_on.isoformat() == "2025-03-31"
    assert quarter_of("2025-02").key == "2024-Q4"


def test_a_span_goes_from_one_month_to_another_and_before_it_are_as_many() -> None:
    found = period_or_span("2024-04..2024-08")
    assert found is not None
    assert (found.label, found.months[-1], found.before.key) == (
        "April 2024 to August 2024", "2024-08", "2023-11..2024-03"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [("2024-06", "2024-04", "2024-Q1"), ("2024-05", "2024-05", "2024-05"), ("2024-04", "2025-03", "2024-year")],
)
def test_a_run_of_months_that_is_a_period_is_that_period(first: str, last: str, key: str) -> None:
    assert span(first, last).key == key


@pytest.mark.parametrize("key", ["2020-01..2024-05", "2024-Q1..2024-05", "2024-04..", "..2024-04", "2024-13..2024-14"])
def test_what_is_no_run_of_months_or_too_long_is_no_span(key: str) -> None:
    assert period_or_span(key) is None

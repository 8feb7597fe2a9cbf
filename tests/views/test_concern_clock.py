"""The clock of Category 1: what is printed as elapsed is the difference of the times that are printed."""

import pytest

from app.views.concern_clock import elapsed


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("09:12:50", "09:52:10", "40 min"),
        ("09:12:10", "09:52:50", "40 min"),
        ("09:12:59", "12:52:00", "3 h 40 min"),
        ("09:12:59", "09:13:00", "1 min"),
        ("09:12:00", "09:12:59", "0 min"),
    ],
)
def test_what_has_passed_is_counted_between_the_minutes_that_are_printed(since: str, until: str, said: str) -> None:
    assert elapsed(f"2024-05-28T{since}+00:00", f"2024-05-28T{until}+00:00") == said


def test_days_are_counted_from_the_printed_minute_too() -> None:
    assert elapsed("2024-05-28T09:12:50+00:00", "2024-05-30T09:12:10+00:00") == "2 days 0 h"

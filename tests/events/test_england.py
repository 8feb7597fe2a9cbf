"""England's local time: whose day a moment is, when that day ends, and what a typed time means when clocks change."""

from datetime import datetime, timedelta

import pytest

from app.events.england import day_of, end_of, end_of_minute, last_second_of, moment_of

# The clocks went forward on 31 March 2024 at 01:00 UTC and back on 27 October 2024 at 01:00 UTC.


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2024-01-15T23:59:59+00:00", "2024-01-15"),
        ("2024-01-16T00:00:00+00:00", "2024-01-16"),
        ("2024-05-28T22:59:59+00:00", "2024-05-28"),
        ("2024-05-28T23:00:00+00:00", "2024-05-29"),
        ("2024-03-31T00:59:59+00:00", "2024-03-31"),
        ("2024-03-31T22:59:59+00:00", "2024-03-31"),
        ("2024-03-31T23:00:00+00:00", "2024-04-01"),
        ("2024-10-26T22:59:59+00:00", "2024-10-26"),
        ("2024-10-26T23:00:00+00:00", "2024-10-27"),
        ("2024-10-27T23:59:59+00:00", "2024-10-27"),
        ("2024-06-14T23:30:00+00:00", "2024-06-15"),
        ("2024-06-14", "2024-06-14"),
        ("", ""),
    ],
)
def test_a_moment_has_its_day_in_england(at: str, day: str) -> None:
    assert day_of(at) == day


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2024-01-15", "2024-01-16T00:00:00+00:00"),
        ("2024-05-28", "2024-05-28T23:00:00+00:00"),
        ("2024-03-30", "2024-03-31T00:00:00+00:00"),
        ("2024-03-31", "2024-03-31T23:00:00+00:00"),
        ("2024-10-26", "2024-10-26T23:00:00+00:00"),
        ("2024-10-27", "2024-10-28T00:00:00+00:00"),
        ("2024-12-31", "2025-01-01T00:00:00+00:00"),
    ],
)
def test_a_day_ends_at_midnight_by_the_clock_in_force(day: str, end: str) -> None:
    assert end_of(day) == end
    assert day_of(end) > day, "the first moment that is no longer of it"
    last = datetime.fromisoformat(last_second_of(day))
    assert (last + timedelta(seconds=1)).isoformat() == end
    assert day_of(last.isoformat()) == day


@pytest.mark.parametrize(
    ("day", "typed", "moment"),
    [
        ("2024-01-15", "16:40", "2024-01-15T16:40:00+00:00"),
        ("2024-05-28", "16.40", "2024-05-28T15:40:00+00:00"),
        ("2024-05-28", " 9:05 ", "2024-05-28T08:05:00+00:00"),
        ("2024-05-28", "0:00", "2024-05-27T23:00:00+00:00"),
        ("2024-10-27", "01:30", "2024-10-27T00:30:00+00:00"),
    ],
)
def test_a_typed_time_is_a_moment(day: str, typed: str, moment: str) -> None:
    assert moment_of(day, typed) == moment


def test_a_time_that_came_twice_is_the_one_that_can_have_been() -> None:
    assert moment_of("2024-10-27", "01:30", "2024-10-27T00:45:00+00:00") == "2024-10-27T01:30:00+00:00"
    assert moment_of("2024-10-27", "01:30", "2024-10-27T00:15:00+00:00") == "2024-10-27T00:30:00+00:00"


@pytest.mark.parametrize("typed", ["", "noon", "24:00", "12:60", "1240", "12:5", "-1:00"])
def test_what_is_no_time_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time\. Enter it like 16:40\."):
        moment_of("2024-05-28", typed)


def test_the_hour_that_was_left_out_is_said() -> None:
    with pytest.raises(ValueError, match=r"There was no 01:30 on that day: the clocks went forward\."):
        moment_of("2024-03-31", "01:30")


def test_a_minute_ends_with_its_last_second() -> None:
    assert end_of_minute("2024-05-20", "12:00") == "2024-05-20T11:00:59+00:00"
    with pytest.raises(ValueError, match="There was no 01:30 on that day"):
        end_of_minute("2024-03-31", "01:30")

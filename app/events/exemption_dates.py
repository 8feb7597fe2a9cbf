"""Which months an exemption for dates covers: a rule that needs nothing but the calendar."""

from datetime import date, timedelta

from app.events.calendar import working_days_between

HALF_OF_A_MONTH = "It covers every month of which at least half of the working days lie between its dates."
LEFT_OUT = " Months that are over or closed already are left out."
LONGEST = timedelta(days=2 * 366)


def months_covered(first: date, last: date) -> list[str]:
    """The cycles (ids) of which at least half of the working days lie from one day to another, in their order."""
    found, month = [], first.replace(day=1)
    while month <= last:
        end = month_end(month)
        inside = _working_days(max(first, month), min(last, end))
        if 2 * inside >= _working_days(month, end):
            found.append(f"cycle/{month.isoformat()[:7]}")
        month = end + timedelta(days=1)
    return found


def month_end(day: date) -> date:
    """The last day of the month that a day lies in."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def last_day(cycle: str) -> date:
    """The last day of the month of a cycle (id)."""
    return month_end(date.fromisoformat(f"{cycle.removeprefix('cycle/')}-01"))


def _working_days(first: date, last: date) -> int:
    """How many working days there are from one day to another, both counted."""
    return working_days_between(first - timedelta(days=1), last)

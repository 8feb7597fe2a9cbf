"""The letters of the month in progress: every working day those that are due are written, and kept back.

In earlier months only what others wrote is kept back, so that each letter ends on the day on which it was written.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from app.demo.current import last_day, plan_for
from app.demo.town import Town
from app.events.calendar import is_working_day
from app.programme.outbox import Outbox
from app.programme.reminding import remind

BEFORE = ((date(2018, 11, 1), date(2019, 1, 31)), (date(2024, 4, 2), date(2024, 8, 30)))
RECENT_DAYS = timedelta(days=120)


def begin(town: Town, today: date) -> None:
    """From the month's allocation to the day before today, whose letters are still in the outbox."""
    first, last = plan_for(today).allocated, last_day(today)
    for start, end in (*BEFORE, (first - RECENT_DAYS, first - timedelta(days=1))):
        for day in _working_days(start, end):
            town.diary.put(day, lambda: _keep_back(town))
    for day in _working_days(first, last):
        town.diary.put(day, lambda: _remind(town))
        if day != last:
            town.diary.put(day, lambda: _keep_back(town))


def _remind(town: Town) -> None:
    remind(town.house, town.diary.today, _now(town))


def _keep_back(town: Town) -> None:
    Outbox(town.house, None, lambda: _now(town)).send()


def _now(town: Town) -> str:
    # Not by the diary's stamps: those let minutes pass, and this is the work of a moment.
    return town.diary.now.isoformat(timespec="seconds")


def _working_days(first: date, last: date) -> Iterator[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if is_working_day(day))

"""The letters of the month in progress: every working day those that are due are written, and kept back."""

from datetime import date, timedelta

from app.demo.current import last_day, plan_for
from app.demo.town import Town
from app.events.calendar import is_working_day
from app.programme.outbox import Outbox
from app.programme.reminding import remind


def begin(town: Town, today: date) -> None:
    """From the month's allocation to the day before today, whose letters are still in the outbox."""
    first, last = plan_for(today).allocated, last_day(today)
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if is_working_day(day):
            town.diary.put(day, lambda day=day: _round(town, is_last=day == last))  # type: ignore[misc]


def _round(town: Town, is_last: bool) -> None:
    # Not by the diary's stamps: those let minutes pass, and this is the work of a moment.
    at = town.diary.now.isoformat(timespec="seconds")
    remind(town.house, town.diary.today, at)
    if not is_last:
        Outbox(town.house, None, lambda: at).send()

"""The weekly letter: one to each person for whom something waits, with counts and links, and not one for each thing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from app.events.calendar import is_working_day
from app.events.england import end_of
from app.programme.letter_kinds import Line
from app.programme.reminding import Due, Rule, matters
from projections.letters import first_of

ONE_ROUND = timedelta(hours=1)
"""All of a week's letters are written within so long; what comes to somebody after that has a letter of its own."""


def weekly(model: Any, today: date, now: str) -> Iterator[Due]:
    """On the first working day of an ISO week, or the first after it that is asked, to whom something waits."""
    monday = today - timedelta(days=today.weekday())
    if not any(is_working_day(monday + timedelta(days=n)) for n in range(today.weekday() + 1)):
        return
    year, week, _ = today.isocalendar()
    begun = first_of(model, "weekly", end_of((monday - timedelta(days=1)).isoformat()))
    new = not begun or datetime.fromisoformat(now) < datetime.fromisoformat(begun) + ONE_ROUND
    for person, lines in waiting(model, today).items():
        cause, facts = f"{person}#week-{year}-W{week:02d}", {"on": today.isoformat()}
        yield Due(cause, person, "weekly", "/", facts, lines, new)


def waiting(model: Any, today: date) -> dict[str, list[Line]]:
    """By person, how many there are of each matter that waits for them."""
    found: dict[str, list[Line]] = {}
    for matter in matters():
        for person, n, late in matter.counts(model, today):
            if n:
                found.setdefault(person, []).append(Line(matter, n, late))
    return found


RULES = (Rule(("weekly",), weekly),)

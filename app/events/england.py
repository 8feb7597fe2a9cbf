"""England's local time: the day of a moment, when that day ends, and the moment of a time that was typed."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
"""A time of day as people write it: 9:05, 09.05, 16:40."""


def day_of(at: str) -> str:
    """The day in England (ISO) of a recorded moment; a day stays itself, and nothing stays nothing."""
    return at if "T" not in at else datetime.fromisoformat(at).astimezone(LONDON).date().isoformat()


def end_of(day: str) -> str:
    """The moment (ISO, UTC) at which a day (ISO) is over in England: its midnight, whichever clock is in force then."""
    return _utc(datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), LONDON))


def last_second_of(day: str) -> str:
    """The last second (ISO, UTC) of a day (ISO) in England: what is recorded at midnight is of the day that begins."""
    return _utc(datetime.fromisoformat(end_of(day)) - timedelta(seconds=1))


def moment_of(day: str, clock: str, not_before: str = "") -> str:
    """The moment (ISO, UTC) of a day (ISO) and a time of day in England.

    Where the clocks go back and a time comes twice, it is the first of the two that is not before a moment. Raises
    ValueError for text that is no time, and for a time that was left out when the clocks went forward.
    """
    found = TIME.fullmatch(clock.strip())
    if not found:
        raise ValueError(f"{clock.strip() or 'This'} is not a time. Enter it like 16:40.")
    local = datetime.combine(date.fromisoformat(day), time(int(found[1]), int(found[2])), LONDON)
    first, second = _utc(local), _utc(local.replace(fold=1))
    if datetime.fromisoformat(first).astimezone(LONDON).time() != local.time():
        raise ValueError(f"There was no {clock.strip()} on that day: the clocks went forward.")
    return second if first < not_before else first


def end_of_minute(day: str, clock: str) -> str:
    """The last second (ISO, UTC) of a minute in England, as `moment_of`: what a page calls 16:40 was by 16:40."""
    return f"{moment_of(day, clock)[:17]}59+00:00"


def _utc(local: datetime) -> str:
    return local.astimezone(UTC).isoformat(timespec="seconds")

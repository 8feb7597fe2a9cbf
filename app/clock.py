"""The only place that reads the clock; everything behind the views is told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> str:
    """The moment as it is recorded in events: ISO, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> date:
    """The date in England."""
    return datetime.now(LONDON).date()


def local(at: str) -> datetime:
    """A recorded moment in English local time."""
    return datetime.fromisoformat(at).astimezone(LONDON)

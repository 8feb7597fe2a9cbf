"""The only place that reads the clock; everything behind the views is told the time."""

from contextvars import ContextVar, Token
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_stopped: ContextVar[str] = ContextVar("stopped", default="")


def now() -> str:
    """The moment as it is recorded in events: ISO, UTC, to the second; of a page of the past, that of the page."""
    return _stopped.get() or running()


def today() -> date:
    """The date in England; of a page of the past, that of the moment that it shows."""
    return local(_stopped.get()).date() if _stopped.get() else datetime.now(LONDON).date()


def running() -> str:
    """The moment that it really is (ISO, UTC), whatever a page shows."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def local(at: str) -> datetime:
    """A recorded moment in English local time."""
    return datetime.fromisoformat(at).astimezone(LONDON)


def stop(at: str) -> Token[str]:
    """Stand still at a moment (ISO, UTC) in this thread or context, until `go_on` is given what this returns."""
    return _stopped.set(at)


def go_on(stopped: Token[str]) -> None:
    """Let the clock run again."""
    _stopped.reset(stopped)

"""Which event was the last at a moment? The order of the events is that of their positions, whatever clocks said."""

from datetime import datetime, timedelta
from typing import Any

WRONG_CLOCK = timedelta(days=1)
"""How far the clock of whoever recorded an event may have been out for a moment still to be found exactly."""
STEP = 200


def position_at(log: Any, moment: str) -> int:
    """The position of the last event that was recorded at or before a moment (ISO, UTC); 0 where there is none.

    The order of the events is that of their positions. The clocks of those who recorded them may have been out by up
    to a day: of the events that were recorded no more than that after the moment, the last is found, and from there
    back the first that is not after the moment itself.
    """
    wanted = datetime.fromisoformat(moment)
    low, high = 0, log.head()
    while low < high:
        middle = (low + high + 1) // 2
        found = log.read(middle - 1, 1, high)
        if found and _recorded(found[0]) <= wanted + WRONG_CLOCK:
            low = found[0].position
        else:
            high = middle - 1
    return _back(log, low, wanted)


def last_at(log: Any, position: int) -> Any | None:
    """The last event at or before a position; None where there is none."""
    back = 1
    while position > 0:
        if found := log.read(max(0, position - back), back, position):
            return found[-1]
        if back >= position:
            return None
        back *= 2
    return None


def _back(log: Any, position: int, wanted: datetime) -> int:
    while position > 0:
        after = max(0, position - STEP)
        if before := [made for made in log.read(after, STEP, position) if _recorded(made) <= wanted]:
            return int(before[-1].position)
        position = after
    return 0


def _recorded(made: Any) -> datetime:
    return datetime.fromisoformat(made.facts["at"])

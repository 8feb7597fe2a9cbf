"""Which event was the last at a moment? The order of the events is that of their positions, whatever clocks said."""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

import orjson

WRONG_CLOCK = timedelta(days=1)
"""How far the clock of whoever recorded an event may have been out for a moment still to be found exactly."""
STEP, FURTHEST = 200, 10_000
AT = re.compile(rb'"at":"([^"\\]*)"')
REMEMBERED = 1_000
NOTHING = "0" * 12
_KNOWN: WeakKeyDictionary[Any, dict[str, int]] = WeakKeyDictionary()


def position_at(log: Any, moment: str) -> int:
    """The position of the last event that was recorded at or before a moment (ISO, UTC); 0 where there is none.

    The order of the events is that of their positions. The clocks of those who recorded them may have been out by up
    to a day: of the events that were recorded no more than that after the moment, the last is found, and from there
    back the first that is not after the moment itself. Once something later than that was recorded, it is remembered.
    """
    known = _KNOWN.setdefault(log, {})
    if moment in known:
        return known[moment]
    wanted, head = datetime.fromisoformat(moment), log.head()
    last = _last_within(log, wanted + WRONG_CLOCK, head)
    found = _back(log, last, wanted)
    if last < head:
        known[moment] = found
        for oldest in list(known)[:-REMEMBERED]:
            known.pop(oldest, None)
    return found


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


def mark_at(log: Any, position: int) -> str:
    """What tells the event at a position from any other that another log, or this one restored, holds there."""
    found = log.read(position - 1, 1, position) if position else []
    if not found:
        return NOTHING
    told = orjson.dumps(list(found[0]), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(told).hexdigest()[:12]


def _last_within(log: Any, latest: datetime, head: int) -> int:
    low, high = 0, head
    while low < high:
        middle = (low + high + 1) // 2
        found = log.read(middle - 1, 1, high)
        if found and datetime.fromisoformat(found[0].facts["at"]) <= latest:
            low = found[0].position
        else:
            high = middle - 1
    return low


def _back(log: Any, position: int, wanted: datetime) -> int:
    step = STEP
    while position > 0:
        after = max(0, position - step)
        for at in reversed(_recorded(log, after, position)):
            if datetime.fromisoformat(at[1]) <= wanted:
                return at[0]
        position, step = after, min(step * 2, FURTHEST)
    return 0


def _recorded(log: Any, after: int, upto: int) -> list[tuple[int, str]]:
    """When each event between two positions was recorded, without decoding the rest of it where that can be told."""
    if not hasattr(log, "stored"):
        return [(made.position, made.facts["at"]) for made in log.read(after, upto - after, upto)]
    return [(row[0], _at(row[4])) for row in log.stored(after, upto - after) if row[0] <= upto]


def _at(state: bytes) -> str:
    found = AT.findall(state)
    return found[0].decode() if len(found) == 1 else str(orjson.loads(state)["at"])

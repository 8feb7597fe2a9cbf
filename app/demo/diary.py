"""The order in which the story happens: day after day, each thing at its own minute, never before an earlier one."""

import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

Stamp = dict[str, Any]
Act = Callable[[], None]

OPENS = time(8, 30)


class Diary:
    """What is still to happen, and the clock of what happens."""

    def __init__(self) -> None:
        self._waiting: list[tuple[date, int, Act]] = []
        self._number = count()
        self._chance = Random("Eastmere minutes")
        self.now = datetime(2018, 1, 1, tzinfo=UTC)

    def put(self, day: date, act: Act) -> None:
        """Let something happen on a day, after what was put there before; days gone by become today."""
        heapq.heappush(self._waiting, (max(day, self.now.date()), next(self._number), act))

    def live(self, until: date, told: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Let everything happen up to a day, also what is put in meanwhile; `told` hears how many of how
        many are done."""
        done = 0
        while self._waiting and self._waiting[0][0] <= until:
            day, _, act = heapq.heappop(self._waiting)
            self.now = max(self.now, datetime.combine(day, OPENS, UTC))
            act()
            done += 1
            told(done, done + len(self._waiting))

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.now.date()

    def stamp(self, by: str) -> Stamp:
        """Who records it, and when: a little later than the thing before."""
        self.now += timedelta(seconds=self._chance.randrange(100, 330))
        return {"by": by, "at": self.now.isoformat(timespec="seconds")}

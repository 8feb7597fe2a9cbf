"""Why is a figure not what it was? The events that moved it between two positions, which account for the whole."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events.england import day_of
from projections.as_at import AsAt
from projections.shares import Figure
from projections.walking import Walk

Of = Callable[[Any, date], Figure]
"""The figure of a read model on a day; one without members where there is none yet."""
Members = tuple[str, ...]
Places = dict[Any, tuple[int, str]]

MOST = 600
"""After how many events, at most, the figure is worked out one by one; of more, by the days or else the months."""
WORKINGS = 1_500
"""How often the figure is worked out, at most; after that, what moved it is told together for a day or month."""
CHUNK = 2_000
EVENT, DAY, MONTH = "event", "day", "month"
Touches = Callable[[Any], bool]
"""Whether an event may move the figure; one that does although it may not is found, only not as quickly, unless a later
one moves it back before the next that may."""


@dataclass(frozen=True)
class Step:
    """Something that moved a figure: an event, or all that was recorded from `first` to `last`, or a day that began.

    `joined` and `left` are members, `base_joined` and `base_left` those of its base; the figure is `after` it.
    """

    first: int
    last: int
    event: Any | None
    day: str
    """The day (ISO) that began, where it was no event but the day that moved it."""
    joined: Members
    left: Members
    base_joined: Members
    base_left: Members
    after: Figure


@dataclass(frozen=True)
class Why:
    """What a figure was, what it is, and the steps between, in their order; how closely the events were looked at."""

    then: Figure
    now: Figure
    steps: tuple[Step, ...]
    closely: str


def why(
    past: AsAt, of: Of, touches: Touches, first: int, last: int, days: tuple[date, date], *, dated: bool = False
) -> Why:
    """The steps from one position to a later one; `days` are the days of both.

    `dated`: the figure depends on the day (what is overdue), so that days move it too; else it is that of the later day
    throughout. Raises ValueError where the first position is after the last.
    """
    if first > last:
        raise ValueError("The first position is after the last.")
    with past.walk(first) as walk:
        closely, places = _places(past.log, touches, first, last)
        on = days if dated else (days[1], days[1])
        way = _Way(walk, of, on[0], one_by_one=closely == EVENT)
        then, steps = way.figure, list[Step]()
        for place, day in places:
            steps += way.to(place, max(on[0], min(date.fromisoformat(day), on[1])))
        steps += way.on(on[1])
    return Why(then, way.figure, tuple(steps), closely)


class _Way:
    """A walk with the figure as it was at the last place."""

    def __init__(self, walk: Walk, of: Of, day: date, *, one_by_one: bool) -> None:
        self._walk, self._of, self._day, self._one_by_one = walk, of, day, one_by_one
        self._workings = 0
        self.figure = self._now()

    def on(self, day: date) -> Iterator[Step]:
        """Let days go by without an event."""
        if day == self._day:
            return
        self._day = day
        before, self.figure = self.figure, self._now()
        if not _same(before, self.figure):
            at = self._walk.position
            yield _step(before, self.figure, at, at, None, day.isoformat())

    def to(self, place: int, day: date) -> Iterator[Step]:
        """Go on to a place, on its day; where the figure moved, find each event that moved it."""
        yield from self.on(day)
        aims, known = [place], dict[int, Figure]()
        while aims:
            start, aim = self._walk.position, aims[-1]
            self._walk.fold(aim)
            found = known[aim] = known.get(aim) or self._now()
            moved = not _same(self.figure, found)
            if moved and aim - start > 1 and self._workings < WORKINGS:
                self._walk.undo()
                aims.append(aim - 1 if self._one_by_one and aim == place else (start + aim) // 2)
                continue
            self._walk.rest()
            aims.pop()
            before, self.figure = self.figure, found
            if moved:
                yield _step(before, found, start + 1, aim, self._event(start, aim), "")

    def _event(self, start: int, aim: int) -> Any | None:
        """The event between two places where there is only one."""
        found = self._walk.log.read(start, 2, aim)
        return found[0] if len(found) == 1 else None

    def _now(self) -> Figure:
        self._workings += 1
        return self._of(self._walk, self._day)


def _places(log: Any, touches: Touches, first: int, last: int) -> tuple[str, list[tuple[int, str]]]:
    """Where the figure is worked out on the way, each with its day: at each event that may move it if there are few.

    A day never comes before the one of an earlier event, whatever the clock of whoever recorded it said.
    """
    loud: Places = {}
    days: Places = {}
    months: Places = {}
    reached, day = first, ""
    while found := log.read(reached, CHUNK, last):
        for made in found:
            day = max(day, day_of(made.facts["at"]))
            days[day] = months[day[:7]] = (made.position, day)
            if len(loud) <= MOST and touches(made):
                loud[made.position] = (made.position, day)
        reached = found[-1].position
    closely, places = next(
        (how, places)
        for how, places in ((EVENT, loud), (DAY, days), (MONTH, months))
        if len(places) <= MOST or how == MONTH
    )
    return closely, [*places.values(), *([(last, day)] if day and reached not in _positions(places) else [])]


def _positions(places: Places) -> set[int]:
    return {position for position, _ in places.values()}


def _same(one: Figure, other: Figure) -> bool:
    if (one.members, one.base) == (other.members, other.base):
        return True
    return not any((*_between(one.members, other.members), *_between(one.base or (), other.base or ())))


def _step(before: Figure, after: Figure, first: int, last: int, event: Any | None, day: str) -> Step:
    joined, left = _between(before.members, after.members)
    base_joined, base_left = _between(before.base or (), after.base or ())
    return Step(first, last, event, day, joined, left, base_joined, base_left, after)


def _between(before: Members, after: Members) -> tuple[Members, Members]:
    """Who came and who went; each as often as they came or went."""
    was, now = Counter(before), Counter(after)
    return tuple(sorted((now - was).elements())), tuple(sorted((was - now).elements()))


def of_months(months: Collection[str]) -> Touches:
    """Whether an event may move a figure of some months (YYYY-MM): of their audits, pools, exemptions and loops."""
    parts = tuple(f"{kind}/{month}" for month in months for kind in ("audit", "cycle"))

    def touches(made: Any) -> bool:
        if made.topic == "audit section saved":
            return False
        return bool(made.stream.startswith((*parts, "exemption/", "loop/")))

    return touches

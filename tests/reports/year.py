"""Random stories of a year, day by day, in which what reports count around the months' figures is likely."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from app.events.base import Refusal
from app.events.cycle import Cycle
from tests.projections.random_acts_corrections import ACTS as CORRECTIONS
from tests.projections.random_stories import PEOPLE, Council, ListLog
from tests.reports import year_around, year_of_audits, year_of_follow_up, year_of_moderation

ACTS = year_of_audits.ACTS | year_of_moderation.ACTS | year_of_follow_up.ACTS | year_around.ACTS | CORRECTIONS
BEGUN = date(2024, 4, 1)
Step = tuple[str, int, int, int, int]


class Year(Council):
    """A council in whose year each act comes some days after the one before."""

    today = BEGUN

    def live(self, act: str, a: int, b: int, c: int, days: int) -> None:
        """One act, so many days later; where the rules refuse, nothing happens."""
        self.today += timedelta(days=days)
        seconds = len(self.log.happened) % 3600
        at = f"{self.today}T10:{seconds // 60:02d}:{seconds % 60:02d}+00:00"
        with suppress(Refusal):
            ACTS[act](self, a, b, c, {"by": PEOPLE[c % 3], "at": at})
        self.gather()

    def gather(self) -> None:
        """What was recorded goes into the log."""
        for subject in self.subjects.values():
            for made in subject.collect_events():
                self._store(made)

    def accepted(self, audit: str) -> str:
        """The day (ISO) on which an audit was accepted last, "" for none."""
        found = [one for one in self.log.happened if one.stream == audit and one.topic == "audit accepted"]
        return str(found[-1].facts["on"]) if found else ""

    def open_months(self) -> None:
        """April and May, with everybody in their pool."""
        for month in ("2024-04", "2024-05"):
            facts: dict[str, Any] = {"month": month, "scope": [], "framework": "framework/core", "framework_version": 1}
            cycle = self.subject(Cycle, f"cycle/{month}")
            cycle.open(**facts, targets={}, pool=PEOPLE, by=PEOPLE[0], at="2024-03-28T09:00:00+00:00")
        self.gather()


def stories(*acts: str, longest: int = 60, apart: int = 9) -> st.SearchStrategy[list[Step]]:
    """Stories of some acts (a weight is a name given more than once), at most so many days apart."""

    def step(seed: int) -> Step:
        by = Random(seed)  # So that small numbers, which are drawn more often than others, are not all alike.
        return (by.choice(acts), by.randrange(63), by.randrange(63), by.randrange(63), by.randint(0, apart))

    return st.lists(st.integers(0, 1_000_000).map(step), min_size=longest // 2, max_size=longest)


def log_of(steps: list[Step]) -> ListLog:
    """The log of a story."""
    year = Year()
    year.open_months()
    for step in steps:
        year.live(*step)
    return year.log


def days_of(log: ListLog) -> list[date]:
    """Days on which to look: in the course of what happened, at its end, and long after."""
    days = sorted({one.at[:10] for one in log.happened} | {BEGUN.isoformat()})
    looked = {days[len(days) // 4], days[len(days) // 2], days[-1]}
    newest = date.fromisoformat(days[-1])
    return [*map(date.fromisoformat, sorted(looked)), newest + timedelta(days=20), newest + timedelta(days=300)]

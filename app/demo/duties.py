"""The managers' duties: some are done, some late, some never, as the dip sample of 2018 found it; better in 2024."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from app.demo.current import last_day
from app.demo.town import Row, Town, after
from app.events.base import Refusal
from app.events.vocabulary import DUTIES
from app.programme import duties
from projections import duties_lists
from projections.asking import Asked, Reach

ACTS = {
    "direction": duties.record_direction,
    "discussion": duties.record_discussion,
    "follow_up": duties.follow_up,
    "closing": duties.close,
}
KINDS = {2018: ("reflective",) * 6 + ("partly_reflective",) * 4 + ("not_reflective",) * 17,
         2024: ("reflective",) * 5 + ("partly_reflective",) * 3 + ("not_reflective",) * 2}  # fmt: skip
SHARES = {
    2018: {"direction": 0.35, "discussion": 0.55, "follow_up": 0.31, "closing": 0.2},
    2024: {"direction": 0.85, "discussion": 0.75, "follow_up": 0.6, "closing": 0.5},
}
"""How many of the audits received have each duty done, roughly, by the years from which on it is so."""
ALL = dict.fromkeys(DUTIES, 1.0)
CAUGHT_UP = {2018: date(2019, 4, 5), 2024: date(2024, 11, 1)}
"""From then on the managers did what was left of those months, after they had been told."""
ROUNDS = (
    *(date(2018, 12, 14), date(2019, 1, 18), date(2019, 3, 8)),
    *(CAUGHT_UP[2018], date(2019, 4, 12), date(2019, 4, 26), date(2019, 5, 3)),
    *(date(2024, 5, 24), date(2024, 6, 21), date(2024, 7, 19), date(2024, 8, 30), date(2024, 10, 4)),
    *(CAUGHT_UP[2024], date(2024, 11, 15), date(2024, 11, 29), date(2024, 12, 6)),
)


@dataclass(frozen=True)
class Managers:
    """What the teams' managers record on a day."""

    town: Town

    def record(self) -> None:
        """The next duty of each audit with something to do, where its manager is one who does it."""
        who, asked = Hands(self.town), Asked(Reach(everything=True), self.town.diary.today, {"standing": "to_do"})
        for row in duties_lists.matching(self.town.house.model, asked):
            if row["received_on"] < self.town.diary.today.isoformat():
                self._next(row, who)

    def _next(self, row: Row, who: "Hands") -> None:
        year, of_then = (2018, "2020") if row["received_on"] < "2020" else (2024, "2025")
        chance = Random(row["id"])
        caught_up = row["received_on"] < of_then and self.town.diary.today >= CAUGHT_UP[year]
        shares = ALL if caught_up else SHARES[year]
        grip = chance.random()  # Who closes has also followed up; who has followed up has also talked.
        for duty in DUTIES:
            if not row[f"{duty}_on"] and grip < shares[duty]:
                kind = chance.choice(KINDS[year]) if duty == "discussion" else ""
                with suppress(Refusal):  # Closing waits for the actions, which others do.
                    who.record(row, duty, self.town.diary.today, kind)
                return


class Hands:
    """Who records what on one day: the manager of each team."""

    def __init__(self, town: Town) -> None:
        self.town, self.managers = town, dict[str, str]()

    def record(self, row: Row, duty: str, on: date, kind: str = "") -> None:
        """A duty as done on a day, a discussion with its kind; nothing where the team has no manager."""
        if who := self._manager(row["team"]):
            said: dict[str, Any] = {"on": on, "done_by": who, "note": "", **({"kind": kind} if kind else {})}
            said |= {"reference": f"Case note: {DUTIES[duty]}", **self.town.diary.stamp(who)}
            ACTS[duty](self.town.house, row["id"], version=row["version"], **said)
            row["version"] += 1

    def _manager(self, team: str) -> str:
        if team not in self.managers:
            self.managers[team] = next(iter(duties.managers(self.town.house, team)), "")
        return self.managers[team]


def begin(town: Town, today: date) -> None:
    """Put the managers' rounds into the diary: some weeks after each month, and lately."""
    end = last_day(today)
    for day in (*ROUNDS, after(end, -15), after(end, -8), after(end, -2)):
        town.diary.put(day, Managers(town).record)

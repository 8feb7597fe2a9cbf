"""What every part of the story has at hand: the house, the diary, and everybody's ids."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from app.demo.council import NAMED, email
from app.demo.diary import Diary, Stamp
from app.demo.population import Open
from app.events.calendar import add_working_days
from app.mint import derived
from app.programme.house import House
from projections import people

REVIEWERS = ("qa_lead", "moderator")


@dataclass
class Town:
    """The council as the story knows it while it happens."""

    house: House
    diary: Diary = field(default_factory=Diary)
    ids: dict[str, str] = field(default_factory=dict)
    """Ids of people by address, of teams and of service areas by name."""
    children: dict[str, Open] = field(default_factory=dict)
    """The open children of the newest list, by id."""
    courses: dict[str, Any] = field(default_factory=dict)
    """What becomes of each audit, by id."""
    chance: Random = field(default_factory=lambda: Random("Eastmere story"))

    def learn(self) -> None:
        """Look up everybody's id after a list was brought in."""
        model = self.house.model
        self.ids |= {row["email"]: row["id"] for row in people.everyone(model)}
        self.ids |= {row["name"]: row["id"] for row in (*people.teams(model), *people.areas(model))}

    def named(self, role: str) -> str:
        """The id of the person who stands for a role."""
        return self.ids[email(NAMED[role])]

    def does(self, role: str) -> Stamp:
        """`by` and `at` of a command: the person who stands for a role, now."""
        return self.diary.stamp(self.named(role))

    def reviewer(self) -> str:
        """Who judges the next audit: the QA lead mostly, else the moderator."""
        return self.named(self.chance.choice(("qa_lead", "qa_lead", "moderator")))


minted = derived
"""An id as a form would mint it, but always the same for the same name."""


def after(day: date, working_days: int) -> date:
    """The day so many working days later."""
    return add_working_days(day, working_days)


def expanded(counts: dict[str, int]) -> list[str]:
    """Each name as often as counted."""
    return [name for name, number in counts.items() for _ in range(number)]


Row = dict[str, Any]

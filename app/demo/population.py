"""The open children of Eastmere on three dates: references and initials, invented, and adding up to the counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo.council import AREAS
from app.demo.staff import Council

COUNTS = {
    "2018-09-30": {"CiN": 1996, "CP": 890, "CiC": 667, "CL": 358},
    "2024-03-25": {"CiN": 2041, "CP": 862, "CiC": 704, "CL": 411},
    "": {"CiN": 2018, "CP": 871, "CiC": 715, "CL": 423},
}
"""Open children by plan type, as the monthly report prints them for September 2018, then invented; "" is the newest."""

LOCALITIES = (*AREAS["Harbour and Coast"], *AREAS["Hills and Vale"])
SHARES: dict[str, dict[str, int]] = {
    "CiN": {"Front Door": 150} | dict.fromkeys(AREAS["Front Door and Assessment"][1:], 250)
    | dict.fromkeys(AREAS["Harbour and Coast"], 130) | dict.fromkeys(AREAS["Hills and Vale"], 120) | {"Compass": 96},
    "CP": dict.fromkeys(LOCALITIES, 100) | dict.fromkeys(AREAS["Front Door and Assessment"][1:], 20) | {"Compass": 30},
    "CiC": {"Willow": 254, "Rowan": 253, "Compass": 40} | dict.fromkeys(LOCALITIES, 15),
    "CL": {"Pathways": 180, "Next Steps": 178},
}  # fmt: skip
"""How the children of each plan type are spread over the teams, out of the counts of 2018."""

STAY_A_MONTH = {"CiN": 0.90, "CP": 0.94, "CiC": 0.984, "CL": 0.98}
OPEN_DAYS = {"CiN": 420, "CP": 520, "CiC": 2600, "CL": 3600}
AGES = {"CiN": (0, 17), "CP": (-1, 16), "CiC": (0, 17), "CL": (18, 24)}
ETHNICITIES = {
    "White British": 58, "White other": 7, "Asian Pakistani": 6, "Asian Bangladeshi": 3, "Asian Indian": 3,
    "Black African": 7, "Black Caribbean": 3, "Mixed White and Black Caribbean": 5, "Mixed White and Asian": 3,
    "Gypsy, Roma and Traveller": 1, "Arab": 1, "Not recorded": 3,
}  # fmt: skip
"""Of every hundred children."""
LETTERS = "ABCDEFGHIJKLMNOPRSTWYZ"


@dataclass(frozen=True)
class Open:
    """A child open to the service, with the day of birth that a list never shows."""

    reference: str
    initials: str
    plan: str
    team: str
    worker: str
    born: date
    ethnicity: str
    opened: date
    last_audited: str

    def record(self, on: date, teams: dict[str, str], people: dict[str, str]) -> dict[str, Any]:
        """The child's row on a list; takes the ids of teams by name and of people by address."""
        same = {"reference": self.reference, "initials": self.initials, "plan": self.plan, "ethnicity": self.ethnicity}
        same |= {"team": teams[self.team], "worker": people[self.worker], "age_band": band(self.born, on)}
        return same | {"opened": self.opened.isoformat(), "last_audited": self.last_audited}


@dataclass
class Population:
    """The lists one after another: who stays open, who ends, who is new."""

    council: Council
    children: list[Open] = field(default_factory=list)
    on: date | None = None
    chance: Random = field(default_factory=lambda: Random("Eastmere children"))
    next_reference: int = 10_040

    def move_to(self, on: date, counts: dict[str, int]) -> list[Open]:
        """Everybody who is open on the date, by reference, as many of each plan type as counted."""
        places = {plan: _places(plan, count) for plan, count in counts.items()}
        for team in places.values():
            self.chance.shuffle(team)
        staying = [again for child in self.children if (again := self._later(child, on, places))]
        fresh = [self._new(plan, team, on) for plan, teams in places.items() for team in teams]
        self.children, self.on = sorted([*staying, *fresh], key=lambda child: child.reference), on
        return self.children

    def _later(self, child: Open, on: date, places: dict[str, list[str]]) -> Open | None:
        """The child on the later date with a place in a team of their plan, None for one who ended."""
        assert self.on is not None
        months = (on - self.on).days / 30.4
        if self.chance.random() > STAY_A_MONTH[child.plan] ** months:
            return None
        plan = _next_plan(child, on, self.chance)
        if not plan or not places[plan]:
            return None
        team = child.team if child.team in places[plan] else places[plan][-1]
        places[plan].remove(team)
        return replace(child, plan=plan, team=team, worker=self._worker(team, on, child.worker))

    def _new(self, plan: str, team: str, on: date) -> Open:
        self.next_reference += self.chance.choice((1, 1, 2, 3))
        youngest, oldest = AGES[plan]
        born = on - timedelta(days=int(self.chance.uniform(youngest * 365.25 if youngest > 0 else 0, oldest * 365.25)))
        if youngest < 0 and self.chance.random() < 0.03:
            born = on + timedelta(days=self.chance.randrange(20, 160))
        most = min(OPEN_DAYS[plan], max(8, (on - born).days))
        opened = on - timedelta(days=self.chance.randrange(5, most))
        return Open(
            reference=f"C-{self.next_reference}",
            initials="".join(self.chance.choices(LETTERS, k=2)),
            plan=plan,
            team=team,
            worker=self._worker(team, on, ""),
            born=born,
            ethnicity=self.chance.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0],
            opened=opened,
            last_audited=self._audited(opened, on),
        )

    def _worker(self, team: str, on: date, was: str) -> str:
        workers = [one.email for one in self.council.workers(team, on.isoformat())]
        return was if was in workers else self.chance.choice(workers)

    def _audited(self, opened: date, on: date) -> str:
        day = on - timedelta(days=self.chance.randrange(20, 700))
        return day.isoformat() if day > opened and self.chance.random() < 0.2 else ""


def band(born: date, on: date) -> str:
    """The age band on a date."""
    if born > on:
        return "unborn"
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next(name for name, oldest in BANDS.items() if age <= oldest)


BANDS = {"0-4": 4, "5-9": 9, "10-15": 15, "16-17": 17, "18-25": 25}


def _next_plan(child: Open, on: date, chance: Random) -> str:
    """The plan type of a child who stays, as they grow up; empty when they are too old for it."""
    age = (on - child.born).days / 365.25
    if child.plan in ("CiC", "CL"):
        return "CiC" if child.plan == "CiC" and age < 18 else "CL" if age < 25 else ""
    turned = {"CiN": "CP", "CP": "CiN"}[child.plan]
    return "" if age >= 18 else turned if chance.random() < 0.15 else child.plan


def _places(plan: str, count: int) -> list[str]:
    """As many places in teams as counted, in the teams' shares; what rounding leaves goes to the first teams."""
    shares = SHARES[plan]
    whole = sum(shares.values())
    places = {team: count * share // whole for team, share in shares.items()}
    for team in _first(shares, count - sum(places.values())):
        places[team] += 1
    return [team for team, number in places.items() for _ in range(number)]


def _first(shares: dict[str, int], number: int) -> Iterator[str]:
    yield from list(shares)[:number]

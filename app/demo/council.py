"""Eastmere Council, which does not exist: its service areas, teams and people, and who signs in to look round."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from app.events.vocabulary import ROLES

NAME = "Eastmere Council"
PASSWORD = "eastmere-demonstration"

AREAS = {
    "Front Door and Assessment": ("Front Door", "Assessment North", "Assessment South", "Assessment Coast"),
    "Harbour and Coast": ("Harbour", "Quayside", "Saltmarsh", "Lighthouse"),
    "Hills and Vale": ("Hillside", "Millbrook", "Orchard", "Beacon"),
    "Children in Care and 11-25": ("Willow", "Rowan", "Compass", "Pathways", "Next Steps"),
    "Quality and Safeguarding": ("Reviewing Officers", "Practice Learning", "Child Protection Chairs"),
}
WITHOUT_CHILDREN = AREAS["Quality and Safeguarding"]
TEAMS = {team: area for area, teams in AREAS.items() for team in teams}
DIRECTORS = {
    "Front Door and Assessment": "Malcolm Firth",
    "Harbour and Coast": "Grace Mensah",
    "Hills and Vale": "Parveen Aslam",
    "Children in Care and 11-25": "Colette Dubois",
    "Quality and Safeguarding": "Stephen Rook",
}
NAMED = {
    "administrator": "Priya Nair",
    "qa_lead": "Ruth Okafor",
    "operations_director": "Grace Mensah",
    "auditor": "Anna Bell",
    "practitioner": "Dana Lewis",
    "team_manager": "Omar Haddad",
    "moderator": "Mary Quinn",
    "head_of_service": "Helen Price",
    "director": "Joan Achebe",
    "inspector": "Ian Walsh",
    "analyst": "Kofi Asante",
}
SHOWN = ("auditor", "practitioner", "team_manager", "moderator", "qa_lead", "operations_director", "head_of_service",
         "director", "inspector", "analyst", "administrator")  # fmt: skip

FIRST_LIST, SECOND_LIST = "2018-10-08", "2024-03-11"
WORKERS_IN_A_TEAM = 12
POSTS_MOVED_BY_2024, POSTS_MOVED_IN_2024 = 24, 8
TEAM_MANAGER = "the team's manager"
COHORT = 12
"""Auditors who were in training in October 2018 and were trained in November."""


@dataclass
class Member:
    """Somebody of the council, with the dates of their time there (ISO; empty: since before, until now)."""

    name: str
    job_level: str
    team: str = ""
    supervisor: str = ""
    roles: tuple[str, ...] = ()
    joined: str = ""
    left_on: str = ""
    trained_on: str = ""
    moderator: str = ""
    directs: str = ""
    cohort: bool = False

    @property
    def email(self) -> str:
        """Their address at the council."""
        return email(self.name)


@dataclass(frozen=True)
class Council:
    """Everybody who ever worked at Eastmere in this story."""

    members: tuple[Member, ...]

    def here(self, on: str) -> list[Member]:
        """Who works there on a date."""
        return [one for one in self.members if one.joined <= on and (not one.left_on or one.left_on > on)]

    def workers(self, team: str, on: str) -> list[Member]:
        """The social workers of a team on a date."""
        return [one for one in self.here(on) if one.team == team and "practitioner" in one.roles]

    def manager(self, team: str, on: str) -> Member:
        """The manager of a team on a date."""
        return next(one for one in self.here(on) if one.team == team and "team_manager" in one.roles)

    def records(self, on: str, teams: dict[str, str], areas: dict[str, str]) -> list[dict[str, Any]]:
        """The list of people as it stood on a date, for bringing in; takes the ids of teams and areas by name."""
        return [_record(one, on, teams, areas) for one in self.members if one.joined <= on]


def sign_ins() -> tuple[dict[str, str], ...]:
    """One person for each role, as the sign-in page and the terminal offer them."""
    return tuple(
        {"role": ROLES[role], "name": NAMED[role], "email": email(NAMED[role]), "password": PASSWORD} for role in SHOWN
    )


def email(name: str) -> str:
    """The address that the council gives to somebody of this name."""
    return f"{name.lower().replace(' ', '.')}@eastmere.example"


@cache
def council() -> Council:
    """Everybody, always the same."""
    maker = _Maker()
    return Council(tuple(maker.everybody()))


class _Maker:
    """Fills the posts one after another, each with a name that nobody else has."""

    def __init__(self) -> None:
        self.chance = Random("Eastmere people")
        self.names = _names({*NAMED.values(), *DIRECTORS.values()})

    def everybody(self) -> list[Member]:
        return [*self.leaders(), *self.moderators(), *self.auditors(), *self.workers()]

    def leaders(self) -> list[Member]:
        level = {"inspector": "other", "analyst": "other", "administrator": "other"}
        roles = ("administrator", "qa_lead", "head_of_service", "director", "inspector", "analyst")
        found = [Member(NAMED[role], level.get(role, "senior_manager"), roles=(role,)) for role in roles]
        found += [Member(next(self.names), "senior_manager", roles=("head_of_service",)) for _ in range(2)]
        directing = [
            Member(name, "senior_manager", roles=("operations_director",), directs=area)
            for area, name in DIRECTORS.items()
        ]
        return found + directing

    def moderators(self) -> list[Member]:
        """Fourteen in October 2018, two of them from outside; two auditors join them in November."""
        outside = [NAMED["moderator"], next(self.names)]
        inside = [next(self.names) for _ in range(12)]
        kinds = [(name, "other", "external") for name in outside] + [(name, "manager", "internal") for name in inside]
        return [Member(name, level, roles=("moderator",), moderator=kind) for name, level, kind in kinds]

    def auditors(self) -> list[Member]:
        """The posts whose holders audit: 85 in 2018, 88 in April 2024, 90 since the autumn of 2024."""
        posts = _posts()
        moved = self.chance.sample(range(85), POSTS_MOVED_BY_2024 + POSTS_MOVED_IN_2024)
        cohort = set(self.chance.sample([place for place in range(85) if posts[place][2] != "auditor"], COHORT))
        found: list[Member] = []
        for place, post in enumerate(posts):
            spells = _spells(moved.index(place) if place in moved and not post[2] else -1, self.chance)
            first = "2023-09-04" if 85 <= place < 88 else "2024-08-05" if place >= 88 else ""
            found += [self._holder(post, joined or first, left, place in cohort) for joined, left in spells]
        return [*found, *self._managers_who_do_not_audit(), *self._promoted()]

    def _holder(self, post: tuple[str, str, str, str], joined: str, left: str, cohort: bool) -> Member:
        team, level, name, role = post
        trained = _before(joined, self.chance) if joined else f"2018-0{self.chance.randint(1, 9)}-14"
        roles = ("auditor", "team_manager") if role else ("auditor",)
        held = NAMED["auditor"] if name == "auditor" else next(self.names)
        new = cohort and not joined
        boss = TEAM_MANAGER if level == "advanced_practitioner" else DIRECTORS[TEAMS[team]]
        return Member(held, level, team, boss, roles, joined, left, "" if new else trained, cohort=new)

    def _managers_who_do_not_audit(self) -> list[Member]:
        return [Member(NAMED["team_manager"], "manager", "Harbour", DIRECTORS["Harbour and Coast"], ("team_manager",))]

    def _promoted(self) -> list[Member]:
        """The two auditors who become moderators in November 2018."""
        facts: dict[str, Any] = {"roles": ("auditor",), "trained_on": "2017-11-16"}
        boss = DIRECTORS["Quality and Safeguarding"]
        return [Member(next(self.names), "manager", "Reviewing Officers", boss, **facts) for _ in range(2)]

    def workers(self) -> list[Member]:
        return [one for team in TEAMS if team not in WITHOUT_CHILDREN for one in self._workers_of(team)]

    def _workers_of(self, team: str) -> list[Member]:
        found: list[Member] = []
        for place in range(WORKERS_IN_A_TEAM):
            stays = team == "Harbour" and place == 0
            when = -1 if stays else self.chance.choice([-1, 0, 0, 0, 24, 24])
            for joined, left in _spells(when, self.chance):
                name = NAMED["practitioner"] if stays else next(self.names)
                found.append(Member(name, "social_worker", team, TEAM_MANAGER, ("practitioner",), joined, left))
        return found


def promoted() -> list[str]:
    """The addresses of the two who become moderators in November 2018."""
    return [one.email for one in council().members if one.trained_on == "2017-11-16"]


def _posts() -> list[tuple[str, str, str, str]]:
    """Every auditor's post: team, job level, whether it is the named auditor's, and "manager" for a team's manager."""
    posts = [(team, "manager", "", "" if team == "Harbour" else "manager") for team in TEAMS]
    for team in TEAMS:
        posts += [(team, "advanced_practitioner", "", "")] * (3 if team in WITHOUT_CHILDREN else 2)
    seniors = [(team, "senior_manager", "", "") for teams in AREAS.values() for team in teams]
    posts += [*seniors, *seniors[4:6]]
    posts[posts.index(("Hillside", "advanced_practitioner", "", ""))] = (
        "Hillside",
        "advanced_practitioner",
        "auditor",
        "",
    )
    return posts + [
        (team, "advanced_practitioner", "", "") for team in ("Compass", "Willow", "Quayside", "Rowan", "Orchard")
    ]


def _spells(when: int, chance: Random) -> list[tuple[str, str]]:
    """Joined and left, for each holder of a post: one who stays (-1), or two with the change early or in 2024."""
    if when < 0:
        return [("", "")]
    if when < POSTS_MOVED_BY_2024:
        change = date(2019, 2, 4) + timedelta(weeks=chance.randrange(240))
    else:
        change = date(2024, 7, 15) + timedelta(weeks=chance.randrange(4))
    left = change - timedelta(days=3)
    return [("", left.isoformat()), (change.isoformat(), "")]


def _before(joined: str, chance: Random) -> str:
    """The day of training: soon after joining, so that the newest are counted from September 2024."""
    return (date.fromisoformat(joined) + timedelta(days=chance.randrange(3, 12))).isoformat()


def _record(one: Member, on: str, teams: dict[str, str], areas: dict[str, str]) -> dict[str, Any]:
    left = one.left_on if one.left_on and one.left_on <= on else ""
    moved_up = one.email in promoted() and on > FIRST_LIST
    roles, moderator = (("moderator",), "internal") if moved_up else (one.roles, one.moderator)
    said: dict[str, Any] = {"email": one.email, "name": one.name, "job_level": one.job_level, "left_on": left}
    said |= {"team": teams.get(one.team, ""), "supervisor": _supervisor(one, on), "roles": sorted(roles)}
    said |= {"trained_on": one.trained_on, "moderator": moderator, "area": areas.get(one.directs, "")}
    return said


def _supervisor(one: Member, on: str) -> str:
    """The address of who supervises them on a date, or did when they left: their director or their team's manager."""
    if one.supervisor != TEAM_MANAGER:
        return email(one.supervisor) if one.supervisor else ""
    last = (date.fromisoformat(one.left_on) - timedelta(days=1)).isoformat() if one.left_on else on
    return council().manager(one.team, min(on, last)).email


def _names(taken: set[str]) -> Any:
    """Names without end and without repetition, in about the mixture of an English city."""
    groups = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))
    order = cycle(["english"] * 3 + ["south_asian", "english", "african_caribbean", "english", "european", "english",
                  "african_caribbean", "english", "south_asian", "english", "english", "other"])  # fmt: skip
    made = {name: _pairs(**lists) for name, lists in groups.items()}
    for group in order:
        name = next(made[group])
        if name not in taken:
            yield name


def _pairs(first: list[str], last: list[str]) -> Any:
    """Every first name with every last one, each list turning against the other."""
    for turn in range(len(last)):
        for place, name in enumerate(first):
            yield f"{name} {last[(place + turn) % len(last)]}"

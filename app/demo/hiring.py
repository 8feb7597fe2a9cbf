"""Fills the posts of Eastmere: leaders, moderators, auditors and social workers, who come and go."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from app.demo import pools_of_before
from app.demo.council import DIRECTORS, NAMED, TEAMS, WITHOUT_CHILDREN
from app.demo.member import PROMOTED, TEAM_MANAGER, Member

WORKERS_IN_A_TEAM = 12
POSTS_MOVED_BY_2024, POSTS_MOVED_IN_2024 = 24, 8
FIRST_POSTS = 83
"""Those of October 2018; two of their holders moderate from 2019 on, when two posts are added."""
COHORT = 12
"""Auditors who were in training in October 2018 and were trained in November."""
SUCCEEDED = "2019-02-04"
POSTS_OF_2023, POSTS_OF_2024 = ("Compass", "Willow", "Quayside"), ("Rowan", "Orchard")


@dataclass(frozen=True)
class Post:
    """A post whose holders audit; `holder` is set where it is always the same person."""

    team: str
    job_level: str
    manages: bool = False
    holder: str = ""
    since: str = ""


class Hiring:
    """Fills the posts one after another, each with a name that nobody else has."""

    def __init__(self) -> None:
        self.chance = Random("Eastmere people")
        self.names = _names({*NAMED.values(), *DIRECTORS.values()})
        stayed, self.gone = pools_of_before.auditors()
        self.trained = iter(stayed)

    def everybody(self) -> list[Member]:
        """All members, the leaders first."""
        return [*self.leaders(), *self.moderators(), *self.auditors(), *self.workers(), *self.who_left_the_pools()]

    def leaders(self) -> list[Member]:
        """One for each role that is held alone, two more heads of service, and a director over each area."""
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
        return [
            Member(name, level, roles=("moderator",), moderator=kind, appointed=day)
            for (name, level, kind), day in zip(kinds, pools_of_before.APPOINTED, strict=True)
        ]

    def auditors(self) -> list[Member]:
        """The posts whose holders audit: 83 in 2018, 85 in 2019, 88 in April 2024, 90 since the autumn of 2024."""
        posts = _posts()
        moved = self.chance.sample(range(FIRST_POSTS), POSTS_MOVED_BY_2024 + POSTS_MOVED_IN_2024)
        cohort = set(self.chance.sample([place for place in range(FIRST_POSTS) if not posts[place].holder], COHORT))
        found: list[Member] = []
        for place, post in enumerate(posts):
            spells = _spells(moved.index(place) if place in moved and not post.holder else -1, self.chance)
            found += [self._holder(post, joined or post.since, left, place in cohort) for joined, left in spells]
        return [*found, *self._managers_who_do_not_audit(), *self._promoted()]

    def _holder(self, post: Post, joined: str, left: str, cohort: bool) -> Member:
        roles = ("auditor", "team_manager") if post.manages else ("auditor",)
        held, new = post.holder or next(self.names), cohort and not joined
        trained = "" if new else _soon_after(joined, self.chance) if joined else next(self.trained)
        boss = TEAM_MANAGER if post.job_level == "advanced_practitioner" else DIRECTORS[TEAMS[post.team]]
        when = {"joined": joined, "left_on": left, "trained_on": trained}
        return Member(held, post.job_level, post.team, boss, roles, **when, cohort=new)

    def _managers_who_do_not_audit(self) -> list[Member]:
        return [Member(NAMED["team_manager"], "manager", "Harbour", DIRECTORS["Harbour and Coast"], ("team_manager",))]

    def _promoted(self) -> list[Member]:
        """The two auditors who become moderators in November 2018."""
        facts: dict[str, Any] = {"roles": ("auditor",), "trained_on": PROMOTED}
        boss = DIRECTORS["Quality and Safeguarding"]
        return [Member(next(self.names), "manager", "Reviewing Officers", boss, **facts) for _ in range(2)]

    def who_left_the_pools(self) -> list[Member]:
        """Auditors and moderators of the time before November 2018 who are with the council no more."""
        teams, boss = cycle(TEAMS), DIRECTORS
        found: list[Member] = []
        for trained, left in self.gone:
            team = next(teams)
            when: dict[str, Any] = {"trained_on": trained, "left_on": left}
            found.append(Member(next(self.names), "manager", team, boss[TEAMS[team]], ("auditor",), **when))
        for day, left in pools_of_before.MODERATORS_WHO_LEFT:
            kind: dict[str, Any] = {"roles": ("moderator",), "moderator": "internal", "appointed": day}
            found.append(Member(next(self.names), "manager", left_on=left, **kind))
        return found

    def workers(self) -> list[Member]:
        """The social workers of every team that has children."""
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


def _posts() -> list[Post]:
    """The 83 posts of 2018 and the seven that came later."""
    posts = [Post(team, "manager", manages=team != "Harbour") for team in TEAMS]
    for team in TEAMS:
        posts += [Post(team, "advanced_practitioner")] * (3 if team in WITHOUT_CHILDREN else 2)
    seniors = [Post(team, "senior_manager") for team in TEAMS]
    posts += seniors
    anna = Post("Hillside", "advanced_practitioner", holder=NAMED["auditor"])
    posts[posts.index(Post("Hillside", "advanced_practitioner"))] = anna
    posts += [Post("Reviewing Officers", "manager", since=SUCCEEDED)] * 2
    posts += [Post(team, "advanced_practitioner", since="2023-09-04") for team in POSTS_OF_2023]
    return posts + [Post(team, "advanced_practitioner", since="2024-08-05") for team in POSTS_OF_2024]


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


def _soon_after(joined: str, chance: Random) -> str:
    """The day of training: soon after joining, so that the newest are counted from September 2024."""
    return (date.fromisoformat(joined) + timedelta(days=chance.randrange(3, 12))).isoformat()


def _names(taken: set[str]) -> Iterator[str]:
    """Names without end and without repetition, in about the mixture of an English city."""
    groups = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))
    order = cycle(["english"] * 3 + ["south_asian", "english", "african_caribbean", "english", "european", "english",
                  "african_caribbean", "english", "south_asian", "english", "english", "other"])  # fmt: skip
    made = {name: _pairs(**lists) for name, lists in groups.items()}
    for group in order:
        name = next(made[group])
        if name not in taken:
            yield name


def _pairs(first: list[str], last: list[str]) -> Iterator[str]:
    """Every first name with every last one, each list turning against the other."""
    for turn in range(len(last)):
        for place, name in enumerate(first):
            yield f"{name} {last[(place + turn) % len(last)]}"

"""Everybody who ever works at Eastmere in this story, and the lists of people as they stand on a date."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.demo.council import email
from app.demo.hiring import Hiring
from app.demo.member import LISTED, PROMOTED, TEAM_MANAGER, Member

FIRST_LIST, SECOND_LIST = LISTED.isoformat(), "2024-03-11"


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


@cache
def council() -> Council:
    """Everybody, always the same."""
    return Council(tuple(Hiring().everybody()))


def promoted() -> list[str]:
    """The addresses of the two who become moderators in November 2018."""
    return [one.email for one in council().members if one.trained_on == PROMOTED]


def of_the_pools() -> list[Member]:
    """Who had been in a pool before the first list, and was appointed or left on a day that the list does not tell."""
    return [one for one in council().members if one.appointed or (one.left_on and one.left_on < "2018-12")]


def _record(one: Member, on: str, teams: dict[str, str], areas: dict[str, str]) -> dict[str, Any]:
    first = on == FIRST_LIST  # On it stand also those who had left; when they did, and who moderates, is said apart.
    left = one.left_on if one.left_on and one.left_on <= on and not first else ""
    moved_up = one.email in promoted() and not first
    roles, moderator = (("moderator",), "internal") if moved_up else (one.roles, "" if first else one.moderator)
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

"""Somebody of Eastmere, with what the lists of people tell of them."""

from dataclasses import dataclass
from datetime import date

from app.demo.council import email

TEAM_MANAGER = "the team's manager"
LISTED = date(2018, 10, 8)
"""The day of the first list of people."""
PROMOTED = "2017-11-16"
"""The training day of the two auditors who become moderators in November 2018."""


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
    appointed: str = ""
    directs: str = ""
    cohort: bool = False

    @property
    def email(self) -> str:
        """Their address at the council."""
        return email(self.name)

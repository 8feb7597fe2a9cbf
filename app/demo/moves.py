"""Appointments and leaving that no list of people tells of: those before the first list, and those of autumn 2018."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.demo.member import LISTED, Member
from app.demo.staff import of_the_pools, promoted
from app.demo.town import Town
from app.programme import people

APPOINTED, AUDITED_UNTIL = date(2018, 11, 5), date(2019, 1, 31)
"""Of the two who were graduated to moderators: they audited on until the twelve of November had begun."""
LEFT, WENT_ON = "Left the council.", "Moderates since November; the cohort of November has taken over."


def begin(town: Town) -> None:
    """Put them into the diary, after the first list."""
    moves = Moves(town)
    for one in of_the_pools():
        if one.appointed:
            town.diary.put(LISTED, lambda one=one: moves.appoint(one))  # type: ignore[misc]
        if one.left_on:
            town.diary.put(max(LISTED, date.fromisoformat(one.left_on)), lambda one=one: moves.leave(one))  # type: ignore[misc]
    town.diary.put(APPOINTED, moves.two_become_moderators)
    town.diary.put(AUDITED_UNTIL, moves.two_leave_the_auditors)


class Moves:
    """What the QA lead records of people."""

    def __init__(self, town: Town) -> None:
        self.town, self.house = town, town.house

    def appoint(self, one: Member) -> None:
        """A moderator since before."""
        self._record(people.appoint_moderator, one.email, one.moderator, one.appointed)

    def leave(self, one: Member) -> None:
        """Somebody who left, on their last day or once there was anywhere to record it."""
        self._record(people.leave, one.email, one.left_on, LEFT)

    def two_become_moderators(self) -> None:
        """In both pools for a while."""
        for address in promoted():
            self._record(people.appoint_moderator, address, "internal", APPOINTED.isoformat())
            self._record(people.hold, address, {"auditor", "moderator"})

    def two_leave_the_auditors(self) -> None:
        """They moderate only."""
        for address in promoted():
            self._record(people.leave_pool, address, AUDITED_UNTIL.isoformat(), WENT_ON)
            self._record(people.hold, address, {"moderator"})

    def _record(self, command: Callable[..., None], address: str, *facts: Any) -> None:
        person = self.town.ids[address]
        command(self.house, person, self.house.version(person), *facts, **self.town.does("qa_lead"))

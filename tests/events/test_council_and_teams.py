"""The rules of the council, its service areas and its teams."""

from collections.abc import Callable

import pytest

from app.events.base import Subject
from app.events.council import Council, CouncilEstablished, CouncilRenamed
from app.events.team import (
    OperationsDirectorAppointed,
    ServiceArea,
    ServiceAreaAdded,
    ServiceAreaRenamed,
    Team,
    TeamAdded,
    TeamChanged,
)
from tests.events.deciding import SAID, Fact, decided, given, refusal

COUNCIL: Fact = (CouncilEstablished, {"name": "Eastmere", "demonstration": False})
AREA: Fact = (ServiceAreaAdded, {"name": "East"})
TEAM: Fact = (TeamAdded, {"name": "Harbour", "area": "area/east"})


def test_a_council_is_established_once_and_can_be_renamed() -> None:
    council = given(Council, "council/council")
    council.establish(" Eastmere ", demonstration=False, **SAID)
    council.rename("Eastmere", **SAID)
    council.rename("Eastmere City", **SAID)
    assert decided(council) == [COUNCIL, (CouncilRenamed, {"name": "Eastmere City", "was": "Eastmere"})]


def test_a_service_area_is_added_renamed_and_directed() -> None:
    area = given(ServiceArea, "area/east")
    area.add("East ", **SAID)
    area.rename(" East", **SAID)
    area.rename("Harbour", **SAID)
    area.appoint("person/grace-mensah", **SAID)
    area.appoint("person/grace-mensah", **SAID)
    assert decided(area) == [
        AREA,
        (ServiceAreaRenamed, {"name": "Harbour", "was": "East"}),
        (OperationsDirectorAppointed, {"director": "person/grace-mensah", "was": ""}),
    ]


def test_a_team_is_added_and_changed_by_what_differs() -> None:
    team = given(Team, "team/harbour")
    team.add("Harbour", "area/east", **SAID)
    team.change(name="Harbour", area="area/east", **SAID)
    team.change(name="Harbour", area="area/west", **SAID)
    assert decided(team) == [TEAM, (TeamChanged, {"changes": {"area": ["area/east", "area/west"]}})]


CHOOSE = "Choose the service area that the team belongs to."


@pytest.mark.parametrize(
    ("subject", "act", "words", "field"),
    [
        (given(Council, "c", COUNCIL), lambda c: c.establish("Eastmere", demonstration=False, **SAID),
         "This programme has been set up already.", ""),
        (given(Council, "c"), lambda c: c.establish(" ", demonstration=False, **SAID),
         "Enter the council's name.", "name"),
        (given(Council, "c", COUNCIL), lambda c: c.rename("", **SAID), "Enter the council's name.", "name"),
        (given(Council, "c"), lambda c: c.rename("Eastmere", **SAID), "This programme has not been set up yet.", ""),
        (given(ServiceArea, "a", AREA), lambda a: a.add("East", **SAID),
         "There is a service area called East already.", "name"),
        (given(ServiceArea, "a"), lambda a: a.add(" ", **SAID), "Enter the service area's name.", "name"),
        (given(ServiceArea, "a", AREA), lambda a: a.rename(" ", **SAID), "Enter the service area's name.", "name"),
        (given(ServiceArea, "a"), lambda a: a.rename("East", **SAID), "There is no such service area.", ""),
        (given(ServiceArea, "a"), lambda a: a.appoint("person/x", **SAID), "There is no such service area.", ""),
        (given(Team, "t", TEAM), lambda t: t.add("Harbour", "area/east", **SAID),
         "There is a team called Harbour already.", "name"),
        (given(Team, "t"), lambda t: t.add(" ", "area/east", **SAID), "Enter the team's name.", "name"),
        (given(Team, "t"), lambda t: t.add("Harbour", "", **SAID), CHOOSE, "area"),
        (given(Team, "t", TEAM), lambda t: t.change(name="", area="area/east", **SAID),
         "Enter the team's name.", "name"),
        (given(Team, "t", TEAM), lambda t: t.change(name="Harbour", area="", **SAID), CHOOSE, "area"),
        (given(Team, "t"), lambda t: t.change(name="Harbour", area="area/east", **SAID), "There is no such team.", ""),
    ],
)  # fmt: skip
def test_what_cannot_be(subject: Subject, act: Callable[[Subject], None], words: str, field: str) -> None:
    with refusal(words, field):
        act(subject)
    assert decided(subject) == []

"""Rules over several subjects hold when two are decided at once: the second is decided again, and then refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.demo.stories import ANNA, BEN, HARBOUR, OMAR, PRIYA, RUTH, with_people
from app.events.base import Refusal
from app.programme import actions, handing_over, people, teams
from app.programme.house import House, Stale, open_house
from projections import open_model
from projections import people as read

AT = "2024-05-28T10:00:00+00:00"
P, R = {"by": PRIYA, "at": AT}, {"by": RUTH, "at": AT}
DAY, SEE, TELL = "2024-05-28", "action/see", "action/tell"
EVE = {"name": "Eve Moss", "email": "eve@eastmere.example", "job_level": "other", "team": "", "supervisor": ""}
Act = Callable[[House], Any]


@dataclass
class Two:
    """Two houses over one log, of which one decides and stores while the other decides."""

    here: House
    there: House
    monkeypatch: pytest.MonkeyPatch

    def at_once(self, first: Act, then: Act, when: str) -> None:
        """Do `then` here and `first` there, in the moment after `then` looked or before it is kept."""
        do, waits = getattr(House, when), [first]

        def late(house: House, *given: Any, **said: Any) -> Any:
            looked = do(house, *given) if when == "look_at" else None
            if house is self.here and waits:
                waits.pop()(self.there)
            return looked or do(house, *given, **said)

        with self.monkeypatch.context() as patched:
            patched.setattr(House, when, late)
            then(self.here)


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Two:
    """The council with Priya Nair and Ben Carter as its administrators, and an action that Omar Haddad has."""
    here = open_house(tmp_path)
    with_people(here, "2024-05-02")
    here.model.catch_up()
    people.hold(here, BEN, here.version(BEN), {"auditor", "administrator"}, **P)
    raised(SEE, OMAR)(here)
    (other := tmp_path / "other").mkdir()
    there = House(here.log, here.reader, open_model(other, here.reader))
    there.model.catch_up()
    return Two(here, there, monkeypatch)


def raised(id: str, owner: str) -> Act:
    said = {"source": "report/2024-05", "what": "See him.", "owner": owner, "due": "2024-07-01"}
    return lambda house: actions.raise_action(house, id, **said, **R)


def handed_to(owner: str) -> Act:
    said: dict[str, Any] = {"version": 1, "owner": owner, "reason": "He is near.", "on": date(2024, 5, 28)}
    return lambda house: handing_over.reassign(house, SEE, **said, **R)


def left(person: str) -> Act:
    return lambda house: people.leave(house, person, house.version(person), DAY, "He moves away.", **P)


def holds(person: str, *roles: str) -> Act:
    return lambda house: people.hold(house, person, house.version(person), set(roles), **P)


def added(id: str, name: str, **details: str) -> Act:
    return lambda house: people.add(house, id, EVE | {"name": name} | details, set(), **P)


def renamed(name: str) -> Act:
    return lambda house: teams.change_team(house, HARBOUR, 1, name, "area/east", **P)


CASES = {
    "each takes the other's role": (holds(PRIYA), holds(BEN, "auditor"), "is the only administrator"),
    "one leaves, the other loses the role": (left(PRIYA), holds(BEN, "auditor"), "is the only administrator"),
    "one e-mail address": (added("person/eve", "Eve Moss"), added("person/eva", "Eva Moss"), "Eve Moss has this"),
    "a changed e-mail address": (
        added("person/eve", "Eve Moss"),
        lambda house: people.change(house, ANNA, house.version(ANNA), EVE | {"name": "Anna Bell"}, **P),
        "Eve Moss has this",
    ),
    "teams of one name": (
        lambda house: teams.add_team(house, "Leaving care", "area/east", **R),
        lambda house: teams.add_team(house, "Leaving Care", "area/east", **P),
        "a team called Leaving care already",
    ),
    "a team renamed to one of that name": (
        lambda house: teams.add_team(house, "Leaving care", "area/east", **R),
        renamed("Leaving care"),
        "a team called Leaving care already",
    ),
    "areas of one name": (
        lambda house: teams.add_area(house, "West", **R),
        lambda house: teams.add_area(house, "West", **P),
        "a service area called West already",
    ),
    "leaves and is given a new action": (left(BEN), raised(TELL, BEN), "Choose somebody who works here"),
    "leaves and is handed an action": (left(BEN), handed_to(BEN), "Choose somebody who works here"),
    "is given a new action and leaves": (raised(TELL, BEN), left(BEN), "Choose who takes their 1 open action"),
    "is handed an action and leaves": (handed_to(BEN), left(BEN), "Choose who takes their 1 open action"),
}


@pytest.mark.parametrize("when", ["look_at", "keep"])
@pytest.mark.parametrize(("first", "then", "sentence"), CASES.values(), ids=CASES)
def test_of_two_at_once_the_second_is_decided_again_and_refused(
    two: Two, first: Act, then: Act, sentence: str, when: str
) -> None:
    head: list[int] = []
    with pytest.raises(Stale):
        two.at_once(lambda house: (first(house), head.append(house.reader.head())), then, when)
    assert two.here.reader.head() == head[0], "nothing of the second was stored"
    two.here.model.catch_up()
    with pytest.raises(Refusal, match=sentence):
        then(two.here)


def test_what_has_nothing_to_do_with_it_is_not_in_the_way(two: Two) -> None:
    add = added("person/eve", "Eve Moss")
    two.at_once(add, lambda house: teams.add_team(house, "Leaving care", "area/east", **P), "keep")
    two.here.model.catch_up()
    assert {"Eve Moss", "Leaving care"} <= set(read.names(two.here.model).values())

"""The rules of children, counts of the population, and imports."""

from typing import Any

import pytest

from app.events.child import (
    Child,
    ChildChanged,
    ChildEnded,
    ChildListed,
    ChildListedAgain,
    Import,
    ListImported,
    Population,
    PopulationCounted,
)
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID = "child/C-10482"
DETAILS = {"initials": "JB", "plan": "CP", "team": "team/harbour", "worker": "person/dana-lewis", "age_band": "5-9",
           "ethnicity": "", "opened": "2023-09-11", "last_audited": ""}  # fmt: skip
LISTED: Fact = (ChildListed, DETAILS | {"as_at": "2024-04-12"})
ENDED: Fact = (ChildEnded, {"on": "2024-06-10"})


def test_a_new_child_is_listed() -> None:
    child = given(Child, ID)
    child.list(DETAILS, "2024-04-12", **SAID)
    assert decided(child) == [LISTED]
    assert child.reference == "C-10482"


def test_the_same_list_again_records_nothing() -> None:
    child = given(Child, ID, LISTED)
    child.list(DETAILS, "2024-05-12", **SAID)
    assert decided(child) == []


def test_what_differs_is_a_change_and_what_the_list_does_not_have_stays() -> None:
    child = given(Child, ID, LISTED)
    child.list({"plan": "CiC"}, "2024-05-12", **SAID)
    assert decided(child) == [(ChildChanged, {"as_at": "2024-05-12", "changes": {"plan": ["CP", "CiC"]}})]
    assert child.initials == "JB"


def test_a_child_who_is_back_is_listed_again_with_what_changed() -> None:
    child = given(Child, ID, LISTED, ENDED)
    child.list(DETAILS | {"plan": "CiN"}, "2024-08-12", **SAID)
    changed = {"as_at": "2024-08-12", "changes": {"plan": ["CP", "CiN"]}}
    assert decided(child) == [(ChildListedAgain, {"as_at": "2024-08-12"}), (ChildChanged, changed)]


@pytest.mark.parametrize(
    ("detail", "words", "field"),
    [
        ({"plan": "LAC"}, "A child is on one of the plan types CiN, CP, CiC and CL.", "plan"),
        ({"initials": "Joe Bloggs"}, "A child is a reference and initials, never a full name.", "initials"),
    ],
)
def test_details_that_cannot_be_are_refused(detail: dict[str, str], words: str, field: str) -> None:
    for child in (given(Child, ID), given(Child, ID, LISTED)):
        with refusal(words, field):
            child.list(DETAILS | detail, "2024-04-12", **SAID)
        assert decided(child) == []


@pytest.mark.parametrize("past", [[], [LISTED, ENDED]])
def test_only_an_open_child_ends(past: list[Fact]) -> None:
    with refusal("C-10482 is not an open child."):
        given(Child, ID, *past).end("2024-06-10", **SAID)


def test_an_open_child_ends() -> None:
    child = given(Child, ID, LISTED)
    child.end("2024-06-10", **SAID)
    assert decided(child) == [ENDED]


def test_a_count_is_recorded_when_it_differs() -> None:
    population = given(Population, "population/2024-04-12")
    population.count("2024-04-12", {"CiN": 10, "CP": 2}, **SAID)
    population.count("2024-04-12", {"CP": 2, "CiN": 10}, **SAID)
    population.count("2024-04-12", {"CiN": 11, "CP": 2}, **SAID)
    assert [kind for kind, _ in decided(population)] == [PopulationCounted, PopulationCounted]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"LAC": 1}, "Count the children by plan type: CiN, CP, CiC and CL."),
        ({"CiN": -1}, "A count of children cannot be negative."),
    ],
)
def test_a_count_that_cannot_be_is_refused(counts: dict[str, int], words: str) -> None:
    with refusal(words, "counts"):
        given(Population, "population/2024-04-12").count("2024-04-12", counts, **SAID)


def test_a_file_is_brought_in_once() -> None:
    facts: dict[str, Any] = {"kind": "children", "file_name": "a.csv", "sha256": "9f", "as_at": "2024-04-12"}
    facts |= {"added": 1, "changed": 0, "ended": 0, "same": 0, "whole": True}
    brought = given(Import, "import/1")
    brought.complete(**facts, **SAID)
    with refusal("This file has been brought in already."):
        brought.complete(**facts, **SAID)
    assert decided(brought) == [(ListImported, facts)]

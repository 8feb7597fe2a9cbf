"""What bringing a list in would do: what is new, changes, ends and stays; and when such a plan is still good."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from app.events.base import Refusal
from app.programme.lists import imports
from app.programme.lists.imports import CHILDREN, ImportPlan, Reading, match, plan
from tests.programme.a_list import KNOWN, ON, children, csv, people, population


def held(reading: Reading) -> dict[str, dict[str, Any]]:
    """What would be held after bringing the list in."""
    return {record[reading.key]: dict(record) for record in reading.records}


LIST = (
    "ref,initials,plan,team,opened,last audited",
    "C-1,AB,CP,Forest,01/02/2023,",
    "C-2,CD,LAC,River,01/03/2023,01/01/2024",
)


def test_the_same_list_twice_leaves_nothing_to_do():
    reading = children(*LIST)
    first = plan(reading, {})
    assert [record["reference"] for record in first.add] == ["C-1", "C-2"]
    second = plan(children(*LIST), held(reading))
    assert second.nothing_to_do
    assert second.same == ["C-1", "C-2"]


def test_what_changes_is_named_from_and_to():
    now = held(children(*LIST))
    made = plan(children(*[line.replace("CP,Forest", "CiN,River") for line in LIST]), now)
    assert [(change.key, change.fields) for change in made.change] == [
        ("C-1", {"plan": ["CP", "CiN"], "team": ["team/forest", "team/river"]})
    ]


def test_an_open_child_who_is_not_on_a_whole_list_ends_on_its_date():
    now = held(children(*LIST)) | {"C-9": {"ended_on": "2024-01-01"}}
    made = plan(children(*LIST[:2]), now)
    assert [(end.key, end.on, end.listed) for end in made.end] == [("C-2", "2024-04-30", False)]
    assert made.warnings == ["Not on this list, so they would end: 1 of 2 open children. Is it the whole list?"]
    assert plan(children(*LIST[:2], whole=False), now).nothing_to_do


def test_a_child_whose_row_is_faulty_is_not_taken_for_absent():
    made = plan(children(LIST[0], LIST[1], LIST[2].replace("River", "Nowhere")), held(children(*LIST)))
    assert (made.end, made.blocked) == ([], True)


def test_a_closing_date_ends_an_open_child_and_passes_over_an_unknown_one():
    lines = ("ref,plan,team,closed", "C-1,CP,Forest,01/04/2024", "C-7,CP,Forest,01/04/2024")
    made = plan(children(*lines, whole=False), held(children(*LIST)))
    assert [(end.key, end.on, end.listed) for end in made.end] == [("C-1", "2024-04-01", True)]
    assert (made.add, made.change, made.passed_over) == ([], [], ["C-7"])


def test_a_child_who_had_ended_and_is_listed_again_is_reopened():
    now = held(children(*LIST))
    now["C-1"]["ended_on"] = "2024-01-31"
    assert [change.fields for change in plan(children(*LIST), now).change] == [{"ended_on": ["2024-01-31", ""]}]


def test_an_end_that_is_held_already_is_the_same():
    lines = ("ref,plan,team,closed", "C-1,CP,Forest,01/04/2024")
    now = {"C-1": {"plan": "CP", "team": "team/forest", "ended_on": "2024-04-01"}}
    assert plan(children(*lines), now).same == ["C-1"]


def test_the_day_of_the_last_audit_never_moves_back():
    now = held(children(*LIST))
    now["C-1"]["last_audited"] = now["C-2"]["last_audited"] = "2024-04-20"
    assert plan(children(*LIST), now).nothing_to_do


def test_a_list_without_a_column_changes_nothing_there():
    now = held(children(*LIST))
    assert plan(children("ref,plan,team", "C-1,CP,Forest", "C-2,CiC,River"), now).nothing_to_do


def test_people_who_are_absent_stay_and_those_with_a_leaving_date_end():
    lines = ("name,email,left on", "Ann Bay,ann@council.example,", "Bea Coe,bea@council.example,31/03/2024")
    now = {key: {"name": "Ann Bay", "left_on": ""} for key in ("ann@council.example", "zoe@council.example")}
    now["bea@council.example"] = {"name": "Bea Cow", "left_on": ""}
    made = plan(people(*lines), now)
    assert [(end.key, end.on) for end in made.end] == [("bea@council.example", "2024-03-31")]
    assert [change.fields for change in made.change] == [{"name": ["Bea Cow", "Bea Coe"]}]
    assert made.same == ["ann@council.example"]


def test_counts_are_compared_by_plan_type():
    made = plan(population("plan,count", "CiN,10", "CP,5", "CiC,3", "CL,2"), {"CiN": {"count": 9}, "CP": {"count": 5}})
    assert [change.fields for change in made.change] == [{"count": [9, 10]}]
    assert (len(made.add), made.same) == (2, ["CP"])


def test_a_plan_is_kept_as_text_and_is_ready_only_without_faults_and_over_the_same_position():
    now = held(children(*LIST))
    made = plan(children(LIST[0], LIST[1].replace("CP", "CiN")), now)
    kept = ImportPlan.from_json(made.to_json())
    assert kept == made
    kept.require_ready(now)
    with pytest.raises(Refusal, match="has changed since"):
        kept.require_ready(now | {"C-5": {}})


def test_a_plan_with_faults_is_never_ready():
    with pytest.raises(Refusal, match="The list has 1 fault\\. Put them right in the file and bring it in again"):
        plan(children("ref,plan,team", "C-1,CP,Nowhere"), {}).require_ready({})


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"kind": "people"}', '{"change": [1], "end": [], "faults": []}']
)
def test_a_text_that_is_no_plan_is_a_value_error(text):
    with pytest.raises(ValueError, match="not a plan of an import"):
        ImportPlan.from_json(text)


def test_the_digest_stands_for_file_mapping_date_and_what_is_held():
    table = csv(*LIST)
    mapping = match(table.columns, CHILDREN).mapping
    less = {name: column for name, column in mapping.items() if name != "initials"}

    def digest(used: Mapping[str, str] = mapping, on: date = ON, now: Mapping[str, Any] | None = None) -> str:
        return plan(imports.read_children(table, used, KNOWN, on), now or {}).digest

    other = plan(children(*LIST[:2]), {}).digest
    digests = [digest(), digest(less), digest(on=ON + timedelta(1)), digest(now={"C-1": {}}), other]
    assert len(set(digests)) == 5
    assert digest() == digest()

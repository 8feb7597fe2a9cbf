"""Lists of people and of the population: what their rows may hold, and what is a fault."""

import pytest

from tests.programme.a_list import people, population, texts


def test_a_person_s_row():
    reading = people(
        "Full name;Email address;Job title;Team;Service area;Roles;Line manager;Trained on;Moderator;Leaving date",
        "Cara  Dell;Cara@Council.example;AP;River;north;Team manager, Auditor, QA, TM;bob@council.example;1/2/24;No;",
    )
    assert texts(reading) == []
    assert reading.records == [
        {
            "name": "Cara Dell",
            "email": "cara@council.example",
            "job_level": "advanced_practitioner",
            "team": "team/river",
            "area": "area/north",
            "roles": ["auditor", "qa_lead", "team_manager"],
            "supervisor": "person/bob",
            "trained_on": "2024-02-01",
            "moderator": "",
            "left_on": "",
        }
    ]


def test_a_supervisor_may_be_on_the_same_list_but_nobody_supervises_themselves():
    reading = people(
        "name,email,supervisor",
        "Ann Bay,ann@council.example,DAN@council.example",
        "Dan Cole,dan@council.example,dan@council.example",
        "Eve Dun,eve@council.example,zoe@elsewhere.example",
        "Alice Oakes,alice@council.example,Alice Oakes",
    )
    assert reading.records == [{"name": "Ann Bay", "email": "ann@council.example", "supervisor": "dan@council.example"}]
    assert [fault.row for fault in reading.faults] == [3, 4, 5]


@pytest.mark.parametrize(
    ("heading", "text", "says"),
    [
        ("role", "auditor; wizard", "'wizard' is not a role here. Use auditor"),
        ("role", "auditer", "Did you mean auditor?"),
        ("job", "Astronaut", "is not a job level. Use senior manager"),
        ("moderator", "yes", "Use internal, external"),
        ("team", "Forrest", "Did you mean Forest?"),
    ],
)
def test_words_that_are_not_known_here(heading, text, says):
    assert says in texts(people(f"name,email,{heading}", f"Ann Bay,ann@council.example,{text}"))[0]


def test_an_email_that_is_none_is_a_fault_and_one_twice_names_both_rows():
    reading = people("name,email", "Ann,ann", "Bea,b@c.example", "Bea,B@C.example")
    assert texts(reading) == [
        "row 2, e-mail: 'ann' is not an e-mail address, like anna.bell@council.example.",
        "row 4, e-mail: 'b@c.example' is in row 3 and in row 4.",
    ]


def test_the_counts_of_a_population_and_its_total():
    reading = population("Plan type;Number", "CiN;1,900", "CP;500", "LAC;911", "Leaving care;600", "Total;3911")
    assert texts(reading) == []
    assert {record["plan"]: record["count"] for record in reading.records} == {
        "CiN": 1900,
        "CP": 500,
        "CiC": 911,
        "CL": 600,
    }


def test_a_total_that_is_not_the_sum_is_a_fault_and_a_missing_plan_type_a_warning():
    reading = population("Plan type,Number", "CiN,10", "CP,5", "CiC,3", "Total,19")
    assert texts(reading) == ["There is no count for CL.", "row 5, number of children: The rows add up to 18."]
    assert [fault.warning for fault in reading.faults] == [True, False]


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "1,23", "²", "99999999999"])
def test_a_count_is_a_whole_number(text):
    assert "is not a whole number" in texts(population("plan;count", f"CiN;{text}"))[1]

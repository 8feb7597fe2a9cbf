"""Which columns a list has, and what is said of its rows: read as records of ids and ISO dates, or as faults."""

import io
import json
import time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.events.vocabulary import AGE_BANDS, PLAN_TYPES
from app.programme.lists import imports
from app.programme.lists.imports import CHILDREN, CannotRead, ImportPlan, match, plan
from app.programme.lists.tables import Table, read_table
from tests.programme.a_list import KNOWN, ON, children, csv, one, texts


@pytest.mark.parametrize(
    "heading", ["Child ref", "CIS ID", "Mosaic ID", "Liquidlogic ID", "LCS_ID", "client id", "ChildRef"]
)
def test_each_case_system_s_name_for_the_reference_is_certain(heading):
    assert match([heading, "Whatever"], CHILDREN).mapping == {"reference": heading}


def test_a_likely_heading_is_a_guess_and_a_missing_one_is_said():
    found = match(["Client reference no.", "Alocated worker", "Colour"], CHILDREN)
    assert found.unsure == {"reference": ["Client reference no."], "worker": ["Alocated worker"]}
    assert found.unmatched_required == ["plan", "team"]
    assert found.unused == ["Colour"]


def test_two_headings_for_one_field_are_left_to_the_person():
    found = match(["Ref", "Plan", "Team", "Social worker", "Key worker"], CHILDREN)
    assert found.unsure["worker"] == ["Social worker", "Key worker"]


def test_names_and_nhs_numbers_of_children_are_never_offered():
    found = match(["Child name", "Forename", "NHS Number", "Ref"], CHILDREN)
    assert (found.mapping, found.unsure, found.unused) == ({"reference": "Ref"}, {}, [])
    with pytest.raises(CannotRead, match="“NHS Number” is never brought in"):
        imports.read_children(csv("NHS Number,Plan,Team"), {"reference": "NHS Number"}, KNOWN, ON)


def test_no_heading_means_two_things():
    for spec in imports.SPECS.values():
        names = [name for field in spec.fields for name in field.names]
        assert len(names) == len(set(names))
        assert all(match([name], spec).mapping for name in names)


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"reference": "Ref", "plan": "Plan"}, "Choose the column that holds the team."),
        ({"reference": "Ref", "plan": "Plan", "team": "Nowhere"}, "no column “Nowhere”"),
        ({"reference": "Ref", "plan": "Plan", "team": "Ref"}, "chosen twice"),
        ({"shoe_size": "Ref"}, "not something that this list can hold"),
    ],
)
def test_a_choice_of_columns_that_cannot_be_is_refused(mapping, says):
    with pytest.raises(CannotRead, match=says):
        imports.read_children(csv("Ref,Plan,Team", "C-1,CP,Forest"), mapping, KNOWN, ON)


def test_a_full_row_becomes_a_record_of_ids_and_iso_dates():
    reading = children(
        "Mosaic ID;Initials;Status;Team;Allocated worker;Date of birth;Ethnicity;Date opened;Last audited;Date closed",
        " c-1 ;j.s.;Looked  after;forest;OAKES, Alice;1/5/2018;White  British;30/11/2018;2023-11-01;",
    )
    assert texts(reading) == []
    assert reading.records == [
        {
            "reference": "c-1",
            "initials": "JS",
            "plan": "CiC",
            "team": "team/forest",
            "worker": "person/alice",
            "age_band": "5-9",
            "ethnicity": "White British",
            "opened": "2018-11-30",
            "last_audited": "2023-11-01",
            "ended_on": "",
        }
    ]


def test_the_issue_s_own_sentence():
    lines = [
        "ref,plan,team,opened",
        *(f"C-{n},CP,Forest,01/02/2024" for n in range(2, 14)),
        "C-14,CP,Forest,31/02/2024",
    ]
    assert texts(children(*lines)) == ["row 14, opened: 31/02/2024 is not a date."]


def test_an_unknown_team_comes_with_the_likeliest():
    assert texts(children("ref,plan,team", "C-1,CP,Forrest", "C-2,CP,xyzzy")) == [
        "row 2, team: 'Forrest' is not a team here. Did you mean Forest?",
        "row 3, team: 'xyzzy' is not a team here.",
    ]


@pytest.mark.parametrize(
    ("text", "worker"),
    [("bob@council.example", "person/bob"), ("BOB MARSH", "person/bob"), ("Marsh,  Bob", "person/bob"), ("", "")],
)
def test_a_worker_is_found_by_email_or_exact_name(text, worker):
    assert one("Worker", f'"{text}"').records[0]["worker"] == worker


def test_a_name_that_two_people_share_is_a_fault_and_so_is_a_stranger():
    assert texts(one("Worker", "Sam Lee")) == [
        "row 2, allocated worker: 'Sam Lee' could be any of 2 here. Give the e-mail address."
    ]
    assert "Did you mean" in one("Worker", "Bob Marshe").faults[0].sentence


@pytest.mark.parametrize(
    "name", ["Jane Smith", "JANE SMITH", "Jane", "jane", "Jo Li", "J Smith", "J", "J1", "李小龙李小"]
)
def test_a_full_name_is_refused_and_not_kept(name):
    fault = one("Initials", name).faults[0]
    assert "never a full name" in fault.sentence
    assert name not in json.dumps([fault.value, fault.sentence, fault.text]) or name == "J"
    assert fault.value == "(not kept)"


@pytest.mark.parametrize(
    ("text", "kept"), [("JS", "JS"), ("js", "JS"), ("J S", "JS"), ("j.p.s.", "JPS"), ("O'B", "OB"), ("ABCD", "ABCD")]
)
def test_initials_are_two_to_four_capitals(text, kept):
    assert one("Initials", text).records[0]["initials"] == kept


def test_a_name_in_the_reference_column_is_refused_and_not_kept():
    fault = children("ref,plan,team", "Jane Smith,CP,Forest").faults[0]
    assert fault.value == "(not kept)"
    assert "Jane" not in fault.text


def test_a_reference_that_excel_shortened_is_refused():
    assert "Excel has shortened" in texts(children("ref,plan,team", "1.23457E+15,CP,Forest"))[0]


def test_a_reference_twice_names_both_rows_whatever_the_capitals():
    assert texts(children("ref,plan,team", "c-1,CP,Forest", "C-2,CP,Forest", "C-1,CP,River")) == [
        "row 4, reference: 'C-1' is in row 2 and in row 4."
    ]


def test_missing_cells_are_named():
    assert texts(children("ref,plan,team", ",CP,Forest", "C-2,CP,")) == [
        "row 2, reference: The reference is missing.",
        "row 3, team: The team is missing.",
    ]


def test_a_row_whose_cells_have_slipped_gives_no_record():
    reading = children("ref,plan,team", "C-1,CP,Forest,x", "C-2,CP,Forest")
    assert [record["reference"] for record in reading.records] == ["C-2"]


def test_a_list_with_headings_only_ends_nobody():
    reading = children("ref,plan,team")
    assert texts(reading) == ["The list has headings and nothing under them."]
    assert plan(reading, {"C-1": {"ended_on": ""}}).blocked


def test_faults_of_columns_that_nobody_chose_do_not_matter():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["ref", "plan", "team", "colour"])
        page.write_row(1, 0, ["C-1", "CP", "Forest"])
        page.write_formula(1, 3, "=NA()", None, "#N/A")
    table = read_table("list.xlsx", out.getvalue())
    assert table.faults
    assert not imports.read_children(table, match(table.columns, CHILDREN).mapping, KNOWN, ON).faults


def test_at_most_a_thousand_faults_are_kept_and_all_are_counted():
    reading = children("ref,plan,team", *(f"C-{n},CP,Forrest{n}" for n in range(1_500)))
    assert (len(reading.faults), reading.more, reading.records) == (1_000, 500, [])


def test_four_thousand_children_are_read_and_planned_within_a_second():
    lines = ["ref,initials,plan,team,worker,dob,opened"]
    lines += [f"C-{n},AB,LAC,Forest,Bob Marsh,0{n % 9 + 1}/02/2015,01/02/2023" for n in range(4_000)]
    start = time.perf_counter()
    assert len(plan(children(*lines), {}).add) == 4_000
    assert time.perf_counter() - start < 1.5


CELL = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["C-1", "CP", "Forest", "31/02/2024", "43434", "5-9", "Bob Marsh", "AB", "", "1e9", "-1", "²", "٣"]
    ),
)


@given(st.lists(st.lists(CELL, min_size=11, max_size=11), max_size=5))
def test_whatever_the_cells_hold_reading_gives_values_or_faults(rows):
    names = [field.name for field in CHILDREN.fields]
    table = Table(tuple(names), [imports.Row(n, tuple(cells)) for n, cells in enumerate(rows, 2)])
    reading = imports.read_children(table, dict(zip(names, names, strict=True)), KNOWN, ON)
    for record in reading.records:
        assert record["plan"] in PLAN_TYPES
        assert record["team"] in KNOWN.teams
        assert record["age_band"] in {*AGE_BANDS, ""}
    assert len(reading.records) + len({fault.row for fault in reading.faults} - {0}) >= len(rows)
    made = plan(reading, {})
    assert ImportPlan.from_json(made.to_json()) == made

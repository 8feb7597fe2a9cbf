import io
import json
import time
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.events.base import Refusal
from app.events.vocabulary import AGE_BANDS, PLAN_TYPES
from app.programme.lists import imports
from app.programme.lists.imports import (
    CHILDREN,
    PEOPLE,
    POPULATION,
    CannotRead,
    ImportPlan,
    Known,
    Reading,
    match,
    plan,
)
from app.programme.lists.tables import Table, read_table

ON = date(2024, 4, 30)
KNOWN = Known(
    teams={"team/forest": "Forest", "team/river": "River", "team/through-care": "Through Care"},
    people={
        "person/alice": ("Alice Oakes", "alice@council.example"),
        "person/bob": ("Bob Marsh", "bob@council.example"),
        "person/sam-1": ("Sam Lee", "sam@council.example"),
        "person/sam-2": ("Sam Lee", "sam.lee@council.example"),
    },
    areas={"area/north": "North"},
)


def csv(*lines: str) -> Table:
    return read_table("list.csv", "\n".join(lines).encode())


def children(*lines: str, known: Known = KNOWN, whole: bool = True) -> Reading:
    table = csv(*lines)
    return imports.read_children(table, match(table.columns, CHILDREN).mapping, known, ON, whole)


def people(*lines: str) -> Reading:
    table = csv(*lines)
    return imports.read_people(table, match(table.columns, PEOPLE).mapping, KNOWN)


def population(*lines: str) -> Reading:
    table = csv(*lines)
    return imports.read_population(table, match(table.columns, POPULATION).mapping, ON)


def texts(reading: Reading) -> list[str]:
    return [fault.text for fault in reading.faults]


def one(heading: str, text: str) -> Reading:
    """One child with a good reference, plan type and team, and one more cell."""
    return children(f"Child ref;Plan type;Team;{heading}", f"C-1;CP;Forest;{text}")


def held(reading: Reading) -> dict[str, dict[str, Any]]:
    """What would be held after bringing the list in."""
    return {record[reading.key]: dict(record) for record in reading.records}


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


PLAN_WORDS = {
    "CiN": ["CIN", "Child in Need", "children in need", "Section 17"],
    "CP": ["cp", "Child Protection", "Child protection plan", "CPP"],
    "CiC": ["LAC", "Looked after", "CLA", "Children Looked-After", "child in care", "CIC"],
    "CL": ["Care leaver", "Leaving care", "CL", "care leavers"],
}


@pytest.mark.parametrize(("value", "word"), [(value, word) for value, words in PLAN_WORDS.items() for word in words])
def test_long_forms_and_other_names_of_plan_types(value, word):
    assert children("ref,plan,team", f"C-1,{word},River").records[0]["plan"] == value


def test_an_unknown_plan_type_is_a_fault():
    assert "is not a plan type. Use CiN, CP, CiC, CL." in texts(children("ref,plan,team", "C-1,Zzz,River"))[0]


GOOD_DATES = ["30/11/2018", "30/11/18", "30-11-2018", "30.11.2018", "2018-11-30", "2018-11-30 00:00:00", "2018-11-30T10:00", "30 November 2018", "30-Nov-18", "30 nov 2018", "43434", "43434.5"]  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("text", GOOD_DATES)
def test_dates_in_every_form(text):
    assert one("Opened", text).records[0]["opened"] == "2018-11-30"


def test_a_date_may_lack_its_noughts():
    assert one("Opened", "1/2/18").records[0]["opened"] == "2018-02-01"


BAD_DATES = ["31/02/2024", "31/04/2023", "29/02/2023", "00/01/2020", "2018-13-01", "soon", "1", "2018", "30/11-2018", "01/01/0001", "٣٠/١١/٢٠١٨", "99999"]  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("text", BAD_DATES)
def test_impossible_dates(text):
    assert texts(one("Opened", text)) == [f"row 2, opened: {text} is not a date."]


def test_a_date_with_the_month_first_is_told_so():
    assert texts(one("Opened", "11/30/2018")) == [
        "row 2, opened: 11/30/2018 is not a date. Put the day first, as in 30/11/2018."
    ]


def test_dates_out_of_order():
    lines = [
        "ref,plan,team,opened,last audited,closed",
        "C-1,CP,Forest,01/05/2024,,",
        "C-2,CP,Forest,02/01/2024,01/01/2024,01/01/2024",
    ]
    reading = children(*lines)
    assert [(fault.row, fault.column, fault.warning) for fault in reading.faults] == [
        (2, "opened", False),
        (3, "opened", True),
        (3, "closed", False),
    ]
    assert reading.blocked


def test_opened_after_the_last_audit_is_only_a_warning():
    reading = children("ref,plan,team,opened,last audited", "C-1,CP,Forest,02/01/2024,01/01/2024")
    assert (len(reading.faults), reading.blocked, len(reading.records)) == (1, False, 1)


BIRTHDAYS = {
    "30/04/2024": "0-4",
    "01/05/2024": "unborn",
    "01/05/2019": "0-4",
    "30/04/2019": "5-9",
    "30/04/2014": "10-15",
    "01/05/2008": "10-15",
    "30/04/2008": "16-17",
    "30/04/2006": "18-25",
    "29/02/2008": "16-17",
    "01/05/1998": "18-25",
}


@pytest.mark.parametrize("born", BIRTHDAYS)
def test_a_date_of_birth_becomes_the_band_on_the_list_s_date_and_is_not_kept(born):
    reading = one("DOB", born)
    assert reading.records[0]["age_band"] == BIRTHDAYS[born]
    assert "date_of_birth" not in reading.records[0]


@pytest.mark.parametrize("born", ["30/04/1998", "30/04/2025"])
def test_a_date_of_birth_that_cannot_be_is_not_kept_either(born):
    fault = one("DOB", born).faults[0]
    assert fault.value == "(not kept)"
    assert born not in fault.text


BANDS = {
    "5-9": "5-9",
    "5 to 9": "5-9",
    "5 – 9": "5-9",
    "UNBORN": "unborn",
    "18+": "18-25",
    "7": "5-9",
    "16 years": "16-17",
    "0": "0-4",
}


@pytest.mark.parametrize("text", BANDS)
def test_age_bands_and_ages(text):
    assert one("Age", text).records[0]["age_band"] == BANDS[text]


def test_an_age_band_that_excel_made_a_date_is_told_so():
    assert "Excel has made a date" in texts(one("Age band", "2024-09-05"))[0]
    assert "Use unborn" in texts(one("Age band", "26"))[0]


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


@pytest.mark.parametrize("mac", [False, True])
def test_serials_and_true_dates_of_a_workbook_of_either_system(mac):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": mac}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["ref", "plan", "team", "opened", "last audited"])
        page.write_row(1, 0, [10482, "CP", "Forest", 43434 - (1462 if mac else 0)])
        page.write_datetime(1, 4, date(2019, 1, 2), book.add_format({"num_format": "d mmm"}))
    table = read_table("list.xlsx", out.getvalue())
    record = imports.read_children(table, match(table.columns, CHILDREN).mapping, KNOWN, ON).records[0]
    assert (record["reference"], record["opened"], record["last_audited"]) == ("10482", "2018-11-30", "2019-01-02")


def test_at_most_a_thousand_faults_are_kept_and_all_are_counted():
    reading = children("ref,plan,team", *(f"C-{n},CP,Forrest{n}" for n in range(1_500)))
    assert (len(reading.faults), reading.more, reading.records) == (1_000, 500, [])


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
    with pytest.raises(Refusal, match="The list has 1 fault\\."):
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

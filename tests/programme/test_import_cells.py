"""What a cell of a list of children may hold: plan types, dates, dates of birth, age bands; and a date of Excel."""

import io
from datetime import date

import pytest
import xlsxwriter

from app.programme.lists import imports
from app.programme.lists.imports import CHILDREN, match
from app.programme.lists.tables import read_table
from tests.programme.a_list import KNOWN, ON, children, one, texts

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

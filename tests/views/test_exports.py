"""Files to take away: whatever somebody typed, a spreadsheet shows it and never runs it."""

import io

import pytest
import python_calamine

from app.views.exports import csv_response, safe, safe_name, xlsx_response


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_text_that_looks_like_a_formula_gets_a_quote(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("value", [-2, 0, 3.5, "Anna Bell", "a=b"])
def test_numbers_and_plain_text_stay_as_they_are(value: object) -> None:
    assert safe(value) == value


def test_the_csv_file_opens_in_excel_with_its_accents() -> None:
    response = csv_response("people", ["Name", "Audits"], [["Zoë, Ann", 3], [None, 0]])
    assert response.data == '\ufeffName,Audits\r\n"Zoë, Ann",3\r\n,0\r\n'.encode()
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_the_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    response = xlsx_response("people", ["Name", "Audits"], [["=HYPERLINK(1)", 3], ["0123", None]])
    rows = python_calamine.load_workbook(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    assert rows == [["Name", "Audits"], ["=HYPERLINK(1)", 3.0], ["0123", ""]]


def test_an_empty_list_is_still_a_file() -> None:
    assert xlsx_response("none", ["Name"], []).data[:2] == b"PK"


@pytest.mark.parametrize(
    ("name", "made"),
    [('a"b\r\nX: 1', "a-b-X-1"), ("../../etc", "etc"), ("Zoë's list", "Zoe-s-list"), ("…", "list")],
)
def test_a_file_name_has_nothing_that_a_header_or_disk_would_trip_over(name: str, made: str) -> None:
    assert safe_name(name) == made

"""Every file has exactly the columns that the data dictionary describes, in every form, with or without rows."""

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.views.export_columns import LISTS, TITLES
from tests.views.may import Story, app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
MONTH = "/cycles/2024-05"
PATHS = {
    "audits": "/audits", "children": "/children", "people": "/people", "months": "/cycles", "pool": f"{MONTH}/pool",
    "sample": f"{MONTH}/sample", "allocation": f"{MONTH}/allocation", "figures": MONTH, "chase": f"{MONTH}/chase",
    "actions": "/actions", "actions-standing": "/actions/standing", "coaching": "/pools/coaching",
    "cohorts": "/pools/cohorts", "concerns": "/concerns", "dip-samples": "/dip-samples", "duties": "/duties",
    "duties-by-team": "/duties/by-team", "evidence": "/evidence",
    "exemptions": "/exemptions",
    "good-practice": "/good-practice", "graded-good": "/good-practice/domains", "impact": "/impact",
    "impact-figures": "/impact/figures", "good-practice-figures": "/good-practice/figures",
    "learning": "/learning", "letters": "/mail", "loops": "/loops", "loop-agreement": "/loops/agreement",
    "moderation-figures": "/moderations/figures",
    "moderations": "/moderations", "pool-people": "/pools/people", "pools": "/pools", "pool-leaving": "/pools/leaving",
    "pool-targets": "/pools/targets", "capacity": "/capacity", "recommendations": "/recommendations",
    "replies": "/replies", "questions": "/questions",
    "corrections": "/corrections", "differences": "/compare", "readings": "/access-log",
}  # fmt: skip
ALWAYS_WITH_ROWS = {"months", "pool", "sample", "allocation", "figures", "chase", "moderation-figures", "pools",
                    "pool-leaving", "capacity", "impact-figures", "questions"}  # fmt: skip
OF_REPORTS = {"report-figures"}
"""What is taken away of a report: `test_report_files.py` looks at it."""
OF_ITS_OWN = {"figures", "pool-leaving", "capacity"}
"""What has another form as JSON."""
ASKED = {"audits": "?state=withdrawn", "children": "?search=nobody", "people": "?search=nobody",
         "readings": "?kind=coaching", "pool-people": "?how=went_on"}  # fmt: skip
EMPTY = {name: f"{path}.{{}}{ASKED.get(name, '')}" for name, path in PATHS.items() if name not in ALWAYS_WITH_ROWS}


def described(name: str) -> list[tuple[str, str, str]]:
    """Heading, key and type of each column of a list, as the dictionary has them."""
    section = re.search(rf"^## [^\n]*: `{name}`$(.*?)(?=^## |\Z)", DICTIONARY.read_text("utf-8"), re.M | re.S)
    assert section, name
    return re.findall(r"^\| ([^|]+) \| `(\w+)` \| (\w+) \| [^|]+ \| [^|]+ \|$", section[1], re.M)


def headings(client: FlaskClient, path: str) -> list[str]:
    return next(csv.reader(io.StringIO(client.get(path).data.decode("utf-8-sig"))))


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    """The QA lead."""
    return signed_in(app, stories.RUTH)


def sheets(client: FlaskClient, path: str) -> dict[str, list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(client.get(path).data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def formats(client: FlaskClient, path: str) -> str:
    """The styles of a workbook, with its number formats."""
    return zipfile.ZipFile(io.BytesIO(client.get(path).data)).read("xl/styles.xml").decode()


def test_the_dictionary_describes_every_list_and_every_type(app: Flask) -> None:
    for name, columns in LISTS.items():
        assert [(column.name, column.key, column.kind) for column in columns] == described(name), name
    assert set(PATHS) | OF_REPORTS == set(LISTS)
    assert set(re.findall(r"^## [^\n]*: `([\w-]+)`$", DICTIONARY.read_text("utf-8"), re.M)) == {*LISTS, "faults"}


@pytest.mark.parametrize(("name", "path"), PATHS.items())
def test_each_file_has_exactly_the_columns_of_the_dictionary(ruth: FlaskClient, name: str, path: str) -> None:
    names = [heading for heading, _, _ in described(name)]
    book = sheets(ruth, f"{path}.xlsx")
    assert headings(ruth, f"{path}.csv") == names
    assert list(book) == [TITLES[name], "About"]
    assert book[TITLES[name]][0] == names
    if name not in OF_ITS_OWN:
        rows = ruth.get(f"{path}.json").json["rows"]
        assert all(sorted(row) == sorted(key for _, key, _ in described(name)) for row in rows)


@pytest.mark.parametrize(("name", "path"), EMPTY.items())
def test_a_list_without_a_row_has_its_headings(ruth: FlaskClient, name: str, path: str) -> None:
    assert headings(ruth, path.format("csv")) == [heading for heading, _, _ in described(name)]
    assert len(ruth.get(path.format("csv")).data.decode().splitlines()) == 1
    assert ruth.get(path.format("json")).json["rows"] == []


def test_a_date_is_iso_text_in_csv_and_json_and_a_date_in_excel(ruth: FlaskClient) -> None:
    heading, first, *_ = sheets(ruth, "/audits.xlsx?sort=child")["Audits"]
    row = next(csv.DictReader(io.StringIO(ruth.get("/audits.csv?sort=child").data.decode("utf-8-sig"))))
    assert first[heading.index("Due")] == date.fromisoformat(row["Due"])
    assert 'formatCode="dd/mm/yyyy"' in formats(ruth, "/audits.xlsx")
    assert ruth.get("/audits.json?sort=child").json["rows"][0]["due"] == row["Due"]
    assert (row["Child id"], row["Month id"]) == (f"child/{row['Reference']}", f"cycle/{row['Month']}")


def test_a_share_is_a_number_that_reads_as_per_cent(ruth: FlaskClient) -> None:
    rows = {row[0]: row for row in sheets(ruth, f"{MONTH}.xlsx")["Figures of the month"]}
    assert rows["completion-of-allocated"][2:5] == [2.0, 5.0, 0.4]
    assert 'formatCode="0%"' in formats(ruth, f"{MONTH}.xlsx")


def test_a_file_says_what_it_is_and_as_at_when(app: Flask, may: Story, ruth: FlaskClient) -> None:
    answer = ruth.get("/audits.xlsx?cycle=2024-05&state=returned")
    assert 'filename="audits-2024-05-as-at-20240528-1030.xlsx"' in answer.headers["Content-Disposition"]
    told = dict(sheets(ruth, "/audits.xlsx?cycle=2024-05&state=returned")["About"])
    assert told["Filter"] == "Month: May 2024; State: Returned"
    assert f"{told['As at']:%d/%m/%Y %H:%M}" == "28/05/2024 10:30"
    assert (told["List"], told["Rows"], told["Demonstration"]) == ("Audits", 2, "yes")
    assert told["Event position"] == app.extensions["house"].reader.head()
    assert told["Council"]


def test_a_file_without_exemptions_lacks_only_their_columns(app: Flask, may: Story) -> None:
    kofi = signed_in(app, stories.KOFI)
    names = [heading for heading, _, _ in described("pool") if "Exemption" not in heading]
    assert headings(kofi, f"{MONTH}/pool.csv") == names

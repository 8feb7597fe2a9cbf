"""A page at two moments: what came, went and changed, with the events between, and nothing that is not the reader's."""

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.readings import Chosen
from app.views import words
from app.views.compared_text import compared as compared_text
from app.views.compared_words import as_read
from tests.views.test_as_stood import plain
from tests.views.test_policy import signed_in
from tests.views.told_council import council, ruth

__all__ = ["council", "ruth"]

MIDDLE = "2024-05-20T12:00"


def differences(client: FlaskClient, page: str, **asked: str) -> list[dict[str, str]]:
    """All that differs, as the file tells it."""
    found = client.get("/compare.json", query_string={"page": page, "from": MIDDLE} | asked)
    assert found.status_code == 200, found.text
    return list(found.get_json()["rows"])


def rows_of(client: FlaskClient, page: str, **asked: str) -> dict[str, dict[str, object]]:
    """The rows of a list at a moment, by the audit."""
    return {row["audit_id"]: row for row in client.get(page, query_string=asked).get_json()["rows"]}


def test_rows_that_changed_are_those_that_two_files_tell_apart(ruth: FlaskClient) -> None:
    was, now = (rows_of(ruth, "/audits.json", cycle="2024-05", **asked) for asked in ({"as_at": MIDDLE}, {}))
    told = differences(ruth, "/audits?sort=-due")  # Of itself the list would show the newest month at each moment.
    states = {one["record_id"]: (one["was"], one["is_now"]) for one in told if one["column_name"] == "State"}
    both = was.keys() & now.keys()
    assert {one["record_id"] for one in told if one["what"] == "added"} == now.keys() - was.keys()
    assert {id: pair for id, pair in states.items() if id in both} == {
        id: (was[id]["state"], now[id]["state"]) for id in both if was[id]["state"] != now[id]["state"]
    }
    assert states, "something happened to them between"


def test_a_row_that_no_longer_fits_the_filter_went(ruth: FlaskClient) -> None:
    asked = {"state": "allocated", "cycle": "2024-05"}
    was, now = rows_of(ruth, "/audits.json", as_at=MIDDLE, **asked), rows_of(ruth, "/audits.json", **asked)
    gone = {one["record_id"] for one in differences(ruth, "/audits?state=allocated") if one["what"] == "gone"}
    assert gone == was.keys() - now.keys() != set()


def test_each_row_has_the_events_between_with_the_way_to_its_history(council: Flask, ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/audits", "from": MIDDLE}).text
    stream = council.extensions["house"].reader.stream(stories.audit_id(1))
    after = [made for made in stream if made.at > "2024-05-20T11:00:00+00:00" and made.topic != "audit section saved"]
    assert f"/audits/2024-05/1/history?entry={after[-1].position}#entry-{after[-1].position}" in page
    before = [made.position for made in stream if made.at <= "2024-05-20T11:00:00+00:00"]
    assert [one for one in before if f'#entry-{one}"' in page] == []


def test_who_has_the_list_but_not_the_history_hears_only_how_much_there_is(council: Flask) -> None:
    page = signed_in(council, "analyst").get("/compare", query_string={"page": "/audits", "from": MIDDLE}).text
    assert "not yours to read" in page
    assert "/history" not in page


@pytest.mark.parametrize("role", ["auditor", "practitioner", "team_manager", "operations_director"])
def test_nothing_of_other_people_is_compared(council: Flask, role: str) -> None:
    client = signed_in(council, role)
    page = client.get("/compare", query_string={"page": "/audits", "from": "2024-04-01"}).text
    assert "C-20001" not in page
    assert "2024-05/6" not in page
    for foreign in ("/audits/2024-05/6", "/children/C-20001", "/access-log", "/settings"):
        assert client.get("/compare", query_string={"page": foreign}).status_code == 404, foreign


@pytest.mark.parametrize(
    "page", ["//evil.example/", "https://evil.example/", "/nowhere", "/compare?page=/", "/cycles/new"]
)
def test_what_is_no_page_with_a_past_is_not_there(ruth: FlaskClient, page: str) -> None:
    assert ruth.get("/compare", query_string={"page": page}).status_code == 404


def test_the_page_of_one_record_tells_what_it_says_otherwise(ruth: FlaskClient) -> None:
    page = plain(ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE}).text)
    assert "What the page says otherwise" in page
    assert "What was recorded between" in page
    assert "returned the audit" in page


def test_figures_lead_to_why_they_changed(ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/cycles/2024-05", "from": MIDDLE}).text
    assert "/figures/returned/changes?cycle=2024-05&amp;from=2024-05-20T12%3A00&amp;to=now" in page
    there = ruth.get("/compare", query_string={"page": "/figures/returned?cycle=2024-05", "from": MIDDLE}).location
    assert there == "/figures/returned/changes?cycle=2024-05&from=2024-05-20T12%3A00&to=now"


def test_between_a_moment_and_itself_nothing_differs(ruth: FlaskClient) -> None:
    for page in ("/audits", "/cycles/2024-05", "/audits/2024-05/1", "/children/C-10482", "/dashboard", "/"):
        asked = {"page": page, "from": MIDDLE, "to": MIDDLE}
        assert "Nothing on this page differs" in ruth.get("/compare", query_string=asked).text, page
        asked = {"page": page, "from": "now", "to": "now"}
        assert "Nothing on this page differs" in ruth.get("/compare", query_string=asked).text, page


def test_what_stays_as_it_is_is_not_told_for_a_part_that_came_above_it(council: Flask, ruth: FlaskClient) -> None:
    """A concern stands above what is known of the child, which is the same before and after."""
    reader = council.extensions["house"].reader
    raised = next(made for made in sorted(reader.under("concern/")) if made.topic == "concern raised")
    asked = {"page": f"/children/{raised.facts['child'].removeprefix('child/')}"}
    asked |= {"from": f"entry-{raised.position - 1}", "to": f"entry-{raised.position}"}
    page = plain(ruth.get("/compare", query_string=asked).text)
    assert "Child of concern" in page
    assert not [label for label in ("Plan type", "Allocated worker", "Age band") if label in page]


def test_moments_are_typed_and_put_in_their_order(ruth: FlaskClient) -> None:
    asked = {"page": "/audits", "from": "now", "to": "20/5/2024", "to_time": "12.00"}
    assert "From 20 May 2024" in plain(ruth.get("/compare", query_string=asked).text)
    page = ruth.get("/compare", query_string={"page": "/audits", "from": "31/02/2024"}).text
    assert "31/02/2024" in page


def test_every_difference_is_in_the_file_and_no_cell_is_a_formula(ruth: FlaskClient) -> None:
    text = ruth.get("/compare.csv", query_string={"page": "/audits", "from": MIDDLE}).text.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    told = differences(ruth, "/audits")
    assert [row["Is"] for row in rows] == [one["is_now"] for one in told]


def test_who_reads_what_changed_of_a_record_is_noted(council: Flask, ruth: FlaskClient) -> None:
    readings, asked = council.extensions["readings"], Chosen(by=stories.RUTH)
    before = readings.count(asked)
    ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE})
    told = [(one.endpoint, one.as_at, one.record) for one in readings.page(asked, readings.count(asked) - before)]
    assert told == [
        ("compare.show", "", "audit/2024-05/0001"),
        ("audits.show", "", "audit/2024-05/0001"),
        ("audits.show", MIDDLE, "audit/2024-05/0001"),
    ]


RAW = re.compile(r"\b\d{4}-\d\d-\d\d|\b\d{4}-(?:0[1-9]|1[0-2])\b|\b(?:audit|person|team|cycle|child|action)/\S+")


@pytest.mark.parametrize(
    "page", ["/audits", "/actions", "/duties", "/impact", "/learning", "/loops", "/moderations", "/people", "/pools",
             "/good-practice", "/replies", "/children", "/concerns", "/exemptions", "/cycles"],
)  # fmt: skip
def test_dates_and_names_are_as_on_the_page(ruth: FlaskClient, page: str) -> None:
    text = ruth.get("/compare", query_string={"page": page, "from": MIDDLE}).text
    shown = re.sub(r"<form.*?</form>", "", text.partition("<main")[2].partition("</main>")[0], flags=re.DOTALL)
    assert RAW.findall(plain(shown)) == []


def test_a_file_keeps_dates_as_files_have_them(ruth: FlaskClient) -> None:
    told = (one for one in differences(ruth, "/audits") if one["what"] == "changed")
    decided = next(one for one in told if one["column_name"] == "Decided on")
    assert re.fullmatch(r"2024-\d\d-\d\d", decided["is_now"])
    page = plain(ruth.get("/compare", query_string={"page": "/audits", "from": MIDDLE}).text)
    assert f"Decided on nothing {words.day(decided['is_now'])}" in page


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("2018-11-16", "date", "16 November 2018"),
        ("2018-11-16; 2019-01-02", "", "16 November 2018; 2 January 2019"),
        ("2018-11-16T17:05:00+00:00", "", "16 November 2018 at 17:05"),
        ("2018-11", "month", "November 2018"),
        ("audit/2018-11/0017", "", "audit 17 of November 2018"),
        ("0.583", "share", "58.3%"),
        ("2018-02-31", "date", "2018-02-31"),
        ("2024-25", "", "2024-25"),
        ("see C-10482, 2018-11-16 and more", "", "see C-10482, 2018-11-16 and more"),
    ],
)
def test_a_value_is_read_as_what_it_is(text: str, kind: str, read: str) -> None:
    assert as_read(text, kind) == read


def test_lines_of_a_page_are_paired_by_what_they_are_of() -> None:
    page = "<main><h1>Board</h1><nav>x</nav><dl><dt>State</dt><dd>{}</dd></dl><table><tbody>{}</tbody></table></main>"
    row = "<tr><th>{}</th><td><p>{}</p></td></tr>"
    was = page.format("open", row.format("Audits", 3) + row.format("Pool", 9))
    now = page.format("closed", row.format("Audits", 4) + row.format("Sample", 7))
    told = [(one.heading, one.label, one.was, one.now) for one in compared_text(was, now)]
    assert told == [
        ("", "State", "open", "closed"),
        ("", "Audits", "3", "4"),
        ("", "Pool", "9", ""),
        ("", "Sample", "", "7"),
    ]

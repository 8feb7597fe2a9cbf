"""A page at two moments: what came, went and changed, with the events between, and nothing that is not the reader's."""

import csv
import io
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.views import words
from app.views.compared_text import marked
from app.views.for_now import has_past
from tests.views.test_as_stood import plain
from tests.views.test_policy import MINE, signed_in, url
from tests.views.test_silly_addresses import pages
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


def test_a_file_of_bytes_is_no_page_to_be_compared(council: Flask, ruth: FlaskClient) -> None:
    (row, *_) = council.extensions["house"].model.query("SELECT report FROM report_editions")
    page = f"/reports/{row['report'].removeprefix('report/')}.docx"
    assert ruth.get(page).data.startswith(b"PK")
    assert ruth.get("/compare", query_string={"page": page, "from": MIDDLE}).status_code == 404


def test_the_page_of_one_record_tells_what_it_says_otherwise(ruth: FlaskClient) -> None:
    page = plain(ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE}).text)
    assert "What the page says otherwise" in page
    assert "What was recorded between" in page
    assert "returned the audit" in page


def test_a_page_that_was_not_there_at_either_moment_says_so_to_who_is_shown_it_now(council: Flask) -> None:
    asked = {"page": "/audits/2024-05/6", "from": "2024-04-01", "to": "2024-04-20"}
    page = plain(signed_in(council, "qa_lead").get("/compare", query_string=asked).text)
    assert "This page was not there at either moment." in page
    assert "The nearest span in which something happened" in page
    for role in ("auditor", "practitioner", "administrator"):
        assert signed_in(council, role).get("/compare", query_string=asked).status_code == 404, role


def test_between_a_moment_and_itself_nothing_differs(ruth: FlaskClient) -> None:
    for page in ("/audits", "/cycles/2024-05", "/audits/2024-05/1", "/children/C-10482", "/dashboard", "/"):
        asked = {"page": page, "from": MIDDLE, "to": MIDDLE}
        said = ruth.get("/compare", query_string=asked).text
        assert ("Nothing on this page differs" in said, 'id="sum"' in said) == (True, False), page
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


def test_every_difference_is_in_the_file_and_no_cell_is_a_formula(ruth: FlaskClient) -> None:
    text = ruth.get("/compare.csv", query_string={"page": "/audits", "from": MIDDLE}).text.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    told = differences(ruth, "/audits")
    assert [row["Is"] for row in rows] == [one["is_now"] for one in told]


def test_every_page_is_compared_without_a_fault(council: Flask) -> None:
    council.config["PROPAGATE_EXCEPTIONS"] = False
    for role in ("qa_lead", "inspector"):
        client = signed_in(council, role)
        for rule in pages(council, role, ()):
            if has_past(rule.endpoint):
                page = url(rule, MINE, role)
                said = client.get("/compare", query_string={"page": page, "from": MIDDLE})
                assert said.status_code in (200, 303, 404), page
    council.config["PROPAGATE_EXCEPTIONS"] = None


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


def test_what_differs_in_a_text_is_marked_on_both_sides(ruth: FlaskClient) -> None:
    before, after = marked("due 5 May 2024", "due 6 May 2024")
    assert before == [("due", False), ("5", True), ("May 2024", False)]
    assert after == [("due", False), ("6", True), ("May 2024", False)]
    page = ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE}).text
    assert '<mark class="al-compare__differs">' in page


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"from": "31/02/2024"}, "from", "There is no such day as “31/02/2024”. Write it such as 30/11/2018."),
        ({"from": "x"}, "from", "There is no such moment as “x”. Write a day such as 30/11/2018."),
        ({"to": "edition-2024-05-99"}, "to", "There is no such moment as “edition-2024-05-99”."),
        ({"from": "20/5/2024", "from_time": "25:00"}, "from-time", "There is no such time as “25:00”."),
        ({"to": "now", "to_time": "12:00"}, "to-time", "There is no such time as “12:00”."),
        ({"from_time": "12:00"}, "from-time", "Write the day too, or leave the time empty."),
        ({"to": "1/1/2999"}, "to", "“1/1/2999” is still to come. Nothing is known of it."),
    ],
)
def test_a_moment_that_is_none_is_said_beside_its_field_and_nothing_is_compared(
    ruth: FlaskClient, asked: dict[str, str], field: str, sentence: str
) -> None:
    answer = ruth.get("/compare", query_string={"page": "/audits"} | asked)
    error = re.findall(rf'id="{field}-error">(.*?)</p>', answer.text)
    assert (answer.status_code, sentence in plain(error[0])) == (422, True)
    assert answer.text.count("govuk-error-message") == 1
    for name, typed in asked.items():
        assert re.search(rf'name="{name}" value="{re.escape(typed)}"', answer.text), (name, typed)
    assert "Nothing was compared" in answer.text
    assert 'id="moments"' not in answer.text
    assert ruth.get("/compare.csv", query_string={"page": "/audits"} | asked).status_code == 422


@pytest.mark.parametrize("page", ["/audits/2024-05/1", "/children/C-10482", "/cycles/2024-05", "/audits", "/actions"])
def test_it_opens_on_a_span_in_which_something_happened(ruth: FlaskClient, page: str) -> None:
    text = ruth.get("/compare", query_string={"page": page}).text
    assert "Nothing on this page differs" not in text
    assert ("govuk-table__row" in text) or ("al-compare__row" in text)


@pytest.mark.parametrize("page", ["/audits/2024-05/1", "/cycles/2024-05", "/audits"])
def test_an_empty_span_leads_to_the_nearest_that_is_not(ruth: FlaskClient, page: str) -> None:
    text = ruth.get("/compare", query_string={"page": page, "from": "now", "to": "now"}).text
    assert "Nothing on this page differs" in text
    there = unescape(re.findall(r'id="nearest">.*?href="([^"]+)"', text)[0])
    assert "Nothing on this page differs" not in ruth.get(there).text

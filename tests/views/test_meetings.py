"""The sheet of the standing monthly item: the same figures as elsewhere, each beside the month before."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story
from app.demo.story_reports import copies
from app.events import report_publishing as publishing
from app.events.recommendation import Recommendation
from app.events.report import Report
from app.views import meeting_figures, meetings
from app.views.meeting_figures import NO_SHARE, Side, Value, _calls, difference, not_alike
from projections.intervals import wilson
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_actions import acts

__all__ = ["acts", "app", "may", "may_log"]

SHEET = "/meetings/2024-05"
APRIL, RECALL = "report/2024-04", "recommendation/1"
READERS = {RUTH, HELEN, JOAN, GRACE, IAN, KOFI}


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def told(client: FlaskClient, part: str) -> dict[str, Any]:
    return {row["id"]: row for row in client.get(f"{SHEET}.json").json["figures"] if row["part"] == part}


def test_who_has_the_sheet(app: Flask, may: Story) -> None:
    for person in (*READERS, MARY, ANNA, OMAR, DANA, PRIYA):
        client = signed_in(app, person)
        codes = {client.get(path).status_code for path in ("/meetings", SHEET, f"{SHEET}.json")}
        assert codes == ({200} if person in READERS else {404}), person


def test_the_month_is_told_as_on_its_board(ruth: FlaskClient) -> None:
    board = ruth.get("/cycles/2024-05.json").json["figures"]
    for row in (*told(ruth, "completion").values(), *told(ruth, "exemptions").values()):
        assert [row["now"]["numerator"], row["now"]["denominator"]] == [
            board[row["id"]]["numerator"], board[row["id"]]["denominator"]
        ]  # fmt: skip
        assert (row["before"], row["change"]) == (None, "")
        between = wilson(row["now"]["numerator"], row["now"]["denominator"])
        assert row["now"]["interval_95"] == (between.words(0) if between else None)
        assert between is None or f"({between.words(0)})" in ruth.get(SHEET).text
    assert "April 2024 was not opened" in ruth.get(SHEET).text


def test_actions_are_told_as_they_stand_and_as_they_stood(app: Flask, acts: Story, ruth: FlaskClient) -> None:
    now = told(ruth, "actions")
    assert {name: row["now"]["words"] for name, row in now.items()} == {
        "open": "3", "within": "2 of 3 (67%)", "overdue": "1 of 3 (33%)"
    }  # fmt: skip
    assert (now["open"]["before"]["numerator"], now["open"]["change"]) == (0, "3 more")
    areas = ruth.get(f"{SHEET}.json").json["areas"]
    assert [sum(row[name] for row in areas) for name in ("open", "within", "overdue")] == [3, 2, 1]


def test_every_number_opens_to_what_it_counts(app: Flask, acts: Story, ruth: FlaskClient) -> None:
    page = ruth.get(SHEET).text
    rows = re.findall(r'<tr class="govuk-table__row" id="row-(.*?)</tr>', page, re.S)
    assert len(rows) == 4 + 3 + 3 + 5
    for href in {found.replace("&amp;", "&") for row in rows for found in re.findall(r'href="([^"]+)"', row)}:
        assert ruth.get(href).status_code == 200, href
    overdue = re.search(r'id="row-actions-overdue".*?href="([^"]+)"', page, re.S)
    assert overdue
    path, query = overdue[1].replace("&amp;", "&").split("?")
    assert len(ruth.get(f"{path}.json?{query}").json["rows"]) == 1


def test_an_operations_director_has_their_own_areas_and_is_told_so(app: Flask, acts: Story, ruth: FlaskClient) -> None:
    grace = signed_in(app, GRACE)
    assert "are those of your areas" in grace.get(SHEET).text
    assert "are those of your areas" not in ruth.get(SHEET).text
    seen = {row["area"] for row in grace.get(f"{SHEET}.json").json["areas"]}
    assert seen <= {row["area"] for row in ruth.get(f"{SHEET}.json").json["areas"]}


@pytest.fixture
def recommended(may: Story) -> Story:
    """April's report is out, with a recommendation."""
    layout = [{"id": "summary", "title": "Summary", "blocks": [], "confidential": False}]
    may.let(RUTH, Report, APRIL).begin(layout)
    made = {"report": APRIL, "owner": OMAR, "due": "2024-05-20"}
    may.let(RUTH, Recommendation, RECALL).make(text="Recall the auditors.", **made)
    facts = {"accepted": [], "changes": [], "on": may.day}
    may.let(RUTH, Report, APRIL).do(publishing.put_forward, *copies(may), **facts)
    may.let(HELEN, Report, APRIL).do(publishing.publish, "Helen Price", on=may.day)
    return may


def test_what_reports_recommended_is_told_and_an_analyst_has_the_counts(app: Flask, recommended: Story) -> None:
    more = {"report": APRIL, "owner": OMAR, "due": "2024-05-20"}
    recommended.let(RUTH, Recommendation, "recommendation/2").make(text="Not published.", **more)
    page, counts = signed_in(app, JOAN).get(SHEET).text, signed_in(app, KOFI).get(SHEET).text
    assert "Recall the auditors." in page
    assert "Not published." not in page
    assert "Recall the auditors." not in counts
    for state in ("open", "overdue"):
        assert f'href="/recommendations?state={state}"' in page
        assert len(signed_in(app, GRACE).get(f"/recommendations.json?state={state}").json["rows"]) == 1
    assert re.search(r'id="recommendations">.*?1 open.*?, of which .*?1 overdue', counts, re.S)


def test_the_sheet_of_a_past_month_tells_recommendations_as_at_its_end(app: Flask, recommended: Story) -> None:
    recommended.on("2024-06-05")
    recommended.let(OMAR, Recommendation, RECALL).note_progress("Told in June.")
    recommended.let(OMAR, Recommendation, RECALL).complete("Held in June.")
    with time_machine.travel("2024-06-12T09:30:00+00:00", tick=False):
        joan = signed_in(app, JOAN)
        told, page = joan.get(f"{SHEET}.json").json["recommendations"], joan.get(SHEET).text
    assert [told[name] for name in ("open", "overdue", "done")] == [1, 1, 0]
    assert [(row["text"], row["progress"]) for row in told["rows"]] == [("Recall the auditors.", "")]
    assert "/recommendations?state=" not in page


def test_a_month_that_was_never_opened_has_no_sheet(ruth: FlaskClient) -> None:
    for path in ("/meetings/2024-04", "/meetings/2024-13", "/meetings/x"):
        assert ruth.get(path).status_code == 404


def test_a_change_of_shares_is_called_by_the_test_and_of_what_stands_by_the_difference() -> None:
    few, many = Value(7, 16, "", ""), Value(160, 200, "", "")
    was = {"a": Value(7, 31, "", ""), "b": Value(60, 200, "", ""), "c": Value(5, 9, "", "")}
    found = {"a": ("A", few), "b": ("B", many), "c": ("C", Value(2, 9, "", ""))}
    calls = _calls([("completion", "", found, was), ("actions", "", found, was)])
    assert [calls["completion", name] for name in "abc"] == ["too few to call", "higher", "too few to call"]
    assert [calls["actions", name] for name in "abc"] == [
        "the same number", "100 more in number", "3 fewer in number"
    ]  # fmt: skip
    calls = _calls([("completion", "", found, was)], "Of other service areas than before")
    assert [calls["completion", name] for name in "abc"] == ["too few to call", "not called", "too few to call"]


def test_months_of_other_service_areas_are_no_comparison_and_the_sheet_says_so(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = date(2024, 5, 31)
    april, whole = (Side(f"2024-0{n}", {"framework_version": 1, "scope": []}, end) for n in (4, 5))
    east = Side("2024-05", {"framework_version": 1, "scope": ["area/east"]}, end)
    monkeypatch.setattr(meeting_figures, "content", lambda _: {"title": "Core audit"})
    assert (not_alike(east, april), not_alike(whole, april)) == ("Of other service areas than before", "")
    assert not_alike(east, Side("2024-04", None, end)) == ""
    assert "called" not in signed_in(app, RUTH).get(SHEET).text
    monkeypatch.setattr(meetings, "not_alike", lambda *_: not_alike(east, april))
    assert "May 2024: of other service areas than before. No difference" in signed_in(app, RUTH).get(SHEET).text


def test_with_nothing_to_compare_nothing_is_said() -> None:
    assert difference(Value(3, None, "3", ""), None) == ""
    two, none = Value(2, 2, "2 of 2 (100%)", ""), Value(0, 0, "0 of 0 (–)", "")
    assert [difference(two, none), difference(none, two)] == [NO_SHARE, NO_SHARE]
    assert difference(Value(2, None, "2", ""), Value(0, None, "0", "")) == "2 more"

"""The tracker and one audit: what each person sees, filters, order, files, and what a poll is answered with."""

import csv
import io
import re

import pytest
import python_calamine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.team import ServiceArea
from projections import tracker
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


def references(page: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*>(?:<a [^>]*>)?([^<]+)<', page)


def marked(page: str) -> str:
    found = re.search(r'data-position="([^"]+)"', page)
    assert found, "the tracker says nothing of where it stands"
    return found[1]


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


SEES = {
    RUTH: [1, 2, 3, 4, 5], MARY: [1, 2, 3, 4, 5], IAN: [1, 2, 3, 4, 5], KOFI: [1, 2, 3, 4, 5], HELEN: [1, 2, 3, 4, 5],
    GRACE: [1, 2, 3, 4, 5], OMAR: [1, 2, 3, 4, 5], ANNA: [1, 4], BEN: [2, 5], NADIA: [3], DANA: [1, 2],
}  # fmt: skip


@pytest.mark.parametrize(("person", "numbers"), SEES.items())
def test_each_person_sees_their_audits_in_the_list_and_no_other_by_address(
    app: Flask, may: Story, person: str, numbers: list[int]
) -> None:
    client = signed_in(app, person)
    listed = references(client.get("/audits?sort=child").text)
    assert listed == [list(stories.CHILDREN)[number - 1].removeprefix("child/") for number in numbers]
    opened = [number for number in range(1, 7) if client.get(f"/audits/2024-05/{number}").status_code == 200]
    assert opened == ([] if person == KOFI else numbers), "the analyst has the lists and reads no audit"


def test_an_administrator_sees_no_audit(app: Flask, may: Story) -> None:
    priya = signed_in(app, PRIYA)
    paths = ("/audits", "/audits.csv", "/audits.json", "/audits/2024-05/1", "/cycles/2024-05", "/figures/pool")
    assert [priya.get(path).status_code for path in paths] == [404] * len(paths)


def test_an_operations_director_sees_the_audits_of_her_areas_only(app: Flask, may: Story) -> None:
    may.let(PRIYA, ServiceArea, stories.EAST).appoint(HELEN)
    grace = signed_in(app, GRACE)
    assert references(grace.get("/audits").text) == []
    assert grace.get("/audits/2024-05/1").status_code == 404


def test_an_unknown_audit_is_not_there(ruth: FlaskClient) -> None:
    assert ruth.get("/audits/2024-05/99").status_code == 404
    assert ruth.get("/audits/2030-01/1").status_code == 404


FILTERS = {
    "": 5, "cycle=2024-05": 5, "cycle=all": 5, "state=returned": 2, "state=accepted": 0, "late=returned": 1,
    "late=overdue": 0, "late=any": 1, "overall=good": 2, "overall=inadequate": 0, "auditor=anna-bell": 2,
    "team=harbour": 5, "team=hillside": 0, "area=east": 5, "plan=CP": 1, "q=c-105": 4, "q=%25": 0, "figure=waiting": 2,
    "figure=accepted": 0, "state=returned&auditor=ben-carter": 1, "state=nonsense": 5,
}  # fmt: skip


@pytest.mark.parametrize(("query", "count"), FILTERS.items())
def test_filters_and_exports_give_the_same_audits(ruth: FlaskClient, query: str, count: int) -> None:
    listed = references(ruth.get(f"/audits?{query}").text)
    rows = list(csv.DictReader(io.StringIO(ruth.get(f"/audits.csv?{query}").data.decode("utf-8-sig"))))
    told = ruth.get(f"/audits.json?{query}").json["rows"]
    assert len(listed) == count
    assert [row["Reference"] for row in rows if row["Reference"]] == listed
    assert len(rows) - len(listed) == ("nonsense" in query), "what was asked for in vain has a line of its own"
    assert [audit["child_id"].removeprefix("child/") for audit in told] == listed


def test_the_workbook_holds_the_same_rows(ruth: FlaskClient) -> None:
    book = python_calamine.load_workbook(io.BytesIO(ruth.get("/audits.xlsx?state=returned").data))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Audit id", stories.audit_id(1), stories.audit_id(2)]


def test_a_figure_and_an_order_stay_when_filters_are_applied(ruth: FlaskClient) -> None:
    page = ruth.get("/audits?cycle=2024-05&figure=waiting&sort=-child").text
    assert '<input type="hidden" name="figure" value="waiting">' in page
    assert '<input type="hidden" name="sort" value="-child">' in page
    assert "figure=waiting" in re.findall(r'id="sort-due" href="([^"]+)"', page)[0]


def test_the_count_is_in_words(ruth: FlaskClient, may: Story) -> None:
    assert "5 audits of May 2024, 1 returned late" in ruth.get("/audits").text
    assert "1 audit of May 2024<" in ruth.get("/audits?auditor=anna-bell&state=returned").text
    assert "No audit is like that." in ruth.get("/audits?state=accepted").text


@pytest.mark.parametrize("key", ["child", "auditor", "team", "plan", "due", "state", "grade"])
def test_every_column_sorts_both_ways_and_says_so(ruth: FlaskClient, key: str) -> None:
    up, down = ruth.get(f"/audits?sort={key}").text, ruth.get(f"/audits?sort=-{key}").text
    assert 'aria-sort="ascending"' in up
    assert 'aria-sort="descending"' in down
    assert sorted(references(up)) == sorted(references(down))


def test_an_audit_that_is_not_in_has_no_grade_to_see_or_sort_by(ruth: FlaskClient, may: Story) -> None:
    values = {"overall.grade": "outstanding"}
    may.let(NADIA, Audit, stories.audit_id(3)).save_section(may.content(), "summary", values, on=may.day)
    page = ruth.get("/audits?sort=grade").text
    assert references(page)[:2] == ["C-10482", "C-10519"]
    assert ">Outstanding<" not in page.split("audits-rows")[1]
    assert {audit["overall_id"] for audit in ruth.get("/audits.json").json["rows"]} == {"good", ""}


def test_a_poll_gets_nothing_while_nothing_changed(ruth: FlaskClient, may: Story) -> None:
    mark = marked(ruth.get("/audits?auditor=ben-carter").text)
    poll = f"/audits?auditor=ben-carter&since={mark}"
    assert ruth.get(poll).status_code == 204
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    assert ruth.get(poll).status_code == 204, "another auditor's audit is not on this page"
    may.let(RUTH, Audit, stories.audit_id(2)).accept(on="2024-05-29", note="")
    changed = ruth.get(poll)
    assert changed.status_code == 200
    assert "<html" not in changed.text
    assert 'data-state="accepted"' in changed.text


def test_a_poll_notices_an_audit_that_left_the_filter(ruth: FlaskClient, may: Story) -> None:
    mark = marked(ruth.get("/audits?state=returned").text)
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    assert references(ruth.get(f"/audits?state=returned&since={mark}").text) == ["C-10519"]


def test_a_poll_may_name_a_position_of_the_log(app: Flask, ruth: FlaskClient) -> None:
    head = app.extensions["house"].reader.head()
    assert ruth.get(f"/audits?since={head}").status_code == 204
    assert ruth.get("/audits?since=1").status_code == 200


def test_long_lists_have_pages(ruth: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker, "PAGE", 2)
    pages = [references(ruth.get(f"/audits?sort=child&page={number}").text) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({reference for page in pages for reference in page}) == 5
    assert "Page 2 of 3" in ruth.get("/audits?page=2").text


def test_an_audit_is_read_strengths_first(app: Flask, may: Story) -> None:
    for person in (RUTH, DANA, OMAR, ANNA):
        page = signed_in(app, person).get("/audits/2024-05/1").text
        assert 0 < page.index("She draws with him.") < page.index("Evidence for this grade")


def test_what_is_not_returned_is_the_auditors_own(app: Flask, may: Story) -> None:
    values = {"strengths": "Half a sentence"}
    may.let(NADIA, Audit, stories.audit_id(3)).save_section(may.content(), "summary", values, on=may.day)
    assert "Half a sentence" in signed_in(app, NADIA).get("/audits/2024-05/3").text
    for person in (RUTH, OMAR, IAN):
        page = signed_in(app, person).get("/audits/2024-05/3").text
        assert "Half a sentence" not in page
        assert "The findings are with the auditor." in page


def test_the_auditor_has_the_way_to_the_form_and_nobody_else(app: Flask, may: Story) -> None:
    assert 'href="/audits/2024-05/3/sections"' in signed_in(app, NADIA).get("/audits/2024-05/3").text
    assert 'href="/audits/2024-05/3/sections"' not in signed_in(app, RUTH).get("/audits/2024-05/3").text


def test_the_copy_for_the_record_is_there_once_the_audit_is_accepted(ruth: FlaskClient, may: Story) -> None:
    assert ruth.get("/audits/2024-05/1/record").status_code == 404
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    page = ruth.get("/audits/2024-05/1/record").text
    assert "OFFICIAL-SENSITIVE" in page
    assert '<span class="al-on-screen">OFFICIAL-SENSITIVE · </span>Copy for' in page
    assert "She draws with him." in page
    assert "/audits/2024-05/1/record" in ruth.get("/audits/2024-05/1").text


def test_a_practitioner_does_not_read_an_audit_that_was_sent_back(app: Flask, may: Story) -> None:
    may.let(RUTH, Audit, stories.audit_id(1)).send_back(on="2024-05-28", reason="Dates.", due="2024-06-04")
    dana = signed_in(app, DANA)
    assert dana.get("/audits/2024-05/1").status_code == 404
    assert references(dana.get("/audits").text) == ["C-10519"]

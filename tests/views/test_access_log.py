"""The access log: a line before each page with narrative, none without the page's leave; and the reason for a note."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, GRACE, HELEN, IAN, JOAN, MARY, NADIA, RUTH, Story
from app.events.reading_rule import RULE, ReadingRule
from app.readings import Chosen, NotNoted, Reading, Readings
from app.views import reading_rows
from tests.views.a_loop import FIRST, come_in
from tests.views.an_exemption import NOTE, ONE, asked, grace, nadia
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "asked", "grace", "may", "may_log", "nadia"]


def lines(app: Flask, **chosen: str) -> list[Reading]:
    found: Readings = app.extensions["readings"]
    return found.page(Chosen(**chosen))


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    """The QA lead."""
    return signed_in(app, RUTH)


def test_opening_an_audit_is_a_line_with_the_child_the_reader_and_the_position(app: Flask, ruth: FlaskClient) -> None:
    assert ruth.get("/audits/2024-05/1").status_code == 200
    (one,) = lines(app)
    assert (one.by, one.kind, one.record, one.path) == (RUTH, "audit", "audit/2024-05/0001", "/audits/2024-05/1")
    assert one.about == ("child/C-10482",)
    assert one.position == app.extensions["house"].reader.head()
    assert ruth.get("/audits/2024-05/1?as_at=2024-05-21").status_code == 200
    assert lines(app)[0].as_at == "2024-05-21"
    assert lines(app)[0].position < one.position


def test_what_is_not_theirs_or_shows_no_narrative_is_no_line(app: Flask, ruth: FlaskClient) -> None:
    assert signed_in(app, NADIA).get("/audits/2024-05/1").status_code == 404
    assert ruth.get("/audits").status_code == 200
    assert lines(app) == []


NOWHERE = ("/audits/2024-05/99", "/audits/2024-13/1", "/audits/nonsense/1", "/audits/²/1", "/children/NOPE",
           "/replay/cycles/2031-11", "/replay/children/NOPE", "/children/C-10482?as_at=2015-01-01")  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_not_there_is_no_line(app: Flask, ruth: FlaskClient, path: str) -> None:
    for client in (ruth, signed_in(app, IAN)):
        assert client.get(path).status_code == 404
    assert lines(app) == []


def test_a_line_of_what_never_was_does_not_break_the_log(app: Flask, ruth: FlaskClient) -> None:
    of = {"endpoint": "audits.show", "path": "/audits/2018-13/1", "kind": "audit", "record": "audit/2018-13/0001"}
    one = Reading(at="2024-05-28T09:00:00+00:00", by=RUTH, **of, about=(), position=1)
    app.extensions["readings"].note(one)
    assert [ruth.get(f"/access-log{ending}").status_code for ending in ("", ".csv", ".json")] == [200] * 3


def test_a_page_is_not_shown_when_its_line_cannot_be_written(app: Flask, ruth: FlaskClient, monkeypatch: Any) -> None:
    def full(self: Readings, made: Reading) -> int:
        raise NotNoted

    monkeypatch.setattr(Readings, "note", full)
    answer = ruth.get("/audits/2024-05/1")
    assert answer.status_code == 503
    assert "It cannot be written down who reads this page" in answer.text
    assert "She draws with him." not in answer.text
    assert ruth.get("/audits").status_code == 200


def test_asking_only_for_what_changed_is_no_new_line_after_that_of_the_page(app: Flask, ruth: FlaskClient) -> None:
    assert ruth.get("/actions?since=0").status_code == 204, "nothing changed, and nothing is shown"
    assert lines(app) == []
    ruth.get("/actions?since=x")
    assert len(lines(app)) == 1, "who never opened the page gets no rows unnoted"
    ruth.get("/actions?since=x")
    assert len(lines(app)) == 1
    ruth.get("/actions")
    assert len(lines(app)) == 2


def test_who_asks_as_if_for_what_changed_has_a_line_all_the_same(app: Flask, ruth: FlaskClient) -> None:
    for page in ("/audits/2024-05/1", "/actions", "/actions?as_at=2024-05-21"):
        ruth.get(page)
    before = len(lines(app))
    again = ("/audits/2024-05/1?since=0", "/actions?since=x&state=open", "/actions?as_at=2024-05-21&since=x")
    for n, page in enumerate(again, 1):
        assert ruth.get(page).status_code == 200, page
        assert len(lines(app)) == before + n, page


def test_who_moderates_reads_the_audit_and_who_hands_actions_over_reads_them(
    app: Flask, may: Story, ruth: FlaskClient
) -> None:
    signed_in(app, MARY).get("/audits/2024-05/1/moderation")
    assert [(one.kind, one.about) for one in lines(app)] == [("moderation", ("child/C-10482",))]
    ruth.get("/actions/handing-over?owner=ruth-okafor")
    assert lines(app)[0].kind == "action"


def test_a_form_that_is_shown_again_has_its_line(app: Flask, may: Story, ruth: FlaskClient, monkeypatch: Any) -> None:
    come_in(may, ANNA, FIRST, actions=[{"id": "a1", "what": "See to it.", "owner": RUTH, "due": "2024-07-01"}])
    raised = app.extensions["house"].model.one("SELECT id FROM actions")
    page = f"/{raised['id'].replace('action/', 'actions/')}/progress"
    assert ruth.post(page, data={"version": "1"}).status_code == 422
    assert [(one.kind, one.path) for one in lines(app)] == [("action", page)]

    def full(self: Readings, made: Reading) -> int:
        raise NotNoted

    monkeypatch.setattr(Readings, "note", full)
    assert ruth.post(page, data={"version": "1"}).status_code == 503
    assert ruth.get("/compare?page=/audits/2024-05/1&from=2024-05-21").status_code == 503


def test_the_log_is_read_by_the_qa_lead_and_reading_it_is_in_it(app: Flask, ruth: FlaskClient) -> None:
    assert 'href="/access-log?about=C-10482"' in ruth.get("/children/C-10482").text
    page = ruth.get("/access-log?about=C-10482&from=28/05/2024&to=28/05/2024").text
    assert "Child’s page" in page
    assert "/children/C-10482" in page
    assert "Nothing of this was read." in ruth.get("/access-log?to=27/05/2024").text
    assert [one.kind for one in lines(app)] == ["access_log", "access_log", "child"]
    (row,) = ruth.get("/access-log.json?kind=child").json["rows"]
    assert (row["reader_id"], row["about_ids"]) == (RUTH, "child/C-10482")
    assert signed_in(app, HELEN).get("/access-log").status_code == 404
    assert signed_in(app, JOAN).get("/access-log").status_code == 200


def test_it_is_asked_by_reference_or_by_name_in_whatever_case(app: Flask, ruth: FlaskClient) -> None:
    ruth.get("/children/C-10482")
    signed_in(app, NADIA).get("/people/nadia-rahman/history")
    for about in ("C-10482", "c-10482", "child/C-10482", "nadia rahman", "Nadia Rahman", "nadia-rahman"):
        assert "Nothing of this was read." not in ruth.get(f"/access-log?about={about}").text, about
    assert "Nobody Here" in ruth.get("/access-log?about=Nobody Here").text


@pytest.mark.usefixtures("asked")
def test_a_note_that_is_shown_is_told_from_an_exemption_without_it(app: Flask, grace: FlaskClient) -> None:
    assert NOTE in grace.get(ONE).text
    assert NOTE not in signed_in(app, RUTH).get(ONE).text
    assert [(one.kind, one.about) for one in lines(app)[:2]] == [("exemption", (NADIA,)), ("note", (NADIA,))]


@pytest.mark.usefixtures("asked")
def test_who_is_not_of_the_team_says_why_before_a_note_opens_where_that_is_asked(
    app: Flask, may: Story, grace: FlaskClient, nadia: FlaskClient
) -> None:
    may.let(RUTH, ReadingRule, RULE).ask("The data protection officer asked for it.")
    assert NOTE in nadia.get(ONE).text
    answer = grace.get(ONE)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{ONE}/why")
    assert lines(app, by=GRACE) == []
    assert grace.post(f"{ONE}/why", data={"why": " "}).status_code == 422
    assert grace.post(f"{ONE}/why", data={"why": "To decide it."}).status_code == 303
    assert NOTE in grace.get(ONE).text
    assert NOTE in grace.get(ONE).text
    assert [one.why for one in lines(app, by=GRACE, kind="note")] == ["To decide it."] * 2


@pytest.mark.usefixtures("asked")
def test_the_past_before_a_reason_was_asked_for_opens_no_note_without_one(
    app: Flask, may: Story, grace: FlaskClient
) -> None:
    before = app.extensions["house"].reader.head()
    may.let(RUTH, ReadingRule, RULE).ask("The data protection officer asked for it.")
    answer = grace.get(f"{ONE}?as_at=entry-{before}")
    assert (answer.status_code, NOTE in answer.text) == (303, False)
    assert lines(app, by=GRACE) == []
    assert NOTE not in str(lines(app))
    assert signed_in(app, RUTH).get(f"{ONE}/why").status_code == 404


def test_the_qa_lead_has_a_reason_asked_for(app: Flask, ruth: FlaskClient) -> None:
    said = {"version": "0", "reason": "The data protection officer asked for it."}
    assert ruth.post("/access-log/asking", data=said).status_code == 303
    assert "is asked why they open a confidential note" in ruth.get("/access-log").text
    assert ruth.post("/access-log/asking-no-more", data={"version": "1", "reason": "Enough."}).status_code == 303
    assert signed_in(app, JOAN).post("/access-log/asking", data=said).status_code == 404


def line(**other: Any) -> dict[str, Any]:
    row = {
        "by": "person/joan",
        "path": "/compare?page=/actions",
        "kind": "action",
        "position": 97,
        "as_at": "",
        "why": "",
    }
    return row | {"at": "2024-05-28T12:00:01+00:00", "about_words": "C-1", "record": "", "record_words": ""} | other


def test_what_one_page_left_of_several_children_is_one_line_of_the_list() -> None:
    other, later = line(path="/replay/cycles/2018-11"), line(at="2024-05-28T12:01:01+00:00", about_words="C-3")
    rows = reading_rows.folded([later, line(), line(about_words="C-2"), other, line(by="person/ruth"), line(path="")])
    assert [row["whom"] for row in rows] == [["C-3"], ["C-1", "C-2"], ["C-1"], ["C-1"], ["C-1"]]
    assert [row["month"] for row in rows] == ["", "", "November 2018", "", ""]


def test_a_folded_line_names_a_record_only_where_all_are_of_it() -> None:
    one, other = ({"record": f"action/{name}", "record_words": f"action {name}"} for name in ("a", "b"))
    second = {"about_words": "C-2"}
    assert [row["record_words"] for row in reading_rows.folded([line(**one), line(**one, **second)])] == ["action a"]
    assert [row["record_words"] for row in reading_rows.folded([line(**one), line(**other, **second)])] == [""]


def test_a_page_that_was_opened_again_is_a_line_again() -> None:
    assert [row["whom"] for row in reading_rows.folded([line(), line()])] == [["C-1"], ["C-1"]]

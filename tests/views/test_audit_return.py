"""Returning the audit: everything missing, everything unsent, what will happen, and once only."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.events.audit_ending import withdraw
from app.programme import concerns
from tests.views.an_audit import ID, PATH, an_audit, audit, fill_in, reallocate, signed_in

RETURN = f"{PATH}/return"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.today", lambda: date(2024, 5, 21))


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    an_audit(app.extensions["house"])
    return signed_in(app, "alice")


def send(client: FlaskClient, app: Flask, version: int = 0) -> TestResponse:
    return client.post(RETURN, data={"version": str(version or audit(app).version)})


def autosave(client: FlaskClient, section: str, fields: dict[str, str]) -> None:
    body = {"version": 0, "fields": fields}
    client.put(f"/drafts{PATH}/sections/{section}?over=1", json=body)


def test_everything_missing_is_listed_with_a_link_to_its_field(alice: FlaskClient) -> None:
    page = alice.get(RETURN).text
    assert f'href="{PATH}/sections/assessment#grade-assessment"' in page
    assert f'href="{PATH}/sections/about#participation-worker"' in page
    assert 'id="grade-assessment"' in alice.get(f"{PATH}/sections/assessment").text
    assert ">Return the audit</button>" not in page


def test_every_link_of_what_is_missing_finds_its_field(app: Flask, alice: FlaskClient) -> None:
    page = alice.get(RETURN).text
    links = [part.split('"')[0] for part in page.split(f'href="{PATH}/sections/')[1:]]
    named = [link.split("#") for link in links if "#" in link]
    assert len(named) > 20
    assert all(f'id="{field}"' in alice.get(f"{PATH}/sections/{section}").text for section, field in named)


def test_an_incomplete_audit_is_not_returned(app: Flask, alice: FlaskClient) -> None:
    page = send(alice, app)
    assert page.status_code == 422
    assert "cannot be returned yet" in page.text
    assert f'href="{PATH}/sections/assessment#grade-assessment"' in page.text
    assert audit(app).state == "allocated"


def test_a_grade_below_good_without_an_action_is_pointed_out_and_can_be_returned(
    app: Flask, alice: FlaskClient
) -> None:
    fill_in(app, "requires-improvement")
    assert "There is no action in it, though the overall grade is Requires Improvement." in alice.get(RETURN).text
    assert send(alice, app).status_code == 303


def test_a_complete_audit_is_read_whole_and_returned(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    page = alice.get(RETURN).text
    assert "Nothing is missing" in page
    assert "then return it at the end of this page" in page
    assert "nothing missing" in alice.get(f"{PATH}/sections/assessment").text
    assert page.index("Strengths") < page.index("Quality of assessment</h3>")
    assert "It is in time: due 28 May 2024 (4 working days)." in page
    assert "Wendy Pike, and the managers of Ash, can read all of it" in page
    answer = send(alice, app)
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    assert (audit(app).state, audit(app).returned_on) == ("returned", "2024-05-21")


def test_what_it_raises_of_a_child_of_concern_is_said_before_and_after(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    assert 'id="raises"' not in alice.get(RETURN).text
    fill_in(app, concern={"concern.category": "2", "concern.reason": "No plan."})
    raised = "is raised as a child of concern (Category 2)"
    assert raised in alice.get(RETURN).text
    assert raised in alice.get(send(alice, app).headers["Location"]).text


def test_what_was_raised_from_it_before_is_not_raised_again(app: Flask, alice: FlaskClient) -> None:
    fill_in(app, concern={"concern.category": "2", "concern.reason": "No plan."})
    child = audit(app).child.removeprefix("child/")
    said = {"child": child, "category": "1", "why": "No plan.", "audit": ID}
    stamp = {"by": "person/alice", "at": "2024-05-20T09:00:00+00:00"}
    concerns.raise_concern(app.extensions["house"], "x", **said, **stamp)
    assert f"Your concern about {child} (Category 2) stands: nothing is raised a second time." in alice.get(RETURN).text


def test_late_is_said_before_and_recorded(app: Flask, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.today", lambda: date(2024, 6, 3))
    fill_in(app)
    assert "It is 4 working days late: it was due on 28 May 2024." in alice.get(RETURN).text
    send(alice, app)
    assert audit(app).working_days_late == 4


def test_a_double_click_returns_once(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    version = audit(app).version
    assert {send(alice, app, version).status_code for _ in range(2)} == {303}
    assert audit(app).version == version + 1


def test_unsent_text_is_saved_or_discarded_first(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    autosave(alice, "assessment", {"evidence.assessment": "More"})
    autosave(alice, "plans", {"evidence.plans": "More"})
    autosave(alice, "family", {})
    for page in (alice.get(RETURN), send(alice, app)):
        assert "at the end of this page" not in page.text
        assert "You have typed text in 2 sections that is not in the audit yet" in page.text
        assert f'href="{PATH}/sections/plans"' in page.text
    assert audit(app).state == "started"
    for section in ("assessment", "plans"):
        alice.post("/discarded-drafts", data={"key": f"{PATH}/sections/{section}".removeprefix("/")})
    assert send(alice, app).status_code == 303


def test_an_audit_that_changed_since_is_shown_again(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    version = audit(app).version
    alice.post(f"{PATH}/sections/plans", data={"version": str(version), "evidence.plans": "More", "draft": "0"})
    page = send(alice, app, version)
    assert page.status_code == 409
    assert "audit section saved" in page.text
    assert "Alice Moor" in page.text
    assert re.search(r'data-label="As it stands"><span class="al-text">More<', page.text)
    assert f'name="version" value="{version + 1}"' in page.text
    assert audit(app).state == "started"


def test_an_audit_changed_and_returned_in_another_tab_is_no_double_click(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    version = audit(app).version
    alice.post(f"{PATH}/sections/plans", data={"version": str(version), "evidence.plans": "Quite other", "draft": "0"})
    assert send(alice, app).status_code == 303
    page = send(alice, app, version)
    assert page.status_code == 409
    assert "What you sent now changed nothing." in page.text
    texts = re.findall(r'data-label="As (?:you read it|it stands)"><span class="al-text">([^<]*)<', page.text)
    assert len(texts) == 2
    assert texts[1] == "Quite other" != texts[0]
    assert audit(app).version == version + 2


def test_an_audit_that_was_withdrawn_since_says_so(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    house, found = app.extensions["house"], audit(app)
    version = found.version
    withdraw(found, on="2024-05-20", reason="Wrong child", by="person/priya", at="2024-05-20T09:00:00+00:00")
    house.keep(found)
    page = send(alice, app, version)
    assert page.status_code == 409
    assert "audit withdrawn" in page.text


def test_an_audit_that_went_to_somebody_else_is_not_found(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    reallocate(app)
    assert send(alice, app).status_code == 404
    assert app.extensions["house"].log.load(type(audit(app)), ID).state == "allocated"

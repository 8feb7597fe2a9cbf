"""Two tabs or two people: the second sees both texts and chooses; nothing is overwritten unseen."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.views.an_audit import PATH, an_audit, audit, signed_in

SECTION = f"{PATH}/sections/assessment"
SUMMARY = f"{PATH}/sections/summary"
EVIDENCE = "evidence.assessment"


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    an_audit(app.extensions["house"])
    return signed_in(app, "alice")


def post(client: FlaskClient, named: dict[str, Any], version: int = 1, there: str = SECTION) -> TestResponse:
    return client.post(there, data={"version": str(version), "draft": "0", **named})


@pytest.fixture
def clash(alice: FlaskClient) -> TestResponse:
    """The second of two tabs that showed version 1."""
    post(alice, {EVIDENCE: "First tab", "grade.assessment": "good"})
    return post(alice, {EVIDENCE: "Second tab", "better.assessment": "Sooner", "grade.assessment": ""})


def test_both_texts_are_on_the_page_and_mine_can_be_changed(app: Flask, clash: TestResponse) -> None:
    assert clash.status_code == 409
    assert "\nSecond tab</textarea>" in clash.text
    assert clash.text.count(f'name="{EVIDENCE}"') == 1
    assert 'tabindex="0">First tab</div>' in clash.text
    assert '<input type="hidden" name="version" value="3">' in clash.text
    assert audit(app).answers[EVIDENCE] == "First tab"


def test_what_nobody_else_changed_goes_along(clash: TestResponse) -> None:
    assert '<input type="hidden" name="better.assessment" value="Sooner">' in clash.text
    assert 'name="grade.assessment"' not in clash.text


def test_what_only_the_other_changed_is_not_asked_about(app: Flask, alice: FlaskClient) -> None:
    post(alice, {EVIDENCE: "First tab"})
    assert post(alice, {EVIDENCE: "", "better.assessment": "Sooner"}).status_code == 303
    assert audit(app).answers == {EVIDENCE: "First tab", "better.assessment": "Sooner"}


@pytest.mark.parametrize(("way", "stands"), [("mine", "Second tab, changed"), ("theirs", "First tab")])
def test_the_choice_stands(app: Flask, alice: FlaskClient, clash: TestResponse, way: str, stands: str) -> None:
    named = {
        "clash": EVIDENCE,
        f"choose.{EVIDENCE}": way,
        EVIDENCE: "Second tab, changed",
        "better.assessment": "Sooner",
    }
    assert post(alice, named, 3).status_code == 303
    assert audit(app).answers[EVIDENCE] == stands
    assert audit(app).answers["better.assessment"] == "Sooner"
    assert audit(app).answers["grade.assessment"] == "good"


@pytest.mark.parametrize("way", [{}, {f"choose.{EVIDENCE}": "both"}])
def test_without_a_choice_nothing_is_saved(
    app: Flask, alice: FlaskClient, clash: TestResponse, way: dict[str, str]
) -> None:
    page = post(alice, {"clash": EVIDENCE, EVIDENCE: "Second tab", "better.assessment": "Sooner"} | way, 3)
    assert page.status_code == 422
    assert f'href="#choose-{EVIDENCE.replace(".", "-")}"' in page.text
    assert "\nSecond tab</textarea>" in page.text
    assert "First tab" in page.text
    assert 'name="better.assessment" value="Sooner"' in page.text
    assert audit(app).version == 3


def test_a_third_text_is_a_clash_again(alice: FlaskClient, clash: TestResponse) -> None:
    post(alice, {EVIDENCE: "Third tab"}, 3)
    page = post(alice, {"clash": EVIDENCE, f"choose.{EVIDENCE}": "mine", EVIDENCE: "Second tab"}, 3)
    assert page.status_code == 409
    assert "Third tab" in page.text


def test_the_same_text_from_two_tabs_is_no_clash(app: Flask, alice: FlaskClient) -> None:
    for _ in range(2):
        assert post(alice, {EVIDENCE: "The same"}).status_code == 303
    assert audit(app).version == 3


def test_themes_and_rows_clash_as_wholes(app: Flask, alice: FlaskClient) -> None:
    there, action = f"{PATH}/sections/actions", {"actions.0.owner": "person/wendy", "actions.0.due-year": "2099"}
    action |= {"actions.0.due-day": "28", "actions.0.due-month": "6"}
    post(alice, action | {"actions.0.what": "Visit"}, 1, there)
    page = post(alice, action | {"actions.0.what": "Ring"}, 1, there)
    assert "Visit – Wendy Pike, by 28 June 2099" in page.text
    chosen = action | {"actions.0.what": "Ring", "clash": "actions"}
    post(alice, chosen | {"choose.actions": "theirs"}, 3, there)
    assert [row["what"] for row in audit(app).answers["actions"]] == ["Visit"]
    post(alice, chosen | {"choose.actions": "mine"}, 3, there)
    assert [row["what"] for row in audit(app).answers["actions"]] == ["Ring"]


def test_an_emptied_list_goes_along_as_empty(app: Flask, alice: FlaskClient) -> None:
    post(alice, {"themes": ["direct-work"], "themes.sent": "1"}, 1, SUMMARY)
    post(alice, {"strengths": "First tab"}, 3, SUMMARY)
    page = post(alice, {"strengths": "Second tab", "themes.sent": "1"}, 3, SUMMARY)
    assert '<input type="hidden" name="themes.sent" value="1">' in page.text
    named = {"strengths": "Second tab", "themes.sent": "1", "clash": "strengths", "choose.strengths": "mine"}
    post(alice, named, 4, SUMMARY)
    assert audit(app).answers["themes"] == []


def test_the_text_of_a_clash_is_kept_if_the_page_is_closed(alice: FlaskClient, clash: TestResponse) -> None:
    page = alice.get(SECTION).text
    assert "\nSecond tab</textarea>" in page
    assert "It is not in the audit until you choose Save." in page
    assert "The audit was changed since" in page
    assert '<input type="hidden" name="version" value="1">' in page

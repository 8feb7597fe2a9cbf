"""A form that is refused: what was typed into it is kept for whoever typed it, and "Saved at" is true of it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import NADIA, RUTH, Story
from tests.views.an_exemption import ASK, ASKING, nadia, plain
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log", "nadia"]

KEY = "people/nadia-rahman/exemption"
OLDER = "2024-05-20T09:46:00+00:00"
NO_REASON = {"note": "My new note.", "cycle": "cycle/2024-05"}
ANOTHER = "/audits/2024-05/4/reallocation"


def known(page: str) -> str:
    """The version of the draft that a page knows, as its form sends it without a script."""
    found = re.search(r'name="draft" value="(\d+)"', page)
    assert found, "the form carries no draft"
    return found[1]


@pytest.mark.parametrize("older", [True, False])
def test_what_is_refused_is_kept_and_stands_there_on_coming_back(
    app: Flask, may: Story, nadia: FlaskClient, older: bool
) -> None:
    if older:
        app.extensions["drafts"].put(NADIA, KEY, 0, {"note": "My older note."}, OLDER)
    refused = nadia.post(ASKING, data=NO_REASON | {"draft": known(nadia.get(ASKING).text)})
    assert refused.status_code == 422
    assert "Saved at" in refused.text
    assert "data-draft-unsaved" not in refused.text
    again = nadia.get(ASKING).text
    assert "My new note." in again
    assert "My older note." not in again
    assert known(again) == known(refused.text)


def test_what_was_refused_is_gone_from_the_drafts_once_it_is_sent(app: Flask, may: Story, nadia: FlaskClient) -> None:
    refused = nadia.post(ASKING, data=NO_REASON | {"draft": "0"}).text
    assert nadia.post(ASKING, data=ASK | {"draft": known(refused)}).status_code == 303
    assert app.extensions["drafts"].forms(NADIA) == {}


def test_a_refused_note_is_nobody_elses(app: Flask, may: Story, nadia: FlaskClient) -> None:
    nadia.post(ASKING, data=NO_REASON)
    assert list(app.extensions["drafts"].forms(NADIA)) == [KEY]
    ruth = signed_in(app, RUTH)
    assert "My new note." not in ruth.get(ASKING).text
    assert "Text that you have not sent" not in ruth.get("/").text


def test_an_empty_form_leaves_nothing(app: Flask, may: Story) -> None:
    day = {"on-day": "28", "on-month": "5", "on-year": "2024", "version": "1", "reason": ""}
    refused = signed_in(app, RUTH).post(ANOTHER, data=day)
    assert refused.status_code == 422
    assert "Saved at" not in refused.text
    assert app.extensions["drafts"].forms(RUTH) == {}


def test_what_is_longer_than_any_draft_is_not_said_to_be_saved(app: Flask, may: Story, nadia: FlaskClient) -> None:
    app.extensions["drafts"].put(NADIA, KEY, 0, {"note": "My older note."}, OLDER)
    refused = nadia.post(ASKING, data=NO_REASON | {"draft": "1", "note": "x" * 2_000_001})
    assert refused.status_code == 422
    assert "Saved at" not in plain(refused.text)
    assert "data-draft-unsaved" in refused.text


def test_what_is_sent_too_late_is_kept_too(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert ruth.post(ANOTHER, data={"version": "0", "reason": "She has left."}).status_code in (409, 422)
    assert "She has left." in ruth.get(ANOTHER).text


def late(client: FlaskClient, page: str, version: int = 0) -> int:
    """What a page saves by itself, whenever it arrives."""
    fields = {"note": "The older text."}
    return client.put(f"/drafts/{KEY}", json={"version": version, "page": page, "fields": fields}).status_code


def test_an_earlier_page_of_the_same_tab_brings_nothing_back(app: Flask, may: Story, nadia: FlaskClient) -> None:
    assert late(nadia, "tab1-ma2") == 200, "saved on leaving, after the form was opened again"
    assert nadia.post(ASKING, data=ASK | {"draft": "0.tab1-ma5"}).status_code == 303
    assert app.extensions["drafts"].forms(NADIA) == {}
    assert late(nadia, "tab1-ma3") == 410, "still on its way when the form was sent"
    assert late(nadia, "tab1-ma6") == 200, "a page shown since"


def test_what_another_tab_typed_stays_when_a_form_is_sent(app: Flask, may: Story, nadia: FlaskClient) -> None:
    assert late(nadia, "tab2-ma2") == 200
    assert nadia.post(ASKING, data=ASK | {"draft": "0.tab1-ma5"}).status_code == 303
    assert list(app.extensions["drafts"].forms(NADIA)) == [KEY]
    assert late(nadia, "tab2-ma2", 1) == 200


def test_without_a_script_going_back_and_sending_leaves_nothing_either(
    app: Flask, may: Story, nadia: FlaskClient
) -> None:
    assert nadia.post(ASKING, data=NO_REASON | {"draft": "0"}).status_code == 422
    assert nadia.post(ASKING, data=ASK | {"draft": "0"}).status_code == 303
    assert app.extensions["drafts"].forms(NADIA) == {}


def test_a_page_whose_form_was_sent_can_be_refused_and_its_text_is_kept(
    app: Flask, may: Story, nadia: FlaskClient
) -> None:
    nadia.post(ASKING, data=ASK | {"draft": "0.tab1-ma5"})
    assert nadia.post(ASKING, data=NO_REASON | {"draft": "0.tab1-ma5"}).status_code == 422
    assert "My new note." in nadia.get(ASKING).text

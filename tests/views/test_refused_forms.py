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

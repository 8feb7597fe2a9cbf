"""Every refusal on the way is a page of ours, in words, with its status."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from app.events.base import Refusal
from app.policy import OPEN
from app.programme.house import Stale
from tests.views.an_audit import an_audit, signed_in

SAID = {
    "/nowhere": (404, "There is no such page, or it is not yours to see."),
    "/fails/413": (413, "a form or file may hold 10 MB"),
    "/fails/429": (429, "Too many tries. Wait a minute and try again."),
    "/fails/415": (415, "This could not be read or carried out as it was sent."),
    "/fails/refusal": (422, "The month is closed."),
    "/fails/stale": (409, "This was changed by somebody else while your form was open."),
    "/fails/fault": (500, "Something went wrong here. Nothing of it was stored."),
}


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    """Alice, of a programme with a page that fails in every way."""
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/fails/<way>", "fails", fails)
    app.extensions["policy"].rules = app.extensions["policy"].rules | {"fails": OPEN}
    an_audit(app.extensions["house"])
    return signed_in(app, "alice")


def fails(way: str) -> str:
    raised = {"refusal": Refusal("The month is closed."), "stale": Stale("audit/1", ()), "fault": ZeroDivisionError()}
    if way in raised:
        raise raised[way]
    abort(int(way))


@pytest.mark.parametrize("path", SAID)
def test_what_fails_is_said_on_a_page_of_ours(alice: FlaskClient, path: str) -> None:
    status, sentence = SAID[path]
    answer = alice.get(path)
    assert answer.status_code == status
    assert sentence in answer.text
    assert "Eastmere Council" in answer.text


def test_a_page_asked_in_a_way_that_it_has_not_says_which_there_are(alice: FlaskClient) -> None:
    answer = alice.put("/audits")
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"GET", "HEAD", "OPTIONS"})
    assert "This page cannot be asked in this way." in answer.text


def test_a_form_of_another_session_is_not_taken(app: Flask, alice: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = alice.post("/sign-out")
    assert answer.status_code == 400
    assert "This form was open in another session." in answer.text

"""The first run: from an empty folder to a signed-in administrator."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

FIRST = {
    "person": "person/first",
    "council": "Eastmere Council",
    "name": "Priya Nair",
    "email": "priya.nair@eastmere.example",
    "password": "three odd words",
    "again": "three odd words",
}


def test_an_empty_programme_asks_to_be_set_up(client: FlaskClient) -> None:
    assert client.get("/", follow_redirects=True).request.path == "/setup"


def test_the_first_administrator_is_signed_in_and_the_form_is_gone(client: FlaskClient) -> None:
    assert client.post("/setup", data=FIRST).headers["Location"] == "/settings"
    assert b"Priya Nair" in client.get("/").data
    assert client.get("/setup").status_code == 302


def test_a_password_is_typed_twice_and_a_council_without_a_name_leaves_no_gap(client: FlaskClient) -> None:
    page = client.post("/setup", data=FIRST | {"again": "three odd word"})
    assert (page.status_code, "The two are not the same." in page.text) == (422, True)
    assert "<p>Audit Loop, the practice audit programme." in page.text


def test_a_short_password_is_refused_and_what_was_typed_is_kept(client: FlaskClient) -> None:
    page = client.post("/setup", data=FIRST | {"password": "short"})
    assert page.status_code == 422
    assert b"at least 12 characters" in page.data
    assert b"Eastmere Council" in page.data


def test_a_wrong_password_says_so_without_saying_which_was_wrong(client: FlaskClient) -> None:
    client.post("/setup", data=FIRST)
    client.post("/sign-out")
    page = client.post("/session", data={"email": FIRST["email"], "password": "not this one", "next": "/"})
    assert page.status_code == 422
    assert b"The e-mail address or the password is not right." in page.data


def test_next_never_leads_outside(client: FlaskClient) -> None:
    client.post("/setup", data=FIRST)
    client.post("/sign-out")
    signed_in = client.post("/session", data=FIRST | {"next": "//elsewhere.example/"})
    assert signed_in.headers["Location"] == "/"


@pytest.mark.parametrize(("way", "status"), [("DELETE", 405), ("PATCH", 405)])
def test_what_cannot_be_asked_so_is_answered_with_a_page_of_ours(client: FlaskClient, way: str, status: int) -> None:
    page = client.open("/setup", method=way)
    assert page.status_code == status
    assert "POST" in page.headers["Allow"]
    assert "Audit Loop" in page.text


def test_any_other_refusal_on_the_way_is_a_page_of_ours(client: FlaskClient, app: Flask) -> None:
    app.add_url_rule("/teapot", "static_teapot", lambda: abort(418))
    app.extensions["policy"].allows = lambda *asked: True
    page = client.get("/teapot")
    assert page.status_code == 418
    assert "Go back and try again" in page.text

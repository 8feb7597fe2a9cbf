"""A session that was ended is over in every copy of its cookie: by signing out, and by another password."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import RUTH, Story
from tests.views.may import app, may, may_log

__all__ = ["app", "may", "may_log"]
FIRST, OTHER = "a long first password", "another long password"


@pytest.fixture
def email(app: Flask, may: Story) -> str:
    """The address of the QA lead, who has a password."""
    app.extensions["accounts"].set_password(RUTH, FIRST)
    (row,) = may.house.model.query("SELECT email FROM people WHERE id = ?", [RUTH])
    return str(row["email"])


def signs_in(app: Flask, email: str, password: str = FIRST) -> FlaskClient:
    client = app.test_client()
    answer = client.post("/session", data={"email": email, "password": password})
    assert answer.status_code == 303
    return client


def copied(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie."""
    other, cookie = app.test_client(), client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    other.set_cookie(cookie.key, cookie.value)
    assert other.get("/audits").status_code == 200
    return other


def is_out(client: FlaskClient) -> bool:
    answer = client.get("/audits")
    return (answer.status_code, (answer.location or "")[:8]) == (302, "/sign-in") or answer.status_code == 303


def test_signing_out_ends_the_session_in_a_copy_of_its_cookie_and_no_other(app: Flask, email: str) -> None:
    here, elsewhere = signs_in(app, email), signs_in(app, email)
    copy = copied(app, here)
    here.post("/sign-out")
    assert [is_out(one) for one in (here, copy, elsewhere)] == [True, True, False]


def test_another_password_ends_every_other_session(app: Flask, email: str) -> None:
    here, elsewhere = signs_in(app, email), signs_in(app, email)
    copy = copied(app, here)
    facts = {"current": FIRST, "password": OTHER, "again": OTHER}
    answer = here.post("/account/password", data=facts)
    assert answer.status_code == 303, answer.text
    assert [is_out(one) for one in (here, copy, elsewhere)] == [False, True, True]
    assert not is_out(signs_in(app, email, OTHER))

"""A form sent without a session: what was typed waits for the sign-in, and for nobody else's."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.views.an_audit import PASSWORD, PATH, an_audit, audit, reallocate, signed_in

SECTION = f"{PATH}/sections/assessment"
KEY = SECTION.removeprefix("/")
HERE = {"Sec-Fetch-Site": "same-origin"}
TEXT = {"version": "1", "draft": "0", "evidence.assessment": "An hour of work", "csrf_token": "old"}


@pytest.fixture(autouse=True)
def world(app: Flask) -> None:
    an_audit(app.extensions["house"])
    for id in ("alice", "bob"):
        app.extensions["accounts"].set_password(f"person/{id}", PASSWORD)


def post(client: FlaskClient, headers: dict[str, str] = HERE, **fields: Any) -> TestResponse:
    return client.post(SECTION, data=TEXT | fields, headers=headers)


def sign_in(client: FlaskClient, id: str = "alice") -> TestResponse:
    email = f"{id}@eastmere.example"
    return client.post("/session", data={"email": email, "password": PASSWORD, "next": SECTION})


def waiting(app: Flask) -> dict[str, str]:
    return app.extensions["drafts"].forms("pending")


def test_sign_in_and_go_on_with_the_text(app: Flask, client: FlaskClient) -> None:
    answer = post(client)
    assert answer.headers["Location"] == f"/sign-in?next={SECTION}"
    assert "What you typed is kept" in client.get(answer.headers["Location"]).text
    page = client.get(sign_in(client).headers["Location"]).text
    assert "\nAn hour of work</textarea>" in page
    assert "It is not in the audit until you choose Save." in page
    assert waiting(app) == {}
    assert audit(app).version == 1


def test_a_wrong_password_first_loses_nothing(client: FlaskClient) -> None:
    post(client)
    client.post("/session", data={"email": "alice@eastmere.example", "password": "wrong", "next": "/"})
    sign_in(client)
    assert "An hour of work" in client.get(SECTION).text


def test_two_forms_sent_without_a_session_are_both_kept(client: FlaskClient) -> None:
    post(client)
    client.post(f"{PATH}/sections/plans", data=TEXT | {"evidence.plans": "More work"}, headers=HERE)
    sign_in(client)
    assert "An hour of work" in client.get(SECTION).text
    assert "More work" in client.get(f"{PATH}/sections/plans").text


def test_the_text_is_saved_over_the_version_it_was_typed_over(app: Flask, client: FlaskClient) -> None:
    post(client)
    signed_in(app, "alice").post(SECTION, data={"version": "1", "evidence.assessment": "Another tab"}, headers=HERE)
    sign_in(client)
    page = client.get(SECTION).text
    assert "The audit was changed since" in page
    answer = post(client, draft="1")
    assert answer.status_code == 409
    assert "Another tab" in answer.text


def test_somebody_who_may_not_open_the_page_does_not_get_it(app: Flask, client: FlaskClient) -> None:
    post(client)
    sign_in(client, "bob")
    assert app.extensions["drafts"].forms("person/bob") == {}
    assert waiting(app) == {}


def test_an_audit_given_to_somebody_else_meanwhile_takes_no_text(app: Flask, client: FlaskClient) -> None:
    post(client)
    reallocate(app)
    sign_in(client)
    assert app.extensions["drafts"].forms("person/alice") == {}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_can_leave_nothing_here(app: Flask, client: FlaskClient, headers: dict[str, str]) -> None:
    assert post(client, headers).status_code == 303
    assert waiting(app) == {}


def test_an_older_browser_says_where_it_was_by_its_origin(app: Flask, client: FlaskClient) -> None:
    post(client, {"Origin": "http://localhost"})
    assert len(waiting(app)) == 1


def test_after_an_hour_the_text_is_gone(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.now", lambda: "2024-05-21T09:00:00+00:00")
    post(client)
    monkeypatch.setattr("app.clock.now", lambda: "2024-05-21T10:00:01+00:00")
    post(app.test_client())
    assert len(waiting(app)) == 1
    sign_in(client)
    assert app.extensions["drafts"].forms("person/alice") == {}


def test_few_texts_wait_for_one_address_and_the_rest_are_shown(app: Flask, client: FlaskClient) -> None:
    answers = [post(app.test_client()) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [401]
    assert "An hour of work" in answers[-1].text
    assert len(waiting(app)) == 10


@pytest.mark.parametrize("fields", [{"evidence.assessment": "x" * 2_100_000}, {f"n{n}": "x" for n in range(2_001)}])
def test_too_much_to_keep_is_shown_to_be_copied(app: Flask, client: FlaskClient, fields: dict[str, str]) -> None:
    answer = post(client, **fields)
    assert answer.status_code == 401
    assert next(iter(fields.values())) in answer.text
    assert waiting(app) == {}


def test_a_form_of_an_ended_session_is_kept_for_who_is_signed_in_now(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    alice = signed_in(app, "alice")
    answer = post(alice)
    assert answer.headers["Location"] == SECTION
    page = alice.get(SECTION).text
    assert "This is not saved yet" in page
    assert "\nAn hour of work</textarea>" in page
    assert audit(app).version == 1


@pytest.mark.parametrize(("id", "headers"), [("alice", {}), ("bob", HERE)])
def test_a_form_with_a_wrong_token_from_elsewhere_or_of_another_is_refused(
    app: Flask, id: str, headers: dict[str, str]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert post(signed_in(app, id), headers).status_code == 400
    assert app.extensions["drafts"].forms(f"person/{id}") == {}


def test_the_text_of_a_draft_that_the_form_did_not_know_is_put_aside(app: Flask, client: FlaskClient) -> None:
    body = {"version": 0, "fields": {"evidence.assessment": "From another tab"}}
    signed_in(app, "alice").put(f"/drafts/{KEY}?over=1", json=body)
    post(client)
    sign_in(client)
    page = client.get(SECTION).text
    assert "\nAn hour of work</textarea>" in page
    assert "From another tab" in page

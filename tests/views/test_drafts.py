"""Unsent text: a person's own, of every form, in bounds, and never lost to another tab."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.drafts import Draft
from tests.views.an_audit import an_audit, signed_in

KEY = "audits/2024-05/17/sections/assessment"
URL = f"/drafts/{KEY}?over=3"


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    an_audit(app.extensions["house"])
    return signed_in(app, "alice")


def put(client: FlaskClient, url: str = URL, version: Any = 0, fields: Any = None) -> TestResponse:
    return client.put(url, json={"version": version, "fields": {"strengths": "Warm"} if fields is None else fields})


def kept(app: Flask, person: str = "person/alice", key: str = KEY) -> Draft | None:
    return app.extensions["drafts"].get(person, key)


def test_what_is_typed_is_kept_with_the_version_it_was_typed_over(app: Flask, alice: FlaskClient) -> None:
    answer = put(alice)
    assert (answer.status_code, answer.json["version"], len(answer.json["saved_at"])) == (200, 1, 5)
    assert kept(app).fields == {"strengths": "Warm", "version": "3"}


def test_a_draft_is_its_persons_own(app: Flask, alice: FlaskClient) -> None:
    put(alice)
    assert put(signed_in(app, "bob")).status_code == 200
    assert kept(app, "person/bob").version == 1


def test_another_tab_gets_the_text_that_stands_and_no_inner_part_of_it(alice: FlaskClient) -> None:
    put(alice)
    answer = put(alice, fields={"strengths": "Cold"})
    assert answer.status_code == 409
    assert answer.json["fields"] == {"strengths": "Warm"}
    assert answer.json["version"] == 1


def test_a_form_that_was_sent_takes_no_late_text(app: Flask, alice: FlaskClient) -> None:
    put(alice)
    app.extensions["drafts"].drop("person/alice", KEY)
    assert put(alice, version=1).status_code == 410
    assert kept(app) is None


def test_without_a_session_the_answer_is_401(app: Flask, alice: FlaskClient) -> None:
    assert put(app.test_client()).status_code == 401
    assert app.test_client().put(URL, json={}, headers={"HX-Request": "true"}).status_code == 401


def test_the_token_comes_in_a_header(app: Flask, alice: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert put(alice).status_code == 400
    token = alice.get("/").text.split('name="csrf-token" content="')[1].split('"')[0]
    body = {"version": 0, "fields": {"strengths": "Warm"}}
    assert alice.put(URL, json=body, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize(
    "key", ["a" * 300, "a/../b", "a%00b", "a~", "a b", "/a", "a/" * 20 + "a", "a%0Ab", "é", "a?x"[:1] + "%3F"]
)
def test_a_key_is_a_plain_short_path(app: Flask, alice: FlaskClient, key: str) -> None:
    assert put(alice, f"/drafts/{key}").status_code in (400, 404, 308)
    assert app.extensions["drafts"].forms("person/alice") == {}


@pytest.mark.parametrize("fields", [[], "text", {"a": 1}, {"a": None}, {"a": {"b": "c"}}, {"a": [1]}, {"a": [["b"]]}])
def test_fields_are_texts_and_lists_of_texts(app: Flask, alice: FlaskClient, fields: Any) -> None:
    assert put(alice, fields=fields).status_code == 400
    assert kept(app) is None


@pytest.mark.parametrize("version", [-1, "0", None, 1.5, True, 2**40])
def test_a_version_is_a_number(alice: FlaskClient, version: Any) -> None:
    assert put(alice, version=version).status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"null", b'{"version":0}', b"[" * 200_000])
def test_a_body_that_is_no_draft_is_refused(alice: FlaskClient, body: bytes) -> None:
    assert alice.put(URL, data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"a": "x" * 2_000_001},
        {"a": "x" * 5_000_000},
        {f"n{n}": "" for n in range(2_001)},
        {"n" * 201: ""},
        {"a": ["x"] * 201},
    ],
)
def test_too_much_is_said_to_be_too_much(app: Flask, alice: FlaskClient, fields: Any) -> None:
    assert put(alice, fields=fields).status_code == 413
    assert kept(app) is None


def test_a_person_has_at_most_200_drafts(alice: FlaskClient) -> None:
    assert {put(alice, f"/drafts/f/{n}").status_code for n in range(200)} == {200}
    assert put(alice, "/drafts/f/200").status_code == 413
    assert put(alice, "/drafts/f/199", 1, {"strengths": "More"}).status_code == 200


def test_nul_and_half_characters_are_kept_so_that_a_page_can_show_them(app: Flask, alice: FlaskClient) -> None:
    body = '{"version": 0, "fields": {"evidence.assessment": "a\\u0000b\\ud83dc"}}'
    assert alice.put(URL, data=body, content_type="application/json").status_code == 200
    assert kept(app).fields["evidence.assessment"] == "a\x00b�c"
    assert "b�c" in alice.get(f"/{KEY}").text


def test_no_field_of_a_draft_can_say_which_version_it_is_over(app: Flask, alice: FlaskClient) -> None:
    put(alice, "/drafts/f?over=x1", fields={"version": "99"})
    assert kept(app, key="f").fields == {"version": "0"}


def test_discarding_forgets_only_that_draft_and_shows_its_form(app: Flask, alice: FlaskClient) -> None:
    put(alice)
    put(alice, "/drafts/other")
    assert alice.post("/discarded-drafts", data={"key": KEY}).headers["Location"] == f"/{KEY}"
    assert list(app.extensions["drafts"].forms("person/alice")) == ["other"]


@pytest.mark.parametrize("key", ["", "/elsewhere.example", "\\elsewhere", "a//b", "~", "../x"])
def test_discarding_never_leads_outside(alice: FlaskClient, key: str) -> None:
    assert alice.post("/discarded-drafts", data={"key": key}).headers["Location"] == "/"

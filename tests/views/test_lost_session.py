"""A form sent without a session: what was typed waits for the sign-in, and for nobody else's."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.views.lost_session import KEEPING, NO_FILE, NOT_DONE, NOT_STORED, NOTHING_TYPED
from app.views.typed import secrets
from app.views.unsent import SHOWING
from tests.views.an_audit import PASSWORD, PATH, an_audit, audit, reallocate, signed_in

SECTION = f"{PATH}/sections/assessment"
KEY = SECTION.removeprefix("/")
HERE = {"Sec-Fetch-Site": "same-origin"}
TEXT = {"version": "1", "draft": "0", "evidence.assessment": "An hour of work"}


@pytest.fixture(autouse=True)
def world(app: Flask) -> None:
    an_audit(app.extensions["house"])
    for id in ("alice", "bob", "priya"):
        app.extensions["accounts"].set_password(f"person/{id}", PASSWORD)


def token_of(app: Flask, id: str) -> str:
    """The token of a form on a page that was made for somebody in an earlier session."""
    page = signed_in(app, id).get("/").text
    return page.split('name="csrf-token" content="')[1].split('"')[0]


def post(app: Flask, client: FlaskClient, who: str = "alice", to: str = SECTION, **fields: Any) -> TestResponse:
    data = (TEXT if to == SECTION else {}) | fields
    return client.post(to, data=data | {"csrf_token": token_of(app, who)}, headers=HERE)


def sign_in(client: FlaskClient, id: str = "alice") -> TestResponse:
    email = f"{id}@eastmere.example"
    return client.post("/session", data={"email": email, "password": PASSWORD, "next": "/"})


def waiting(app: Flask) -> dict[str, str]:
    return app.extensions["drafts"].forms("pending")


def test_sign_in_and_go_on_with_the_text(app: Flask, client: FlaskClient) -> None:
    answer = post(app, client)
    assert answer.headers["Location"] == f"/sign-in?next={SECTION}"
    assert "What you typed is kept" in client.get(answer.headers["Location"]).text
    page = client.get(sign_in(client).headers["Location"]).text
    assert NOT_STORED in page
    assert "\nAn hour of work</textarea>" in page
    assert "It is not in the audit until you choose Save." in page
    assert waiting(app) == {}
    assert audit(app).version == 1


def test_a_wrong_password_first_loses_nothing(app: Flask, client: FlaskClient) -> None:
    post(app, client)
    client.post("/session", data={"email": "alice@eastmere.example", "password": "wrong", "next": "/"})
    sign_in(client)
    assert "An hour of work" in client.get(SECTION).text


def test_two_forms_sent_without_a_session_are_both_kept(app: Flask, client: FlaskClient) -> None:
    post(app, client)
    post(app, client, to=f"{PATH}/sections/plans", version="1", **{"evidence.plans": "More work"})
    sign_in(client)
    assert "An hour of work" in client.get(SECTION).text
    assert "More work" in client.get(f"{PATH}/sections/plans").text


def test_the_text_is_saved_over_the_version_it_was_typed_over(app: Flask, client: FlaskClient) -> None:
    post(app, client)
    signed_in(app, "alice").post(SECTION, data={"version": "1", "evidence.assessment": "Another tab"}, headers=HERE)
    sign_in(client)
    page = client.get(SECTION).text
    assert "The audit was changed since" in page
    answer = post(app, client, draft="1")
    assert answer.status_code == 409
    assert "Another tab" in answer.text


def test_somebody_else_who_signs_in_there_is_told_nothing_and_it_waits_for_whose_it_is(
    app: Flask, client: FlaskClient
) -> None:
    post(app, client)
    page = client.get(sign_in(client, "priya").headers["Location"]).text
    assert "typed" not in page
    assert app.extensions["drafts"].forms("person/priya") == {}
    client.post("/sign-out")
    assert sign_in(client).headers["Location"] == SECTION
    assert "An hour of work" in client.get(SECTION).text


def test_a_concern_that_was_not_stored_is_back_in_its_form(app: Flask, client: FlaskClient) -> None:
    answer = post(app, client, to="/concerns", child="C-10482", category="1", why="He is not safe tonight")
    assert answer.status_code == 303
    there = sign_in(client).headers["Location"]
    assert there == "/concerns/new"
    page = client.get(there).text
    assert NOT_STORED in page
    assert "He is not safe tonight</textarea>" in page
    assert 'value="C-10482"' in page


def test_a_form_without_a_draft_is_shown_and_goes_on_in_its_form_with_nothing_stored(
    app: Flask, client: FlaskClient
) -> None:
    before = app.extensions["house"].model.catch_up()
    post(app, client, "priya", "/settings/areas", name="Far <East>", director="")
    there = sign_in(client, "priya").headers["Location"]
    assert there.startswith("/unsent/")
    page = client.get(there).text
    assert NOT_STORED in page
    assert "Far &lt;East&gt;</textarea>" in page
    assert signed_in(app, "alice").get(there).status_code == 404
    again = client.post("/settings/areas", data={"name": "Far <East>", "director": "", "unsent": there[8:]})
    assert (again.status_code, NOT_STORED in again.text) == (422, True)
    assert 'value="Far &lt;East&gt;"' in again.text
    assert (app.extensions["house"].model.catch_up(), waiting(app)) == (before, {})


def test_what_has_no_text_is_said_not_to_be_done(client: FlaskClient) -> None:
    answer = client.post(f"{PATH}/return", data={"version": "1"}, headers=HERE)
    assert NOT_DONE in client.get(answer.headers["Location"]).text


def test_an_audit_given_to_somebody_else_meanwhile_takes_no_text_and_shows_it(app: Flask, client: FlaskClient) -> None:
    post(app, client)
    reallocate(app)
    page = client.get(sign_in(client).headers["Location"]).text
    assert app.extensions["drafts"].forms("person/alice") == {}
    assert "An hour of work" in page
    assert "Go on with it in its form" not in page


@pytest.mark.parametrize(("headers", "status"), [({}, 303), ({"Sec-Fetch-Site": "cross-site"}, 303), (HERE, 401)])
def test_a_form_of_nobody_is_kept_for_nobody_and_shown_only_to_our_own_page(
    app: Flask, client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post(SECTION, data=TEXT | {"csrf_token": "old"}, headers=headers)
    assert answer.status_code == status
    assert ("An hour of work" in answer.text) == (status == 401)
    assert waiting(app) == {}


def test_after_an_hour_the_text_is_gone(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.now", lambda: "2024-05-21T09:00:00+00:00")
    post(app, client)
    monkeypatch.setattr("app.clock.now", lambda: "2024-05-21T10:00:01+00:00")
    assert sign_in(client).headers["Location"] == "/"
    post(app, app.test_client())
    assert len(waiting(app)) == 1


def test_few_texts_wait_for_one_person_and_the_rest_are_shown(app: Flask) -> None:
    answers = [post(app, app.test_client()) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [401]
    assert "An hour of work" in answers[-1].text
    assert len(waiting(app)) == 10


@pytest.mark.parametrize("fields", [{"evidence.assessment": "x" * 2_100_000}, {f"n{n}": "x" for n in range(2_001)}])
def test_too_much_to_keep_is_shown_to_be_copied(app: Flask, client: FlaskClient, fields: dict[str, str]) -> None:
    answer = post(app, client, **fields)
    assert answer.status_code == 401
    assert next(iter(fields.values())) in answer.text
    assert waiting(app) == {}


def test_a_form_of_an_ended_session_is_kept_for_its_person_who_is_signed_in_again(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    alice = signed_in(app, "alice")
    answer = post(app, alice)
    assert answer.headers["Location"] == SECTION
    page = alice.get(SECTION).text
    assert NOT_STORED in page
    assert "\nAn hour of work</textarea>" in page
    assert audit(app).version == 1


def test_a_form_that_somebody_else_left_open_is_refused_and_waits_for_them(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = post(app, signed_in(app, "bob"))
    assert (answer.status_code, "An hour of work" in answer.text) == (400, False)
    assert app.extensions["drafts"].forms("person/bob") == {}
    assert [name.rpartition("/")[0] for name in waiting(app)] == ["person/alice"]
    too_much = post(app, signed_in(app, "bob"), **{"evidence.assessment": "x" * 2_100_000})
    assert (too_much.status_code, "xxx" in too_much.text) == (400, False)


def test_a_password_is_never_kept(app: Flask, client: FlaskClient) -> None:
    assert secrets() == {"password", "current", "again"}
    post(app, client, to="/account/password", current="Quiet otter", password="Loud otter", again="Loud otter")
    assert waiting(app) == {}


def test_the_text_of_a_draft_that_the_form_did_not_know_is_put_aside(app: Flask, client: FlaskClient) -> None:
    body = {"version": 0, "fields": {"evidence.assessment": "From another tab"}}
    signed_in(app, "alice").put(f"/drafts/{KEY}?over=1", json=body)
    post(app, client)
    sign_in(client)
    page = client.get(SECTION).text
    assert "\nAn hour of work</textarea>" in page
    assert "From another tab" in page


ONLY_COPIED = NOTHING_TYPED | {
    "evidence.create_download",
    "evidence.create_file",
    "readings.create_why",
    "subject_access.take",
    "audit_return.create",
    "framework_parts.update",
    "framework_versions.create",
    "frameworks.revise",
    "imports.cancel",
    "imports.columns",
    "imports.confirm",
    "ledger.check",
    "ledger.create_checkpoint",
    "mail.create_test",
    "passwords.create",
    "passwords.update",
    "report_publishing.publish",
    "report_sections.check",
    "reports.create",
    "setup.create",
}
"""What has no text of its own, or whose text is shown to be copied."""


def test_every_form_that_is_sent_shows_its_text_again_or_is_known_to_have_none(app: Flask) -> None:
    sent = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    shown = KEEPING.keys() | SHOWING
    assert shown <= sent
    assert sent - shown == ONLY_COPIED


@pytest.mark.parametrize("there", ["/\r\nSet-Cookie: a=b", "/\n", "//elsewhere.example", "/\\elsewhere"])
def test_nobody_is_sent_where_no_address_is(app: Flask, client: FlaskClient, there: str) -> None:
    data = {"email": "alice@eastmere.example", "password": PASSWORD, "next": there}
    answer = client.post("/session", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/sign-in", query_string={"next": there}).headers["Location"] == "/"


def test_a_file_is_said_not_to_be_kept(app: Flask, client: FlaskClient) -> None:
    post(app, client, "priya", "/imports", kind="children", file=(BytesIO(b"Reference"), "list.csv"))
    there = sign_in(client, "priya").headers["Location"]
    assert NO_FILE in client.get(there).text


@pytest.mark.parametrize("header", ["HX-Request", "X-Requested-With"])
def test_a_script_is_told_and_its_page_keeps_the_text(app: Flask, client: FlaskClient, header: str) -> None:
    data = TEXT | {"csrf_token": token_of(app, "alice")}
    assert client.post(SECTION, data=data, headers=HERE | {header: "true"}).status_code == 401
    assert waiting(app) == {}


def test_a_script_that_asks_while_somebody_types_takes_no_page_away(client: FlaskClient) -> None:
    """One that only shows a list again goes to the sign-in page."""
    told = client.post("/reports/2024-05/sections/impact/check", headers=HERE | {"HX-Request": "true"})
    assert (told.status_code, told.headers.get("HX-Redirect")) == (401, None)
    told = client.get("/audits", headers={"HX-Request": "true"})
    assert (told.status_code, told.headers["HX-Redirect"]) == (401, "/sign-in?next=/audits")

"""Files that caches may keep carry nobody's session, and only somebody at work keeps a session alive."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.views.an_audit import an_audit, signed_in

USES: dict[str, Callable[[FlaskClient], TestResponse]] = {
    "poll": lambda alice: alice.get("/audits?since=1", headers={"HX-Request": "true"}),
    "page": lambda alice: alice.get("/audits"),
    "autosave": lambda alice: alice.put(
        "/drafts/audits/2024-05/17/sections/about?over=1", json={"version": 0, "fields": {}}
    ),
}


def test_a_static_file_has_no_cookie_and_a_page_has(app: Flask) -> None:
    an_audit(app.extensions["house"])
    client = signed_in(app, "alice")
    with client.session_transaction() as session:
        session.permanent = True
    page, file = client.get("/"), client.get("/static/audit-loop.css?v=1")
    file.close()
    assert "Set-Cookie" in page.headers
    assert "public" in file.headers["Cache-Control"]
    assert "Set-Cookie" not in file.headers
    assert "Cookie" not in file.headers.get("Vary", "")


@pytest.mark.parametrize(("use", "stays"), [("poll", False), ("page", True), ("autosave", True)])
def test_who_works_stays_signed_in_and_a_page_left_open_does_not_count(app: Flask, use: str, stays: bool) -> None:
    an_audit(app.extensions["house"])
    with time_machine.travel("2024-05-28T08:00:00+00:00", tick=False) as clock:
        alice = signed_in(app, "alice")
        with alice.session_transaction() as session:
            session.permanent = True
        alice.get("/audits")
        clock.move_to("2024-05-28T13:00:00+00:00")
        assert USES[use](alice).status_code in (200, 204)
        clock.move_to("2024-05-28T18:00:01+00:00")
        assert (alice.get("/audits").status_code == 200) is stays

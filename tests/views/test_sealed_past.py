"""What is sealed now is sealed at every moment: a page of the past tells nothing to who audits blind since."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, NADIA, PRIYA, RUTH, Story
from app.events.person import Person
from tests.views.a_loop import FIRST, HERE, OTHER, SECRET, come_in, looped
from tests.views.may import app, may, may_log, signed_in
from tests.views.sending import do

__all__ = ["app", "looped", "may", "may_log"]
AWAY = {"reason": "Away", "on-day": "28", "on-month": "5", "on-year": "2024", "auditor": NADIA, "above_share": "y"}
TRACKED = ("/audits.json", "/actions.json", "/loops.json", "/cycles/2024-05.json", "/questions.json", "/actions")


@pytest.fixture
def before(app: Flask, looped: Story) -> str:
    """The moment before Nadia was given the other audit of a pair, of which one had come in; now she is head too."""
    come_in(looped, ANNA, FIRST, **OTHER, **SECRET)
    moment = f"entry-{app.extensions['house'].reader.head()}"
    answer = do(signed_in(app, RUTH), "/audits/2024-05/6/reallocation", AWAY)
    assert answer.status_code == 303, answer.text
    looped.let(PRIYA, Person, NADIA).hold({"auditor", "head_of_service"})
    return moment


@pytest.fixture
def child(app: Flask, before: str) -> str:
    """The reference of the child of the pair."""
    row = app.extensions["house"].model.one("SELECT child FROM audits WHERE id = ?", [FIRST])
    return str(row["child"]).partition("/")[2]


def told(client: FlaskClient, path: str, **asked: str) -> str:
    answer = client.get(path, query_string=asked)
    assert answer.status_code in (200, 404), path
    return answer.text if answer.status_code == 200 else ""


def names_it(page: str) -> bool:
    """Whether it names the other audit, the pair or anything of its text."""
    return bool(re.search(rf"audit/2024-05/0004|{HERE}|/audits/2024-05/4\b|[Ss]ecret", page))


def test_no_page_of_the_past_tells_of_the_other_audit(app: Flask, before: str, child: str) -> None:
    nadia, ruth = signed_in(app, NADIA), signed_in(app, RUTH)
    pages = (f"/children/{child}", f"/children/{child}/history", HERE, "/loops", "/audits")
    for page in pages:
        assert names_it(told(ruth, page, as_at=before)), f"{page}: whoever is not of the pair reads it"
    for page in (*pages, *TRACKED):
        assert not names_it(told(nadia, page, as_at=before)), page
    assert told(nadia, "/audits/2024-05/4", as_at=before) == ""


@pytest.mark.parametrize("page", ["/audits.json", "/actions.json", "/loops.json"])
def test_a_list_of_the_past_has_as_many_rows_as_that_of_now(app: Flask, before: str, page: str) -> None:
    nadia = signed_in(app, NADIA)
    was, now = (json.loads(told(nadia, page, **asked))["rows"] for asked in ({"as_at": before}, {}))
    assert len(was) == len(now)


def test_no_comparison_tells_of_it(app: Flask, before: str, child: str) -> None:
    nadia, ruth = signed_in(app, NADIA), signed_in(app, RUTH)
    for page in (f"/children/{child}", f"/children/{child}/history", "/audits", "/actions", "/loops"):
        asked = {"page": page, "from": before, "to": "now"}
        for address in ("/compare", "/compare.json"):
            assert not names_it(told(nadia, address, **asked)), (address, page)
            assert "nadequate" not in told(nadia, address, **asked), (address, page)
    asked = {"page": "/audits", "from": "2024-04-01", "to": before}
    assert names_it(told(ruth, "/compare.json", **asked))
    assert not names_it(told(nadia, "/compare.json", **asked))
    assert not names_it(told(nadia, "/later", moment=before))


def test_from_before_an_audit_it_is_no_page_for_whom_it_is_sealed_from(app: Flask, before: str) -> None:
    nadia, ruth = signed_in(app, NADIA), signed_in(app, RUTH)
    early = {"as_at": "2018-04-03"}
    assert "This audit was not there yet" in ruth.get("/audits/2024-05/4", query_string=early).text
    pages = [nadia.get(f"/audits/2024-05/{n}", query_string=early).text.replace(f"/{n}", "/N") for n in (4, 99)]
    known, none = (re.sub(r'content="[^"]*"|value="[^"]*"|\d\d:\d\d:\d\d', "", page) for page in pages)
    assert known == none
    assert "not there yet" not in known

"""Category 1 at the top of every page of those who must act, and what is said of how far they know of it."""

import re

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, GRACE, HELEN, JOAN, MARY, OMAR, PRIYA, RUTH, Story
from app.events.letter import Letter
from app.events.person import Person
from tests.views.a_concern import CHILD, EVERYBODY, PATH, answer, home, plain, raise_one, sent
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


def banner(client: FlaskClient, path: str) -> str:
    """What the line about Category 1 says on a page, "" where there is none."""
    found = re.search(r'<div id="category-1-now".*?</div>', client.get(path).text, re.S)
    return plain(found[0]) if found else ""


def test_category_1_stands_on_every_page_of_those_who_must_act_until_it_is_answered(app: Flask, may: Story) -> None:
    ruth, pages = signed_in(app, RUTH), ("/", "/audits", "/account/password", "/no-such-page")
    assert {banner(ruth, path) for path in pages} == {""}
    raise_one(app, at="09:18")
    assert {banner(ruth, path) for path in pages} == {f"Category 1 {CHILD} not seen, not answered, 12 min"}
    reached = {one for one in EVERYBODY if banner(signed_in(app, one), "/account/password")}
    assert reached == {HELEN, JOAN, RUTH, OMAR, GRACE}
    sent(signed_in(app, HELEN), f"{PATH}/acknowledgement", {})
    assert banner(signed_in(app, HELEN), "/audits") == f"Category 1 {CHILD} not answered, 12 min", (
        "seen is not answered"
    )
    answer(app)
    assert {banner(ruth, path) for path in pages} == {""}


def test_the_line_is_the_readers_even_of_a_child_whom_they_audit_blind_and_of_no_other_team(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.seals.children_sealed_from", lambda model, person: [f"child/{CHILD}"])
    raise_one(app)
    raise_one(app, MARY, "2", "C-10533")
    assert CHILD in banner(signed_in(app, OMAR), "/audits")
    assert "C-10533" not in banner(signed_in(app, OMAR), "/audits")
    may.let(PRIYA, Person, OMAR).change({"team": "team/hillside"})
    assert banner(signed_in(app, OMAR), "/audits") == ""


def test_the_line_keeps_itself_current(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert 'data-mark="0"' in ruth.get("/audits").text
    assert ruth.get("/category-1?since=0").status_code == 204
    raise_one(app)
    told = ruth.get("/category-1?since=0").text
    mark = re.search(r'data-mark="([^"]+)"', told)
    assert CHILD in told
    assert mark
    assert ruth.get(f"/category-1?since={mark[1]}").status_code == 204
    with time_machine.travel("2024-05-28T09:31:00+00:00", tick=False):
        assert "31 min" in ruth.get(f"/category-1?since={mark[1]}").text
    answer(app)
    assert CHILD not in ruth.get(f"/category-1?since={mark[1]}").text
    assert signed_in(app, ANNA).get("/category-1?since=0").status_code == 404


def letters(app: Flask) -> list[str]:
    found = app.extensions["house"].model.query("SELECT id FROM letters ORDER BY recipient DESC")
    return [row["id"] for row in found]


def send(story: Story, letter: str) -> None:
    story.let(RUTH, Letter, letter).claim(until="2024-05-28T12:00:00+00:00")
    story.let(RUTH, Letter, letter).sent(to="h@eastmere.example", message="", answer="250 OK")


def test_what_became_of_the_letters_is_said_and_not_that_anybody_was_told(app: Flask, may: Story) -> None:
    raise_one(app)
    joan, helen = letters(app)
    page = plain(signed_in(app, RUTH).get(PATH).text)
    assert "not seen by a head of service, mail waiting" in page
    may.let(RUTH, Letter, joan).keep_back(reason="A demonstration.")
    assert "mail: 1 kept back and 1 waiting" in plain(signed_in(app, RUTH).get(PATH).text)
    send(may, helen)
    page = plain(signed_in(app, RUTH).get(PATH).text)
    assert "Helen Price, sent 28 May 2024 at" in page
    sent(signed_in(app, HELEN), f"{PATH}/acknowledgement", {})
    assert "seen by Helen Price 10:30, mail: 1 kept back and 1 sent" in plain(signed_in(app, RUTH).get(PATH).text)


UNTOLD = "telling failed: telephone"


def test_a_letter_that_is_not_sent_alarms_once_nobody_has_acknowledged_in_time(app: Flask, may: Story) -> None:
    raise_one(app)
    for minute, alarmed in (("14", False), ("15", True)):
        with time_machine.travel(f"2024-05-28T09:{minute}:00+00:00", tick=False):
            assert [UNTOLD in home(app, one) for one in (HELEN, JOAN, RUTH)] == [alarmed] * 3
    assert "Within 15 minutes nobody has said that they have seen this" in signed_in(app, RUTH).get(PATH).text
    assert banner(signed_in(app, JOAN), "/audits") == f"Category 1 {CHILD} {UNTOLD}, 30 min"


def test_letters_that_are_all_sent_or_an_acknowledgement_end_that_alarm(app: Flask, may: Story) -> None:
    raise_one(app)
    raise_one(app, MARY, "1", "C-10591")
    for letter in app.extensions["house"].model.query(
        "SELECT id FROM letters WHERE cause LIKE ?", [f"concern/{PATH[10:]}#%"]
    ):
        send(may, letter["id"])
    assert home(app, RUTH).count(f"{UNTOLD}") == 2, "of the other child, in the line and in the alarm"
    other = re.findall(r'href="(/concerns/\w+)">C-10591', signed_in(app, RUTH).get("/concerns").text)[0]
    sent(signed_in(app, JOAN), f"{other}/acknowledgement", {})
    assert UNTOLD not in home(app, RUTH)

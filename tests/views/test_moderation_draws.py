"""The moderated share of a month on its page: drawn, explained line by line, drawn again, shared out to moderators."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import BEN, GRACE, HELEN, IAN, KOFI, MARY, MAY, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.person import Person
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.moderated import DAY, SEED, become_moderator, draw, said
from tests.views.sending import do, version

__all__ = ["app", "may", "may_log"]

MONTH = "/cycles/2024-05/moderation"
FORM = DAY | {"seed": SEED}


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def test_a_draw_is_made_and_told_line_by_line(app: Flask, ruth: FlaskClient) -> None:
    assert "Nothing is drawn yet." in ruth.get(MONTH).text
    answer = do(ruth, f"{MONTH}/draw", FORM)
    assert (answer.status_code, answer.headers["Location"]) == (303, MONTH)
    page = said(ruth.get(MONTH).text)
    assert "20% of 2 audits that came in, rounded up, is 1. 1 of 2 that could be drawn are drawn by chance." in page
    assert "Drawn by chance, 1 of 2: number 1 in the order that the seed gives." in page
    assert "Not drawn by chance, 1 of 2: number 2 in the order that the seed gives." in page
    assert f"Drawn from seed {SEED} by Ruth Okafor" in page
    assert [audit(app, n).moderation for n in (1, 2)] == ["to_assign", ""]


def test_the_form_says_what_it_would_be_of_and_names_no_audit_before_it_is_made(ruth: FlaskClient) -> None:
    page = ruth.get(f"{MONTH}/draw").text
    assert "20% of 2 audits that came in, rounded up, is 1." in page
    assert "C-10482" not in page


def test_a_draw_is_made_again_and_is_the_same(ruth: FlaskClient, may: Story) -> None:
    draw(may)
    page = said(ruth.get(f"{MONTH}?check=1").text)
    assert "Drawn again: the same 1 audit for the same reasons, out of the same others." in page
    assert "Drawn again" not in said(ruth.get(MONTH).text)


def test_a_double_click_draws_once(app: Flask, ruth: FlaskClient) -> None:
    shown = version(ruth, f"{MONTH}/draw")
    answers = [ruth.post(f"{MONTH}/draw", data=FORM | {"version": shown}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert app.extensions["house"].version(MAY) == int(shown) + 1


def test_a_form_with_another_seed_sent_after_it_never_passes_for_the_first(ruth: FlaskClient) -> None:
    shown = version(ruth, f"{MONTH}/draw")
    ruth.post(f"{MONTH}/draw", data=FORM | {"version": shown})
    answer = ruth.post(f"{MONTH}/draw", data=FORM | {"version": shown, "seed": "Another"})
    assert answer.status_code == 409
    assert "moderation sample drawn by Ruth Okafor" in answer.text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (DAY, "Give a seed, so that the draw can be repeated."),
        (DAY | {"seed": "  "}, "Give a seed, so that the draw can be repeated."),
        (FORM | {"seed": "x" * 90}, "Use at most 80 characters."),
        (FORM | {"on-day": "29"}, "The date cannot be in the future."),
    ],
)
def test_a_draw_that_cannot_be_read_says_why_and_draws_nothing(
    app: Flask, ruth: FlaskClient, facts: dict[str, str], sentence: str
) -> None:
    answer = do(ruth, f"{MONTH}/draw", facts)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert audit(app, 1).moderation == ""


def test_where_nothing_is_to_be_drawn_that_is_said(ruth: FlaskClient, may: Story) -> None:
    draw(may)
    answer = do(ruth, f"{MONTH}/draw", FORM | {"seed": "once more"})
    assert answer.status_code == 422
    assert "Nothing is to be drawn now: the share is reached" in answer.text


def test_who_sees_and_who_draws(app: Flask, may: Story) -> None:
    sees, draws = set(), set()
    for person in (RUTH, MARY, HELEN, IAN, KOFI, GRACE, OMAR, BEN, PRIYA):
        client = signed_in(app, person)
        sees |= {person} if client.get(MONTH).status_code == 200 else set()
        draws |= {person} if client.get(f"{MONTH}/draw").status_code == 200 else set()
        if person != RUTH:
            assert client.post(f"{MONTH}/draw", data=FORM | {"version": "1"}).status_code == 404
    assert (sees, draws) == ({RUTH, MARY, HELEN, IAN, KOFI, GRACE}, {RUTH})


def pairs(client: FlaskClient) -> str:
    found = re.search(r'name="shown" value="([^"]*)"', client.get(f"{MONTH}/assignment").text)
    assert found
    return found[1]


def test_what_is_drawn_is_shared_out_as_it_was_shown(app: Flask, ruth: FlaskClient, may: Story) -> None:
    draw(may)
    page = said(ruth.get(f"{MONTH}/assignment").text)
    assert "Mary Quinn, external moderator: does not audit the child, not in the child's team" in page
    shown = {"shown": pairs(ruth), "version": "1"}
    answers = [ruth.post(f"{MONTH}/assignment", data=DAY | shown) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303], "a double click meets itself"
    assert (audit(app, 1).moderator, audit(app, 1).moderation) == (MARY, "assigned")
    assert "one of 1 moderator who may." in given_grounds(app)
    assert "nothing waits for a moderator" in ruth.get(f"{MONTH}/assignment").text


def given_grounds(app: Flask) -> str:
    stream = app.extensions["house"].reader.stream("audit/2024-05/0001")
    return str(next(made.facts["grounds"] for made in stream if made.topic == "moderator assigned"))


def test_a_plan_that_has_changed_is_shown_again_and_nothing_is_stored(
    app: Flask, ruth: FlaskClient, may: Story
) -> None:
    draw(may)
    answer = ruth.post(f"{MONTH}/assignment", data=DAY | {"version": "1", "shown": f"audit/2024-05/0001={OMAR}"})
    assert answer.status_code == 409
    assert "What waits or who may moderate it has changed. This is how it comes out now." in answer.text
    assert f"audit/2024-05/0001={MARY}" in answer.text
    assert audit(app, 1).moderator == ""


def test_where_nobody_may_have_it_the_page_says_so(app: Flask, ruth: FlaskClient, may: Story) -> None:
    may.let(RUTH, Person, MARY).stand_down("2024-05-28", "Ended.")
    become_moderator(may, OMAR, "team_manager")
    draw(may)
    page = said(ruth.get(f"{MONTH}/assignment").text)
    assert "Nobody may have it: every moderator is too near to the audit, the child or the team." in page
    answer = ruth.post(f"{MONTH}/assignment", data=DAY | {"version": "1", "shown": ""})
    assert answer.status_code == 422
    assert "No audit of this month waits for a moderator, or nobody may have what waits." in answer.text
    assert isinstance(audit(app, 1), Audit)


def test_a_month_of_which_nothing_is_allocated_draws_nothing(app: Flask, ruth: FlaskClient) -> None:
    assert ruth.get("/cycles/2031-01/moderation").status_code == 404
    assert ruth.get("/cycles/2031-01/moderation/draw").status_code == 404

"""Ofsted's questions: each with an answer of n of N, from the figures' own definitions, for who may have them."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, EAST, GRACE, HARBOUR, HELEN, JOAN, MARY, OMAR, RUTH, Story, audit_id
from app.events.action import Action
from app.views.question_words import QUESTIONS
from projections import came_of, inadequate
from projections.shares import Figure
from tests.views import a_concern
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def said(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def rows(client: FlaskClient, asked: str = "") -> dict[str, dict[str, Any]]:
    return {row["figure_id"]: row for row in client.get(f"/questions.json{asked}").json["rows"]}


def test_who_has_the_questions(app: Flask, may: Story) -> None:
    for person in (RUTH, HELEN, JOAN, MARY, ANNA, BEN, OMAR):
        codes = {signed_in(app, person).get(path).status_code for path in ("/questions", "/questions.csv")}
        assert codes == ({200} if person in (RUTH, HELEN, JOAN) else {404}), person


def test_each_answer_says_n_of_n_and_opens_to_its_figure(ruth: FlaskClient) -> None:
    page = ruth.get("/questions").text
    assert "How many audits were done, and who did them?" in page
    assert "2 of 5 (40%) allocated audits were completed, by 2 auditors" in said(page)
    assert 'href="/figures/completion-of-allocated?cycle=2024-05"' in page
    assert "As at entry" in page


def test_every_figure_of_the_answers_is_the_one_of_its_own_page(ruth: FlaskClient) -> None:
    found = rows(ruth)
    for name in ("completion-of-pool", "audited:moderated", "after:raised", "clocks:raised", "families-heard"):
        own = ruth.get(f"/figures/{name}.json?cycle=2024-05").json
        assert (found[name]["numerator"], found[name]["denominator"]) == (own["numerator"], own["denominator"]), name


def test_how_many_were_moderated_is_of_those_that_came_in(ruth: FlaskClient) -> None:
    """Five are allocated, two of them are in, and none is moderated."""
    found = rows(ruth)["audited:moderated"]
    assert (found["numerator"], found["denominator"]) == (0, 2)
    assert "judged a second time by a moderator.</p>" in ruth.get("/questions").text, "no grade is missed of none"


def test_which_day_that_day_is_stands_beside_each_answer_that_says_it(ruth: FlaskClient) -> None:
    page = said(ruth.get("/questions").text)
    assert page.count("Where a figure says “that day”, it is 28 May 2024.") == 3
    then = said(ruth.get("/questions?as_at=2024-05-24").text)
    assert "it is 24 May 2024" in then
    assert 'href="/impact?month=2024-05"' in ruth.get("/questions?period=2024-05").text


def test_category_1_is_listed_child_by_child_with_the_proof(app: Flask, ruth: FlaskClient) -> None:
    a_concern.raise_one(app)
    page = ruth.get("/questions").text
    assert "1 child was raised as a child of concern, and 1 came into Category 1." in said(page)
    line = page.partition("Category 1, child by child")[2]
    assert a_concern.CHILD in line
    assert 'href="/concerns/' in line
    assert "Not answered" in line


def test_a_run_of_months_is_asked_for_and_its_figures_open(ruth: FlaskClient) -> None:
    page = ruth.get("/questions?from=2024-04&to=2024-08").text
    assert "April 2024 to August 2024" in page
    href = "/figures/completion-of-allocated?period=2024-04..2024-08"
    assert f'href="{href}"' in page
    assert "April 2024 to August 2024" in ruth.get(href).text


@pytest.mark.parametrize("asked", ["?period=2024-13", "?from=2010-01&to=2024-05", "?period=2031-Q1"])
def test_a_time_that_is_none_is_the_newest_month_and_said(ruth: FlaskClient, asked: str) -> None:
    page = ruth.get(f"/questions{asked}")
    assert page.status_code == 200
    assert "has no such choice" in page.text


def test_as_it_stood_the_answers_are_of_then(ruth: FlaskClient) -> None:
    page = ruth.get("/questions?as_at=2024-05-02").text
    assert "0 of 5 (0%) allocated audits were completed" in said(page)
    assert "2 of 5 (40%)" not in said(page)


def test_an_answer_follows_what_was_recorded_since(app: Flask, ruth: FlaskClient) -> None:
    assert rows(ruth)["clocks:raised"]["numerator"] == 0
    a_concern.raise_one(app)
    assert rows(ruth)["clocks:raised"]["numerator"] == 1


def test_none_of_it_is_for_who_audits_a_child_blind(app: Flask, may: Story) -> None:
    assert signed_in(app, GRACE).get("/questions").status_code == 404


def act_on(story: Story, name: str) -> Action:
    return story.let(RUTH, Action, f"action/{name}")


@pytest.fixture
def acts(may: Story) -> Story:
    """Three actions came of the first audit: one is done, one is cancelled, and one is to be done."""
    child = {"child": "child/C-10482", "source": audit_id(1), "team": HARBOUR, "area": EAST, "owner": OMAR}
    for name in ("done", "gone", "open"):
        act_on(may, name).raise_(**child, what="See her.", due="2024-06-20", on="2024-05-22")
    act_on(may, "done").complete(evidence="Entry of 27 May.", on="2024-05-23")
    act_on(may, "gone").cancel(reason="The family has moved.", on="2024-05-23")
    may.on("2024-05-28")
    return may


def test_what_was_cancelled_is_said_apart_and_is_no_part_of_what_was_to_be_done(acts: Story, ruth: FlaskClient) -> None:
    found = rows(ruth)
    counts = {name: found[f"after:{name}"] for name in ("raised", "cancelled", "completed", "verified")}
    of = {name: (row["numerator"], row["denominator"]) for name, row in counts.items()}
    assert of == {"raised": (3, None), "cancelled": (1, 3), "completed": (1, 2), "verified": (0, 2)}
    page = said(ruth.get("/questions").text)
    assert "3 actions came of them, of which 1 was cancelled. 1 of 2 (50%) of those to be done are completed" in page


def test_actions_are_counted_alike_of_all_audits_and_of_those_of_concern(app: Flask, acts: Story) -> None:
    model = app.extensions["house"].model
    for day, gone in ((date(2024, 5, 22), 0), (date(2024, 5, 28), 1)):
        every, of_concern = (
            came_of.actions(model, [audit_id(1)], day),
            inadequate.each_action(model, [audit_id(1)], day),
        )
        assert [row["id"] for row in every] == [row["id"] for row in of_concern]
        assert [row["cancelled"] for row in every] == [row["cancelled"] for row in of_concern]
        assert sum(row["cancelled"] for row in every) == gone
    assert inadequate.actions_of(model, [audit_id(1)], day)[audit_id(1)] | {"audit": ""} == {
        "audit": "", "raised": 3, "open": 1, "overdue": 0, "cancelled": 1,
    }  # fmt: skip


def test_a_cancelled_action_of_an_audit_of_concern_is_in_the_sentence() -> None:
    names = {"audits": 1, "raised": 3, "open": 1, "overdue": 0, "cancelled": 1, "still": 1}
    found = {f"inadequate:{name}": Figure(f"inadequate:{name}", "", "", ("x",) * n) for name, n in names.items()}
    say = next(one.say for one in QUESTIONS if one.id == "inadequate")
    assert say(found) == (
        "1 audit was graded as a concern. Of the 3 actions that came of it, 1 is open, 0 of those overdue."
        " 1 was cancelled."
    )

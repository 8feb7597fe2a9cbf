"""A moderation that was recorded wrongly is put right by two: its figures move and say why, and both values stay."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, HELEN, IAN, JOAN, MARY, OMAR, RUTH, Story, audit_id
from tests.views import moderated as a_moderation
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.moderated import CHANGED, SOUND
from tests.views.sending import do
from tests.views.test_corrections import said

__all__ = ["app", "may", "may_log"]
AT = "/audits/2024-05/1"
WHY = {"reason": "I chose the line beside it."}
PLANS = WHY | {"change": "grade.plans=good"}


@pytest.fixture
def mary(app: Flask, may: Story) -> FlaskClient:
    """Mary Quinn, who has moderated the first audit and changed two grades of it."""
    a_moderation.draw(may)
    a_moderation.give(may)
    assert a_moderation.moderate(app, CHANGED).status_code == 303
    return signed_in(app, MARY)


@pytest.fixture
def ruth(app: Flask, mary: FlaskClient) -> FlaskClient:
    return signed_in(app, RUTH)


def kept(client: FlaskClient) -> tuple[int, int]:
    found = client.get("/figures/grade-kept.json?cycle=2024-05").json
    return found["numerator"], found["denominator"]


def correct(app: Flask, facts: dict[str, str]) -> Any:
    """Mary Quinn proposes and Ruth Okafor agrees; the last answer."""
    assert do(signed_in(app, MARY), f"{AT}/moderation-correction", facts).status_code == 303
    return do(signed_in(app, RUTH), f"{AT}/moderation-correction-agreement", {})


def test_a_grade_waits_for_another_person_and_its_figure_moves(
    app: Flask, mary: FlaskClient, ruth: FlaskClient
) -> None:
    given = audit(app, 1).answers["overall.grade"]
    before, counted = kept(ruth), audit(app, 1).moderated["overall"]
    facts = WHY | {"change": f"overall.grade={given}"}
    assert do(mary, f"{AT}/moderation-correction", facts).status_code == 303
    assert (audit(app, 1).moderated["overall"], kept(ruth)) == (counted, before)
    home = said(ruth.get("/").text)
    assert "Corrections to decide" in home
    assert "C-10482, the moderation, proposed by Mary Quinn" in home
    page = said(ruth.get(f"{AT}/moderation-correction-agreement").text)
    assert "Mary Quinn proposed it on 28 May 2024, because: I chose the line beside it." in page
    assert do(ruth, f"{AT}/moderation-correction-agreement", {}).status_code == 303
    assert (audit(app, 1).moderated["overall"], kept(ruth)) == (given, (before[0] + 1, before[1]))


def test_the_history_tells_both_and_why_the_figure_changed_says_so(app: Flask, ruth: FlaskClient) -> None:
    start = app.extensions["house"].model.position
    correct(app, WHY | {"change": f"overall.grade={audit(app, 1).answers['overall.grade']}"})
    history = said(ruth.get(f"{AT}/history").text)
    assert "The moderation was recorded wrongly." in history
    assert "was recorded as Requires Improvement; corrected to Good. Mary Quinn proposed it, Ruth Okafor" in history
    why = said(ruth.get(f"/figures/grade-kept/changes?cycle=2024-05&from=entry-{start}").text)
    assert "Moderation corrected" in why
    assert "Reason: I chose the line beside it." in why
    (row,) = ruth.get("/corrections.json?kind=moderation").json["rows"]
    assert (row["was"], row["now"]) == ("overall.grade=requires-improvement", "overall.grade=good")


def test_the_audits_page_shows_the_moderation_as_it_is_right(app: Flask, ruth: FlaskClient) -> None:
    assert "2 of 8 grades were changed" in said(ruth.get(AT).text)
    assert correct(app, PLANS).status_code == 303
    page = said(ruth.get(AT).text)
    assert "1 of 8 grades was changed" in page
    assert "Moderated grade, corrected" in page


def test_one_that_was_found_not_to_standard_by_a_slip_counts_again(app: Flask, may: Story) -> None:
    a_moderation.draw(may)
    a_moderation.give(may)
    failed = SOUND | {"quality": "not_to_standard", "reason": "Thin."}
    assert a_moderation.moderate(app, failed).status_code == 303
    ruth = signed_in(app, RUTH)
    assert (audit(app, 1).state, kept(ruth)) == ("not_to_standard", (0, 0))
    assert correct(app, WHY | {"change": "quality=sound"}).status_code == 303
    assert (audit(app, 1).state, kept(ruth)) == ("accepted", (1, 1))
    assert app.extensions["house"].model.one("SELECT id FROM duties WHERE id = 'duty/2024-05/0001'")
    assert correct(app, WHY | {"change": "quality=not_to_standard"}).status_code == 303
    row = app.extensions["house"].model.one("SELECT * FROM moderations")
    assert (audit(app, 1).state, row["outcome"], row["overall_to"], row["grades"]) == (
        "not_to_standard", "not_to_standard", "", "{}")  # fmt: skip


def test_who_moderated_is_corrected_and_stays_unnamed_to_whom_it_was(app: Flask, may: Story, ruth: FlaskClient) -> None:
    a_moderation.become_moderator(may, JOAN, "director")
    assert do(ruth, f"{AT}/moderation-correction", WHY | {"change": f"moderator={JOAN}"}).status_code == 303
    words = "Somebody other than who moderated the audit decides on a correction of it."
    answer = do(signed_in(app, MARY), f"{AT}/moderation-correction-agreement", {})
    assert (answer.status_code, words in said(answer.text)) == (422, True)
    a_moderation.become_moderator(may, HELEN, "head_of_service")
    helen = signed_in(app, HELEN)
    assert do(helen, f"{AT}/moderation-correction-agreement", {}).status_code == 303
    assert "Who moderated it was recorded as Mary Quinn; corrected to Joan Achebe." in said(
        ruth.get(f"{AT}/history").text)  # fmt: skip
    for person in (ANNA, IAN):
        page = said(signed_in(app, person).get(f"{AT}/history").text)
        assert "Who moderated it was recorded as a moderator; corrected to another moderator." in page
        assert ("Mary Quinn" in page, "Joan Achebe" in page) == (False, False)
    row = signed_in(app, IAN).get("/corrections.json?kind=moderation").json["rows"][0]
    assert (row["was"], row["now"]) == ("moderator=withheld", "moderator=withheld")
    listed = said(signed_in(app, IAN).get("/corrections?kind=moderation").text)
    assert "Mary Quinn" not in listed


def test_how_the_audit_was_judged_is_not_told_to_the_practitioner(app: Flask, ruth: FlaskClient) -> None:
    correct(app, WHY | {"change": "quality=thin"})
    dana = signed_in(app, DANA)
    assert "Moderation corrected" not in said(dana.get(f"{AT}/history").text)
    omar = said(signed_in(app, OMAR).get(f"{AT}/history").text)
    assert ("Thin" in omar, WHY["reason"] in omar) == (False, False)
    correct(app, PLANS)
    assert "Quality of plans was recorded as Inadequate; corrected to Good." in said(dana.get(f"{AT}/history").text)


def test_another_moderator_proposes_nothing_and_what_was_typed_is_kept(
    app: Flask, may: Story, mary: FlaskClient
) -> None:
    a_moderation.become_moderator(may, JOAN, "director")
    answer = do(signed_in(app, JOAN), f"{AT}/moderation-correction", PLANS)
    words = "Who moderated the audit, or the QA lead, proposes to correct its moderation."
    assert (answer.status_code, words in said(answer.text), WHY["reason"] in answer.text) == (422, True, True)
    assert {signed_in(app, one).get(f"{AT}/moderation-correction").status_code for one in (ANNA, BEN, OMAR)} == {404}
    assert f"{AT}/moderation-correction" not in signed_in(app, JOAN).get(AT).text
    assert f"{AT}/moderation-correction" in mary.get(AT).text


def test_a_grade_of_a_pair_is_not_corrected_alone(
    app: Flask, mary: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = {audit_id(1): {"state": "both_in", "loop": "loop/x", "other": audit_id(2)}}
    monkeypatch.setattr("app.programme.moderation.correcting.loops.pairs", lambda model, cycle: pair)
    assert do(mary, f"{AT}/moderation-correction", PLANS).status_code == 422
    assert do(mary, f"{AT}/moderation-correction", WHY | {"change": "quality=thin"}).status_code == 303


def test_a_correction_may_be_left(app: Flask, mary: FlaskClient, ruth: FlaskClient) -> None:
    do(mary, f"{AT}/moderation-correction", PLANS)
    assert do(ruth, f"{AT}/moderation-correction-refusal", {"reason": "No slip."}).status_code == 303
    assert audit(app, 1).moderated["plans"] == "inadequate"
    assert "left the moderation as it was recorded. Reason: No slip." in said(ruth.get(f"{AT}/history").text)

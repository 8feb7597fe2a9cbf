"""What was corrected is marked on the page of the audit, what is proposed stands there, as its history tells them."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, MARY, OMAR, PRIYA, RUTH, Story
from app.events.person import Person
from tests.views.a_loop import FIRST, come_in, looped
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.sending import do
from tests.views.test_corrections import said

__all__ = ["app", "looped", "may", "may_log"]
IN = "/audits/2024-05/1"
SLIP = {"reason": "The line above it.", "change": "grade.plans=inadequate"}
WAITS = "A correction of a grade waits for another person to decide: Anna Bell proposed it on 28 May 2024"
TOLD = (
    "Quality of plans was recorded as Good; corrected to Inadequate. Anna Bell proposed it, Ruth Okafor agreed. "
    "Reason: The line above it."
)
MARK = "corrected on 28 May 2024 , was Good"


@pytest.fixture
def anna(app: Flask, may: Story) -> FlaskClient:
    """Anna Bell, who has proposed to correct a grade of her audit."""
    client = signed_in(app, ANNA)
    assert do(client, f"{IN}/grade-correction", SLIP).status_code == 303
    return client


@pytest.fixture
def ruth(app: Flask, anna: FlaskClient) -> FlaskClient:
    return signed_in(app, RUTH)


def test_a_proposal_that_waits_stands_on_the_page_with_what_each_may_do(
    app: Flask, anna: FlaskClient, ruth: FlaskClient
) -> None:
    page = ruth.get(IN)
    assert f"{WAITS}, Quality of plans from Good to Inadequate." in said(page.text)
    assert f'href="{IN}/grade-correction-agreement">Decide on it' in page.text
    assert f'href="{IN}/grade-correction-withdrawal">Withdraw it' in anna.get(IN).text
    assert "Decide on it" not in anna.get(IN).text
    omar = said(signed_in(app, OMAR).get(IN).text)
    assert (WAITS in omar, "Decide on it" in omar) == (True, False)


def test_a_corrected_grade_is_marked_and_leads_to_its_entry(app: Flask, ruth: FlaskClient) -> None:
    position = app.extensions["house"].model.position
    assert MARK not in said(ruth.get(IN).text)
    assert do(ruth, f"{IN}/grade-correction-agreement", {}).status_code == 303
    page = ruth.get(IN).text
    assert said(page).count(MARK) == 2
    assert f'href="{IN}/history?entry={position + 1}#entry-{position + 1}"' in page
    assert "correction-waits" not in page
    before = said(ruth.get(f"{IN}?as_at=entry-{position}").text)
    assert (MARK in before, WAITS in before) == (False, True)


def test_a_corrected_day_and_an_answer_are_marked(ruth: FlaskClient) -> None:
    day = {"returned_on-day": "21", "returned_on-month": "5", "returned_on-year": "2024", "reason": "By mail."}
    assert do(ruth, f"{IN}/return-correction", day).status_code == 303
    assert "corrected on 28 May 2024 , was 22 May 2024" in said(ruth.get(IN).text)
    who = {"reason": "A slip.", "change": "participation.worker=not"}
    assert do(ruth, f"{IN}/answer-correction", who).status_code == 303
    assert "corrected on 28 May 2024 , was Took part" in said(ruth.get(IN).text)


def test_the_minute_that_a_history_names_has_what_it_tells(app: Flask, ruth: FlaskClient) -> None:
    with time_machine.travel("2024-05-28T09:45:40+00:00", tick=False):
        assert do(ruth, f"{IN}/answer-correction", {"reason": "A slip.", "change": "participation.worker=not"})
        assert "28 May 2024 at 10:45" in said(ruth.get(f"{IN}/history").text)
        marked = [
            ", was Took part" in said(ruth.get(f"{IN}?as_at=2024-05-28T{time}").text) for time in ("10:44", "10:45")
        ]
    assert marked == [False, True]


def test_a_practitioner_reads_what_was_corrected_and_no_proposal(app: Flask, ruth: FlaskClient) -> None:
    dana = signed_in(app, DANA)
    assert "waits for another person" not in dana.get(IN).text
    assert "The line above it." not in dana.get(f"{IN}/history").text
    do(ruth, f"{IN}/grade-correction-agreement", {})
    assert said(dana.get(IN).text).count(MARK) == 2
    assert TOLD in said(dana.get(f"{IN}/history").text)


def test_who_proposed_it_withdraws_it(app: Flask, anna: FlaskClient, ruth: FlaskClient) -> None:
    words = "Whoever proposed the correction withdraws it. Another person can decline it."
    answer = ruth.get(f"{IN}/grade-correction-withdrawal")
    assert (answer.status_code, words in said(answer.text), "<form action" in answer.text) == (403, True, False)
    assert words in said(do(ruth, f"{IN}/grade-correction-withdrawal", {"reason": "No."}).text)
    assert do(anna, f"{IN}/grade-correction-withdrawal", {"reason": "It was right."}).status_code == 303
    assert audit(app, 1).correction == {}
    history = said(ruth.get(f"{IN}/history").text)
    assert "Anna Bell does not propose the correction any more; it stays as it was entered. Reason: It was right." in (
        history)  # fmt: skip
    assert said(ruth.get("/corrections").text).count("Withdrawn") == 1
    closed = said(ruth.get(f"{IN}/grade-correction-agreement").text)
    assert "No correction of this audit waits for a decision." in closed
    assert do(anna, f"{IN}/grade-correction", SLIP).status_code == 303


def test_a_second_proposal_is_told_whose_waits(app: Flask, ruth: FlaskClient) -> None:
    words = "Anna Bell proposed a correction on 28 May 2024, and it waits for another person to decide."
    assert words in said(ruth.get(f"{IN}/grade-correction").text)
    answer = ruth.post(f"{IN}/grade-correction", data=SLIP | {"version": str(audit(app, 1).version)})
    assert (answer.status_code, words in said(answer.text), f'href="{IN}"' in answer.text) == (422, True, True)


def test_the_list_has_what_waits_first_and_names_the_thing(app: Flask, ruth: FlaskClient) -> None:
    who = {"reason": "A slip.", "change": "participation.worker=not"}
    assert do(ruth, f"{IN}/answer-correction", who).status_code == 303
    page = said(ruth.get("/corrections").text)
    assert "2 corrections, of which 1 waits for a decision, newest first." in page
    assert page.index("Grade of Quality of plans") < page.index("The social worker")
    no = {"reason": "No slip."}
    assert do(signed_in(app, MARY), f"{IN}/grade-correction-refusal", no).status_code == 303
    page = said(ruth.get("/corrections?kind=grade").text)
    assert all(words in page for words in ("Declined", "from Good to Inadequate", "No slip."))
    (row,) = ruth.get("/corrections.json?kind=grade").json["rows"]
    assert (row["state_id"], row["was"], row["now"]) == ("declined", "grade.plans=good", "grade.plans=inadequate")


def test_an_acceptance_is_told_with_the_grade_that_counts_and_not_with_one_that_is_proposed(
    app: Flask, may: Story
) -> None:
    overall = audit(app, 1).answers["overall.grade"]
    slip = SLIP | {"change": "overall.grade=inadequate"}
    assert overall != "inadequate"
    assert do(signed_in(app, ANNA), f"{IN}/grade-correction", slip).status_code == 303
    mary, day = signed_in(app, MARY), {"on-day": "28", "on-month": "5", "on-year": "2024"}
    assert do(mary, f"{IN}/acceptance", day).status_code == 303
    accepted = said(mary.get(f"{IN}/history").text).partition("Audit accepted")[2].partition("Audit correction")[0]
    assert ("Good" in accepted, "Inadequate" in accepted) == (True, False)


def test_an_audit_that_went_back_has_no_proposal_left(app: Flask, ruth: FlaskClient) -> None:
    back = {"reason": "Thin.", "due-day": "4", "due-month": "6", "due-year": "2024"}
    day = {"on-day": "28", "on-month": "5", "on-year": "2024"}
    answer = do(ruth, f"{IN}/sending-back", back | day)
    assert answer.status_code == 303, said(answer.text)
    assert "Fell away" in said(ruth.get("/corrections").text)
    assert "correction-waits" not in ruth.get(IN).text


def test_who_audits_the_child_blind_learns_of_no_correction(app: Flask, looped: Story) -> None:
    come_in(looped, ANNA, FIRST)
    day = {"returned_on-day": "24", "returned_on-month": "5", "returned_on-year": "2024", "reason": "By mail."}
    ruth = signed_in(app, RUTH)
    answer = do(ruth, "/audits/2024-05/4/return-correction", day)
    assert answer.status_code == 303, said(answer.text)
    looped.let(PRIYA, Person, BEN).hold({"auditor", "head_of_service"})
    assert "Day of return" in ruth.get("/corrections").text
    for asked in ("", "?as_at=2024-05-28T23:59"):
        page = signed_in(app, BEN).get(f"/corrections{asked}")
        assert (page.status_code, "Day of return" in page.text) == (200, False)
    assert signed_in(app, BEN).get("/audits/2024-05/4").status_code == 404

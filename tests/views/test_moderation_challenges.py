"""Challenges on the page: who challenges, who answers, what changes, and where both are read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, MARY, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.moderated import AUDIT, CHANGED, DAY, SOUND, become_moderator, draw, give, moderate, said
from tests.views.sending import do, version

__all__ = ["app", "may", "may_log"]

ASKED = DAY | {"about": "plans", "what": "The plan has dates.", "why": "In the minutes of 3 May."}
ANSWERS = DAY | {"outcome": "partly", "answer": "The minutes have them.", "to": "good"}
ONE = f"{AUDIT}/challenges/1"


@pytest.fixture
def moderated(app: Flask, may: Story) -> Story:
    draw(may)
    give(may)
    moderate(app, CHANGED)
    return may


@pytest.fixture
def asked(app: Flask, moderated: Story) -> FlaskClient:
    """Omar Haddad, who has just challenged the grade of plans."""
    omar = signed_in(app, OMAR)
    assert do(omar, f"{AUDIT}/challenge", ASKED).status_code == 303
    return omar


def test_the_service_and_the_auditor_whose_grades_were_changed_may_challenge(app: Flask, moderated: Story) -> None:
    offered = set()
    for person in (OMAR, DANA, GRACE, RUTH, MARY, ANNA, BEN, HELEN, IAN, PRIYA):
        client = signed_in(app, person)
        if client.get(f"{AUDIT}/challenge").status_code == 200:
            assert "Challenge a finding" in client.get(AUDIT).text
            offered.add(person)
        else:
            assert client.post(f"{AUDIT}/challenge", data=ASKED | {"version": "1"}).status_code == 404
    assert offered == {OMAR, DANA, GRACE, ANNA}


def test_an_auditor_whose_grades_were_kept_has_nothing_to_challenge(app: Flask, may: Story) -> None:
    draw(may)
    give(may)
    moderate(app, SOUND)
    anna = signed_in(app, ANNA)
    assert "Challenge a finding" not in anna.get(AUDIT).text
    assert "Grades of mine that moderation changed" not in anna.get("/").text


def test_an_auditor_is_told_of_the_change_and_challenges_it_before_others_than_the_moderator(
    app: Flask, moderated: Story
) -> None:
    anna = signed_in(app, ANNA)
    assert "Your audit of C-10482, May 2024, was moderated: 2 grades changed 28 May 2024" in said(anna.get("/").text)
    assert "Grades of mine that" not in signed_in(app, BEN).get("/").text
    form = anna.get(f"{AUDIT}/challenge").text
    assert ('value="plans"' in form, 'value="overall"' in form) == (True, True)
    assert ('value="supervision"' in form, 'value="finding"' in form) == (False, False)
    assert do(anna, f"{AUDIT}/challenge", ASKED).status_code == 303
    assert f"{ONE}/answer" not in signed_in(app, MARY).get(AUDIT).text
    assert f"{ONE}/answer" not in signed_in(app, MARY).get("/").text
    assert do(signed_in(app, RUTH), f"{ONE}/answer", ANSWERS).status_code == 303
    assert audit(app, 1).moderated["plans"] == "good"
    assert "Answered by Ruth Okafor" in said(anna.get(AUDIT).text)


def test_a_challenge_is_read_on_the_audit_and_in_its_history(app: Flask, asked: FlaskClient) -> None:
    for person in (OMAR, RUTH, MARY, ANNA, DANA, HELEN):
        page = said(signed_in(app, person).get(AUDIT).text)
        assert "Omar Haddad challenged the grade of “Quality of plans”, 28 May 2024 Waits for an answer" in page, person
        assert "In the minutes of 3 May." in page
    history = said(signed_in(app, RUTH).get(f"{AUDIT}/history").text)
    assert "Omar Haddad challenged the grade of “Quality of plans”: The plan has dates." in history
    assert (
        "2 of 8 grades were changed: Quality of plans from Good to Inadequate, because: The plan has no dates."
        in history
    )


REFUSED = [
    (ASKED | {"about": ""}, "Choose what you challenge."),
    (ASKED | {"about": "weather"}, "Choose what you challenge."),
    (ASKED | {"what": " "}, "Say what you challenge."),
    (ASKED | {"why": ""}, "Say why."),
]


@pytest.mark.parametrize(("facts", "sentence"), REFUSED)
def test_a_challenge_without_what_or_why_is_refused_and_keeps_what_was_typed(
    app: Flask, moderated: Story, facts: dict[str, str], sentence: str
) -> None:
    answer = do(signed_in(app, OMAR), f"{AUDIT}/challenge", facts)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert facts["why"] in answer.text
    assert audit(app, 1).challenges == {}


def test_a_double_click_challenges_once(app: Flask, moderated: Story) -> None:
    omar = signed_in(app, OMAR)
    facts = ASKED | {"version": version(omar, f"{AUDIT}/challenge")}
    assert [omar.post(f"{AUDIT}/challenge", data=facts).status_code for _ in range(2)] == [303, 303]
    assert len(audit(app, 1).challenges) == 1
    answer = omar.post(f"{AUDIT}/challenge", data=facts | {"why": "Another reason."})
    assert (answer.status_code, "Another reason." in answer.text) == (409, True)


def test_what_is_not_moderated_yet_cannot_be_challenged(app: Flask, may: Story) -> None:
    draw(may)
    assert "This cannot be done now" in signed_in(app, OMAR).get(f"{AUDIT}/challenge").text
    assert signed_in(app, DANA).get("/audits/2024-05/3/challenge").status_code == 404


def test_who_answers(app: Flask, asked: FlaskClient, moderated: Story) -> None:
    may_have = set()
    for person in (RUTH, MARY, OMAR, ANNA, BEN, DANA, GRACE, HELEN, IAN, PRIYA):
        client = signed_in(app, person)
        if client.get(f"{ONE}/answer").status_code == 200:
            may_have.add(person)
        else:
            assert client.post(f"{ONE}/answer", data=ANSWERS | {"version": "1"}).status_code == 404
    assert may_have == {RUTH, MARY}
    become_moderator(moderated, BEN, "auditor")
    answer = do(signed_in(app, BEN), f"{ONE}/answer", ANSWERS)
    assert (answer.status_code, "answered by the QA lead or the moderator of the audit" in answer.text) == (422, True)


def test_the_auditor_does_not_answer_whatever_roles_they_hold(app: Flask, asked: FlaskClient, moderated: Story) -> None:
    become_moderator(moderated, ANNA, "auditor", "qa_lead")
    anna = signed_in(app, ANNA)
    assert f"{ONE}/answer" not in anna.get(AUDIT).text
    answer = do(anna, f"{ONE}/answer", ANSWERS)
    assert "You cannot answer a challenge to your own audit." in answer.text
    assert audit(app, 1).challenges[1]["outcome"] == ""


def test_an_answer_can_change_the_grade_which_counts_from_then_on(app: Flask, asked: FlaskClient) -> None:
    ruth = signed_in(app, RUTH)
    assert "Stays Inadequate" in ruth.get(f"{ONE}/answer").text
    assert "C-10482, challenge 1" in ruth.get("/").text
    answer = do(ruth, f"{ONE}/answer", ANSWERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, ONE)
    assert audit(app, 1).moderated["plans"] == "good"
    figure = ruth.get("/figures/grade:plans:good.json?cycle=2024-05").json
    assert (figure["numerator"], figure["denominator"]) == (1, 1)
    page = said(signed_in(app, ANNA).get(AUDIT).text)
    assert "Answered by Ruth Okafor, 28 May 2024 As the QA lead." in page
    assert "Quality of plans: Inadequate changed to Good" in page
    assert "C-10482, challenge 1" not in ruth.get("/").text
    kept = ruth.get("/moderations/figures.json?period=2024-05..2024-05").json["rows"]
    assert next(row for row in kept if row["figure_id"] == "plans:down")["numerator"] == 1, "what moderation did stays"
    assert next(row for row in kept if row["figure_id"] == "challenge-partly")["numerator"] == 1


def test_the_moderator_may_answer_and_a_finding_has_no_grade_of_its_own(app: Flask, moderated: Story) -> None:
    do(signed_in(app, DANA), f"{AUDIT}/challenge", ASKED | {"about": "finding"})
    mary = signed_in(app, MARY)
    page = mary.get(f"{ONE}/answer").text
    assert ('name="to"' in page, 'name="overall"' in page) == (False, True)
    facts = DAY | {"outcome": "not_upheld", "answer": "It is so."}
    assert do(mary, f"{ONE}/answer", facts).status_code == 303
    assert "As the moderator of the audit." in mary.get(AUDIT).text


WRONG = [
    (ANSWERS | {"outcome": ""}, "Choose what comes of the challenge."),
    (ANSWERS | {"answer": ""}, "Write the answer."),
    (ANSWERS | {"outcome": "not_upheld"}, "A challenge that is not upheld changes no grade."),
    (ANSWERS | {"to": "splendid"}, "Quality of plans: choose a grade of the scale."),
]


@pytest.mark.parametrize(("facts", "sentence"), WRONG)
def test_an_answer_that_cannot_be_says_why(
    app: Flask, asked: FlaskClient, facts: dict[str, str], sentence: str
) -> None:
    answer = do(signed_in(app, RUTH), f"{ONE}/answer", facts)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert audit(app, 1).challenges[1]["outcome"] == ""


def test_an_answer_sent_twice_is_one_and_with_another_grade_is_not_the_same(app: Flask, asked: FlaskClient) -> None:
    ruth = signed_in(app, RUTH)
    facts = ANSWERS | {"version": version(ruth, f"{ONE}/answer")}
    assert [ruth.post(f"{ONE}/answer", data=facts).status_code for _ in range(2)] == [303, 303]
    assert ruth.post(f"{ONE}/answer", data=facts | {"to": "outstanding"}).status_code == 409
    assert audit(app, 1).moderated["plans"] == "good"


def test_a_grade_changed_after_the_upload_asks_for_the_new_copy(app: Flask, asked: FlaskClient, may: Story) -> None:
    asked.post(f"{AUDIT}/upload", data=DAY | {"version": version(asked, f"{AUDIT}/upload"), "uploaded_by": OMAR})
    assert audit(app, 1).uploaded_on
    do(signed_in(app, RUTH), f"{ONE}/answer", ANSWERS)
    page = asked.get(AUDIT).text
    assert "Put the new copy there." in page
    others = signed_in(app, DANA).get(AUDIT).text, signed_in(app, HELEN).get(AUDIT).text
    assert [("Put the new copy" in one, "The new copy is not there yet." in one) for one in others] == [
        (False, True)
    ] * 2
    record = said(asked.get(f"{AUDIT}/record").text)
    assert "Quality of plans was changed from Inadequate to Good after a challenge, 28 May 2024." in record
    assert do(asked, f"{AUDIT}/upload", DAY | {"uploaded_by": OMAR}).status_code == 303
    assert "Put the new copy there." not in asked.get(AUDIT).text


def test_a_challenge_has_its_page_for_who_reads_the_audit(app: Flask, asked: FlaskClient) -> None:
    for person, status in ((RUTH, 200), (OMAR, 200), (ANNA, 200), (DANA, 200), (BEN, 404), (PRIYA, 404)):
        assert signed_in(app, person).get(ONE).status_code == status
    assert signed_in(app, RUTH).get(f"{AUDIT}/challenges/7").status_code == 404


def test_an_accepted_audit_that_was_not_drawn_can_be_challenged_and_its_grade_changed(app: Flask, may: Story) -> None:
    may.let(RUTH, Audit, audit_id(1)).accept(on=may.day, note="")
    assert do(signed_in(app, OMAR), f"{AUDIT}/challenge", ASKED | {"about": "overall"}).status_code == 303
    ruth = signed_in(app, RUTH)
    facts = DAY | {"outcome": "upheld", "answer": "Yes.", "overall": "requires-improvement"}
    assert do(ruth, f"{ONE}/answer", facts).status_code == 303
    row = next(one for one in ruth.get("/audits.json?cycle=2024-05").json["rows"] if one["audit_id"] == audit_id(1))
    assert (row["overall"], row["original"], row["moderated"]) == ("Requires Improvement", "Good", False)


@pytest.mark.parametrize("about", ["finding", "overall"])
@pytest.mark.parametrize(("wrong", "status"), [({"answer": " "}, 422), ({"version": "1"}, 409)], ids=["empty", "old"])
def test_an_answer_that_asks_for_fewer_grades_is_shown_again_with_what_is_wrong(
    app: Flask, moderated: Story, about: str, wrong: dict[str, str], status: int
) -> None:
    do(signed_in(app, DANA), f"{AUDIT}/challenge", ASKED | {"about": about})
    mary = signed_in(app, MARY)
    facts = DAY | {"outcome": "not_upheld", "answer": "It is so.", "version": version(mary, f"{ONE}/answer")}
    answer = mary.post(f"{ONE}/answer", data=facts | wrong)
    assert answer.status_code == status
    assert 'name="to"' not in answer.text
    assert "Answer" in answer.text

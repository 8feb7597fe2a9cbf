"""A wrong entry is put right: by whom, with both values in the history, figures that move, and why they did."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, GRACE, HELEN, IAN, JOAN, MARY, OMAR, RUTH, Story, audit_id
from app.events.action import Action
from tests.views import a_concern
from tests.views.erasing import CHILD
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.sending import do

__all__ = ["app", "may", "may_log"]
IN = "/audits/2024-05/1"
WHY = {"reason": "I typed in the wrong line."}


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def said(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def figure(client: FlaskClient, name: str) -> tuple[int, int | None]:
    found = client.get(f"/figures/{name}.json?cycle=2024-05").json
    return found["numerator"], found["denominator"]


def took_part(client: FlaskClient, now: str = "not") -> Any:
    return do(client, f"{IN}/answer-correction", WHY | {"change": f"participation.worker={now}"})


def test_a_corrected_answer_moves_its_figure_and_both_values_stay_in_the_history(ruth: FlaskClient) -> None:
    before = figure(ruth, "worker-took-part")
    assert took_part(ruth).status_code == 303
    assert figure(ruth, "worker-took-part") == (before[0] - 1, before[1])
    page = said(ruth.get(f"{IN}/history").text)
    assert "was recorded as Took part; corrected to Did not take part." in page
    assert "Reason: I typed in the wrong line." in page


def test_why_the_figure_changed_names_the_correction_with_both_values(app: Flask, ruth: FlaskClient) -> None:
    took_part(ruth)
    position = app.extensions["house"].model.position
    page = said(ruth.get(f"/figures/worker-took-part/changes?cycle=2024-05&from=entry-{position - 1}").text)
    assert "Audit answers corrected" in page
    assert "was recorded as Took part; corrected to Did not take part." in page


def test_a_grade_waits_for_another_person(app: Flask, ruth: FlaskClient) -> None:
    slip = WHY | {"change": "grade.plans=inadequate"}
    assert do(signed_in(app, ANNA), f"{IN}/grade-correction", slip).status_code == 303
    assert audit(app, 1).answers["grade.plans"] != "inadequate"
    assert "Corrections to decide" in ruth.get("/").text
    page = said(ruth.get(f"{IN}/grade-correction-agreement").text)
    assert "Quality of plans Good Inadequate" in page
    assert "Anna Bell proposed it on 28 May 2024, because: I typed in the wrong line." in page
    assert do(ruth, f"{IN}/grade-correction-agreement", {}).status_code == 303
    assert audit(app, 1).answers["grade.plans"] == "inadequate"
    assert "Anna Bell proposed it, Ruth Okafor agreed." in said(ruth.get(f"{IN}/history").text)


def test_who_proposed_it_is_not_offered_to_agree(app: Flask, ruth: FlaskClient) -> None:
    do(ruth, f"{IN}/grade-correction", WHY | {"change": "grade.plans=inadequate"})
    assert f"{IN}/grade-correction-agreement" not in ruth.get(IN).text
    answer = do(ruth, f"{IN}/grade-correction-agreement", {})
    assert (answer.status_code, "Somebody other than who proposed" in answer.text) == (422, True)
    assert f"{IN}/grade-correction-agreement" in signed_in(app, MARY).get(IN).text


def test_a_grade_of_a_pair_is_not_corrected_alone(
    app: Flask, may: Story, ruth: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = {audit_id(1): {"state": "both_in", "loop": "loop/x", "other": audit_id(2)}}
    monkeypatch.setattr("app.programme.corrections.loops.pairs", lambda model, cycle: pair)
    answer = do(ruth, f"{IN}/grade-correction", WHY | {"change": "grade.plans=inadequate"})
    words = "Two auditors audited this child: what they agree in their meeting is what changes the grades."
    assert (answer.status_code, words in said(answer.text)) == (422, True)


def test_how_late_an_audit_was_is_counted_from_the_right_day(app: Flask, ruth: FlaskClient) -> None:
    day = {"returned_on-day": "21", "returned_on-month": "5", "returned_on-year": "2024"}
    assert do(ruth, f"{IN}/return-correction", WHY | day).status_code == 303
    row = app.extensions["house"].model.one("SELECT * FROM audits WHERE id = ?", [audit_id(1)])
    assert (row["returned_on"], row["days_late"], row["state"]) == ("2024-05-21", 0, "returned")
    assert "corrected it to 21 May 2024, in time." in said(ruth.get(f"{IN}/history").text)


@pytest.mark.parametrize("act", ["answer-correction", "return-correction", "upload-correction"])
def test_only_the_qa_lead_corrects_an_audit(app: Flask, may: Story, act: str) -> None:
    for person in (ANNA, BEN, OMAR, MARY, GRACE, HELEN, JOAN, IAN):
        assert signed_in(app, person).get(f"{IN}/{act}").status_code == 404, person


def test_a_response_is_corrected_by_another_and_its_clock_with_it(app: Flask, may: Story) -> None:
    a_concern.raise_one(app)
    (concern,) = (row["id"] for row in app.extensions["house"].model.query("SELECT id FROM concerns"))
    path = concern.replace("concern/", "/concerns/")
    helen, joan = signed_in(app, HELEN), signed_in(app, JOAN)
    now = {"on-day": "28", "on-month": "5", "on-year": "2024", "time": "10:05"}
    answered = do(helen, f"{path}/response", now | {"what": "Visited.", "reference": "CN-1"})
    assert answered.status_code == 303
    right = {f"responded_on-{part}": now[f"on-{part}"] for part in ("day", "month", "year")}
    right |= WHY | {"time": "10:02", "reference": "CN-2"}
    assert signed_in(app, MARY).get(f"{path}/response-correction").status_code == 404
    assert do(joan, f"{path}/response-correction", right).status_code == 303
    why = said(joan.get("/figures/clocks:same-day/changes?cycle=2024-05&from=2024-05-27").text)
    assert "Concern responded to" in why
    page = said(joan.get(f"{path}/history").text)
    assert "CN-1 in the child's record" in page.replace("’", "'").replace("&#39;", "'")
    assert "corrected it to 28 May 2024 at 10:02, CN-2: the same day." in page


def test_a_day_of_completion_moves_the_overdue_of_then_and_is_named(app: Flask, may: Story, ruth: FlaskClient) -> None:
    facts = {"source": audit_id(1), "what": "Read it.", "owner": OMAR, "due": "2024-05-24", "child": CHILD, "team": ""}
    may.let(RUTH, Action, "action/x").raise_(**facts, area="", on="2024-05-23")
    may.let(OMAR, Action, "action/x").complete("CN-1", on="2024-05-28")
    day = {"completed_on-day": "24", "completed_on-month": "5", "completed_on-year": "2024"}
    assert do(ruth, "/actions/x/completion-correction", WHY | day).status_code == 303
    page = said(ruth.get("/actions/x").text)
    assert "was recorded on 28 May 2024; Ruth Okafor corrected it to 24 May 2024." in page
    (row,) = ruth.get("/corrections.json?kind=action").json["rows"]
    assert (row["was"], row["now"]) == ("2024-05-28", "2024-05-24")
    assert "Day of completion of an action: C-10482" in ruth.get("/corrections?kind=action").text
    assert signed_in(app, OMAR).get("/actions/x/completion-correction").status_code == 404


def test_the_list_has_what_was_corrected_with_why_and_for_whom(app: Flask, may: Story, ruth: FlaskClient) -> None:
    assert "Nothing was corrected, and no correction waits." in ruth.get("/corrections").text
    took_part(ruth)
    page = said(ruth.get("/corrections?kind=answer&month=2024-05").text)
    assert "1 correction, newest first." in page
    assert "corrected to Did not take part." in page
    assert "0 corrections" in said(ruth.get("/corrections?month=2024-04").text)
    (row,) = ruth.get("/corrections.json").json["rows"]
    assert (row["was"], row["now"]) == ("participation.worker=took_part", "participation.worker=not")
    assert "typed" not in ruth.get("/corrections.csv").text
    assert {signed_in(app, person).get("/corrections").status_code for person in (ANNA, OMAR, MARY, GRACE)} == {404}
    assert signed_in(app, HELEN).get("/corrections").status_code == 200

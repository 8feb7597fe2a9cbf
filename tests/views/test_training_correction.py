"""The day of a training that was recorded wrongly: its figure moves and says why, and the history shows both days."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, KOFI, PRIYA, RUTH, Story
from projections import people
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_departures import plain, send

__all__ = ["app", "may", "may_log"]
ACT, WHY = "training-correction", "The course ended later."


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def counted(app: Flask, month: str) -> set[str]:
    return {row["id"] for row in people.pool(app.extensions["house"].model, month)}


def test_they_count_from_another_month_and_the_history_shows_both(app: Flask, ruth: FlaskClient) -> None:
    assert ANNA in counted(app, "2024-04")
    assert "Correct the day of the auditor training" in ruth.get("/people/anna-bell").text
    assert send(ruth, ANNA, ACT, "2024-04-02", reason=WHY)[0] == 303
    assert (ANNA in counted(app, "2024-04"), ANNA in counted(app, "2024-05")) == (False, True)
    for path in ("/people/anna-bell/history", "/pools/people/anna-bell", "/corrections?kind=training"):
        text = plain(ruth.get(path).text)
        assert "was recorded on 28 March 2024; Ruth Okafor corrected it to 2 April 2024." in text
        assert "from May 2024 on, not from April 2024. Reason: The course ended later." in text
    (row,) = ruth.get("/corrections.json?kind=training").json["rows"]
    assert (row["was"], row["now"], row["record_id"]) == ("2024-03-28", "2024-04-02", ANNA)


def test_the_figure_of_who_was_trained_moves_and_says_why(app: Flask, ruth: FlaskClient) -> None:
    before = app.extensions["house"].model.position
    named = "/figures/pools:auditor-trained"
    assert ruth.get(f"{named}.json?period=2024-Q1").json["numerator"] == 0
    send(ruth, ANNA, ACT, "2024-04-02", reason=WHY)
    assert ruth.get(f"{named}.json?period=2024-Q1").json["numerator"] == 1
    text = plain(ruth.get(f"{named}/changes?period=2024-Q1&from=entry-{before}").text)
    assert "Auditor training corrected" in text
    assert "Ruth Okafor corrected it to 2 April 2024." in text


def test_what_was_done_since_stands_in_the_way_and_what_was_typed_is_kept(app: Flask, ruth: FlaskClient) -> None:
    house = app.extensions["house"]
    send(ruth, BEN, ACT, "2024-04-02", reason=WHY)
    version, head = house.version(BEN), house.reader.head()
    later = {"on-day": "20", "on-month": "5", "on-year": "2024", "reason": WHY, "version": str(version)}
    answer = ruth.post("/people/ben-carter/training-correction", data=later)
    assert (answer.status_code, WHY in answer.text, house.reader.head()) == (422, True, head)
    assert "The end of the training was recorded on 2 April 2024, so no later day is right." in plain(answer.text)


def test_an_audit_that_they_were_given_before_refuses_a_later_day(
    app: Flask, ruth: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = {"id": "audit/2024-05/0002", "what": "given", "day": "2024-03-30"}
    monkeypatch.setattr("app.programme.trainings.deeds.first_given", lambda model, person, after: early)
    status, text = send(ruth, BEN, ACT, "2024-04-02", reason=WHY)
    said = "Ben Carter was given audit 2 of May 2024 on 30 March 2024. The training cannot have ended after that."
    assert (status, said in text) == (422, True)


def test_who_may_correct_it(app: Flask, may: Story) -> None:
    path = f"/people/anna-bell/{ACT}"
    assert {signed_in(app, one).get(path).status_code for one in (ANNA, BEN, KOFI)} == {404}
    assert signed_in(app, PRIYA).get(path).status_code == 200

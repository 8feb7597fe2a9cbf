"""Who leaves: a day that contradicts nothing, what is corrected, who comes back, and the audits that stay behind."""

import re
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, LEO, MARY, NADIA, PRIYA, RUTH, Story
from app.programme.house import House
from projections import people, pools_over_time
from projections.audits_due import left_behind
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def send(client: FlaskClient, person: str, act: str, day: str = "", **facts: str) -> tuple[int, str]:
    """Send an act's form as its page shows it, with a day (ISO); its answer's status and text."""
    path = f"/people/{person.removeprefix('person/')}/{act}"
    found = re.search(r'name="version" value="(\d+)"', client.get(path).text)
    assert found, path
    parts = dict(zip(("on-year", "on-month", "on-day"), day.split("-"), strict=True)) if day else {}
    answer = client.post(path, data={"version": found[1], "reason": "Moves on."} | parts | facts)
    return answer.status_code, plain(answer.text)


def pool_of_may(app: Flask) -> list[str]:
    """Who counts in May 2024, by the months of the pools."""
    found = pools_over_time.months(app.extensions["house"].model, "auditor", "2024-05")
    return list(found[-1].counted)


@pytest.mark.parametrize(
    ("person", "act", "day", "said"),
    [
        (LEO, "pool-departure", "2015-01-01", "Leo Grant was trained on 28 March 2024."),
        (NADIA, "pool-departure", "2024-04-30", "Nadia Rahman was given audit 3 of May 2024 on 1 May 2024. The last day"
         " cannot be before that. Give it to another auditor first, or say another day."),
        (BEN, "departure", "2024-05-28", "Ben Carter returned audit 2 of May 2024 on 29 May 2024. The last day cannot"
         " be before that."),
        (MARY, "moderator-departure", "2015-01-01", "Mary Quinn became a moderator on 2 April 2024."),
        (RUTH, "departure", "2024-05-28", "Ruth Okafor is the only QA lead. Make somebody else one first."),
    ],
)  # fmt: skip
def test_a_last_day_that_contradicts_what_is_recorded_is_refused(
    app: Flask, ruth: FlaskClient, person: str, act: str, day: str, said: str
) -> None:
    before = app.extensions["house"].reader.head()
    status, text = send(ruth, person, act, day)
    assert (status, said in text, app.extensions["house"].reader.head()) == (422, True, before), text


def test_a_month_that_was_counted_long_ago_keeps_who_was_counted(app: Flask, may: Story, ruth: FlaskClient) -> None:
    house: House = app.extensions["house"]
    with time_machine.travel("2024-09-02T09:00:00+00:00", tick=False):
        status, text = send(signed_in(app, RUTH), ANNA, "pool-departure", "2024-05-31")
        said = "The pool of May 2024 counts Anna Bell. A last day more than three months ago cannot be before the end"
        assert (status, said in text) == (422, True), text
        assert send(signed_in(app, RUTH), ANNA, "pool-departure", "2024-06-30")[0] == 303
    assert (people.person(house.model, ANNA) or {})["left_pool_on"] == "2024-06-30"


def test_a_wrong_departure_is_corrected_and_the_history_shows_both(app: Flask, ruth: FlaskClient) -> None:
    before = pool_of_may(app)
    assert LEO in before
    assert send(ruth, LEO, "pool-departure", "2024-05-20")[0] == 303
    assert LEO not in pool_of_may(app)
    assert "Correct the leaving of the auditor pool" in ruth.get("/people/leo-grant").text
    assert send(ruth, LEO, "pool-departure-correction", reason="It was another Leo.")[0] == 303
    assert pool_of_may(app) == before
    assert send(ruth, LEO, "departure", "2024-05-20")[0] == 303
    assert signed_in(app, LEO).get("/").status_code == 303
    assert send(ruth, LEO, "departure-correction", reason="It was another Leo.")[0] == 303
    assert (pool_of_may(app), signed_in(app, LEO).get("/").status_code) == (before, 200)
    for path in ("/people/leo-grant/history", "/pools/people/leo-grant"):
        text = plain(ruth.get(path).text)
        assert "left the pool of auditors on 20 May 2024" in text
        assert (
            "corrected that the person had left the council on 20 May 2024: they did not. Reason: It was another"
            in text
        )


def test_somebody_who_left_comes_back_and_no_pool_counts_them(app: Flask, ruth: FlaskClient) -> None:
    assert send(ruth, LEO, "departure", "2024-05-01")[0] == 303
    assert send(ruth, LEO, "return", "2024-05-27")[0] == 303
    assert LEO not in pool_of_may(app)
    page = plain(ruth.get("/people/leo-grant").text)
    assert "Start auditor training" in page
    assert "Correct the leaving" not in page
    assert "came back to the council on 27 May 2024" in plain(ruth.get("/people/leo-grant/history").text)


def test_open_audits_are_said_before_and_are_no_more_to_be_exempted_after(app: Flask, ruth: FlaskClient) -> None:
    form = ruth.get("/people/nadia-rahman/departure").text
    assert 'href="/audits/2024-05/3/reallocation">Audit 3 of May 2024</a>' in form
    assert "Audit 3 of May 2024" in plain(signed_in(app, PRIYA).get("/people/nadia-rahman/departure").text)
    assert send(ruth, NADIA, "departure", "2024-05-27")[0] == 303
    assert [row["id"] for row in left_behind(app.extensions["house"].model)] == ["audit/2024-05/0003"]
    today = plain(ruth.get("/").text)
    assert "C-10533: Nadia Rahman left on 27 May 2024" in today
    board = ruth.get("/cycles/2024-05").text
    row = re.search(r'<tr class="govuk-table__row" id="chase-audit-2024-05-0003">.*?</tr>', board, re.S)
    assert row is not None
    assert "Nadia Rahman left on 27/05/2024" in plain(row[0])
    assert "Give to another auditor" in row[0]
    assert "Ask exemption" not in row[0]

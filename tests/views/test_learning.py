"""Learning sessions in the browser: what calls for one, attendance, the grades beside it, who sees what."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, HELEN, NADIA, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from app.programme.house import House
from projections import learning_lists
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
GRADES = {3: (NADIA, "inadequate"), 4: (ANNA, "good"), 5: (BEN, "na")}
PLAN: dict[str, Any] = {
    "id": "session/plans", "title": "Better plans together", "kind": "workshop", "place": "Hall", "why": "",
    "domains": ["plans"], "themes": ["direct-work"], "day-day": "28", "day-month": "5", "day-year": "2024",
}  # fmt: skip
PAGE = "/learning/plans"
TODAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
AsPerson = Callable[[str], FlaskClient]


@pytest.fixture
def graded(may: Story) -> Story:
    """Three audits of May accepted: plans graded Inadequate, Good and N/A; direct work flagged in the first."""
    for number, (auditor, grade) in GRADES.items():
        themes = ["direct-work"] if number == 3 else []
        stories.write(may, auditor, number, **{"grade.plans": grade, "themes": themes, "theme_note": ""})
        may.let(auditor, Audit, audit_id(number)).return_(may.content(), on="2024-05-28", working_days_late=0)
        may.let(RUTH, Audit, audit_id(number)).accept(on="2024-05-28", note="")
    return may


@pytest.fixture
def ruth(app: Flask, graded: Story) -> FlaskClient:
    """The QA lead, with a workshop planned for today."""
    client = signed_in(app, RUTH)
    assert client.post("/learning", data=PLAN).status_code == 303
    return client


def data(client: FlaskClient, path: str) -> Any:
    return client.get(path).json


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def sent(client: FlaskClient, path: str, **facts: object) -> Any:
    """Send an act's form as its page shows it, with these facts."""
    found = re.search(r'name="version" value="(\d+)"', client.get(path).text)
    assert found, path
    return client.post(path, data=TODAY | {"version": found[1]} | facts)


def test_the_figures_that_call_for_it_are_recorded_as_they_stood(app: Flask, graded: Story, ruth: FlaskClient) -> None:
    page = plain(ruth.get(PAGE).text)
    assert "Quality of plans: 1 of 2 audits graded Inadequate, May 2024." in page
    assert "Direct work with the child: 1 of 3 audits with good practice flagged, May 2024." in page
    graded.let(RUTH, Audit, audit_id(1)).accept(on="2024-05-28", note="")
    assert "1 of 2 audits graded Inadequate" in ruth.get(PAGE).text, "what was known then stays"
    house: House = app.extensions["house"]
    ground = house.reader.stream("session/plans")[0].facts["grounds"][0]
    assert (ground["audits"], ground["base"]) == ([audit_id(3)], [audit_id(3), audit_id(4)])
    assert ground["months"] == ["cycle/2024-05"]


def test_who_does_not_oversee_reads_what_called_for_it_without_numbers(app: Flask, ruth: FlaskClient) -> None:
    page = plain(signed_in(app, ANNA).get(PAGE).text)
    assert "What called for it Quality of plans, May 2024 Direct work with the child, May 2024" in page
    for told in (" of 2", " of 3", "graded Inadequate", "audits"):
        assert told not in page.partition("What called for it")[2].partition("As it stood")[0]
    assert "1 of 2 audits graded Inadequate" in plain(signed_in(app, HELEN).get(PAGE).text)


def test_a_figure_opens_to_its_audits(app: Flask, ruth: FlaskClient) -> None:
    page = ruth.get(f"{PAGE}/grounds/1").text
    assert "/audits/2024-05/3" in page
    assert "The others of the 2" in page
    assert ruth.get(f"{PAGE}/grounds/3").status_code == 404
    assert ruth.get(f"{PAGE}/grounds/0").status_code == 404
    assert signed_in(app, ANNA).get(f"{PAGE}/grounds/1").status_code == 404


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": ""}, "Give the session a title."),
        ({"kind": ""}, "Choose the kind."),
        ({"domains": [], "themes": []}, "Choose the domain or theme that calls for the workshop."),
        ({"domains": ["nothing"]}, "Choose from the list."),
        ({"day-day": "31", "day-month": "2"}, "The date of the session must be a real date"),
        ({"place": " "}, "Say where it takes place."),
        ({"day-year": "2023"}, "Give a date from today on."),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_what_was_typed(
    app: Flask, ruth: FlaskClient, facts: dict[str, Any], said: str
) -> None:
    answer = ruth.post("/learning", data=PLAN | {"id": "session/new", "why": "Kept as typed."} | facts)
    assert answer.status_code == 422
    assert "Kept as typed." in answer.text
    page = plain(answer.text)
    assert said in page


def test_attendance_is_a_list_and_a_count(app: Flask, ruth: FlaskClient) -> None:
    assert sent(ruth, f"{PAGE}/attendance", present="Nobody Known", others="0").status_code == 422
    assert sent(ruth, f"{PAGE}/attendance", present="Omar Haddad", others="some").status_code == 422
    who = "Omar Haddad\nDANA.LEWIS@eastmere.example\n\nomar haddad"
    assert sent(ruth, f"{PAGE}/attendance", present=who, others="3").status_code == 303
    assert "2 people of ours and 3 others" in plain(ruth.get(PAGE).text)
    model = app.extensions["house"].model
    assert [row["id"] for row in learning_lists.present(model, "session/plans")] == [DANA, OMAR]
    assert sent(ruth, f"{PAGE}/correction", present="Dana Lewis", others="4", reason="Omar left.").status_code == 303
    assert [row["id"] for row in learning_lists.present(model, "session/plans")] == [DANA]
    assert [row["present"] for row in data(ruth, "/learning.json?state=held")["rows"]] == [1]


def test_a_double_click_holds_it_once(app: Flask, ruth: FlaskClient) -> None:
    before = app.extensions["house"].reader.head()
    assert ruth.post("/learning", data=PLAN).status_code == 303
    facts = TODAY | {"version": "1", "present": "Omar Haddad", "others": "0"}
    assert [ruth.post(f"{PAGE}/attendance", data=facts).status_code for _ in range(2)] == [303, 303]
    assert app.extensions["house"].reader.head() == before + 1
    other = ruth.post(f"{PAGE}/attendance", data=facts | {"present": "Dana Lewis"})
    assert other.status_code == 409
    assert "learning session held by Ruth Okafor" in plain(other.text)


def test_it_is_moved_and_cancelled_with_a_reason(ruth: FlaskClient) -> None:
    day = {"day-day": "12", "day-month": "6", "day-year": "2024"}
    assert sent(ruth, f"{PAGE}/move", **day, place="Hall", reason="").status_code == 422
    assert sent(ruth, f"{PAGE}/move", **day | {"day-year": "2023"}, place="Hall", reason="Late.").status_code == 422
    assert sent(ruth, f"{PAGE}/move", **day, place="Hall", reason="The trainer is ill.").status_code == 303
    assert "12 June 2024, Hall" in plain(ruth.get(PAGE).text)
    assert sent(ruth, f"{PAGE}/attendance", present="Omar Haddad", others="0").status_code == 422
    assert sent(ruth, f"{PAGE}/cancellation", reason="No trainer.").status_code == 303
    assert "This cannot be done now" in ruth.get(f"{PAGE}/attendance").text


def test_everybody_sees_sessions_and_who_oversees_sees_who_came_and_the_grades(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, f"{PAGE}/attendance", present="Omar Haddad\nDana Lewis", others="0")
    dana = signed_in(app, DANA).get(PAGE).text
    assert "you among them" in dana
    assert "Omar Haddad" not in dana
    assert "the grades beside it" not in dana
    assert "you were there" in signed_in(app, DANA).get("/learning?mine=yes").text
    assert "Better plans together" not in signed_in(app, PRIYA).get("/learning?mine=yes").text
    assert "Omar Haddad" in signed_in(app, HELEN).get(PAGE).text
    assert signed_in(app, HELEN).get(f"{PAGE}/cancellation").status_code == 404


def test_the_grades_beside_a_session_never_claim_a_trend(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, f"{PAGE}/attendance", present="Omar Haddad", others="0")
    page = plain(ruth.get(PAGE).text)
    assert "Before and after with so few cannot show what a session caused" in page
    assert "0 graded audits before the month of the session and 0 after it: too few to call." in page
    assert "May 2024 framework version 1 Month of the session 2" in page
    assert "Audits of the teams of those who were there" in page
    for word in ("improved", "better", "worse", "effect", "increase", "trend"):
        assert word not in page.partition("the grades beside it")[2].partition("What happened")[0]


def test_a_session_whose_day_is_over_waits_for_the_qa_lead(app: Flask, ruth: FlaskClient) -> None:
    assert "Learning sessions to record" not in ruth.get("/").text
    with time_machine.travel("2024-05-29T09:00:00+00:00", tick=False):
        assert "Learning sessions to record" in signed_in(app, RUTH).get("/").text
        assert "Learning sessions to record" not in signed_in(app, ANNA).get("/").text


def test_filters_and_files(ruth: FlaskClient) -> None:
    for asked, n in (("", 1), ("domain=plans", 1), ("domain=assessment", 0), ("theme=direct-work", 1),
                     ("state=held", 0), ("kind=recall", 0), ("month=2024-05", 1), ("mine=yes", 0),
                     ("mine=nonsense", 0)):  # fmt: skip
        assert len(data(ruth, f"/learning.json?{asked}")["rows"]) == n, asked
    for kind in ("csv", "xlsx"):
        assert ruth.get(f"/learning.{kind}").status_code == 200

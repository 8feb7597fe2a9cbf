"""Exemptions in the browser: asked in two clicks, for whom and when; what is asked twice or too late."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, GRACE, HELEN, NADIA, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.audit_ending import withdraw
from app.events.cycle import Cycle
from tests.views.an_exemption import ASK, ASKING, NOTE, ONE, head, nadia, plain, row
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log", "nadia"]


def test_an_auditor_asks_in_two_clicks_from_today_and_from_the_audit(app: Flask, nadia: FlaskClient) -> None:
    today = nadia.get("/").text
    assert 'href="/exemptions/new?cycle=2024-05"' in today
    assert f'href="{ASKING}?cycle=2024-05"' in nadia.get("/audits/2024-05/3").text
    there = nadia.get("/exemptions/new?cycle=2024-05")
    assert (there.status_code, there.headers["Location"]) == (303, f"{ASKING}?cycle=2024-05")
    form = nadia.get(there.headers["Location"]).text
    assert '<option value="cycle/2024-05" selected>May 2024</option>' in form
    answer = nadia.post(ASKING, data=ASK)
    assert (answer.status_code, answer.headers["Location"]) == (303, ONE)
    assert (row(app)["state"], row(app)["auditor"], row(app)["asked_by"]) == ("asked", NADIA, NADIA)
    for page in (nadia.get("/").text, nadia.get("/audits/2024-05/3").text):
        assert f'<a class="govuk-link" href="{ONE}">Exemption for May 2024: asked for, waits for a decision</a>' in page
        assert "Ask for an exemption" not in page


def test_the_qa_lead_asks_for_an_auditor_from_the_chase_list(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    chase = "/exemptions/new?cycle=2024-05&amp;auditor=nadia-rahman"
    assert chase in ruth.get("/cycles/2024-05").text
    there = ruth.get(chase.replace("&amp;", "&")).headers["Location"]
    assert there == f"{ASKING}?cycle=2024-05"
    assert "Ask for an exemption of Nadia Rahman" in ruth.get(there).text
    assert ruth.post(ASKING, data=ASK).status_code == 303
    assert (row(app)["auditor"], row(app)["asked_by"]) == (NADIA, RUTH)
    assert "Which auditor is it for?" in ruth.get("/exemptions/new").text


def test_what_is_asked_half_an_hour_after_midnight_in_june_is_of_that_day(app: Flask, may: Story) -> None:
    with time_machine.travel("2024-06-14T23:30:00+00:00", tick=False):
        ruth = signed_in(app, RUTH)
        assert ruth.post(ASKING, data=ASK | {"cycle": "cycle/2024-06"}).status_code == 303
        page, tracker, file = (ruth.get(path).text for path in (ONE, "/exemptions", "/exemptions.csv"))
    assert "Asked for on 15 June 2024" in page
    assert ">15/06/2024<" in tracker
    assert ",2024-06-15,person/ruth" in file
    assert "2024-06-14" not in file


DATES = {"first-day": "10", "first-month": "6", "first-year": "2024"}
DATES |= {"last-day": "19", "last-month": "7", "last-year": "2024"}


def test_dates_are_asked_for_and_the_page_says_which_months_they_cover(app: Flask, nadia: FlaskClient) -> None:
    assert nadia.post(ASKING, data=ASK | DATES | {"cycle": "dates"}).status_code == 303
    said = plain(nadia.get(ONE).text)
    assert "Exemption · 10 June 2024 to 19 July 2024" in said
    assert "It covers June 2024 and July 2024." in said
    assert "at least half of the working days lie between its dates. Those are June 2024, July 2024." in said


WRONG = [
    ({"reason_class": ""}, "reason_class", "Choose the kind of reason."),
    ({"reason_class": "golf"}, "reason_class", "Choose the kind of reason."),
    ({"cycle": ""}, "cycle", "Choose a month, or other dates."),
    ({"cycle": "dates"}, "first", "Enter the first day."),
    ({"cycle": "dates", **DATES, "last-month": "13"}, "last", "Last day must be a real date"),
    ({"cycle": "dates", **DATES, "last-month": "5"}, "last", "The last day cannot be before the first."),
    ({"cycle": "dates", **DATES, "last-day": "14", "last-month": "6"}, "first", "half of the working days of no month"),
    (DATES, "cycle", "Choose other dates here, or take the first and the last day out."),
    ({"note": "x" * 4_001}, "note", "Use at most 4,000 characters."),
]


@pytest.mark.parametrize(("wrong", "field", "sentence"), WRONG)
def test_bad_input_is_said_beside_its_field_and_nothing_is_stored(
    app: Flask, nadia: FlaskClient, wrong: dict[str, str], field: str, sentence: str
) -> None:
    before = head(app)
    answer = nadia.post(ASKING, data=ASK | wrong)
    assert (answer.status_code, head(app)) == (422, before)
    assert sentence in answer.text
    assert f'href="#{field}"' in answer.text
    assert wrong.get("note", NOTE)[:30] in answer.text, "what was typed is kept"


def test_a_double_click_asks_once_and_a_second_one_for_the_month_is_refused(app: Flask, nadia: FlaskClient) -> None:
    nadia.post(ASKING, data=ASK)
    before = head(app)
    assert nadia.post(ASKING, data=ASK).headers["Location"] == ONE
    again = nadia.post(ASKING, data=ASK | {"id": "exemption/another"})
    assert (again.status_code, head(app)) == (422, before)
    assert '<a href="#cycle">An exemption for Nadia Rahman in May 2024 is recorded already.</a>' in again.text
    assert f'<a class="govuk-link" href="{ONE}">May 2024: asked for, waits for a decision</a>' in again.text


@pytest.mark.parametrize(("person", "status"), [(ANNA, 404), (GRACE, 404), (HELEN, 404), (PRIYA, 404), (RUTH, 200)])
def test_nobody_else_asks_for_somebody(app: Flask, may: Story, person: str, status: int) -> None:
    client = signed_in(app, person)
    assert client.get(ASKING).status_code == status
    assert client.post(ASKING, data=ASK).status_code == (303 if status == 200 else 404)


def test_somebody_who_is_no_auditor_has_no_form(app: Flask, may: Story) -> None:
    page = signed_in(app, RUTH).get("/people/omar-haddad/exemption").text
    assert "Omar Haddad is no auditor." in page
    assert "<form action=" not in page.split("<main")[1]


def test_nobody_reads_an_unsent_note_of_another(app: Flask, nadia: FlaskClient) -> None:
    drafts = app.extensions["drafts"]
    drafts.put(RUTH, "people/nadia-rahman/exemption", 0, {"note": NOTE}, "2024-05-28T09:00:00+00:00")
    ruth = signed_in(app, RUTH)
    assert NOTE in ruth.get(f"{ASKING}?cycle=2024-05").text
    assert NOTE not in ruth.get("/people/ben-carter/exemption?cycle=2024-05").text
    assert NOTE not in nadia.get(ASKING).text
    assert "Ask for an exemption of Nadia Rahman" in plain(ruth.get("/").text)


def test_an_audit_of_mine_that_is_in_offers_no_exemption(app: Flask, may: Story) -> None:
    assert "/exemption?cycle" not in signed_in(app, ANNA).get("/audits/2024-05/1").text
    may.let(RUTH, Audit, stories.audit_id(4)).do(withdraw, on="2024-05-28", reason="Moved away.")
    assert "/exemption?cycle" not in signed_in(app, ANNA).get("/audits/2024-05/4").text


def test_a_closed_month_is_not_offered(app: Flask, nadia: FlaskClient, may: Story) -> None:
    may.let(RUTH, Cycle, stories.MAY).close("2024-05-28")
    page = nadia.get(f"{ASKING}?cycle=2024-05").text
    assert "cycle/2024-05" not in page
    assert '<option value="cycle/2024-06" selected>' in page
    answer = nadia.post(ASKING, data=ASK)
    assert answer.status_code == 422

"""Exemptions in the browser: asked in two clicks, decided on one page, taken back; who sees what of them."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.demo import stories
from app.demo.stories import (
    ANNA,
    BEN,
    DANA,
    EAST,
    GRACE,
    HELEN,
    IAN,
    JOAN,
    KOFI,
    MARY,
    NADIA,
    OMAR,
    PRIYA,
    RUTH,
    Story,
)
from app.events.audit import Audit
from app.events.audit_ending import withdraw
from app.events.cycle import Cycle
from app.events.exemption import Exemption
from app.events.team import ServiceArea
from app.programme import deputies
from app.programme.house import House
from projections import exemptions
from tests.views.may import app, audit, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

NOTE = "A knee operation on the fourth of June."
ASK = {"id": "exemption/k7m2xq9d", "reason_class": "health", "cycle": stories.MAY, "note": NOTE}
ONE = "/exemptions/k7m2xq9d"
ASKING = "/people/nadia-rahman/exemption"


@pytest.fixture
def nadia(app: Flask, may: Story) -> FlaskClient:
    """An auditor with one open audit, audit 3."""
    return signed_in(app, NADIA)


@pytest.fixture
def grace(app: Flask, may: Story) -> FlaskClient:
    """The operations director over the area."""
    return signed_in(app, GRACE)


def row(app: Flask, id: str = "exemption/k7m2xq9d") -> dict[str, Any]:
    """An exemption as the read model has it."""
    found = exemptions.exemption(app.extensions["house"].model, id, clock.today())
    assert found
    return found


def head(app: Flask) -> int:
    position: int = app.extensions["house"].reader.head()
    return position


def plain(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def do(client: FlaskClient, noun: str, version: str = "1", **facts: str) -> Any:
    return client.post(f"{ONE}/{noun}", data={"version": version} | facts)


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
    ({"cycle": "dates", **DATES, "last-month": "13"}, "last", "19/13/2024 is not a date."),
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
    assert "An exemption for Nadia Rahman in May 2024 is recorded already." in again.text


@pytest.mark.parametrize(("person", "status"), [(ANNA, 404), (GRACE, 404), (HELEN, 404), (PRIYA, 404), (RUTH, 200)])
def test_nobody_else_asks_for_somebody(app: Flask, may: Story, person: str, status: int) -> None:
    client = signed_in(app, person)
    assert client.get(ASKING).status_code == status
    assert client.post(ASKING, data=ASK).status_code == (303 if status == 200 else 404)


def test_somebody_who_is_no_auditor_has_no_form(app: Flask, may: Story) -> None:
    page = signed_in(app, RUTH).get("/people/omar-haddad/exemption").text
    assert "Omar Haddad is no auditor." in page
    assert "<form action=" not in page.split("<main")[1]


@pytest.fixture
def asked(app: Flask, nadia: FlaskClient) -> None:
    """Nadia Rahman has asked to be exempted from May for her health."""
    assert nadia.post(ASKING, data=ASK).status_code == 303


@pytest.mark.usefixtures("asked")
def test_the_director_has_it_first_on_her_page_with_all_that_she_decides_by(grace: FlaskClient) -> None:
    today = plain(grace.get("/").text)
    assert "Exemptions to decide 1 exemption Nadia Rahman, May 2024: health asked on 28 May 2024" in today
    page = grace.get(ONE).text
    said = plain(page)
    assert "Nadia Rahman Asked for Health . Hillside, East." in said.replace("Hill side", "Hillside")
    assert NOTE in page.split('<details class="govuk-details" id="note">')[1].split("</details>")[0]
    assert page.count('<li class="al-square') == 12
    assert "Apr 24 Not run" in said
    # Two of five are in; three are open, one of them hers: within reach 5 of 5, then 4 of 5.
    assert "A yes releases 1 audit, and takes what May 2024 can still come to from 100% to 80% of allocated." in said
    assert "The most that this month can still come to : 5 of 5 (100%) now, 4 of 5 (80%) after" in said
    assert "Completed of allocated : 2 of 5 (40%), and stays so" in said
    assert "Completed of expected : 2 of 5 (40%) now, 2 of 4 (50%) after" in said
    assert f'action="{ONE}/authorisation"' in page
    assert f'href="{ONE}/declining"' in page


@pytest.mark.usefixtures("asked")
def test_of_an_audit_that_is_begun_the_director_is_told_so(may: Story, grace: FlaskClient) -> None:
    stories.write(may, NADIA, 3)
    said = plain(grace.get(ONE).text)
    assert "of allocated. It is begun: what is written stays in the history." in said


@pytest.mark.usefixtures("asked")
def test_a_yes_after_the_return_releases_nothing_as_the_director_was_told(
    app: Flask, may: Story, grace: FlaskClient
) -> None:
    stories.write(may, NADIA, 3)
    may.let(NADIA, Audit, stories.audit_id(3)).return_(may.content(), on="2024-05-28", working_days_late=0)
    said = plain(grace.get(ONE).text)
    assert "already returned the audit: a yes for May 2024 releases nothing and changes no completion." in said
    before = [shares(app, name) for name in ("allocated", "expected")]
    assert do(grace, "authorisation").status_code == 303
    confirmed = "The exemption is authorised. No audit is released: what they were given has been returned, and stays."
    assert confirmed in plain(grace.get(ONE).text)
    back = "Nadia Rahman is exempted for May 2024: the audit will wait for them or be given to somebody else."
    pages = [signed_in(app, RUTH).get(f"/audits/2024-05/{number}/sending-back").text for number in (3, 1)]
    assert [back in page for page in pages] == [True, False]
    assert (row(app)["state"], audit(app, 3).state) == ("authorised", "returned")
    assert [shares(app, name) for name in ("allocated", "expected")] == before == [(3, 5), (3, 5)]
    assert "Released audits that nobody has yet" not in signed_in(app, RUTH).get(ONE).text


def shares(app: Flask, of: str) -> tuple[int, int]:
    figure = signed_in(app, RUTH).get("/cycles/2024-05.json").get_json()["figures"][f"completion-of-{of}"]
    return figure["numerator"], figure["denominator"]


@pytest.mark.usefixtures("asked")
def test_one_tap_authorises_releases_the_audit_and_the_qa_lead_gives_it_on(app: Flask, grace: FlaskClient) -> None:
    answer = do(grace, "authorisation")
    assert (answer.status_code, answer.headers["Location"]) == (303, ONE)
    assert (row(app)["state"], row(app)["decided_by"], audit(app, 3).state) == ("authorised", GRACE, "released")
    assert "The exemption is authorised. 1 audit is released." in plain(grace.get(ONE).text)
    ways = signed_in(app, RUTH).get(ONE).text.split('id="released"')[1].split("</ul>")[0]
    assert 'href="/audits/2024-05/3/reallocation"' in ways
    assert "reopening" not in ways, "its auditor is exempt"
    assert "reallocation" not in grace.get(ONE).text
    assert f'href="{ONE}"' in grace.get("/audits/2024-05/3").text


@pytest.mark.usefixtures("asked")
def test_a_no_needs_its_reason_and_the_auditor_reads_it(app: Flask, grace: FlaskClient, nadia: FlaskClient) -> None:
    assert do(grace, "declining", reason=" ").status_code == 422
    assert do(grace, "declining", reason="The team is full.").status_code == 303
    assert (row(app)["state"], audit(app, 3).state) == ("declined", "allocated")
    assert "Reason: The team is full." in plain(nadia.get(ONE).text)


@pytest.mark.usefixtures("asked")
def test_a_double_click_decides_once(app: Flask, grace: FlaskClient) -> None:
    do(grace, "authorisation")
    before = head(app)
    assert do(grace, "authorisation").status_code == 303
    assert head(app) == before


@pytest.mark.usefixtures("asked")
def test_who_comes_second_is_told_what_happened_and_keeps_what_they_wrote(app: Flask, grace: FlaskClient) -> None:
    signed_in(app, NADIA).post(f"{ONE}/withdrawal", data={"version": "1"})
    before = head(app)
    answer = do(grace, "declining", reason="The team is full.")
    assert (answer.status_code, head(app)) == (409, before)
    assert "exemption withdrawn by Nadia Rahman" in answer.text
    assert "the exemption of Nadia Rahman is withdrawn" in answer.text
    assert "The team is full." in answer.text


ACTS = ["authorisation", "declining", "withdrawal", "reversal"]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("person", [ANNA, BEN, OMAR, DANA, MARY, HELEN, JOAN, IAN, KOFI, PRIYA])
def test_it_is_not_there_for_others(app: Flask, person: str) -> None:
    client, before = signed_in(app, person), head(app)
    assert client.get(ONE).status_code == 404
    for act in ACTS:
        assert client.get(f"{ONE}/{act}").status_code == 404
        assert do(client, act, reason="Why not.").status_code == 404
    assert head(app) == before


@pytest.mark.usefixtures("asked")
def test_the_auditor_takes_it_back_and_decides_nothing(app: Flask, nadia: FlaskClient) -> None:
    for act in ("authorisation", "declining", "reversal"):
        assert do(nadia, act, reason="Please.").status_code == 404
    page = nadia.get(ONE).text
    assert re.findall(r'<div class="govuk-button-group" id="acts">(.*?)</div>', page, re.S)[0].count("<a ") == 1
    assert do(nadia, "withdrawal", reason="I can do it after all.").status_code == 303
    assert row(app)["state"] == "withdrawn"


@pytest.mark.usefixtures("asked")
def test_the_qa_lead_who_did_not_ask_reads_no_note_and_cannot_take_it_back(app: Flask) -> None:
    ruth = signed_in(app, RUTH)
    assert f"{ONE}/withdrawal" not in ruth.get(ONE).text
    assert NOTE not in ruth.get(ONE).text
    assert 'id="note"' not in ruth.get(ONE).text
    answer = do(ruth, "withdrawal")
    assert answer.status_code == 422
    assert "Only the auditor, or who asked for it, can withdraw an exemption." in answer.text


@pytest.mark.usefixtures("asked")
def test_a_reversed_one_offers_to_open_the_audit_again(app: Flask, grace: FlaskClient) -> None:
    do(grace, "authorisation")
    assert do(grace, "reversal", "2", reason="She is back.").status_code == 303
    assert (row(app)["state"], audit(app, 3).state) == ("reversed", "released")
    ruth = signed_in(app, RUTH)
    assert 'href="/audits/2024-05/3/reopening"' in ruth.get(ONE).text
    data = {"version": str(audit(app, 3).version), "reason": "She is back."}
    data |= {"on-day": "28", "on-month": "5", "on-year": "2024"}
    assert ruth.post("/audits/2024-05/3/reopening", data=data).status_code == 303
    assert (audit(app, 3).state, audit(app, 3).auditor) == ("allocated", NADIA)
    assert 'id="released"' not in ruth.get(ONE).text


@pytest.mark.usefixtures("asked")
def test_an_audit_cannot_be_opened_again_while_its_auditor_is_exempt(app: Flask, grace: FlaskClient) -> None:
    do(grace, "authorisation")
    page = signed_in(app, RUTH).get("/audits/2024-05/3/reopening").text
    assert "This cannot be done now" in page


@pytest.mark.usefixtures("asked")
def test_closing_the_month_lets_it_lapse(app: Flask, grace: FlaskClient) -> None:
    ruth = signed_in(app, RUTH)
    version = re.search(r'name="version" value="(\d+)"', ruth.get("/cycles/2024-05/closing").text)
    assert version
    day = {"on-day": "28", "on-month": "5", "on-year": "2024"}
    assert ruth.post("/cycles/2024-05/closing", data={"version": version[1]} | day).status_code == 303
    assert row(app)["state"] == "lapsed"
    assert "Ruth Okafor closed May 2024, and nobody had decided" in plain(grace.get(ONE).text)
    assert "Exemptions to decide" not in grace.get("/").text


@pytest.mark.usefixtures("asked")
def test_it_reads_as_lapsed_from_the_day_on_which_its_month_is_over_though_nobody_recorded_it(app: Flask) -> None:
    before = head(app)
    with time_machine.travel("2024-05-31T22:30:00+00:00", tick=False):
        assert "Exemptions to decide" in signed_in(app, GRACE).get("/").text
    with time_machine.travel("2024-05-31T23:30:00+00:00", tick=False):
        grace, ruth = signed_in(app, GRACE), signed_in(app, RUTH)
        assert "Exemptions to decide" not in grace.get("/").text
        said, tracker = plain(grace.get(ONE).text), ruth.get("/exemptions.json?state=lapsed").json
        assert "Lapsed on 1 June 2024." in said
        assert "Authorise" not in said
        assert [(one["state_id"], one["ended_on"]) for one in tracker["rows"]] == [("lapsed", "2024-06-01")]
        assert ruth.get("/exemptions.json?state=asked").json["rows"] == []
        assert do(grace, "authorisation").status_code in (409, 422)
    assert head(app) == before


def test_a_directors_own_is_not_hers_to_decide_and_goes_to_another(app: Flask, may: Story) -> None:
    may.let(PRIYA, ServiceArea, EAST).appoint(NADIA)
    may.let(NADIA, Exemption, "exemption/k7m2xq9d").ask(**{**facts(), "auditor": NADIA})
    assert signed_in(app, NADIA).get(f"{ONE}/authorisation").status_code == 404
    joan = signed_in(app, JOAN)
    assert "Exemptions to decide" in joan.get("/").text
    assert do(joan, "authorisation").status_code == 303
    assert "the operations director over the area is the auditor." in plain(joan.get(ONE).text)


def facts() -> dict[str, str]:
    """What is asked, by somebody in the story."""
    return {"auditor": NADIA, "cycle": stories.MAY, "reason_class": "health", "note": NOTE}


def name_deputy(house: House, first: str = "2024-05-28") -> None:
    client_facts = {"deputy": JOAN, "first": date.fromisoformat(first), "last": date(2024, 6, 7), "reason": "On leave."}
    said = {"version": 0, "on": date(2024, 5, 28), "by": GRACE, "at": "2024-05-28T09:00:00+00:00"}
    deputies.name(house, "deputies/grace-mensah", **client_facts, **said)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("first", "status"), [("2024-05-28", 200), ("2024-05-29", 404)])
def test_a_deputy_has_it_on_the_days_named(app: Flask, first: str, status: int) -> None:
    name_deputy(app.extensions["house"], first)
    joan = signed_in(app, JOAN)
    assert joan.get(ONE).status_code == status
    assert ("Exemptions to decide" in joan.get("/").text) is (status == 200)
    if status == 200:
        assert NOTE in joan.get(ONE).text
        do(joan, "authorisation")
        assert "Joan Achebe authorised the exemption in the place of Grace Mensah." in plain(joan.get(ONE).text)


def test_the_deputy_is_named_and_released_on_a_page(app: Flask, grace: FlaskClient) -> None:
    here = "/people/grace-mensah/deputies"
    assert "Nobody has stood in yet." in grace.get(here).text
    data = {"version": "0", "deputy": JOAN, "reason": "On leave."}
    data |= {"first-day": "3", "first-month": "6", "first-year": "2024"}
    data |= {"last-day": "7", "last-month": "6", "last-year": "2024"}
    wrong = grace.post(f"{here}/naming", data=data | {"deputy": RUTH})
    assert (wrong.status_code, "Choose an operations director" in wrong.text) == (422, True)
    assert grace.post(f"{here}/naming", data=data).status_code == 303
    assert grace.post(f"{here}/naming", data=data).status_code == 303, "a double click"
    shown = plain(grace.get(here).text)
    assert shown.count("Joan Achebe 03/06/2024 07/06/2024 To come") == 1
    assert "Joan Achebe for Grace Mensah , 3 June 2024 to 7 June 2024" in plain(grace.get("/settings/exemptions").text)
    assert grace.post(f"{here}/release", data={"version": "1", "number": "9"}).status_code == 422
    assert grace.post(f"{here}/release", data={"version": "1", "number": "1"}).status_code == 303
    assert "Released on 28 May 2024" in grace.get(here).text
    assert "named Joan Achebe as deputy of Grace Mensah" in plain(grace.get("/people/grace-mensah/history").text)


@pytest.mark.parametrize(("person", "status"), [(GRACE, 200), (PRIYA, 200), (HELEN, 404), (RUTH, 404), (ANNA, 404)])
def test_who_names_her_deputy(app: Flask, may: Story, person: str, status: int) -> None:
    for path in ("", "/naming", "/release"):
        assert signed_in(app, person).get(f"/people/grace-mensah/deputies{path}").status_code == status


@pytest.mark.usefixtures("asked")
def test_another_rule_moves_what_waits_and_who_sees_the_kind_of_reason(app: Flask, grace: FlaskClient) -> None:
    priya, helen = signed_in(app, PRIYA), signed_in(app, HELEN)
    assert "operations director over the auditor" in priya.get("/settings/exemptions").text
    data = {"version": "1", "authority": "head_of_service", "reason": "Direction of the director."}
    assert priya.post("/settings/exemptions/authority", data=data | {"reason": ""}).status_code == 422
    assert priya.post("/settings/exemptions/authority", data=data).status_code == 303
    told = plain(priya.get("/settings/exemptions").text)
    assert "Exemptions are decided by a head of service." in told
    assert "decided by this role: head of service. Until then it was: operations director." in told
    assert grace.get(ONE).status_code == 404
    assert grace.get(f"{ONE}/authorisation").status_code == 404
    assert NOTE in helen.get(ONE).text
    assert "Nadia Rahman" in helen.get("/exemptions").text
    assert do(helen, "authorisation").status_code == 303
    assert "Decided by a head of service." in plain(helen.get(ONE).text)
    for person in (GRACE, RUTH):
        assert signed_in(app, person).post("/settings/exemptions/authority", data=data).status_code == 404


SEEN = {RUTH: True, GRACE: True, HELEN: False, JOAN: False, IAN: False}


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("person", "named"), SEEN.items())
def test_leaders_and_inspectors_have_counts_and_no_names(
    app: Flask, grace: FlaskClient, person: str, named: bool
) -> None:
    do(grace, "authorisation")
    client = signed_in(app, person)
    page = client.get("/exemptions?cycle=2024-05").text
    assert ("Nadia Rahman" in page) is named
    assert 'id="exemption-sum"' in page
    assert "Health: authorised after it: 1" in plain(page)
    assert ('id="exemptions-withheld"' in page) is not named
    pool = client.get("/cycles/2024-05/pool.json").json["rows"]
    kinds = {one["auditor"]: one.get("exemption_id") for one in pool}
    assert kinds["Nadia Rahman"] == ("health" if named else None)
    figure = client.get("/figures/exempted-for-health.json?cycle=2024-05").json
    assert (figure["numerator"], figure["numerator_ids"]) == (1, [NADIA] if named else None)
    assert ("Health" in client.get("/cycles/2024-05/pool").text) is named
    assert ("Nadia Rahman" in client.get("/figures/exempted-for-health?cycle=2024-05").text) is named
    assert len(keys(client)) == int(named)


@pytest.mark.usefixtures("asked")
def test_an_auditor_has_their_own_and_a_director_those_of_her_area(app: Flask, grace: FlaskClient, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts() | {"auditor": BEN, "reason_class": "other"})
    assert keys(signed_in(app, NADIA)) == ["exemption/k7m2xq9d"]
    assert keys(signed_in(app, ANNA)) == []
    assert keys(grace) == ["exemption/k7m2xq9d", "exemption/of-ben"]
    may.let(PRIYA, ServiceArea, EAST).appoint(HELEN)
    assert keys(grace) == []
    assert "Nadia Rahman" not in grace.get("/exemptions").text


def keys(client: FlaskClient) -> list[str]:
    return sorted(one["exemption_key"] for one in client.get("/exemptions.json").json["rows"])


@pytest.mark.usefixtures("asked")
def test_the_files_hold_exactly_what_is_filtered(app: Flask, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts() | {"auditor": BEN, "reason_class": "other"})
    ruth = signed_in(app, RUTH)
    text = ruth.get("/exemptions.csv?class=other").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(one["Auditor"], one["Months covered, ids"], one["State"]) for one in rows] == [
        ("Ben Carter", "cycle/2024-05", "Asked for")
    ]
    assert ruth.get("/exemptions.json?auditor=nadia-rahman").json["count"] == 1
    assert "1 exemption<" in ruth.get("/exemptions?state=asked&class=health").text
    assert ruth.get("/exemptions.xlsx").data.startswith(b"PK")


@pytest.mark.usefixtures("asked")
def test_a_poll_gets_the_tracker_only_when_it_changed(app: Flask, grace: FlaskClient) -> None:
    mark = re.search(r'data-position="([^"]+)"', grace.get("/exemptions").text)
    assert mark
    assert grace.get(f"/exemptions?since={mark[1]}").status_code == 204
    signed_in(app, NADIA).post(f"{ONE}/withdrawal", data={"version": "1"})
    changed = grace.get(f"/exemptions?since={mark[1]}")
    assert (changed.status_code, 'data-state="withdrawn"' in changed.text) == (200, True)


@pytest.mark.usefixtures("asked")
def test_the_sum_above_the_rows_adds_up_and_opens(app: Flask, grace: FlaskClient, may: Story) -> None:
    do(grace, "authorisation")
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts() | {"auditor": BEN, "reason_class": "other"})
    said = {"rule": "x", "authoriser": GRACE, "reason": "", "on": "2024-05-28"}
    may.let(GRACE, Exemption, "exemption/of-ben").authorise(**said)
    page = signed_in(app, RUTH).get("/exemptions?cycle=2024-05").text
    assert "Exemptions that are not health or leave: 1 of 3 (33%) of the pool less long leave = (" in plain(page)
    assert "0 before the allocation + 2 after it − 1 of these for health or leave) ÷ (" in plain(page)
    assert "3 in the pool − 0 on maternity leave − 0 on extended leave)" in plain(page)
    assert "Over the whole pool: 1 of 3 (33%) not health or leave, 1 of 3 (33%) for health or leave" in plain(page)
    for name, people in {"exempted-after": 2, "exempted-for-health": 1, "pool": 3}.items():
        address = f"/figures/{name}?cycle=2024-05"
        assert f'href="{address}"' in page
        opened = signed_in(app, RUTH).get(address).text.split('id="others"')[0]
        assert len(re.findall(r"<li><a class=.govuk-link. href=./people/", opened)) == people


@pytest.mark.usefixtures("asked")
def test_a_persons_page_has_their_months_for_qa_deciders_and_themselves(app: Flask, grace: FlaskClient) -> None:
    here = "/people/nadia-rahman"
    for person, seen in {RUTH: True, GRACE: True, NADIA: True, PRIYA: False}.items():
        page = signed_in(app, person).get(here)
        assert (page.status_code, 'id="months"' in page.text) == (200, seen), person
    assert "1 exemption asked for so far: waiting for a decision 1; health 1." in grace.get(here).text
    assert signed_in(app, HELEN).get(here).status_code == 404


def test_a_month_that_waits_is_counted_and_leads_to_its_exemptions(app: Flask, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts())
    page = signed_in(app, RUTH).get("/cycles/2024-05").text
    assert 'href="/exemptions?cycle=2024-05&amp;state=asked">1 exemption waits for a decision</a>' in page
    assert "not part of this version" not in page + signed_in(app, RUTH).get("/").text
    assert "1 exemption waits for a decision in the whole service" in plain(
        signed_in(app, KOFI).get("/cycles/2024-05").text
    )


def test_nobody_reads_an_unsent_note_of_another(app: Flask, nadia: FlaskClient) -> None:
    drafts = app.extensions["drafts"]
    drafts.put(RUTH, "people/nadia-rahman/exemption", 0, {"note": NOTE}, "2024-05-28T09:00:00+00:00")
    ruth = signed_in(app, RUTH)
    assert NOTE in ruth.get(f"{ASKING}?cycle=2024-05").text
    assert NOTE not in ruth.get("/people/ben-carter/exemption?cycle=2024-05").text
    assert NOTE not in nadia.get(ASKING).text
    assert "Nadia Rahman: exemption" in plain(ruth.get("/").text)


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


@pytest.mark.usefixtures("asked")
def test_the_sum_of_who_has_no_rows_moves_with_the_month(app: Flask, grace: FlaskClient) -> None:
    helen = signed_in(app, HELEN)
    mark = re.search(r'data-position="([^"]+)"', helen.get("/exemptions").text)
    assert mark
    assert helen.get(f"/exemptions?since={mark[1]}").status_code == 204
    do(grace, "authorisation")
    changed = helen.get(f"/exemptions?since={mark[1]}")
    assert changed.status_code == 200
    assert "1 after it" in plain(changed.text)

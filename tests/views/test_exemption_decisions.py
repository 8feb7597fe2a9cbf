"""An exemption decided: on one page, by the one whose it is or a deputy, released, taken back, lapsed."""

import re
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, EAST, GRACE, HELEN, IAN, JOAN, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events import audit_moderation
from app.events.audit import Audit
from app.events.exemption import Exemption
from app.events.team import ServiceArea
from app.programme import deputies
from app.programme.house import House
from tests.views.an_exemption import NOTE, ONE, asked, do, facts, grace, head, nadia, plain, row
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.moderated import DAY, SOUND

__all__ = ["app", "asked", "grace", "may", "may_log", "nadia"]
AWAY = (
    "Nadia Rahman is exempt until 31 May 2024, so nobody would correct the audit. Judge it not to standard, send it"
    " back after that day, or say that they have agreed to correct it."
)


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


@pytest.mark.parametrize(
    ("person", "today", "whole"),
    [(GRACE, True, True), (HELEN, False, True), (RUTH, False, True), (NADIA, False, False), (IAN, False, False)],
)
def test_who_decides_comes_to_their_deputies_from_where_they_decide(
    app: Flask, may: Story, person: str, today: bool, whole: bool
) -> None:
    client, there = signed_in(app, person), f"/people/{person.removeprefix('person/')}/deputies"
    assert [f'href="{there}"' in client.get(page).text for page in ("/", "/exemptions")] == [today, whole]


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
    pages = [signed_in(app, RUTH).get(f"/audits/2024-05/{number}/sending-back").text for number in (3, 1)]
    for back in ("Nadia Rahman is exempt until 31 May 2024. If", "have agreed to correct it although exempt until"):
        assert [back in page for page in pages] == [True, False]
    assert (row(app)["state"], audit(app, 3).state) == ("authorised", "returned")
    assert [shares(app, name) for name in ("allocated", "expected")] == before == [(3, 5), (3, 5)]
    assert "Released audits that nobody has yet" not in signed_in(app, RUTH).get(ONE).text


def shares(app: Flask, of: str) -> tuple[int, int]:
    figure = signed_in(app, RUTH).get("/cycles/2024-05.json").get_json()["figures"][f"completion-of-{of}"]
    return figure["numerator"], figure["denominator"]


def returned_and_then_exempt(may: Story, grace: FlaskClient) -> None:
    """Audit 3 comes in, and after that its auditor is exempt from May."""
    stories.write(may, NADIA, 3)
    may.let(NADIA, Audit, stories.audit_id(3)).return_(may.content(), on="2024-05-28", working_days_late=0)
    do(grace, "authorisation")


@pytest.mark.usefixtures("asked")
def test_an_audit_goes_back_to_an_exempt_auditor_only_if_they_have_agreed(
    app: Flask, may: Story, grace: FlaskClient
) -> None:
    returned_and_then_exempt(may, grace)
    ruth, path = signed_in(app, RUTH), "/audits/2024-05/3/sending-back"
    sent = DAY | {"reason": "No dates.", "version": str(audit(app, 3).version)}
    refused = ruth.post(path, data=sent)
    assert (refused.status_code, audit(app, 3).state) == (422, "returned")
    assert AWAY in plain(refused.text)
    assert ruth.post(path, data=sent | {"although_exempt": "y"}).status_code == 303
    made = app.extensions["house"].reader.stream(stories.audit_id(3))[-1]
    assert (made.topic, made.facts["exempt_until"]) == ("audit sent back", "2024-05-31")
    said = "The auditor is exempt until 31 May 2024 and has agreed to correct it. Reason: No dates."
    assert said in plain(ruth.get("/audits/2024-05/3/history").text)


@pytest.mark.usefixtures("asked")
def test_a_moderator_sends_an_audit_back_by_the_same_rule(app: Flask, may: Story, grace: FlaskClient) -> None:
    returned_and_then_exempt(may, grace)
    drawn = {
        "on": may.day,
        "due": "2024-06-04",
        "working_days": 5,
        "drawn_as": "chance",
        "seed": "May",
        "why": "First.",
    }
    may.let(RUTH, Audit, stories.audit_id(3)).do(audit_moderation.draw, **drawn)
    may.let(RUTH, Audit, stories.audit_id(3)).do(audit_moderation.assign, MARY, on=may.day, grounds="Clear.")
    mary, path = signed_in(app, MARY), "/audits/2024-05/3/moderation"
    sent = SOUND | {"quality": "not_yet", "reason": "No dates.", "version": str(audit(app, 3).version)}
    refused = mary.post(path, data=sent)
    assert (refused.status_code, AWAY in plain(refused.text)) == (422, True)
    assert mary.post(path, data=sent | {"although_exempt": "y"}).status_code == 303
    assert audit(app, 3).state == "sent_back"


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
    _stands_out(ruth, 1)
    data = {"version": str(audit(app, 3).version), "reason": "She is back."}
    data |= {"on-day": "28", "on-month": "5", "on-year": "2024"}
    assert ruth.post("/audits/2024-05/3/reopening", data=data).status_code == 303
    assert (audit(app, 3).state, audit(app, 3).auditor) == ("allocated", NADIA)
    assert 'id="released"' not in ruth.get(ONE).text
    _stands_out(ruth, 0)


def _stands_out(client: FlaskClient, n: int) -> None:
    """Whether an audit that a reversed exemption released is told where somebody can give it to somebody."""
    today, board, closing = (client.get(path).text for path in ("/", "/cycles/2024-05", "/cycles/2024-05/closing"))
    assert today.count("Released, and nobody has it") == n * 2, "its heading, and the way to all of them"
    assert board.count("Released, and nobody has it (1)") == n
    assert closing.count("Audits released by an exemption that was reversed since, so that nobody has them: 1") == n
    figures = client.get("/cycles/2024-05.json").json["figures"]
    assert figures["released-to-nobody"]["numerator_ids"] == ["audit/2024-05/0003"] * n
    assert figures["exempted-afterwards"]["numerator"] == 0


@pytest.mark.usefixtures("asked")
def test_an_audit_cannot_be_opened_again_while_its_auditor_is_exempt(app: Flask, grace: FlaskClient) -> None:
    do(grace, "authorisation")
    page = signed_in(app, RUTH).get("/audits/2024-05/3/reopening").text
    assert "This cannot be done now" in page


@pytest.mark.usefixtures("asked")
def test_closing_the_month_lets_it_lapse(app: Flask, grace: FlaskClient) -> None:
    day = {"on-day": "30", "on-month": "5", "on-year": "2024"}
    with time_machine.travel("2024-05-30T09:30:00+00:00", tick=False):
        ruth = signed_in(app, RUTH)
        version = re.search(r'name="version" value="(\d+)"', ruth.get("/cycles/2024-05/closing").text)
        assert version
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

"""The managers' duties in the browser: they begin with the acceptance, are recorded by the manager, and add up."""

import re
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, GRACE, IAN, KOFI, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.programme import actions, duties, frameworks
from projections import duties_lists
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
HERE = "/duties/2024-05-0001"
ID = "duty/2024-05/0001"
ALL = "?cycle=all"
DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
TOLD = DAY | {"done_by": OMAR, "reference": "Case note 12", "note": "", "version": "1"}


@pytest.fixture
def accepted(app: Flask, may: Story) -> Flask:
    """The first audit is accepted by the QA lead, in the browser."""
    version = str(app.extensions["house"].version(stories.audit_id(1)))
    answer = signed_in(app, RUTH).post("/audits/2024-05/1/acceptance", data=DAY | {"version": version, "note": ""})
    assert answer.status_code == 303
    return app


@pytest.fixture
def omar(accepted: Flask) -> FlaskClient:
    return signed_in(accepted, OMAR)


def test_the_duties_begin_in_the_same_save_as_the_acceptance(accepted: Flask) -> None:
    house = accepted.extensions["house"]
    newest = house.reader.read(house.reader.head() - 2)
    assert [made.topic for made in newest] == ["audit accepted", "audit received by team"]
    row = duties_lists.duty(house.model, ID)
    assert row is not None
    assert [row[f"{duty}_due"] for duty in ("direction", "discussion", "follow_up", "closing")] == [
        "2024-06-04", "2024-06-11", "2024-06-25", "2024-07-09",
    ]  # fmt: skip


def test_the_manager_is_told_on_the_first_page_and_records_each_duty(accepted: Flask, omar: FlaskClient) -> None:
    home = omar.get("/").text
    assert "My duties" in home
    assert "1 audit to follow up" in home
    for version, (noun, more) in enumerate(
        [("direction", {}), ("discussion", {"kind": "reflective"}), ("actions-followed-up", {})], 1
    ):
        said = TOLD | {"version": str(version)} | more
        assert omar.post(f"{HERE}/{noun}", data=said).status_code == 303
    page = omar.get("/duties").text
    assert page.count("1 of 1") >= 4
    assert "reflective: 1 of 1 (100%)" in page


def test_the_follow_up_does_not_close_without_the_others_or_over_an_open_action(
    accepted: Flask, omar: FlaskClient
) -> None:
    house, on = accepted.extensions["house"], date(2024, 5, 28)
    said = {"on": on, "done_by": OMAR, "reference": "x", "note": "", "by": OMAR, "at": "2024-05-28T10:00:00+00:00"}
    duties.record_direction(house, ID, version=1, **said)
    duties.follow_up(house, ID, version=2, **said)
    answer = omar.post(f"{HERE}/closing", data=TOLD | {"version": "3"})
    assert (answer.status_code, "Case note 12" in answer.text) == (422, True)
    assert "Record this first: discussion with the worker." in answer.text
    duties.record_discussion(house, ID, version=3, kind="reflective", **said)
    words = {"source": stories.audit_id(1), "what": "See her alone.", "owner": DANA, "due": "2024-06-28"}
    actions.raise_action(house, "action/one", **words, by=RUTH, at="2024-05-28T10:00:00+00:00")
    answer = omar.post(f"{HERE}/closing", data=TOLD | {"version": "4"})
    assert answer.text.count("1 action of this audit is still open.") >= 2, "refused, and told beside the form"
    for page in (answer.text, omar.get(HERE).text):
        assert 'href="/actions/one">See her alone.</a>' in page.split('id="still-open"')[1]


def test_the_closing_is_offered_once_the_other_duties_are_recorded(omar: FlaskClient) -> None:
    offered = []
    for version, noun in enumerate(("direction", "discussion", "actions-followed-up", "closing"), 1):
        offered.append(f'href="{HERE}/closing"' in omar.get(HERE).text)
        facts = TOLD | {"version": str(version)} | ({"kind": "reflective"} if noun == "discussion" else {})
        assert omar.post(f"{HERE}/{noun}", data=facts).status_code == 303
    assert offered == [False, False, False, True]


def test_a_double_click_is_one_and_another_text_is_not_passed_off_as_it(omar: FlaskClient) -> None:
    assert [omar.post(f"{HERE}/direction", data=TOLD).status_code for _ in range(2)] == [303, 303]
    assert omar.post(f"{HERE}/direction", data=TOLD | {"reference": "Another"}).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reference": ""}, "Say where it stands on the child&#39;s record."),
        ({"done_by": DANA}, "Choose one of the list."),
        ({"done_by": ""}, "Choose who did it."),
        ({"on-day": "29"}, "The date cannot be in the future."),
        ({"on-day": "27", "on-month": "5"}, "cannot have been before the team received the audit"),
        ({"on-day": "31", "on-month": "2"}, "The date must be a real date"),
        ({"reference": "x" * 121}, "Use at most 120 characters."),
    ],
)
def test_bad_input_is_told_beside_the_field_and_kept(
    accepted: Flask, omar: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    answer = omar.post(f"{HERE}/direction", data=TOLD | {"note": "I saw her on Monday."} | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "I saw her on Monday." in answer.text
    assert accepted.extensions["house"].version(ID) == 1


SEE, RECORD = {RUTH, GRACE, OMAR, IAN, DANA}, {RUTH, OMAR}


@pytest.mark.parametrize("person", [RUTH, GRACE, OMAR, IAN, DANA, KOFI, ANNA, BEN, PRIYA])
def test_who_sees_a_follow_up_and_who_records(accepted: Flask, person: str) -> None:
    client = signed_in(accepted, person)
    assert client.get(HERE).status_code == (200 if person in SEE else 404)
    assert client.get(f"{HERE}/direction").status_code == (200 if person in RECORD else 404)


def test_the_note_stands_on_the_page_and_in_no_file(omar: FlaskClient) -> None:
    omar.post(f"{HERE}/direction", data=TOLD | {"note": "I saw her on Monday."})
    assert "I saw her on Monday." in omar.get(HERE).text
    for kind in ("csv", "json"):
        assert "I saw her on Monday." not in omar.get(f"/duties.{kind}").text
    assert "I saw her on Monday." not in omar.get("/duties").text


def test_figures_come_as_data_with_their_ids(omar: FlaskClient) -> None:
    found = {figure["name"]: figure for figure in omar.get("/duties/figures.json").get_json()["figures"]}
    assert found["received"]["numerator_ids"] == [ID]
    assert (found["direction"]["numerator"], found["direction"]["denominator"]) == (0, 1)


def test_a_record_taken_back_is_to_be_done_again(accepted: Flask, omar: FlaskClient) -> None:
    omar.post(f"{HERE}/direction", data=TOLD)
    back = {"duty": "direction", "reason": "It was another child.", "version": "2"}
    assert omar.post(f"{HERE}/taking-back", data=back).status_code == 303
    row = duties_lists.duty(accepted.extensions["house"].model, ID)
    assert row is not None
    assert (row["direction_on"], row["next_due"]) == ("", "2024-06-04")
    assert "It was another child." in omar.get(HERE).text


def test_the_audits_page_shows_how_far_the_follow_up_is(accepted: Flask, omar: FlaskClient) -> None:
    assert "Follow-up by the team's manager" in signed_in(accepted, RUTH).get("/audits/2024-05/1").text
    assert 'href="/duties/2024-05-0001"' in omar.get("/audits/2024-05/1").text


def test_teams_stand_side_by_side(accepted: Flask) -> None:
    page = signed_in(accepted, RUTH).get("/duties/by-team").text
    assert 'href="/duties?team=team%2Fharbour&amp;standing=with_direction&amp;cycle=received">0 of 1' in page
    assert 'href="/duties/by-team.csv"' in page


def test_the_figures_of_the_teams_are_a_file_and_live(accepted: Flask, omar: FlaskClient) -> None:
    ruth = signed_in(accepted, RUTH)
    (row,) = ruth.get("/duties/by-team.json").json["rows"]
    assert row == {
        "team_id": "team/harbour", "team": "Harbour", "received_count": 1, "late_count": 0, "direction_count": 0,
        "discussion_count": 0, "follow_up_count": 0, "closing_count": 0, "reflective_count": 0,
        "partly_reflective_count": 0, "not_reflective_count": 0,
    }  # fmt: skip
    mark = re.search(r'data-position="([^"]+)"', ruth.get("/duties/by-team").text)
    assert mark
    assert ruth.get(f"/duties/by-team?since={mark[1]}").status_code == 204
    omar.post(f"{HERE}/discussion", data=TOLD | {"kind": "reflective"})
    polled = ruth.get(f"/duties/by-team?since={mark[1]}")
    assert ("<html" in polled.text, "1 of 1" in polled.text) == (False, True)
    assert ruth.get("/duties/by-team.json").json["rows"][0]["reflective_count"] == 1
    assert ruth.get("/duties/by-team.json?team=team/hillside").json["rows"] == []


def test_an_audit_has_the_days_of_its_own_framework(app: Flask, may: Story) -> None:
    house, on = app.extensions["house"], date(2024, 5, 28)
    days = {"direction": 1, "discussion": 2, "follow_up": 3, "closing": 4}
    content = stories.core_framework()
    content["deadlines"] |= {f"{duty}_working_days": n for duty, n in days.items()}
    said = {"by": PRIYA, "at": "2024-05-28T09:00:00+00:00"}
    frameworks.revise(house, stories.CORE, **said)
    frameworks.save_draft(house, stories.CORE, content, house.version(stories.CORE), **said)
    assert frameworks.publish(house, stories.CORE, **said) == 2
    audit, told = house.load(Audit, stories.audit_id(1)), []
    audit.state = "accepted"
    for version in (1, 2):
        audit.framework_version = version
        (received,) = duties.of_acceptance(house, audit, on=on, **said)
        told.append(list(received.due.values()))
    assert told == [
        ["2024-06-04", "2024-06-11", "2024-06-25", "2024-07-09"],
        ["2024-05-29", "2024-05-30", "2024-05-31", "2024-06-03"],
    ]


def test_a_page_of_a_day_gone_by_says_what_was_so_then(accepted: Flask, omar: FlaskClient) -> None:
    omar.post(f"{HERE}/discussion", data=TOLD | {"kind": "reflective"})
    with time_machine.travel("2024-06-07T09:00:00+00:00", tick=False):
        said = {"on": date(2024, 6, 6), "done_by": OMAR, "reference": "x", "note": ""}
        stamp = {"by": OMAR, "at": "2024-06-07T09:00:00+00:00"}
        duties.record_direction(accepted.extensions["house"], ID, version=2, **said, **stamp)
        omar = signed_in(accepted, OMAR)
        then, now = (words(omar.get(f"/duties{query}").text) for query in ("?on=5/6/2024", ""))
        before = omar.get("/duties.json?on=2024-05-27").json["rows"]
        (file,) = omar.get("/duties.json?on=2024-06-05").json["rows"]
        kept = omar.get("/duties/by-team?on=2024-06-05").text
        assert "As it stood at the end of 5 June 2024" in omar.get("/duties?on=2024-06-05").text
    assert "0 of 1 direction to the worker" in then
    assert "1 of 1 discussion with the worker" in then
    assert "was due 04/06/2024" in then
    assert "As at 5 June 2024" in then
    assert "1 of 1 direction to the worker" in now
    assert before == []
    assert (file["direction_on"], file["discussion_on"], file["next_due"]) == (None, "2024-05-28", "2024-06-04")
    assert "on=2024-06-05" in kept


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def test_after_a_year_what_is_open_is_still_listed_and_the_figures_are_of_the_year(accepted: Flask) -> None:
    with time_machine.travel("2025-09-01T09:00:00+00:00", tick=False):
        omar = signed_in(accepted, OMAR)
        page = omar.get("/duties").text
        assert "1 follow-up" in page
        assert "Month: The last 12, and what is open" in page
        assert ">0</strong> audits received in the last 12 months" in page
        assert ">1</strong> audits received</a>" in omar.get(f"/duties{ALL}").text


def test_after_a_year_what_is_closed_is_listed_with_all_months(accepted: Flask, omar: FlaskClient) -> None:
    for version, noun in enumerate(("direction", "discussion", "actions-followed-up", "closing"), 1):
        facts = TOLD | {"version": str(version)} | ({"kind": "reflective"} if noun == "discussion" else {})
        assert omar.post(f"{HERE}/{noun}", data=facts).status_code == 303
    with time_machine.travel("2025-09-01T09:00:00+00:00", tick=False):
        later = signed_in(accepted, OMAR)
        found = {asked: later.get(f"/duties.csv{asked}").text.count(ID) for asked in ("", ALL)}
    assert found == {"": 0, ALL: 1}

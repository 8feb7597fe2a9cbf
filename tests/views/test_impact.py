"""Impact in the browser: who answers, who reads what, bad input, a double click, files, and the page of the audit."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from app.events.impact import Impact
from app.events.person import Person
from app.programme import histories
from app.programme import impact as programme
from app.views.words import day
from tests.views.may import app, may_log, signed_in

__all__ = ["app", "may_log"]

WORKER, MANAGER = "/impact/2024-05-0001-worker", "/impact/2024-05-0001-manager"
DUE = "2024-07-03"
"""Six weeks after Anna Bell's audit of Dana Lewis's work came in."""
SAID = "She asks me when I come next."
ANSWERS = [("practice", "partly"), ("helped", "yes"), ("helped_more", SAID), ("obstacles", "time"),
           ("obstacles", "support"), ("useful", "Sit with me.")]  # fmt: skip


@pytest.fixture
def july(app: Flask) -> Iterator[Story]:
    """The day on which the questions are due; the audit was accepted in May."""
    with time_machine.travel(f"{DUE}T09:30:00+00:00", tick=False):
        story = Story(app.extensions["house"], "2024-05-29")
        story.let(RUTH, Audit, audit_id(1)).accept(on="2024-05-29", note="")
        story.on(DUE)
        yield story


def send(client: FlaskClient, path: str, facts: list[tuple[str, str]] | dict[str, str], version: str = "0") -> Any:
    given = list(facts.items()) if isinstance(facts, dict) else facts
    return client.post(path, data=MultiDict([("version", version), *given]))


def put(story: Story) -> None:
    """The questions are put by a round of the programme."""
    programme.ask_due(story.house, date.fromisoformat(story.day), at=f"{story.day}T06:00:00+00:00")


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_what_is_due_waits_on_the_page_of_who_is_asked_and_leads_to_the_questions(app: Flask, july: Story) -> None:
    for person, path in ((DANA, WORKER), (OMAR, MANAGER)):
        client = signed_in(app, person)
        home = plain(client.get("/").text)
        assert "What came of the audit? 1 request, two minutes each" in home
        assert "C-10482, audited in May 2024 due since 3 July 2024" in home
        assert client.get(path).headers["Location"] == f"{path}/answer"
        page = client.get(f"{path}/answer").text
        assert 'href="/audits/2024-05/1" target="_blank" rel="noopener">Read the audit again' in page
        assert 'href="/impact">Impact</a>' in page  # The request's own address would lead back to this form.
        assert 'href="/impact">Cancel</a>' in page
    for person in (ANNA, RUTH, HELEN):
        assert "What came of the audit?" not in signed_in(app, person).get("/").text


def test_a_day_earlier_nothing_waits(app: Flask, july: Story) -> None:
    with time_machine.travel("2024-07-02T09:30:00+00:00", tick=False):
        client = signed_in(app, DANA)
        assert "What came of the audit?" not in client.get("/").text
        assert re.search("cannot be done now: the questions about .* are ", client.get(f"{WORKER}/answer").text)
        assert send(client, f"{WORKER}/answer", ANSWERS).status_code == 422
    assert july.house.reader.stream("impact/2024-05-0001-worker") == []


def test_the_questions_are_answered_and_read_by_who_may(app: Flask, july: Story) -> None:
    answer = send(signed_in(app, DANA), f"{WORKER}/answer", ANSWERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, WORKER)
    for person in (DANA, ANNA, RUTH):
        page = plain(signed_in(app, person).get(WORKER).text)
        assert SAID in page
        assert "Time, or the number of children I work with; No chance to talk them through" in page
        assert "Sit with me." in page
        assert "The audit that it is about" in page


def test_others_read_the_first_two_answers_beside_the_audit_and_no_words(app: Flask, july: Story) -> None:
    send(signed_in(app, DANA), f"{WORKER}/answer", ANSWERS)
    for person in (OMAR, HELEN, JOAN, IAN, GRACE, MARY, ANNA, RUTH, DANA):
        page = plain(signed_in(app, person).get("/audits/2024-05/1").text)
        assert "Practice improved: partly. Helped the child: yes." in page, person
        assert SAID not in page
        assert "No chance to talk" not in page
    page = signed_in(app, OMAR).get(WORKER)
    assert (page.status_code, SAID in page.text, "Sit with me" in page.text) == (200, False, False)
    assert "Partly" in page.text, "the team's manager sees the first two answers"
    assert "No chance to talk" not in page.text


def test_what_is_not_due_yet_says_from_when(app: Flask, july: Story) -> None:
    with time_machine.travel("2024-06-10T09:30:00+00:00", tick=False):
        ruth = signed_in(app, RUTH)
        assert f"Worker : not yet due , from {day(DUE)}" in plain(ruth.get("/audits/2024-05/1").text)
        assert f"Not yet due , from {day(DUE)}" in plain(ruth.get("/impact").text)


def test_the_worker_does_not_see_how_the_manager_stands(app: Flask, july: Story) -> None:
    page = signed_in(app, DANA).get("/audits/2024-05/1").text
    assert 'id="impact"' in page
    assert "Team manager" not in page[page.index('id="impact"') :]
    assert signed_in(app, DANA).get(MANAGER).status_code == 404


READS = {
    "": {DANA, OMAR, ANNA, RUTH},
    "/answer": {DANA, OMAR},
    "/family": {DANA, OMAR},
    "/declining": {DANA, OMAR},
}


@pytest.mark.parametrize("page", READS)
def test_pages_are_there_for_whom_they_are(app: Flask, july: Story, page: str) -> None:
    put(july)
    everybody = (ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH)
    there = {one for one in everybody if signed_in(app, one).get(WORKER + page).status_code in (200, 302)}
    assert there == READS[page]


@pytest.mark.parametrize("act", ["answer", "family", "declining"])
def test_the_manager_does_not_act_for_the_worker(app: Flask, july: Story, act: str) -> None:
    put(july)
    omar = signed_in(app, OMAR)
    assert "cannot be done now" in omar.get(f"{WORKER}/{act}").text
    facts = [*ANSWERS, ("reason", "No."), ("agreed", "no")]
    answer = send(omar, f"{WORKER}/{act}", facts, "1")
    assert answer.status_code == 422
    assert len(july.house.reader.stream("impact/2024-05-0001-worker")) == 1


def test_bad_input_is_said_beside_its_question_and_what_was_typed_is_kept(app: Flask, july: Story) -> None:
    client = signed_in(app, DANA)
    answer = send(client, f"{WORKER}/answer", [("helped", "yes"), ("useful", "Sit with me.")])
    assert answer.status_code == 422
    assert 'href="#practice"' in answer.text
    assert "Sit with me." in answer.text
    both = [*ANSWERS, ("obstacles", "nothing")]
    answer = send(client, f"{WORKER}/answer", both)
    assert answer.status_code == 422
    assert "Choose either what got in the way or that nothing did, not both." in answer.text
    answer = send(client, f"{WORKER}/answer", [*ANSWERS, ("practice_more", "x" * 4001)])
    assert "Use at most 4,000 characters." in answer.text
    assert july.house.reader.stream("impact/2024-05-0001-worker") == []


def test_a_double_click_answers_once_and_a_changed_answer_is_shown_as_late(app: Flask, july: Story) -> None:
    client = signed_in(app, DANA)
    assert [send(client, f"{WORKER}/answer", ANSWERS).status_code for _ in range(2)] == [303, 303]
    changed = send(client, f"{WORKER}/answer", [*ANSWERS, ("practice_more", "More.")])
    assert changed.status_code == 409
    topics = [made.topic for made in july.house.reader.stream("impact/2024-05-0001-worker")]
    assert topics == ["impact asked", "impact answered"]


def test_the_last_day_and_the_day_after(app: Flask, july: Story) -> None:
    put(july)
    with time_machine.travel("2024-07-31T09:30:00+00:00", tick=False):
        client = signed_in(app, DANA)
        assert client.get(WORKER).status_code == 200, "the time is over, so the page says how it ended"
        assert "Not answered in time" in client.get(WORKER).text
        assert send(client, f"{WORKER}/answer", ANSWERS, "1").status_code == 422
    with time_machine.travel("2024-07-30T09:30:00+00:00", tick=False):
        assert "to be answered by 30 July 2024" in plain(signed_in(app, DANA).get("/").text)
        assert send(signed_in(app, DANA), f"{WORKER}/answer", ANSWERS, "1").status_code == 303


def test_the_family_and_a_reason_not_to_answer(app: Flask, july: Story) -> None:
    dana, omar = signed_in(app, DANA), signed_in(app, OMAR)
    assert send(dana, f"{WORKER}/family", {"agreed": "yes", "said": ""}).status_code == 422
    assert send(dana, f"{WORKER}/family", {"agreed": "yes", "said": "More visits."}).status_code == 303
    assert "cannot be done now" in dana.get(f"{WORKER}/family").text, "it is recorded once"
    assert send(omar, f"{MANAGER}/declining", {"reason": ""}).status_code == 422
    assert send(omar, f"{MANAGER}/declining", {"reason": "She has left."}).status_code == 303
    assert "She has left." in signed_in(app, RUTH).get(MANAGER).text
    assert "More visits." in signed_in(app, ANNA).get(WORKER).text
    assert "cannot be done now" in omar.get(f"{MANAGER}/family").text, "the worker's part"


NAMED = {RUTH: True, HELEN: False, JOAN: False, IAN: False, KOFI: False, GRACE: False, ANNA: False}


@pytest.mark.parametrize("person", NAMED)
def test_the_tracker_names_who_was_asked_to_the_qa_lead_alone(app: Flask, july: Story, person: str) -> None:
    put(july)
    send(signed_in(app, DANA), f"{WORKER}/answer", ANSWERS, "1")
    client = signed_in(app, person)
    for kind in ("", ".csv", ".json"):
        shown = client.get(f"/impact{kind}").text
        assert "C-10482" in shown
        assert ("Dana Lewis" in shown, DANA in shown) == (NAMED[person], NAMED[person] and kind != ""), kind
        assert SAID not in shown


def test_who_is_asked_sees_their_own_and_no_figures_of_others(app: Flask, july: Story) -> None:
    put(july)
    rows = {person: json.loads(signed_in(app, person).get("/impact.json").text)["rows"] for person in (DANA, OMAR, BEN)}
    assert {person: [row["part_id"] for row in found] for person, found in rows.items()} == {
        DANA: ["worker"], OMAR: ["manager"], BEN: [],
    }  # fmt: skip
    assert 'id="response"' not in signed_in(app, DANA).get("/impact").text
    assert 'id="response"' in signed_in(app, HELEN).get("/impact").text


@pytest.mark.parametrize("person", [MARY, PRIYA])
def test_moderators_and_administrators_have_no_tracker(app: Flask, july: Story, person: str) -> None:
    assert signed_in(app, person).get("/impact").status_code == 404


def test_figures_say_n_of_n_and_lead_to_their_rows(app: Flask, july: Story) -> None:
    put(july)
    send(signed_in(app, DANA), f"{WORKER}/answer", ANSWERS, "1")
    ruth = signed_in(app, RUTH)
    page = plain(ruth.get("/impact").text)
    assert "Answered, of all asked 1 of 2 50% (95% interval 9% to 91%)" in page
    assert "Answered, of those whose time is over 0 of 0 – " in page
    apart = "Not in the base of those whose time is over: 2 with time left to answer , 1 of them answered already ."
    assert apart in page
    with time_machine.travel("2024-08-10T09:30:00+00:00", tick=False):
        later = signed_in(app, RUTH).get("/impact").text
        assert "Answered, of those whose time is over 1 of 2 50%" in plain(later)
        assert "with time left" not in plain(later).split("Response")[-1]
    assert "Partly 1 of 1 100%" in page
    of_may = "May 2024 1 of 2 50% (95% interval 9% to 91%) 0 of 1 0% (95% interval 0% to 79%) 1 of 1 100%"
    assert of_may in page
    rows = json.loads(ruth.get("/impact.json?state=answered&asked=yes").text)["rows"]
    assert [row["request_id"] for row in rows] == ["impact/2024-05-0001-worker"]
    assert "No request" not in page
    assert 'href="/impact/figures.csv"' in ruth.get("/impact").text
    told = {row["figure_id"]: row for row in json.loads(ruth.get("/impact/figures.json").text)["rows"]}
    assert {id: (told[id]["numerator"], told[id]["denominator"], told[id]["share"]) for id in (
        "answered-of-asked", "answered-of-over", "response-2024-05", "practice-2024-05", "helped-2024-05")} == {
        "answered-of-asked": (1, 2, 0.5), "answered-of-over": (0, 0, None), "response-2024-05": (1, 2, 0.5),
        "practice-2024-05": (0, 1, 0.0), "helped-2024-05": (1, 1, 1.0),
    }  # fmt: skip
    assert told["answered-of-asked"]["interval"] == "9% to 91%"
    mine = json.loads(signed_in(app, DANA).get("/impact/figures.json").text)
    assert (mine["rows"], "shown to those" in mine["withheld"]) == ([], True)


def test_after_a_year_a_request_is_listed_with_all_months(app: Flask, july: Story) -> None:
    put(july)
    with time_machine.travel("2025-09-01T09:00:00+00:00", tick=False):
        ruth = signed_in(app, RUTH)
        assert "Month of return: The last 12 months" in ruth.get("/impact").text
        found = [
            ruth.get(f"/impact.csv{asked}").text.count("-worker") for asked in ("", "?month=all", "?month=2024-05")
        ]
    assert found == [0, 1, 1]


def test_an_open_page_gets_the_rows_when_one_is_answered(app: Flask, july: Story) -> None:
    put(july)
    ruth = signed_in(app, RUTH)
    mark = re.search(r'data-position="([^"]+)"', ruth.get("/impact").text)
    assert mark
    assert ruth.get(f"/impact?since={mark[1]}").status_code == 204
    send(signed_in(app, DANA), f"{WORKER}/answer", ANSWERS, "1")
    assert ruth.get(f"/impact?since={mark[1]}").status_code == 200


def test_the_questions_are_asked_in_the_words_in_which_they_were_put(app: Flask, july: Story) -> None:
    put(july)
    page = plain(signed_in(app, DANA).get(f"{WORKER}/answer").text)
    questions = july.house.load(Impact, "impact/2024-05-0001-worker").questions
    assert questions["version"] == 1
    for name in ("practice", "helped", "obstacles"):
        assert questions[name]["label"] in page
        assert all(words.replace("'", "&#39;") in page for words in questions[name]["choices"].values())


def test_histories_tell_of_it_and_hide_what_was_written(app: Flask, july: Story) -> None:
    send(signed_in(app, DANA), f"{WORKER}/answer", ANSWERS)
    for person in (RUTH, OMAR, DANA):
        page = plain(signed_in(app, person).get("/audits/2024-05/1/history").text)
        assert "Practice improved: Partly. Helped the child: Yes." in page
        assert SAID not in page
    (told,) = [entry for entry in histories.of_audit(july.house, audit_id(1)) if entry.topic == "impact answered"]
    assert told.facts["answers"] == {"practice": "Partly", "helped": "Yes"}, "no template has more at hand"
    assert "Impact answered" in signed_in(app, RUTH).get("/children/C-10482/history").text
    assert "Impact answered" in signed_in(app, DANA).get("/people/dana-lewis/history").text


def test_the_workers_history_of_the_audit_leaves_out_what_was_put_to_the_manager(app: Flask, july: Story) -> None:
    put(july)
    asked = {person: signed_in(app, person).get("/audits/2024-05/1/history").text.count("Impact asked") for person in
             (DANA, RUTH)}  # fmt: skip
    assert asked == {DANA: 1, RUTH: 2}


def test_an_address_of_nothing_is_not_there(app: Flask, july: Story) -> None:
    for path in ("/impact/2024-05-0099-worker", "/impact/x", "/impact/2024-05-0002-worker"):
        assert signed_in(app, RUTH).get(path).status_code == 404


def test_empty_states_say_what_will_appear(app: Flask) -> None:
    assert "Nobody has been asked about impact yet." in signed_in(app, RUTH).get("/impact").text


def test_questions_to_somebody_who_has_left_are_put_to_somebody_else_by_the_qa_lead(app: Flask, july: Story) -> None:
    put(july)
    ruth, act = signed_in(app, RUTH), f"{WORKER}/handing-over"
    sent = {"recipient": BEN, "reason": "He has taken the work on."}
    assert "Questions about impact put to somebody who has left" not in ruth.get("/").text
    assert "Who is asked has not left" in send(ruth, act, sent, "1").text
    july.let(PRIYA, Person, BEN).hold({"auditor", "practitioner"})
    july.let(PRIYA, Person, DANA).leave(DUE, "")
    assert f'href="{act}"' in ruth.get("/").text
    page = ruth.get(act).text
    assert f'value="{BEN}"' in page
    assert f'value="{ANNA}"' not in page, "the auditor is not asked about their own audit"
    assert send(signed_in(app, HELEN), act, sent, "1").status_code == 404
    assert "Choose somebody who works here and can answer." in send(ruth, act, sent | {"recipient": ANNA}, "1").text
    assert send(ruth, act, sent, "1").status_code == 303
    assert "Ruth Okafor had Ben Carter asked in the place of Dana Lewis, who has left" in plain(ruth.get(WORKER).text)
    assert "Questions about impact put to somebody who has left" not in ruth.get("/").text
    assert send(signed_in(app, BEN), f"{WORKER}/answer", ANSWERS, "2").status_code == 303
    assert json.loads(ruth.get("/impact.json").text)["rows"][0]["recipient_id"] in (BEN, OMAR)

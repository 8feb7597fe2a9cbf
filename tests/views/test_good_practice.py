"""The register of good practice in the browser: who sees whose, followed up, shared, named or not; by grade too."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from tests.views.may import app, may_log, signed_in

__all__ = ["app", "may_log"]

ENTRY = "/good-practice/2024-05-0003-direct-work"
STREAM = "good_practice/2024-05-0003-direct-work"
DAY = {"on-day": "20", "on-month": "6", "on-year": "2024"}
TALK = DAY | {"conditions": ["planning", "tools"], "found": "I plan each visit."}


@pytest.fixture
def june(app: Flask) -> Iterator[Story]:
    """Nadia Rahman's audit of Dana Lewis's work flags direct work and is accepted on 30 May; it is 20 June."""
    with time_machine.travel("2024-06-20T09:30:00+00:00", tick=False):
        story, nadia = Story(app.extensions["house"], "2024-05-29"), stories.NADIA
        grades = {"grade.plans": "outstanding", "grade.assessment": "requires-improvement"}
        note = "Used the three houses."
        stories.write(story, nadia, 3, themes=["direct-work"], theme_note=note, **grades)
        story.let(nadia, Audit, audit_id(3)).return_(story.content(), on="2024-05-29", working_days_late=1)
        story.let(RUTH, Audit, audit_id(3)).accept(on="2024-05-30", note="")
        story.on("2024-06-20")
        yield story


def send(client: FlaskClient, path: str, facts: dict[str, Any], version: str = "0") -> Any:
    return client.post(path, data={"version": version} | facts)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def topics(story: Story, id: str = STREAM) -> list[str]:
    return [made.topic for made in story.house.reader.stream(id)]


def test_the_practitioner_is_thanked_on_their_own_page(app: Flask, june: Story) -> None:
    page = plain(signed_in(app, DANA).get("/").text)
    assert "Good practice found in my work 1 time: thank you" in page
    assert "Direct work with the child found on 30 May 2024" in page
    assert "This is about your work. Thank you." in signed_in(app, DANA).get(ENTRY).text
    assert "Good practice found in my work" not in signed_in(app, ANNA).get("/").text


def test_the_entry_has_the_auditors_words_and_the_way_to_the_audit(app: Flask, june: Story) -> None:
    page = signed_in(app, RUTH).get(ENTRY).text
    assert "Used the three houses." in page
    assert 'href="/audits/2024-05/3"' in page
    assert "It has not been followed up yet." in page
    assert 'href="/good-practice/2024-05-0003-direct-work"' in signed_in(app, RUTH).get("/audits/2024-05/3").text


def test_the_qa_lead_follows_up_and_shares(app: Flask, june: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert send(ruth, f"{ENTRY}/follow-up", TALK).status_code == 303
    assert send(ruth, f"{ENTRY}/sharing", DAY | {"place": "session", "note": "In June"}, "2").status_code == 303
    assert topics(june) == ["good practice noted", "good practice followed up", "good practice shared"]
    page = plain(signed_in(app, DANA).get(ENTRY).text)
    assert "Time and planning: visits and work prepared Tools used openly with the family I plan each visit." in page
    assert "Learning session, 20 June 2024: In June" in page


def test_bad_input_is_said_beside_its_field_and_what_was_typed_is_kept(app: Flask, june: Story) -> None:
    ruth = signed_in(app, RUTH)
    answer = send(ruth, f"{ENTRY}/follow-up", DAY | {"found": "I plan each visit."})
    assert (answer.status_code, "Choose what made it possible." in answer.text) == (422, True)
    assert "I plan each visit." in answer.text
    answer = send(ruth, f"{ENTRY}/follow-up", TALK | {"on-day": "21"})
    assert "The date cannot be in the future." in answer.text
    answer = send(ruth, f"{ENTRY}/follow-up", TALK | {"on-month": "5", "on-day": "29"})
    assert "The date cannot be before it was noted." in answer.text
    assert send(ruth, f"{ENTRY}/sharing", DAY).status_code == 422
    assert topics(june) == []


def test_a_double_click_is_one_conversation_and_another_over_an_old_page_is_stale(app: Flask, june: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert [send(ruth, f"{ENTRY}/follow-up", TALK).status_code for _ in range(2)] == [303, 303]
    assert send(ruth, f"{ENTRY}/follow-up", TALK | {"conditions": ["team"]}).status_code == 409
    assert topics(june) == ["good practice noted", "good practice followed up"]


EVERYBODY = (ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, stories.NADIA)
MAY = {
    "": {DANA, GRACE, HELEN, IAN, JOAN, MARY, OMAR, RUTH, stories.NADIA},
    "/follow-up": {RUTH},
    "/sharing": {RUTH},
    "/anonymity": {DANA},
    "/naming": {DANA},
}


@pytest.mark.parametrize("page", MAY)
def test_pages_are_there_for_whom_they_are(app: Flask, june: Story, page: str) -> None:
    assert {one for one in EVERYBODY if signed_in(app, one).get(ENTRY + page).status_code == 200} == MAY[page]
    for one in set(EVERYBODY) - MAY[page]:
        if page:
            assert send(signed_in(app, one), ENTRY + page, TALK).status_code == 404
    assert topics(june) == []


def test_who_asks_not_to_be_named_is_named_to_the_qa_lead_alone(app: Flask, june: Story) -> None:
    dana = signed_in(app, DANA)
    assert send(dana, f"{ENTRY}/anonymity", {}).status_code == 303
    named = {}
    for person in (DANA, RUTH, HELEN, IAN, KOFI, MARY, OMAR, GRACE, stories.NADIA):
        client = signed_in(app, person)
        pages = [client.get(f"/good-practice{kind}").text for kind in ("", ".csv", ".json")]
        pages += [found.text for found in [client.get(ENTRY)] if found.status_code == 200]
        named[person] = [text for text in pages if "Dana Lewis" in text.split("Sign out")[-1] or DANA in text] != []
    assert named == dict.fromkeys(named, False) | {DANA: True, RUTH: True}
    assert "A practitioner, who asked not to be named" in signed_in(app, HELEN).get("/good-practice").text
    assert send(dana, f"{ENTRY}/naming", {}, "2").status_code == 303
    assert "Dana Lewis" in signed_in(app, HELEN).get("/good-practice").text


SEES = {RUTH: 1, HELEN: 1, JOAN: 1, IAN: 1, KOFI: 1, MARY: 1, GRACE: 1, OMAR: 1, DANA: 1, stories.NADIA: 1, ANNA: 0}


@pytest.mark.parametrize("person", SEES)
def test_each_has_the_entries_that_are_theirs(app: Flask, june: Story, person: str) -> None:
    for list_ in ("/good-practice", "/good-practice/domains"):
        rows = json.loads(signed_in(app, person).get(f"{list_}.json").text)["rows"]
        assert bool(rows) == bool(SEES[person]), list_
    assert "Used the three houses" not in signed_in(app, person).get("/good-practice.json").text


def test_an_administrator_has_no_register(app: Flask, june: Story) -> None:
    for path in ("/good-practice", "/good-practice.csv", "/good-practice/domains", "/good-practice/new", ENTRY):
        assert signed_in(app, PRIYA).get(path).status_code == 404


def test_it_is_noted_directly_and_in_an_audit_by_its_grade(app: Flask, june: Story) -> None:
    ruth = signed_in(app, RUTH)
    facts = DAY | {"id": "good_practice/aaa", "worker": DANA, "theme": "partnership", "what": "One table."}
    assert ruth.post("/good-practice", data=facts).headers["Location"] == "/good-practice/aaa"
    assert ruth.post("/good-practice", data=facts).status_code == 422, "it has been noted already"
    form = ruth.get(f"/good-practice/new?audit={audit_id(3)}&domain=plans").text
    assert "Quality of plans (by its grade)" in form
    assert 'value="person/ben-carter"' not in form, "of an audit its worker alone"
    by_grade = facts | {"id": "good_practice/bbb", "theme": "", "audit": audit_id(3), "domain": "plans"}
    assert ruth.post("/good-practice", data=by_grade).status_code == 303
    assert "quality of plans" in ruth.get("/good-practice/bbb").text


def test_what_is_noted_needs_somebody_a_theme_and_words(app: Flask, june: Story) -> None:
    ruth, facts = signed_in(app, RUTH), DAY | {"id": "good_practice/aaa", "worker": DANA, "theme": "risk", "what": "A."}
    for change, words in (
        ({"worker": ""}, "Choose whose practice it is."),
        ({"theme": ""}, "Choose a theme."),
        ({"what": ""}, "Write what was good about it."),
        ({"on-day": "21"}, "The date cannot be in the future."),
        ({"audit": audit_id(1)}, "This is no accepted audit of this person"),
        ({"worker": HELEN}, "Choose one of the list."),
        ({"domain": "no-such-domain"}, "choose one of the list."),
        ({"audit": "audit/2024-05/1"}, "choose one of the list."),
        ({"audit": "team/harbour"}, "choose one of the list."),
    ):
        answer = ruth.post("/good-practice", data=facts | change)
        assert (answer.status_code, words in answer.text) == (422, True), words
    assert topics(june, "good_practice/aaa") == []


def test_the_figures_are_n_of_n_and_lead_to_their_rows(app: Flask, june: Story) -> None:
    ruth = signed_in(app, RUTH)
    send(ruth, f"{ENTRY}/follow-up", TALK)
    page = plain(ruth.get("/good-practice").text)
    assert "Followed up with the practitioner 1 of 1 100%" in page
    assert "Tools used openly with the family 1 of 1 100%" in page
    assert "Training or coaching 0 of 1 0%" in page
    rows = json.loads(ruth.get("/good-practice.json?condition=tools").text)["rows"]
    assert [(row["entry_id"], row["conditions"]) for row in rows] == [
        (STREAM, "Time and planning: visits and work prepared; Tools used openly with the family"),
    ]
    assert json.loads(ruth.get("/good-practice.json?condition=team").text)["rows"] == []
    told = {row["figure_id"]: row for row in json.loads(ruth.get("/good-practice/figures.json").text)["rows"]}
    assert [(told[id]["about"], told[id]["numerator"], told[id]["denominator"])
            for id in ("followed", "condition-tools", "condition-training")] == [
        ("All examples", 1, 1), ("What made it possible", 1, 1), ("What made it possible", 0, 1),
    ]  # fmt: skip
    assert json.loads(ruth.get("/good-practice/figures.json?condition=team").text)["rows"] == []


def test_domains_graded_good_or_better_of_all_graded(app: Flask, june: Story) -> None:
    """One audit accepted: six of its seven domains are Good or Outstanding, the assessment is not."""
    ruth = signed_in(app, RUTH)
    page = plain(ruth.get("/good-practice/domains").text)
    assert "6 grades" in page
    assert "Quality of plans 1 of 1 100%" in page
    assert "Quality of assessment 0 of 1 0%" in page
    rows = json.loads(ruth.get("/good-practice/domains.json?grade=outstanding").text)["rows"]
    assert [(row["domain_id"], row["grade"]) for row in rows] == [("plans", "Outstanding")]


def test_empty_states_say_what_will_appear(app: Flask) -> None:
    assert "No good practice is on the register yet." in signed_in(app, RUTH).get("/good-practice").text
    assert "No domain of an accepted audit of this month" in signed_in(app, RUTH).get("/good-practice/domains").text

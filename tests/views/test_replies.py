"""A practitioner's reply in the browser: by whom, where it stands, who is told, and that it is only ever added to."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, HELEN, IAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

PATH = "/audits/2024-05/1"
SAID = "The plan was reviewed at the school too."


def version(client: FlaskClient) -> str:
    found = re.search(r'name="version" value="(\d+)"', client.get(f"{PATH}/reply").text)
    assert found
    return found[1]


def send(client: FlaskClient, text: str, of: str = "") -> Any:
    return client.post(f"{PATH}/reply", data={"version": of or version(client), "text": text})


def replies(story: Story) -> list[str]:
    return [
        made.facts["text"] for made in story.house.reader.stream(audit_id(1)) if made.topic == "practitioner replied"
    ]


def test_the_practitioner_reads_strengths_before_the_grades_and_is_offered_a_reply(app: Flask, may: Story) -> None:
    page = signed_in(app, DANA).get(PATH).text
    assert page.index("She draws with him.") < page.index('id="grades"')
    assert f'href="{PATH}/reply"' in page
    others = signed_in(app, RUTH).get(PATH).text
    assert others.index("She draws with him.") > others.index('id="grades"')
    assert f"{PATH}/reply" not in others


def test_a_reply_stands_on_the_page_the_copy_and_in_the_history(app: Flask, may: Story) -> None:
    answer = send(signed_in(app, DANA), SAID)
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    may.let(RUTH, Audit, audit_id(1)).accept(on="2024-05-28", note="")
    for person in (DANA, ANNA, RUTH, OMAR, HELEN, IAN, MARY):
        client = signed_in(app, person)
        for page in ("", "/record", "/history"):
            assert SAID in client.get(PATH + page).text, (person, page)
    assert "Dana Lewis, 28 May 2024" in signed_in(app, ANNA).get(PATH).text


def test_it_is_added_to_and_the_first_stays_as_it_was(app: Flask, may: Story) -> None:
    dana = signed_in(app, DANA)
    send(dana, SAID)
    assert "Add to your reply" in dana.get(PATH).text
    send(dana, "One thing more.")
    assert replies(may) == [SAID, "One thing more."]
    page = dana.get(PATH).text
    assert page.index(SAID) < page.index("One thing more.")


def test_a_double_click_is_one_reply_and_what_others_do_meanwhile_is_not_in_the_way(app: Flask, may: Story) -> None:
    dana = signed_in(app, DANA)
    of = version(dana)
    may.let(RUTH, Audit, audit_id(1)).accept(on="2024-05-28", note="")
    assert [send(dana, SAID, of).status_code for _ in range(2)] == [303, 303]
    changed = send(dana, "Something else.", of)
    assert (changed.status_code, "Something else." in changed.text) == (409, True)
    assert replies(may) == [SAID]


def test_a_reply_of_nothing_is_refused_beside_its_field(app: Flask, may: Story) -> None:
    answer = send(signed_in(app, DANA), "  ")
    assert (answer.status_code, 'href="#text"' in answer.text) == (422, True)
    assert "Use at most 4,000 characters." in send(signed_in(app, DANA), "x" * 4001).text
    assert replies(may) == []


@pytest.mark.parametrize("person", [ANNA, BEN, RUTH, OMAR, HELEN, IAN, MARY, KOFI, PRIYA])
def test_nobody_else_has_the_form(app: Flask, may: Story, person: str) -> None:
    client = signed_in(app, person)
    assert client.get(f"{PATH}/reply").status_code == 404
    assert send(client, SAID, "9").status_code == 404
    assert replies(may) == []


def test_while_the_audit_is_back_with_its_auditor_there_is_no_form(app: Flask, may: Story) -> None:
    dana = signed_in(app, DANA)
    of = version(dana)
    may.let(RUTH, Audit, audit_id(1)).send_back(on="2024-05-28", reason="Thin.", due="2024-06-04")
    assert dana.get(f"{PATH}/reply").status_code == 404
    assert send(dana, SAID, of).status_code == 404


def test_the_auditor_and_the_qa_lead_are_told_for_a_fortnight(app: Flask, may: Story) -> None:
    send(signed_in(app, DANA), SAID)
    for person, told in ((ANNA, True), (RUTH, True), (BEN, False), (HELEN, False), (OMAR, False), (DANA, False)):
        page = signed_in(app, person).get("/").text
        assert ("Replies by practitioners" in page, f"{PATH}#replies" in page) == (told, told), person


def test_the_line_of_the_child_says_that_there_is_a_reply(app: Flask, may: Story) -> None:
    assert "The practitioner has not replied" in signed_in(app, RUTH).get("/children/C-10482").text
    send(signed_in(app, DANA), SAID)
    page = signed_in(app, OMAR).get("/children/C-10482").text
    assert f'href="{PATH}#replies"' in page
    assert "The practitioner replied" in page


WHO = {RUTH: 1, HELEN: 1, IAN: 1, MARY: 1, OMAR: 1, ANNA: 1, DANA: 1, BEN: 0}


@pytest.mark.parametrize("person", WHO)
def test_the_tracker_has_the_replies_that_are_theirs_without_words(app: Flask, may: Story, person: str) -> None:
    send(signed_in(app, DANA), SAID)
    client = signed_in(app, person)
    rows = json.loads(client.get("/replies.json").text)["rows"]
    assert [row["audit_id"] for row in rows] == [audit_id(1)] * WHO[person]
    assert SAID not in client.get("/replies").text + client.get("/replies.csv").text


@pytest.mark.parametrize("person", [KOFI, PRIYA])
def test_who_reads_no_audits_has_no_replies(app: Flask, may: Story, person: str) -> None:
    assert signed_in(app, person).get("/replies").status_code == 404
    assert signed_in(app, RUTH).get("/replies").status_code == 200

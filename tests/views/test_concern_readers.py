"""Whose children of concern are: who may do what, and what each reads; reading records nothing."""

import pytest
import time_machine
from flask import Flask

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story
from app.programme import concerns
from tests.views.a_concern import (
    ANSWER,
    CHILD,
    DAY,
    DONE,
    EVENING,
    EVERYBODY,
    ID,
    NOON,
    PATH,
    WHY,
    answer,
    concern,
    home,
    plain,
    raise_one,
    sent,
)
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

ACTS = ("acknowledgement", "response", "oversight", "review", "category", "stepping-down", "closure", "telling")
MAY = {
    "acknowledgement": {HELEN, JOAN},
    "response": {HELEN, JOAN, RUTH},
    "oversight": {JOAN},
    "review": {HELEN, JOAN, RUTH},
    "category": {HELEN, JOAN, RUTH},
    "stepping-down": {HELEN, JOAN, RUTH},
    "closure": {HELEN, JOAN, RUTH},
    "telling": {HELEN, JOAN, RUTH},
}


@pytest.mark.parametrize("noun", ACTS)
def test_who_may(app: Flask, may: Story, noun: str) -> None:
    raise_one(app)
    let_in = set()
    for person in EVERYBODY:
        client = signed_in(app, person)
        if client.get(f"{PATH}/{noun}").status_code == 200:
            let_in.add(person)
        else:
            assert client.post(f"{PATH}/{noun}", data={"version": "2"}).status_code == 404
    assert let_in == MAY[noun]
    assert concern(app).version == 2


def test_whose_the_page_is_and_what_they_read_there(app: Flask, may: Story) -> None:
    raise_one(app, ANNA)
    answer(app)
    read = {person: signed_in(app, person).get(PATH) for person in EVERYBODY}
    assert {person for person, page in read.items() if page.status_code == 404} == {BEN, KOFI, PRIYA}
    assert {person for person, page in read.items() if WHY in page.text} == {
        HELEN, JOAN, RUTH, OMAR, GRACE, MARY, IAN, ANNA,
    }  # fmt: skip
    assert {person for person, page in read.items() if DONE in page.text} == {
        HELEN, JOAN, RUTH, OMAR, GRACE, MARY, IAN,
    }  # fmt: skip
    histories = {person for person in EVERYBODY if signed_in(app, person).get(f"{PATH}/history").status_code == 200}
    assert histories == {HELEN, JOAN, RUTH, OMAR, GRACE, MARY, IAN}


def test_a_worker_reads_that_it_stands_and_what_is_asked_of_them_and_nothing_else(app: Flask, may: Story) -> None:
    raise_one(app)
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        sent(signed_in(app, HELEN), f"{PATH}/response", ANSWER)
    dana = signed_in(app, DANA)
    page = plain(dana.get(PATH).text)
    assert "What is asked of you See her twice a week. Helen Price, 28 May 2024" in page
    assert "answered by Helen Price 11:40" in page
    assert not [text for text in (WHY, DONE, "CN-20431", "Told:") if text in page]
    assert f"{CHILD}: a concern stands; see what is asked of you" in home(app, DANA)


def test_an_auditor_reads_what_they_raised_and_not_what_others_did(app: Flask, may: Story) -> None:
    raise_one(app, ANNA, "2")
    facts = {"child": CHILD, "category": "2", "why": "Another finding, of another audit."}
    concerns.raise_concern(app.extensions["house"], "raising/b", **facts, by=BEN, at=NOON)
    page = signed_in(app, ANNA).get(PATH).text
    assert (WHY in page, "Another finding" in page, "What is asked" in page) == (True, False, False)


def test_an_audit_and_a_child_show_their_concern_to_those_whose_it_is(app: Flask, may: Story) -> None:
    raise_one(app, child="C-10482")
    assert "/concerns/" in signed_in(app, RUTH).get("/children/C-10482").text
    assert f"/concerns/new?child={CHILD}" in signed_in(app, RUTH).get(f"/children/{CHILD}").text
    assert f"/concerns/new?child={CHILD}" not in signed_in(app, IAN).get(f"/children/{CHILD}").text


@pytest.mark.parametrize("noun", ["", "/history", *(f"/{noun}" for noun in ACTS)])
def test_one_that_there_is_not_is_not_found(app: Flask, may: Story, noun: str) -> None:
    assert signed_in(app, JOAN).get(f"/concerns/no-such{noun}").status_code == 404


@pytest.mark.parametrize("noun", ["response", "oversight", "review", "category", "stepping-down", "closure", "telling"])
def test_what_cannot_be_done_any_more_says_so(app: Flask, may: Story, noun: str) -> None:
    raise_one(app, category="2")
    answer(app)
    concerns.close(app.extensions["house"], ID, version=2, why="Done.", on=DAY, by=RUTH, at=EVENING)
    assert "This cannot be done now" in signed_in(app, JOAN).get(f"{PATH}/{noun}").text


def test_reading_records_nothing(app: Flask, may: Story) -> None:
    raise_one(app)
    head = app.extensions["house"].reader.head()
    for path in ("/", "/concerns", "/concerns/new", PATH, f"{PATH}/history", *(f"{PATH}/{noun}" for noun in ACTS)):
        signed_in(app, JOAN).get(path)
    assert app.extensions["house"].reader.head() == head

"""What is told around an erasure: to whom it is said, what holds it, and what was published before."""

import pytest
from flask import Flask

from app.demo.stories import ANNA, BEN, HELEN, IAN, KOFI, PRIYA, RUTH, Story
from app.demo.story_inspections import IONA
from app.events.inspection import Inspection, Terms
from app.events.subject_access import SubjectAccess
from app.programme import published_words
from tests.views.erasing import AUDIT, REFERENCE, close_everything, confirm, erase, propose, raise_concern
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def closed(may: Story) -> Story:
    """May, with everything about one child closed."""
    close_everything(may)
    return may


def test_who_may_not_read_a_record_is_not_told_that_it_was_erased(app: Flask, closed: Story) -> None:
    erase(app)
    told = {person: signed_in(app, person).get(f"/children/{REFERENCE}") for person in (ANNA, BEN, IAN, KOFI, PRIYA)}
    refused = [answer for answer in told.values() if answer.status_code == 404]
    assert refused
    for answer in refused:
        assert "or it is not yours to see" in answer.text
        assert "[erased]" not in answer.text
        assert "Asked for, and looked at by the lawyer." not in answer.text
    assert "[erased]" in signed_in(app, RUTH).get(f"/children/{REFERENCE}").text


def test_a_second_proposal_leads_to_the_first(app: Flask, closed: Story) -> None:
    propose(app)
    assert (
        'href="/erasures/one">Look at the erasure of C-10482 that waits' in propose(app, HELEN, id="erasure/two").text
    )


def test_whatever_holds_it_is_told_by_name_with_the_inspection_and_its_last_day(app: Flask, closed: Story) -> None:
    raise_concern(closed, "Again.")
    terms = Terms("2024-05-28", "2024-06-07", True, (), (), "")
    closed.let(RUTH, Inspection, "inspection/next").grant(IAN, terms, "The next inspection.")
    told = propose(app).text
    assert "Everything is held: an inspection is running. C-10482 is held: a concern is open." in told
    assert "The inspection of Ian Walsh runs until 7 June 2024, if it is not ended before." in told


def test_an_inspection_of_other_children_holds_nothing_and_is_not_named(app: Flask, closed: Story) -> None:
    terms = Terms("2024-05-28", "2024-06-07", False, ("child/C-20001",), (), "")
    closed.let(RUTH, Inspection, "inspection/other").grant(IAN, terms, "Another child.")
    raise_concern(closed, "Again.")
    told = propose(app).text
    assert "C-10482 is held: a concern is open." in told
    assert "The inspection of" not in told
    whole = Terms("2024-05-28", "2024-06-30", True, (), (), "")
    closed.let(RUTH, Inspection, "inspection/whole-again").grant(IONA, whole, "All.")
    told = propose(app).text
    assert "runs until 30 June 2024" in told
    assert "runs until 7 June 2024" not in told


def test_a_person_who_is_held_is_told_by_name(app: Flask, closed: Story) -> None:
    days = {"received_on": "2024-05-28", "due": "2024-06-28"}
    asked = closed.let(RUTH, SubjectAccess, "subject_access/anna")
    asked.ask(of="person", about=ANNA, who="Herself.", **days)
    told = propose(app, of="person", child="", person=ANNA).text
    assert "Anna Bell is held: a copy of what is held was asked for." in told


def test_a_proposal_with_nothing_filled_in_says_all_that_is_missing(app: Flask, closed: Story) -> None:
    told = propose(app, of="", child="", ground="", reason="").text
    for said in ("Say what is to be erased.", "Choose the ground for which it is erased.", "Give the reason."):
        assert said in told


def test_published_words_are_told_when_it_is_proposed_confirmed_and_done(
    app: Flask, closed: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"report": "report/2024-05", "key": "2024-05", "edition": 1}
    said = {"audit": "audit/2024-05/0001", "number": 0, "tone": "positive", "text": "She draws with him."}
    facts = {"document": {"sections": [{"blocks": [{"quotations": [said]}]}]}, "texts": {}}
    monkeypatch.setattr(published_words.rows, "all_editions", lambda model: [row])
    monkeypatch.setattr(published_words.programme, "published", lambda *_: facts)
    told = "the report of May 2024, edition 1"
    propose(app)
    for page in ("/erasures/one", "/erasures/one/confirmation"):
        assert told in signed_in(app, HELEN).get(page).text
    confirm(app)
    for page in ("/erasures/one", AUDIT):
        assert told in signed_in(app, RUTH).get(page).text
    assert told not in signed_in(app, RUTH).get("/actions/crayons").text


def test_a_sentence_that_was_copied_into_a_report_is_found_as_long_as_it_can_be_read(
    app: Flask, closed: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"report": "report/2024-05", "key": "2024-05", "edition": 1}
    facts = {"document": {}, "texts": {"a": "One of them:\nNobody was with  her at night. So it was."}}
    monkeypatch.setattr(published_words.rows, "all_editions", lambda model: [row])
    monkeypatch.setattr(published_words.programme, "published", lambda *_: facts)
    propose(app)
    assert "the report of May 2024, edition 1" in signed_in(app, HELEN).get("/erasures/one").text


def test_who_confirms_is_told_what_older_backups_still_open(app: Flask, closed: Story) -> None:
    propose(app)
    told = signed_in(app, HELEN).get("/erasures/one/confirmation").text
    assert "not even from a backup" not in told
    assert "have such backups of the keys deleted" in told

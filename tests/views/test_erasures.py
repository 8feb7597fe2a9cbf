"""Erasing: two people, the keys gone for ever, "[erased]" where words were, everything else as it was."""

import sqlite3
from pathlib import Path
from shutil import copyfile
from time import sleep
from typing import Any

import pytest
from flask import Flask

from app import clock, create_app
from app.config import Settings
from app.demo.stories import ANNA, HELEN, IAN, JOAN, KOFI, PRIYA, RUTH, Story
from app.erasing import Again, Erasing
from app.events.action import Action
from app.events.child import Child
from app.events.erasure import Erasure
from app.events.inspection import Inspection, Terms
from app.events.record_keys import NotErased
from app.events.record_keys_file import KeyFile
from app.folder import Unsuitable
from app.programme import concerns, erasures
from tests.views.erasing import (
    AUDIT,
    CHILD,
    REFERENCE,
    WORDS,
    close_concern,
    close_everything,
    confirm,
    erase,
    holding,
    propose,
    raise_concern,
    reopened,
)
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

PAGES = (
    AUDIT, f"{AUDIT}/record", f"{AUDIT}/history", f"/children/{REFERENCE}", f"/children/{REFERENCE}/history",
    "/actions/crayons", "/actions", "/actions.csv", "/actions.json", f"/concerns/{concerns.concern_id(CHILD, 1)[8:]}",
    "/concerns", "/audits", "/audits.csv", "/children.csv", f"/actions?search={REFERENCE}", "/",
)  # fmt: skip
"""Where the child's words, or those about the child, could be."""


@pytest.fixture
def closed(may: Story) -> Story:
    """May, with everything about one child closed."""
    close_everything(may)
    return may


@pytest.fixture
def told_before(app: Flask, closed: Story) -> None:
    """The words stand on the pages before."""
    text = "".join(signed_in(app, RUTH).get(page).text for page in PAGES)
    assert all(word in text for word in WORDS[:-1]), "the pages do not show what is to be erased"
    assert "JB" in text


def state(app: Flask) -> str:
    return app.extensions["house"].log.load(Erasure, "erasure/one").state


def test_nobody_confirms_what_they_proposed_and_another_person_does(app: Flask, closed: Story) -> None:
    propose(app)
    own = confirm(app, RUTH)
    assert own.status_code == 422
    assert "A second person has to look at it: you proposed this erasure yourself." in own.text
    assert "Erasures to confirm or decline" in signed_in(app, HELEN).get("/").text
    assert "Erasures to confirm or decline" not in signed_in(app, RUTH).get("/").text
    assert state(app) == "proposed"
    client = signed_in(app, HELEN)
    done = client.post("/erasures/one/confirmation", data={"version": "1"}, follow_redirects=True)
    assert done.request.path == "/erasures/one"
    assert "It is confirmed. The records are erased." in done.text
    assert state(app) == "erased"
    assert "Erasures to confirm" not in signed_in(app, JOAN).get("/").text


def test_after_it_no_page_list_file_or_search_has_a_word_of_it(app: Flask, told_before: None) -> None:
    erase(app)
    for page in PAGES:
        answer = signed_in(app, RUTH).get(page)
        assert answer.status_code == 200, page
        assert not [word for word in (*WORDS, ">JB<") if word in answer.text], page


def test_the_page_says_at_its_head_that_it_is_erased_by_whom_and_why(app: Flask, told_before: None) -> None:
    erase(app)
    for page in (AUDIT, f"/children/{REFERENCE}", "/actions/crayons"):
        said = signed_in(app, RUTH).get(page).text
        head = said[said.index('id="erased"') :][:900]
        assert "[erased]" in head
        assert "confirmed by Helen Price" in head
        assert "Ruth Okafor had proposed" in head
        assert "Asked for, and looked at by the lawyer." in head


def test_grades_counts_and_entries_stay(app: Flask, told_before: None) -> None:
    client, house = signed_in(app, RUTH), app.extensions["house"]
    before = [client.get(page).text.count("moj-timeline__item") for page in PAGES]
    rows = house.model.query("SELECT * FROM audits ORDER BY id")
    figures = client.get("/cycles/2024-05.json").json | {"position": 0}
    erase(app)
    assert [client.get(page).text.count("moj-timeline__item") for page in PAGES] == before
    assert client.get("/cycles/2024-05.json").json | {"position": 0} == figures
    assert house.model.query("SELECT * FROM audits ORDER BY id") == rows


def test_the_log_is_byte_for_byte_what_it_was_and_the_ledger_says_so(app: Flask, closed: Story) -> None:
    house, book = app.extensions["house"], app.extensions["ledger"]
    kept, signed = house.reader.stored(0, 10_000), book.checkpoint(clock.now())
    erase(app)
    assert house.reader.stored(0, len(kept)) == kept
    assert book.verified([signed.note]).findings == ()


def test_no_file_of_the_folder_has_a_word_of_it(app: Flask, tmp_path: Path, closed: Story) -> None:
    draft = {"key": "audits/2024-05/1/challenges/new", "fields": {"why": "Half a thought about him."}}
    app.extensions["drafts"].put(ANNA, draft["key"], 0, draft["fields"], clock.now())
    app.extensions["drafts"].put(ANNA, "concerns/new", 0, {"child": REFERENCE, "why": "Half a thought."}, clock.now())
    app.extensions["drafts"].put(ANNA, "concerns/new2", 0, {"child": "C-10519", "why": "Another's."}, clock.now())
    erase(app)
    assert holding(tmp_path) == []
    assert app.extensions["drafts"].forms(ANNA).keys() == {"concerns/new2"}
    assert app.extensions["house"].keys.of(CHILD) is None
    assert app.extensions["house"].keys.of("child/C-10519") is not None


def test_as_it_stood_before_it_is_erased_all_the_same(app: Flask, told_before: None) -> None:
    erase(app)
    for page in (AUDIT, f"/children/{REFERENCE}"):
        answer = signed_in(app, RUTH).get(f"{page}?as_at=2024-05-28T09:30")
        assert answer.status_code == 200
        assert "[erased]" in answer.text
        assert not [word for word in (*WORDS, "JB", "White British", "5 to 9") if word in answer.text]
    listed = signed_in(app, RUTH).get("/children.csv?as_at=2024-05-28T09:30").text
    (row,) = [line for line in listed.splitlines() if REFERENCE in line]
    assert "White British" not in row
    assert "White British" in listed


@pytest.mark.parametrize("open", ["action", "audit", "concern", "inspection", "request"])
def test_what_is_open_keeps_it_in_words(app: Flask, closed: Story, open: str) -> None:
    said = {
        "action": "C-10482 is held: an action is open.",
        "audit": "C-10519 is held: an audit is open.",
        "concern": "C-10482 is held: a concern is open.",
        "inspection": "Everything is held: an inspection is running.",
        "request": "C-10482 is held: a copy of what is held was asked for.",
    }
    OPEN[open](app, closed)
    answer = propose(app, child="C-10519" if open == "audit" else REFERENCE)
    assert answer.status_code == 422
    assert f"This must be kept for now. {said[open]}" in answer.text


def _raise(app: Flask, story: Story) -> None:
    raise_concern(story, "Again.")


def _act(app: Flask, story: Story) -> None:
    story.let(HELEN, Action, "action/crayons").reopen(reason="They were never used.", on="2024-05-28")


def _ask(app: Flask, story: Story) -> None:
    facts = {"of": "child", "child": REFERENCE, "person": "", "who": "The mother.", "id": "subject_access/one"}
    days = {"received_on": ("2024", "5", "28"), "due": ("2024", "6", "28")}
    parts = {f"{name}-{part}": value for name, day in days.items()
             for part, value in zip(("year", "month", "day"), day, strict=True)}  # fmt: skip
    assert signed_in(app, RUTH).post("/subject-access", data=facts | parts).status_code == 303


def _inspect(app: Flask, story: Story) -> None:
    terms = Terms("2024-05-28", "2024-06-07", True, (), (), "")
    story.let(RUTH, Inspection, "inspection/next").grant(IAN, terms, "The next inspection.")


OPEN: dict[str, Any] = {
    "action": _act, "audit": lambda app, story: None, "concern": _raise, "inspection": _inspect, "request": _ask,
}  # fmt: skip


def test_what_was_opened_since_it_was_proposed_keeps_it_too(app: Flask, closed: Story) -> None:
    propose(app)
    _raise(app, closed)
    answer = confirm(app)
    assert answer.status_code in (409, 422)
    assert state(app) == "proposed"
    page = signed_in(app, HELEN).get("/erasures/one").text
    assert "It cannot be confirmed now." in page
    assert ('href="/erasures/one/confirmation"' in page, 'href="/erasures/one/decline"' in page) == (False, True)


def test_what_came_since_it_was_proposed_has_to_be_proposed_too(app: Flask, closed: Story) -> None:
    propose(app)
    close_concern(closed, raise_concern(closed, "Again."))
    answer = confirm(app)
    assert "What is held has changed since this was proposed." in answer.text
    assert state(app) == "proposed"


@pytest.mark.parametrize("at", ["keys", "file", "copies", "record"])
def test_a_stop_at_any_step_ends_erased(
    app: Flask, tmp_path: Path, closed: Story, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    place = {
        "keys": (erasures, "replay"), "file": (KeyFile, "_overwrite"), "copies": (Erasing, "_drop"),
        "record": (erasures, "carried_out"),
    }[at]  # fmt: skip
    secret = app.extensions["house"].keys.of(CHILD)

    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    propose(app)
    with monkeypatch.context() as patched:
        patched.setattr(*place, stop)
        with pytest.raises(KeyboardInterrupt):
            confirm(app)
    assert state(app) == "confirmed"
    started = reopened(app, tmp_path)
    assert state(started) == "erased"
    assert started.extensions["house"].log.load(Child, CHILD).initials == "[erased]"
    assert "She draws with him" not in signed_in(started, RUTH).get(AUDIT).text
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and secret in file.read_bytes()]


def test_what_could_not_be_overwritten_stays_confirmed_until_it_is(
    app: Flask, tmp_path: Path, closed: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    erasing, secret = app.extensions["erasing"], app.extensions["house"].keys.of(CHILD)
    propose(app)
    with monkeypatch.context() as patched:
        patched.setattr(KeyFile, "_overwrite", full)
        confirm(app)
        assert erasing.carry_out(clock.now()) == []
        assert state(app) == "confirmed"
        with pytest.raises(Unsuitable, match="Stop that process or make room"):
            create_app(Settings(tmp_path))
    assert erasing.carry_out(clock.now()) == ["erasure/one"]
    assert state(app) == "erased"
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and secret in file.read_bytes()]


def test_the_server_carries_out_by_itself_what_could_not_be_carried_out(
    app: Flask, closed: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise NotErased

    propose(app)
    with monkeypatch.context() as patched:
        patched.setattr(erasures, "replay", broken)
        confirm(app)
    assert app.test_client().get("/health").json["erasures_to_carry_out"] == 1
    again = Again(app.extensions["erasing"], tick=0.01)
    again.start()
    for _ in range(500):
        if state(app) == "erased":
            break
        sleep(0.01)
    again.close()
    assert state(app) == "erased"
    assert "erasures_to_carry_out" not in app.test_client().get("/health").json


def test_a_backup_of_the_keys_that_is_put_back_is_erased_before_anybody_reads(
    app: Flask, tmp_path: Path, told_before: None
) -> None:
    app.extensions["house"].keys.close()
    copyfile(tmp_path / "keys.sqlite", tmp_path.with_name("backup.sqlite"))
    erase(app)
    app.extensions["house"].log.close()
    for left in tmp_path.glob("keys.sqlite*"):
        left.unlink()
    copyfile(tmp_path.with_name("backup.sqlite"), tmp_path / "keys.sqlite")
    started = reopened(app, tmp_path)
    assert started.extensions["house"].keys.of(CHILD) is None
    assert started.extensions["house"].keys.of("child/C-10519") is not None
    assert "She draws with him" not in signed_in(started, RUTH).get(AUDIT).text


def test_a_child_who_comes_back_is_written_of_anew(app: Flask, tmp_path: Path, closed: Story) -> None:
    erase(app)
    details = {"initials": "JX", "plan": "CP", "team": "", "worker": "", "age_band": "5-9", "ethnicity": "White Irish"}
    closed.let(KOFI, Child, CHILD).list(details | {"opened": "2024-05-28", "last_audited": ""}, "2024-05-28")
    started = reopened(app, tmp_path)
    page = signed_in(started, RUTH).get(f"/children/{REFERENCE}").text
    assert "JX" in page
    assert "White Irish" in page
    assert "[erased]" in page


def test_it_is_for_those_who_lead_alone(app: Flask, closed: Story) -> None:
    propose(app)
    for person in (ANNA, IAN, KOFI, PRIYA):
        client = signed_in(app, person)
        assert {client.get(page).status_code for page in ("/erasures", "/erasures/one", "/retention")} == {404}
        assert propose(app, person).status_code == 404
        assert confirm(app, person).status_code == 404
    assert state(app) == "proposed"


@pytest.mark.parametrize(("changes", "said"), [
    ({"child": "C-99999"}, "There is no child of this reference."),
    ({"child": ""}, "Say which child, person or kind of record it is about."),
    ({"of": "schedule", "kind": ""}, "Say which child, person or kind of record it is about."),
    ({"ground": ""}, "Choose the ground for which it is erased."),
    ({"reason": " "}, "Give the reason."),
])  # fmt: skip
def test_what_nobody_can_propose_is_refused_in_words(
    app: Flask, closed: Story, changes: dict[str, str], said: str
) -> None:
    answer = propose(app, **changes)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_second_proposal_of_the_same_is_refused(app: Flask, closed: Story) -> None:
    propose(app)
    assert "An erasure of it is proposed already, by Ruth Okafor." in propose(app, HELEN, id="erasure/two").text


def test_it_is_declined_or_withdrawn_with_a_reason(app: Flask, closed: Story) -> None:
    propose(app)
    sent = {"version": "1", "reason": "The annual conversation is not over."}
    assert signed_in(app, RUTH).post("/erasures/one/decline", data=sent).status_code == 422
    assert signed_in(app, HELEN).post("/erasures/one/decline", data=sent).status_code == 303
    again = signed_in(app, HELEN).post("/erasures/one/confirmation", data={"version": "2"})
    assert "This cannot be done now" in again.text
    assert state(app) == "declined"
    assert propose(app, id="erasure/two").status_code == 303
    of_another = signed_in(app, HELEN).post("/erasures/two/withdrawal", data=sent)
    assert "Whoever proposed this erasure withdraws it. You can decline it." in of_another.text
    assert signed_in(app, RUTH).post("/erasures/two/withdrawal", data=sent).status_code == 303
    assert WORDS[0] in signed_in(app, RUTH).get(AUDIT).text


def test_who_confirms_reads_first_what_goes_on_what_ground_and_who_proposed_it(app: Flask, closed: Story) -> None:
    propose(app)
    page = signed_in(app, HELEN).get("/erasures/one/confirmation").text
    told = page[page.index('id="what-goes"') : page.index("<form action=")]
    assert "0 files kept here, whatever they are of: an erasure takes every one." in " ".join(told.split())
    for said in (
        "1 child",
        "1 audit",
        "1 concern",
        "1 action",
        "Asked for, and looked at by the lawyer.",
        "Ruth Okafor",
    ):
        assert said in told, said


def test_of_an_erasure_that_is_held_the_page_says_so_in_the_place_of_its_form(app: Flask, closed: Story) -> None:
    propose(app)
    terms = Terms("2024-05-28", "2024-06-30", everything=True, children=(), cycles=(), pinned="")
    closed.let(RUTH, Inspection, "inspection/again").grant(IAN, terms, "They came again.")
    client = signed_in(app, HELEN)
    page = client.get("/erasures/one/confirmation").text
    assert "This cannot be done now. Everything is held: an inspection is running." in page
    assert "runs until 30 June 2024, if it is not ended before." in page
    assert 'action="/erasures/one/confirmation"' not in page
    assert 'action="/erasures/one/decline"' in client.get("/erasures/one/decline").text
    assert confirm(app).status_code == 422
    assert state(app) == "proposed"


def test_of_one_that_is_done_the_form_says_that_it_is_carried_out(app: Flask, closed: Story) -> None:
    erase(app)
    page = signed_in(app, HELEN).get("/erasures/one/confirmation").text
    assert "This cannot be done now: the erasure of C-10482 is carried out." in page

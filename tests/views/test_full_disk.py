"""A disk without room: what was not stored is said in words, and what was typed is shown."""

import sqlite3
from typing import Any, NoReturn

import pytest
from eventsourcing.persistence import OperationalError
from flask import Flask

from app.demo.stories import ANNA, RUTH, Story
from app.room import LEAST_FREE
from app.views import health, passwords
from app.views.full_disk import NOT_SHOWN, NOT_STORED
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
FULL = sqlite3.OperationalError("database or disk is full")


def fails(with_: Exception) -> Any:
    def save(*args: Any, **kwargs: Any) -> NoReturn:
        raise with_

    return save


@pytest.mark.parametrize("fault", [FULL, OperationalError(FULL), OSError(28, "No space left on device")])
def test_a_save_without_room_is_told_with_what_was_typed(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(app.extensions["house"].log, "save", fails(fault))
    text = {"name": "East and <North>", "director": "", "password": "Quiet otter"}
    answer = signed_in(app, RUTH).post("/settings/areas", data=text)
    assert answer.status_code == 507
    assert NOT_STORED in answer.text
    assert "East and &lt;North&gt;" in answer.text
    assert "Quiet otter" not in answer.text


PASSWORDS = {"current": "Quiet otter 1", "password": "Quiet otter 2", "again": "Quiet otter 2"}


def test_no_password_is_ever_shown(app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = app.extensions["accounts"]
    monkeypatch.setattr(accounts, "set_password", fails(FULL))
    monkeypatch.setattr(accounts, "matches", lambda *of: True)
    ruth = signed_in(app, RUTH)
    with app.test_request_context():
        link = f"/welcome/{passwords._signer().dumps([ANNA, accounts.mark(ANNA)])}"
    for there in ("/account/password", link):
        answer = ruth.post(there, data=PASSWORDS)
        assert (answer.status_code, "Quiet otter" in answer.text) == (507, False)


def test_another_fault_of_the_database_stays_a_fault(app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.extensions["house"].log, "save", fails(sqlite3.OperationalError("no such table")))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    assert signed_in(app, RUTH).post("/settings/areas", data={"name": "Far East", "director": ""}).status_code == 500


def test_unsent_text_without_room_is_not_said_to_be_saved(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["drafts"], "put", fails(FULL))
    sent = {"version": 0, "fields": {"strengths": "Warm"}}
    answer = signed_in(app, ANNA).put("/drafts/audits/2024-05/4/sections/summary", json=sent)
    assert (answer.status_code, answer.json) == (507, {"sentence": "This computer has no room left."})


def test_a_draft_that_finds_no_room_leaves_the_store_in_order(app: Flask) -> None:
    drafts, at = app.extensions["drafts"], "2024-05-28T09:00:00+00:00"
    connection = drafts._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="disk is full"):
        drafts.put(ANNA, "form", 0, {"text": "x" * 100_000}, at)
    connection.execute("PRAGMA max_page_count = 100000")
    assert drafts.put(ANNA, "form", 0, {"text": "x"}, at).version == 1


def test_what_is_stored_is_not_said_to_be_lost_when_only_the_read_model_lacks_room(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, ruth = app.extensions["house"], signed_in(app, RUTH)
    with monkeypatch.context() as full:
        full.setattr(house.model, "_take_batch", fails(FULL))
        assert ruth.post("/settings/areas", data={"name": "Far East", "director": ""}).status_code == 303
        shown = ruth.get("/")
        assert (shown.status_code, NOT_SHOWN in shown.text) == (507, True)
    assert "Far East" in ruth.get("/settings/areas").text


@pytest.mark.parametrize(("free", "well", "status"), [(LEAST_FREE - 1, False, 503), (LEAST_FREE, True, 200)])
def test_health_tells_the_room_that_is_left(
    app: Flask, monkeypatch: pytest.MonkeyPatch, free: int, well: bool, status: int
) -> None:
    monkeypatch.setattr(health, "free", lambda folder: free)
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json["free_bytes"], answer.json["well"]) == (status, free, well)


def test_health_tells_that_the_keys_are_not_there(app: Flask, may: Story) -> None:
    keys = app.extensions["house"].log.keys._store._path
    keys.rename(away := keys.with_name("away.sqlite"))
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json["well"]) == (503, False)
    assert answer.json["keys"].startswith("The keys of what is sealed cannot be reached")
    away.rename(keys)
    assert app.test_client().get("/health").status_code == 200


def test_what_can_be_made_again_goes_when_there_is_no_room(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    past, head = app.extensions["as_at"], may.house.model.position
    for position in (head - 2, head - 1):
        past.model(position)
    monkeypatch.setattr("app.room.free", lambda folder: LEAST_FREE)
    monkeypatch.setattr(app.extensions["house"].log, "save", fails(FULL))
    assert signed_in(app, RUTH).post("/settings/areas", data={"name": "Far East", "director": ""}).status_code == 507
    assert len(list(past.folder.iterdir())) == 1

"""A list that takes long: how far it is, asked by its page; brought in once, whole or not at all, whatever happens."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app import clock, create_app
from app.config import Settings
from app.events.base import Refusal
from app.events.child import Child
from app.programme.lists import importing
from app.uploads import Upload
from app.views import import_work
from app.views.import_work import BRING, LOOK, NOTHING
from app.works import NO_ROOM
from projections import children
from tests.views.test_imports import LIST, house, send
from tests.views.test_people import anna, priya

__all__ = ["priya"]

POLL = {"HX-Request": "true"}
ONE = "import/one"


class Slow:
    """Stands for a long list: it is brought in as far as a step, and then waits for the word to go on."""

    def __init__(self) -> None:
        self.there, self.on, self.real = Event(), Event(), importing.bring_in
        self.fault: Exception | None = None

    def bring_in(self, *facts: Any, tell: Any, **named: Any) -> None:
        tell("decide", 1, 2)
        self.there.set()
        assert self.on.wait(20)
        if self.fault:
            raise self.fault
        self.real(*facts, tell=tell, **named)


@pytest.fixture
def slow(priya: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(importing, "bring_in", made.bring_in)
    yield made
    made.on.set()
    priya.application.extensions["works"].finish()


def begin(client: FlaskClient, slow: Slow) -> str:
    """Send a list, confirm it and come as far as its first change; returns the digest that was confirmed."""
    send(client, LIST.encode())
    digest = digest_of(client)
    client.application.extensions["works"].patience = 0
    assert client.post("/imports/one/confirmation", data={"digest": digest}).headers["Location"] == "/imports/one"
    assert slow.there.wait(20)
    return digest


def digest_of(client: FlaskClient) -> str:
    page = client.get("/imports/one").data.decode()
    return re.search(r'name="digest" value="(\w+)"', page)[1]  # type: ignore[index]


def end(client: FlaskClient, slow: Slow, fault: Exception | None = None) -> str:
    """Let it go on to its end; returns the page that is then at its address."""
    slow.fault = fault
    slow.on.set()
    client.application.extensions["works"].finish()
    client.application.extensions["works"].patience = 60
    return client.get("/imports/one").data.decode()


def stored(client: FlaskClient) -> list[str]:
    return [row["id"] for row in children.imports(house(client).model)]


def killed(client: FlaskClient, act: str) -> None:
    """What a process leaves that is killed in the middle: its last note, and a lock that the system has let go of."""
    app: Flask = client.application
    upload = app.extensions["uploads"].get("person/first", ONE)
    going = app.extensions["works"].under_way.begin("person/first", ONE, import_work.about(act, upload))
    with going:
        going.tell("store")


def test_the_page_says_how_far_it_is_and_becomes_the_result(priya: FlaskClient, slow: Slow) -> None:
    begin(priya, slow)
    page = priya.get("/imports/one").data.decode()
    assert "Step 4 of 6: working out the changes" in page
    assert re.search(r'<progress [^>]*aria-labelledby="import-step" value="1" max="2">', page)
    assert "1 of 2 changes worked out" in page
    assert '<a class="govuk-link" href="/imports/one">See how far it is</a>' in page
    said = "Being brought in. Step 4 of 6: working out the changes. 1 of 2 changes worked out"
    assert said in priya.get("/imports").data.decode()
    assert stored(priya) == []
    assert "list.csv is brought in" in end(priya, slow)


def test_the_poll_gets_the_same_part_of_the_page_and_at_the_end_the_way_on(priya: FlaskClient, slow: Slow) -> None:
    begin(priya, slow)
    part = priya.get("/imports/one/progress?step=decide", headers=POLL).data.decode().strip()
    assert 'hx-trigger="every 1s"' in part
    assert part in priya.get("/imports/one").data.decode()
    end(priya, slow)
    answer = priya.get("/imports/one/progress?step=decide", headers=POLL)
    assert (answer.status_code, answer.data, answer.headers["HX-Redirect"]) == (204, b"", "/imports/one")


def test_a_step_is_spoken_once(priya: FlaskClient, slow: Slow) -> None:
    begin(priya, slow)
    spoken = '<p id="import-spoken" hx-swap-oob="innerHTML">Step 4 of 6: working out the changes</p>'
    assert spoken in priya.get("/imports/one/progress?step=check", headers=POLL).data.decode()
    assert "hx-swap-oob" not in priya.get("/imports/one/progress?step=decide", headers=POLL).data.decode()
    assert "hx-swap-oob" not in priya.get("/imports/one").data.decode()


def test_its_address_asked_by_hand_leads_to_the_page(priya: FlaskClient, slow: Slow) -> None:
    begin(priya, slow)
    assert priya.get("/imports/one/progress").headers["Location"] == "/imports/one"


def test_a_second_click_and_a_second_process_begin_nothing(priya: FlaskClient, slow: Slow, tmp_path: Path) -> None:
    digest = begin(priya, slow)
    other = signed_in(create_app(Settings(tmp_path)))
    for client in (priya, other):
        answer = client.post("/imports/one/confirmation", data={"digest": digest})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/imports/one")
        assert b"1 of 2 changes worked out" in client.get("/imports/one").data
    end(priya, slow)
    assert b"is brought in" in other.get("/imports/one").data
    assert stored(other) == [ONE]


def signed_in(app: Flask) -> FlaskClient:
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = "person/first", True
    return client


def test_what_changed_meanwhile_is_said_with_a_new_preview(priya: FlaskClient, slow: Slow) -> None:
    digest = begin(priya, slow)
    child = Child("child/C-1")
    child.list({"plan": "CP", "team": "team/blue"}, "2024-05-01", by="person/first", at=clock.now())
    house(priya).keep(child)
    page = end(priya, slow)
    assert "What is held here has changed since this preview." in page
    assert "1 child to add, 1 child to change" in page
    assert digest not in page
    assert stored(priya) == []


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Refusal("Not so."), "Not so."),
        (RuntimeError("broken"), "Something went wrong here."),
        (sqlite3.OperationalError("database or disk is full"), "This computer has no room left."),
    ],
)
def test_why_it_was_not_brought_in_stands_above_the_preview(
    priya: FlaskClient, slow: Slow, fault: Exception, sentence: str
) -> None:
    begin(priya, slow)
    page = end(priya, slow, fault)
    assert sentence in page
    assert 'name="digest"' in page
    assert stored(priya) == []


def test_no_room_is_said_even_where_there_is_none_to_note_it(
    priya: FlaskClient, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*of: Any) -> None:
        raise OSError(28, "No space left on device")

    begin(priya, slow)
    monkeypatch.setattr(priya.application.extensions["works"].under_way._seal, "write", write)
    page = end(priya, slow, OSError(28, "No space left on device"))
    assert f"{NO_ROOM} {NOTHING}" in page
    assert 'name="digest"' in page
    assert stored(priya) == []


def test_after_a_kill_it_is_said_that_nothing_was_stored_and_the_list_can_be_confirmed(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    killed(priya, BRING)
    page = priya.get("/imports/one").data.decode()
    assert "Audit Loop was stopped while it brought this list in. Nothing of it was stored." in page
    answer = priya.post("/imports/one/confirmation", data={"digest": digest_of(priya)})
    assert answer.status_code == 303
    assert stored(priya) == [ONE]


def test_after_a_kill_with_everything_stored_the_result_is_there(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    upload = priya.application.extensions["uploads"].get("person/first", ONE)
    priya.post("/imports/one/confirmation", data={"digest": digest_of(priya)})
    priya.application.extensions["uploads"].put("person/first", ONE, upload)
    killed(priya, BRING)
    assert b"list.csv is brought in" in priya.get("/imports/one").data


def test_a_kill_while_a_file_was_read_does_not_read_it_again_by_itself(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    killed(priya, LOOK)
    page = priya.get("/imports/one").data.decode()
    assert "list.csv was not read" in page
    assert "2 children to add" not in page
    assert b"2 children to add" in priya.get("/imports/one?again=1").data


def test_a_large_file_that_cannot_be_read_says_so_on_its_page(priya: FlaskClient) -> None:
    priya.application.extensions["works"].patience = 0
    assert send(priya, b"\n\n\n").status_code == 303
    priya.application.extensions["works"].finish()
    page = priya.get("/imports/one").data.decode()
    assert "list.csv was not read" in page
    assert "There is nothing in this list." in page
    assert priya.post("/imports/one/cancellation").headers["Location"] == "/imports"
    assert priya.get("/imports/one").status_code == 404


def test_a_list_behind_another_says_that_it_waits(priya: FlaskClient, slow: Slow) -> None:
    begin(priya, slow)
    assert send(priya, LIST.encode(), id="import/two").status_code == 303
    assert b"Waiting until another list is done" in priya.get("/imports/two").data
    end(priya, slow)
    assert b"2 children the same" in priya.get("/imports/two").data


def test_a_list_under_way_is_not_forgotten(priya: FlaskClient, slow: Slow) -> None:
    begin(priya, slow)
    assert priya.post("/imports/one/cancellation").headers["Location"] == "/imports/one"
    assert b"it cannot be forgotten yet" in priya.get("/imports/one").data
    assert "is brought in" in end(priya, slow)


def test_how_far_it_is_is_told_to_its_sender_alone(priya: FlaskClient, slow: Slow) -> None:
    hers = anna(priya)
    shown = str(house(priya).version("person/anna"))
    priya.post("/people/anna/roles", data={"version": shown, "roles": "qa_lead"})
    begin(priya, slow)
    for headers in ({}, POLL):
        for path in ("/imports/one/progress", "/imports/none/progress", "/imports/A_B/progress", "/imports/A_B"):
            assert hers.get(path, headers=headers).status_code == 404
    assert hers.get("/imports/one").status_code == 404
    assert hers.post("/imports/one/confirmation").status_code == 404


def test_a_list_of_people_is_for_administrators_alone(priya: FlaskClient) -> None:
    send(priya, b"Email,Name\na@b.example,A\n", kind="people")
    shown = str(house(priya).version("person/first"))
    assert priya.get("/imports/one/progress").status_code == 303
    assert priya.post("/people", data=ADMINISTRATOR).status_code == 303
    priya.post("/people/first/roles", data={"version": shown, "roles": "qa_lead"})
    for path in ("/imports/one", "/imports/one/progress", "/imports/one/faults.csv"):
        assert priya.get(path).status_code == 404


ADMINISTRATOR = {
    "person": "person/tom",
    "name": "Tom Reed",
    "email": "tom@eastmere.example",
    "job_level": "other",
    "team": "team/blue",
    "supervisor": "",
    "roles": ["administrator"],
}


def test_how_far_it_is_is_told_while_the_read_model_is_brought_up_to_date(priya: FlaskClient, slow: Slow) -> None:
    begin(priya, slow)
    child = Child("child/C-9")
    child.list({"plan": "CP", "team": "team/blue"}, "2024-05-01", by="person/first", at=clock.now())
    house(priya).log.keep(child)
    answered = Event()

    def poll() -> None:
        priya.get("/imports/one/progress", headers=POLL)
        answered.set()

    with house(priya).model._lock:
        asking = Thread(target=poll)
        asking.start()
        in_time = answered.wait(5)
    asking.join()
    assert in_time


UPLOAD = Upload("children", "list.csv", "2024-05-01", True, b"Reference\n")
AT = "2024-05-01T09:00:00+00:00"
SEEN = import_work.about(LOOK, UPLOAD) | {"ended": "shown", "notice": "", "position": 7, "at": AT}


@pytest.mark.parametrize(
    ("age", "position", "what"), [(29, 8, "shown"), (31, 8, "look"), (31, 7, "shown"), (3600, 7, "shown")]
)
def test_a_preview_is_made_again_once_something_was_stored_and_it_is_old(age: int, position: int, what: str) -> None:
    with time_machine.travel(clock.local(AT) + timedelta(seconds=age), tick=False):
        assert import_work.standing(SEEN, UPLOAD, position)[0] == what


def test_a_preview_of_other_columns_is_made_again() -> None:
    other = Upload("children", "list.csv", "2024-05-01", True, b"Reference\n", {"reference": "Reference"})
    assert import_work.standing(SEEN, other, 7) == ("look", "")

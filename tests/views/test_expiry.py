"""What was not sent goes when its time is over: at the server's start and once a day, never before."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from app import create_app
from app.config import Settings
from app.drafts import NOBODY
from app.uploads import Upload

MONDAY = "2024-05-27T09:00:00+00:00"
NEXT_DAY = "2024-05-28T07:00:00+00:00"
LIST = Upload("people", "people.csv", "2024-05-27", True, b"Name\nAlice\n")


@pytest.fixture
def noon() -> Iterator[None]:
    """Noon of Tuesday 28 May."""
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        yield


def keep(app: Flask, at: str, form: str, person: str = "person/alice") -> None:
    app.extensions["drafts"].put(person, form, 0, {"strengths": "Warm"}, at)


def send(app: Flask, at: str, id: str) -> None:
    app.extensions["uploads"].put("person/alice", id, LIST)
    sent = datetime.fromisoformat(at).timestamp()
    os.utime(next(Path(app.extensions["uploads"].folder).glob(f"{id.removeprefix('import/')}-*.sealed")), (sent, sent))


def kept(app: Flask, person: str = "person/alice") -> set[str]:
    return set(app.extensions["drafts"].forms(person))


def test_the_start_forgets_what_is_too_old_and_nothing_else(app: Flask, tmp_path: Path, noon: None) -> None:
    keep(app, "2024-03-29T11:59:59+00:00", "old")
    keep(app, "2024-03-29T12:00:01+00:00", "new")
    keep(app, "2024-05-28T10:59:59+00:00", "old", NOBODY)
    keep(app, "2024-05-28T11:00:01+00:00", "new", NOBODY)
    send(app, "2024-05-27T11:59:59+00:00", "import/old")
    send(app, "2024-05-27T12:00:01+00:00", "import/new")
    started = create_app(Settings(tmp_path))
    assert (kept(started), kept(started, NOBODY)) == ({"new"}, {"new"})
    uploads = started.extensions["uploads"]
    assert [uploads.get("person/alice", id) for id in ("import/old", "import/new")] == [None, LIST]


def test_the_first_request_of_a_day_forgets_and_the_next_has_nothing_to_do(app: Flask) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        app.test_client().get("/health")
        keep(app, "2024-03-01T09:00:00+00:00", "old")
        app.test_client().get("/health")
        assert kept(app) == {"old"}, "it was done today already"
        clock.move_to(NEXT_DAY)
        app.test_client().get("/health")
        assert kept(app) == set()

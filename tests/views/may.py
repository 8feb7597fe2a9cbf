"""May 2024 in the browser: five audits allocated, two of them returned, on Tuesday 28 May."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.demo import stories
from app.demo.stories import ANNA, BEN, Story
from app.events.audit import Audit
from app.events.record_keys_file import KEYS
from app.programme.house import House, open_house

TUESDAY = "2024-05-28T09:30:00+00:00"


def tell(house: House) -> None:
    """Audits 1 (Anna Bell, in time) and 2 (Ben Carter, late) are in; 3 to 5 are open and due on 28 May."""
    story = stories.with_people(house)
    stories.bring_in_children(story)
    stories.publish_framework(story)
    stories.open_may(story)
    story.on("2024-05-22")
    stories.write(story, ANNA, 1, strengths="She draws with him.")
    story.let(ANNA, Audit, stories.audit_id(1)).return_(story.content(), on="2024-05-22", working_days_late=0)
    stories.write(story, BEN, 2)
    story.let(BEN, Audit, stories.audit_id(2)).return_(story.content(), on="2024-05-29", working_days_late=1)


@pytest.fixture(scope="session")
def may_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of May, told once for all tests."""
    folder = tmp_path_factory.mktemp("may")
    tell(open_house(folder))
    for name in ("log.sqlite", KEYS):
        sqlite3.connect(folder / name).execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    return folder / "log.sqlite"


def copy_log(may_log: Path, folder: Path) -> None:
    """A copy of May in a folder, with its keys."""
    for path in (may_log, may_log.with_name(KEYS)):
        copyfile(path, folder / path.name)


def opened(may_log: Path, folder: Path) -> Flask:
    """The programme over a copy of May in a folder."""
    copy_log(may_log, folder)
    made = create_app(Settings(folder))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    return made


@pytest.fixture
def app(may_log: Path, tmp_path: Path) -> Flask:
    """The programme with a copy of May in it."""
    return opened(may_log, tmp_path)


@pytest.fixture
def may(app: Flask) -> Iterator[Story]:
    """The story, to go on with, and the day that it is."""
    with time_machine.travel(TUESDAY, tick=False):
        yield Story(app.extensions["house"], "2024-05-28")


def signed_in(app: Flask, person: str) -> FlaskClient:
    """A browser in which this person is signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = person, True
    return client


def audit(app: Flask, number: int) -> Audit:
    """An audit of May as the log has it."""
    house: House = app.extensions["house"]
    return house.log.load(Audit, stories.audit_id(number))

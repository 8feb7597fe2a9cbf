"""What every test can ask for: an empty programme in a folder of its own, and people signed in to it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from app import create_app
from app.config import Settings
from app.demo import stories
from app.programme import setting_up, teams
from app.programme.house import House, open_house
from tests import compiled_once

if TYPE_CHECKING:
    from tests.postgres_server import Server

os.environ["AUDIT_LOOP_REMIND_MINUTES"] = "0"  # a served programme tells nobody anything unless a test asks for it
compiled_once.templates()
compiled_once.addresses()
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")  # a busy machine is no fault of the example


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An empty log with its read model."""
    return open_house(tmp_path)


@pytest.fixture
def begun(house: House) -> House:
    """A programme that Priya Nair has just begun, with the team Blue of the area North."""
    at, person = "2024-05-01T09:00:00+00:00", "person/priya"
    setting_up.begin(house, council="Eastmere", name="Priya Nair", email="priya@eastmere.example", person=person, at=at)
    teams.add_team(house, "Blue", teams.add_area(house, "North", by=person, at=at), by=person, at=at)
    return house


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The council of the stories, with its whole history; for reading only."""
    made = open_house(tmp_path_factory.mktemp("told"))
    stories.tell(made)
    return made


@pytest.fixture(scope="session")
def postgres() -> Iterator["Server"]:
    """A PostgreSQL server of the tests' own, started for the first test that asks for it."""
    from tests.postgres_server import running

    with running() as server:
        yield server


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Opens a house with a read model of its own over the log at an address, and closes it when the test is over."""
    opened: list[House] = []

    def open_node(where: str, name: str = "node") -> House:
        (tmp_path / name).mkdir(exist_ok=True)
        opened.append(open_house(tmp_path / name, where))
        return opened[-1]

    yield open_node
    for house in opened:
        house.model.close()
        house.log.close()


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An empty programme as a web application."""
    made = create_app(Settings(tmp_path))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    made.extensions["works"].patience = 60  # a list is brought in before the answer, however busy the machine
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()

"""The tables that pages are made from, held against the log: what was changed behind the programme's back is named."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from app import figures_held
from app.demo.stories import RUTH, Story
from app.events.person import Person
from app.held import Held
from app.programme.house import House, open_house
from projections import Views, path_of
from tests.views.may import tell


@pytest.fixture(scope="module")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with May in it, whose programme has stopped."""
    folder = tmp_path_factory.mktemp("held")
    house = open_house(folder)
    tell(house)
    house.model.catch_up()
    house.model.close()
    house.log.close()
    return folder


@pytest.fixture
def house(told_once: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of it, opened."""
    copytree(told_once, tmp_path / "data")
    found = open_house(tmp_path / "data")
    yield found
    found.model.close()
    found.log.close()


def change(house: House, statement: str) -> None:
    """Something is done to the read model's file behind the programme's back."""
    with sqlite3.connect(house.model.path) as file:
        file.execute(statement)


def test_what_nobody_changed_agrees(house: House) -> None:
    files = {path.name for path in house.model.path.parent.iterdir()}
    found = figures_held.held(house.model.path.parent, house.reader)
    assert found == Held(said=figures_held.AGREE.format(house.reader.head()))
    assert {path.name for path in house.model.path.parent.iterdir()} == files


def test_tables_that_say_they_are_ahead_of_the_log_are_found(house: House) -> None:
    change(house, "UPDATE position SET position = position + 100")
    head = house.reader.head()
    found = figures_held.held(house.model.path.parent, house.reader).findings
    assert found == (figures_held.AHEAD.format(head + 100, head), figures_held.WAY_OUT)


@pytest.mark.parametrize(("statement", "said"), [
    ("INSERT INTO position VALUES (7)", "In the table “position” 1 row is not what the log gives: 7."),
    ("UPDATE audits SET overall = 'inadequate' WHERE number = 2",
     "In the table “audits” 1 row is not what the log gives: Audit 2 of May 2024."),
    ("DELETE FROM audits WHERE number IN (1, 3)",
     "In the table “audits” 2 rows are not what the log gives: Audit 1 of May 2024 and audit 3 of May 2024."),
    ("INSERT INTO pool (cycle, auditor) VALUES ('cycle/2024-05', 'person/nobody')",
     "In the table “pool” 1 row is not what the log gives: May 2024."),
    ("CREATE TRIGGER later AFTER UPDATE ON audits BEGIN DELETE FROM pool; END",
     "The tables that pages and figures are made from are not made as the programme makes them (later)."),
])  # fmt: skip
def test_what_somebody_changed_is_named(house: House, statement: str, said: str) -> None:
    change(house, statement)
    assert figures_held.held(house.model.path.parent, house.reader) == Held((said, figures_held.WAY_OUT))


def test_a_model_that_has_not_caught_up_is_held_as_far_as_it_has(house: House, tmp_path: Path) -> None:
    before, person = house.reader.head(), house.log.load(Person, RUTH)
    person.start_training("2024-05-28", **Story(house, "2024-05-28").said(RUTH))
    house.log.keep(person)
    assert house.reader.head() > before
    assert figures_held.held(house.model.path.parent, house.reader) == Held(said=figures_held.AGREE.format(before))


def test_where_none_were_made_that_is_said(house: House, tmp_path: Path) -> None:
    assert not path_of(tmp_path, house.reader, Views.collect()).exists()
    assert figures_held.held(tmp_path, house.reader) == Held((), (figures_held.NONE,))

"""Read models of the past, held against the log: one that was changed behind the programme's back is named."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app import past_held
from app.held import Held
from app.programme.house import House
from projections import Views
from projections.as_at import AsAt
from tests.test_figures_held import house, told_once

__all__ = ["house", "told_once"]


@pytest.fixture
def kept(house: House) -> dict[int, Path]:
    """Three of them, by the position of each."""
    past = AsAt(house.model.path.parent, house.reader, Views.collect(), house.model)
    return {position: past.model(position).path for position in (20, 50, 80)}


class Broken:
    """A log of which one event was changed so that no projection can take it in."""

    def __init__(self, reader: Any, position: int) -> None:
        self._reader, self._position = reader, position

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def read(self, *asked: Any) -> list[Any]:
        """The events, one of them of a type that nobody knows."""
        return [one._replace(topic="x") if one.position == self._position else one for one in self._reader.read(*asked)]


def held(house: House) -> Held:
    return past_held.held(house.model.path.parent, house.reader)


def test_what_nobody_changed_agrees(house: House, kept: dict[int, Path]) -> None:
    before = {path: path.read_bytes() for path in kept.values()}
    assert held(house) == Held(said="3 read models of the past have what the log gives, row for row.")
    assert {path: path.read_bytes() for path in kept.values()} == before


def test_a_row_that_was_changed_is_named_with_its_moment(house: House, kept: dict[int, Path]) -> None:
    with sqlite3.connect(kept[80]) as file:
        file.execute("UPDATE cycles SET state = 'closed'")
    found = held(house)
    assert found.findings[:-1] == (
        "As it stood at entry 80: in the table “cycles” 1 row is not what the log gives: May 2024.",
    )
    assert "audit-loop rebuild" in found.findings[-1]


def test_a_file_that_is_spoilt_is_named(house: House, kept: dict[int, Path]) -> None:
    kept[50].write_bytes(b"not a database" * 100)
    assert held(house).findings[0] == "As it stood at entry 50: the file cannot be read."


def test_beyond_an_event_that_cannot_be_followed_the_past_is_not_held(house: House, kept: dict[int, Path]) -> None:
    with sqlite3.connect(kept[80]) as file:
        file.execute("UPDATE cycles SET state = 'closed'")
    found = past_held.held(house.model.path.parent, Broken(house.reader, 60))
    assert (found.findings[0], found.said) == (past_held.STOPPED.format(59), "")


def test_what_was_not_held_is_counted(house: House, kept: dict[int, Path]) -> None:
    folder = house.model.path.parent
    assert (
        "3 read models of the past are kept beside, and were not held"
        in past_held.not_held(folder, house.reader).remarks[0]
    )
    kept[20].rename(kept[20].with_name(kept[20].name.replace(".sqlite", "-happened-2024-05-06-00.sqlite")))
    assert "1 read model of what had happened by a day is kept too" in held(house).remarks[0]


def test_where_none_is_kept_nothing_is_said(house: House) -> None:
    assert held(house) == past_held.not_held(house.model.path.parent, house.reader) == Held()

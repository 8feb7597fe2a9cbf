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


AT, BY = 43, "2024-04-13"
"""An entry after which children are listed who were there by this day already."""


@pytest.fixture
def happened(house: House) -> Path:
    """One of what had happened by a day, and was recorded later."""
    past = AsAt(house.model.path.parent, house.reader, Views.collect(), house.model)
    made: Path = past.happened(AT, BY).path
    assert "-happened-" in made.name
    return made


def test_what_had_happened_by_a_day_is_held_too(house: House, kept: dict[int, Path], happened: Path) -> None:
    assert happened not in kept.values()
    assert held(house) == Held(said="5 read models of the past have what the log gives, row for row.")


@pytest.mark.parametrize(
    ("change", "table"),
    [("UPDATE children SET plan = 'CP'", "children"), ("DELETE FROM later_taken", "later_taken")],
)
def test_a_row_of_what_had_happened_is_named_with_its_day(
    house: House, happened: Path, change: str, table: str
) -> None:
    with sqlite3.connect(happened) as file:
        assert file.execute(change).rowcount
    found, _way_out = held(house).findings
    assert found.startswith(f"As it had happened by 13 April 2024, at entry {AT}: in the table “{table}” ")


def test_what_was_known_of_a_day_before_more_was_is_shown_to_nobody_and_not_held(house: House, happened: Path) -> None:
    happened.rename(happened.with_name(f"{happened.stem[:-12]}{'0' * 12}.sqlite"))
    assert held(house) == Held(said="1 read model of the past has what the log gives, row for row.")


def test_where_none_is_kept_nothing_is_said(house: House) -> None:
    assert held(house) == past_held.not_held(house.model.path.parent, house.reader) == Held()

"""What somebody put below the log's first position is read by the ledger alone, and believed by nobody."""

import sqlite3
from pathlib import Path

import pytest

from app.events.log import HIGHEST, LOWEST, SQLiteReader
from app.programme.house import House
from app.readings import READINGS, Reading, Readings

AT = "2024-06-03T09:00:00+00:00"


@pytest.mark.parametrize("position", [0, -7, LOWEST])
def test_an_event_below_the_first_position_is_stored_and_of_no_history(
    begun: House, tmp_path: Path, position: int
) -> None:
    first, *_ = begun.reader.stored(0, 1)
    with sqlite3.connect(tmp_path / "log.sqlite") as log:
        log.execute("INSERT INTO stored_events VALUES (?, ?, 99, ?, ?)", (position, first[1], first[3], first[4]))
    reader = SQLiteReader(tmp_path / "log.sqlite")
    assert reader.stored(LOWEST, 1) == [(position, first[1], 99, first[3], first[4])]
    assert reader.stored(HIGHEST, 1) == []
    assert [made.version for made in reader.stream(first[1])] == [
        made.version for made in begun.reader.stream(first[1])
    ]
    assert 99 not in {made.version for made in [*reader.stream(first[1]), *reader.under(first[1])]}
    reader.close()


def test_a_line_below_the_first_number_is_stored(tmp_path: Path) -> None:
    readings = Readings(tmp_path / READINGS)
    readings.note(
        Reading(at=AT, by="person/ruth", endpoint="x", path="/", kind="audit", record="", about=(), position=3)
    )
    with sqlite3.connect(tmp_path / READINGS) as file:
        file.execute("INSERT INTO readings (number, line) SELECT -3, line FROM readings")
    assert [row[0] for row in readings.stored(LOWEST, 5)] == [-3, 1]
    assert [row[0] for row in readings.stored(0, 5)] == [1]
    readings.close()

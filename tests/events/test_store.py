"""The log keeps what it acknowledged, in order, for ever: append-only, durable, all or nothing."""

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from app.events.base import Refusal
from app.events.council import Council
from app.events.log import LookedAt, SQLiteReader
from app.events.store import Conflict, OrjsonTranscoder, Programme, open_log
from app.events.team import ServiceArea, Team

SAID = {"by": "person/ruth-okafor", "at": "2024-05-01T09:00:00+00:00"}
LOOKED = [(2, ("area/",), False), (3, ("area/",), True), (2, ("area/east", "team/"), True),
          (2, ("team/", "area/south"), False), (2, ("",), False), (0, (), True)]  # fmt: skip
"""Whether a save goes through that looked, as far as a position, at streams of a log of three service areas."""
ROW = "'area/new', 1, 'service area added', '{}'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the log's file is."""
    return tmp_path / "log.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[Programme]:
    """A log of three service areas."""
    made = open_log(path)
    for name in ("East", "North", "South"):
        made.keep(area(name))
    yield made
    made.close()


def area(name: str) -> ServiceArea:
    """A service area that waits to be saved."""
    made = ServiceArea(f"area/{name.lower()}")
    made.add(name, **SAID)
    return made


def raw(path: Path) -> sqlite3.Connection:
    """Somebody with the file and no manners."""
    return sqlite3.connect(path, isolation_level=None)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE stored_events SET topic = 'x' WHERE rowid = 1", "never changed"),
        ("UPDATE OR REPLACE stored_events SET rowid = 2 WHERE rowid = 1", "never changed"),
        ("DELETE FROM stored_events WHERE rowid = 3", "never shortened"),
        ("INSERT OR REPLACE INTO stored_events VALUES (2, " + ROW + ")", "is taken"),
        ("INSERT INTO stored_events VALUES (2, " + ROW + ")", "is taken"),
        ("REPLACE INTO stored_events VALUES (9, 'area/north', 1, 'service area added', '{}')", "is taken"),
        ("INSERT OR IGNORE INTO stored_events VALUES (9, 'area/north', 1, 'x', '{}')", "is taken"),
    ],
)
@pytest.mark.usefixtures("log")
def test_the_file_itself_refuses_to_change_what_it_holds(path: Path, statement: str, words: str) -> None:
    before = raw(path).execute("SELECT * FROM stored_events").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match=words):
        raw(path).execute(statement)
    assert raw(path).execute("SELECT * FROM stored_events").fetchall() == before


def test_a_position_is_never_used_twice_even_when_the_triggers_are_gone(log: Programme, path: Path) -> None:
    vandal = raw(path)
    vandal.execute("DROP TRIGGER stored_events_no_delete")
    vandal.execute("DELETE FROM stored_events WHERE rowid = 3")
    assert log.keep(area("West")) == 4


def test_every_connection_waits_for_the_disk(log: Programme) -> None:
    pool = log.factory.datastore.pool  # type: ignore[attr-defined]
    for connection in [pool.get_connection(), pool.get_connection(), pool.get_connection()]:
        assert pragma(connection, "synchronous") == 2, "synchronous must be FULL: a yes must survive a power cut"
        assert pragma(connection, "journal_mode") == "wal"
        pool.put_connection(connection)


def pragma(connection: Any, name: str) -> Any:
    """What a pragma says on a connection of the pool."""
    return connection._sqlite_conn.execute(f"PRAGMA {name}").fetchone()[0]


def test_several_subjects_are_stored_all_or_none(log: Programme, path: Path) -> None:
    new, taken = area("West"), area("North")
    with pytest.raises(Conflict):
        log.keep(new, taken)
    assert not log.load(ServiceArea, "area/west").exists
    assert SQLiteReader(path).head() == 3


def test_several_subjects_take_positions_one_after_another(log: Programme, path: Path) -> None:
    team = Team("team/harbour")
    team.add("Harbour", "area/west", **SAID)
    assert log.keep(area("West"), team) == 5
    assert [made.stream for made in SQLiteReader(path).read(3)] == ["area/west", "team/harbour"]


def test_of_two_who_save_at_once_one_is_told(log: Programme) -> None:
    together, outcomes = threading.Barrier(2), []

    def rename(name: str) -> None:
        found = log.load(ServiceArea, "area/east")
        found.rename(name, **SAID)
        together.wait()
        try:
            outcomes.append(log.keep(found))
        except Conflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=rename, args=(name,)) for name in ("Harbour", "Hills")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [4, "conflict"]
    assert log.load(ServiceArea, "area/east").version == 2


@pytest.mark.parametrize(("position", "streams", "stored"), LOOKED)
def test_what_was_looked_at_and_has_changed_since_is_in_the_way(
    log: Programme, position: int, streams: tuple[str, ...], stored: bool
) -> None:
    with nullcontext() if stored else pytest.raises(Conflict):
        log.keep(area("West"), looked_at=LookedAt(position, streams))
    assert log.load(ServiceArea, "area/west").exists is stored


def test_many_threads_lose_nothing(log: Programme, path: Path) -> None:
    def add_ten(first: int) -> None:
        for number in range(first, first + 10):
            log.keep(area(f"Area{number}"))

    threads = [threading.Thread(target=add_ten, args=(first,)) for first in range(0, 80, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [made.position for made in SQLiteReader(path).read(0)] == list(range(1, 84))


@pytest.mark.parametrize("variable", ["SQLITE_DBNAME", "PROGRAMME_SQLITE_DBNAME"])
def test_a_variable_of_the_machine_does_not_lead_elsewhere(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere.sqlite"))
    log = open_log(path)
    log.keep(area("East"))
    log.close()
    assert SQLiteReader(path).head() == 1
    assert not (tmp_path / "elsewhere.sqlite").exists()


def test_only_json_is_stored() -> None:
    with pytest.raises(TypeError):
        OrjsonTranscoder().encode({"on": time})
    assert OrjsonTranscoder().decode(OrjsonTranscoder().encode({"on": "2024-05-28", "n": [1, None]})) == {
        "on": "2024-05-28",
        "n": [1, None],
    }


def test_a_subject_can_be_read_as_it_was(log: Programme) -> None:
    east = log.load(ServiceArea, "area/east")
    east.rename("Harbour", **SAID)
    log.keep(east)
    assert (log.load(ServiceArea, "area/east", 1).name, log.load(ServiceArea, "area/east").name) == ("East", "Harbour")
    assert [type(made).__name__ for made in log.history("area/east")] == ["ServiceAreaAdded", "ServiceAreaRenamed"]


def test_nothing_decided_is_nothing_stored(log: Programme) -> None:
    assert log.keep(Council("council/council")) == 0


CHILD = """
import sys
from pathlib import Path
from tests.events.test_store import area
from app.events.store import open_log
log, n = open_log(Path(sys.argv[1])), 0
while True:
    n += 1
    print(log.keep(area(f"{sys.argv[2]}x{n}")), flush=True)
"""


def test_what_was_acknowledged_survives_a_killed_process(path: Path) -> None:
    acknowledged: list[int] = []
    for generation in range(5):
        acknowledged += killed_at_random(path, f"g{generation}")
    held = [made.position for made in SQLiteReader(path).read(0)]
    assert len(acknowledged) >= 5, "a child was killed before it could say anything"
    assert set(acknowledged) <= set(held)
    assert held == sorted(set(held))
    assert raw(path).execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def killed_at_random(path: Path, name: str) -> list[int]:
    """The positions that a child process said were stored before it was killed in the middle of its work."""
    command = [sys.executable, "-c", CHILD, str(path), name]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert child.stdout
    first = child.stdout.readline()
    time.sleep(random.uniform(0, 0.1))
    child.send_signal(signal.SIGKILL)
    said = first + child.communicate()[0]
    return [int(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]


def test_what_is_of_another_kind_is_no_such_record(log: Programme) -> None:
    with pytest.raises(Refusal, match="There is no such record"):
        log.load(Team, "area/east")

"""The log in PostgreSQL is the log in the file: same bytes, same rows, as append-only, in the order of commits."""

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors

from app.demo import stories
from app.events import record_keys_postgres
from app.events.coaching import CAUSES, FORMS, Coaching
from app.events.log import Happened, LookedAt, Reader
from app.events.record_keys import NotErased
from app.events.store import Conflict
from app.events.team import ServiceArea, Team
from app.events.where import MODULE, NoLog
from app.programme.house import House, open_house
from tests.events.test_store import LOOKED, SAID, area
from tests.postgres_server import Server
from tests.projections.random_stories import ListLog
from tests.projections.test_replay import dump, rebuilt

Node = Callable[..., House]
TABLE = "programme_events"


@pytest.fixture
def where(postgres: Server) -> str:
    """The address of an empty database."""
    return postgres.database()


@pytest.fixture
def house(node: Node, where: str) -> House:
    """A node over a log of three service areas."""
    made = node(where)
    for name in ("East", "North", "South"):
        made.keep(area(name))
    return made


def stored(house: House) -> list[tuple[Any, ...]]:
    """Every event as the engine holds it, but for what is in its box, which is of this log's keys alone."""
    return [
        (one.id, one.originator_id, one.originator_version, one.topic, KEY_ID.sub(b"", BOXED.sub(b"", one.state)))
        for one in house.log.recorder.select_notifications(1, 1_000_000)
    ]


def unboxed(found: Any) -> Any:
    """Events without their boxes; anything else as it is."""
    if not isinstance(found, list):
        return found
    plain = (
        made._replace(facts={**made.facts, "sealed": made.facts.get("sealed", {}).get("fields")}) for made in found
    )
    return [made._replace(facts=KEY_ID.sub(b"", json.dumps(made.facts).encode())) for made in plain]


KEY_ID = re.compile(rb"(?<=#)[0-9a-f]{8}")
BOXED = re.compile(rb'"id":"[0-9a-f]{8}","box":"[^"]+","told":"[0-9a-f]{64}",')


def test_the_told_story_gives_the_same_bytes_and_rows_on_both_engines(told: House, node: Node, where: str) -> None:
    here = node(where)
    stories.tell(here)
    assert stored(here) == stored(told)
    assert rows(here) == rows(told)
    assert dump(here.model)["audits"]


def rows(house: House) -> str:
    """Every row of the read model, but for the ids of this log's own keys."""
    return re.sub("#[0-9a-f]{8}", "#", repr(dump(house.model)))


def test_both_readers_read_the_same(told: House, node: Node, where: str) -> None:
    here = node(where)
    stories.tell(here)
    for ask in READINGS:
        assert unboxed(ask(here.reader)) == unboxed(ask(told.reader))
        assert ask(here.reader)


READINGS: tuple[Callable[[Reader], Any], ...] = (
    lambda reader: reader.head(),
    lambda reader: reader.read(0),
    lambda reader: reader.read(17, 5),
    lambda reader: reader.read(17, upto=20),
    lambda reader: reader.stream(stories.audit_id(1)),
    lambda reader: reader.stream(stories.audit_id(1), upto=reader.stream(stories.audit_id(1))[2].position),
    lambda reader: reader.under("child/"),
    lambda reader: str(sorted(reader.kinds("audit/2024-05/", 40))),
)


def test_ids_are_ordered_by_their_bytes_as_in_the_file(house: House, where: str) -> None:
    sorting = "SELECT collation_name FROM information_schema.columns WHERE column_name = 'originator_id'"
    with psycopg.connect(where) as connection:
        assert connection.execute(f"{sorting} AND table_name = '{TABLE}'").fetchall() == [("C",)]


def test_positions_that_a_refused_save_used_up_are_passed_over(told: House, node: Node, where: str) -> None:
    here = node(where)
    refused_twice_before_the_story(here)
    stories.tell(here)
    events = here.reader.read(0)
    assert events[0].position == 5, "the refused saves were to use positions up"
    close_up = [closer(made._replace(position=place), 4) for place, made in enumerate(events, 1)]
    assert unboxed(close_up) == unboxed(told.reader.read(0))
    folded = rebuilt(ListLog(close_up), here.model.path.with_name("close"), len(close_up))
    assert re.sub("#[0-9a-f]{8}", "#", repr(folded)) == rows(told)


def closer(made: Happened, by: int) -> Happened:
    """An event with the position up to which something was looked at, if it names one, so much before."""
    if not made.stream.startswith(("pack/", "subject_access/")):
        return made
    moved = {name: made.facts[name] - by for name in ("position", "upto") if name in made.facts}
    return made._replace(facts=made.facts | moved)


def refused_twice_before_the_story(house: House) -> None:
    """Saves that are refused half-way: both subjects' positions are gone."""
    for _ in range(2):
        twice = area("East"), area("East")
        with pytest.raises(Conflict):
            house.log.keep(*twice)


@pytest.mark.parametrize("batch", [1, 2, 1_000])
def test_a_fold_goes_over_unused_positions_and_can_stop_at_one(house: House, tmp_path: Path, batch: int) -> None:
    for _ in range(3):
        with pytest.raises(Conflict):
            house.log.keep(area("West"), area("North"))
    last = house.keep(area("Hills"))
    assert last == 10
    assert dump(house.model) == rebuilt(house.reader, tmp_path / "all", last, batch)
    assert len(rebuilt(house.reader, tmp_path / "some", last - 2, batch)["areas"]) == 3


@pytest.mark.parametrize(
    ("statement", "fault", "words"),
    [
        ("UPDATE {} SET topic = 'x' WHERE notification_id = 1", errors.IntegrityConstraintViolation, "never changed"),
        ("DELETE FROM {} WHERE notification_id = 3", errors.IntegrityConstraintViolation, "never shortened"),
        ("DELETE FROM {} WHERE notification_id = 99", errors.IntegrityConstraintViolation, "never shortened"),
        ("TRUNCATE {}", errors.IntegrityConstraintViolation, "never shortened"),
        ("INSERT INTO {} VALUES ('area/north', 1, 'x', '') ON CONFLICT (originator_id, originator_version)"
         " DO UPDATE SET topic = 'x'", errors.IntegrityConstraintViolation, "never changed"),
        ("INSERT INTO {} VALUES ('area/north', 1, 'x', '')", errors.UniqueViolation, "already exists"),
        ("INSERT INTO {} VALUES ('area/new', 1, 'x', '', 2)", errors.UniqueViolation, "already exists"),
        ("INSERT INTO {} VALUES ('area/new', 1, 'x', NULL)", errors.NotNullViolation, "null"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_the_table_itself_refuses_to_change_what_it_holds(
    house: House, where: str, statement: str, fault: type[Exception], words: str, role: str
) -> None:
    before = stored(house)
    with psycopg.connect(where, autocommit=True) as vandal:
        vandal.execute(f"SET session_replication_role = {role}")
        with pytest.raises(fault, match=words):
            vandal.execute(statement.format(TABLE))
    assert stored(house) == before


def test_several_subjects_are_stored_all_or_none(house: House) -> None:
    before = stored(house)
    with pytest.raises(Conflict):
        house.log.keep(area("West"), area("North"))
    assert stored(house) == before
    team = Team("team/harbour")
    team.add("Harbour", "area/west", **SAID)
    assert house.log.keep(area("West"), team) == house.reader.head()
    assert [made.stream for made in house.reader.read(3)] == ["area/west", "team/harbour"]


def test_of_two_nodes_that_save_at_once_one_is_told(house: House, node: Node, where: str) -> None:
    together, outcomes = threading.Barrier(2), []

    def rename(here: House, name: str) -> None:
        found = here.log.load(ServiceArea, "area/east")
        found.rename(name, **SAID)
        together.wait()
        try:
            outcomes.append(here.log.keep(found) > 3)
        except Conflict:
            outcomes.append("conflict")

    in_threads(lambda: rename(house, "Harbour"), lambda: rename(node(where, "other"), "Hills"))
    assert sorted(outcomes, key=str) == [True, "conflict"]
    assert house.log.load(ServiceArea, "area/east").version == 2


def in_threads(*acts: Callable[[], None]) -> None:
    """Do all at once."""
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_save_waits_for_the_one_that_has_its_position_first(house: House) -> None:
    recorder, seen = house.log.recorder, []
    second = threading.Thread(target=lambda: seen.append(house.log.keep(area("Second"))))
    with recorder.datastore.transaction(commit=True) as cursor:  # type: ignore[attr-defined]
        recorder._insert_stored_events(cursor, events_of(house, area("First")))  # type: ignore[attr-defined]
        second.start()
        time.sleep(0.5)
        assert (seen, house.reader.head()) == ([], 3), "a later position was there to be read before an earlier one"
    second.join()
    assert [(made.position, made.stream) for made in house.reader.read(3)] == [(4, "area/first"), (5, "area/second")]


def events_of(house: House, subject: ServiceArea) -> list[Any]:
    """What would be stored of a subject."""
    return [house.log.mapper.to_stored_event(made) for made in subject.collect_events()]


def test_a_reader_that_follows_two_writers_misses_nothing(node: Node, where: str) -> None:
    nodes = [node(where, "one"), node(where, "two")]
    told: list[int] = []

    def write(house: House, name: str) -> None:
        for number in range(60):
            told.append(house.log.keep(*(area(f"{name} {number} {part}") for part in range(3))))

    writers = [threading.Thread(target=write, args=(here, str(n))) for n, here in enumerate(nodes)]
    followed = follow(node(where, "three").reader, writers)
    assert len(followed) == 2 * 60 * 3
    assert followed == nodes[0].reader.read(0)
    assert set(told) <= {made.position for made in followed}


def follow(reader: Reader, writers: list[threading.Thread]) -> list[Happened]:
    """What a reader gets that asks again and again for what came after the last it had."""
    got: list[Happened] = []
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        got += reader.read(got[-1].position if got else 0)
    return got + reader.read(got[-1].position if got else 0)


def test_what_was_looked_at_and_has_changed_since_is_in_the_way(house: House) -> None:
    for position, streams, stored in sorted(LOOKED, key=lambda one: one[2]):
        with nullcontext() if stored else pytest.raises(Conflict):
            house.log.keep(area(f"West{house.reader.head()}"), looked_at=LookedAt(position, streams))
    assert house.reader.head() - 3 == sum(stored for *_, stored in LOOKED)


def test_two_nodes_see_each_others_events_at_once(house: House, node: Node, where: str) -> None:
    nodes, stale = [house, node(where, "other")], 0
    for number in range(200):
        writer, reader = nodes[number % 2], nodes[1 - number % 2]
        east = writer.load(ServiceArea, "area/east")
        east.rename(f"East {number}", **SAID)
        writer.keep(east)
        reader.model.catch_up()
        stale += reader.model.one("SELECT name FROM areas WHERE id = 'area/east'") != {"name": f"East {number}"}
    assert stale == 0
    assert dump(nodes[0].model) == dump(nodes[1].model)


@pytest.mark.parametrize("how", ["fast", "immediate"])
@pytest.mark.parametrize("first", ["read", "save"])
def test_a_node_goes_on_after_the_server_was_restarted(house: House, postgres: Server, how: str, first: str) -> None:
    in_threads(*[house.reader.head] * 6)
    before = stored(house)
    postgres.stop(how)
    postgres.start()
    if first == "read":
        assert house.reader.head() == 3
    assert house.keep(area("West")) == house.reader.head()
    assert stored(house)[:3] == before
    assert house.model.one("SELECT count(*) AS n FROM areas") == {"n": 4}


def test_nodes_that_start_at_once_on_an_empty_database_make_one_log(node: Node, where: str) -> None:
    nodes: list[House] = []
    in_threads(*(lambda name=name: nodes.append(node(where, name)) for name in "abcd"))  # type: ignore[misc]
    assert len({here.reader.id for here in nodes}) == 1
    assert len(nodes) == 4


def test_a_node_needs_no_right_to_make_or_change_anything(house: House, postgres: Server, node: Node) -> None:
    with psycopg.connect(postgres.address(database_of(house)), autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS web")
        owner.execute("CREATE ROLE web LOGIN")
        owner.execute(f"GRANT SELECT, INSERT, UPDATE ON {TABLE} TO web")
        owner.execute("GRANT SELECT, INSERT, DELETE ON record_keys, erased_keys, keys_to_overwrite TO web")
        owner.execute(f"GRANT USAGE ON SEQUENCE {TABLE}_notification_id_seq TO web")
        web = node(postgres.address(database_of(house), "web"), "web")
        assert web.keep(area("West")) == 4
        assert web.keep(person := someone()) == 5
        assert web.reader.stream(person.id)[0].facts["note"] == "She asked for it."
        owner.execute("DROP OWNED BY web")


def someone() -> Coaching:
    """An offer of coaching with something to seal, that waits to be saved."""
    made = Coaching("coaching/1")
    made.offer(
        person="person/a", coach="person/b", cause=next(iter(CAUSES)), form=next(iter(FORMS)),
        note="She asked for it.", on="2024-05-01", **SAID,
    )  # fmt: skip
    return made


def database_of(house: House) -> str:
    """The name of the database that a node's log is in."""
    return house.reader.place.split("database ")[1].split(" on ")[0]


def test_a_node_never_folds_the_log_into_the_read_model_of_another(
    house: House, node: Node, postgres: Server, where: str
) -> None:
    other = node(postgres.database())
    assert other.model.path.parent == house.model.path.parent
    other.keep(area("Hills"))
    assert other.model.one("SELECT count(*) AS n FROM areas") == {"n": 1}
    assert node(where).model.one("SELECT count(*) AS n FROM areas") == {"n": 3}


def test_the_librarys_own_settings_name_the_database_too(
    postgres: Server, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = postgres.database().split("@/")[1].split("?")[0]
    settings = {"DBNAME": name, "HOST": str(postgres.folder), "USER": "postgres", "PASSWORD": ""}
    for key, value in settings.items():
        monkeypatch.setenv(f"POSTGRES_{key}", value)
    here = node(MODULE)
    assert here.keep(area("East")) == 1
    assert here.reader.place == f"PostgreSQL, database {name} on {postgres.folder}"


def test_no_setting_takes_the_lock_away_that_keeps_the_order(
    node: Node, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for prefix in ("", "PROGRAMME_"):
        monkeypatch.setenv(f"{prefix}POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    assert not node(where).log.recorder.datastore.enable_db_functions  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("mysql://db/audit", "give its address"),
        ("eventsourcing.sqlite", "give its address"),
        ("postgresql://web:secret@/audit?host=/nowhere", "cannot be reached"),
        (MODULE, "Postgres database name not found"),
    ],
)
def test_a_log_that_cannot_be_opened_is_refused_in_a_sentence(node: Node, asked: str, words: str) -> None:
    with pytest.raises(NoLog, match=words) as refused:
        node(asked)
    assert "secret" not in refused.value.sentence


def test_without_the_libraries_the_sentence_says_how_to_get_them(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.events.where.find_spec", lambda name: None)
    with pytest.raises(NoLog, match=r"\.\[postgres\]"):
        node("postgresql:///audit")


def test_nodes_share_the_keys_and_what_one_erases_the_other_forgets(
    node: Node, where: str, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_keys_postgres, "LOOK_AGAIN", 0.0)
    first, second = node(where, "first"), node(where, "second")
    first.keep(coaching := someone())
    assert second.reader.stream(coaching.id)[0].facts["note"] == "She asked for it."
    assert second.log.load(Coaching, coaching.id).exists
    with psycopg.connect(postgres.address(database_of(first))) as vandal:
        secret = first.keys.of(coaching.id)
        assert [row[0] for row in vandal.execute("SELECT secret FROM record_keys")] == [secret]
    names = first.keys.names_of([coaching.id])
    assert first.keys.erase([coaching.id]) == names
    assert second.keys.erased() == frozenset(names)
    assert second.reader.stream(coaching.id)[0].facts["note"] == "[erased]"


def test_a_table_that_could_not_be_rewritten_is_rewritten_at_the_next_try(
    house: House, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.keep(coaching := someone())
    store: Any = house.keys._store
    with monkeypatch.context() as broken:
        broken.setattr(record_keys_postgres, "WHICH_FILE", "SELECT 1")
        with pytest.raises(NotErased):
            house.keys.erase([coaching.id])
    assert house.keys.of(coaching.id) is None
    assert len(store._rows("SELECT * FROM keys_to_overwrite")) == 1
    file = store._rows(record_keys_postgres.WHICH_FILE)
    house.keys.erase([])
    assert store._rows(record_keys_postgres.WHICH_FILE) != file
    assert store._rows("SELECT * FROM keys_to_overwrite") == []


def test_the_keys_can_be_in_a_database_apart(tmp_path: Path, where: str, postgres: Server) -> None:
    house = open_house(tmp_path, where, postgres.database())
    house.keep(coaching := someone())
    with psycopg.connect(where) as log:
        assert log.execute("SELECT to_regclass('record_keys')").fetchone() == (None,)
    assert house.keys.of(coaching.id)
    house.model.close()
    house.log.close()
    with pytest.raises(NoLog, match="are not here"):
        open_house(tmp_path, where)
    for nowhere, words in (
        ("mysql://x", "give its address"),
        ("postgresql://nobody@127.0.0.1:1/x", "cannot be reached"),
    ):
        with pytest.raises(NoLog, match=words):
            open_house(tmp_path, where, nowhere)

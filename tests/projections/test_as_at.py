"""The read model of any position of the past is the fold from the beginning; it is a cache that nothing depends on."""

import os
import random
import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.events.log import Happened
from app.programme.house import House
from projections import ReadModel, as_at, milestones
from projections.as_at import AsAt, CannotStandThere
from projections.moments import last_at, position_at
from projections.shelf import ABANDONED
from tests.projections.random_stories import STORIES, ListLog, log_in, log_of
from tests.projections.test_replay import COUNTS, VIEWS, broken, dump, folder, replace

BEGAN = datetime(2024, 5, 1, 9, tzinfo=UTC)


class TheLog(ListLog):
    """A log in memory that a cache can tell from others."""

    id = ""


@pytest.fixture
def log(told: House) -> TheLog:
    return TheLog(log_in(told).happened)


def kept(folder: Path) -> set[int]:
    return {int(path.stem.split("-")[2]) for path in (folder / "as-at").glob("views-*.sqlite")}


def test_as_at_any_position_is_the_fold_from_the_beginning(log: TheLog, tmp_path: Path) -> None:
    live = ReadModel(tmp_path / "live.sqlite", ListLog([]), VIEWS)
    then: dict[int, Any] = {0: dump(live)}
    for position in range(1, log.head() + 1, 13):
        live.log = ListLog(log.happened[:position])
        assert live.catch_up() == position
        then[position] = dump(live)
    past, order = AsAt(tmp_path, log, VIEWS, most=5), sorted(then)
    random.Random(7).shuffle(order)
    for position in order:
        assert dump(past.model(position)) == then[position], position  # type: ignore[arg-type]
    assert len(kept(tmp_path)) == 5


def test_the_live_model_serves_for_where_it_stands(told: House, tmp_path: Path) -> None:
    past = AsAt(tmp_path, told.reader, VIEWS, told.model)
    head = told.model.position
    assert past.model(head) is past.model(head + 5) is told.model
    assert past.model(head - 1) is not told.model
    assert past.model(head - 1) is past.model(head - 1)


def test_the_live_model_is_kept_with_what_only_its_write_ahead_log_holds(told: House, tmp_path: Path) -> None:
    path = tmp_path / "views.sqlite"
    live = ReadModel(path, told.reader, VIEWS, upto=300)
    live.catch_up()
    assert path.with_name("views.sqlite-wal").stat().st_size > 0, "nothing is in the write-ahead log to be lost"
    past = AsAt(tmp_path, told.reader, VIEWS, live)
    assert (past.keep(), past.keep(), kept(tmp_path)) == (300, 300, {300})
    made = list((tmp_path / "as-at").iterdir())
    assert [one.suffix for one in made] == [".sqlite"], "one file, with nothing beside it"
    assert dump(AsAt(tmp_path, told.reader, VIEWS).model(300)) == dump(live)


def test_where_there_is_no_room_nothing_is_kept(told: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert AsAt(tmp_path, told.reader, VIEWS, told.model).keep() is None
    assert list((tmp_path / "as-at").iterdir()) == []


def test_it_goes_on_from_the_nearest_that_is_kept(log: TheLog, tmp_path: Path) -> None:
    past = AsAt(tmp_path, log, COUNTS)
    past.model(100)
    read: list[int] = []

    class Watched(TheLog):
        def read(self, after: int, limit: int = 200, upto: int | None = None) -> list[Happened]:
            read.append(after)
            return super().read(after, limit, upto)

    AsAt(tmp_path, Watched(log.happened), COUNTS).model(120)
    assert min(read) == 99, "the event at 100 is looked at, to know the log by, and none before it"


def test_over_a_long_way_its_last_milestone_is_kept(
    log: TheLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (as_at, milestones):
        monkeypatch.setattr(module, "LONGEST", 50)
    monkeypatch.setattr(milestones, "_ends", lambda log: [60])
    past = AsAt(tmp_path, log, COUNTS)
    assert past.is_far(170)
    assert past.model(170).one("SELECT sum(times) AS n FROM counted") == {"n": 170}
    assert kept(tmp_path) == {160, 170}
    assert [past.is_far(position) for position in (170, 165, 159, 51, 50)] == [False, False, True, True, False]
    past.model(100)
    assert kept(tmp_path) == {60, 100, 160, 170}


def test_on_the_way_it_is_told_how_far_it_is(log: TheLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (as_at, milestones):
        monkeypatch.setattr(module, "LONGEST", 50)
    monkeypatch.setattr(milestones, "_ends", lambda log: [60])
    monkeypatch.setattr(as_at, "PIECE", 70)
    told = list[tuple[int, int]]()
    past = AsAt(tmp_path, log, COUNTS)
    past.approach(170, lambda done, of: told.append((done, of)))
    assert (kept(tmp_path), told) == ({160}, [(70, 160), (140, 160), (160, 160)])
    assert past.model(160).one("SELECT sum(times) AS n FROM counted") == {"n": 160}


def test_milestones_stay_when_what_was_asked_for_goes_and_go_before_room_runs_out(
    log: TheLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milestones, "LONGEST", 50)
    monkeypatch.setattr(milestones, "_ends", lambda log: [60, 90])
    past, told = AsAt(tmp_path, log, COUNTS, most=1), list[tuple[int, int]]()
    past.keep_milestones(upto=170, told=lambda done, of: told.append((done, of)))
    assert kept(tmp_path) == {30, 60, 90, 140}
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    for position in (70, 71, 72):
        assert past.model(position).one(TIMES) == {"n": position}
    assert kept(tmp_path) == {30, 60, 90, 140, 72}
    size = next((tmp_path / "as-at").iterdir()).stat().st_size
    AsAt(tmp_path, log, COUNTS, most_bytes=size * 2)
    assert kept(tmp_path) == {60, 72}, "the end of the quarter that others were made from, and the one used last"


def test_they_lie_in_equal_parts_and_farther_apart_where_room_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milestones, "_ends", lambda log: [40, 100])
    monkeypatch.setattr(milestones, "LONGEST", 25)
    log = TheLog([Happened(n, "x", n, "x", at(BEGAN)) for n in range(1, 201)])
    found = {room: [one.position for one in milestones.milestones(log, 200, room)] for room in (750, 749, 359, 139, 50)}
    assert found == {
        750: [20, 40, 60, 80, 100, 125, 150, 175],
        749: [40, 70, 100, 150],
        359: [40, 100],
        139: [100],
        50: [],
    }


def test_the_ends_of_quarters_stay_longest_where_room_is_short() -> None:
    log = TheLog([Happened(n, "x", n, "x", at(BEGAN + timedelta(days=n))) for n in range(1, 401)])
    ends = [60, 152, 244, 334]
    assert [tuple(one) for one in milestones.milestones(log, 100, 1_000)] == [(end, "-end") for end in ends]
    assert [one.position for one in milestones.milestones(log, 100, 160)] == [152, 334]
    assert [one.position for one in milestones.milestones(log, 100, 100)] == [334]
    assert milestones.milestones(log, 100, 10) == milestones.milestones(TheLog([]), 0, 0) == []


def test_what_was_dropped_is_gone_in_every_process(log: TheLog, tmp_path: Path) -> None:
    past, other = AsAt(tmp_path, log, COUNTS), AsAt(tmp_path, log, COUNTS)
    mine, theirs = past.model(90), other.model(90)
    assert past.drop_all() == 1
    assert kept(tmp_path) == set()
    assert past.model(90) is not mine
    past.drop_all()
    assert other.model(90) is not theirs


def test_of_a_log_that_was_put_back_nothing_folded_before_is_believed(log: TheLog, tmp_path: Path) -> None:
    other = TheLog([*log.happened[:50], *(made._replace(position=n) for n, made in enumerate(log.happened[55:], 51))])
    fresh = ReadModel(tmp_path / "fresh.sqlite", other, COUNTS, upto=60)
    AsAt(tmp_path, log, COUNTS).model(60)
    fresh.catch_up()
    assert dump(AsAt(tmp_path, other, COUNTS).model(60)) == dump(fresh)


def test_what_another_version_left_and_what_was_never_finished_goes(log: TheLog, tmp_path: Path) -> None:
    AsAt(tmp_path, log, COUNTS).model(60)
    folder = tmp_path / "as-at"
    for name, age in (("making-1-aa.sqlite", ABANDONED + 60), ("making-2-bb.sqlite", 0)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    AsAt(tmp_path, log, COUNTS)
    assert kept(tmp_path) == {60}
    assert not (folder / "making-1-aa.sqlite").exists()
    assert (folder / "making-2-bb.sqlite").exists(), "another process may be at it"
    AsAt(tmp_path, log, replace(COUNTS, version="later"))
    assert kept(tmp_path) == set()


def test_those_used_longest_ago_go_first_and_what_is_open_is_read_on(log: TheLog, tmp_path: Path) -> None:
    past = AsAt(tmp_path, log, COUNTS, most=2)
    first = past.model(10)
    for nth, position in enumerate((20, 10, 30)):
        past.model(position)
        for path in (tmp_path / "as-at").glob(f"*-{position:012d}-*"):
            os.utime(path, (nth + 1, nth + 1))
    assert kept(tmp_path) == {10, 30}
    past.model(40)
    assert kept(tmp_path) == {30, 40}
    assert first.one("SELECT sum(times) AS n FROM counted") == {"n": 10}


def test_a_position_behind_a_fault_is_refused_and_leaves_nothing(log: TheLog, tmp_path: Path) -> None:
    views = replace(COUNTS, handlers=dict.fromkeys(COUNTS.handlers, (broken,)))
    past = AsAt(tmp_path, log, views)
    with pytest.raises(CannotStandThere, match="a share of nothing"):
        past.model(40)
    assert list((tmp_path / "as-at").iterdir()) == []
    assert past.model(29).position == 29


def test_many_at_once_have_the_same(log: TheLog, tmp_path: Path) -> None:
    caches, found = [AsAt(tmp_path, log, COUNTS) for _ in range(3)], []
    threads = [threading.Thread(target=lambda one=one: found.append(one.model(90).one("SELECT sum(times) AS n FROM"
               " counted"))) for one in caches * 2]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"n": 90}] * 6
    assert len(list((tmp_path / "as-at").iterdir())) == 1


def test_a_copy_to_walk_on_is_of_its_position_and_is_gone_afterwards(log: TheLog, tmp_path: Path) -> None:
    past = AsAt(tmp_path, log, VIEWS)
    with past.walk(200) as walk:
        was = dump(walk)  # type: ignore[arg-type]
        walk.fold(250)
        walk.undo()
        assert dump(walk) == was  # type: ignore[arg-type]
        walk.fold(231)
        walk.rest()
        walk.fold(300)
        walk.undo()
        assert dump(walk)["audits"] == dump(past.model(231))["audits"]  # type: ignore[arg-type]
    assert not list((tmp_path / "as-at").glob("making-*"))
    assert past.model(200).position == 200


TIMES = "SELECT sum(times) AS n FROM counted"


def test_any_number_ask_walk_and_keep_while_each_lets_go_of_what_others_read(log: TheLog, tmp_path: Path) -> None:
    caches, faults = [AsAt(tmp_path, log, COUNTS, most=2) for _ in range(2)], list[BaseException]()
    for past in caches:
        past.live = ReadModel(tmp_path / "live.sqlite", log, COUNTS, upto=150)
        past.live.catch_up()

    def ask(past: AsAt, order: random.Random) -> None:
        try:
            for position in order.choices(range(10, 140, 10), k=12):
                assert past.model(position).one(TIMES) == {"n": position}
                with past.walk(position) as walk:
                    walk.fold(position + 5)
                    assert walk.one("SELECT count(*) AS n FROM counted") is not None
                assert past.keep() == 150
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=ask, args=(past, random.Random(n))) for n, past in enumerate(caches * 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(kept(tmp_path)) <= 3, "two, and what a process has made since it last counted"
    assert not list((tmp_path / "as-at").glob("making-*"))


def test_what_was_let_go_of_is_walked_from_and_made_again(log: TheLog, tmp_path: Path) -> None:
    past = AsAt(tmp_path, log, COUNTS)
    past.model(90)
    for path in (tmp_path / "as-at").iterdir():
        path.unlink()
    with past.walk(90) as walk:
        assert walk.one(TIMES) == {"n": 90}
    (tmp_path / "as-at" / "views-nonsense.sqlite").touch()
    assert AsAt(tmp_path, log, COUNTS).model(90).one(TIMES) == {"n": 90}
    (path,) = [one for one in (tmp_path / "as-at").iterdir() if "000090" in one.name]
    path.write_bytes(b"")
    assert AsAt(tmp_path, log, COUNTS).model(90).one(TIMES) == {"n": 90}, "a file that cannot be read is made anew"


def test_where_room_is_short_the_old_ones_go_and_nothing_is_begun(log: TheLog, tmp_path: Path) -> None:
    room, live = [1 << 40], ReadModel(tmp_path / "live.sqlite", log, COUNTS, upto=150)
    live.catch_up()
    past = AsAt(tmp_path, log, COUNTS, live, to_spare=lambda: room[0])
    for nth, position in enumerate((20, 40, 60)):
        past.model(position)
        for path in (tmp_path / "as-at").glob(f"*-{position:012d}-*"):
            os.utime(path, (nth + 1, nth + 1))
    room[0] = 0
    assert (past.keep(), kept(tmp_path)) == (None, {60})
    room[0] = as_at.LEFT_FREE
    past.keep_milestones()
    assert kept(tmp_path) == {60}
    room[0] = 0
    with pytest.raises(OSError, match="No space left"):
        past.model(100)
    with pytest.raises(OSError, match="No space left"), past.walk(60):
        pass
    assert past.model(60).one(TIMES) == {"n": 60}
    assert [path.suffix for path in (tmp_path / "as-at").iterdir()] == [".sqlite"]
    room[0] = 1 << 40
    assert past.model(100).position == 100


def at(moment: datetime) -> dict[str, str]:
    return {"at": moment.isoformat()}


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(-11, 11), st.integers(1, 3)), max_size=60), st.integers(-30, 900)
)
def test_the_position_at_a_moment_is_of_the_last_event_not_after_it(
    steps: list[tuple[int, int, int]], hour: int
) -> None:
    """Clocks are out by up to eleven hours either way; positions have gaps."""
    log, hours, position = TheLog([]), 0, 0
    for went_by, out, gap in steps:
        hours, position = hours + went_by, position + gap
        log.happened.append(Happened(position, "x", 1, "x", at(BEGAN + timedelta(hours=hours + out))))
    sparse = Sparse(log.happened)
    moment = BEGAN + timedelta(hours=hour)
    before = [made.position for made in log.happened if datetime.fromisoformat(made.at) <= moment]
    assert position_at(sparse, moment.isoformat()) == (before[-1] if before else 0)
    assert [made.position for made in [last_at(sparse, p) for p in range(position + 2)] if made] == [
        max(made.position for made in log.happened if made.position <= p)
        for p in range(position + 2)
        if any(made.position <= p for made in log.happened)
    ]


class Sparse(TheLog):
    """A log of which some positions were never filled."""

    def head(self) -> int:
        return self.happened[-1].position if self.happened else 0

    def read(self, after: int, limit: int = 200, upto: int | None = None) -> list[Happened]:
        end = self.head() if upto is None else upto
        return [made for made in self.happened if after < made.position <= end][:limit]


def test_a_file_that_is_kept_is_whole_by_itself(log: TheLog, tmp_path: Path) -> None:
    AsAt(tmp_path, log, VIEWS).model(150)
    (path,) = (tmp_path / "as-at").iterdir()
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("SELECT position FROM position").fetchone() == (150,)
    database.close()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES, st.randoms(use_true_random=False), st.integers(3, 20))
def test_as_at_every_position_of_random_stories_is_the_fold_from_zero(
    steps: list[tuple[str, int, int, int]], chance: random.Random, longest: int
) -> None:
    """Every table's rows byte for byte; that a fold is the same in whatever steps is shown in test_replay."""
    log = TheLog(log_of(steps).happened)
    with folder() as here, pytest.MonkeyPatch.context() as patch:
        for module in (as_at, milestones):
            patch.setattr(module, "LONGEST", longest)
        live = ReadModel(here / "live.sqlite", ListLog([]), VIEWS)
        past, then = AsAt(here, log, VIEWS, most=4), {0: dump(live)}
        for position in range(1, log.head() + 1):
            live.log = ListLog(log.happened[:position])
            live.catch_up()
            then[position] = dump(live)
        for position in chance.sample(sorted(then), len(then)):
            assert dump(past.model(position)) == then[position], position  # type: ignore[arg-type]


def test_the_position_in_a_stored_log_is_the_same_and_is_remembered(told: House) -> None:
    log = log_in(told)
    moments = sorted({made.at for made in log.happened})[:: max(1, len(log.happened) // 200)]
    for _ in range(2):
        assert [position_at(told.reader, at) for at in moments] == [position_at(log, at) for at in moments]

"""Rows that grew event by event are the rows of a rebuild, at every position and whatever the batch."""

import multiprocessing
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projections
from app.events.base import TOPICS
from app.events.log import SQLiteReader
from app.programme.house import House
from projections import Fault, ReadModel, Views
from projections.rows import Rows, Table
from tests.projections.random_stories import STORIES, ListLog, log_in, log_of

VIEWS = Views.collect()


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one example."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def dump(model: ReadModel) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of a read model with its rows in order, and its position."""
    tables = [row["name"] for row in model.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: sorted((tuple(row.values()) for row in model.query(f"SELECT * FROM [{name}]")), key=repr)
            for name in tables}  # fmt: skip


def rebuilt(log: Any, path: Path, upto: int, batch: int = projections.BATCH) -> dict[str, list[tuple[Any, ...]]]:
    """A dump of a new read model folded up to a position."""
    model = ReadModel(path, log, VIEWS, upto=upto, batch=batch)
    assert model.catch_up() == upto, model.fault
    try:
        return dump(model)
    finally:
        model.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES, st.sampled_from([1, 2, 7]))
def test_live_rows_are_rebuilt_rows_at_every_position(steps: list[tuple[str, int, int, int]], batch: int) -> None:
    log = log_of(steps)
    with folder() as here:
        live = ReadModel(here / "live.sqlite", ListLog([]), VIEWS)
        for position in range(1, log.head() + 1):
            live.log = ListLog(log.happened[:position])
            assert live.catch_up() == position, live.fault
            assert dump(live) == rebuilt(log, here / f"{position}.sqlite", position)
        assert dump(live) == rebuilt(log, here / "batches.sqlite", log.head(), batch)


@pytest.mark.parametrize("batch", [1, 2, 13, 1_000])
def test_the_told_story_gives_the_same_rows_in_any_batch(told: House, tmp_path: Path, batch: int) -> None:
    head = told.reader.head()
    assert dump(told.model) == rebuilt(told.reader, tmp_path / "views.sqlite", head, batch)
    assert dump(told.model)["audits"]


def test_a_model_can_stand_at_any_position_of_the_past(told: House, tmp_path: Path) -> None:
    model = ReadModel(tmp_path / "views.sqlite", told.reader, VIEWS, upto=70)
    assert (model.catch_up(), model.catch_up(), model.position) == (70, 70, 70)


def fold_in_process(log: Path, views: Path, start: Any) -> None:
    """What a second process does: opens the same file and catches up."""
    start.wait()
    ReadModel(views, SQLiteReader(log), batch=3).catch_up()


def test_two_processes_on_one_file_count_nothing_twice(told: House, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, log = context.Barrier(3), told.model.path.with_name("log.sqlite")
    others = [context.Process(target=fold_in_process, args=(log, tmp_path / "v.sqlite", start)) for _ in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert [other.exitcode for other in others] == [0, 0, 0]
    assert dump(ReadModel(tmp_path / "v.sqlite", told.reader)) == dump(told.model)


COUNTED = Table("counted", {"topic": str, "times": int}, ("topic",))


def counts(rows: Rows, event: Any) -> None:
    """Count: a handler that shows every event folded twice."""
    row = rows["counted"].get(event.topic)
    rows["counted"].put(topic=event.topic, times=(row["times"] if row else 0) + 1)


COUNTS = Views((COUNTED,), dict.fromkeys(TOPICS, (counts,)), "counts")


def test_two_models_in_threads_on_one_file_count_nothing_twice(told: House, tmp_path: Path) -> None:
    models = [ReadModel(tmp_path / "counts.sqlite", told.reader, COUNTS, batch=2) for _ in range(4)]
    together(model.catch_up for model in models for _ in range(2))
    head = told.reader.head()
    assert {model.position for model in models} == {head}
    assert models[0].one("SELECT sum(times) AS n FROM counted") == {"n": head}


def together(acts: Iterator[Callable[[], Any]]) -> None:
    """Do all at once, each in a thread of its own."""
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_model_that_was_overtaken_never_goes_back(told: House, tmp_path: Path) -> None:
    class Late(ListLog):
        """A log whose head was asked for just before two more events came."""

        def head(self) -> int:
            return 10

    log = log_in(told)
    first = ReadModel(tmp_path / "counts.sqlite", Late(log.happened), COUNTS)
    other = ReadModel(tmp_path / "counts.sqlite", ListLog(log.happened[:12]), COUNTS)
    assert (other.catch_up(), first.catch_up(), other.catch_up()) == (12, 12, 12)
    first.log = ListLog(log.happened[:12])
    assert first.catch_up() == 12
    assert first.one("SELECT sum(times) AS n FROM counted") == {"n": 12}


def broken(rows: Rows, event: Any) -> None:
    """Touch a row, then fail at the third service area's worth of events."""
    counts(rows, event)
    if event.position == 30:
        raise ZeroDivisionError("a share of nothing")


@pytest.mark.parametrize("batch", [1, 7, 1_000])
def test_a_failing_handler_stops_the_fold_before_its_event_and_recovers(
    told: House, tmp_path: Path, batch: int
) -> None:
    views = replace(COUNTS, handlers=dict.fromkeys(COUNTS.handlers, (broken,)))
    model = ReadModel(tmp_path / "counts.sqlite", told.reader, views, batch=batch)
    for _ in range(2):
        assert model.catch_up() == 29
        assert model.one("SELECT sum(times) AS n FROM counted") == {"n": 29}, "the failed handler left a row behind"
        topic = told.reader.read(29, 1)[0].topic
        assert model.fault == Fault(30, topic, "ZeroDivisionError: a share of nothing")
    model.views = COUNTS
    assert model.catch_up() == told.reader.head()
    assert model.fault is None
    assert model.one("SELECT sum(times) AS n FROM counted") == {"n": told.reader.head()}


def test_an_event_that_no_projection_knows_stops_the_fold(told: House, tmp_path: Path) -> None:
    log = log_in(told)
    log.happened[4] = log.happened[4]._replace(topic="moon landed")
    model = ReadModel(tmp_path / "views.sqlite", log, VIEWS)
    assert model.catch_up() == 4
    assert model.fault == Fault(5, "moon landed", "No projection knows this type of event.")


@pytest.mark.parametrize("act", ["put", "change"])
def test_an_unknown_column_is_refused(told: House, tmp_path: Path, act: str) -> None:
    def odd(rows: Rows, event: Any) -> None:
        counts(rows, event)
        if act == "put":
            rows["counted"].put(topic="x", colour="red")
        else:
            rows["counted"].change(event.topic, colour="red")

    views = replace(COUNTS, handlers=dict.fromkeys(COUNTS.handlers, (odd,)))
    model = ReadModel(tmp_path / "counts.sqlite", told.reader, views)
    assert model.catch_up() == 0
    assert model.fault
    assert model.fault.what == """KeyError: "counted has no column ['colour']\""""


def test_the_file_is_another_when_a_source_changes(
    told: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = projections.open_model(tmp_path, told.reader)
    first.close()
    (tmp_path / "projections").mkdir()
    for source in Path(projections.__file__).parent.glob("*.py"):
        (tmp_path / "projections" / source.name).write_bytes(source.read_bytes() + b"\n# changed\n")
    monkeypatch.setattr(projections, "__file__", str(tmp_path / "projections" / "__init__.py"))
    second = projections.open_model(tmp_path, told.reader)
    assert second.path != first.path
    assert not first.path.exists(), "the old file is deleted at the next start"
    assert second.catch_up() == told.reader.head()


def test_a_rebuilt_model_has_its_indexes(told: House, tmp_path: Path) -> None:
    model = ReadModel(tmp_path / "views.sqlite", told.reader, VIEWS)
    model.catch_up()
    wanted = sum(len(table.indexes) for table in VIEWS.tables)
    found = "SELECT count(*) AS n FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    assert model.one(found) == {"n": wanted}

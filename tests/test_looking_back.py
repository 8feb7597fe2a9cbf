"""Read models of the past are made ahead: by the server's own thread, and by `audit-loop rebuild`."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from app import stores
from app.config import Settings
from app.looking_back import LookingBack
from app.programme.house import House
from app.rebuilding import rebuild
from projections import milestones
from projections.as_at import AsAt


def kept(folder: Path) -> set[int]:
    return {int(path.stem.split("-")[2]) for path in (folder / "as-at").glob("views-*.sqlite")}


def past_of(house: House, folder: Path) -> AsAt:
    return AsAt(folder, house.reader, house.model.views, house.model)


def test_the_server_makes_them_in_a_thread_that_ends_with_it(
    told: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milestones, "LONGEST", 100)
    monkeypatch.setattr(milestones, "_ends", lambda log: [150])
    looking_back = LookingBack(past_of(told, tmp_path), first=0, rest=0.01)
    looking_back.start()
    until = time.monotonic() + 20
    while not {75, 150, 250} <= kept(tmp_path) and time.monotonic() < until:
        time.sleep(0.01)
    looking_back.close()
    assert {75, 150, 250} <= kept(tmp_path)
    assert not looking_back._thread.is_alive()


def test_it_ends_between_one_and_the_next(told: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milestones, "LONGEST", 50)
    looking_back = LookingBack(past_of(told, tmp_path), first=0, rest=60)
    looking_back.start()
    until = time.monotonic() + 20
    while not kept(tmp_path) and time.monotonic() < until:
        time.sleep(0.01)
    looking_back.close()
    assert not looking_back._thread.is_alive()
    assert len(kept(tmp_path)) == 1


def test_a_rebuild_makes_them_too(told: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milestones, "LONGEST", 100)
    monkeypatch.setattr(milestones, "_ends", lambda log: [])
    with (
        closing(sqlite3.connect(told.model.path.with_name("log.sqlite"))) as log,
        closing(sqlite3.connect(tmp_path / "log.sqlite")) as copy,
    ):
        log.backup(copy)
    head = rebuild(Settings(tmp_path))
    assert kept(tmp_path) == set(range(100, head, 100))


def test_an_erasure_drops_them(told: House, tmp_path: Path) -> None:
    past = past_of(told, tmp_path)
    read = past.model(100)
    assert stores.DROPPED["read_models_of_the_past"](told, tmp_path, ["child/C-1"]) == 1
    assert kept(tmp_path) == set()
    assert past.model(100) is not read

"""A log from before an erasure under the newest keys: the erasure is proposed again, and all agrees afterwards."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from app.demo.stories import RUTH, Story
from app.events.erasure import Erasure
from tests.test_cli import Run, run
from tests.test_ledger_keys import held
from tests.views.erasing import close_everything, erase, reopened
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log", "run"]


@pytest.fixture
def older(app: Flask, may: Story, tmp_path: Path, run: Run) -> Flask:
    """The programme after an erasure, with the log put back that was signed before it; its keys are the newest."""
    close_everything(may)
    assert run("checkpoint", "--data", tmp_path)[0] == 0
    backup = tmp_path / "backup"
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as log, closing(sqlite3.connect(backup)) as copy:
        log.backup(copy)
    erase(app)
    app.extensions["house"].log.close()
    for left in tmp_path.glob("log.sqlite*"):
        left.unlink()
    backup.rename(tmp_path / "log.sqlite")
    return reopened(app, tmp_path)


def test_what_verify_asks_for_after_an_older_log_was_put_back_puts_it_right(
    older: Flask, tmp_path: Path, run: Run
) -> None:
    found = held(tmp_path).findings
    assert ["no erasure in the log says so" in one for one in found] == [True]
    erase(older)
    assert older.extensions["house"].log.load(Erasure, "erasure/one").state == "erased"
    assert held(tmp_path).findings == ()
    code, said = run("verify", "--data", tmp_path)
    assert (code, "The keys agree with the log: of 1 erasure carried out every key is gone" in said) == (0, True), said


def test_how_many_records_were_erased_counts_no_key_twice(older: Flask) -> None:
    house, before = older.extensions["house"], signed_in(older, RUTH)
    erase(older)
    erasure = house.log.load(Erasure, "erasure/one")
    assert len(erasure.keys) == len(set(erasure.keys))
    page = " ".join(before.get("/erasures/one").text.split())
    assert "1 child" in page
    assert "2 children" not in page

"""A page over a log that was tampered with, or whose keys cannot be reached, says so and stores nothing."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.demo.stories import DANA, RUTH, Story, audit_id
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
PATH = "/audits/2024-05/1"


def test_what_was_written_of_another_child_and_put_here_is_refused_by_name(
    app: Flask, may: Story, tmp_path: Path
) -> None:
    with sqlite3.connect(app.extensions["house"].model.path.with_name("log.sqlite")) as vandal:
        vandal.execute("DROP TRIGGER stored_events_no_update")
        ask = "SELECT state, rowid FROM stored_events WHERE originator_id = ? AND topic = 'audit section saved'"
        mine, theirs = (vandal.execute(ask, [audit_id(number)]).fetchone() for number in (1, 2))
        swapped = json.dumps(json.loads(mine[0]) | {"sealed": json.loads(theirs[0])["sealed"]}).encode()
        vandal.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", [swapped, mine[1]])
    vandal.close()
    answer = signed_in(app, RUTH).get(PATH)
    assert answer.status_code == 500
    assert f"of {audit_id(1)} was not sealed there, or was changed since" in answer.text
    assert signed_in(app, RUTH).get("/audits/2024-05/2").status_code == 200


def test_keys_that_cannot_be_reached_are_told_and_nothing_is_stored(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> Any:
        raise sqlite3.DatabaseError("file is not a database")

    head = may.house.reader.head()
    monkeypatch.setattr(app.extensions["house"].keys._store, "changed", gone)
    dana = signed_in(app, DANA)
    for answer in (dana.get(PATH), dana.post(f"{PATH}/reply", data={"version": "12", "text": "It was so."})):
        assert answer.status_code == 500
        assert "The keys of what is sealed cannot be reached" in answer.text
    assert may.house.reader.head() == head

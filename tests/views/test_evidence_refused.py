"""No pack is made of an entry that is not what was signed: a sentence says which."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from app.demo.stories import RUTH
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_evidence import THERE, asked, confirmed, row, waiting

__all__ = ["app", "may", "may_log", "waiting"]


@pytest.mark.usefixtures("may")
def test_a_pack_of_an_entry_that_was_edited_is_refused_and_names_it(waiting: Flask, tmp_path: Path) -> None:
    asked(waiting)
    waiting.extensions["ledger"].checkpoint("2024-05-28T09:31:00+00:00")
    with sqlite3.connect(tmp_path / "log.sqlite") as log:
        log.execute("DROP TRIGGER stored_events_no_update")
        log.execute("UPDATE stored_events SET state = CAST(state || ' ' AS BLOB) WHERE topic = 'audit returned'")
    confirmed(waiting)
    assert row(waiting)["state"] == "confirmed"
    said = signed_in(waiting, RUTH).get(THERE).text
    assert "The pack is not made: entry " in said
    assert "“audit returned”, is not what was signed." in said

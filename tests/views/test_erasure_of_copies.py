"""What an erasure takes with it, and what keeps it although it was proposed: a pair, tables of the past, new holds."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.demo.stories import HELEN, IAN, RUTH, Story
from app.events.inspection import Inspection, Terms
from app.programme import erasures
from projections import audits, loops
from tests.views.erasing import CHILD, REFERENCE, close_everything, confirm, erase, propose
from tests.views.may import app, may, may_log, signed_in
from tests.views.told_council import council

__all__ = ["app", "council", "may", "may_log"]


def test_the_looped_pair_of_a_child_is_of_its_records(council: Flask) -> None:
    model = council.extensions["house"].model
    child, loop = next(
        (child, loop)
        for child in ("child/C-10482", "child/C-10519", "child/C-10533", "child/C-10560", "child/C-10577")
        for audit in audits.of_child(model, child)
        if (loop := loops.of_audit(model, audit["id"]))
    )
    assert loop in erasures.records_of_child(model, child)


def test_no_table_of_the_past_that_was_made_before_is_left(app: Flask, may: Story) -> None:
    close_everything(may)
    assert "White British" in signed_in(app, RUTH).get("/children.csv?as_at=2024-05-28T09:30").text
    kept = app.extensions["as_at"].folder
    before = made_in(kept)
    assert before
    erase(app)
    assert not before & made_in(kept)


def made_in(folder: Path) -> set[tuple[str, int]]:
    """The tables of the past of a folder, each with when it was made."""
    return {(path.name, path.stat().st_mtime_ns) for path in folder.iterdir() if path.suffix == ".sqlite"}


def _inspect(app: Flask, story: Story) -> None:
    terms = Terms("2024-05-28", "2024-06-07", True, (), (), "")
    story.let(RUTH, Inspection, "inspection/next").grant(IAN, terms, "The next inspection.")


def _ask(app: Flask, story: Story) -> None:
    facts = {"of": "child", "child": REFERENCE, "person": "", "who": "The mother.", "id": "subject_access/one"}
    days = {"received_on": ("2024", "5", "28"), "due": ("2024", "6", "28")}
    parts = {f"{name}-{part}": value for name, day in days.items()
             for part, value in zip(("year", "month", "day"), day, strict=True)}  # fmt: skip
    assert signed_in(app, RUTH).post("/subject-access", data=facts | parts).status_code == 303


@pytest.mark.parametrize("begin", [_inspect, _ask])
def test_a_hold_that_began_since_it_was_proposed_keeps_it(app: Flask, may: Story, begin: Any) -> None:
    close_everything(may)
    assert propose(app).status_code == 303
    begin(app, may)
    answer = confirm(app)
    assert answer.status_code == 422
    assert "This must be kept for now." in answer.text
    assert app.extensions["house"].keys.of(CHILD) is not None
    assert "erasure" in signed_in(app, HELEN).get("/erasures/one").text

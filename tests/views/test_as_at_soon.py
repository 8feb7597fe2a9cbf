"""A moment that takes long to put together: how far it is, and then the page by itself."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.demo.stories import IAN, RUTH
from app.readings import Chosen
from projections import as_at
from projections.as_at import AsAt
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def gate(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Everything is a long way, and on it somebody stands still until the gate is opened."""
    opened, approach = threading.Event(), AsAt.approach

    def slowly(past: AsAt, position: int, told: Any = lambda done, of: None) -> None:
        told(3_000, 9_000)
        opened.wait(20)
        approach(past, position, told)

    monkeypatch.setattr(as_at, "LONGEST", 10)
    monkeypatch.setattr("projections.milestones.LONGEST", 10)
    monkeypatch.setattr(AsAt, "approach", slowly)
    app.extensions["past_ahead"].patience = 0.05
    yield opened
    opened.set()
    for going in app.extensions["past_ahead"]._going:
        going.join(20)


def let_through(app: Flask, gate: threading.Event) -> None:
    gate.set()
    app.extensions["past_ahead"].patience = 20


@pytest.mark.usefixtures("may")
def test_a_long_way_says_how_far_it_is_and_no_reading_is_noted(app: Flask, gate: threading.Event) -> None:
    ruth, readings = signed_in(app, RUTH), app.extensions["readings"]
    before = readings.count(Chosen())
    answer = ruth.get("/audits/2024-05/1?as_at=entry-80")
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "5")
    assert "3,000 of 9,000 entries are read." in answer.text
    assert 'hx-get="/audits/2024-05/1?as_at=entry-80"' in answer.text
    assert "C-10482" not in answer.text.split("<main")[1]
    assert readings.count(Chosen()) == before
    let_through(app, gate)
    assert ruth.get("/audits/2024-05/1?as_at=entry-80").status_code == 200
    assert readings.count(Chosen()) == before + 1


@pytest.mark.usefixtures("may")
def test_the_page_that_asks_again_loads_itself_once_it_is_there(app: Flask, gate: threading.Event) -> None:
    ruth, again = signed_in(app, RUTH), {"HX-Request": "true", "HX-Target": "soon"}
    assert ruth.get("/audits?as_at=entry-80", headers=again).status_code == 202
    let_through(app, gate)
    answer = ruth.get("/audits?as_at=entry-80", headers=again)
    assert (answer.status_code, answer.headers["HX-Refresh"], answer.text) == (204, "true", "")


@pytest.mark.usefixtures("may")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/compare?page=/audits&from=entry-70&to=entry-80", 202),
        ("/figures/completion-of-allocated/changes?period=2024-05&from=entry-70", 202),
        ("/audits.csv?as_at=entry-80", 503),
    ],
)
def test_whatever_reads_the_past_says_so(app: Flask, gate: threading.Event, path: str, status: int) -> None:
    ruth = signed_in(app, RUTH)
    assert ruth.get(path).status_code == status
    let_through(app, gate)
    assert ruth.get(path).status_code == 200


@pytest.mark.usefixtures("may")
def test_an_inspector_has_no_line_of_a_page_that_is_not_there_yet(app: Flask, gate: threading.Event) -> None:
    ian, readings = signed_in(app, IAN), app.extensions["readings"]
    before = readings.count(Chosen())
    assert ian.get("/audits?as_at=entry-80").status_code == 202
    assert readings.count(Chosen()) == before
    assert ian.get("/compare?page=/audits&from=entry-70&to=entry-80").status_code == 202
    assert ian.get("/replay/cycles/2024-05").status_code == 202
    assert readings.count(Chosen()) == before


@pytest.mark.usefixtures("may")
def test_two_who_wait_for_one_moment_wait_for_one_way(app: Flask, gate: threading.Event) -> None:
    for person in (RUTH, IAN):
        assert signed_in(app, person).get("/audits?as_at=entry-80").status_code == 202
    assert len(app.extensions["past_ahead"]._going) == 1
    assert signed_in(app, RUTH).get("/audits?as_at=entry-70").status_code == 202
    assert len(app.extensions["past_ahead"]._going) == 1, "who is on the way to a later one comes by"


@pytest.mark.usefixtures("may")
def test_a_way_that_cannot_be_gone_is_met_by_whoever_asks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(as_at, "LONGEST", 10)
    ahead: Any = app.extensions["past_ahead"]
    with monkeypatch.context() as now:
        now.setattr(AsAt, "approach", full)
        assert ahead.left(80) is None

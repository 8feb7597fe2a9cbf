"""What the access log has of a comparison: what it shows, and nothing else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.readings import Chosen, NotNoted, Reading, Readings
from tests.views.test_as_stood import plain
from tests.views.test_compare import MIDDLE
from tests.views.test_policy import signed_in
from tests.views.told_council import council, ruth

__all__ = ["council", "ruth"]


def test_who_reads_what_changed_of_a_record_is_noted(council: Flask, ruth: FlaskClient) -> None:
    readings, asked = council.extensions["readings"], Chosen(by=stories.RUTH)
    before = readings.count(asked)
    ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE})
    told = [(one.endpoint, one.as_at, one.record) for one in readings.page(asked, readings.count(asked) - before)]
    assert told == [
        ("compare.show", "", "audit/2024-05/0001"),
        ("audits.show", "", "audit/2024-05/0001"),
        ("audits.show", MIDDLE, "audit/2024-05/0001"),
    ]


def test_moments_that_were_only_tried_are_not_noted_as_read(council: Flask) -> None:
    readings, ian = council.extensions["readings"], signed_in(council, "inspector")
    asked = Chosen(by=stories.IAN)
    before = readings.count(asked)
    page = plain(ian.get("/compare", query_string={"page": "/audits/2024-05/1"}).text)
    lines = readings.page(asked, readings.count(asked) - before)
    shown = [one for one in lines if one.endpoint == "audits.show"]
    assert len(shown) == 2, "as it was and as it is"
    assert all(f"(entry {one.position:,})" in page for one in shown)


def test_what_an_inspector_opened_that_is_no_record_is_called_as_the_menu_does(council: Flask) -> None:
    ian, ruth = signed_in(council, "inspector"), signed_in(council, "qa_lead")
    for page in ("/", "/concerns", "/compare?page=/audits&from=2024-05-20"):
        assert ian.get(page).status_code == 200
    log = plain(ruth.get("/access-log", query_string={"reader": stories.IAN}).text)
    for name in ("Today", "Children of concern", "What changed", "Audits"):
        assert f"{name}, by an inspector" in log, name


def test_a_comparison_that_cannot_be_noted_is_not_shown(council: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ruth, right = signed_in(council, "qa_lead"), Readings.note

    def full(readings: Readings, made: Reading) -> int:
        if made.as_at:
            raise NotNoted
        return right(readings, made)

    monkeypatch.setattr(Readings, "note", full)
    for ending in ("", ".csv"):
        answer = ruth.get(f"/compare{ending}", query_string={"page": "/audits/2024-05/1", "from": MIDDLE})
        assert (answer.status_code, "cannot be written down who reads" in answer.text) == (503, True)

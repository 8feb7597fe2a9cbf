"""The access log: a page that is left open, and a page of which only the head is asked for."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import RUTH, Story
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_access_log import lines

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    """The QA lead."""
    return signed_in(app, RUTH)


def test_a_page_that_is_left_open_is_noted_anew_after_an_hour(app: Flask, ruth: FlaskClient) -> None:
    ruth.get("/actions?since=x")
    with time_machine.travel("2024-05-28T10:29:00+00:00", tick=False):
        ruth.get("/actions?since=x")
        assert len(lines(app)) == 1
    with time_machine.travel("2024-05-28T10:31:00+00:00", tick=False):
        ruth.get("/actions?since=x")
    assert len(lines(app)) == 2


def test_who_asks_for_the_head_of_a_page_alone_is_shown_nothing_and_has_no_leave(app: Flask, ruth: FlaskClient) -> None:
    for ask in (ruth.head, ruth.options):
        assert ask("/audits/2024-05/1").status_code == 200
        assert ask("/actions?since=x").status_code == 200
    assert lines(app) == []
    ruth.get("/actions?since=x")
    assert len(lines(app)) == 1

"""A pair of May 2024 in the browser: what tests of looped audits begin with."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, RUTH, Story
from app.demo.story_loops import fill_in, loop_of, send_in
from app.events.loop import Loop
from tests.views.may import signed_in
from tests.views.sending import do

FIRST, SECOND = "audit/2024-05/0004", "audit/2024-05/0006"
LOOP = loop_of(FIRST)
HERE = f"/loops/{LOOP.removeprefix('loop/')}"
DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
OPENING = DAY | {"auditor": BEN, "why": "To learn how alike we grade."}
MEETING = {"day-day": "3", "day-month": "6", "day-year": "2024", "time": "10:00", "place": "Room 2"}
SECRET: dict[str, Any] = {"evidence.plans": "A secret of Anna's.", "actions": [
    {"id": "a1", "what": "A secret action.", "owner": BEN, "due": "2024-07-01"}]}  # fmt: skip
LEARN = {"first_learning": "For Anna alone.", "second_learning": "For Ben alone."}
OTHER = {"grade.plans": "inadequate", "overall.grade": "requires-improvement"}


@pytest.fixture
def looped(app: Flask, may: Story) -> Story:
    """Anna Bell's fourth audit is looped with Ben Carter, and both are theirs to write."""
    answer = do(signed_in(app, RUTH), "/audits/2024-05/4/second-audit", OPENING)
    assert answer.status_code == 303, answer.text
    return may


def come_in(story: Story, auditor: str, id: str, **more: Any) -> None:
    fill_in(story, auditor, id, **more)
    send_in(story, auditor, id)


@pytest.fixture
def both_in(looped: Story) -> Story:
    come_in(looped, ANNA, FIRST)
    come_in(looped, BEN, SECOND, **OTHER)
    return looped


def loop(app: Flask) -> Loop:
    found: Loop = app.extensions["house"].load(Loop, LOOP)
    return found


def agreement(client: FlaskClient, **more: str) -> Any:
    path = f"{HERE}/agreement"
    said = {"to.plans": "inadequate", "why.plans": "No dates.", "to.overall": "good", "why.overall": "Read again."}
    return do(client, path, DAY | LEARN | said | more)

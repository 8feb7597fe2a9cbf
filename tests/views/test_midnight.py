"""What is recorded at midnight in England is of the day that begins, in summer and in winter."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.demo.stories import RUTH, Story
from tests.views.an_exemption import ASK, ASKING
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_evidence import ASK as PACK

__all__ = ["app", "may", "may_log"]
MIDNIGHTS = [("2024-06-14", "2024-06-14T23:00:00+00:00"), ("2024-12-14", "2024-12-15T00:00:00+00:00")]
"""A day and the moment at which it is over."""
UPTO = ("upto-year", "upto-month", "upto-day")


@pytest.mark.parametrize(("day", "midnight"), MIDNIGHTS)
@pytest.mark.parametrize("early", [True, False])
def test_the_last_second_is_of_the_day_and_midnight_is_not(
    app: Flask, may: Story, day: str, midnight: str, early: bool
) -> None:
    last = datetime.fromisoformat(midnight) - timedelta(seconds=1) if early else midnight
    before = app.extensions["house"].reader.head()
    with time_machine.travel(last, tick=False):
        assert signed_in(app, RUTH).post(ASKING, data=ASK | {"cycle": f"cycle/{day[:7]}"}).status_code == 303
    recorded = app.extensions["house"].reader.head()
    with time_machine.travel("2025-01-10T09:00:00+00:00", tick=False):
        ruth = signed_in(app, RUTH)
        page = ruth.get("/exemptions", query_string={"as_at": day}).text
        ruth.post("/evidence", data=PACK | dict(zip(UPTO, day.split("-"), strict=True)))
    end = recorded if early else before
    assert f"(entry {end:,})" in page
    assert app.extensions["house"].model.one("SELECT upto FROM packs")["upto"] == end

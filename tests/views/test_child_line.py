"""One line for each audit of a child: where audit, moderation, actions, duties and impact stand, with their dates."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.demo import stories
from app.demo.stories import DANA, OMAR, RUTH, Story
from app.programme import actions, duties
from app.views import child_line
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
STEP = re.compile(r'al-line__step--(\w+)">\s*<span class="al-line__name">(?:<a [^>]*>)?([^<]+)')
DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}


def line(app: Flask, person: str, child: str = "C-10482") -> dict[str, str]:
    """Where each step stands, by its name."""
    return {name: stands for stands, name in STEP.findall(signed_in(app, person).get(f"/children/{child}").text)}


def test_an_open_audit_has_nothing_after_it(app: Flask, may: Story) -> None:
    assert line(app, RUTH, "C-10533") == {
        "Audit": "waiting", "Moderation": "none", "Reply": "none", "Actions": "none", "Manager&#39;s duties": "none",
        "Impact": "none",
    }  # fmt: skip


@pytest.mark.parametrize(("worker", "manager", "stands"), [
    ("answered", "answered", "done"), ("answered", "lapsed", "done"), ("answered", "asked", "waiting"),
    ("lapsed", "declined", "none"),
])  # fmt: skip
def test_impact_is_done_once_somebody_answered_and_nobody_is_still_asked(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch, worker: str, manager: str, stands: str
) -> None:
    told = [
        {"part": part, "stands": it, "answered_on": "2024-05-20" if it == "answered" else "", "first_on": "2024-05-01"}
        for part, it in (("worker", worker), ("manager", manager))
    ]
    monkeypatch.setattr(child_line.impact, "of_audit", lambda *_: told)
    assert line(app, RUTH, "C-10482")["Impact"] == stands


def test_an_audit_is_late_on_the_day_after_its_date(app: Flask, may: Story) -> None:
    with time_machine.travel("2024-05-29T09:00:00+00:00", tick=False):
        assert line(app, RUTH, "C-10533")["Audit"] == "late"


@pytest.fixture
def accepted(app: Flask, may: Story) -> Flask:
    """The first audit is accepted, with one action."""
    house = app.extensions["house"]
    data = DAY | {"version": str(house.version(stories.audit_id(1))), "note": ""}
    assert signed_in(app, RUTH).post("/audits/2024-05/1/acceptance", data=data).status_code == 303
    words = {"source": stories.audit_id(1), "what": "See her alone.", "owner": DANA, "due": "2024-06-28"}
    actions.raise_action(house, "action/one", **words, child="child/C-10482", by=RUTH, at="2024-05-28T10:00:00+00:00")
    return app


def test_what_follows_an_accepted_audit_is_under_way(accepted: Flask) -> None:
    found = line(accepted, RUTH)
    assert (found["Audit"], found["Actions"], found["Manager&#39;s duties"]) == ("done", "waiting", "waiting")
    assert "1 action, 1 to do" in signed_in(accepted, RUTH).get("/children/C-10482").text


def test_what_is_not_done_by_its_date_is_late(accepted: Flask) -> None:
    with time_machine.travel("2024-06-29T09:00:00+00:00", tick=False):
        found = line(accepted, RUTH)
    assert (found["Actions"], found["Manager&#39;s duties"]) == ("late", "late")


def test_everything_done_is_done(accepted: Flask) -> None:
    house = accepted.extensions["house"]
    said: dict[str, Any] = {"by": OMAR, "at": "2024-05-28T11:00:00+00:00"}
    on = date(2024, 5, 28)
    actions.complete(house, "action/one", version=1, evidence="Seen on 28 May.", on=on, **said)
    told = {"on": on, "done_by": OMAR, "reference": "x", "note": "", **said}
    duties.record_direction(house, duties.duty_id(stories.audit_id(1)), version=1, **told)
    duties.record_discussion(house, duties.duty_id(stories.audit_id(1)), version=2, kind="reflective", **told)
    duties.follow_up(house, duties.duty_id(stories.audit_id(1)), version=3, **told)
    duties.close(house, duties.duty_id(stories.audit_id(1)), version=4, **told)
    found = line(accepted, RUTH)
    assert (found["Actions"], found["Manager&#39;s duties"]) == ("done", "done")


def test_a_manager_has_the_line_of_the_team_with_the_pages_that_are_theirs(accepted: Flask) -> None:
    page = signed_in(accepted, OMAR).get("/children/C-10482").text
    assert 'href="/duties/2024-05-0001"' in page
    assert line(accepted, OMAR)["Audit"] == "done"

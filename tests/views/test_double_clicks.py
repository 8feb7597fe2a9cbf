"""Two sendings of one form at the same moment: both come to the result, and it is recorded once."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread, local
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.demo.stories import BEN, DANA, PRIYA, RUTH
from app.events.base import Subject
from app.programme import actions
from app.programme.house import House
from tests.programme import a_month
from tests.views.may import TUESDAY, may_log, signed_in
from tests.views.may import opened as app_over

__all__ = ["may_log"]

QUINN = "person/quinn"
SHORT = {"title": "Short audit", "start": "default"}
LEAVING_CARE = {"name": "Leaving care", "area": "area/east"}
DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
DRAW = DAY | {"seed": "May"}
LOOPS = DRAW | {"size": "1", "why": "To learn how alike we grade."}
BENS = {"name": "Ben Carter-Hall", "email": "ben.hall@eastmere.example", "job_level": "social_worker",
        "team": "team/hillside", "supervisor": ""}  # fmt: skip
MONTH = {"month": "2024-05", "scope": "whole", "framework": "framework/core 1", "target": "90"}
SAMPLE = {"size": "6", "proportional_to": "plan", "seed": "Spring"}
NEW = DAY | {"id": "action/k7m2q9x4b3", "source": "report/2024-05", "what": "See her.", "owner": DANA,
             "due-day": "1", "due-month": "7", "due-year": "2024"}  # fmt: skip


@pytest.fixture
def may_app(may_log: Path, tmp_path: Path) -> Iterator[Flask]:
    """The council of May on 28 May, with an action that Dana Lewis has."""
    (folder := tmp_path / "may").mkdir()
    with time_machine.travel(TUESDAY, tick=False):
        made = app_over(may_log, folder)
        said: dict[str, Any] = {"source": "report/2024-05", "what": "See him.", "owner": DANA, "due": "2024-07-01"}
        actions.raise_action(made.extensions["house"], "action/see", **said, by=RUTH, at=TUESDAY)
        yield made


def twice(app: Flask, monkeypatch: pytest.MonkeyPatch, person: str, path: str, facts: dict[str, Any]) -> list[Any]:
    """Send a form twice at once: each has decided before either is stored."""
    gate, mine, keep = Barrier(2, timeout=30), local(), House.keep
    answers: list[Any] = []

    def together(self: House, *subjects: Subject, **then: Any) -> int:
        if not hasattr(mine, "waited"):
            mine.waited = gate.wait()
        return keep(self, *subjects, **then)

    with monkeypatch.context() as patched:
        patched.setattr(House, "keep", together)
        sends = [Thread(target=lambda: answers.append(signed_in(app, person).post(path, data=facts))) for _ in "12"]
        for send in sends:
            send.start()
        for send in sends:
            send.join(60)
    return answers


def both_come_to(answers: list[Any], there: str) -> bool:
    return [(answer.status_code, answer.location) for answer in answers] == [(303, there)] * 2


@pytest.mark.parametrize(
    ("person", "path", "stream", "facts", "there"),
    [
        (RUTH, "/cycles/2024-05/loops/draw", a_month.MAY, LOOPS, "/cycles/2024-05/loops"),
        (RUTH, "/cycles/2024-05/moderation/draw", a_month.MAY, DRAW, "/cycles/2024-05/moderation"),
        (PRIYA, "/people/ben-carter", BEN, BENS, "/people/ben-carter"),
        (RUTH, "/teams", "team/leaving-care", LEAVING_CARE, "/settings/areas"),
        (RUTH, "/frameworks", "framework/short-audit", SHORT, "/frameworks/short-audit/draft"),
        (RUTH, "/actions", NEW["id"], NEW, "/actions/k7m2q9x4b3"),
        (DANA, "/actions/see/progress", "action/see", DAY | {"note": "He is seen."}, "/actions/see"),
    ],
    ids=["loop draw", "moderation draw", "edit of a person", "new team", "new framework", "new action", "action"],
)
def test_two_at_once_are_done_once(
    may_app: Flask, monkeypatch: pytest.MonkeyPatch, person: str, path: str, stream: str, facts: Any, there: str
) -> None:
    house = may_app.extensions["house"]
    sent = facts | {"version": str(house.version(stream))}
    answers = twice(may_app, monkeypatch, person, path, sent)
    assert both_come_to(answers, there), [answer.text for answer in answers]
    assert house.version(stream) == int(sent["version"]) + 1 + (stream == a_month.MAY and "loops" in path)


def test_a_test_letter_and_a_version_that_are_asked_for_twice_at_once_are_one(
    may_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, there = may_app.extensions["house"], "/frameworks/core/versions"
    letters = twice(may_app, monkeypatch, RUTH, "/mail/test-letters", {"id": "test/k7m2q9x4b3"})
    assert [letter.status_code for letter in letters] == [303, 303]
    assert letters[0].location == letters[1].location
    signed_in(may_app, RUTH).post("/frameworks/core/draft")
    shown = {"version": str(house.version("framework/core"))}
    assert both_come_to(twice(may_app, monkeypatch, RUTH, there, shown), f"{there}/2")


def test_a_month_its_sample_and_its_allocation_are_made_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    house = app.extensions["house"]
    a_month.the_council(house)
    house.model.catch_up()
    assert both_come_to(twice(app, monkeypatch, QUINN, "/cycles", MONTH), "/cycles/2024-05/sample")
    drawn = twice(app, monkeypatch, QUINN, "/cycles/2024-05/sample", SAMPLE | {"version": "1"})
    assert both_come_to(drawn, "/cycles/2024-05/sample")
    there = "/cycles/2024-05/allocation"
    page = signed_in(app, QUINN).get(f"{there}?seed=s&on-day=1&on-month=5&on-year=2024").text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert both_come_to(twice(app, monkeypatch, QUINN, there, hidden), there)
    assert house.version(a_month.MAY) == 3


@pytest.mark.parametrize(("noun", "facts"), [("moderation", DRAW), ("loops", LOOPS)])
def test_a_draw_that_meets_the_other_half_way_leads_to_the_same_result(
    may_app: Flask, monkeypatch: pytest.MonkeyPatch, noun: str, facts: dict[str, str]
) -> None:
    """The other one is stored between the look at the month and the look at its audits."""
    load_at, sent = House.load_at, [facts | {"version": str(may_app.extensions["house"].version(a_month.MAY))}]
    ruth, there, answers = signed_in(may_app, RUTH), f"/cycles/2024-05/{noun}", []

    def late(self: House, *given: Any, **said: Any) -> Any:
        found = load_at(self, *given, **said)
        if sent:
            answers.append(signed_in(may_app, RUTH).post(f"{there}/draw", data=sent.pop()))
        return found

    monkeypatch.setattr(House, "load_at", late)
    answers.append(ruth.post(f"{there}/draw", data=sent[0]))
    assert both_come_to(answers, there), answers[-1].text

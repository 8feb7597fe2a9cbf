"""The dashboard: Category 1 before all else, every sentence with its numbers, the same as elsewhere, and live."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story
from app.views.dashboard_months import Told, _break, against, good_of
from app.views.dashboard_standing import _ends
from projections.shares import Figure
from tests.views import a_concern
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_actions import acts

__all__ = ["acts", "app", "may", "may_log"]

READERS = {JOAN, HELEN, RUTH}
SVG, PNG = b"<svg", b"\x89PNG"


@pytest.fixture
def joan(app: Flask, may: Story) -> FlaskClient:
    """The director."""
    return signed_in(app, JOAN)


def test_who_has_the_dashboard(app: Flask, may: Story) -> None:
    for person in (*READERS, GRACE, IAN, KOFI, MARY, ANNA, OMAR, PRIYA):
        client = signed_in(app, person)
        codes = {client.get(path).status_code for path in ("/dashboard", "/dashboard.json")}
        assert codes == ({200} if person in READERS else {404}), person


def test_category_1_stands_above_everything_else(app: Flask, joan: FlaskClient) -> None:
    a_concern.raise_one(app)
    page = joan.get("/dashboard").text
    assert page.index('id="category-1"') < page.index('id="category-2"') < page.index('id="tiles"')
    assert "1, of which 1 not answered" in page
    assert joan.get("/dashboard.json").json["category_1"] == {"n": 1, "not_answered": 1}


def test_category_2_says_when_somebody_last_looked(app: Flask, joan: FlaskClient) -> None:
    a_concern.raise_one(app, category="2")
    found = joan.get("/dashboard.json").json["category_2"]
    (row,) = found["rows"]
    assert (found["n"], row["child"], row["what"], row["last"], row["ago"]) == (
        1, a_concern.CHILD, "raised", "2024-05-28", "today"
    )  # fmt: skip
    assert "1 child in Category 2, the weekly review overdue for 0 of 1." in joan.get("/dashboard").text


def test_completion_is_that_of_the_board_with_n_and_interval(joan: FlaskClient) -> None:
    board = joan.get("/cycles/2024-05.json").json["figures"]["completion-of-pool"]
    told = joan.get("/dashboard.json").json["trends"]["completion"]
    (value,) = told["rows"][0]["values"]
    assert (value["numerator"], value["denominator"]) == (board["numerator"], board["denominator"])
    assert re.search(r"May 2024: \d+ of \d+ in the pool completed their audit, \d+% \(95% interval ", told["sentence"])


def test_actions_are_those_of_the_tracker_today_and_at_the_ends_of_months(acts: Story, joan: FlaskClient) -> None:
    told = joan.get("/dashboard.json").json["trends"]["actions"]
    assert told["sentence"].startswith("1 of 3 open actions are overdue, 33%. At the end of 30 April 2024: 0 of 0")
    assert [row["of"] for row in told["rows"][:2]] == ["28 May 2024", "30 April 2024"]
    assert [one["numerator"] for one in told["rows"][0]["values"]] == [3, 1]
    assert len(told["rows"]) == 12


def test_every_number_opens_and_every_trend_has_a_picture_and_a_table(acts: Story, joan: FlaskClient) -> None:
    page = joan.get("/dashboard").text
    main = page[page.index('id="main-content"') :]
    for href in {found.replace("&amp;", "&") for found in re.findall(r'(?:href|src)="(/[^"]+)"', main)}:
        if not href.endswith((".svg", ".png")):
            assert joan.get(href).status_code == 200, href
    assert main.count("<figure") == 3
    assert main.count("<table") >= 3


def test_the_pictures_are_drawn_and_no_others(acts: Story, joan: FlaskClient) -> None:
    assert joan.get("/dashboard/actions.svg").data[:4] == SVG
    assert joan.get("/dashboard/completion.svg").data[:4] == SVG
    assert joan.get("/dashboard/nothing.svg").status_code == 404


def test_it_is_asked_for_what_changed_and_answers_with_nothing_for_nothing(app: Flask, joan: FlaskClient) -> None:
    mark = re.search(r'data-position="([^"]+)"', joan.get("/dashboard").text)
    assert mark
    head = app.extensions["house"].reader.head()
    assert [joan.get(f"/dashboard?since={since}").status_code for since in (mark[1], head)] == [204, 204]
    a_concern.raise_one(app, category="2")
    changed = joan.get(f"/dashboard?since={mark[1]}")
    assert [changed.status_code, joan.get(f"/dashboard?since={head}").status_code] == [200, 200]
    assert "<html" not in changed.text
    assert "1 child in Category 2" in changed.text


def told(month: str, n: int, of: int, **cycle: Any) -> Told:
    facts = {"month": month, "framework": "framework/core", "framework_version": 1, "scope": []} | cycle
    scale = [{"id": "good", "counts_as": "good"}, {"id": "ri", "counts_as": "neither"}]
    grades = {"title": "Core audit", "grades": scale}
    base = tuple(str(number) for number in range(of))
    figures = {"grade:overall:good": Figure("grade:overall:good", "Good", "", base[:n], base=base)}
    return Told(facts, grades, figures)


def test_a_change_is_called_by_the_test_and_not_across_a_break() -> None:
    few, many = told("2024-04", 7, 31), told("2024-05", 20, 31)
    assert against([few, many], [good_of(few), good_of(many)]) == " Against April 2024, 23% (7 of 31): higher."
    same = told("2024-05", 9, 31)
    assert against([few, same], [good_of(few), good_of(same)]).endswith("too few to call.")
    other = told("2024-05", 20, 31, scope=["area/east"])
    assert against([few, other], [good_of(few), good_of(other)]) == (
        " Against April 2024, 23% (7 of 31): not called; of other service areas than before."
    )
    assert against([many], [good_of(many)]) == ""


def test_a_series_is_broken_where_tool_scope_or_the_run_of_months_changes() -> None:
    run = [
        told("2024-04", 1, 2),
        told("2024-05", 1, 2),
        told("2024-07", 1, 2),
        told("2024-08", 1, 2, framework_version=2),
    ]
    assert [_break(run, place) for place in range(4)] == [
        "", "", "No month in between", "From here: Core audit, version 2"
    ]  # fmt: skip


def test_the_ends_of_months_are_the_last_eleven_before_today() -> None:
    assert _ends(date(2024, 3, 1))[-2:] == [date(2024, 1, 31), date(2024, 2, 29)]
    assert len(_ends(date(2024, 3, 1))) == 11

"""Children of concern in lists: the tracker, its figures on any day, its clocks and its files."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story
from app.programme import concerns
from tests.views.a_concern import (
    CHILD,
    DAY,
    DONE,
    EVENING,
    EVERYBODY,
    ID,
    NEXT_DAY,
    PATH,
    WHY,
    answer,
    listed,
    plain,
    raise_one,
)
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


def test_a_list_holds_what_is_the_readers(app: Flask, may: Story) -> None:
    raise_one(app, ANNA)
    raise_one(app, OMAR, "2", "C-10591")
    seen = {person: listed(signed_in(app, person)) for person in EVERYBODY if person != PRIYA}
    both = [CHILD, "C-10591"]
    assert all(seen[person] == both for person in (HELEN, JOAN, RUTH, MARY, IAN, KOFI, OMAR, GRACE, DANA))
    assert (seen[ANNA], seen[BEN]) == ([CHILD], [])
    for path in ("/concerns", "/concerns.csv", "/concerns.json", PATH):
        assert signed_in(app, PRIYA).get(path).status_code == 404


def figures(client: FlaskClient, query: str = "") -> list[str]:
    page = client.get(f"/concerns{query}").text
    return re.findall(r'al-flow__n">(\d+)<', page)


def test_the_figures_add_up_open_to_their_rows_and_stand_as_at_any_day(app: Flask, may: Story) -> None:
    raise_one(app)
    raise_one(app, MARY, "2", "C-10591")
    raise_one(app, MARY, "2", "C-10533")
    ruth = signed_in(app, RUTH)
    assert figures(ruth) == ["3", "1", "2", "0"]
    links = dict(re.findall(r'id="count-(\w+)" href="/concerns([^"]+)"', ruth.get("/concerns").text))
    opened = {name: len(listed(ruth, query.replace("&amp;", "&"))) for name, query in links.items()}
    assert opened == {"open": 3, "one": 1, "two": 2, "overdue": 0}
    assert figures(ruth, "?category=1") == ["3", "1", "2", "0"], "the figures tell the categories apart themselves"
    assert figures(ruth, "?team=team/hillside") == ["0", "0", "0", "0"]
    for on in ("2024-05-27", "27/05/2024", "27 5 2024"):
        assert figures(ruth, f"?on={on}") == ["0", "0", "0", "0"]
        assert listed(ruth, f"?on={on}") == []
    answer(app)
    concerns.recategorise(
        app.extensions["house"], ID, version=3, category="2", why="Safe.", on=DAY, by=RUTH, at=EVENING
    )
    with time_machine.travel(NEXT_DAY, tick=False):
        ruth = signed_in(app, RUTH)
        assert figures(ruth, "?on=2024-05-28") == figures(ruth) == ["3", "0", "3", "0"]


@pytest.mark.parametrize("wrong", ["tomorrow", "31/2/2024", "2030-01-01", "0", "1/2/3/4", "99999999999/1/1"])
def test_a_day_that_cannot_be_is_left_aside(app: Flask, may: Story, wrong: str) -> None:
    raise_one(app)
    page = signed_in(app, RUTH).get(f"/concerns?on={wrong}")
    assert page.status_code == 200
    assert "As at today, 28 May 2024." in page.text


def test_how_soon_category_1_was_answered_says_n_of_how_many(app: Flask, may: Story) -> None:
    raise_one(app)
    raise_one(app, MARY, "1", "C-10591")
    answer(app)
    house = app.extensions["house"]
    concerns.oversee(house, ID, version=house.version(ID), note="Read.", on=DAY, by=JOAN, at=EVENING)
    concerns.close(house, ID, version=house.version(ID), why="Safe.", on=DAY, by=RUTH, at=EVENING)
    with time_machine.travel(NEXT_DAY, tick=False):
        ruth = signed_in(app, RUTH)
        pages = [plain(ruth.get(f"/concerns{query}").text) for query in ("", "?on=2024-05-29", "?on=2024-05-28")]
        opened = [listed(ruth, f"?year={of}{on}") for of in ("same_day", "all") for on in ("", "&on=2024-05-29")]
    said = ["Category 1 answered the same day : 1 of 2 50%"] * 2 + ["Category 1 answered the same day : 1 of 1 100%"]
    assert [words in page for words, page in zip(said, pages, strict=True)] == [True] * 3
    assert opened == [[CHILD]] * 2 + [["C-10591", CHILD]] * 2


def test_those_that_are_over_come_last_the_one_that_ended_last_first(app: Flask, may: Story) -> None:
    house = app.extensions["house"]
    for child, category, ended in (("C-10519", "1", 28), ("C-10533", "2", 29), ("C-10591", "2", 30)):
        id = concerns.concern_id(f"child/{child}", 1)
        raise_one(app, MARY, category, child)
        answer(app, id)
        if category == "1":
            concerns.oversee(house, id, version=house.version(id), note="Read.", on=DAY, by=JOAN, at=EVENING)
        stamp = {"on": date(2024, 5, ended), "by": RUTH, "at": f"2024-05-{ended}T19:00:00+00:00"}
        concerns.close(house, id, version=house.version(id), why="Safe.", **stamp)
    raise_one(app, MARY, "2", "C-10577")
    with time_machine.travel("2024-05-31T08:00:00+00:00", tick=False):
        assert listed(signed_in(app, RUTH)) == ["C-10577", "C-10591", "C-10533", "C-10519"]
        assert "Closed 30/05/2024" in plain(signed_in(app, RUTH).get("/concerns").text)


def test_files_hold_exactly_the_rows_and_nothing_that_was_written(app: Flask, may: Story) -> None:
    raise_one(app)
    raise_one(app, MARY, "2", "C-10591")
    answer(app)
    client = signed_in(app, KOFI)
    rows = list(csv.DictReader(io.StringIO(client.get("/concerns.csv?category=1").data.decode("utf-8-sig"))))
    assert [(row["Reference"], row["Category"], row["Answered the same day"]) for row in rows] == [
        (CHILD, "Category 1", "yes")
    ]
    for kind in ("csv", "json"):
        text = client.get(f"/concerns.{kind}").get_data(as_text=True)
        assert not [one for one in (WHY, DONE, "CN-1") if one in text]
    assert client.get("/concerns.xlsx").status_code == 200


def test_the_tracker_says_nothing_new_until_something_changed(app: Flask, may: Story) -> None:
    raise_one(app)
    ruth = signed_in(app, RUTH)
    mark = re.search(r'data-live-url="[^"]+" data-position="([^"]+)"', ruth.get("/concerns").text)
    assert mark
    assert ruth.get(f"/concerns?since={mark[1]}").status_code == 204
    answer(app)
    assert "The same day" in ruth.get(f"/concerns?since={mark[1]}").text


def row_of(client: FlaskClient, query: str = "") -> str:
    page = client.get(f"/concerns{query}").text
    return plain(page[page.index('id="concerns-rows"') :].split("</tbody>")[0])


def test_every_word_of_a_day_gone_by_is_of_that_day(app: Flask, may: Story) -> None:
    raise_one(app)
    house, morning = app.extensions["house"], "2024-05-29T07:00:00+00:00"
    late: dict[str, Any] = {"what": DONE, "reference": "CN-1", "asked": "", "on": date(2024, 5, 29), "time": "07:30"}
    concerns.respond(house, ID, version=house.version(ID), **late, by=HELEN, at=morning)
    concerns.oversee(house, ID, version=house.version(ID), note="Read.", on=date(2024, 5, 29), by=JOAN, at=morning)
    with time_machine.travel(NEXT_DAY, tick=False):
        ruth = signed_in(app, RUTH)
        then, now = row_of(ruth, "?on=2024-05-28"), row_of(ruth)
        (file,) = ruth.get("/concerns.json?on=2024-05-28").json["rows"]
        assert listed(ruth, "?on=2024-05-28&answer=waiting") == [CHILD]
        assert listed(ruth, "?on=2024-05-28&answer=later") == listed(ruth, "?answer=waiting") == []
    assert "Not yet answered in Category 1 since 28 May 2024 at 10:00, 14 h 0 min by the end of that day" in then
    assert "in 6 days" not in then
    assert "28 May 2024, after" not in now
    assert "after 21 h 30 min" in now
    assert (file["answered_at"], file["answer_recorded_at"], file["overseen_on"]) == ("", "", None)
    assert (file["category_1_since"], file["respond_by"]) == ("2024-05-28T09:00:00+00:00", "2024-05-28")


def test_a_clock_that_began_later_is_not_there_yet_and_the_answer_before_it_is(app: Flask, may: Story) -> None:
    raise_one(app, MARY, "2")
    answer(app)
    house, on = app.extensions["house"], date(2024, 5, 29)
    worse = {"category": "1", "why": "Worse.", "on": on, "by": RUTH, "at": "2024-05-29T07:00:00+00:00"}
    concerns.recategorise(house, ID, version=house.version(ID), **worse)
    with time_machine.travel(NEXT_DAY, tick=False):
        ruth = signed_in(app, RUTH)
        then, now = row_of(ruth, "?on=2024-05-28"), row_of(ruth)
    assert "Category 2" in then
    assert "Answered" in then
    assert "since" not in then
    assert "Category 1" in now
    assert "not yet answered" in now


def mark_of(html: str) -> str:
    found = re.search(r'data-live-url="[^"]+" data-position="([^"]+)"', html)
    assert found, "the page is not live"
    return found[1]


@pytest.mark.parametrize("path", ["/concerns", PATH])
def test_a_clock_goes_on_every_minute_and_only_while_it_runs(app: Flask, may: Story, path: str) -> None:
    raise_one(app)
    ruth = signed_in(app, RUTH)
    mark = mark_of(ruth.get(path).text)
    assert ruth.get(f"{path}?since={mark}").status_code == 204
    with time_machine.travel("2024-05-28T09:31:00+00:00", tick=False):
        poll = ruth.get(f"{path}?since={mark}").text
        assert "not yet answered, 31 min" in plain(poll)
        assert ruth.get(f"{path}?since={mark_of(poll)}").status_code == 204
    answer(app)
    with time_machine.travel("2024-05-28T11:45:00+00:00", tick=False):
        answered = ruth.get(f"{path}?since={mark_of(poll)}").text
        assert "after 20 min" in plain(answered)
    with time_machine.travel("2024-05-28T11:46:00+00:00", tick=False):
        assert ruth.get(f"{path}?since={mark_of(answered)}").status_code == 204


def test_a_list_without_a_running_clock_stands_still(app: Flask, may: Story) -> None:
    raise_one(app)
    ruth = signed_in(app, RUTH)
    mark = mark_of(ruth.get("/concerns?category=2").text)
    with time_machine.travel("2024-05-28T09:31:00+00:00", tick=False):
        assert ruth.get(f"/concerns?category=2&since={mark}").status_code == 204

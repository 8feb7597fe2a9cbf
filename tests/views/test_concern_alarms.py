"""Who is alarmed by a child of concern and how an alarm ends: on Today, on the board, and where a review is due."""

import re

import time_machine
from flask import Flask

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, MAY, OMAR, PRIYA, RUTH, Story
from app.events.cycle import Cycle
from app.events.letter import Letter
from app.events.person import Person
from app.programme.concern_telling import escalate
from tests.views.a_concern import ALARM, CHILD, ID, PATH, answer, home, listed, plain, raise_one, sent
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


def test_category_1_alarms_those_who_must_act_and_nobody_else(app: Flask, may: Story) -> None:
    raise_one(app)
    alarmed = {person for person in (HELEN, JOAN, RUTH, OMAR, GRACE, ANNA, BEN, MARY, IAN, KOFI, PRIYA, DANA)
               if ALARM in home(app, person)}  # fmt: skip
    assert alarmed == {HELEN, JOAN, RUTH, OMAR, GRACE}
    page = signed_in(app, HELEN).get("/").text
    assert page.index("al-waits--alarm") < page.index("<h2", page.index("</h1>") + 1) + 200, "above everything else"
    on_screens = "on the screens of those who must act since 10:00, not seen by a head of service"
    assert f"{CHILD}: raised 10:00, {on_screens}, mail waiting, not yet answered, 30 min" in plain(page)


def test_one_tap_says_that_it_is_seen_and_ends_the_alarm_of_both(app: Flask, may: Story) -> None:
    raise_one(app)
    helen = signed_in(app, HELEN)
    page = helen.get("/").text
    found = re.search(rf'action="{PATH}/acknowledgement".*?name="version" value="(\d+)"', page, re.S)
    assert found
    assert helen.post(f"{PATH}/acknowledgement", data={"version": found[1]}).status_code == 303
    assert [ALARM in home(app, person) for person in (HELEN, JOAN, RUTH)] == [False, False, True]
    assert f"{CHILD}: waits for your response" in home(app, HELEN)
    assert "Children of concern that wait for you 1 child" in home(app, HELEN)
    assert "All that are open (1)" in home(app, HELEN)
    assert f"{CHILD}: waits for a response, then for your oversight" in home(app, JOAN)
    assert f"{PATH}/oversight" not in signed_in(app, JOAN).get(PATH).text, "there is nothing to oversee yet"
    answer(app)
    assert f"{CHILD}: waits for your oversight" in home(app, JOAN)
    assert "seen by Helen Price 10:30" in plain(helen.get(PATH).text)


def test_the_directors_tap_leaves_the_alarm_of_the_head_of_service(app: Flask, may: Story) -> None:
    raise_one(app)
    joan = signed_in(app, JOAN)
    assert sent(joan, f"{PATH}/acknowledgement", {}).status_code == 303
    assert [ALARM in home(app, person) for person in (HELEN, JOAN)] == [True, False]
    assert "seen by the director Joan Achebe 10:30, not seen by a head of service" in plain(joan.get(PATH).text)
    again = [signed_in(app, person).get(f"{PATH}/acknowledgement").text for person in (JOAN, HELEN)]
    assert ["This cannot be done now" in page for page in again] == [True, False], "not offered to who has seen it"
    assert "is in Category 1, not yet answered and seen." in again[0]


def test_what_is_late_alarms_again_though_nothing_swept(app: Flask, may: Story) -> None:
    raise_one(app)
    sent(signed_in(app, HELEN), f"{PATH}/acknowledgement", {})
    with time_machine.travel("2024-05-28T22:59:30+00:00", tick=False):
        assert ALARM not in home(app, HELEN)
    with time_machine.travel("2024-05-28T23:00:00+00:00", tick=False):
        assert all(ALARM in home(app, person) for person in (HELEN, JOAN, RUTH, OMAR, GRACE))
        page = plain(signed_in(app, HELEN).get(PATH).text)
        assert "The day of the response was 28 May 2024. It is over." in page
        assert "raised yesterday at 10:00" in page
        assert "Late, not answered" in plain(signed_in(app, HELEN).get("/concerns").text)
    assert [made.TOPIC for made in app.extensions["house"].log.history(ID)][-1] == "concern acknowledged"


def test_the_page_tells_that_it_was_escalated_also_once_it_is_answered(app: Flask, may: Story) -> None:
    raise_one(app)
    escalate(app.extensions["house"], "2024-05-28T23:00:00+00:00")
    answer(app)
    told = (
        "Escalated by itself 29 May 2024 at 00:00 to Joan Achebe and Helen Price: no response was recorded by the end"
    )
    assert told in plain(signed_in(app, RUTH).get(PATH).text)
    assert "Escalated" not in signed_in(app, DANA).get(PATH).text


def test_where_nobody_was_told_the_qa_lead_and_the_director_are_alarmed(app: Flask, may: Story) -> None:
    may.let(PRIYA, Person, HELEN).hold(set())
    raise_one(app)
    sent(signed_in(app, JOAN), f"{PATH}/acknowledgement", {})
    for person in (RUTH, JOAN):
        assert "telling failed: telephone" in home(app, person)
    page = plain(signed_in(app, RUTH).get(PATH).text)
    assert "Telling failed 28 May 2024 at 10:00. Telephone the head of service" in page


def test_a_letter_that_was_given_up_alarms_until_it_is_seen(app: Flask, may: Story) -> None:
    raise_one(app)
    sent(signed_in(app, JOAN), f"{PATH}/acknowledgement", {})
    assert ALARM not in home(app, JOAN)
    letter = app.extensions["house"].model.one("SELECT id FROM letters WHERE recipient = ?", [HELEN])["id"]
    may.let(RUTH, Letter, letter).give_up(to="", answer="", reason="There is no address.")
    assert "telling failed: telephone" in home(app, JOAN)
    assert "A letter about this could not be delivered." in signed_in(app, RUTH).get(PATH).text
    sent(signed_in(app, HELEN), f"{PATH}/acknowledgement", {})
    assert ALARM not in home(app, JOAN)


def test_they_can_be_told_again(app: Flask, may: Story) -> None:
    raise_one(app)
    assert sent(signed_in(app, RUTH), f"{PATH}/telling", {}).status_code == 303
    told = [made for made in app.extensions["house"].log.history(ID) if made.TOPIC == "concern told"]
    assert [made.by for made in told] == ["person/audit-loop", RUTH]


def test_category_1_stands_above_the_board(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert "Category 1: 0" in plain(ruth.get("/cycles/2024-05").text)
    mark = re.search(r'id="board"[^>]*data-position="([^"]+)"', ruth.get("/cycles/2024-05").text)
    assert mark
    raise_one(app)
    poll = ruth.get(f"/cycles/2024-05?since={mark[1]}")
    assert poll.status_code == 200
    page = plain(poll.text)
    assert page.index("Category 1 1, of which 1 not answered") < page.index("pool")
    assert f"{CHILD}: raised 10:00" in page
    for person in (HELEN, JOAN, IAN, MARY, KOFI):
        assert CHILD in signed_in(app, person).get("/cycles/2024-05").text
    answer(app)
    assert "Category 1: 1 , all answered" in plain(ruth.get("/cycles/2024-05").text)


def test_the_board_of_a_closed_month_has_no_category_1_of_today(app: Flask, may: Story) -> None:
    raise_one(app)
    may.let(RUTH, Cycle, MAY).close("2024-05-28")
    page = signed_in(app, RUTH).get("/cycles/2024-05").text
    assert ('id="category-1"' in page, 'id="category-1-now"' in page) == (False, True), "the line of every page says it"


def test_an_operations_director_sees_those_of_her_areas_on_the_board(app: Flask, may: Story) -> None:
    raise_one(app)
    assert CHILD in signed_in(app, GRACE).get("/cycles/2024-05").text
    row = app.extensions["house"].model.one("SELECT director FROM areas")
    assert row == {"director": GRACE}
    may.let(PRIYA, Person, "person/other").add(
        name="Colette Dubois", email="c@eastmere.example", job_level="senior_manager", team="", supervisor=""
    )
    may.let(PRIYA, Person, "person/other").hold({"operations_director"})
    assert CHILD not in signed_in(app, "person/other").get("/cycles/2024-05").text


def test_a_review_is_asked_for_when_it_is_due(app: Flask, may: Story) -> None:
    raise_one(app, category="2")
    answer(app)
    assert "weekly review" not in home(app, RUTH)
    with time_machine.travel("2024-06-03T08:00:00+00:00", tick=False):
        assert f"{CHILD}: weekly review tomorrow" in home(app, RUTH)
    with time_machine.travel("2024-06-06T08:00:00+00:00", tick=False):
        assert f"{CHILD}: weekly review overdue by 2 days" in home(app, RUTH)
        assert listed(signed_in(app, RUTH), "?review=overdue") == [CHILD]

"""A child of concern in the browser: raised, answered, followed to its end; what is wrong stands beside its field."""

import re
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story
from app.events.action import Action
from app.events.person import Person
from app.programme import concerns
from tests.views.a_concern import (
    ALARM,
    ANSWER,
    CHILD,
    DAY,
    DONE,
    EVENING,
    ID,
    NOON,
    PATH,
    TODAY,
    WHY,
    answer,
    concern,
    home,
    plain,
    raise_one,
    sent,
)
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


def new(client: FlaskClient, facts: dict[str, str], query: str = "") -> Any:
    page = client.get(f"/concerns/new{query}").text
    carried = dict(re.findall(r'type="hidden" name="(id|audit)" value="([^"]*)"', page))
    return client.post("/concerns", data=carried | facts)


RAISE = {"child": CHILD, "category": "1", "why": WHY}


@pytest.mark.parametrize("person", [ANNA, OMAR, MARY, RUTH, GRACE, HELEN, JOAN])
def test_anybody_who_finds_it_raises_it_and_it_is_told_at_once(app: Flask, may: Story, person: str) -> None:
    client = signed_in(app, person)
    done = new(client, RAISE)
    assert (done.status_code, done.headers["Location"]) == (303, PATH)
    assert concern(app).raisings == [(person, "direct", "1")]
    page = plain(client.get(PATH).text)
    on_screens = "on the screens of those who must act since 10:30, not seen by a head of service"
    assert f"raised 10:30, {on_screens}, mail waiting, not yet answered, 0 min" in page
    assert WHY in page
    assert "To be answered by midnight today, 28 May 2024: 13 h 30 min left." in page


@pytest.mark.parametrize("person", [DANA, IAN, KOFI, PRIYA])
def test_others_do_not(app: Flask, may: Story, person: str) -> None:
    client = signed_in(app, person)
    assert client.get("/concerns/new").status_code == 404
    assert client.post("/concerns", data=RAISE).status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"child": ""}, "Enter the child&#39;s reference."),
        ({"child": "C-1"}, "No child with this reference is on the list."),
        ({"category": ""}, "Choose the category."),
        ({"category": "3"}, "Choose the category."),
        ({"why": "  "}, "Say why this is a child of concern."),
        ({"why": "x" * 4001}, "Use at most 4,000 characters."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    app: Flask, may: Story, changed: dict[str, str], words: str
) -> None:
    answer = new(signed_in(app, OMAR), RAISE | changed)
    assert answer.status_code == 422
    assert words in answer.text
    kept = (RAISE | changed)["why"].strip() or CHILD
    assert kept in answer.text
    assert not concern(app).exists


def test_a_double_click_raises_once(app: Flask, may: Story) -> None:
    client = signed_in(app, OMAR)
    data = RAISE | {"id": "raising/k7m2q9"}
    assert [client.post("/concerns", data=data).headers["Location"] for _ in range(2)] == [PATH, PATH]
    assert len(concern(app).raisings) == 1


def test_the_form_of_an_audit_says_that_category_1_does_not_wait(app: Flask, may: Story) -> None:
    client = signed_in(app, BEN)
    page = client.get("/audits/2024-05/5/sections/actions").text
    assert "Category 1 does not wait for the return of the audit." in page
    (href,) = re.findall(r'href="(/concerns/new[^"]*)"', page)
    form = client.get(href.replace("&amp;", "&")).text
    assert 'value="C-10577"' in form
    assert re.search(r'value="1"[^>]* checked', form)
    assert new(client, RAISE | {"child": "C-10577"}, href.partition("/new")[2].replace("&amp;", "&")).status_code == 303
    id = concerns.concern_id("child/C-10577", 1)
    assert concern(app, id).raisings == [(BEN, stories.audit_id(5), "1")]
    again = plain(client.get("/audits/2024-05/5/sections/actions").text)
    assert "Your concern about this child stands: raised 10:30" in again
    assert "/concerns/new" not in again


def test_a_concern_of_somebody_else_is_not_told_in_the_form(app: Flask, may: Story) -> None:
    raise_one(app, OMAR, child="C-10577")
    assert "stands" not in plain(signed_in(app, BEN).get("/audits/2024-05/5/sections/actions").text)


def test_the_response_stops_the_clock(app: Flask, may: Story) -> None:
    raise_one(app)
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        assert sent(signed_in(app, HELEN), f"{PATH}/response", ANSWER).status_code == 303
        page = plain(signed_in(app, HELEN).get(PATH).text)
    assert "answered by Helen Price 11:40, the same day, after 1 h 40 min" in page
    assert f"Helen Price, 28 May 2024 at 11:40 {DONE} In the child's record: CN-20431" in page.replace("&#39;", "'")
    assert "It waits for the director's oversight." in page.replace("&#39;", "'")
    assert ALARM not in home(app, HELEN)


def test_who_telephoned_first_answered_before_it_was_entered(app: Flask, may: Story) -> None:
    raise_one(app)
    helen = signed_in(app, HELEN)
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        assert sent(helen, f"{PATH}/response", ANSWER | {"time": "9:45"}).status_code == 303
        said = "answered by Helen Price 09:45, the same day, answered before it was entered, 0 min"
        assert said in plain(helen.get(PATH).text)
        assert "28/05/2024, answered before it was entered, 0 min" in plain(helen.get("/concerns").text)


def test_the_qa_lead_records_it_in_the_name_of_a_head_of_service_and_says_so(app: Flask, may: Story) -> None:
    raise_one(app)
    with time_machine.travel("2024-05-29T08:00:00+00:00", tick=False):
        ruth = signed_in(app, RUTH)
        refused = sent(ruth, f"{PATH}/response", ANSWER)
        assert refused.status_code == 422
        assert "Choose the head of service or director in whose name you record the response." in refused.text
        assert DONE in refused.text
        assert sent(ruth, f"{PATH}/response", ANSWER | {"in_the_name_of": HELEN}).status_code == 303
        page = plain(ruth.get(PATH).text)
    assert "Helen Price, 28 May 2024 at 11:40, recorded by Ruth Okafor in their name" in page
    assert "the same day, after 1 h 40 min, recorded 29 May 2024 at 09:00" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"what": ""}, "Say what was done."),
        ({"reference": " "}, "Give the reference under which the record shows it."),
        ({"time": ""}, "This is not a time. Enter it like 16:40."),
        ({"time": "half past"}, "half past is not a time. Enter it like 16:40."),
        ({"on-day": "27"}, "The response cannot have been before 28 May 2024, when it came into Category 1."),
        ({"time": "23:00"}, "The time cannot be in the future."),
        ({"on-day": "29"}, "The date cannot be in the future."),
        ({"on-day": "31", "on-month": "2"}, "must be a real date"),
    ],
)
def test_a_response_that_cannot_be_is_refused_beside_its_field(
    app: Flask, may: Story, changed: dict[str, str], words: str
) -> None:
    raise_one(app)
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        refused = sent(signed_in(app, HELEN), f"{PATH}/response", ANSWER | changed)
    assert refused.status_code == 422
    assert words in refused.text
    assert not concern(app).answered


def test_two_who_answer_at_once_are_told_of_each_other(app: Flask, may: Story) -> None:
    raise_one(app)
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        data = ANSWER | {"version": "2"}
        assert signed_in(app, HELEN).post(f"{PATH}/response", data=data).status_code == 303
        second = signed_in(app, JOAN).post(f"{PATH}/response", data=data | {"what": "Telephoned the aunt."})
    assert second.status_code == 409
    assert "concern responded to by Helen Price" in second.text
    assert "Telephoned the aunt." in second.text, "what was written can still be copied"
    assert len([made for made in app.extensions["house"].log.history(ID) if "responded" in made.TOPIC]) == 1


def test_a_double_click_answers_once(app: Flask, may: Story) -> None:
    raise_one(app)
    helen, data = signed_in(app, HELEN), ANSWER | {"version": "2"}
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        assert [helen.post(f"{PATH}/response", data=data).status_code for _ in range(2)] == [303, 303]
    assert concern(app).version == 3


SAFE = "Safe with her aunt."


def test_a_concern_is_followed_to_its_end(app: Flask, may: Story) -> None:
    raise_one(app)
    answer(app)
    note = TODAY | {"note": "Read the visit."}
    with time_machine.travel(EVENING, tick=False):
        assert sent(signed_in(app, JOAN), f"{PATH}/oversight", note).status_code == 303
        ruth = signed_in(app, RUTH)
        facts = TODAY | {"found": "Seen twice.", "asked": "See her alone."}
        facts |= {"next_by-day": "4", "next_by-month": "6", "next_by-year": "2024"}
        assert sent(ruth, f"{PATH}/review", facts).status_code == 303
        assert sent(ruth, f"{PATH}/category", TODAY | {"category": "2", "why": SAFE}).status_code == 303
        assert f"Moved to Category 2, 28 May 2024 at 19:00 by Ruth Okafor {SAFE}" in plain(ruth.get(PATH).text)
        assert SAFE not in signed_in(app, DANA).get(PATH).text, "the worker reads what is asked of them"
        assert sent(ruth, f"{PATH}/closure", TODAY | {"why": "Nothing left."}).status_code == 303
        page = plain(ruth.get(PATH).text)
    assert concern(app).state == "closed"
    assert "Seen twice." in page
    assert "Read the visit." in page
    history = plain(signed_in(app, RUTH).get(f"{PATH}/history").text)
    for topic in ("raised", "told", "responded to", "overseen by director", "reviewed", "recategorised", "closed"):
        assert f"Concern {topic}" in history


def test_it_is_stepped_down_to_the_childs_actions(app: Flask, may: Story) -> None:
    raise_one(app, category="2")
    answer(app)
    facts = {"source": ID, "what": "See her alone.", "owner": DANA, "due": "2024-06-11", "child": f"child/{CHILD}"}
    facts |= {"team": stories.HARBOUR, "area": stories.EAST, "on": "2024-05-28"}
    may.let(RUTH, Action, "action/hers").raise_(**facts)
    ruth = signed_in(app, RUTH)
    page = ruth.get(f"{PATH}/stepping-down").text
    assert "See her alone. (Dana Lewis, due 11 June 2024)" in page
    refused = sent(ruth, f"{PATH}/stepping-down", TODAY | {"why": "Left."})
    assert (refused.status_code, "Choose the actions that follow." in refused.text) == (422, True)
    assert sent(ruth, f"{PATH}/stepping-down", TODAY | {"why": "Left.", "actions": "action/hers"}).status_code == 303
    shown = plain(ruth.get(PATH).text)
    assert "Stepped down on 28 May 2024" in shown
    assert "See her alone." in shown


@pytest.mark.parametrize("person", [RUTH, HELEN])
def test_without_an_action_to_step_it_down_to_one_is_raised_for_it(app: Flask, may: Story, person: str) -> None:
    raise_one(app, category="2")
    answer(app)
    client = signed_in(app, person)
    first = re.search(
        r'id="first">(.*?) <a class="govuk-link" href="([^"]*)"', client.get(f"{PATH}/stepping-down").text
    )
    assert first
    assert first[1] == "No action about this child is open, so there is none to choose."
    assert f'id="raise-action" href="{first[2]}"' in client.get(PATH).text
    page = client.get(first[2]).text
    assert re.search(rf'value="{ID}"[^>]*selected[^>]*>Child of concern {CHILD}<', page)
    facts = {"id": "action/k7m2q9", "source": ID, "what": "See her.", "owner": DANA}
    due = {"due-day": "11", "due-month": "6", "due-year": "2024"}
    assert client.post("/actions", data=facts | due).status_code == 303
    made = app.extensions["house"].log.load(Action, "action/k7m2q9")
    assert (made.source, made.child, made.team) == (ID, f"child/{CHILD}", stories.HARBOUR)
    after = client.get(f"{PATH}/stepping-down").text
    assert ("See her. (Dana Lewis, due 11 June 2024)" in after, 'id="first"' in after) == (True, False)


def test_an_action_is_raised_for_no_concern_that_is_not_there_for_who_raises_it(app: Flask, may: Story) -> None:
    raise_one(app)
    colette = {"name": "Colette Dubois", "email": "c@eastmere.example", "job_level": "manager", "supervisor": ""}
    may.let(RUTH, Person, "person/colette").add(**colette, team=stories.HILLSIDE)
    may.let(RUTH, Person, "person/colette").hold({"team_manager"})
    pages = [signed_in(app, one).get(f"/actions/new?source={ID}").text for one in (OMAR, "person/colette")]
    assert ["Child of concern" in page for page in pages] == [True, False]


def test_who_raised_category_1_is_not_offered_its_end(app: Flask, may: Story) -> None:
    raise_one(app, RUTH)
    answer(app)
    concerns.oversee(app.extensions["house"], ID, version=3, note="Read.", on=DAY, by=JOAN, at=NOON)
    assert [f"{PATH}/closure" in signed_in(app, person).get(PATH).text for person in (RUTH, JOAN)] == [False, True]
    with time_machine.travel(EVENING, tick=False):
        refused = sent(signed_in(app, RUTH), f"{PATH}/closure", TODAY | {"why": "Done."})
    assert refused.status_code == 422
    assert "You raised this concern, which was in Category 1: somebody else ends it." in refused.text

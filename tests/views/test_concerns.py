"""Children of concern in the browser: raised, on the right screens, answered, followed, and nobody else's to see."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story
from app.events.action import Action
from app.events.concern import Concern
from app.events.letter import Letter
from app.events.person import Person
from app.programme import concerns
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

CHILD, DAY = "C-10519", date(2024, 5, 28)
ID = concerns.concern_id(f"child/{CHILD}", 1)
PATH = f"/concerns/{ID[8:]}"
WHY = "Nobody is with her at night, and the home is unsafe."
DONE = "Visited with the police. She is with her aunt."
NOON, EVENING, NEXT_DAY = (f"2024-05-{at}:00+00:00" for at in ("28T11:00", "28T18:00", "29T08:00"))
TODAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
ANSWER = TODAY | {"time": "11:40", "what": DONE, "reference": "CN-20431", "asked": "See her twice a week."}


def raise_one(app: Flask, by: str = OMAR, category: str = "1", child: str = CHILD, at: str = "09:00") -> str:
    """Raise a concern on 28 May, at 10:00 in England unless another time (UTC) is given."""
    facts = {"child": child, "category": category, "why": WHY}
    stamp = {"by": by, "at": f"2024-05-28T{at}:00+00:00"}
    return concerns.raise_concern(app.extensions["house"], f"raising/{by[-4:]}{category}", **facts, **stamp)


def answer(app: Flask, id: str = ID) -> None:
    house = app.extensions["house"]
    facts: dict[str, Any] = {"what": DONE, "reference": "CN-1", "asked": "", "on": DAY, "time": "10:20"}
    concerns.respond(house, id, version=house.version(id), **facts, by=HELEN, at=NOON)


def concern(app: Flask, id: str = ID) -> Concern:
    found: Concern = app.extensions["house"].log.load(Concern, id)
    return found


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def sent(client: FlaskClient, path: str, facts: dict[str, Any]) -> Any:
    found = re.search(r'name="version" value="(\d+)"', client.get(path).text)
    assert found, "the form carries no version"
    return client.post(path, data={"version": found[1]} | facts)


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
    assert "raised 10:30, head of service told 10:30, not yet answered, 0 min" in page
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


def home(app: Flask, person: str) -> str:
    return plain(signed_in(app, person).get("/").text)


ALARM = "Child of concern, Category 1 1 not answered"


def test_category_1_alarms_those_who_must_act_and_nobody_else(app: Flask, may: Story) -> None:
    raise_one(app)
    alarmed = {person for person in (HELEN, JOAN, RUTH, OMAR, GRACE, ANNA, BEN, MARY, IAN, KOFI, PRIYA, DANA)
               if ALARM in home(app, person)}  # fmt: skip
    assert alarmed == {HELEN, JOAN, RUTH, OMAR, GRACE}
    page = signed_in(app, HELEN).get("/").text
    assert page.index("al-waits--alarm") < page.index("<h2", page.index("</h1>") + 1) + 200, "above everything else"
    assert f"{CHILD}: raised 10:00, head of service told 10:00, not yet answered, 30 min" in plain(page)


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
    assert f"{CHILD}: waits for your oversight" in home(app, JOAN)
    assert "seen by Helen Price 10:30" in plain(helen.get(PATH).text)


def test_the_directors_tap_leaves_the_alarm_of_the_head_of_service(app: Flask, may: Story) -> None:
    raise_one(app)
    assert sent(signed_in(app, JOAN), f"{PATH}/acknowledgement", {}).status_code == 303
    assert [ALARM in home(app, person) for person in (HELEN, JOAN)] == [True, False]


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


def test_the_response_stops_the_clock(app: Flask, may: Story) -> None:
    raise_one(app)
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        assert sent(signed_in(app, HELEN), f"{PATH}/response", ANSWER).status_code == 303
        page = plain(signed_in(app, HELEN).get(PATH).text)
    assert "answered by Helen Price 11:40, the same day, after 1 h 40 min" in page
    assert f"Helen Price, 28 May 2024 at 11:40 {DONE} In the child's record: CN-20431" in page.replace("&#39;", "'")
    assert "It waits for the director's oversight." in page.replace("&#39;", "'")
    assert ALARM not in home(app, HELEN)


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
        ({"time": "09:59"}, "The response cannot have been before the concern was raised."),
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
        assert sent(ruth, f"{PATH}/category", TODAY | {"category": "2", "why": "Safe."}).status_code == 303
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


def test_who_raised_category_1_is_not_offered_its_end(app: Flask, may: Story) -> None:
    raise_one(app, RUTH)
    answer(app)
    concerns.oversee(app.extensions["house"], ID, version=3, note="Read.", on=DAY, by=JOAN, at=NOON)
    assert [f"{PATH}/closure" in signed_in(app, person).get(PATH).text for person in (RUTH, JOAN)] == [False, True]
    with time_machine.travel(EVENING, tick=False):
        refused = sent(signed_in(app, RUTH), f"{PATH}/closure", TODAY | {"why": "Done."})
    assert refused.status_code == 422
    assert "You raised this concern, which was in Category 1: somebody else ends it." in refused.text


ACTS = ("acknowledgement", "response", "oversight", "review", "category", "stepping-down", "closure", "telling")
MAY = {
    "acknowledgement": {HELEN, JOAN},
    "response": {HELEN, JOAN, RUTH},
    "oversight": {JOAN},
    "review": {HELEN, JOAN, RUTH},
    "category": {HELEN, JOAN, RUTH},
    "stepping-down": {HELEN, JOAN, RUTH},
    "closure": {HELEN, JOAN, RUTH},
    "telling": {HELEN, JOAN, RUTH},
}
EVERYBODY = (HELEN, JOAN, RUTH, OMAR, GRACE, ANNA, BEN, MARY, IAN, KOFI, PRIYA, DANA)


@pytest.mark.parametrize("noun", ACTS)
def test_who_may(app: Flask, may: Story, noun: str) -> None:
    raise_one(app)
    let_in = set()
    for person in EVERYBODY:
        client = signed_in(app, person)
        if client.get(f"{PATH}/{noun}").status_code == 200:
            let_in.add(person)
        else:
            assert client.post(f"{PATH}/{noun}", data={"version": "2"}).status_code == 404
    assert let_in == MAY[noun]
    assert concern(app).version == 2


def test_whose_the_page_is_and_what_they_read_there(app: Flask, may: Story) -> None:
    raise_one(app, ANNA)
    answer(app)
    read = {person: signed_in(app, person).get(PATH) for person in EVERYBODY}
    assert {person for person, page in read.items() if page.status_code == 404} == {BEN, KOFI, PRIYA}
    assert {person for person, page in read.items() if WHY in page.text} == {
        HELEN, JOAN, RUTH, OMAR, GRACE, MARY, IAN, ANNA,
    }  # fmt: skip
    assert {person for person, page in read.items() if DONE in page.text} == {
        HELEN, JOAN, RUTH, OMAR, GRACE, MARY, IAN,
    }  # fmt: skip
    histories = {person for person in EVERYBODY if signed_in(app, person).get(f"{PATH}/history").status_code == 200}
    assert histories == {HELEN, JOAN, RUTH, OMAR, GRACE, MARY, IAN}


def test_a_worker_reads_that_it_stands_and_what_is_asked_of_them_and_nothing_else(app: Flask, may: Story) -> None:
    raise_one(app)
    with time_machine.travel("2024-05-28T12:00:00+00:00", tick=False):
        sent(signed_in(app, HELEN), f"{PATH}/response", ANSWER)
    dana = signed_in(app, DANA)
    page = plain(dana.get(PATH).text)
    assert "What is asked of you See her twice a week. Helen Price, 28 May 2024" in page
    assert "answered by Helen Price 11:40" in page
    assert not [text for text in (WHY, DONE, "CN-20431", "Told:") if text in page]
    assert f"{CHILD}: a concern stands; see what is asked of you" in home(app, DANA)


def test_an_auditor_reads_what_they_raised_and_not_what_others_did(app: Flask, may: Story) -> None:
    raise_one(app, ANNA, "2")
    facts = {"child": CHILD, "category": "2", "why": "Another finding, of another audit."}
    concerns.raise_concern(app.extensions["house"], "raising/b", **facts, by=BEN, at=NOON)
    page = signed_in(app, ANNA).get(PATH).text
    assert (WHY in page, "Another finding" in page, "What is asked" in page) == (True, False, False)


def listed(client: FlaskClient, query: str = "") -> list[str]:
    return [row["reference"] for row in client.get(f"/concerns.json{query}").json["rows"]]


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
    mark = re.search(r'data-position="([^"]+)"', ruth.get("/concerns").text)
    assert mark
    assert ruth.get(f"/concerns?since={mark[1]}").status_code == 204
    answer(app)
    assert "The same day" in ruth.get(f"/concerns?since={mark[1]}").text


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


def test_an_audit_and_a_child_show_their_concern_to_those_whose_it_is(app: Flask, may: Story) -> None:
    raise_one(app, child="C-10482")
    assert "/concerns/" in signed_in(app, RUTH).get("/children/C-10482").text
    assert f"/concerns/new?child={CHILD}" in signed_in(app, RUTH).get(f"/children/{CHILD}").text
    assert f"/concerns/new?child={CHILD}" not in signed_in(app, IAN).get(f"/children/{CHILD}").text


@pytest.mark.parametrize("noun", ["", "/history", *(f"/{noun}" for noun in ACTS)])
def test_one_that_there_is_not_is_not_found(app: Flask, may: Story, noun: str) -> None:
    assert signed_in(app, JOAN).get(f"/concerns/no-such{noun}").status_code == 404


@pytest.mark.parametrize("noun", ["response", "oversight", "review", "category", "stepping-down", "closure", "telling"])
def test_what_cannot_be_done_any_more_says_so(app: Flask, may: Story, noun: str) -> None:
    raise_one(app, category="2")
    answer(app)
    concerns.close(app.extensions["house"], ID, version=2, why="Done.", on=DAY, by=RUTH, at=EVENING)
    assert "This cannot be done now" in signed_in(app, JOAN).get(f"{PATH}/{noun}").text


def test_a_review_is_asked_for_when_it_is_due(app: Flask, may: Story) -> None:
    raise_one(app, category="2")
    answer(app)
    assert "weekly review" not in home(app, RUTH)
    with time_machine.travel("2024-06-03T08:00:00+00:00", tick=False):
        assert f"{CHILD}: weekly review tomorrow" in home(app, RUTH)
    with time_machine.travel("2024-06-06T08:00:00+00:00", tick=False):
        assert f"{CHILD}: weekly review overdue by 2 days" in home(app, RUTH)
        assert listed(signed_in(app, RUTH), "?review=overdue") == [CHILD]


def test_reading_records_nothing(app: Flask, may: Story) -> None:
    raise_one(app)
    head = app.extensions["house"].reader.head()
    for path in ("/", "/concerns", "/concerns/new", PATH, f"{PATH}/history", *(f"{PATH}/{noun}" for noun in ACTS)):
        signed_in(app, JOAN).get(path)
    assert app.extensions["house"].reader.head() == head


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
    found = re.search(r'data-position="([^"]+)"', html)
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

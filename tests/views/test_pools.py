"""Pools, targets, cohorts and coaching in the browser: from plan to pool, private notes, double clicks, nonsense."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, HELEN, KOFI, LEO, MARY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events.person import Person
from app.programme import histories
from app.programme.house import House
from app.views.pool_words import HOW, told
from projections import people
from tests.views.may import app, may, may_log

__all__ = ["app", "may", "may_log"]
SignIn = Callable[[str], FlaskClient]
TODAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
PLAN = {
    "id": "cohort/summer", "name": "Summer 2024", "places": "3", "trainers": "Anna Bell", "external": "",
    "starts-day": "20", "starts-month": "5", "starts-year": "2024",
}  # fmt: skip
COHORT = "/pools/cohorts/summer"
NOTE = "Her diary leaves no room for the visits."
OFFER = {"id": "coaching/anna", "person": ANNA, "coach": MARY, "cause": "late", "form": "individual", "note": NOTE}
COACHING = "/pools/coaching/anna"


@pytest.fixture
def as_(app: Flask, may: Story) -> SignIn:
    """Sign somebody in."""

    def sign_in(person: str) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person, True
        return client

    return sign_in


@pytest.fixture
def ruth(as_: SignIn) -> FlaskClient:
    """The QA lead, with a cohort planned and coaching offered."""
    client = as_(RUTH)
    assert client.post("/pools/cohorts", data=PLAN).status_code == 303
    assert client.post("/pools/coaching", data=OFFER | TODAY).status_code == 303
    return client


def data(client: FlaskClient, path: str) -> Any:
    return client.get(path).json


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def sent(client: FlaskClient, path: str, **facts: object) -> int:
    """Send an act's form as its page shows it, today, with these facts."""
    found = re.search(r'name="version" value="(\d+)"', client.get(path).text)
    assert found, path
    return client.post(path, data=TODAY | {"version": found[1]} | facts).status_code


def standing(app: Flask, id: str) -> dict[str, Any]:
    """A person's row."""
    found = people.person(app.extensions["house"].model, id)
    assert found
    return found


def head(app: Flask) -> int:
    house: House = app.extensions["house"]
    return house.reader.head()


def test_a_cohort_is_trained_in_one_save_and_counts_from_the_next_month(app: Flask, ruth: FlaskClient) -> None:
    house: House = app.extensions["house"]
    assert sent(ruth, f"{COHORT}/joining", people="Dana Lewis\nomar.haddad@eastmere.example") == 303
    assert sent(ruth, f"{COHORT}/dates", dates="20 5 2024\n28/5/2024") == 303
    assert sent(ruth, f"{COHORT}/start") == 303
    assert {row["in_training"] for row in people.everyone(house.model) if row["id"] in (DANA, OMAR)} == {1}
    before = head(app)
    assert sent(ruth, f"{COHORT}/completion", trained=[DANA]) == 303
    assert head(app) == before + 2
    page = plain(ruth.get(COHORT).text)
    assert "28 May 2024: 1 of 2 trained, counted in the pool from June 2024 on" in page
    assert "20 May 2024, 28 May 2024" in page
    assert [id for id in (row["id"] for row in people.pool(house.model, "2024-06")) if id == DANA] == [DANA]
    assert DANA not in [row["id"] for row in people.pool(house.model, "2024-05")]
    assert (standing(app, OMAR)["in_training"], standing(app, OMAR)["trained_on"]) == (1, "")


def test_who_was_trained_on_their_own_keeps_their_date(may: Story, app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, f"{COHORT}/joining", people="Dana Lewis\nOmar Haddad")
    sent(ruth, f"{COHORT}/start")
    may.let(RUTH, Person, DANA).complete_training("2024-05-22", "2024-06")
    assert sent(ruth, f"{COHORT}/completion", trained=[DANA, OMAR]) == 303
    found = {id: standing(app, id)["trained_on"] for id in (DANA, OMAR)}
    assert found == {DANA: "2024-05-22", OMAR: "2024-05-28"}


@pytest.mark.parametrize(
    ("act", "facts"), [("departure", {"person": DANA, "reason": "Leave."}), ("completion", {"trained": [DANA]})]
)
def test_an_act_on_a_cohort_that_is_sent_twice_leads_to_its_result(
    app: Flask, ruth: FlaskClient, act: str, facts: dict[str, Any]
) -> None:
    sent(ruth, f"{COHORT}/joining", people="Dana Lewis\nOmar Haddad")
    sent(ruth, f"{COHORT}/start")
    shown = TODAY | facts | {"version": str(app.extensions["house"].version("cohort/summer"))}
    assert ruth.post(f"{COHORT}/{act}", data=shown).status_code == 303
    before = head(app)
    assert (ruth.post(f"{COHORT}/{act}", data=shown).status_code, head(app)) == (303, before)
    changed = {name: value if name == "reason" else [ANNA] for name, value in facts.items()}
    assert ruth.post(f"{COHORT}/{act}", data=shown | changed).status_code in (409, 422)
    assert head(app) == before


def test_leaving_a_cohort_stops_the_training_and_calling_it_off_stops_it_for_all(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, f"{COHORT}/joining", people="Dana Lewis\nOmar Haddad")
    sent(ruth, f"{COHORT}/start")
    assert sent(ruth, f"{COHORT}/departure", person=DANA, reason="Too much else.") == 303
    assert [standing(app, id)["in_training"] for id in (DANA, OMAR)] == [0, 1]
    assert sent(ruth, f"{COHORT}/calling-off", reason="The trainer left.") == 303
    assert standing(app, OMAR)["in_training"] == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Nobody Known", "“Nobody Known” is nobody on the list of people. Write the full name or the e-mail address."),
        ("Ben Carter", "Ben Carter is a trained auditor already."),
        ("Leo Grant", "Leo Grant has left the council."),
        ("Anna Bell", "Anna Bell is a trained auditor already."),
        ("", "Say who joins."),
    ],
)
def test_who_cannot_join_is_said_beside_the_field_and_nothing_is_stored(
    may: Story, app: Flask, ruth: FlaskClient, typed: str, said: str
) -> None:
    may.let(PRIYA, Person, LEO).leave("2024-05-27", "Another post.")
    before = head(app)
    found = re.search(r'name="version" value="(\d+)"', ruth.get(f"{COHORT}/joining").text)
    answer = ruth.post(f"{COHORT}/joining", data=TODAY | {"version": found[1], "people": typed})
    assert (answer.status_code, head(app)) == (422, before)
    assert said in plain(answer.text)
    assert typed in answer.text


def test_nobody_is_in_two_cohorts(ruth: FlaskClient) -> None:
    sent(ruth, f"{COHORT}/joining", people="Dana Lewis")
    ruth.post("/pools/cohorts", data=PLAN | {"id": "cohort/other", "name": "Other"})
    answer = ruth.post("/pools/cohorts/other/joining", data=TODAY | {"version": "1", "people": "Dana Lewis"})
    assert "Dana Lewis is in the cohort “Summer 2024” already." in plain(answer.text)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"places": "many"}, "Enter a whole number from 1 to 200."),
        ({"places": "0"}, "Enter a number from 1 to 200."),
        ({"places": "٣"}, "Enter a whole number from 1 to 200."),
        ({"starts-month": "13"}, "Start date must be a real date"),
        ({"trainers": "", "external": ""}, "Say who trains, from here or from outside."),
    ],
)
def test_a_plan_that_cannot_be_read_keeps_what_was_typed(as_: SignIn, facts: dict[str, str], said: str) -> None:
    answer = as_(RUTH).post("/pools/cohorts", data=PLAN | facts)
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert all(value in answer.text for value in (*facts.values(), "Summer 2024"))


def test_a_double_click_records_once_and_a_stale_form_says_what_happened(app: Flask, ruth: FlaskClient) -> None:
    before = head(app)
    assert ruth.post("/pools/cohorts", data=PLAN).status_code == 303
    assert ruth.post("/pools/coaching", data=OFFER | TODAY).status_code == 303
    joining = TODAY | {"version": "1", "people": "Dana Lewis"}
    assert [ruth.post(f"{COHORT}/joining", data=joining).status_code for _ in range(2)] == [303, 303]
    assert head(app) == before + 1
    stale = ruth.post(f"{COHORT}/joining", data=joining | {"people": "Omar Haddad"})
    assert stale.status_code == 409
    assert "cohort joined by Ruth Okafor" in plain(stale.text)
    assert "Omar Haddad" in stale.text
    declining = TODAY | {"version": "1", "reason": ""}
    assert [ruth.post(f"{COACHING}/declining", data=declining).status_code for _ in range(2)] == [303, 303]
    assert head(app) == before + 2


def test_auditors_see_the_cohort_that_they_are_in_without_what_came_of_the_others(
    as_: SignIn, ruth: FlaskClient
) -> None:
    sent(ruth, f"{COHORT}/joining", people="Dana Lewis\nOmar Haddad")
    sent(ruth, f"{COHORT}/start")
    sent(ruth, f"{COHORT}/completion", trained=[DANA])
    assert "Still in training" in ruth.get(COHORT).text
    page = as_(DANA).get(COHORT)
    assert page.status_code == 200
    assert "Omar Haddad" in page.text
    assert "Still in training" not in page.text
    assert as_(NADIA).get(COHORT).status_code == 404
    assert "Summer 2024" in as_(ANNA).get("/pools/cohorts").text, "who trains it sees it"
    assert "Summer 2024" not in as_(NADIA).get("/pools/cohorts.csv").text
    assert as_(NADIA).get(f"{COHORT}/joining").status_code == 404


def test_notes_of_coaching_are_for_the_person_the_coach_and_the_qa_lead(as_: SignIn, ruth: FlaskClient) -> None:
    assert sent(as_(MARY), f"{COACHING}/taking", coach=MARY, note="We planned June together.") == 303
    for who in (RUTH, ANNA, MARY):
        page = as_(who).get(COACHING).text
        assert NOTE in page
        assert "We planned June together." in page
    for who in (BEN, HELEN, KOFI, PRIYA, OMAR):
        assert as_(who).get(COACHING).status_code == 404
    for who in (RUTH, PRIYA, HELEN, ANNA, MARY):
        for path in ("/pools", "/pools.json", "/pools/coaching", "/pools/coaching.csv", "/people/anna-bell/history"):
            shown = as_(who).get(path).text
            assert NOTE not in shown
            assert "We planned June together." not in shown
    assert "coaching" not in as_(PRIYA).get("/people/anna-bell/history").text.lower()
    assert "Coaching taken" in as_(ANNA).get("/people/anna-bell/history").text


def test_others_see_how_much_coaching_was_taken_without_names(as_: SignIn, ruth: FlaskClient) -> None:
    sent(as_(MARY), f"{COACHING}/taking", coach=MARY, note="")
    page = as_(HELEN).get("/pools").text
    assert "Late returns 1 0 of 1 0% 1 of 1 100% 0 of 1 0% 0 of 1 0%" in plain(page)
    assert "Anna Bell" not in page
    assert data(as_(HELEN), "/pools/coaching.json")["rows"] == []
    assert [row["name"] for row in data(ruth, "/pools/coaching.json?state=taken")["rows"]] == ["Anna Bell"]


def test_the_person_declines_and_only_others_record_that_it_took_place(as_: SignIn, ruth: FlaskClient) -> None:
    assert "Decline the coaching" in as_(ANNA).get(COACHING).text
    assert as_(ANNA).get(f"{COACHING}/taking").status_code == 404
    assert "Offered to you: late returns" in plain(as_(ANNA).get("/").text)
    assert sent(as_(ANNA), f"{COACHING}/declining", reason="No time.") == 303
    assert "This cannot be done now" in ruth.get(f"{COACHING}/taking").text


def test_the_person_accepts_and_is_counted_until_it_took_place(as_: SignIn, ruth: FlaskClient) -> None:
    assert as_(MARY).get(f"{COACHING}/acceptance").status_code == 404, "the coach does not accept for another"
    assert sent(as_(ANNA), f"{COACHING}/acceptance") == 303
    assert "Accepted by you: late returns" in plain(as_(ANNA).get("/").text)
    page = plain(as_(HELEN).get("/pools").text)
    assert "Late returns 1 1 of 1 100% 0 of 1 0% 0 of 1 0% 0 of 1 0%" in page
    (row,) = data(ruth, "/pools/coaching.json?state=accepted")["rows"]
    assert (row["state_id"], row["accepted_on"], row["ended"]) == ("accepted", "2024-05-28", None)
    assert sent(as_(MARY), f"{COACHING}/taking", coach=MARY, note="") == 303
    assert data(ruth, "/pools/coaching.json?state=accepted")["rows"] == []
    (row,) = data(ruth, "/pools/coaching.json?state=taken")["rows"]
    assert row["accepted_on"] == "2024-05-28"


def table(client: FlaskClient, path: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(client.get(path).data.decode("utf-8-sig"))))


def test_targets_are_set_shown_and_withdrawn(as_: SignIn, ruth: FlaskClient) -> None:
    target = {"pool": "auditor", "number": "6", "by_date-day": "30", "by_date-month": "9", "by_date-year": "2024"}
    assert sent(ruth, "/pools/targets/setting", **target, why="One a month for each.") == 303
    page = plain(ruth.get("/pools/targets").text)
    assert "6 trained auditors by 30 September 2024: 4 trained auditors now, 2 to go." in page
    assert "The pool of May 2024 is 4" in page
    assert "4 of 6, 2 short" in plain(ruth.get("/pools").text)
    (row,) = data(ruth, "/pools/targets.json")["rows"]
    assert (row["target_number"], row["by_date"], row["standing_id"]) == (6, "2024-09-30", "coming")
    assert as_(ANNA).get("/pools/targets.csv").status_code == 404
    assert as_(KOFI).get("/pools/targets").status_code == 200
    assert as_(KOFI).get("/pools/targets/setting").status_code == 404
    assert sent(ruth, "/pools/targets/setting", **target | {"number": "x"}, why="So.") == 422
    assert sent(ruth, "/pools/targets/setting", **target, why="One a month for each, again.") == 422
    assert sent(ruth, "/pools/targets/withdrawal", target="auditor/2024-09-30", reason="Met.") == 303
    assert "No target stands." in ruth.get("/pools/targets").text


def test_the_months_of_the_pool_and_their_files(ruth: FlaskClient) -> None:
    rows = {row["month"]: row for row in data(ruth, "/pools.json?pool=auditor&year=all")["rows"]}
    assert all(row["month_id"] == f"cycle/{month}" for month, row in rows.items())
    assert [(id, row["in_pool"], row["began"], row["opened_with"]) for id, row in sorted(rows.items())] == [
        ("2024-03", 0, 4, None),
        ("2024-04", 4, 0, None),
        ("2024-05", 4, 0, 3),
    ]
    assert len(data(ruth, "/pools/people.json?pool=auditor&in=2024-05")["rows"]) == 4
    for kind in ("csv", "xlsx"):
        assert ruth.get(f"/pools.{kind}").status_code == 200
        assert ruth.get(f"/pools/cohorts.{kind}").status_code == 200
    for nonsense in ("pool=children&year=never", "pool[]=x", "year=9999", "since=x"):
        assert ruth.get(f"/pools?{nonsense}").status_code in (200, 204)


def test_the_first_month_of_a_year_is_told_beside_the_month_before_it(ruth: FlaskClient) -> None:
    may, april = re.findall(r"<tr.*?</tr>", ruth.get("/pools?pool=auditor&year=2024").text, re.DOTALL)[1:3]
    assert "May 2024" in may
    assert "the same" in may
    assert "April 2024" in april
    assert "4 more" in april
    rows = [data(ruth, f"/pools.json?pool=auditor&year={year}")["rows"] for year in ("all", "2023", "2024")]
    assert [[row["month"] for row in of] for of in rows] == [
        ["2024-05", "2024-04", "2024-03"], ["2024-03"], ["2024-05", "2024-04"],
    ]  # fmt: skip


def test_who_left_takes_any_address(ruth: FlaskClient) -> None:
    assert "4 of 4" in plain(ruth.get("/pools/leaving?first=2024-04-01&last=2024-05-01").text)
    for nonsense in ("first=x", "first=2024-99-01&last=2024-13-13", "last="):
        assert ruth.get(f"/pools/leaving?{nonsense}").status_code == 200
    assert ruth.get("/pools/leaving?first=2024-05-01&last=2024-04-01").status_code == 422
    said = data(ruth, "/pools/leaving.json?first=2024-04-01&last=2024-05-01")
    assert said["pools"]["auditor"][0]["denominator"] == 4
    (first, *_) = table(ruth, "/pools/leaving.csv?first=2024-04-01&last=2024-05-01")
    assert (first["Which pool id"], first["Figure"], first["Denominator"]) == (
        "auditor", said["pools"]["auditor"][0]["label"], "4",
    )  # fmt: skip


def test_a_persons_way_hides_reasons_from_those_who_only_oversee(may: Story, as_: SignIn, ruth: FlaskClient) -> None:
    may.let(RUTH, Person, LEO).leave_pool("2024-05-24", "A long illness.")
    assert "A long illness." in ruth.get("/pools/people/leo-grant").text
    page = as_(HELEN).get("/pools/people/leo-grant").text
    assert "left the pool of auditors on 24 May 2024" in plain(page)
    assert "A long illness." not in page
    assert as_(BEN).get("/pools/people/leo-grant").status_code == 404


REPORT = "auditors=85&rate=90&owed=1&CiN=1996&CP=890&CiC=667&CL=358"


def test_capacity_explains_the_report_and_its_rounding(as_: SignIn) -> None:
    page = plain(as_(HELEN).get(f"/capacity?{REPORT}").text)
    for words in (
        "85 auditors × 0.9 × 1 a month = 76.5 a month",
        "76.5 × 12 = 918 a year",
        "918 ÷ 3,911 = 23.47%",
        "924 ÷ 3,911 = 23.63%, printed as 24%",
        "it rounds to 77 a month first and prints 924 a year",
    ):
        assert words in page, words
    said = data(as_(HELEN), f"/capacity.json?{REPORT}")
    assert (said["yearly_exact"], said["sample_percent"]) == ("918", "23%")
    assert (said["yearly_rounded_first"], said["sample_percent_rounded_first"]) == ("924", "24%")
    rows = {row["Number id"]: row["Value"] for row in table(as_(HELEN), f"/capacity.csv?{REPORT}")}
    assert {id: float(rows[id]) for id in ("auditors", "population_CP", "monthly_exact", "yearly_rounded_first")} == {
        "auditors": 85, "population_CP": 890, "monthly_exact": 76.5, "yearly_rounded_first": 924,
    }  # fmt: skip
    assert f'href="/capacity.csv?{REPORT.replace("&", "&amp;")}"' in as_(HELEN).get(f"/capacity?{REPORT}").text


def test_capacity_begins_with_the_pool_and_the_newest_count(as_: SignIn) -> None:
    page = as_(HELEN).get("/capacity")
    assert page.status_code == 200
    assert "4 auditors × 0.9 × 1 a month = 3.6 a month" in plain(page.text)
    assert "43.2 ÷ 3,252 = 1.33%" in plain(page.text)
    assert 'value="1840"' in page.text


@pytest.mark.parametrize(
    "asked",
    ["auditors=x", "auditors=-1", "auditors=1e9", "rate=101", "rate=NaN", "rate=90.123", "rate=", "rate=.",
     "rate=Infinity", "CiN=99999999999999999999999", "owed=1.5", "CL=%00", "CP=%F0%9F%98%80", "auditors=٣",
     "rate=٩٠", "rate=-5"],
)  # fmt: skip
def test_capacity_says_what_it_cannot_read_beside_the_field(as_: SignIn, asked: str) -> None:
    answer = as_(HELEN).get(f"/capacity?{asked}")
    assert answer.status_code == 422
    assert f'href="#{asked.partition("=")[0]}"' in answer.text
    assert as_(HELEN).get(f"/capacity.json?{asked}").status_code == 422
    assert as_(HELEN).get(f"/capacity.xlsx?{asked}").status_code == 422


@pytest.mark.parametrize(
    "asked", ["", "rate=0", "rate=87.5%25", "auditors=0", "CiN=0&CP=0&CiC=0&CL=0", "x=1", "CiN=1,996"]
)
def test_capacity_takes_everything_else(as_: SignIn, asked: str) -> None:
    assert as_(HELEN).get(f"/capacity?{asked}").status_code == 200


def test_capacity_is_not_for_everybody(as_: SignIn) -> None:
    assert [as_(who).get("/capacity").status_code for who in (ANNA, DANA, KOFI, PRIYA)] == [404, 404, 200, 200]


def test_no_history_has_a_note_of_coaching_at_hand(app: Flask, as_: SignIn, ruth: FlaskClient) -> None:
    sent(as_(ANNA), f"{COACHING}/declining", reason="She is not well.")
    entries = histories.of_stream(app.extensions["house"], "coaching/anna")
    assert [entry.topic for entry in entries] == ["coaching offered", "coaching declined"]
    assert not {"note", "reason"} & {key for entry in entries for key in entry.facts}


@pytest.mark.parametrize(("went_on", "how"), [(1, "went_on"), (0, "left_pool")])
def test_how_an_auditor_left_the_pool_is_said_in_one_way(went_on: int, how: str) -> None:
    row = {"person_name": "Ada", "pool": "auditor", "kind": "", "how": "left_pool", "went_on": went_on}
    assert (told(row)["how"], told(row)["how_words"]) == (how, HOW[how])

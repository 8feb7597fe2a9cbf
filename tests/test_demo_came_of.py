"""What came of the demonstration's audits: who was asked, what waits now, and good practice as in the report."""

from collections import Counter

import pytest

from app import clock
from app.demo.council import NAMED, email
from app.demo.plans import FINISHED
from app.programme.house import House
from projections import good_practice_lists, impact, impact_lists, people, replies
from projections.asking import Asked, Reach
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]


def requests(house: House, month: str) -> list[dict[str, str]]:
    """The requests about the audits of a cycle, as they stand today."""
    sql = f"{impact.LISTED} WHERE impact.cycle = :cycle"
    return house.model.query(sql, {"cycle": f"cycle/{month}", "today": clock.today().isoformat()})


@pytest.mark.parametrize("month", [plan.month for plan in FINISHED])
def test_both_recipients_of_every_completed_audit_were_asked_and_half_or_more_answered(
    demonstration: House, month: str
) -> None:
    sql = "SELECT count(*) AS n FROM audits WHERE cycle = ? AND state IN ('accepted', 'not_to_standard')"
    completed = demonstration.model.one(sql, [f"cycle/{month}"])
    assert completed
    stands = Counter(row["stands"] for row in requests(demonstration, month))
    assert stands.total() == 2 * completed["n"]
    assert set(stands) <= {"answered", "declined", "lapsed", "not_asked"}, "nothing of a finished month is open"
    assert 0.45 <= stands["answered"] / (stands.total() - stands["not_asked"]) <= 0.75
    assert min(stands["answered"], stands["lapsed"], stands["declined"]) > 0


@pytest.mark.parametrize("role", ["practitioner", "team_manager"])
def test_who_shows_the_demonstration_round_has_something_to_answer(demonstration: House, role: str) -> None:
    person = people.by_email(demonstration.model, email(NAMED[role]))
    assert person
    team = person["team"] if role == "team_manager" else ""
    waiting = impact.waiting_for(demonstration.model, person["id"], team, clock.today())
    assert [row["stands"] for row in waiting if row["recipient"] == person["id"]]


def test_the_named_practitioner_answered_what_she_was_asked_of_the_finished_months(demonstration: House) -> None:
    dana = people.by_email(demonstration.model, email(NAMED["practitioner"]))
    assert dana
    of_finished = [row for plan in FINISHED for row in requests(demonstration, plan.month)]
    assert {row["stands"] for row in of_finished if row["recipient"] == dana["id"]} == {"answered"}


def test_the_present_month_is_not_due_yet(demonstration: House) -> None:
    assert {row["stands"] for row in requests(demonstration, clock.today().isoformat()[:7])} == {"coming"}


def test_practitioners_replied_lately_the_named_one_among_them(demonstration: House) -> None:
    dana = people.by_email(demonstration.model, email(NAMED["practitioner"]))
    assert dana
    sql = 'SELECT replies.by, replies."on" FROM replies ORDER BY position DESC'
    found = demonstration.model.query(sql)
    assert len(found) >= 6
    assert dana["id"] in {row["by"] for row in found if row["on"] == found[0]["on"]}
    assert replies.since(demonstration.model, found[0]["on"])


def test_good_practice_of_november_2018_was_followed_up_and_planning_leads(demonstration: House) -> None:
    reach, today = Reach(everything=True), clock.today()
    report = good_practice_lists.totals(demonstration.model, Asked(reach, today, {"month": "2018-11"}))
    assert report["followed"] >= 8
    named = good_practice_lists.conditions(demonstration.model, Asked(reach, today))
    assert max(named, key=lambda condition: named[condition]) == "planning"
    teams = demonstration.model.query("SELECT DISTINCT team FROM good_practice WHERE followed_on LIKE '2018-12%'")
    assert len(teams) >= 5, "no particular concentration by team"


def test_somebody_asked_not_to_be_named_and_the_named_practitioner_was_thanked(demonstration: House) -> None:
    dana = people.by_email(demonstration.model, email(NAMED["practitioner"]))
    assert dana
    assert any(row["followed_on"] for row in good_practice_lists.of_worker(demonstration.model, dana["id"]))
    found = demonstration.model.one("SELECT sum(unnamed) AS n, count(*) AS of FROM good_practice")
    assert found
    assert 0 < found["n"] < found["of"] / 10


def test_answers_name_nobody_and_the_share_is_that_of_the_tracker(demonstration: House) -> None:
    found = impact_lists.tally(demonstration.model, Asked(Reach(everything=True), clock.today())).total
    assert 0.5 < found["answered"] / found["asked"] < 0.7
    assert found["agreed"] < found["heard"] < found["answered"]

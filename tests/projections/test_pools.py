"""The pools month by month, who left between two dates, targets and capacity, against counts made by hand."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from app.events import person_return
from app.events.person import Person
from app.programme.house import House
from app.programme.people import month_after
from projections import asking, people, pool_lists, pools_over_time
from projections.asking import Asked, Reach
from projections.capacity import HUNDREDTH, Capacity
from projections.pools_over_time import PoolMonth, months_between
from tests.events.deciding import SAID

EARLY, LATE, BACK, ON = "person/early", "person/late", "person/back", "person/on"


def person(house: House, id: str, *steps: tuple[Any, ...]) -> None:
    """Somebody to whom these things happen: ("trained", day), ("pool", day), ("left", day), ("moderates", day)…"""
    one = house.log.load(Person, id)
    if not one.exists:
        facts = {"name": id, "email": f"{id}@e.example", "job_level": "manager", "team": "", "supervisor": ""}
        one.add(**facts, **SAID)
    for what, day in steps:
        {
            "trained": lambda day: one.complete_training(day, month_after(day), **SAID),
            "pool": lambda day: one.leave_pool(day, "", **SAID),
            "left": lambda day: one.leave(day, "", **SAID),
            "moderates": lambda day: one.become_moderator("internal", day, **SAID),
            "external": lambda day: one.become_moderator("external", day, **SAID),
            "pool wrong": lambda day: person_return.correct_pool_departure(one, "Wrong", **SAID),
            "left wrong": lambda day: person_return.correct_departure(one, "Wrong", **SAID),
            "back": lambda day: person_return.return_to_council(one, day, "", **SAID),
            "stood down": lambda day: one.stand_down(day, "", **SAID),
        }[what](day)
    house.keep(one)


@pytest.fixture
def council(house: House) -> House:
    """Four auditors who come and go about the turns of months, one of them twice, and a moderator from outside."""
    person(house, EARLY, ("trained", "2018-08-31"), ("left", "2018-11-01"))
    person(house, LATE, ("trained", "2018-09-01"))
    person(house, BACK, ("trained", "2018-08-14"), ("pool", "2018-09-30"), ("trained", "2018-11-30"))
    person(house, ON, ("trained", "2018-08-01"), ("pool", "2018-10-26"), ("moderates", "2018-11-05"))
    person(house, "person/outside", ("external", "2018-10-01"), ("stood down", "2018-12-31"))
    return house


def by_month(house: House, pool: str) -> dict[str, PoolMonth]:
    """The months of a pool up to January 2019."""
    return {one.month: one for one in pools_over_time.months(house.model, pool, "2019-01")}


def test_a_part_of_the_months_is_counted_as_all_of_them_are(council: House) -> None:
    every = pools_over_time.months(council.model, "auditor", "2019-01")
    assert pools_over_time.months(council.model, "auditor", "2019-01", since="2018-11") == every[3:]
    assert pools_over_time.months(council.model, "auditor", "2019-01", since="2017-04") == every
    assert pools_over_time.first_month(council.model, "auditor") == every[0].month
    assert pools_over_time.first_month(council.model, "nobody") == ""


def test_auditors_month_by_month(council: House) -> None:
    found = by_month(council, "auditor")
    assert {month: one.counted for month, one in found.items()} == {
        "2018-08": (),
        "2018-09": (EARLY, ON),  # Back counts from September and leaves in it.
        "2018-10": (EARLY, LATE),  # On leaves in October.
        "2018-11": (LATE,),  # Early's last day is the first of November.
        "2018-12": (BACK, LATE),  # Back again, trained on the last of November.
        "2019-01": (BACK, LATE),
    }
    assert {month: one.began for month, one in found.items() if one.began} == {
        "2018-08": (BACK, EARLY, ON),
        "2018-09": (LATE,),
        "2018-11": (BACK,),
    }
    assert {month: one.first_counted for month, one in found.items() if one.first_counted} == {
        "2018-09": (EARLY, ON),
        "2018-10": (LATE,),
        "2018-12": (BACK,),
    }


def test_the_ways_out_of_the_pool(council: House) -> None:
    found = by_month(council, "auditor")
    assert [month for month, one in found.items() if one.left_council == (EARLY,)] == ["2018-11"]
    assert [month for month, one in found.items() if one.went_on == (ON,)] == ["2018-10"]
    assert [month for month, one in found.items() if one.left_otherwise == (BACK,)] == ["2018-09"]


def test_who_moderates_already_when_leaving_the_auditors_went_on_to_moderate(house: House) -> None:
    person(house, ON, ("trained", "2018-08-01"), ("moderates", "2018-11-05"), ("pool", "2018-12-31"))
    stood_down = (("moderates", "2018-09-05"), ("stood down", "2018-10-05"), ("pool", "2018-12-31"))
    person(house, BACK, ("trained", "2018-08-01"), *stood_down)
    found = by_month(house, "auditor")["2018-12"]
    assert (found.went_on, found.left_otherwise) == ((ON,), (BACK,))
    asked = Asked(Reach(everything=True), date(2019, 1, 1), {"pool": "auditor"}, "name")
    rows = asking.everything(house.model, pool_lists.QUESTION, asked)
    assert {row["person"]: bool(row["went_on"]) for row in rows} == {ON: True, BACK: False}


def test_each_month_follows_from_the_one_before(council: House) -> None:
    found = list(by_month(council, "auditor").values())
    for before, now in pairwise(found):
        gone = {*now.left_council, *now.went_on, *now.left_otherwise} & set(before.counted)
        assert set(now.counted) == (set(before.counted) - gone) | set(now.first_counted)


def test_a_months_pool_is_that_of_the_month_when_it_is_opened(council: House) -> None:
    for month, one in by_month(council, "auditor").items():
        if month != "2018-09":  # Of who comes back, the list of people only knows the newest time.
            assert one.counted == tuple(row["id"] for row in people.pool(council.model, month))


def test_moderators_count_from_the_month_of_their_appointment(council: House) -> None:
    found = by_month(council, "moderator")
    outside = "person/outside"
    assert {month: one.counted for month, one in found.items()} == {
        "2018-10": (outside,),
        "2018-11": (ON, outside),
        "2018-12": (ON,),
        "2019-01": (ON,),
    }
    assert found["2018-12"].left_otherwise == (outside,)


def test_another_kind_of_moderator_is_the_same_time(house: House) -> None:
    person(house, ON, ("moderates", "2018-10-05"), ("external", "2018-11-05"))
    assert [(row["since"], row["kind"]) for row in pools_over_time.spells(house.model, "moderator")] == [
        ("2018-10-05", "external")
    ]


@pytest.mark.parametrize(("steps", "kinds"), [
    ((("external", "2018-10-05"), ("moderates", "2018-11-05")), ["external", "external", "internal"]),
    ((("external", "2018-10-05"), ("moderates", "2018-10-05")), ["internal", "internal", "internal"]),
])  # fmt: skip
def test_of_which_kind_a_moderator_was_is_that_of_the_day(house: House, steps: Any, kinds: list[str]) -> None:
    person(house, ON, *steps)
    (spell,) = pools_over_time.spells(house.model, "moderator")
    days = ("2018-10-05", "2018-11-04", "2018-11-05")
    assert [pools_over_time.kind_on(spell, day) for day in days] == kinds


def test_the_earlier_day_ends_a_time_in_the_pool(house: House) -> None:
    person(house, EARLY, ("trained", "2018-08-01"), ("pool", "2018-10-05"), ("left", "2018-11-01"))
    person(house, LATE, ("trained", "2018-08-01"), ("pool", "2018-12-05"), ("left", "2018-11-01"))
    found = {row["person"]: (row["ended_on"], row["how"]) for row in pools_over_time.spells(house.model, "auditor")}
    assert found == {EARLY: ("2018-10-05", "left_pool"), LATE: ("2018-11-01", "left_council")}


@pytest.mark.parametrize("name", ["in", "began", "first", "ended"])
def test_every_number_opens_to_its_people(council: House, name: str) -> None:
    for month, one in by_month(council, "auditor").items():
        asked = Asked(Reach(everything=True), date(2019, 1, 1), {"pool": "auditor", name: month}, "name")
        found = {row["person"] for row in asking.everything(council.model, pool_lists.QUESTION, asked)}
        gone = {*one.left_council, *one.went_on, *one.left_otherwise}
        assert found == set({"in": one.counted, "began": one.began, "first": one.first_counted}.get(name, gone))


def test_22_of_107_auditors_and_3_of_19_moderators_left_as_the_report_says(house: House) -> None:
    """22 auditors (21%) and 3 moderators (16%) left the council; 85 and 16 are there at the end."""
    for n in range(107):
        left = [("left", "2018-06-30")] if n < 22 else []
        person(house, f"person/a{n:03d}", ("trained", "2017-09-14" if n % 2 else "2018-02-14"), *left)
    for n in range(19):
        left = [("left", "2018-06-30")] if n < 3 else []
        person(house, f"person/m{n:02d}", ("moderates", "2017-10-02"), *left)
    person(house, "person/before", ("trained", "2017-01-10"), ("left", "2017-09-30"))
    person(house, "person/after", ("trained", "2018-12-01"))
    auditors = pools_over_time.leaving(house.model, "auditor", "2017-10-01", "2018-11-30")
    moderators = pools_over_time.leaving(house.model, "moderator", "2017-10-01", "2018-11-30")
    assert (auditors["left-council"].words, auditors["left-council"].value) == ("22 of 107", "21%")
    assert (moderators["left-council"].words, moderators["left-council"].value) == ("3 of 19", "16%")
    assert (auditors["still"].n, moderators["still"].n) == (85, 16)


def test_who_left_is_told_apart_from_who_went_on_and_adds_up(council: House) -> None:
    found = pools_over_time.leaving(council.model, "auditor", "2018-09-01", "2018-11-30")
    members = {name: figure.members for name, figure in found.items()}
    assert members == {"left-council": (EARLY,), "went-on": (ON,), "left-pool": (), "still": (BACK, LATE)}
    assert {figure.base for figure in found.values()} == {(BACK, EARLY, LATE, ON)}
    before = pools_over_time.leaving(council.model, "auditor", "2018-09-01", "2018-10-31")
    assert before["left-pool"].members == (BACK, ON)


@pytest.mark.parametrize(
    ("number", "by_date", "today", "place", "short", "reached_on"),
    [
        (4, "2018-09-15", "2019-01-10", 4, 0, "2018-09-01"),
        (4, "2018-10-31", "2019-01-10", 2, 2, "2018-09-01"),
        (5, "2018-11-30", "2019-01-10", 2, 3, ""),
        (3, "2019-03-31", "2018-08-31", 3, 0, "2018-08-31"),
    ],
)
def test_a_target_is_reached_on_the_first_day_with_so_many_in_place(
    council: House, number: int, by_date: str, today: str, place: int, short: int, reached_on: str
) -> None:
    found = pools_over_time.reached(council.model, {"pool": "auditor", "number": number, "by_date": by_date}, today)
    assert (len(found.in_place), found.short, found.reached_on) == (place, short, reached_on)


def test_months_go_over_the_turn_of_the_year() -> None:
    assert months_between("2018-11", "2019-02") == ["2018-11", "2018-12", "2019-01", "2019-02"]
    assert months_between("2019-02", "2018-11") == []


def test_the_capacity_of_the_report_and_its_rounding() -> None:
    """85 × 0.9 = 76.5 a month, 918 a year, 23.47% of 3,911; the report: 77, 924, 24%."""
    found = Capacity(85, Decimal("90"), 1, 1996 + 890 + 667 + 358)
    assert (found.population, found.monthly, found.yearly) == (3911, Decimal("76.5"), Decimal("918"))
    assert (found.share(found.yearly), found.share(found.yearly, HUNDREDTH)) == (Decimal("23"), Decimal("23.47"))
    assert (found.monthly_rounded, found.yearly_of_rounded) == (Decimal("77"), Decimal("924"))
    assert found.share(found.yearly_of_rounded) == Decimal("24")
    assert found.share(found.yearly_of_rounded, HUNDREDTH) == Decimal("23.63")


@pytest.mark.parametrize(
    ("auditors", "rate", "owed", "population", "monthly", "yearly", "share"),
    [
        (10, "100", 1, 240, "10", "120", "50"),
        (3, "33.33", 2, 1000, "1.9998", "23.9976", "2"),
        (1, "12.5", 1, 100, "0.125", "1.5", "2"),  # 1.5% is rounded half up, once.
        (0, "90", 1, 100, "0", "0", "0"),
        (5, "90", 1, 0, "4.5", "54", None),
    ],
)
def test_capacity_is_exact_and_its_share_rounded_once(
    auditors: int, rate: str, owed: int, population: int, monthly: str, yearly: str, share: str | None
) -> None:
    found = Capacity(auditors, Decimal(rate), owed, population)
    assert (found.monthly, found.yearly) == (Decimal(monthly), Decimal(yearly))
    assert found.share(found.yearly) == (None if share is None else Decimal(share))


def spells_of(house: House, id: str) -> list[tuple[str, str, str]]:
    """A person's times in the pools: which pool, the last day, and how it ended."""
    return [(row["pool"], row["ended_on"], row["how"]) for row in pools_over_time.of_person(house.model, id)]


def test_figures_are_as_before_once_a_departure_is_corrected(council: House) -> None:
    before = {pool: by_month(council, pool) for pool in ("auditor", "moderator")}
    left = pools_over_time.leaving(council.model, "auditor", "2018-09-01", "2019-01-31")
    person(council, LATE, ("pool", "2018-10-05"), ("left", "2018-11-01"))
    person(council, ON, ("left", "2018-12-01"))
    assert by_month(council, "auditor")["2018-11"].counted == ()
    person(council, LATE, ("left wrong", ""))
    assert spells_of(council, LATE) == [("auditor", "2018-10-05", "left_pool")]
    person(council, LATE, ("pool wrong", ""))
    person(council, ON, ("left wrong", ""))
    assert {pool: by_month(council, pool) for pool in before} == before
    assert pools_over_time.leaving(council.model, "auditor", "2018-09-01", "2019-01-31") == left


def test_whoever_comes_back_begins_another_time_and_the_first_stands(house: House) -> None:
    person(house, EARLY, ("trained", "2018-08-01"), ("external", "2018-08-01"), ("left", "2018-10-10"))
    person(house, EARLY, ("back", "2018-11-05"))
    ended = [("auditor", "2018-10-10", "left_council"), ("moderator", "2018-10-10", "left_council")]
    assert spells_of(house, EARLY) == ended
    assert [row["id"] for month in ("2018-09", "2018-12") for row in people.pool(house.model, month)] == [EARLY]
    person(house, EARLY, ("trained", "2018-11-20"), ("external", "2018-11-20"), ("left", "2018-12-20"))
    assert spells_of(house, EARLY)[2:] == [(pool, "2018-12-20", how) for pool, _, how in ended]
    found = {
        last: pools_over_time.leaving(house.model, "auditor", "2018-09-01", last)["left-council"].members
        for last in ("2018-10-31", "2018-11-15", "2018-12-31")
    }
    assert found == {"2018-10-31": (EARLY,), "2018-11-15": (), "2018-12-31": (EARLY,)}

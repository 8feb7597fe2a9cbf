"""The demonstration's pools, cohort, coaching and sessions are those that the monthly report tells of."""

from app.programme.house import House
from projections import cohort_lists, learning_lists, people, pools_over_time
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]


def counts(house: House, pool: str) -> dict[str, int]:
    """How many count in each month up to January 2019."""
    return {one.month: len(one.counted) for one in pools_over_time.months(house.model, pool, "2019-01")}


def test_the_pools_are_73_then_85_auditors_and_16_moderators(demonstration: House) -> None:
    auditors, moderators = counts(demonstration, "auditor"), counts(demonstration, "moderator")
    assert [auditors[month] for month in ("2018-10", "2018-11", "2018-12")] == [73, 73, 85]
    assert [moderators[month] for month in ("2018-10", "2018-11")] == [14, 16]
    opened = demonstration.model.one("SELECT count(*) AS n FROM pool WHERE cycle = 'cycle/2018-11'")["n"]
    assert opened == auditors["2018-11"]


def test_85_were_in_place_by_the_end_of_november_and_26_moderators_never(demonstration: House) -> None:
    auditors, moderators = (
        next(row for row in pools_over_time.targets(demonstration.model) if row["pool"] == pool)
        for pool in ("auditor", "moderator")
    )
    found = pools_over_time.reached(demonstration.model, auditors, "2026-11-20")
    assert (auditors["number"], len(found.in_place), len(found.counted), found.reached_on) == (85, 85, 73, "2018-11-23")
    assert pools_over_time.reached(demonstration.model, moderators, "2026-11-20").short == 10


def test_the_twelve_of_november_are_the_cohorts(demonstration: House) -> None:
    model = demonstration.model
    (autumn,) = model.query("SELECT * FROM cohorts WHERE name = 'Autumn 2018'")
    members = {row["person"] for row in cohort_lists.members(model, autumn["id"])}
    trained = {row["id"] for row in people.everyone(model) if row["trained_on"] == "2018-11-23"}
    assert (len(members), members, autumn["counted_from"]) == (12, trained, "2018-12")


def test_the_recall_event_and_the_workshops_are_there(demonstration: House) -> None:
    sessions = demonstration.model.query("SELECT * FROM learning_sessions ORDER BY day")
    assert [(row["kind"], row["day"], row["state"]) for row in sessions[:3]] == [
        ("recall", "2019-02-13", "held"),
        ("workshop", "2024-06-05", "held"),
        ("workshop", "2024-07-03", "held"),
    ]
    assert sessions[-1]["state"] == "planned"
    assert all("seeing-and-hearing" in learning_lists.read(row)["domains"] for row in sessions[1:])


def test_coaching_was_offered_twelve_times_and_taken_eight(demonstration: House) -> None:
    rows = demonstration.model.query("SELECT state, count(*) AS n FROM coaching GROUP BY state")
    assert {row["state"]: row["n"] for row in rows} == {"taken": 8, "declined": 2, "offered": 2}

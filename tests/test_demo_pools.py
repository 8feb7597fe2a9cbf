"""The demonstration's pools, cohort, coaching and sessions are those that the monthly report tells of."""

from datetime import date

from app.programme.house import House
from projections import asking, cohort_lists, learning_lists, people, pool_lists, pools_over_time
from projections.asking import Asked, Reach
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]


PRINTED = {
    "2018-01": 19, "2018-02": 14, "2018-03": 16, "2018-04": 22, "2018-05": 23, "2018-06": 44, "2018-07": 46,
    "2018-08": 47, "2018-09": 61, "2018-10": 61, "2018-11": 73,
}  # fmt: skip
"""The number of auditors, as the monthly report's figure 1 has it."""


def counts(house: House, pool: str) -> dict[str, int]:
    """How many count in each month up to January 2019."""
    return {one.month: len(one.counted) for one in pools_over_time.months(house.model, pool, "2019-01")}


def test_the_pools_are_73_then_85_auditors_and_16_moderators(demonstration: House) -> None:
    auditors, moderators = counts(demonstration, "auditor"), counts(demonstration, "moderator")
    assert {month: n for month, n in auditors.items() if "2018" <= month <= "2018-12"} == PRINTED | {"2018-12": 85}
    assert [moderators[month] for month in ("2018-10", "2018-11")] == [14, 16]
    opened = demonstration.model.one("SELECT count(*) AS n FROM pool WHERE cycle = 'cycle/2018-11'")["n"]
    assert opened == auditors["2018-11"]


def test_22_auditors_and_3_moderators_had_left_since_october_2017(demonstration: House) -> None:
    def shown(pool: str) -> tuple[str, str, int]:
        found = pools_over_time.leaving(demonstration.model, pool, "2017-10-01", "2018-11-30")
        return found["left-council"].words, found["left-council"].value, found["still"].n

    assert shown("auditor") == ("22 of 107", "21%", 85)
    assert shown("moderator") == ("3 of 19", "16%", 16)


def test_two_moderate_since_november_and_no_longer_audit_after_january(demonstration: House) -> None:
    (january,) = (one for one in pools_over_time.months(demonstration.model, "auditor", "2019-02") if one.went_on)
    asked = Asked(Reach(everything=True), date(2019, 3, 1), {"pool": "auditor", "how": "went_on"})
    rows = asking.everything(demonstration.model, pool_lists.QUESTION, asked)
    assert (january.month, len(rows)) == ("2019-01", 2)
    assert january.went_on == tuple(sorted(row["person"] for row in rows if row["went_on"]))
    appointed = {row["person"] for row in pools_over_time.spells(demonstration.model, "moderator")
                 if row["since"] == "2018-11-05"}  # fmt: skip
    assert appointed == set(january.went_on)


def test_nobody_who_had_left_entered_an_audit(demonstration: House) -> None:
    left = {row["id"]: row["left_on"] for row in people.everyone(demonstration.model) if row["left_on"]}
    audits = demonstration.model.query("SELECT auditor, cycle FROM audits WHERE cycle < 'cycle/2018-12'")
    assert not [row for row in audits if left.get(row["auditor"], "9999") < "2018-11-30"]


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
    assert {row["state"]: row["n"] for row in rows} == {"taken": 8, "declined": 2, "accepted": 1, "offered": 1}

"""The demonstration's children of concern: the report's sentence, told as the two days that it runs together."""

from datetime import date

import pytest

from app import clock
from app.programme.house import House
from projections import actions_lists, concern_lists
from projections.asking import Asked, Reach
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]

REPORTED, NEXT_DAY = date(2018, 11, 29), date(2018, 11, 30)


def counts(house: House, on: date) -> tuple[int, int, int]:
    found = concern_lists.counts(house.model, Asked(Reach(everything=True), on))
    return found["open"], found["one"], found["two"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2018, 11, 1), (0, 0, 0)),
        (REPORTED, (19, 2, 17)),
        (NEXT_DAY, (17, 0, 17)),
        (date(2019, 2, 28), (0, 0, 0)),
        (date(2024, 9, 30), (0, 0, 0)),
    ],
)
def test_as_at_the_days_of_the_report(demonstration: House, on: date, expected: tuple[int, int, int]) -> None:
    assert counts(demonstration, on) == expected


def test_the_two_in_category_1_are_tracked_as_actions_from_the_next_day_on(demonstration: House) -> None:
    two = [row["id"] for row in concern_lists.standing(demonstration.model, REPORTED) if row["stood"] == "1"]
    for id in two:
        row = concern_lists.concern(demonstration.model, id) or {}
        assert (row["state"], row["ended_on"], row["actions"] > 0) == ("stepped_down", NEXT_DAY.isoformat(), True)
        assert row["answered_on"] == row["respond_by"], "answered the same day"
        assert row["overseen_on"]
        last = demonstration.log.history(id)[-1]
        theirs = {one["id"] for one in actions_lists.of_child(demonstration.model, row["child"])}
        assert set(last.actions) <= theirs  # type: ignore[attr-defined]


def test_every_audit_that_was_returned_with_a_category_has_raised_one(demonstration: House) -> None:
    sql = (
        "SELECT id, concern FROM audits WHERE concern IN ('1', '2') AND returned_on <> ''"
        " AND id NOT IN (SELECT source FROM concern_raisings)"
    )
    assert demonstration.model.query(sql) == []
    assert demonstration.model.one("SELECT count(*) AS n FROM concern_raisings WHERE source <> 'direct'")["n"] > 5


def test_the_month_in_progress_has_one_answered_the_same_day_and_one_whose_review_is_overdue(
    demonstration: House,
) -> None:
    standing = concern_lists.standing(demonstration.model, clock.today())
    assert [row["answer"] for row in standing if row["category"] == "1"].count("same_day") >= 1
    assert sum(row["overdue"] for row in standing) >= 1
    assert any(not row["overdue"] for row in standing if row["category"] == "2")
    workers = {row["worker_name"] for row in standing}
    assert "Dana Lewis" in workers, "the named practitioner has something to look at"
    assert "Harbour" in {row["team_name"] for row in standing}


def test_one_was_answered_too_late_and_escalated_by_itself(demonstration: House) -> None:
    rows = demonstration.model.query("SELECT * FROM concerns WHERE escalated_at <> ''")
    assert len(rows) == 1
    assert rows[0]["answered_on"] > rows[0]["respond_by"]
    then = date.fromisoformat(rows[0]["answered_on"])
    found = concern_lists.answers(demonstration.model, Asked(Reach(everything=True), then))
    assert found["of"] - found["n"] == 1

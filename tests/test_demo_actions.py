"""The actions of the demonstration: the tracker of the monthly report, what became of it, and a lively present."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app import clock
from app.demo.actions import NOW
from app.programme.house import House
from projections import ReadModel
from projections.actions_standing import figures, grouped, open_now, open_on
from projections.asking import Asked, Reach
from projections.rows import Row
from projections.shares import Figure
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]

REPORTED = date(2018, 11, 30)
ALL = Reach(everything=True)


@pytest.fixture(scope="module")
def then(demonstration: House, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The open actions by a read model that knows nothing later than 30 November 2018."""
    log = demonstration.reader
    last = max(made.position for made in log.read(0, 1 << 30) if made.at[:10] <= REPORTED.isoformat())
    model = ReadModel(Path(tmp_path_factory.mktemp("then")) / "views.sqlite", log, upto=last)  # type: ignore[arg-type]
    model.catch_up()
    return open_now(model, Asked(ALL, REPORTED))


def words(rows: list[Row], on: date) -> dict[str, str]:
    found: dict[str, Figure] = figures(rows, on)
    return {name: f"{figure.words} {figure.value}" for name, figure in found.items() if name in ("within", "overdue")}


def test_november_2018_has_the_tracker_of_the_monthly_report(then: list[Row]) -> None:
    assert len(then) == 190
    assert words(then, REPORTED) == {"within": "122 of 190 64%", "overdue": "68 of 190 36%"}


def test_today_the_programme_still_says_so_of_that_day(demonstration: House, then: list[Row]) -> None:
    now = open_on(demonstration.model, Asked(ALL, REPORTED))
    assert sorted(row["id"] for row in now) == sorted(row["id"] for row in then)
    assert words(now, REPORTED) == words(then, REPORTED)


def test_they_are_spread_over_owners_teams_areas_and_ages_and_come_from_audits_too(
    demonstration: House, then: list[Row]
) -> None:
    counts = {by: len(grouped(then, by, REPORTED)) for by in ("team", "owner", "area")}
    assert counts["team"] >= 12
    assert counts["owner"] >= 60
    assert counts["area"] >= 4
    assert all(figures(then, REPORTED)[age].n >= 5 for age in ("overdue-7", "overdue-30", "overdue-90", "overdue-more"))
    ids = {row["id"] for row in then}
    kinds = Counter(
        row["kind"] for row in demonstration.model.query("SELECT id, kind FROM actions") if row["id"] in ids
    )
    assert min(kinds["audit"], kinds["tracker"]) >= 50


def test_what_was_brought_over_says_so_and_no_action_was_raised_after_its_date(demonstration: House) -> None:
    rows = demonstration.model.query("SELECT kind, child, raised_on, first_due FROM actions")
    assert not [row for row in rows if row["raised_on"] > row["first_due"]]
    assert not [row for row in rows if row["kind"] == "report" and row["child"]]


def test_of_the_old_ones_none_is_open_most_are_verified_and_some_cancelled(demonstration: House) -> None:
    sql = "SELECT state, count(*) AS n FROM actions WHERE raised_on < '2024-08' GROUP BY state"
    found = {row["state"]: row["n"] for row in demonstration.model.query(sql)}
    assert found.keys() == {"verified", "cancelled"}
    assert found["cancelled"] >= 10
    assert found["verified"] > 10 * found["cancelled"]


def test_every_action_of_an_inadequate_audit_of_the_quarter_is_completed(demonstration: House) -> None:
    sql = (
        "SELECT DISTINCT actions.state FROM actions JOIN audits ON audits.id = actions.source"
        " WHERE audits.cycle LIKE 'cycle/2024-0%' AND audits.overall = 'inadequate'"
    )
    assert {row["state"] for row in demonstration.model.query(sql)} <= {"verified", "cancelled"}


def test_the_present_has_actions_of_every_standing(demonstration: House) -> None:
    found = figures(open_now(demonstration.model, Asked(ALL, clock.today())), clock.today())
    assert min(found["within"].n, found["overdue"].n) >= 10
    sql = (
        "SELECT sum(extended > 0) AS e, sum(reopened > 0) AS r, sum(noted_on <> '') AS n, sum(state = 'completed') AS c"
    )
    sql += ", sum(state = 'cancelled') AS x FROM actions WHERE raised_on >= ?"
    now = demonstration.model.one(sql, [(clock.today() - NOW).isoformat()])
    assert now is not None
    assert min(now.values()) >= 1

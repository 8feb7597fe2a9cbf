"""The managers' duties in the demonstration: what the monthly report found in 49 records, and what became of them."""

from datetime import date

import pytest

from app import clock
from app.programme.house import House
from projections import duties_lists
from projections.asking import Asked, Reach
from tests.demo_fixture import demo_folder, demonstration, seeded

__all__ = ["demo_folder", "demonstration", "seeded"]

EVERYTHING, REPORTED = Reach(everything=True), date(2018, 11, 30)
SUMMER = {"first": "2018-08", "last": "2018-09"}
PRINTED = {
    "received": "51", "direction": "17 of 51", "discussion": "27 of 51", "reflective": "6 of 51",
    "partly_reflective": "4 of 51", "not_reflective": "17 of 51", "follow_up": "15 of 51", "closing": "10 of 51",
}  # fmt: skip
"""As the report prints them of 49 records; the two that were not reviewed have none of them."""


def test_the_dip_sample_of_the_monthly_report_comes_out_of_the_two_months(demonstration: House) -> None:
    found = duties_lists.figures(demonstration.model, Asked(EVERYTHING, REPORTED, SUMMER | {"on": "2018-11-30"}))
    assert {name: found[name].words for name in PRINTED} == PRINTED


@pytest.mark.parametrize("months", [SUMMER, {"cycle": "2018-11"}])
def test_nothing_of_2018_is_left_to_do(demonstration: House, months: dict[str, str]) -> None:
    found = duties_lists.figures(demonstration.model, Asked(EVERYTHING, clock.today(), months))
    assert (found["late"].n, found["closing"].n) == (0, found["received"].n)
    assert found["received"].n == (51 if months is SUMMER else 42)


def test_there_is_something_to_do_now(demonstration: House) -> None:
    found = duties_lists.matching(demonstration.model, Asked(EVERYTHING, clock.today(), {"standing": "to_do"}))
    assert found
    assert min(row["received_on"] for row in found) > "2024"

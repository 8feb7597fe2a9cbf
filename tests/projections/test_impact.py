"""What the answers about impact come to, against counts made by hand."""

from datetime import date
from typing import Any

import pytest

from app.demo.stories import ANNA, BEN, DANA, EAST, HARBOUR, OMAR, RUTH, Story, audit_id
from app.events.impact import Impact
from app.events.vocabulary import SYSTEM
from app.programme.house import House
from projections import impact_lists
from projections.asking import Asked, Reach, everything
from tests.programme import a_may

ON = date(2024, 7, 30)
ALL = Reach(everything=True)
YES = {"practice": "yes", "helped": "yes", "obstacles": ["time", "support"]}
PARTLY = {"practice": "partly", "helped": "too_early", "obstacles": ["nothing"]}


@pytest.fixture
def may(house: House) -> Story:
    """Six requests about three audits.

    | audit | returned | worker | manager |
    |---|---|---|---|
    | 1 | May 2024 | answered yes, yes; family agreed | over, not answered |
    | 2 | June 2024 | answered partly, too early | declined |
    | 3 | June 2024 | asked | not asked |
    """
    story = a_may.tell(house)
    story.on("2024-07-13")
    for number, returned in ((1, "2024-05-20"), (2, "2024-06-01"), (3, "2024-06-01")):
        facts = {"audit": audit_id(number), "returned_on": returned, "on": "2024-07-01" if number == 1 else story.day}
        story.let(SYSTEM, Impact, request(number, "worker")).ask(**facts, part="worker", recipient=DANA)
        if number < 3:
            story.let(SYSTEM, Impact, request(number, "manager")).ask(**facts, part="manager", recipient=OMAR)
        else:
            story.let(SYSTEM, Impact, request(3, "manager")).pass_over(**facts, part="manager", reason="No manager.")
    story.let(DANA, Impact, request(1, "worker")).answer(YES, on=story.day)
    story.let(DANA, Impact, request(1, "worker")).record_family(agreed=True, said="More.", on=story.day)
    story.let(DANA, Impact, request(2, "worker")).answer(PARTLY, on=story.day)
    story.let(OMAR, Impact, request(2, "manager")).decline("Not mine.", on=story.day)
    return story


def request(number: int, part: str) -> str:
    return f"impact/2024-05-{number:04d}-{part}"


def asked(reach: Reach = ALL, **chosen: str) -> Asked:
    return Asked(reach, ON, chosen)


def test_the_response_over_both_bases(may: Story) -> None:
    assert impact_lists.tally(may.house.model, asked()).total == {
        "n": 6, "asked": 5, "answered": 2, "over": 2, "over_answered": 1, "running": 3, "running_answered": 1,
        "not_asked": 1, "heard": 1, "agreed": 1, "practice": 1, "helped": 1,
    }  # fmt: skip
    of_workers = impact_lists.tally(may.house.model, asked(part="worker")).total
    names = ("answered", "asked", "over_answered", "over")
    assert [of_workers[name] for name in names] == [2, 3, 1, 1]


def test_early_answers_are_no_share_of_those_over_while_others_have_time_left(may: Story) -> None:
    early, late = (impact_lists.tally(may.house.model, Asked(ALL, on)).total for on in
                   (date(2024, 7, 28), date(2024, 8, 10)))  # fmt: skip
    assert (early["over_answered"], early["over"], early["running_answered"], early["running"]) == (0, 0, 2, 5)
    assert (late["over_answered"], late["over"], late["running"]) == (2, 5, 0)


def test_one_whose_time_ran_out_is_over_on_that_day_though_nobody_recorded_it(may: Story) -> None:
    over = [impact_lists.tally(may.house.model, Asked(ALL, on)).total["over"] for on in
            (date(2024, 7, 28), date(2024, 7, 29))]  # fmt: skip
    assert over == [0, 2], "asked on 1 July, so 29 July is the 28th day after"


def test_each_answer_is_counted_of_all_answers(may: Story) -> None:
    chosen = impact_lists.tally(may.house.model, asked()).chosen
    assert chosen == {
        "practice": {"yes": 1, "partly": 1},
        "helped": {"yes": 1, "too_early": 1},
        "obstacles": {"time": 1, "support": 1, "nothing": 1},
    }
    of_may = impact_lists.tally(may.house.model, asked(month="2024-05")).chosen
    assert of_may["obstacles"] == {"time": 1, "support": 1}


def test_by_month_of_return(may: Story) -> None:
    months = impact_lists.tally(may.house.model, asked()).months
    names = ("asked", "answered", "practice", "helped")
    assert {month: [counts[name] for name in names] for month, counts in months.items()} == {
        "2024-05": [2, 1, 1, 1], "2024-06": [3, 1, 0, 0],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "members"),
    [
        ({"state": "lapsed"}, ["1-manager"]),
        ({"state": "declined"}, ["2-manager"]),
        ({"state": "not_asked"}, ["3-manager"]),
        ({"asked": "over"}, ["1-manager", "1-worker"]),
        ({"asked": "over", "state": "answered"}, ["1-worker"]),
        ({"asked": "running"}, ["2-manager", "2-worker", "3-worker"]),
        ({"asked": "running", "state": "answered"}, ["2-worker"]),
        ({"practice": "yes"}, ["1-worker"]),
        ({"obstacle": "nothing"}, ["2-worker"]),
        ({"family": "agreed"}, ["1-worker"]),
        ({"month": "2024-06", "asked": "yes"}, ["2-manager", "2-worker", "3-worker"]),
    ],
)  # fmt: skip
def test_every_figure_opens_to_its_requests(may: Story, chosen: dict[str, str], members: list[str]) -> None:
    rows = everything(may.house.model, impact_lists.QUESTION, asked(**chosen))
    assert sorted(row["id"].removeprefix("impact/2024-05-000") for row in rows) == members


@pytest.mark.parametrize(
    ("reach", "n"),
    [
        (Reach(), 0), (Reach(person=DANA), 3), (Reach(person=OMAR), 2), (Reach(person=ANNA), 2),
        (Reach(person=BEN), 2), (Reach(person=RUTH), 0), (Reach(teams=frozenset({HARBOUR})), 3),
        (Reach(areas=frozenset({EAST})), 6), (Reach(areas=frozenset({"area/west"})), 0),
    ],
)  # fmt: skip
def test_for_each_what_is_theirs_and_for_a_team_what_is_put_to_its_manager(may: Story, reach: Reach, n: int) -> None:
    assert impact_lists.tally(may.house.model, asked(reach)).total["n"] == n


def test_the_rows_hold_nothing_that_was_written(may: Story) -> None:
    held: list[dict[str, Any]] = may.house.model.query("SELECT * FROM impact")
    assert not [row for row in held if any(text in str(row) for text in ("More.", "Not mine.", "No manager."))]

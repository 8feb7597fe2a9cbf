"""When periods are no comparison: another audit tool, other service areas, another mix; and what was not opened."""

import pytest

from app.events.periods import Period, period
from app.reports.blocks_change import against_before, good_over_time, month_against_month
from app.reports.blocks_completion import completion_months
from app.reports.blocks_grades import overall_months
from app.reports.document import Block
from app.reports.statistics.change import Part, shares_change
from app.reports.unlike import AREAS, MIXED, SEVERAL, Basis, mixed, unlike
from projections.grade_table import OVERALL, grade_name
from projections.shares import NONE
from tests.reports.small_source import GRADES, small_source

ONE, TWO = "Core practice audit, version 1", "Core practice audit, version 2"
WHOLE, EAST, WEST = (ONE, ()), (ONE, ("area/east",)), (ONE, ("area/west",))


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ([EAST], [EAST], ""),
        ([WHOLE] * 3, [WHOLE], ""),
        ([], [EAST], ""),
        ([EAST], [WEST], AREAS),
        ([EAST, EAST, EAST], [EAST, WEST, EAST], AREAS),
        ([WEST, EAST, WEST], [WHOLE], AREAS),
        ([EAST, EAST, WEST], [EAST, WEST, WEST], MIXED),
        ([EAST, WEST], [WEST, EAST], ""),
        ([EAST], [(TWO, ("area/east",))], f"From here: {TWO}"),
        ([WHOLE, (TWO, ())], [(TWO, ())], f"From here: {TWO}"),
    ],
)
def test_all_months_of_both_are_looked_at(before: list[Basis], now: list[Basis], why: str) -> None:
    assert unlike(before, now) == why


def test_a_period_of_months_of_different_kinds_says_so() -> None:
    assert (mixed([EAST, EAST]), mixed([EAST, WEST])) == ("", SEVERAL)
    assert mixed([EAST, (TWO, ())]) == f"Its months are of {ONE} and {TWO}"


def the(key: str) -> Period:
    found = period(key)
    assert found
    return found


MONTHS = ["September 2018", "October 2018 (not opened)", "November 2018"]
POOL = "completion-of-pool"


def verdicts(block: Block) -> list[str]:
    assert block.table
    return [row[-1].text for row in block.table.rows if row[-1].text != NONE]


def test_nothing_is_called_between_months_of_other_service_areas() -> None:
    sizes = {"2024-04": {POOL: (5, 60)}, "2024-05": {POOL: (50, 60)}}
    [alike] = against_before(small_source(sizes), the("2024-05"))
    [other] = against_before(small_source(sizes, {"2024-05": ["area/east"]}), the("2024-05"))
    assert verdicts(alike) == ["higher (p < 0.001, 5% level)"]
    assert verdicts(other) == ["not called (p < 0.001, 5% level; of other service areas than before)"]
    assert not [note for note in alike.notes if AREAS in note]
    assert [note for note in other.notes if note.startswith(f"May 2024: {AREAS}. ")]


def test_a_quarter_of_which_a_month_differs_is_noticed_against_the_one_before() -> None:
    sizes = {f"2024-0{n}": {POOL: (5 if n < 7 else 50, 60)} for n in range(4, 10)}
    [block] = against_before(small_source(sizes, {"2024-08": ["area/east"]}), the("2024-Q2"))
    assert [one.partition(" (")[0] for one in verdicts(block)] == ["not called"]
    assert [note for note in block.notes if AREAS in note]


def test_the_last_month_is_not_called_against_others_of_other_areas() -> None:
    good = grade_name(OVERALL, "good")
    sizes = {"2024-04": {good: (5, 60)}, "2024-05": {good: (5, 60)}, "2024-06": {good: (50, 60)}}
    found = [small_source(sizes, areas) for areas in ({}, {"2024-06": ["area/east"]})]
    said = [verdicts(block) for source in found for block in month_against_month(source, the("2024-Q1"))]
    assert [one[1].partition(" (")[0] for one in said] == ["higher", "not called"]
    assert "p = 0.12" in shares_change(Part(14, 61), Part(7, 16)).words  # As it reads without a break.


def test_months_between_that_were_not_opened_stand_in_their_place() -> None:
    source = small_source({"2018-09": {POOL: (1, 2)}, "2018-11": {POOL: (1, 2)}})
    shown = source.since(the("2018-11"), 12)
    assert [one.key for one in shown] == ["2018-09", "2018-10", "2018-11"]
    assert source.named(shown[1]) == "October 2018 (not opened)"
    assert source.noted(shown) == ("October 2018 was not opened.",)
    assert source.breaks(shown[2], shown) == ""


def test_a_chart_and_its_table_have_the_place_of_a_month_that_was_not_opened() -> None:
    sizes = {grade_name(OVERALL, "good"): (1, 2), "returned": (2, None), "pool": (4, None), POOL: (2, 4)}
    source = small_source({"2018-09": sizes, "2018-11": sizes})
    [grades], [completed] = overall_months(source, the("2018-11")), completion_months(source, the("2018-11"))
    assert grades.table
    assert [column.label for column in grades.table.columns[1:]] == MONTHS
    assert completed.table
    assert [row[0].text for row in completed.table.rows] == MONTHS
    for block in (grades, completed):
        assert block.chart
        assert list(dict.fromkeys(one.x for one in block.chart.points)) == ["September 2018", "October 2018", MONTHS[2]]
        assert {(one.value, one.mark) for one in block.chart.points if one.x == "October 2018"} == {
            (None, "not opened")
        }
        assert "October 2018 was not opened." in block.notes


def test_what_is_to_be_known_of_all_series_is_said_once_and_each_caption_has_its_own_value() -> None:
    sizes = {grade_name(OVERALL, grade): (1, 2) for grade in GRADES}
    source = small_source({"2024-04": sizes, "2024-05": sizes}, {"2024-05": ["area/east"]})
    first, *others = good_over_time(source, the("2024-05"))
    assert first.notes == ("It begins anew at May 2024: what was before has too few months for limits of its own.",)
    assert [block.notes for block in others] == [(), ()]
    for block in (first, *others):
        assert block.chart
        assert block.chart.finding == (
            "May 2024 at 50% (1 of 2). Too few months for limits since May 2024 (Of other service areas than before): "
            "1 of at least 12; no trend can be called."
        )

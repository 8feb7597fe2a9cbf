"""A series over time as a report shows it: its finding, its chart and its table."""

import pytest

from app.reports.document import SHARE, Cell
from app.reports.statistics.process import Behaviour
from app.reports.statistics.readings import Reading
from app.reports.statistics.series import behaviour_of, finding, notes, process_chart, process_table

CALM = [(8, 31), (12, 30), (4, 16), (9, 33)] * 3


def shares(counts: list[tuple[int, int]], breaks: dict[int, str] | None = None) -> Behaviour:
    names = "grade:overall:good", "graded:overall"
    return behaviour_of([
        Reading(f"month {place}", n, of, (breaks or {}).get(place, ""), names[0], f"m{place}", names[1])
        for place, (n, of) in enumerate(counts)
    ])  # fmt: skip


def test_three_months_are_too_few_for_limits() -> None:
    series = shares([(7, 31), (7, 30), (7, 16)])
    assert finding(series) == (
        "month 2 at 44% (7 of 16). Too few months for limits: 3 of at least 12; no trend can be called."
    )
    assert notes(series) == ()


def test_where_nothing_shows_it_says_so() -> None:
    assert finding(shares(CALM)) == (
        "Nothing out of the ordinary in the 12 months to month 11: they vary around 30% as they usually do, "
        "and no trend can be called."
    )


def test_what_shows_is_said_and_how_the_limits_came() -> None:
    series = shares([*CALM, (27, 31)])
    assert finding(series) == (
        "month 12 at 87% (27 of 31) is above the upper limit of 61%: more than the months usually vary."
    )
    assert notes(series) == (
        "Limits: what chance alone does to months of these numbers (exact binomial limits, 0.135% to each side).",
    )


def test_after_a_break_only_what_came_since_is_found() -> None:
    series = shares([*CALM, (27, 31), (9, 31), (8, 30)], {13: "Core practice audit, version 2"})
    assert finding(series) == (
        "month 14 at 27% (8 of 30). Too few months for limits since month 13 (Core practice audit, version 2): "
        "2 of at least 12; no trend can be called."
    )
    assert notes(series)[0].startswith("Before month 13: month 12 at 87% (27 of 31) is above")


def test_short_parts_before_a_break_are_told_in_one_sentence() -> None:
    series = shares(CALM[:4], {1: "other areas", 2: "other areas", 3: "a new tool"})
    assert notes(series) == (
        "It begins anew at month 1, month 2 and month 3: what was before has too few months for limits of its own.",
    )


def test_a_period_that_was_not_opened_stands_in_its_place_and_says_so() -> None:
    readings = [
        Reading("September", 4, 16),
        Reading("October", None, 0, absent="not opened"),
        Reading("November", 5, 9),
    ]
    series = behaviour_of(readings)
    assert [cell.text for cell in process_table(series).rows[1]] == ["October", "–", "–", "–", "not opened"]
    assert notes(series) == ("October: not opened.",)
    assert [point.value is None for point in process_chart("x", "X", series, "%").points] == [False, True, False]
    assert series.runs[0].counted == 2


def test_with_limits_again_after_a_break_what_was_before_is_not_found_again() -> None:
    series = shares([*CALM, (27, 31), *CALM], {13: "new teams"})
    assert finding(series).startswith("Nothing out of the ordinary in the 12 months to month 24:")


def test_the_latest_signals_are_said_first_and_the_rest_in_the_notes() -> None:
    series = behaviour_of([Reading(f"m{n}", value) for n, value in enumerate([*[45, 46] * 10, 80, 45, 10, 46, 81, 9])])
    assert [words.split()[0] for words in finding(series).split(". ")] == ["m25", "m24", "m22"]
    assert notes(series)[0].startswith("m20 at 80 is above the upper limit")


def test_the_chart_has_limits_of_each_points_own_and_marks() -> None:
    series = shares([*CALM, (27, 31), (0, 0), (9, 31)], {14: "new scale"})
    chart = process_chart("good", "Graded Good", series, "% of audits")
    small, large, last = chart.points[2], chart.points[3], chart.points[14]
    assert (chart.form, chart.finding, chart.y) == ("process", finding(series), "% of audits")
    assert (small.x, small.value, small.n, small.of) == ("month 2", 25.0, 4, 16)
    assert (small.figure, small.period, small.base) == ("grade:overall:good", "m2", "graded:overall")
    assert (small.high or 0) > (large.high or 0) > (large.centre or 0) > (large.low or 0)
    assert chart.points[12].mark == "above the upper limit"
    assert (chart.points[13].value, chart.points[13].n, chart.points[13].low) == (None, 0, None)
    assert (last.breaks, last.low, last.mark) == ("new scale", None, "")
    assert chart.alt.startswith("Graded Good, by month, month 0 to month 14, with its average and limits. ")


def test_the_table_says_the_same_and_opens() -> None:
    table = process_table(shares([*CALM, (27, 31), (0, 0)], {13: "new scale"}))
    assert [column.label for column in table.columns] == ["Month", "Share", "Average", "Limits", "What is to be seen"]
    assert table.columns[1].kind == SHARE
    _, value, *rest = table.rows[12]
    assert value == Cell(
        "27 (87%)", "grade:overall:good", "m12", 27, 31, "87", "71% to 95%", base="graded:overall"
    )  # fmt: skip
    assert [cell.text for cell in rest] == ["35%", "10% to 61%", "above the upper limit"]
    assert [cell.text for cell in table.rows[13]] == ["month 13", "–", "–", "–", "new: new scale"]


@pytest.mark.parametrize("unit", ["quarter", "year"])
def test_counts_have_no_base_and_any_period(unit: str) -> None:
    series = behaviour_of([Reading(f"p{n}", value) for n, value in enumerate([45, 46, 44] * 4)], unit=unit)
    table = process_table(series)
    assert [cell.text for cell in table.rows[0]] == ["p0", "45", "45", "41.4 to 48.6", ""]
    assert table.columns[0].label == unit.capitalize()
    assert f"one {unit} to the next" in notes(series)[0]
    assert f"12 {unit}s to p11" in finding(series)


def test_of_nothing_there_is_nothing_to_show() -> None:
    series = behaviour_of([])
    assert finding(series) == "There is nothing to show."
    assert process_chart("none", "Nothing", series, "").points == ()
    assert notes(series) == ()

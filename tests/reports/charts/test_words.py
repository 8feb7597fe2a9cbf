"""Words of a chart: lines, what is cut, months, numbers; labels are moved apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.reports.charts.scales import reach
from app.reports.charts.spread import spread
from app.reports.charts.words import along, cut, fits, number, per_cent, plain, wide, wrapped
from tests.reports.charts.some import months


def test_names_are_broken_into_lines_and_what_is_too_long_is_cut() -> None:
    assert wrapped("Seeing and hearing the child", 90) == ["Seeing and", "hearing the child"]
    assert wrapped("x" * 50, 60)[0].endswith("…")
    assert fits("Plans", 60)
    assert not fits("Management oversight of everything", 60)
    assert plain(" two\n lines\x00 \u202e") == "two lines"


@given(some.text(), some.integers(20, 300))
def test_what_is_cut_fits(words: str, room: int) -> None:
    assert wide(cut(words, room)) <= room
    assert all(wide(line) <= room for line in wrapped(words, room))


def test_a_year_is_said_once_where_months_are_many() -> None:
    assert along(months(3), 190) == [["April 2024"], ["May 2024"], ["June 2024"]]
    said = along(months(12), 48)
    assert said[0] == ["Apr", "2024"]
    assert said[1] == ["May"]
    assert said[9] == ["Jan", "2025"]


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(43.75, 0, "44"), (62.5, 0, "63"), (43.75, 1, "43.8"), (7.0, 1, "7"), (-4.5, 1, "−4.5"), (100 / 3, 1, "33.3")],
)
def test_numbers_are_rounded_half_up(value: float, places: int, said: str) -> None:
    assert number(value, places) == said


def test_a_share_of_nothing_is_no_number() -> None:
    assert per_cent(5, 8, 0) == "63%"
    assert per_cent(0, 0, 0) == "–"


@pytest.mark.parametrize(("highest", "step"), [(3, 1), (31, 10), (74, 20), (100, 20), (260, 100), (4000, 1000)])
def test_an_axis_has_few_round_steps(highest: float, step: float) -> None:
    assert reach(highest, per_cent=False) == (highest, step)
    assert reach(104, per_cent=True)[0] == 100


@given(some.lists(some.floats(0, 100), max_size=12), some.floats(0, 8))
def test_labels_are_moved_apart_in_their_order(wanted: list[float], apart: float) -> None:
    placed = spread(wanted, apart, 0, 100)
    order = sorted(range(len(wanted)), key=lambda one: wanted[one])
    steps = [placed[after] - placed[before] for before, after in pairwise(order)]
    assert all(step >= apart - 1e-6 for step in steps)
    assert all(-1e-6 <= one <= 100 + 1e-6 for one in placed)

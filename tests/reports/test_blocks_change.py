"""Whether a figure changed, where it may be more than its base: more audits came in than there are auditors."""

from fractions import Fraction
from types import SimpleNamespace

from app.events.periods import period
from app.reports.blocks_change import _changed
from app.reports.statistics.proportions import shares_behaviour
from app.reports.statistics.readings import Reading
from projections.shares import Figure


def source(counts):
    found = {key: {"x": Figure("x", "X", "", ("a",) * n, base=("p",) * of)} for key, (n, of) in counts.items()}
    return SimpleNamespace(figures=lambda one: found[one.key], unlike=lambda *_: "")


def test_more_than_all_is_compared_as_a_rate():
    may = period("2024-05")
    said = _changed(source({"2024-04": (32, 19), "2024-05": (23, 14)}), may.before, may, "x")
    assert said is not None
    assert not said.called
    assert "too few to call" in said.words
    fell = _changed(source({"2024-04": (320, 19), "2024-05": (23, 14)}), may.before, may, "x")
    assert fell is not None
    assert (fell.called, fell.direction) == (True, "lower")


def test_a_share_of_nothing_is_not_compared():
    may = period("2024-05")
    assert _changed(source({"2024-04": (0, 0), "2024-05": (23, 14)}), may.before, may, "x") is None


def test_a_series_with_more_than_all_has_the_limits_of_its_values():
    completed, pools = (
        (32, 23, 24, 27, 25, 40, 27, 26, 28, 46, 45, 45),
        (19, 14, 16, 22, 23, 44, 46, 47, 61, 61, 73, 73),
    )
    readings = [Reading(str(month), n, of) for month, (n, of) in enumerate(zip(completed, pools, strict=True))]
    behaved = shares_behaviour(readings)
    assert behaved.readings[0].value == Fraction(3200, 19)
    assert behaved.readings[0].lines is not None
    assert "XmR" in behaved.runs[0].method

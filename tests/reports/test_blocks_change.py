"""Whether a figure changed, where it may be more than its base: more audits came in than there are auditors."""

from types import SimpleNamespace

from app.events.periods import period
from app.reports.blocks_change import _changed
from projections.shares import Figure


def source(counts):
    found = {key: {"x": Figure("x", "X", "", ("a",) * n, base=("p",) * of)} for key, (n, of) in counts.items()}
    return SimpleNamespace(figures=lambda one: found[one.key])


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

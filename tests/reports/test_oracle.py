"""Every figure of a month, of random stories and of the demonstration, is what another route finds."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.programme import frameworks
from app.programme.house import House
from projections import ReadModel, Views, cycles, months
from projections.report_figures import of_month
from tests.demo_fixture import demonstration, seeded
from tests.projections.random_stories import ACTS, CONTENT, NUMBER, log_of
from tests.reports.oracle import TheMonth, figures

__all__ = ["demonstration", "seeded"]
VIEWS = Views.collect()
TODAY = date(2024, 6, 15)
COUNTED = (
    *("audit", "taking part", "exempted", "looped", "moderation", "loop", "meet", "cycle", "exemption"),
    *("ask for exemption", "decide exemption", "end exemption"),
)
"""The acts that figures count, which stories are made of, after audits and a month to begin with."""
BEGUN = [("cycle", 1, 2, 0), ("audit", 0, 0, 0), ("audit", 1, 1, 0), ("audit", 2, 2, 0)]
STORIES = st.lists(st.tuples(st.sampled_from(COUNTED), NUMBER, NUMBER, NUMBER), min_size=20, max_size=80)
assert ACTS.keys() >= set(COUNTED)


def read(model: Any, cycle: str, content: Any, today: date) -> dict[str, Any]:
    """The figures as the product has them: members and base, sorted."""
    found = of_month(months.month(model, cycle, content, today))
    return {name: (sorted(one.members), None if one.base is None else sorted(one.base)) for name, one in found.items()}


def by_another_route(events: list[Any], cycle: str, content: Any, today: date) -> dict[str, Any]:
    """The same by the oracle."""
    found = figures(TheMonth(cycle, events, content, today.isoformat()))
    return {name: (sorted(n), None if of is None else sorted(of)) for name, (n, of) in found.items()}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES)
def test_every_figure_of_a_random_story(steps: list[tuple[str, int, int, int]]) -> None:
    log = log_of(BEGUN + steps)
    with TemporaryDirectory() as folder:
        model = ReadModel(Path(folder) / "views.sqlite", log, VIEWS)
        assert model.catch_up() == log.head(), model.fault
        for row in cycles.cycles(model):
            expected = by_another_route(log.happened, row["id"], CONTENT, TODAY)
            assert read(model, row["id"], CONTENT, TODAY) == expected


@pytest.mark.parametrize("month", ["2018-09", "2018-11", "2018-12", "2024-05", "newest"])
def test_every_figure_of_the_demonstration(demonstration: House, month: str) -> None:
    rows = {row["month"]: row for row in cycles.cycles(demonstration.model)}
    row = rows[max(rows) if month == "newest" else month]
    content = frameworks.content(demonstration, row["framework"], row["framework_version"])
    events, today = demonstration.reader.read(0, 1_000_000), date.fromisoformat(f"{row['month']}-28")
    expected = by_another_route(events, row["id"], content, today)
    found = read(demonstration.model, row["id"], content, today)
    assert {name: found[name] for name in found if found[name] != expected.get(name)} == {}
    assert found.keys() == expected.keys()

"""What a report states, and what anybody may reckon, to add up: in the demonstration's reports all of it is there."""

from datetime import date

import pytest

from app.events.periods import period
from app.programme.house import House
from app.reports import assemble, layouts, working
from app.reports.disclosure_relations import SAME, one_name, relations
from app.reports.document import Document, Sum
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]
ON = date(2025, 4, 4)
STATED = {
    "pool": {"long-leave", "exempt", "expected"},
    "long-leave": {"maternity-leave", "extended-leave"},
    "actions:open": {"actions:within", "actions:overdue"},
    "actions:overdue": {"actions:overdue-7", "actions:overdue-30", "actions:overdue-90", "actions:overdue-more"},
    "concerns:open": {"concerns:one", "concerns:two"},
    "duties:discussion": {"duties:reflective", "duties:partly_reflective", "duties:not_reflective"},
}
RECKONED = {
    ("returned", "manager-took-part", "manager-tried", "manager-not"),
    ("returned", "worker-took-part", "worker-legitimate-reason", "worker-not"),
    ("accepted", "child-contacted", "child-tried", "child-not-applicable"),
    ("accepted", "parent-gave-views", "parent-tried", "parent-declined", "parent-not-applicable"),
    ("returned", "accepted", "not-to-standard"),
    ("allocated", "returned", "nil", "exempted-afterwards"),
    ("pool", "long-leave", "exempt", "expected"),
}


def report(house: House, key: str) -> Document:
    """A report with every section of its kind."""
    of = period(key)
    assert of is not None
    return assemble.document(working.source(house, ON), of, layouts.DEFAULTS[of.kind], assemble.Words("Eastmere"))


@pytest.mark.parametrize("key", ["2018-11", "2024-Q1", "2024-year"])
def test_what_is_stated_to_add_up_does(demonstration: House, key: str) -> None:
    made = report(demonstration, key)
    n = {(one.figure, one.period): one.n or 0 for one in made.cells()}
    assert [one for one in made.sums if n[one.total] != sum(n[part] for part in one.parts)] == []


def test_every_step_of_the_month_is_stated(demonstration: House) -> None:
    made = report(demonstration, "2018-11")
    assert {one.total[0]: {name for name, _ in one.parts} for one in made.sums if one.total[0] in STATED} == STATED


def test_what_is_told_of_the_months_audits_is_reckoned_with(demonstration: House) -> None:
    n = {(one.figure, one.period): one.n or 0 for one in report(demonstration, "2018-11").cells()}
    found = {tuple(name for name, _ in (one.total, *one.parts)) for one in relations(n, ())}
    assert RECKONED - found == set()


def test_figures_that_count_the_same_go_by_one_name() -> None:
    twice = "exemptions-not-health-or-leave"
    assert SAME[f"{twice}-of-pool"] == twice
    assert SAME["moderation:grade-kept"] == "grade-kept"
    one = Sum((f"{twice}-of-pool", "2018-11"), (("completion-of-pool", "2018-11"),))
    assert one_name(one) == Sum((twice, "2018-11"), (("returned", "2018-11"),))

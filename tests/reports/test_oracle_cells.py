"""Every cell of a report, of random stories and of the demonstration, says what another route finds, and none lacks."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given

from app.events.periods import period
from app.programme import frameworks
from app.programme.house import House
from app.reports import layouts, working
from app.reports.document import Cell
from app.reports.source import Source
from tests.demo_fixture import demonstration, seeded
from tests.projections.random_stories import CONTENT
from tests.reports import oracle_cells
from tests.reports.oracle_cells import Report
from tests.reports.oracle_log import Told
from tests.reports.printed_cells import cells, misnamed, undrawn, wrong
from tests.reports.test_oracle_around import TOLD, happened, lived
from tests.reports.year import ACTS, Step, stories

__all__ = ["demonstration", "happened", "seeded"]
AROUND = (
    "pools", "capacity", "dip-samples", "moderation", "loops", "good-practice", "concerns", "actions", "duties",
    "impact", "inadequate",
)  # fmt: skip
WHOLE = (
    "actions:", "duties:", "concerns:", "impact:", "inadequate:", "good-practice:", "dip:", "pools:", "loops:",
    "moderation:drawn",
)  # fmt: skip
"""Of these, all that is not nought is shown."""
FINER = CONTENT | {"rounding": CONTENT["rounding"] | {"places": 1}}
"""An audit tool that has shares in tenths of a per cent."""


@TOLD
@given(stories(*ACTS, "write", "moderate", "raise", "act", "ask", "sample", "measure", "found", longest=120, apart=3))
def test_every_cell_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, days):
        for key, on in (("2024-04", days[1]), ("2024-Q1", days[2]), ("2024-Q1", days[-1])):
            source = Source(model, lambda *_: FINER, lambda *_: {}, on)
            compare(source, report_of(key, on, events, lambda *_: FINER), AROUND)


@pytest.mark.parametrize(
    ("key", "on"),
    [("2018-11", "2018-11-30"), ("2018-Q3", "2019-01-04"), ("2024-Q1", "2024-07-05"), ("2024-year", "2025-04-04")],
)
def test_every_cell_of_a_report(demonstration: House, happened: Told, key: str, on: str) -> None:
    day, content_of = date.fromisoformat(on), partial(frameworks.content, demonstration)
    compare(working.source(demonstration, day), report_of(key, day, happened, content_of), tuple(layouts.BLOCKS))


@pytest.mark.parametrize("key", ["2018-11", "2024-Q1", "2024-year"])
def test_the_appendix_names_the_audits_that_the_oracle_finds(demonstration: House, happened: Told, key: str) -> None:
    day = date(2025, 4, 4)
    report = report_of(key, day, happened, partial(frameworks.content, demonstration))
    made = layouts.BLOCKS["appendix"].make(working.source(demonstration, day), report.period)
    named = {block.id: [row[1].href for row in block.table.rows] for block in made if block.table}
    for id, figure in (("late-returns", "late"), ("nil-returns", "nil"), ("not-to-standard-audits", "not-to-standard")):
        found = (audit for month in report.months(key) for audit in report.month(month)[figure][0])
        parts = (audit.split("/") for audit in found)
        assert named[id] == [f"/audits/{month}/{int(number)}" for _, month, number in parts]
    assert named["late-returns"]


def report_of(key: str, on: date, events: Told, content_of: object) -> Report:
    """The oracle's report of a period."""
    of = period(key)
    assert of is not None
    return Report(of, on.isoformat(), events, content_of)  # type: ignore[arg-type]


def compare(source: Source, report: Report, parts: tuple[str, ...]) -> None:
    """Each cell that is shown is right, as it is printed too, and of what is told as a whole none is missing."""
    blocks = [block for part in parts for block in layouts.BLOCKS[part].make(source, report.period)]
    found = [cell for block in blocks for cell in cells(block)]
    shown = {(one.figure, one.period): (one.n, one.of) for one in found}
    sizes = {key: _sizes(report, key) for key in {key for _, key in shown}}
    assert {
        at: (found, sizes[at[1]].get(at[0])) for at, found in shown.items() if found != sizes[at[1]].get(at[0])
    } == {}
    whole = sizes[report.period.key]
    assert whole["moderation:grade-kept"] == whole["grade-kept"], "one figure, by two names"
    some = {name for name, size in sizes[report.period.key].items() if name.startswith(WHOLE) and any(size)}
    told_elsewhere = {"inadequate:cancelled"}  # with Ofsted's questions
    assert {name for name in some if (name, report.period.key) not in shown} <= told_elsewhere
    elsewhere = {one.opens for one in found if one.opens != _own_page(one)}
    assert {one for one in elsewhere if not one.startswith("/capacity?")} == set()
    places = source.content(report.period)["rounding"]["places"]
    assert {(one.figure, one.period, one.text): said for one in found if (said := wrong(one, places))} == {}
    assert [said for block in blocks for said in undrawn(block)] == []
    assert [said for block in blocks for said in misnamed(block, report.period.key)] == []


def _sizes(report: Report, key: str) -> oracle_cells.Sizes:
    """All that the oracle finds for a period: that of the report, or a part of it."""
    found = oracle_cells.of_months(report, key) | oracle_cells.inadequate(report, key)
    found |= oracle_cells.moderated(report, key)
    return found | oracle_cells.around(report) if key == report.period.key else found


def _own_page(one: Cell) -> str:
    """Where a figure opens: to its own page, of its own period."""
    return f"/figures/{one.figure}?period={one.period}"

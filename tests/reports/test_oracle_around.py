"""Every other figure that a report shows, of random stories and of the demonstration, is what another route finds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings

from app import clock
from app.programme import frameworks
from app.programme.house import House
from app.reports import working
from projections import ReadModel, Views, cycles
from tests.demo_fixture import demonstration, seeded
from tests.projections.random_stories import CONTENT
from tests.reports import oracle_pairs as pairs
from tests.reports.oracle_log import Told
from tests.reports.year import Step, days_of, log_of, stories
from tests.reports.year_of_audits import AUDITS, GRADES

__all__ = ["demonstration", "seeded"]
VIEWS = Views.collect()
PERIODS = (("2024-04", "2024-04"), ("2024-05", "2024-05"), ("2024-04", "2024-05"))
TOLD = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LATE = timedelta(days=365)
CORRECT = ("correct audit", "correct around")
MOVES = ("person left", "person returned", "auditor left pool")
TURNS = {"audit returned": (42, 70), "audit accepted": (0, 28), "impact asked": (28,), "impact handed over": (27, 28)}
"""So many days after each of these, something else follows for who is asked about the audit."""


@contextmanager
def lived(steps: list[Step]) -> Iterator[tuple[Any, list[Any], list[date]]]:
    """The read model of a story, its events, and the days on which to look at it."""
    log = log_of(steps)
    note(str(steps))
    with TemporaryDirectory() as folder:
        model = ReadModel(Path(folder) / "views.sqlite", log, VIEWS)
        assert model.catch_up() == log.head(), model.fault
        yield model, Told(log.happened), days_of(log)
        model.close()


def agree(pair: tuple[Any, Any]) -> None:
    """The product and the oracle say the same."""
    found, expected = pair
    assert found == expected


@TOLD
@given(
    stories(
        "write",
        "write",
        "judge",
        "moderate",
        "moderate",
        "challenge",
        "challenge",
        "loop",
        "loop",
        "end",
        "correct moderation",
        "correct moderation",
    )
)
def test_moderation_and_loops_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, _):
        for first, last in PERIODS:
            agree(pairs.moderation(model, events, first, last, lambda *_: CONTENT))
            agree(pairs.loops(model, events, first, last, GRADES))


@TOLD
@given(stories("write", "moderate", "raise", "raise", "act", "act", "act", "act", "correct around"))
def test_actions_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, days):
        for on in days:
            agree(pairs.actions(model, events, on))
            agree(pairs.actions_after(model, events, AUDITS, on))
            agree(pairs.of_concern(model, events, "cycle/2024-04", CONTENT, on))


@TOLD
@given(stories("duty"))
def test_duties_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, days):
        for first, last in PERIODS:
            for on in days:
                agree(pairs.duties(model, events, first, last, on))


@TOLD
@given(stories("concern", "about concern", "about concern", "about concern", "correct around"))
def test_concerns_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, days):
        for on in [*days, days[-1] + LATE]:
            agree(pairs.concerns(model, events, on))


def turns(events: list[Any]) -> list[date]:
    """The days on which a request becomes due, and is too late, of some audits that came in and were judged."""
    on = {one.topic: date.fromisoformat(one.facts["on"]) for one in events if one.topic in TURNS}
    return [on[topic] + timedelta(days=days) for topic in on for days in TURNS[topic]]


@TOLD
@given(
    stories("write", "write", "judge", "ask", "ask", "ask", "good practice", "moderate", "moderate", "end", *CORRECT)
)
def test_impact_and_good_practice_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, days):
        months = sorted({on.isoformat()[:7] for on in days} | {one.at[:7] for one in events})
        for on, month in product(sorted({*days, *turns(events)}), months):
            agree(pairs.impact(model, events, month, on))
        for month in months:
            agree(pairs.good_practice(model, events, month, days[-1]))


@TOLD
@given(stories("pool", "pool", "pool", "count", "correct training"))
def test_pools_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, days):
        moves = {one.facts["on"] for one in events if one.topic in MOVES}
        for on in sorted({*map(date.fromisoformat, moves), *days}):
            for first in (days[0] - LATE, on):
                agree(pairs.pools(model, events, first, on))


@TOLD
@given(stories("sample", "measure", "measure", "found", "found"))
def test_dip_samples_of_a_random_story(steps: list[Step]) -> None:
    with lived(steps) as (model, events, _):
        agree(pairs.samples(model, events))


@pytest.fixture(scope="module")
def happened(demonstration: House) -> list[Any]:
    """All that the demonstration's log holds."""
    return Told(demonstration.reader.read(0, 1_000_000))


@pytest.mark.parametrize(("month", "on"), [("2018-11", "2018-11-30"), ("2024-05", "2024-06-20"), ("newest", "")])
def test_every_member_in_the_demonstration(demonstration: House, happened: list[Any], month: str, on: str) -> None:
    model, events = demonstration.model, happened
    rows = {row["month"]: row for row in cycles.cycles(model)}
    row, day = rows[max(rows) if month == "newest" else month], date.fromisoformat(on) if on else clock.today()
    content_of = partial(frameworks.content, demonstration)
    content = content_of(row["framework"], row["framework_version"])
    agree(pairs.moderation(model, events, row["month"], row["month"], content_of))
    agree(pairs.loops(model, events, "2018-01", row["month"], [one["id"] for one in content["grades"]]))
    agree(pairs.actions(model, events, day))
    agree(pairs.of_concern(model, events, row["id"], content, day))
    agree(pairs.duties(model, events, "2018-01", row["month"], day))
    agree(pairs.concerns(model, events, day))
    agree(pairs.impact(model, events, row["month"], day))
    agree(pairs.good_practice(model, events, row["month"], day))
    agree(pairs.pools(model, events, day - LATE, day))
    agree(pairs.samples(model, events))


@pytest.mark.parametrize("month", ["2018-08", "2018-11", "2026-09"])
def test_what_an_inspector_asks_in_the_demonstration(demonstration: House, happened: list[Any], month: str) -> None:
    on = clock.today()
    found = pairs.inspected(working.source(demonstration, on), happened, month, on)
    agree(found)
    assert found[0]["after:completed"][0]

"""What moved a figure between two positions accounts for the whole difference, event by event, in every story."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.demo import stories
from app.programme.house import House
from projections import ReadModel, cycles, months, report_figures, why
from projections.as_at import AsAt
from projections.shares import Figure
from projections.why import DAY, EVENT, MONTH, Why
from tests.projections.random_stories import CONTENT, STORIES, ListLog, log_in, log_of
from tests.projections.test_as_at import TheLog
from tests.projections.test_replay import VIEWS

ON = date(2024, 7, 1)
DAYS = (ON, ON)
MAY = why.of_months(["2024-05"])
NAMES = ["completion-of-allocated", "completion-of-pool", "grade:overall:good", "exempt", "started", "pool",
         "exemptions-not-health-or-leave", "worker-took-part"]  # fmt: skip


def of(name: str, *which: str) -> why.Of:
    """A figure of some months (YYYY-MM), by its name."""

    def figure(model: Any, on: date) -> Figure:
        opened = [f"cycle/{month}" for month in which if cycles.cycle(model, f"cycle/{month}")]
        found = report_figures.figures([months.month(model, cycle, CONTENT, on) for cycle in opened])
        return found.get(name, Figure(name, "", "", ()))

    return figure


def accounts(found: Why) -> None:
    """Every step leads from one value to the next, and all of them from the first to the last."""
    at = found.then
    for step in found.steps:
        assert step.joined or step.left or step.base_joined or step.base_left, "a step that moves nothing"
        members = (at.members, step.after.members, step.joined, step.left)
        base = (at.base or (), step.after.base or (), step.base_joined, step.base_left)
        for was, now, came, went in (members, base):
            assert Counter(was) + Counter(came) == Counter(now) + Counter(went)
        at = step.after
    assert (at.members, at.base or ()) == (found.now.members, found.now.base or ())


def movers(log: ListLog, figure: why.Of, first: int, last: int, folder: Path) -> tuple[list[Figure], list[int]]:
    """By another way: the figure after every single event, and the positions of those that moved it."""
    model, seen, moved = ReadModel(folder / "each.sqlite", ListLog([]), VIEWS), [], []
    for position in range(first, last + 1):
        model.log = ListLog(log.happened[:position])
        model.catch_up()
        seen.append(figure(model, ON))
        if len(seen) > 1 and not why._same(seen[-2], seen[-1]):
            moved.append(position)
    return seen, moved


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES, st.integers(0, 30), st.sampled_from(NAMES), st.sampled_from([("2024-05",), ("2024-04", "2024-05")]))
def test_in_any_story_the_steps_are_the_events_that_moved_it(
    steps: list[tuple[str, int, int, int]], first: int, name: str, which: tuple[str, ...]
) -> None:
    log = TheLog(log_of(steps).happened)
    first = min(first, log.head())
    with tempfile.TemporaryDirectory() as made:
        seen, moved = movers(log, of(name, *which), first, log.head(), Path(made))
        touches = why.of_months(which)
        found = why.why(AsAt(Path(made), log, VIEWS), of(name, *which), touches, first, log.head(), DAYS)
    accounts(found)
    assert (found.then, found.now) == (seen[0], seen[-1])
    assert [step.event.position for step in found.steps if step.event] == moved


@pytest.mark.parametrize(
    "name", ["completion-of-allocated", "grade:overall:good", "grade:overall:inadequate", "completion-of-pool"]
)
def test_of_the_told_council_too(told: House, tmp_path: Path, name: str) -> None:
    log = TheLog(log_in(told).happened)
    found = why.why(AsAt(tmp_path, log, VIEWS), of(name, "2024-05"), MAY, 60, log.head(), DAYS)
    seen, moved = movers(log, of(name, "2024-05"), 60, log.head(), tmp_path)
    accounts(found)
    assert [step.event.position for step in found.steps if step.event] == moved
    assert (found.closely, found.then, found.now) == (EVENT, seen[0], seen[-1])
    assert found.steps


@pytest.mark.parametrize(("most", "closely"), [(40, DAY), (5, MONTH)])
def test_of_too_many_events_days_or_months_are_looked_at_and_what_moved_it_is_found_in_them(
    told: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, closely: str
) -> None:
    monkeypatch.setattr(why, "MOST", most)
    past = AsAt(tmp_path, told.reader, VIEWS)
    found = why.why(past, of("returned", "2024-05"), MAY, 60, told.reader.head(), DAYS)
    accounts(found)
    assert found.closely == closely
    assert found.steps
    assert all(step.event for step in found.steps)
    monkeypatch.setattr(why, "WORKINGS", 1)
    together = why.why(past, of("returned", "2024-05"), MAY, 60, told.reader.head(), DAYS)
    accounts(together)
    assert len(together.steps) < len(found.steps)
    assert any(step.event is None and step.last > step.first for step in together.steps)


def test_an_event_that_should_not_move_the_figure_is_found_where_it_did(told: House, tmp_path: Path) -> None:
    past, figure = AsAt(tmp_path, told.reader, VIEWS), of("returned", "2024-05")
    plain = why.why(past, figure, MAY, 60, told.reader.head(), DAYS)
    found = why.why(past, figure, lambda made: False, 60, told.reader.head(), DAYS)
    accounts(found)
    assert found.steps
    assert {step.first for step in found.steps} <= {step.first for step in plain.steps}
    assert all(step.event for step in found.steps)


def test_a_day_that_begins_moves_what_is_overdue(told: House, tmp_path: Path) -> None:
    days = (date(2024, 5, 20), date(2024, 12, 1))
    past, figure = AsAt(tmp_path, TheLog(by_the_clock(told)), VIEWS), of("overdue", "2024-05")
    found = why.why(past, figure, MAY, 60, told.reader.head(), days, dated=True)
    accounts(found)
    began = [step for step in found.steps if step.day]
    assert began, "no audit became overdue as time went by"
    assert all(step.event is None and days[0].isoformat() < step.day <= days[1].isoformat() for step in began)


def by_the_clock(told: House) -> list[Any]:
    """What is told, as if the clocks had never gone back."""
    at, found = "", []
    for made in told.reader.read(0):
        at = max(at, made.at)
        found.append(made._replace(facts=made.facts | {"at": at}))
    return found


def test_between_a_position_and_itself_nothing_happened(told: House, tmp_path: Path) -> None:
    past = AsAt(tmp_path, told.reader, VIEWS, told.model)
    found = why.why(past, of("returned", stories.MAY.removeprefix("cycle/")), MAY, *(told.reader.head(),) * 2, DAYS)
    assert found.then == found.now
    assert found.steps == ()
    with pytest.raises(ValueError, match="after the last"):
        why.why(past, of("returned", "2024-05"), MAY, 9, 8, DAYS)

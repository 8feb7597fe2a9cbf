"""While a month's mark stays what it is, so do all its figures: whoever has worked them out need not do so again."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from app.programme.house import House
from projections import ReadModel, cycles, months, report_figures
from tests.projections.random_stories import CONTENT, MONTHS, STORIES, ListLog, log_in, log_of
from tests.projections.test_replay import VIEWS

ON = date(2024, 7, 1)


def follow(log: ListLog, which: list[str]) -> int:
    """Event by event: where the mark stays, the figures do; how often it stayed."""
    stayed, known = 0, dict.fromkeys(which, ("", {}))
    with tempfile.TemporaryDirectory() as made:
        model = ReadModel(Path(made) / "each.sqlite", ListLog([]), VIEWS)
        for position in range(1, log.head() + 1):
            model.log = ListLog(log.happened[:position])
            model.catch_up()
            for month in (one for one in which if cycles.cycle(model, f"cycle/{one}")):
                mark = months.mark(model, f"cycle/{month}")
                found = report_figures.of_month(months.month(model, f"cycle/{month}", CONTENT, ON))
                if known[month][0] == mark:
                    assert known[month][1] == found, log.happened[position - 1]
                    stayed += 1
                known[month] = mark, found
        model.close()
    return stayed


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES)
def test_in_any_story(steps: list[tuple[str, int, int, int]]) -> None:
    follow(log_of(steps), MONTHS)


def test_in_the_told_one(told: House) -> None:
    assert follow(log_in(told), ["2024-05"]) > 50

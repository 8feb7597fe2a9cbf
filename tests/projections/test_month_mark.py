"""The mark of a month changes whenever one of its figures does, so that what was worked out can be kept under it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from projections import ReadModel, Views, months
from projections.report_figures import of_month
from tests.projections.random_stories import CONTENT, ListLog, log_of
from tests.reports.test_oracle import BEGUN, STORIES, TODAY

VIEWS, CYCLE = Views.collect(), "cycle/2024-04"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES)
def test_no_figure_of_a_month_changes_under_one_mark(steps: list[tuple[str, int, int, int]]) -> None:
    # An audit is of one loop only, which the programme sees to.
    log, seen = log_of(BEGUN + [step for step in steps if step[0] not in ("loop", "meet")]), {}
    with TemporaryDirectory() as folder:
        model = ReadModel(Path(folder) / "views.sqlite", ListLog([]), VIEWS)
        for position in range(1, log.head() + 1):
            model.log = ListLog(log.happened[:position])
            model.catch_up()
            found = of_month(months.month(model, CYCLE, CONTENT, TODAY))
            topic = log.happened[position - 1].topic
            assert seen.setdefault(months.mark(model, CYCLE), found) == found, f"{topic} moves a figure, not the mark"

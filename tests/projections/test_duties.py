"""The figures of the managers' duties: those that the monthly report's dip sample found by hand in 49 records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.events.log import Happened
from projections import ReadModel, duties_lists
from projections.asking import Asked, Reach
from tests.projections.random_stories import ListLog

EVERYTHING = Reach(everything=True)
TODAY = date(2018, 11, 30)
SAID = {"by": "person/o", "at": "2018-10-01T09:00:00+00:00"}
TOLD = SAID | {"on": "2018-10-05", "done_by": "person/o", "reference": "x", "note": ""}
DUE = dict.fromkeys(("direction", "discussion", "follow_up", "closing"), "2018-11-01")
KINDS = ("reflective",) * 6 + ("partly_reflective",) * 4 + ("not_reflective",) * 17


def events() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """49 audits received: 17 directions, 27 discussions, 15 followed up, 10 of them closed off."""
    for n in range(49):
        stream = f"duty/2018-{8 + n % 2:02d}/{n:04d}"
        facts = {"audit": stream.replace("duty", "audit"), "child": f"child/{n}", "team": f"team/{n % 3}"}
        yield (
            stream,
            "audit received by team",
            SAID | facts | {"area": "", "worker": "", "on": "2018-09-28", "due": DUE},
        )
        if n < 17:
            yield stream, "direction recorded", TOLD
        if n < 27:
            yield stream, "discussion recorded", TOLD | {"kind": KINDS[n]}
        if n < 15:
            yield stream, "actions followed up", TOLD
        if n < 10:
            yield stream, "follow-up closed", TOLD


@pytest.fixture
def model(tmp_path: Path) -> ReadModel:
    versions: dict[str, int] = {}
    log = ListLog([])
    for stream, topic, facts in events():
        versions[stream] = versions.get(stream, 0) + 1
        log.happened.append(Happened(len(log.happened) + 1, stream, versions[stream], topic, facts))
    made = ReadModel(tmp_path / "views.sqlite", log)
    made.catch_up()
    assert made.fault is None
    return made


PRINTED = {
    "received": ("49", "49"), "direction": ("17 of 49", "35%"), "discussion": ("27 of 49", "55%"),
    "reflective": ("6 of 49", "12%"), "partly_reflective": ("4 of 49", "8%"), "not_reflective": ("17 of 49", "35%"),
    "follow_up": ("15 of 49", "31%"), "closing": ("10 of 49", "20%"),
}  # fmt: skip


def test_the_figures_of_the_monthly_report_come_out(model: ReadModel) -> None:
    found = duties_lists.figures(model, Asked(EVERYTHING, TODAY))
    assert {name: (found[name].words, found[name].value) for name in PRINTED} == PRINTED


@pytest.mark.parametrize(
    "chosen",
    [{"standing": f"with_{duty}"} for duty in ("direction", "discussion", "follow_up", "closing")]
    + [{"discussion": kind} for kind in ("reflective", "partly_reflective", "not_reflective")]
    + [{"standing": "late"}],
)
def test_each_figure_opens_to_exactly_its_members(model: ReadModel, chosen: dict[str, str]) -> None:
    name = next(iter(chosen.values())).removeprefix("with_")
    figure = duties_lists.figures(model, Asked(EVERYTHING, TODAY, chosen))[name]
    assert sorted(row["id"] for row in duties_lists.matching(model, Asked(EVERYTHING, TODAY, chosen))) == sorted(
        figure.members
    )
    assert figure.n > 0


def test_the_teams_add_up_to_the_whole(model: ReadModel) -> None:
    teams = duties_lists.by_team(model, Asked(EVERYTHING, TODAY))
    whole = duties_lists.figures(model, Asked(EVERYTHING, TODAY))
    for name, figure in whole.items():
        assert sorted(id for each in teams.values() for id in each[name].members) == sorted(figure.members)


def test_what_is_due_that_day_is_not_late_and_what_is_closed_never_is(model: ReadModel) -> None:
    on_the_day = duties_lists.figures(model, Asked(EVERYTHING, date(2018, 11, 1)))["late"]
    after = duties_lists.figures(model, Asked(EVERYTHING, date(2018, 11, 2)))["late"]
    assert (on_the_day.n, after.n) == (0, 39)


def test_the_figures_of_a_month_are_of_its_audits_only(model: ReadModel) -> None:
    august = duties_lists.figures(model, Asked(EVERYTHING, TODAY, {"cycle": "2018-08"}))
    assert (august["received"].n, august["direction"].words) == (25, "9 of 25")


def test_a_day_gone_by_has_what_was_done_and_due_by_then(model: ReadModel) -> None:
    asked = Asked(EVERYTHING, date(2018, 10, 4), {"on": "2018-10-04"})
    found = duties_lists.figures(model, asked)
    assert {name: figure.n for name, figure in found.items()} == dict.fromkeys(found, 0) | {"received": 49}
    rows = duties_lists.matching(model, asked)
    assert {row["next_due"] for row in rows} == {"2018-11-01"}
    assert duties_lists.matching(model, Asked(EVERYTHING, date(2018, 9, 27), {"on": "2018-09-27"})) == []
    last = duties_lists.figures(model, Asked(EVERYTHING, date(2018, 10, 5), {"on": "2018-10-05"}))
    assert (last["closing"].words, last["reflective"].words) == ("10 of 49", "6 of 49")


@pytest.mark.parametrize(
    ("first", "last", "received"), [("2018-08", "2018-09", 49), ("2018-09", "", 24), ("", "2018-08", 25)]
)
def test_months_from_one_to_another(model: ReadModel, first: str, last: str, received: int) -> None:
    found = duties_lists.figures(model, Asked(EVERYTHING, TODAY, {"first": first, "last": last}))
    assert found["received"].n == received


def test_a_manager_has_the_figures_of_the_team_only(model: ReadModel) -> None:
    found = duties_lists.figures(model, Asked(Reach(teams=frozenset({"team/0"})), TODAY))
    theirs = {f"duty/2018-{8 + n % 2:02d}/{n:04d}" for n in range(0, 49, 3)}
    assert set(found["received"].members) == theirs

"""Two clocks: what had happened by a moment is what was known, and what was recorded later of the days before."""

import random
import sqlite3
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.events.base import TOPICS
from app.events.england import day_of
from app.events.log import Happened
from projections import ReadModel, clocks, had_happened
from projections.as_at import AsAt
from projections.clocks import AHEAD, EARLIER, OTHERWISE, REFUSED, count_later, happening, later, left_out, taken_in
from projections.rows import Rows
from tests.projections.random_stories import STORIES, ListLog, log_of
from tests.projections.test_replay import VIEWS, dump, folder, replace

DATED = ("on", "as_at", "day", "date", "first", "last", "month", "quarter", "until", "moment", "due", "starts")
AUDIT, CHILD = "audit/2024-05/0001", "child/C-1"
SAID = {"by": "person/0"}


class Log(ListLog):
    """A log in memory with its streams."""

    id = ""

    def stream(self, stream: str, upto: int | None = None) -> list[Happened]:
        return [made for made in self.read(0, 1 << 30, upto) if made.stream == stream]


def test_every_type_of_event_says_when_it_happened() -> None:
    for topic, cls in TOPICS.items():
        names = {field.name for field in fields(cls)}
        dated = {name for name in names if set(name.split("_")) & set(DATED)} - {"first_learning", "based_on"}
        dated -= {"first"} if topic == "looped audit added" else set()  # An audit.
        answers = [bool(happening(topic)), topic in AHEAD, OTHERWISE.get(topic) == ""]
        assert not dated or sum(answers) == 1, f"{topic}: say in projections/clocks.py what {sorted(dated)} means."
        assert happening(topic) in names | {""}
    assert TOPICS.keys() >= AHEAD | OTHERWISE.keys()


def day(number: int) -> str:
    return (date(2024, 1, 1) + timedelta(days=number)).isoformat()


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 90)), max_size=30), st.integers(-5, 500))
def test_the_tree_finds_what_lies_around_a_day(intervals: list[tuple[int, int]], wanted: int) -> None:
    connection = sqlite3.connect(":memory:")
    clocks.LATE.create(connection)
    rows = Rows(connection, (clocks.LATE,))
    for position, (happened, days) in enumerate(intervals, 1):
        at = f"{day(happened + days)}T12:00:00+00:00"
        clocks.HANDLERS["audit returned"](
            rows, Happened(position, AUDIT, 1, "audit returned", SAID | {"on": day(happened), "at": at})
        )
    rows.flush()
    found = connection.execute(clocks._sql(day(wanted)), {"day": day(wanted), "after": 0}).fetchall()
    around = [n for n, (first, days) in enumerate(intervals, 1) if days and first <= wanted <= first + days + 1]
    assert sorted(row[0] for row in found) == around
    connection.close()


@settings(
    max_examples=4,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(STORIES, st.randoms(use_true_random=False))
def test_what_had_happened_is_what_was_known_and_each_later_event_that_fits(
    steps: list[tuple[str, int, int, int]], chance: random.Random
) -> None:
    log = Log(log_of(steps).happened)
    with folder() as here:
        live = ReadModel(here / "live.sqlite", log, VIEWS)
        live.catch_up()
        past = AsAt(here, log, VIEWS, live)
        for position in chance.sample(range(log.head()), min(6, log.head())):
            on = chance.choice([f"2024-{month:02d}-{number:02d}" for month in (4, 5) for number in range(1, 31)])
            had = past.happened(position, on)
            found = [row["position"] for row in later(live, position, on, 1_000)]
            assert found == [made.position for made in log.happened[position:] if came_late(made, on)]
            assert sorted([*taken_in(had), *left_out(had)]) == found
            told = {name: rows for name, rows in dump(had).items() if not name.startswith("later_")}
            assert told == folded(here / f"{position}.sqlite", log, position, taken_in(had))


def came_late(made: Happened, on: str) -> bool:
    happened = made.facts.get(happening(made.topic) or "-") or "9999"
    return bool(happened <= on and happened < day_of(made.at))


def folded(path: Path, log: Log, position: int, taken: list[int]) -> dict[str, Any]:
    """What a fold of the events known and those taken gives, as the past has it."""
    model = ReadModel(path, ListLog(log.happened[:position]), VIEWS)
    model.catch_up()
    chosen = [log.happened[one - 1] for one in taken]
    model.log = ListLog([*log.happened[:position], *chosen])
    assert model.catch_up() == position + len(taken), model.fault
    return dump(model) | {"position": [(position,)]}


def stored(*facts: tuple[str, str, str, dict[str, Any]]) -> Log:
    """A log of these events: its day of recording, its stream, its topic, what it says."""
    log, versions = Log([]), dict[str, int]()
    for recorded, stream, topic, own in facts:
        versions[stream] = versions.get(stream, 0) + 1
        said = SAID | {"at": f"{recorded}T09:00:00+00:00"} | own
        log.happened.append(Happened(len(log.happened) + 1, stream, versions[stream], topic, said))
    return log


LISTED = {"as_at": "2024-05-01", "initials": "AB", "plan": "CP", "team": "", "worker": "", "age_band": "5-9"}
LISTED |= {"ethnicity": "", "opened": "2023-01-01", "last_audited": ""}
LOG = stored(
    ("2024-05-02", CHILD, "child listed", LISTED),
    ("2024-05-09", "child/C-2", "child listed", LISTED | {"as_at": "2024-05-09"}),
    ("2024-05-20", CHILD, "child changed", {"as_at": "2024-05-08", "changes": {"plan": ["CP", "CiC"]}}),
    ("2024-05-20", "child/C-2", "child changed", {"as_at": "2024-05-19", "changes": {"plan": ["CP", "CL"]}}),
    ("2024-05-21", "child/C-2", "child ended", {"on": "2024-05-09"}),
    ("2024-05-22", "child/C-3", "child listed", LISTED | {"as_at": "2024-05-03"}),
    ("2024-05-23", "child/C-4", "child listed", LISTED | {"as_at": "2024-05-03"}),
)


@pytest.fixture
def past(tmp_path: Path) -> AsAt:
    live = ReadModel(tmp_path / "live.sqlite", LOG, VIEWS, upto=6)
    live.catch_up()
    return AsAt(tmp_path, LOG, VIEWS, live)


def plans(model: Any) -> dict[str, str]:
    return {row["id"]: row["plan"] for row in model.query("SELECT id, plan FROM children")}


def test_the_past_with_what_had_happened_and_was_not_yet_known(past: AsAt) -> None:
    assert plans(past.model(2)) == {CHILD: "CP", "child/C-2": "CP"}
    had = past.happened(2, "2024-05-10")
    assert plans(had) == {CHILD: "CiC", "child/C-2": "CP", "child/C-3": "CP"}
    assert (had.position, taken_in(had), left_out(had)) == (2, [3, 6], {5: EARLIER})
    assert past.happened(2, "2024-05-10") is had
    assert past.happened(2, "2024-05-07") is not had
    assert past.happened(6, "2024-05-22") is past.live


def test_the_difference_is_told_with_who_and_both_days(past: AsAt) -> None:
    rows = later(past.live, 2, "2024-05-10", 1)
    assert [(row["position"], row["happened"], row["at"], row["by"]) for row in rows] == [
        (3, "2024-05-08", "2024-05-20T09:00:00+00:00", "person/0")
    ]
    assert [row["position"] for row in later(past.live, 2, "2024-05-10", 9, 1)] == [5, 6]
    assert count_later(past.live, 2, "2024-05-10") == 3
    assert count_later(past.live, 2, "2024-05-02") == 0


def test_what_comes_to_be_known_later_still_makes_another_read_model(past: AsAt) -> None:
    had = past.happened(2, "2024-05-10")
    assert past.live is not None
    past.live.upto = 7
    past.live.catch_up()
    again = past.happened(2, "2024-05-10")
    assert taken_in(again) == [3, 6, 7]
    assert again is not had


def test_an_event_that_a_handler_refuses_is_left_out_and_no_other(tmp_path: Path) -> None:
    def refuses(rows: Rows, event: Any) -> None:
        if event.position == 3:
            raise KeyError("nothing to change")

    views = replace(VIEWS, handlers={topic: (*own, refuses) for topic, own in VIEWS.handlers.items()})
    live = ReadModel(tmp_path / "live.sqlite", LOG, VIEWS, upto=6)
    live.catch_up()
    had = AsAt(tmp_path, LOG, views, live).happened(2, "2024-05-10")
    assert plans(had) == {CHILD: "CP", "child/C-2": "CP", "child/C-3": "CP"}
    assert (taken_in(had), left_out(had)) == ([6], {3: REFUSED, 5: EARLIER})


def test_no_more_are_taken_in_than_take_a_moment(past: AsAt, monkeypatch: pytest.MonkeyPatch) -> None:
    assert had_happened.MOST == 5_000
    monkeypatch.setattr("projections.had_happened.MOST", 1)
    assert taken_in(past.happened(2, "2024-05-10")) == [3]

"""Both auditors of a loop return in the same instant: both are in, and the seal is lifted once, by the second."""

import multiprocessing
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from app.demo.stories import ANNA, BEN, RUTH, Story
from app.demo.story_loops import fill_in, loop_of
from app.programme import audits, loops
from app.programme.house import House, open_house
from projections import seals
from tests.views.may import tell

FIRST, SECOND = "audit/2024-05/0004", "audit/2024-05/0006"
PAIR = ((ANNA, FIRST), (BEN, SECOND))
DAY = date(2024, 5, 28)
AT = "2024-05-28T10:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Anna Bell's and Ben Carter's audits of one child, both written and neither returned."""
    house = open_house(tmp_path)
    tell(house)
    story = Story(house, DAY.isoformat())
    said: dict[str, Any] = {"version": 1, "auditor": BEN, "why": "To learn.", "on": DAY}
    loops.open_loop(house, FIRST, **said, **story.said(RUTH))
    for auditor, id in PAIR:
        fill_in(story, auditor, id)
    house.model.catch_up()
    return tmp_path


def come_in(house: House, auditor: str, id: str) -> None:
    """One of the two returns."""
    audits.return_audit(house, id, version=house.version(id), on=DAY, by=auditor, at=AT)


def come_in_alone(folder: Path, auditor: str, id: str, gate: Barrier) -> None:
    """The same in a process of its own, which waits for the other."""
    house = open_house(folder)
    gate.wait(60)
    come_in(house, auditor, id)


def happened(house: House) -> list[str]:
    """What happened to the loop and to both audits since they were written, in the order of the log."""
    streams = (loop_of(FIRST), FIRST, SECOND)
    made = sorted(one for stream in streams for one in house.reader.stream(stream))
    return [one.topic for one in made if one.topic.startswith("loop") or one.topic == "audit returned"]


BOTH = ["loop opened", "audit returned", "looped audit came in", "audit returned", "looped audit came in",
        "loop seal lifted"]  # fmt: skip


def test_one_that_comes_in_while_the_other_is_being_saved_is_met(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ben's return is decided before Anna's is saved, and saved after it."""
    house, other = open_house(folder), open_house(folder)
    keep = House.keep
    sealed: list[set[str]] = []

    def late(self: House, *subjects: Any) -> None:
        if self is house and not sealed:
            come_in(other, *PAIR[0])
            sealed.append({id for auditor, id in PAIR for who, _ in PAIR if id in seals.sealed_from(other.model, who)})
        keep(self, *subjects)

    monkeypatch.setattr(House, "keep", late)
    come_in(house, *PAIR[1])
    assert sealed == [{FIRST, SECOND}], "with one in, each is still sealed from the other auditor"
    assert happened(house) == BOTH
    assert [seals.sealed_from(house.model, who) for who, _ in PAIR] == [frozenset(), frozenset()]


def test_of_two_processes_at_once_both_are_in_and_one_lifts_the_seal(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(2)
    both = [context.Process(target=come_in_alone, args=(folder, *one, gate)) for one in PAIR]
    for process in both:
        process.start()
    for process in both:
        process.join(90)
    assert [process.exitcode for process in both] == [0, 0]
    house = open_house(folder)
    assert happened(house) == BOTH
    assert not seals.sealed_from(house.model, ANNA) | seals.sealed_from(house.model, BEN)

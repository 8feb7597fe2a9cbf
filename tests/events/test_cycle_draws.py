"""The draws of a month: which audits are looped and which are moderated; what each draw refuses, in its words."""

from typing import Any

import pytest

from app.events.cycle import Cycle
from app.events.cycle_loops import LoopsDrawn, draw_loops
from app.events.cycle_moderation import ModerationSampleDrawn, draw_for_moderation
from tests.events.deciding import SAID, Fact, decided, given, refusal
from tests.events.test_cycle import ALLOCATED, CLOSED, DRAWN, ID, OPENED

ALLOCATED_MONTH = [OPENED, DRAWN, ALLOCATED]
ONE = "audit/2024-05/0001"
LOOPS: dict[str, Any] = {
    "on": "2024-05-28", "seed": "May", "size": 1, "why": "To learn.", "rule_in_words": "By chance.",
    "external_areas": [], "frame": [ONE], "left_out": [],
    "chosen": [{"audit": ONE, "auditor": "person/ben-carter", "why": "First.", "grounds": "Clear."}],
}  # fmt: skip
SHARE: dict[str, Any] = {
    "on": "2024-05-28", "due": "2024-06-04", "seed": "May", "share_percent": 20, "always": [], "came_in": 1,
    "before": 0, "rule_in_words": "By chance.", "frame": [{"audit": ONE, "grade": "good"}], "left_out": [],
    "chosen": [{"audit": ONE, "why": "First."}],
}  # fmt: skip
NOT_OPENED, NOT_ALLOCATED = "This month has not been opened.", "The audits of this month are not allocated yet."
NO_SEED = "Give a seed, so that the draw can be repeated."


def test_a_draw_of_loops_is_kept_without_the_blanks_around_what_was_typed() -> None:
    month = given(Cycle, ID, *ALLOCATED_MONTH)
    draw_loops(month, **LOOPS | {"seed": " May ", "why": " To learn. "}, **SAID)
    assert decided(month) == [(LoopsDrawn, LOOPS)]


@pytest.mark.parametrize(
    ("past", "change", "words", "field"),
    [
        ([], {}, NOT_OPENED, ""),
        ([OPENED, DRAWN], {}, NOT_ALLOCATED, ""),
        ([*ALLOCATED_MONTH, CLOSED], {}, "This month is closed.", ""),
        (ALLOCATED_MONTH, {"seed": " "}, NO_SEED, "seed"),
        (ALLOCATED_MONTH, {"size": 0}, "Draw at least one child.", "size"),
        (ALLOCATED_MONTH, {"why": " "}, "Give the reason.", "why"),
        (ALLOCATED_MONTH, {"chosen": []}, "No audit of this month can have a second auditor now.", ""),
    ],
)
def test_a_draw_of_loops_that_cannot_be_is_refused(
    past: list[Fact], change: dict[str, Any], words: str, field: str
) -> None:
    month = given(Cycle, ID, *past)
    with refusal(words, field):
        draw_loops(month, **LOOPS | change, **SAID)
    assert decided(month) == []


def test_a_moderated_share_is_drawn_from_a_closed_month_too() -> None:
    month = given(Cycle, ID, *ALLOCATED_MONTH, CLOSED)
    draw_for_moderation(month, **SHARE, **SAID)
    assert decided(month) == [(ModerationSampleDrawn, SHARE)]


NOTHING_TO_DRAW = "Nothing is to be drawn now: the share is reached, and no grade that is always moderated is left."


@pytest.mark.parametrize(
    ("past", "change", "words", "field"),
    [
        ([], {}, NOT_OPENED, ""),
        ([OPENED, DRAWN], {}, NOT_ALLOCATED, ""),
        (ALLOCATED_MONTH, {"seed": " "}, NO_SEED, "seed"),
        (ALLOCATED_MONTH, {"chosen": []}, NOTHING_TO_DRAW, ""),
    ],
)
def test_a_moderated_share_that_cannot_be_is_refused(
    past: list[Fact], change: dict[str, Any], words: str, field: str
) -> None:
    month = given(Cycle, ID, *past)
    with refusal(words, field):
        draw_for_moderation(month, **SHARE | change, **SAID)
    assert decided(month) == []

"""The rules of a recommendation: made, changed, noted, done, dropped and taken up again."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import recommendation as events
from app.events.recommendation import Recommendation
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID = "recommendation/recall"
SAYS: dict[str, Any] = {"text": "Run a recall event.", "owner": "person/omar-haddad", "due": "2024-09-30"}
MADE: Fact = (events.RecommendationMade, {"report": "report/2024-Q1", **SAYS})
NOTED: Fact = (events.RecommendationProgressNoted, {"text": "The room is booked."})
DONE: Fact = (events.RecommendationDone, {"text": "Held."})
DROPPED: Fact = (events.RecommendationDropped, {"reason": "Not needed."})
REOPENED: Fact = (events.RecommendationReopened, {"due": "2024-12-31", "reason": "Needed."})


def test_a_recommendation_is_made_changed_followed_and_taken_up_again() -> None:
    one = given(Recommendation, ID)
    one.make(**MADE[1], **SAID)
    one.change(**SAYS | {"due": "2024-10-31"}, reason="The hall.", **SAID)
    one.note_progress(" The room is booked. ", **SAID)
    one.complete("Held.", **SAID)
    one.reopen("2024-12-31", "Needed.", **SAID)
    one.drop("Not needed.", **SAID)
    changed = {"changes": {"due": ["2024-09-30", "2024-10-31"]}, "reason": "The hall."}
    assert decided(one) == [MADE, (events.RecommendationChanged, changed), NOTED, DONE, REOPENED, DROPPED]


ACTS: dict[str, Callable[[Recommendation], None]] = {
    "changed": lambda one: one.change(**SAYS | {"text": "Run two."}, reason="More.", **SAID),
    "noted as under way": lambda one: one.note_progress("Booked.", **SAID),
    "done": lambda one: one.complete("Held.", **SAID),
    "dropped": lambda one: one.drop("Not needed.", **SAID),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_or_dropped_is_only_reopened(act: str) -> None:
    for past, state in ((DONE, "done"), (DROPPED, "dropped")):
        with refusal(f"This recommendation cannot be {act}: it is {state}."):
            ACTS[act](given(Recommendation, ID, MADE, past))
    ACTS[act](given(Recommendation, ID, MADE, DONE, REOPENED))


@pytest.mark.parametrize(
    ("past", "act", "words", "field"),
    [
        ([], lambda one: one.reopen("2024-12-31", "x", **SAID), "There is no such recommendation.", ""),
        ([MADE], lambda one: one.reopen("2024-12-31", "x", **SAID), "This recommendation is open.", ""),
        ([MADE, DONE], lambda one: one.reopen("", "x", **SAID), "Give the date by which it is to be done.", "due"),
        ([MADE], lambda one: one.make(**MADE[1], **SAID), "This recommendation is made already.", ""),
        ([], lambda one: one.make(**MADE[1] | {"text": " "}, **SAID), "Write what is recommended.", "text"),
        ([], lambda one: one.make(**MADE[1] | {"owner": ""}, **SAID), "Choose who sees to it.", "owner"),
        ([MADE], lambda one: one.change(**SAYS, reason="x", **SAID),
         "Change the text, who sees to it, or the date.", "text"),
        ([MADE], lambda one: one.drop(" ", **SAID), "Give the reason.", "reason"),
        ([MADE], lambda one: one.note_progress("", **SAID), "Write how far it is.", "text"),
        ([MADE], lambda one: one.complete("", **SAID), "Write what was done.", "text"),
    ],
)  # fmt: skip
def test_what_a_recommendation_refuses(
    past: list[Fact], act: Callable[[Recommendation], None], words: str, field: str
) -> None:
    with refusal(words, field):
        act(given(Recommendation, ID, *past))

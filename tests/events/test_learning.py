"""The rules of a learning session: every step, and every refusal in its words."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import learning as events
from app.events.learning import LearningSession
from tests.events.deciding import SAID, Fact, decided, given, refusal

ANNA, BEN = "person/anna-bell", "person/ben-carter"
ID = "session/x"
PLAN: dict[str, Any] = {
    "title": "Seeing children", "kind": "workshop", "day": "2024-06-05", "place": "Hall", "why": "",
    "domains": ["plans"], "themes": [], "grounds": [{"words": "Quality of plans: 4 of 30 audits graded Inadequate."}],
}  # fmt: skip
PLANNED: Fact = (events.LearningSessionPlanned, PLAN)
CANCELLED: Fact = (events.LearningSessionCancelled, {"reason": "Ill."})
HELD: Fact = (events.LearningSessionHeld, {"on": "2024-06-05", "present": [ANNA], "others": 2})
MOVED: dict[str, Any] = {"day": "2024-06-12", "day_before": "2024-06-05", "place": "Hall", "place_before": "Hall"}
PUT_RIGHT: dict[str, Any] = {"present": [ANNA, BEN], "present_before": [ANNA], "others": 1, "others_before": 2}


def test_a_session_is_planned_moved_held_and_its_attendance_put_right() -> None:
    session = given(LearningSession, ID)
    session.plan(**PLAN | {"title": "  Seeing   children "}, **SAID)
    session.move("2024-06-12", "", "Ill.", **SAID)
    session.hold([ANNA, ANNA], 2, on="2024-06-12", **SAID)
    session.correct_attendance([BEN, ANNA], 1, "One was ours.", **SAID)
    assert decided(session) == [
        PLANNED,
        (events.LearningSessionMoved, MOVED | {"reason": "Ill."}),
        (events.LearningSessionHeld, HELD[1] | {"on": "2024-06-12"}),
        (events.LearningAttendanceCorrected, PUT_RIGHT | {"reason": "One was ours."}),
    ]


ACTS: dict[str, Callable[[LearningSession], None]] = {
    "move": lambda s: s.move("2024-06-12", "", "Ill.", **SAID),
    "cancel": lambda s: s.cancel("Ill.", **SAID),
    "hold": lambda s: s.hold([ANNA], 0, on="2024-06-05", **SAID),
    "correct": lambda s: s.correct_attendance([BEN], 0, "Wrong.", **SAID),
}
STATES: dict[str, tuple[list[Fact], set[str], str]] = {
    "nothing": ([], set(), "There is no such session."),
    "planned": ([PLANNED], {"move", "cancel", "hold"}, "This session was not held yet."),
    "held": ([PLANNED, HELD], {"correct"}, "This session was held already."),
    "cancelled": ([PLANNED, CANCELLED], set(), "This session is cancelled."),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_what_each_state_of_a_session_lets_be_done(state: str, act: str) -> None:
    past, allowed, words = STATES[state]
    session = given(LearningSession, ID, *past)
    if act in allowed:
        ACTS[act](session)
        assert decided(session)
    else:
        with refusal(words):
            ACTS[act](session)


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"title": " "}, "Give the session a title.", "title"),
        ({"kind": "party"}, "Choose what kind of session it is.", "kind"),
        ({"day": ""}, "Enter the date.", "day"),
        ({"place": " "}, "Say where it takes place.", "place"),
        ({"domains": []}, "Choose the domain or theme that calls for the workshop.", "domains"),
        ({"kind": "recall", "domains": []}, "Say why it takes place.", "why"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(change: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        given(LearningSession, ID).plan(**PLAN | change, **SAID)


@pytest.mark.parametrize(
    ("past", "act", "words", "field"),
    [
        ([PLANNED], lambda s: s.plan(**PLAN, **SAID), "This session is planned already.", ""),
        ([PLANNED], lambda s: s.move("2024-06-05", " Hall ", "Ill.", **SAID), "Enter another date or place.", "day"),
        ([PLANNED], lambda s: s.move("2024-06-06", "", " ", **SAID), "Give the reason.", "reason"),
        ([PLANNED], lambda s: s.cancel(" ", **SAID), "Give the reason.", "reason"),
        ([PLANNED], lambda s: s.hold([ANNA], 0, on="2024-06-04", **SAID), "This is before its day. Move it first.",
         "on"),
        ([PLANNED], lambda s: s.hold([], 0, on="2024-06-05", **SAID), "Say who was there.", "present"),
        ([PLANNED], lambda s: s.hold([ANNA], -1, on="2024-06-05", **SAID),
         "Enter how many others were there, from 0 to 10,000.", "others"),
        ([PLANNED, HELD], lambda s: s.correct_attendance([ANNA], 2, "So.", **SAID), "This is the attendance already.",
         "present"),
        ([PLANNED, HELD], lambda s: s.correct_attendance([BEN], 2, "", **SAID), "Give the reason.", "reason"),
    ],
)  # fmt: skip
def test_a_session_refuses(past: list[Fact], act: Callable[[LearningSession], None], words: str, field: str) -> None:
    with refusal(words, field):
        act(given(LearningSession, ID, *past))

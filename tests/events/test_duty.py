"""The manager's duties for one audit: given events, when, then events or a refusal in words."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import duty as events
from app.events.base import Refusal
from app.events.duty import Duty
from tests.events.deciding import SAID, decided, given

ID = "duty/2024-05/0001"
DUE = {"direction": "2024-06-20", "discussion": "2024-06-27", "follow_up": "2024-07-11", "closing": "2024-07-25"}
RECEIVED = (
    events.AuditReceivedByTeam,
    {
        "audit": "audit/2024-05/0001", "child": "child/C-1", "team": "team/a", "area": "area/a",
        "worker": "person/dana", "on": "2024-06-13", "due": DUE,
    },
)  # fmt: skip
TOLD = {"on": "2024-06-18", "done_by": "person/omar", "reference": "Note 18", "note": ""}
DIRECTION = (events.DirectionRecorded, TOLD)
DISCUSSION = (events.DiscussionRecorded, TOLD | {"kind": "reflective"})
FOLLOWED = (events.ActionsFollowedUp, TOLD)
CLOSED = (events.FollowUpClosed, TOLD)
READY = (RECEIVED, DIRECTION, DISCUSSION, FOLLOWED)
Act = Callable[[Duty], None]


def direct(duty: Duty, **other: Any) -> None:
    duty.record_direction(**TOLD | other, **SAID)


def discuss(duty: Duty, **other: Any) -> None:
    duty.record_discussion(**TOLD | {"kind": "reflective"} | other, **SAID)


def follow(duty: Duty, **other: Any) -> None:
    duty.follow_up(**TOLD | other, **SAID)


def close(duty: Duty, **other: Any) -> None:
    duty.close(**{"open_actions": ()} | TOLD | other, **SAID)


@pytest.mark.parametrize(
    ("past", "act", "made"),
    [
        ((RECEIVED,), direct, DIRECTION),
        ((RECEIVED,), discuss, DISCUSSION),
        ((RECEIVED, DISCUSSION), direct, DIRECTION),
        ((RECEIVED,), follow, FOLLOWED),
        (READY, close, CLOSED),
    ],
)
def test_each_duty_is_recorded_once_in_whatever_order(past: Any, act: Act, made: Any) -> None:
    duty = given(Duty, ID, *past)
    act(duty)
    assert decided(duty) == [made]
    with pytest.raises(Refusal, match="This is recorded already, on 18 June 2024"):
        act(duty)


@pytest.mark.parametrize("act", [direct, discuss, follow, close])
def test_nothing_is_recorded_of_an_audit_that_the_team_has_not_received(act: Act) -> None:
    with pytest.raises(Refusal, match="The team has not received this audit: it is not accepted yet"):
        act(given(Duty, ID))


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"on": "2024-06-12"}, "on", "before the team received the audit, on 13 June 2024"),
        ({"done_by": "person/dana"}, "done_by", "The worker whose work was audited cannot do the manager's duty"),
        ({"reference": "  "}, "reference", "Say where it stands on the child's record"),
    ],
)
@pytest.mark.parametrize("act", [direct, discuss, follow])
def test_what_cannot_be_is_refused_beside_its_field(act: Any, wrong: Any, field: str, sentence: str) -> None:
    duty = given(Duty, ID, RECEIVED)
    with pytest.raises(Refusal, match=sentence) as refused:
        act(duty, **wrong)
    assert (refused.value.field, decided(duty)) == (field, [])


def test_a_discussion_is_of_a_known_kind() -> None:
    with pytest.raises(Refusal, match="Choose what kind of discussion it was"):
        discuss(given(Duty, ID, RECEIVED), kind="long")


@pytest.mark.parametrize(
    ("past", "more", "sentence"),
    [
        ((RECEIVED, DIRECTION), {}, "Record this first: discussion with the worker, actions followed up."),
        (
            READY,
            {"open_actions": ["action/a"]},
            "1 action of this audit is still open. The follow-up closes once they are done or cancelled.",
        ),
        (READY, {"open_actions": ["action/a", "action/b"]}, "2 actions are still open"),
        (
            READY,
            {"on": "2024-06-17"},
            "The follow-up cannot have been closed before 2024-06-18, when the last duty was done.",
        ),
    ],
)
def test_the_follow_up_closes_only_when_everything_is_done(past: Any, more: Any, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        close(given(Duty, ID, *past), **more)


def test_a_wrong_record_is_taken_back_with_what_it_said_and_can_be_recorded_again() -> None:
    duty = given(Duty, ID, RECEIVED, DISCUSSION)
    duty.take_back("discussion", reason=" Wrong line. ", **SAID)
    discuss(duty, kind="not_reflective")
    (taken, again) = decided(duty)
    why = {"duty": "discussion", "said": DISCUSSION[1], "reason": "Wrong line."}
    assert taken == (events.DutyRecordTakenBack, why)
    assert again[1]["kind"] == "not_reflective"


@pytest.mark.parametrize(
    ("past", "duty", "reason", "sentence"),
    [
        ((RECEIVED,), "direction", "Wrong.", "Nothing is recorded of this duty"),
        ((RECEIVED, DIRECTION), "direction", " ", "Give the reason"),
        ((*READY, CLOSED), "direction", "Wrong.", "Take the closing back first"),
    ],
)
def test_a_record_is_not_taken_back(past: Any, duty: str, reason: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        given(Duty, ID, *past).take_back(duty, reason=reason, **SAID)


def test_an_audit_is_received_once() -> None:
    with pytest.raises(Refusal, match="The team has received this audit already"):
        given(Duty, ID, RECEIVED).receive(**RECEIVED[1], **SAID)

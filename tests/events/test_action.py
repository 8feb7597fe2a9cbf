"""The rules of an action: every way from state to state, every refusal, and who may not."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events.action import (
    Action,
    ActionAmended,
    ActionCancelled,
    ActionCompleted,
    ActionExtended,
    ActionProgressNoted,
    ActionRaised,
    ActionReassigned,
    ActionReopened,
    ActionVerified,
)
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal

ID, DANA, OMAR, BEN = "action/k7", "person/dana-lewis", "person/omar-haddad", "person/ben-carter"
ON = {"on": "2024-06-10"}
SAYS = {"what": "See the child alone.", "owner": DANA, "due": "2024-06-20"}
WHOSE = {"source": "audit/2024-05/0001", "child": "child/C-1", "team": "team/harbour", "area": "area/east"}
RAISED: Fact = (ActionRaised, SAYS | WHOSE | {"on": "2024-06-01"})
COMPLETED: Fact = (ActionCompleted, {"evidence": "Entry of 5 June.", "on": "2024-06-05"})
VERIFIED: Fact = (ActionVerified, {"note": "", "on": "2024-06-06"})
CANCELLED: Fact = (ActionCancelled, {"reason": "Moved away.", "on": "2024-06-07", "left_out": False})
LEFT_OUT: Fact = (ActionCancelled, {"reason": "Left out.", "on": "2024-06-07", "left_out": True})
HERE = {"team": "team/harbour", "area": "area/east"}
ASK = "Ask your manager or the QA lead."
AS_DANA, AS_OMAR = SAID | {"by": DANA}, SAID | {"by": OMAR}
"""Ruth Okafor recorded everything that has happened, so Omar Haddad is the other person."""

STATES: dict[str, list[Fact]] = {
    "open": [RAISED],
    "completed": [RAISED, COMPLETED],
    "verified": [RAISED, COMPLETED, VERIFIED],
    "cancelled": [RAISED, CANCELLED],
}
ACTS: dict[str, tuple[Callable[[Action], Any], Fact, str]] = {
    "extend": (
        lambda action: action.extend("2024-06-28", reason=" Away. ", **ON, **AS_OMAR),
        (ActionExtended, {"due": "2024-06-28", "was": "2024-06-20", "reason": "Away.", **ON}),
        "extended",
    ),
    "reassign": (
        lambda action: action.reassign(BEN, **HERE, reason="Leave.", **ON, **AS_OMAR),
        (ActionReassigned, {"owner": BEN, "was": DANA, **HERE, "reason": "Leave.", **ON}),
        "handed over",
    ),
    "note_progress": (
        lambda action: action.note_progress(" Half. ", **ON, **AS_DANA),
        (ActionProgressNoted, {"note": "Half.", **ON}),
        "noted as under way",
    ),
    "complete": (
        lambda action: action.complete(" Seen on 9 June. ", **ON, **AS_DANA),
        (ActionCompleted, {"evidence": "Seen on 9 June.", **ON}),
        "completed",
    ),
    "cancel": (
        lambda action: action.cancel(reason="Moved.", **ON, **AS_OMAR),
        (ActionCancelled, {"reason": "Moved.", **ON, "left_out": False}),
        "cancelled",
    ),
    "verify": (
        lambda action: action.verify(note=" Read it. ", **ON, **AS_OMAR),
        (ActionVerified, {"note": "Read it.", **ON}),
        "verified",
    ),
    "reopen": (
        lambda action: action.reopen(reason="Not seen.", **ON, **AS_OMAR),
        (ActionReopened, {"reason": "Not seen.", **ON}),
        "reopened",
    ),
}
MAY = {
    "open": {"extend", "reassign", "note_progress", "complete", "cancel"},
    "completed": {"verify", "reopen"},
    "verified": {"reopen"},
    "cancelled": {"reopen"},
}
BECOMES = {"complete": "completed", "verify": "verified", "cancel": "cancelled"}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_in_its_states_and_refused_in_words_in_all_others(state: str, act: str) -> None:
    do, fact, words = ACTS[act]
    action = given(Action, ID, *STATES[state])
    assert action.state == state
    if act in MAY[state]:
        do(action)
        assert decided(action) == [fact]
        assert action.state == BECOMES.get(act, "open")
    else:
        with refusal(f"This action cannot be {words}: it is {state}."):
            do(action)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_to_an_action_that_was_never_raised(act: str) -> None:
    with refusal("There is no such action."):
        ACTS[act][0](given(Action, ID))


def test_an_action_is_raised_once_with_what_who_and_when() -> None:
    action = given(Action, ID)
    for key, words in (("what", "Write what is to be done."), ("owner", "Say who is to do it."),
                       ("due", "Give the date by which it is to be done.")):  # fmt: skip
        with refusal(words, key):
            action.raise_(**SAYS | WHOSE | {"on": "2024-06-01", key: " "}, **SAID)
    action.raise_(**SAYS | WHOSE | {"what": " See the child alone. "}, on="2024-06-01", **SAID)
    assert decided(action) == [RAISED]
    with refusal("This action has been raised already."):
        action.raise_(**SAYS | WHOSE, on="2024-06-01", **SAID)


@pytest.mark.parametrize("by", [DANA, RUTH])
@pytest.mark.parametrize("act", ["verify", "reopen"])
def test_who_did_it_or_owns_it_neither_verifies_nor_reopens_it(act: str, by: str) -> None:
    """Ruth Okafor completed it on behalf of Dana Lewis, whose it is."""
    facts = {"verify": {"note": ""}, "reopen": {"reason": "Why"}}[act]
    with refusal(f"You cannot {act} your own action."):
        getattr(given(Action, ID, RAISED, COMPLETED), act)(**facts, **ON, **SAID | {"by": by})


def test_the_owner_neither_moves_the_date_nor_cancels() -> None:
    action = given(Action, ID, RAISED)
    with refusal("You cannot move the date of your own action. Ask your manager or the QA lead."):
        action.extend("2024-06-28", reason="Busy.", **ON, **AS_DANA)
    with refusal("You cannot cancel your own action. Ask your manager or the QA lead."):
        action.cancel(reason="Busy.", **ON, **AS_DANA)


def test_who_has_had_it_neither_moves_the_date_nor_cancels_though_it_is_anothers_now() -> None:
    """Dana hands it to Ben, does as she likes, and would hand it back; so would Ben when it is hers again."""
    handed = (ActionReassigned, {"owner": BEN, "was": DANA, **HERE, "reason": "Leave.", "on": "2024-06-05"})
    back = (ActionReassigned, {"owner": DANA, "was": BEN, **HERE, "reason": "Back.", "on": "2024-06-06"})
    for history, who in (([RAISED, handed], AS_DANA), ([RAISED, handed, back], SAID | {"by": BEN})):
        with refusal(f"You have had this action yourself, so you cannot move the date of it. {ASK}"):
            given(Action, ID, *history).extend("2024-06-28", reason="Busy.", **ON, **who)
        with refusal(f"You have had this action yourself, so you cannot cancel it. {ASK}"):
            given(Action, ID, *history).cancel(reason="Busy.", **ON, **who)
        given(Action, ID, *history).extend("2024-06-28", reason="Busy.", **ON, **AS_OMAR)


@pytest.mark.parametrize("due", ["2024-06-20", "2024-06-19"])
def test_an_extension_is_to_a_later_date(due: str) -> None:
    with refusal("Give a date after the one by which it is due now.", "due"):
        given(Action, ID, RAISED).extend(due, reason="Away.", **ON, **AS_OMAR)


def test_a_hand_over_is_to_somebody_else() -> None:
    with refusal("This person has the action already.", "owner"):
        given(Action, ID, RAISED).reassign(DANA, **HERE, reason="Leave.", **ON, **AS_OMAR)


def test_reasons_evidence_and_notes_are_asked_for() -> None:
    action = given(Action, ID, RAISED)
    with refusal("Give the reason.", "reason"):
        action.extend("2024-06-28", reason=" ", **ON, **AS_OMAR)
    with refusal("Give the reason.", "reason"):
        action.reassign(BEN, **HERE, reason="", **ON, **AS_OMAR)
    with refusal("Give the reason.", "reason"):
        action.cancel(reason="", **ON, **AS_OMAR)
    with refusal("Say what was done and where it can be seen.", "evidence"):
        action.complete(" ", **ON, **AS_DANA)
    with refusal("Write how far it is.", "note"):
        action.note_progress(" ", **ON, **AS_DANA)
    with refusal("Give the reason.", "reason"):
        given(Action, ID, RAISED, COMPLETED).reopen(reason=" ", **ON, **AS_OMAR)


@pytest.mark.parametrize(
    ("past", "act", "reached"),
    [
        ([RAISED], "complete", "raised"),
        ([RAISED, COMPLETED], "verify", "completed"),
        ([RAISED, COMPLETED, VERIFIED], "reopen", "verified"),
        ([RAISED, CANCELLED], "reopen", "cancelled"),
        ([RAISED, ACTS["extend"][1]], "complete", "extended"),
        ([RAISED, ACTS["reassign"][1]], "cancel", "handed over"),
    ],
)
def test_nothing_is_dated_before_what_it_follows(past: list[Fact], act: str, reached: str) -> None:
    facts = {
        "complete": {"evidence": "x"},
        "verify": {"note": ""},
        "reopen": {"reason": "x"},
        "cancel": {"reason": "x"},
    }
    with refusal(f"The date cannot be before the action was {reached}.", "on"):
        getattr(given(Action, ID, *past), act)(**facts[act], on="2024-05-31", **AS_OMAR)


AGAIN = {"reason": "Again.", **ON, **SAID}
OTHER = SAYS | {"what": "See both children alone."}
AMENDED: Fact = (
    ActionAmended, {"changes": {"what": [SAYS["what"], OTHER["what"]]}, "reason": "Again.", **ON},
)  # fmt: skip
REOPENED: Fact = (ActionReopened, {"reason": "Again.", **ON})
FOLLOWS = {
    "open, the same": ([RAISED], SAYS, []),
    "open, other words": ([RAISED], OTHER, [AMENDED]),
    "done, the same": ([RAISED, COMPLETED], SAYS, []),
    "done, another date": ([RAISED, COMPLETED, VERIFIED], SAYS | {"due": "2024-07-01"}, []),
    "done, another thing": ([RAISED, COMPLETED, VERIFIED], OTHER, [REOPENED, AMENDED]),
    "left out and back": ([RAISED, LEFT_OUT], SAYS, [REOPENED]),
    "left out and back, other words": ([RAISED, LEFT_OUT], OTHER, [REOPENED, AMENDED]),
    "cancelled by somebody": ([RAISED, CANCELLED], OTHER, []),
}


@pytest.mark.parametrize("case", FOLLOWS)
def test_an_action_follows_what_its_source_says_when_it_is_returned_again(case: str) -> None:
    past, says, events = FOLLOWS[case]
    action = given(Action, ID, *past)
    action.follow(**says, **AGAIN)
    assert decided(action) == events


def test_what_was_decided_since_stands_unless_the_source_says_otherwise() -> None:
    """A manager extended the date and handed the action over; the audit still says what it said."""
    action = given(Action, ID, RAISED, ACTS["extend"][1], ACTS["reassign"][1])
    action.follow(**SAYS, **AGAIN)
    assert (decided(action), action.owner, action.due) == ([], BEN, "2024-06-28")
    action.follow(**SAYS | {"due": "2024-07-15"}, **AGAIN)
    assert decided(action) == [
        (ActionAmended, {"changes": {"due": ["2024-06-28", "2024-07-15"]}, "reason": "Again.", **ON})
    ]


@pytest.mark.parametrize(("state", "gone"), [("open", True), ("completed", False), ("verified", False)])
def test_only_an_open_action_is_left_out(state: str, gone: bool) -> None:
    action = given(Action, ID, *STATES[state])
    action.leave_out(reason="Left out.", **ON, **AS_DANA)
    assert [kind for kind, _ in decided(action)] == [ActionCancelled] * gone
    assert action.left_out == gone

"""The rules of a loop: every step, every refusal in its words, and what each state lets happen."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import loop as events
from app.events.audit import Audit, AuditAllocated, AuditReturned, AuditSectionSaved
from app.events.audit_loop import AuditGradedInItsLoop, grade_in_loop
from app.events.cycle import Cycle, LoopedAuditAdded
from app.events.loop import Loop
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal
from tests.events.test_cycle import ALLOCATED, CLOSED, DRAWN, FIRST, OPENED, OTHERS

ANNA, BEN, NADIA, MARY = "person/anna-bell", "person/ben-carter", "person/nadia-rahman", "person/mary-quinn"
ONE, TWO, ID = "audit/2024-05/0001", "audit/2024-05/0002", "loop/x"
FACTS: dict[str, Any] = {
    "cycle": "cycle/2024-05", "child": FIRST, "first": ONE, "second": TWO, "first_auditor": ANNA, "second_auditor": BEN,
    "why": "To learn from.", "grounds": "Clear.", "on": "2024-05-02",
}  # fmt: skip
DAY = {"on": "2024-05-20"}
OPEN: Fact = (events.LoopOpened, FACTS)
ONE_IN: Fact = (events.LoopedAuditCameIn, {"audit": ONE, **DAY})
TWO_IN: Fact = (events.LoopedAuditCameIn, {"audit": TWO, **DAY})
BACK: Fact = (events.LoopedAuditWentBack, {"audit": TWO, **DAY})
LIFTED: Fact = (events.LoopSealLifted, DAY)
WHEN: dict[str, Any] = {"day": "2024-06-03", "time": "10:00", "place": "Room 2", "attendees": [ANNA, BEN, RUTH]}
MEETING: Fact = (events.LoopMeetingArranged, WHEN | {"role": "qa_lead"})
GRADES = {"plans": ("good", "inadequate"), "voice": ("good", "good"), "overall": ("good", "requires-improvement")}
DECIDED = {"plans": ("inadequate", "No dates in the plan."), "overall": ("good", "Both read it again.")}
LABELS = {"plans": "Quality of plans", "voice": "Child's voice", "overall": "Overall grade"}
SCALES = dict.fromkeys(GRADES, ("good", "requires-improvement", "inadequate"))
AGREEMENT: dict[str, Any] = {
    "on": "2024-06-03", "attendees": [ANNA, BEN, RUTH], "given": GRADES, "grades": GRADES, "decisions": DECIDED,
    "scales": SCALES, "labels": LABELS, "graded_on": ONE, "learning": ("Look at the dates.", "Say what you saw."),
    "role": "qa_lead",
}  # fmt: skip
OUTCOME: dict[str, Any] = {
    "on": "2024-06-03", "attendees": [ANNA, BEN, RUTH], "graded_on": ONE, "role": "qa_lead", "counted": {},
    "first_learning": "Look at the dates.", "second_learning": "Say what you saw.",
    "grades": {"plans": ["good", "inadequate", "inadequate", "No dates in the plan."], "voice": ["good"] * 3 + [""],
               "overall": ["good", "requires-improvement", "good", "Both read it again."]},
}  # fmt: skip
AGREED: Fact = (events.LoopAgreed, OUTCOME)
ENDED: Fact = (events.LoopEnded, {"audit": TWO, "how": "withdrawn", **DAY})
BOTH = "Both audits have to be in first."
BOTH_IN = [OPEN, ONE_IN, TWO_IN, LIFTED]


def test_a_loop_goes_from_sealed_to_agreed() -> None:
    loop = given(Loop, ID)
    loop.open(**FACTS, **SAID)
    loop.take_in(ONE, **DAY, **SAID)
    assert loop.state == "sealed"
    loop.take_in(TWO, **DAY, **SAID)
    assert loop.state == "both_in"
    loop.arrange(**WHEN | SAID, role="qa_lead", reason="")
    loop.agree(**AGREEMENT | SAID)
    assert decided(loop) == [*BOTH_IN, MEETING, AGREED]


def test_a_loop_is_opened_once_for_two_people_by_a_third_with_a_reason() -> None:
    with refusal("This auditor has the first audit. Choose another.", "auditor"):
        given(Loop, ID).open(**FACTS | {"second_auditor": ANNA}, **SAID)
    with refusal("You would know of both audits. Somebody who has neither opens the loop."):
        given(Loop, ID).open(**FACTS | {"second_auditor": RUTH}, **SAID)
    with refusal("Give the reason.", "why"):
        given(Loop, ID).open(**FACTS | {"why": " "}, **SAID)
    with refusal("This loop has been opened already."):
        given(Loop, ID, OPEN).open(**FACTS, **SAID)


def test_the_seal_holds_until_both_are_in_at_once() -> None:
    loop = given(Loop, ID, OPEN, ONE_IN)
    loop.take_in(ONE, **DAY, **SAID)
    loop.let_go_back(ONE, **DAY, **SAID)
    loop.take_in(TWO, **DAY, **SAID)
    assert (loop.state, loop.came_in) == ("sealed", {TWO})
    loop.take_in(ONE, **DAY, **SAID)
    assert [kind for kind, _ in decided(loop)] == [
        events.LoopedAuditWentBack, events.LoopedAuditCameIn, events.LoopedAuditCameIn, events.LoopSealLifted,
    ]  # fmt: skip


def test_one_that_goes_back_later_stops_the_agreement_and_no_seal_comes_again() -> None:
    loop = given(Loop, ID, *BOTH_IN, MEETING, BACK)
    assert loop.state == "arranged"
    with refusal(BOTH):
        loop.agree(**AGREEMENT | SAID)
    loop.take_in(TWO, **DAY, **SAID)
    loop.agree(**AGREEMENT | SAID)
    assert decided(loop) == [TWO_IN, AGREED]


def test_another_auditor_of_one_half_is_nobody_who_had_the_other() -> None:
    loop = given(Loop, ID, OPEN)
    with refusal("This auditor has or had the other audit of this child. Choose another.", "auditor"):
        loop.hand_over(TWO, ANNA, **DAY, **SAID)
    loop.hand_over(TWO, BEN, **DAY, **SAID)
    loop.hand_over(TWO, NADIA, **DAY, **SAID)
    with refusal("This auditor has or had the other audit of this child. Choose another.", "auditor"):
        loop.hand_over(ONE, BEN, **DAY, **SAID)
    moved = {"audit": TWO, "auditor": NADIA, "was": BEN, **DAY}
    assert decided(loop) == [(events.LoopedAuditChangedHands, moved)]


def test_a_loop_ends_with_one_of_its_audits() -> None:
    loop = given(Loop, ID, OPEN, ONE_IN)
    loop.end(TWO, "withdrawn", **DAY, **SAID)
    loop.end(ONE, "withdrawn", **DAY, **SAID)
    assert (decided(loop), loop.state) == ([ENDED], "ended")


LED: dict[str, Callable[[Loop, dict[str, Any]], None]] = {
    "arrange": lambda loop, more: loop.arrange(**{**WHEN, "role": "qa_lead", "reason": "Ill.", **SAID} | more),
    "agree": lambda loop, more: loop.agree(**{**AGREEMENT, **SAID} | more),
}


@pytest.mark.parametrize("act", LED)
def test_a_meeting_is_led_by_a_moderator_or_qa_who_is_neither_of_the_two(act: str) -> None:
    lead = LED[act]
    with refusal("You are one of the two auditors. A moderator or the QA lead who is neither does this."):
        lead(given(Loop, ID, *BOTH_IN), {"by": ANNA})
    changed: Fact = (events.LoopedAuditChangedHands, {"audit": TWO, "auditor": NADIA, "was": BEN, **DAY})
    with refusal("You are one of the two auditors. A moderator or the QA lead who is neither does this."):
        lead(given(Loop, ID, OPEN, changed, ONE_IN, TWO_IN, LIFTED), {"by": BEN})
    with refusal("A moderator or the QA lead does this."):
        lead(given(Loop, ID, *BOTH_IN), {"role": ""})
    with refusal("There is no such loop."):
        lead(given(Loop, ID), {})


@pytest.mark.parametrize("act", LED)
@pytest.mark.parametrize(
    ("past", "words"),
    [
        ([OPEN], BOTH),
        ([OPEN, ONE_IN], BOTH),
        ([*BOTH_IN, BACK], BOTH),
        ([*BOTH_IN, AGREED], "This loop is agreed already."),
        ([OPEN, ENDED], "This loop is ended already."),
    ],
)
def test_what_a_state_does_not_let_happen(act: str, past: list[Fact], words: str) -> None:
    with refusal(words):
        LED[act](given(Loop, ID, *past), {})


def test_a_meeting_is_of_both_auditors_and_moved_with_a_reason() -> None:
    with refusal("Both auditors come to the meeting.", "attendees"):
        LED["arrange"](given(Loop, ID, *BOTH_IN), {"attendees": [ANNA, RUTH]})
    with refusal("Give the reason.", "reason"):
        LED["arrange"](given(Loop, ID, *BOTH_IN, MEETING), {"day": "2024-06-04", "reason": " "})
    with refusal("This is when and where the meeting is already.", "day"):
        LED["arrange"](given(Loop, ID, *BOTH_IN, MEETING), {})
    loop = given(Loop, ID, *BOTH_IN, MEETING)
    LED["arrange"](loop, {"day": "2024-06-04"})
    moved = WHEN | {"day": "2024-06-04", "was": ["2024-06-03", "10:00", "Room 2"], "reason": "Ill.", "role": "qa_lead"}
    assert decided(loop) == [(events.LoopMeetingMoved, moved)]


@pytest.mark.parametrize(
    ("more", "words", "field"),
    [
        ({"attendees": [ANNA, RUTH]}, "The grades are agreed with both auditors.", "attendees"),
        ({"decisions": {}}, "Quality of plans: the two grades differ. Choose the one that was agreed.", "to.plans"),
        ({"decisions": {**DECIDED, "plans": ("good", "")}}, "Quality of plans: say why this grade was agreed.",
         "why.plans"),
        ({"decisions": {**DECIDED, "plans": ("na", "Why.")}},
         "Quality of plans: the two grades differ. Choose the one that was agreed.", "to.plans"),
        ({"decisions": {"plans": DECIDED["plans"]}},
         "Overall grade: the two grades differ. Choose the one that was agreed.", "to.overall"),
        ({"on": "2024-05-19"}, "Both audits are in since 20 May 2024. Enter that day or a later one.", "on"),
        ({"learning": ("", "Text.")}, "Say what this auditor can learn from it.", "first_learning"),
        ({"learning": ("Text.", " ")}, "Say what this auditor can learn from it.", "second_learning"),
    ],
)  # fmt: skip
def test_every_difference_needs_a_decision_and_each_auditor_their_learning(
    more: dict[str, Any], words: str, field: str
) -> None:
    with refusal(words, field):
        LED["agree"](given(Loop, ID, *BOTH_IN), more)


def test_nothing_is_agreed_before_the_meeting_that_is_arranged() -> None:
    words = "The meeting is on 3 June 2024. Enter that day or a later one, or move the meeting."
    with refusal(words, "on"):
        LED["agree"](given(Loop, ID, *BOTH_IN, MEETING), {"on": "2024-06-02"})
    LED["agree"](given(Loop, ID, *BOTH_IN), {"on": "2024-05-20"})


def test_what_counts_now_is_settled_and_what_each_gave_is_kept() -> None:
    counts = {"plans": ("inadequate", "inadequate"), "voice": ("good", "inadequate"), "overall": GRADES["overall"]}
    with refusal("Child's voice: the two grades differ. Choose the one that was agreed.", "to.voice"):
        LED["agree"](given(Loop, ID, *BOTH_IN), {"grades": counts})
    loop = given(Loop, ID, *BOTH_IN)
    LED["agree"](loop, {"grades": counts, "decisions": DECIDED | {"voice": ("good", "They read it.")}})
    assert loop.agreed == {
        "plans": ["good", "inadequate", "inadequate", ""], "voice": ["good", "good", "good", "They read it."],
        "overall": ["good", "requires-improvement", "good", "Both read it again."],
    }  # fmt: skip
    assert decided(loop)[-1][1]["counted"] == {
        "plans": ["inadequate", "inadequate"], "voice": ["good", "inadequate"]}  # fmt: skip


def test_nothing_follows_an_agreed_or_ended_loop() -> None:
    for past in ([*BOTH_IN, AGREED], [OPEN, ENDED]):
        loop = given(Loop, ID, *past)
        loop.take_in(TWO, **DAY, **SAID)
        loop.let_go_back(ONE, **DAY, **SAID)
        loop.end(ONE, "withdrawn", **DAY, **SAID)
        loop.hand_over(ONE, NADIA, **DAY, **SAID)
        assert not decided(loop)


def test_a_month_gives_a_child_a_second_audit_once() -> None:
    month = given(Cycle, "cycle/2024-05", OPENED, DRAWN, ALLOCATED)
    facts: dict[str, Any] = {"first": 1, "child": FIRST, "auditor": BEN, "loop": ID, "grounds": "Clear."}
    assert month.add_looped(**facts | SAID) == 2
    assert decided(month) == [(LoopedAuditAdded, facts | {"number": 2})]
    assert FIRST not in month.waiting()
    for number in (1, 2):
        with refusal("This audit is looped already."):
            month.add_looped(**facts | {"first": number} | SAID)
    with refusal("This month is closed."):
        given(Cycle, "cycle/2024-05", OPENED, DRAWN, ALLOCATED, CLOSED).add_looped(**facts | SAID)


def test_the_numbers_after_a_second_audit_stay_unique() -> None:
    month = given(Cycle, "cycle/2024-05", OPENED, DRAWN, ALLOCATED)
    month.add_looped(first=1, child=FIRST, auditor=BEN, loop=ID, grounds="", **SAID)
    pair = {"child": "child/C-10519", "auditor": ANNA, "grounds": ""}
    month.allocate(seed="s", pairs=[pair], **OTHERS, **SAID)
    assert decided(month)[-1][1]["pairs"][0]["number"] == 3


ALLOCATION: Fact = (AuditAllocated, {
    "cycle": "cycle/2024-05", "number": 1, "child": FIRST, "auditor": ANNA, "team": "team/x", "area": "area/x",
    "worker": "", "plan": "CP", "framework": "framework/core", "framework_version": 1, "on": "2024-05-01",
    "due": "2024-05-28", "grounds": "", "auditor_team": "",
})  # fmt: skip
SAVED: Fact = (
    AuditSectionSaved, {"section": "plans", "changes": {"grade.plans": "good", "overall.grade": "good"}}
)  # fmt: skip
IN: Fact = (AuditReturned, {"on": "2024-05-20", "due": "2024-05-28", "working_days_late": 0})


def test_the_first_audit_carries_what_was_agreed_where_it_differs() -> None:
    audit = given(Audit, ONE, ALLOCATION, SAVED, IN)
    grade_in_loop(audit, ID, {"plans": ("inadequate", "No dates."), "overall": ("good", "Kept.")}, **DAY, **SAID)
    says = {"loop": ID, **DAY, "grades": {"plans": ["good", "inadequate", "No dates."]}, "overall": []}
    assert decided(audit) == [(AuditGradedInItsLoop, says)]
    assert audit.moderated == {"plans": "inadequate"}
    grade_in_loop(audit, ID, {"plans": ("inadequate", "No dates.")}, **DAY, **SAID)
    assert not decided(audit)
    with refusal("This audit is not in."):
        grade_in_loop(given(Audit, ONE, ALLOCATION), ID, {}, **DAY, **SAID)

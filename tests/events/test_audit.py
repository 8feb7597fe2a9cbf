"""The rules of an audit: which act is possible in which state, what is recorded, and what is refused."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

from app.demo.complete import complete
from app.demo.stories import core_framework
from app.events.audit import (
    Audit,
    AuditAccepted,
    AuditAllocated,
    AuditJudgedNotToStandard,
    AuditReallocated,
    AuditReturned,
    AuditSectionSaved,
    AuditSentBack,
    AuditStarted,
    AuditUploadedToRecord,
    Incomplete,
)
from app.events.audit_ending import (
    AuditReleased,
    AuditWithdrawn,
    NilReturnRecorded,
    record_nil_return,
    release,
    reopen,
    withdraw,
)
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID, ANNA, BEN = "audit/2024-05/0017", "person/anna-bell", "person/ben-carter"
CONTENT = core_framework()
ANSWERS = complete(CONTENT)
MINE = SAID | {"by": ANNA}
NOW = SAID | {"at": "2024-05-29T09:00:00+00:00"}

ALLOCATED: Fact = (AuditAllocated, {
    "cycle": "cycle/2024-05", "number": 17, "child": "child/C-10482", "auditor": ANNA, "team": "team/harbour",
    "area": "area/east", "worker": "person/dana-lewis", "plan": "CP", "framework": "framework/core",
    "framework_version": 1, "on": "2024-05-01", "due": "2024-05-28", "grounds": "The fewest audits",
    "auditor_team": "team/hillside",
})  # fmt: skip
STARTED: Fact = (AuditStarted, {"on": "2024-05-20"})
WRITTEN: Fact = (AuditSectionSaved, {"section": "about", "changes": ANSWERS})
RETURNED: Fact = (AuditReturned, {"on": "2024-05-27", "due": "2024-05-28", "working_days_late": 0})
ACCEPTED: Fact = (AuditAccepted, {"on": "2024-05-29", "note": ""})
NOT_TO_STANDARD: Fact = (AuditJudgedNotToStandard, {"on": "2024-05-29", "reason": "No evidence."})
SENT_BACK: Fact = (
    AuditSentBack,
    {"on": "2024-05-29", "reason": "No dates.", "due": "2024-06-05", "usual": "", "exempt_until": ""},
)
NIL: Fact = (NilReturnRecorded, {"on": "2024-06-03", "reason": "Nothing came."})
WITHDRAWN: Fact = (AuditWithdrawn, {"on": "2024-06-03", "reason": "Moved away."})
RELEASED: Fact = (AuditReleased, {"exemption": "exemption/q4t9", "reason_class": "health", "on": "2024-05-21"})
UPLOADED: Fact = (AuditUploadedToRecord, {"on": "2024-05-30", "uploaded_by": BEN, "reference": "DOC-1"})

IN = [ALLOCATED, STARTED, WRITTEN, RETURNED]
STATES: dict[str, list[Fact]] = {
    "allocated": [ALLOCATED],
    "started": [ALLOCATED, STARTED, WRITTEN],
    "returned": IN,
    "sent_back": [*IN, SENT_BACK],
    "accepted": [*IN, ACCEPTED],
    "not_to_standard": [*IN, NOT_TO_STANDARD],
    "nil_return": [ALLOCATED, NIL],
    "withdrawn": [ALLOCATED, WITHDRAWN],
    "released": [ALLOCATED, RELEASED],
}
OPEN = {"allocated", "started", "sent_back"}

Act = Callable[[Audit], None]
ACTS: dict[str, tuple[Act, set[str], str]] = {
    "save": (lambda a: a.save_section(CONTENT, "summary", {"strengths": "New."}, on="2024-05-22", **MINE),
             OPEN, "saved"),
    "return": (lambda a: a.return_(CONTENT, on="2024-05-27", working_days_late=0, **MINE), OPEN, "returned"),
    "accept": (lambda a: a.accept(on="2024-05-29", note="", **SAID), {"returned"}, "judged"),
    "not to standard": (lambda a: a.judge_not_to_standard(on="2024-05-29", reason="Thin.", **SAID),
                        {"returned"}, "judged"),
    "send back": (lambda a: a.send_back(on="2024-05-29", reason="Thin.", due="2024-06-05", **SAID),
                  {"returned"}, "judged"),
    "nil return": (lambda a: record_nil_return(a, on="2024-06-03", reason="Nothing came.", **SAID),
                   OPEN, "recorded as a nil return"),
    "withdraw": (lambda a: withdraw(a, on="2024-06-03", reason="Moved.", **SAID), {*OPEN, "returned"}, "withdrawn"),
    "release": (lambda a: release(a, exemption="exemption/q4t9", reason_class="health", on="2024-05-21", **SAID),
                OPEN, "released"),
    "reopen": (lambda a: reopen(a, on="2024-06-04", reason="It came.", **SAID),
               {"nil_return", "withdrawn", "released"}, "opened again"),
    "reallocate": (lambda a: a.reallocate(BEN, on="2024-06-04", due="2024-06-25", reason="Ill.", grounds="", **SAID),
                   {*OPEN, "released", "nil_return"}, "reallocated"),
    "upload": (lambda a: a.upload(on="2024-05-30", uploaded_by=BEN, reference="DOC-1", **SAID),
               {"accepted"}, "uploaded to the child's record"),
}  # fmt: skip
WORDS = {"allocated": "allocated", "started": "started", "returned": "returned", "sent_back": "sent back",
         "accepted": "accepted", "not_to_standard": "not to standard", "nil_return": "nil return",
         "withdrawn": "withdrawn", "released": "released by exemption"}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_possible_in_its_states_only(name: str, state: str) -> None:
    act, allowed, done = ACTS[name]
    audit = given(Audit, ID, *STATES[state])
    assert audit.state == state
    if state not in allowed:
        with refusal(f"This audit cannot be {done}: it is {WORDS[state]}."):
            act(audit)
        assert decided(audit) == []
    elif name == "return" and state == "allocated":
        with pytest.raises(Incomplete):
            act(audit)
    else:
        act(audit)
        assert decided(audit)


@pytest.mark.parametrize("name", ACTS)
def test_nothing_happens_to_an_audit_that_is_not_there(name: str) -> None:
    with refusal("There is no such audit."):
        ACTS[name][0](given(Audit, ID))


def test_an_audit_is_allocated_once() -> None:
    audit = given(Audit, ID)
    audit.allocate(**ALLOCATED[1], **SAID)
    assert decided(audit) == [ALLOCATED]
    with refusal("This audit has been allocated already."):
        audit.allocate(**ALLOCATED[1], **SAID)


def test_the_first_save_starts_the_audit_and_only_changes_are_recorded() -> None:
    audit = given(Audit, ID, ALLOCATED)
    values = {"strengths": "She is heard.", "improvements": ""}
    audit.save_section(CONTENT, "summary", values, on="2024-05-20", **MINE)
    audit.save_section(CONTENT, "summary", values, on="2024-05-21", **MINE)
    audit.save_section(CONTENT, "summary", {"strengths": "She is seen."}, on="2024-05-22", **MINE)
    assert decided(audit) == [
        (AuditStarted, {"on": "2024-05-20"}),
        (AuditSectionSaved, {"section": "summary", "changes": {"strengths": "She is heard."}}),
        (AuditSectionSaved, {"section": "summary", "changes": {"strengths": "She is seen."}}),
    ]
    assert audit.saved_at == {"strengths": 4}


def test_a_field_can_be_emptied() -> None:
    audit = given(Audit, ID, *STATES["started"])
    audit.save_section(CONTENT, "summary", {"strengths": ""}, on="2024-05-22", **MINE)
    assert decided(audit) == [(AuditSectionSaved, {"section": "summary", "changes": {"strengths": ""}})]


def test_what_is_missing_is_all_said_at_once() -> None:
    audit = given(Audit, ID, ALLOCATED)
    with pytest.raises(Incomplete) as incomplete:
        audit.return_(CONTENT, on="2024-05-27", working_days_late=0, **MINE)
    missing = {one.key for one in incomplete.value.missing}
    assert {"strengths", "overall.grade", *(f"grade.{domain['id']}" for domain in CONTENT["domains"])} <= missing
    assert decided(audit) == []


def test_a_return_says_what_was_due_and_how_late_it_is() -> None:
    audit = given(Audit, ID, *STATES["sent_back"])
    audit.return_(CONTENT, on="2024-06-07", working_days_late=2, **MINE)
    assert decided(audit) == [(AuditReturned, {"on": "2024-06-07", "due": "2024-06-05", "working_days_late": 2})]
    assert (audit.returned_on, audit.working_days_late) == ("2024-06-07", 2)


@pytest.mark.parametrize("name", ["accept", "not to standard", "send back"])
def test_nobody_judges_their_own_audit(name: str) -> None:
    audit = given(Audit, ID, *STATES["returned"])
    audit.auditor = SAID["by"]
    with refusal("You cannot judge your own audit."):
        ACTS[name][0](audit)


def test_nobody_withdraws_their_own_returned_audit_or_opens_it_again() -> None:
    """Before it is returned its auditor may, as QA lead: nothing of theirs has come in that this would take away."""
    for history, name, refused in (
        (IN, "withdraw", True),
        ([*IN, WITHDRAWN], "reopen", True),
        (STATES["started"], "withdraw", False),
        ([ALLOCATED, WITHDRAWN], "reopen", False),
    ):
        audit = given(Audit, ID, *history)
        audit.auditor = SAID["by"]
        with refusal("You cannot judge your own audit.") if refused else nullcontext():
            ACTS[name][0](audit)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("returned", lambda a, why: a.judge_not_to_standard(on="2024-05-29", reason=why, **SAID)),
        ("returned", lambda a, why: a.send_back(on="2024-05-29", reason=why, due="2024-06-05", **SAID)),
        ("started", lambda a, why: record_nil_return(a, on="2024-06-03", reason=why, **SAID)),
        ("started", lambda a, why: withdraw(a, on="2024-06-03", reason=why, **SAID)),
        ("nil_return", lambda a, why: reopen(a, on="2024-06-04", reason=why, **SAID)),
        ("started", lambda a, why: a.reallocate(BEN, on="2024-06-04", due="", reason=why, grounds="", **SAID)),
    ],
)  # fmt: skip
def test_a_decision_against_needs_its_reason(state: str, act: Callable[[Audit, str], None]) -> None:
    with refusal("Give the reason.", "reason"):
        act(given(Audit, ID, *STATES[state]), " ")
    audit = given(Audit, ID, *STATES[state])
    act(audit, " It is thin. ")
    assert decided(audit)[0][1]["reason"] == "It is thin."


def test_an_audit_that_is_sent_back_is_not_returned_any_more() -> None:
    audit = given(Audit, ID, *STATES["sent_back"])
    assert (audit.returned_on, audit.working_days_late) == ("", 0)


@pytest.mark.parametrize(
    ("chosen", "due", "usual"),
    [("", "2024-06-05", ""), ("2024-06-05", "2024-06-05", ""), ("2024-06-07", "2024-06-07", "2024-06-05")],
)
def test_it_goes_back_by_the_framework_or_by_a_date_that_is_chosen(chosen: str, due: str, usual: str) -> None:
    audit = given(Audit, ID, *STATES["returned"])
    audit.send_back(on="2024-05-29", reason="Thin.", due="2024-06-05", chosen=chosen, **NOW)
    facts = {"on": "2024-05-29", "reason": "Thin.", "due": due, "usual": usual, "exempt_until": ""}
    assert (decided(audit), audit.due) == ([(AuditSentBack, facts)], due)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("2024-05-28", "The date by which it is to be returned again cannot be in the past."),
        ("2024-06-08", "Saturday 8 June 2024 is not a working day. Choose another."),
        ("2024-08-26", "Monday 26 August 2024 is not a working day. Choose another."),
    ],
)
def test_it_does_not_go_back_by_a_date_that_has_passed_or_on_which_nobody_works(chosen: str, words: str) -> None:
    audit = given(Audit, ID, *STATES["returned"])
    with refusal(words, "due"):
        audit.send_back(on="2024-05-29", reason="Thin.", due="2024-06-05", chosen=chosen, **NOW)
    assert decided(audit) == []


@pytest.mark.parametrize("state", ["allocated", "started", "sent_back", "returned"])
@pytest.mark.parametrize("end", [NIL, WITHDRAWN])
def test_an_audit_opened_again_stands_where_it_stood(state: str, end: Fact) -> None:
    audit, before = given(Audit, ID, *STATES[state], end), given(Audit, ID, *STATES[state])
    reopen(audit, on="2024-06-04", reason="It came.", **SAID)
    for fact in ("state", "due", "returned_on", "working_days_late", "answers"):
        assert getattr(audit, fact) == getattr(before, fact), fact


def test_another_auditor_begins_anew_and_knows_who_had_it() -> None:
    audit = given(Audit, ID, *STATES["sent_back"])
    audit.reallocate(BEN, on="2024-05-30", due="2024-06-20", reason="Ill.", grounds="The fewest audits", **SAID)
    facts: dict[str, Any] = {"auditor": BEN, "was": ANNA, "on": "2024-05-30", "due": "2024-06-20"}
    said = {"reason": "Ill.", "grounds": "The fewest audits", "auditor_team": ""}
    assert decided(audit) == [(AuditReallocated, facts | said)]
    assert (audit.answers, audit.saved_at, audit.started_on, audit.returned_on) == ({}, {}, "", "")


def test_nobody_audits_the_work_of_their_own_team() -> None:
    own = {"auditor_team": ALLOCATED[1]["team"]}
    with refusal("Nobody audits the work of their own team.", "auditor"):
        given(Audit, ID).allocate(**ALLOCATED[1] | own, **SAID)
    with refusal("Nobody audits the work of their own team.", "auditor"):
        given(Audit, ID, ALLOCATED).reallocate(BEN, on="2024-05-22", due="", reason="x", grounds="", **own, **SAID)
    outside = given(Audit, ID)
    outside.allocate(**ALLOCATED[1] | {"team": "", "auditor_team": ""}, **SAID)
    assert outside.state == "allocated", "who is of no team is of nobody's own"


def test_an_audit_is_not_given_to_whoever_has_it() -> None:
    with refusal("This auditor has the audit already.", "auditor"):
        given(Audit, ID, ALLOCATED).reallocate(ANNA, on="2024-05-22", due="", reason="Ill.", grounds="", **SAID)


def reopened_on(a: Audit, on: str) -> None:
    reopen(a, on=on, reason="It came.", **SAID)


@pytest.mark.parametrize(
    ("state", "act", "on", "reached"),
    [
        ("returned", lambda a, on: a.accept(on=on, note="", **SAID), "2024-05-27", "returned"),
        ("returned", lambda a, on: a.judge_not_to_standard(on=on, reason="Thin.", **SAID), "2024-05-27", "returned"),
        ("returned", lambda a, on: a.send_back(on=on, reason="Thin.", due="", **SAID), "2024-05-27", "returned"),
        ("returned", lambda a, on: withdraw(a, on=on, reason="Moved.", **SAID), "2024-05-27", "returned"),
        ("started", lambda a, on: record_nil_return(a, on=on, reason="None.", **SAID), "2024-05-01", "allocated"),
        ("sent_back", lambda a, on: withdraw(a, on=on, reason="Moved.", **SAID), "2024-05-29", "sent back"),
        ("nil_return", reopened_on, "2024-06-03", "recorded as a nil return"),
        ("withdrawn", reopened_on, "2024-06-03", "withdrawn"),
        ("released", lambda a, on: a.reallocate(BEN, on=on, due="", reason="Ill.", grounds="", **SAID),
         "2024-05-21", "released"),
    ],
)  # fmt: skip
def test_nothing_is_decided_before_what_it_is_decided_about(
    state: str, act: Callable[[Audit, str], None], on: str, reached: str
) -> None:
    audit = given(Audit, ID, *STATES[state])
    with refusal(f"The date cannot be before the audit was {reached}.", "on"):
        act(audit, "2024-04-30")
    assert decided(audit) == []
    act(audit, on)
    assert decided(audit)


def test_an_audit_goes_onto_the_record_once_and_not_before_it_was_returned() -> None:
    audit = given(Audit, ID, *STATES["accepted"])
    with refusal("The audit cannot have been uploaded before it was returned.", "on"):
        audit.upload(on="2024-05-26", uploaded_by=BEN, reference="", **SAID)
    ACTS["upload"][0](audit)
    assert decided(audit) == [UPLOADED]
    with refusal("This audit is on the child's record already."):
        ACTS["upload"][0](audit)

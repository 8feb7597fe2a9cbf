"""Corrections: what may be put right by whom, what is refused, and that another agrees where a grade moves."""

from typing import Any

import pytest

from app.demo import stories
from app.events import action as actions
from app.events import action_correction, audit_correction, concern_correction, impact_correction
from app.events import audit as events
from app.events import impact as impacts
from app.events.action import Action
from app.events.audit import Audit
from app.events.audit_correction import (
    AuditAnswersCorrected,
    AuditCorrectionDeclined,
    AuditCorrectionProposed,
    AuditCorrectionWithdrawn,
)
from app.events.audit_moderation import AuditDrawnForModeration
from app.events.concern import Concern, ConcernRaised
from app.events.concern_answer import ConcernRespondedTo
from app.events.impact import Impact
from app.events.impact_questions import QUESTIONS
from tests.events.deciding import decided, given, refusal

ANNA, OMAR, RUTH, MARY = "person/anna-bell", "person/omar-haddad", "person/ruth-okafor", "person/mary-quinn"
CONTENT = stories.core_framework()
ALLOCATED = (events.AuditAllocated, {
    "cycle": "cycle/2024-05", "number": 1, "child": "child/C-1", "auditor": ANNA, "team": "team/harbour",
    "area": "area/east", "worker": "", "plan": "CP", "framework": "framework/core", "framework_version": 1,
    "on": "2024-05-07", "due": "2024-05-28", "grounds": "", "auditor_team": "",
})  # fmt: skip
SAVED = (events.AuditSectionSaved, {"section": "about", "changes": {
    "participation.worker": "not", "grade.plans": "good", "overall.grade": "good"}})  # fmt: skip
RETURNED = (events.AuditReturned, {"on": "2024-05-30", "due": "2024-05-28", "working_days_late": 2})
ACCEPTED = (events.AuditAccepted, {"on": "2024-05-31", "note": ""})
UPLOADED = (events.AuditUploadedToRecord, {"on": "2024-06-03", "uploaded_by": OMAR, "reference": "DOC-1"})
DRAWN = (AuditDrawnForModeration, {"on": "2024-05-31", "due": "2024-06-07", "working_days": 5, "drawn_as": "chance",
                                   "seed": "x", "why": "y"})  # fmt: skip
SAID = {"on": "2024-06-04", "at": "2024-06-04T09:00:00+00:00"}
WHY = {"reason": " Typed in the wrong line. ", **SAID}


def an_audit(*more: Any) -> Audit:
    return given(Audit, "audit/2024-05/0001", ALLOCATED, SAVED, RETURNED, *more)


def proposed(audit: Audit, by: str = ANNA) -> Audit:
    audit_correction.propose(audit, CONTENT, "grade.plans", "inadequate", **WHY, by=by)
    return audit


def test_who_took_part_is_corrected_with_both_values_and_why() -> None:
    audit = an_audit(ACCEPTED, UPLOADED)
    audit_correction.correct_answer(audit, CONTENT, "participation.worker", "took_part", **WHY, by=RUTH)
    changes = {"participation.worker": ["not", "took_part"]}
    facts = {"changes": changes, "reason": "Typed in the wrong line.", "proposed_by": "", "correction": 0}
    assert decided(audit) == [(AuditAnswersCorrected, facts | {"on": SAID["on"]})]
    assert (audit.answers["participation.worker"], audit.record_is_old) == ("took_part", True)


def test_a_grade_moves_only_once_another_person_agrees() -> None:
    audit = proposed(an_audit(ACCEPTED))
    assert audit.answers["grade.plans"] == "good"
    audit_correction.agree(audit, **SAID, by=RUTH)
    (first, _), (second, facts) = decided(audit)
    assert (first, second) == (AuditCorrectionProposed, AuditAnswersCorrected)
    assert (facts["changes"], facts["proposed_by"]) == ({"grade.plans": ["good", "inadequate"]}, ANNA)
    assert (audit.answers["grade.plans"], audit.correction) == ("inadequate", {})


def test_a_correction_that_is_declined_moves_nothing() -> None:
    audit = proposed(an_audit(ACCEPTED))
    audit_correction.decline(audit, **WHY, by=RUTH)
    assert decided(audit)[1][0] == AuditCorrectionDeclined
    assert (audit.answers["grade.plans"], audit.correction) == ("good", {})


def test_who_proposed_a_correction_withdraws_it_and_may_propose_another() -> None:
    audit = proposed(an_audit(ACCEPTED))
    audit_correction.withdraw(audit, **WHY, by=ANNA)
    kind, facts = decided(audit)[1]
    assert (kind, facts["correction"]) == (AuditCorrectionWithdrawn, 1)
    assert (audit.answers["grade.plans"], audit.correction) == ("good", {})
    assert proposed(audit).correction["correction"] == 2


def test_nobody_else_withdraws_it() -> None:
    with refusal("Whoever proposed the correction withdraws it. Another person can decline it."):
        audit_correction.withdraw(proposed(an_audit(ACCEPTED)), **WHY, by=RUTH)
    with refusal("No correction of this audit waits for a decision."):
        audit_correction.withdraw(an_audit(), **WHY, by=ANNA)
    with refusal("The date cannot be before the correction was proposed.", "on"):
        audit_correction.withdraw(proposed(an_audit()), **(WHY | {"on": "2024-06-03"}), by=ANNA)


def test_nobody_decides_alone_on_a_grade_nor_on_their_own_audit() -> None:
    with refusal("Somebody other than who proposed the correction decides on it."):
        audit_correction.agree(proposed(an_audit(ACCEPTED), RUTH), **SAID, by=RUTH)
    with refusal("You cannot decide on a correction of your own audit."):
        audit_correction.agree(proposed(an_audit(ACCEPTED), RUTH), **SAID, by=ANNA)
    with refusal("No correction of this audit waits for a decision."):
        audit_correction.agree(an_audit(), **SAID, by=RUTH)
    with refusal("The date cannot be before the correction was proposed.", "on"):
        audit_correction.decline(proposed(an_audit()), **(WHY | {"on": "2024-06-03"}), by=RUTH)


def test_a_grade_that_moderation_looks_at_is_not_corrected() -> None:
    words = "This audit is drawn for moderation: that, and a challenge after it, is what changes its grades."
    with refusal(words):
        proposed(an_audit(ACCEPTED, DRAWN))
    waits = (AuditCorrectionProposed, {"correction": 1, "changes": {"grade.plans": ["good", "inadequate"]},
                                       "reason": "Slip.", "on": SAID["on"]})  # fmt: skip
    with refusal(words):
        audit_correction.agree(an_audit(ACCEPTED, waits, DRAWN), **SAID, by=MARY)


def test_one_correction_at_a_time_and_only_to_what_can_be_said() -> None:
    with refusal("A correction of this audit waits for a decision already."):
        proposed(proposed(an_audit()))
    for key, now in (("grade.plans", "good"), ("grade.plans", "best"), ("strengths", "x"), ("overall.grade", "")):
        with refusal("Choose what it should say.", "change"):
            audit_correction.propose(an_audit(), CONTENT, key, now, **WHY, by=ANNA)


def test_its_auditor_corrects_neither_who_took_part_nor_when_it_came_in() -> None:
    words = "You cannot correct your own audit. Tell the QA lead what is wrong."
    with refusal(words):
        audit_correction.correct_answer(an_audit(), CONTENT, "participation.worker", "took_part", **WHY, by=ANNA)
    with refusal(words):
        audit_correction.correct_return(an_audit(), "2024-05-28", working_days_late=0, **WHY, by=ANNA)


def test_only_an_audit_that_is_in_is_corrected() -> None:
    with refusal("Only an audit that is in is corrected: its auditor changes one that is not."):
        proposed(given(Audit, "audit/2024-05/0001", ALLOCATED, SAVED))
    with refusal("There is no such audit."):
        proposed(Audit("audit/2024-05/0009"))


def test_the_day_of_a_return_is_corrected_and_with_it_how_late_it_was() -> None:
    audit = an_audit(ACCEPTED)
    audit_correction.correct_return(audit, "2024-05-28", working_days_late=0, **WHY, by=RUTH)
    ((_, facts),) = decided(audit)
    assert (facts["was"], facts["returned_on"]) == ("2024-05-30", "2024-05-28")
    assert (facts["late_before"], facts["working_days_late"]) == (2, 0)
    assert (audit.returned_on, audit.working_days_late, audit.state) == ("2024-05-28", 0, "accepted")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-05-30", "This is the day that is recorded."),
        ("2024-05-06", "The audit cannot have come in before 7 May 2024, when its auditor was given it."),
        ("2024-05-31", "The audit was in on 30 May 2024, so no later day is right."),
    ],
)
def test_a_day_on_which_it_cannot_have_come_in_is_refused(day: str, words: str) -> None:
    with refusal(words, "returned_on"):
        audit_correction.correct_return(an_audit(), day, working_days_late=0, **WHY, by=RUTH)


def test_the_upload_is_corrected_as_it_was_recorded() -> None:
    audit = an_audit(ACCEPTED, UPLOADED)
    audit_correction.correct_upload(audit, "2024-06-03", "DOC-2", **WHY, by=RUTH)
    ((_, facts),) = decided(audit)
    assert (facts["was_reference"], facts["reference"], facts["was"]) == ("DOC-1", "DOC-2", "2024-06-03")
    with refusal("This is what is recorded.", "uploaded_on"):
        audit_correction.correct_upload(audit, "2024-06-03", "DOC-2", **WHY, by=RUTH)
    with refusal("The audit cannot have been uploaded before it was returned.", "uploaded_on"):
        audit_correction.correct_upload(audit, "2024-05-29", "DOC-2", **WHY, by=RUTH)
    with refusal("No upload of this audit is recorded."):
        audit_correction.correct_upload(an_audit(ACCEPTED), "2024-06-03", "DOC-2", **WHY, by=RUTH)


def an_action(*more: Any) -> Action:
    raised = {"source": "audit/2024-05/0001", "what": "Read it.", "owner": OMAR, "due": "2024-06-01", "child": "",
              "team": "", "area": "", "on": "2024-05-20"}  # fmt: skip
    return given(Action, "action/x", (actions.ActionRaised, raised), *more)


DONE = (actions.ActionCompleted, {"evidence": "CN-1", "on": "2024-06-03"})


def test_the_day_of_completion_is_corrected_by_another() -> None:
    action = an_action((actions.ActionReassigned, {"owner": ANNA, "was": OMAR, "team": "", "area": "", "reason": "x",
                                                   "on": "2024-05-22"}), DONE)  # fmt: skip
    action_correction.correct_completion(action, "2024-05-31", **WHY, by=MARY)
    ((_, facts),) = decided(action)
    assert (facts["was"], facts["completed_on"], action.completed_on) == ("2024-06-03", "2024-05-31", "2024-05-31")


@pytest.mark.parametrize(
    ("day", "by", "words", "field"),
    [
        ("2024-05-31", OMAR, "You cannot correct your own action. Tell the QA lead what is wrong.", ""),
        ("2024-06-03", MARY, "This is the day that is recorded.", "completed_on"),
        ("2024-05-19", MARY, "The action cannot have been completed before 20 May 2024, when it was raised.",
         "completed_on"),
        ("2024-06-04", MARY, "The action was done on 3 June 2024, as was recorded then: no later day is right.",
         "completed_on"),
    ],
)  # fmt: skip
def test_a_day_of_completion_that_cannot_be_is_refused(day: str, by: str, words: str, field: str) -> None:
    with refusal(words, field):
        action_correction.correct_completion(an_action(DONE), day, **WHY, by=by)


def test_what_is_not_completed_or_not_there_has_no_day_to_correct() -> None:
    with refusal("This action is not completed."):
        action_correction.correct_completion(an_action(), "2024-05-31", **WHY, by=MARY)
    with refusal("There is no such action."):
        action_correction.correct_completion(Action("action/none"), "2024-05-31", **WHY, by=MARY)


def a_concern(*more: Any) -> Concern:
    raised = {"child": "child/C-1", "category": "1", "why": "x", "source": "direct", "raising": "raising/1",
              "team": "", "area": "", "worker": "", "responsible": [], "rule": "", "respond_by": "2024-05-20",
              "review_by": "2024-05-27"}  # fmt: skip
    known = {name: raised[name] for name in ConcernRaised.__dataclass_fields__ if name in raised}
    return given(Concern, "concern/x", (ConcernRaised, known), *more)


ANSWERED = (ConcernRespondedTo, {"what": "Visited.", "reference": "CN-1", "asked": "", "on": "2024-05-20",
            "time": "09:59", "moment": "2024-05-20T08:59:00+00:00", "in_the_name_of": "person/helen-price",
            "role": "head_of_service", "respond_by": "2024-05-20"})  # fmt: skip
RIGHT: dict[str, Any] = {"responded_on": "2024-05-20", "time": "09:40", "reference": "CN-2"}


def test_the_moment_and_the_proof_of_a_response_are_corrected() -> None:
    concern = a_concern(ANSWERED)
    concern_correction.correct_response(concern, **RIGHT, **WHY, by=MARY)
    ((_, facts),) = decided(concern)
    assert (facts["was"], facts["moment"]) == ("2024-05-20T08:59:00+00:00", "2024-05-20T08:40:00+00:00")
    assert (facts["was_reference"], facts["reference"]) == ("CN-1", "CN-2")
    assert concern.answered_at == "2024-05-20T08:40:00+00:00"


@pytest.mark.parametrize(
    ("other", "by", "words", "field"),
    [
        ({}, "person/helen-price", "Somebody other than who responded, or recorded it, corrects a response.", ""),
        ({}, RUTH, "Somebody other than who responded, or recorded it, corrects a response.", ""),
        ({"time": "09:59", "reference": "CN-1"}, MARY, "This is what is recorded.", "time"),
        ({"responded_on": "2024-05-19"}, MARY, "The response cannot have been before 20 May 2024.", "responded_on"),
        ({"time": "10:40"}, MARY, "The response was recorded before this time, so it cannot have been then.", "time"),
        ({"reference": " "}, MARY, "Give the reference under which the record shows it.", "reference"),
    ],
)
def test_a_correction_of_a_response_that_cannot_be_is_refused(
    other: dict[str, Any], by: str, words: str, field: str
) -> None:
    with refusal(words, field):
        concern_correction.correct_response(a_concern(ANSWERED), **(RIGHT | other), **WHY, by=by)


def test_without_a_response_there_is_none_to_correct() -> None:
    with refusal("No response is recorded that could be corrected."):
        concern_correction.correct_response(a_concern(), **RIGHT, **WHY, by=MARY)


def a_request(*more: Any) -> Impact:
    asked = {"audit": "audit/2024-05/0001", "part": "worker", "recipient": OMAR, "returned_on": "2024-04-01",
             "due_on": "2024-05-13", "on": "2024-05-13", "remind_on": "2024-05-20", "lapses_on": "2024-06-10",
             "questions": QUESTIONS}  # fmt: skip
    return given(Impact, "impact/x", (impacts.ImpactAsked, asked), *more)


TOLD = (impacts.ImpactAnswered, {"answers": {"practice": "no", "helped": "yes"}, "on": "2024-05-20"})


def correct(request: Impact, practice: str, by: str = RUTH) -> None:
    impact_correction.correct_answer(request, {"practice": practice, "helped": "yes"}, auditor=ANNA, **WHY, by=by)


def test_an_answer_about_impact_is_corrected_with_what_it_said() -> None:
    request = a_request(TOLD)
    correct(request, "yes")
    assert decided(request)[0][1]["changes"] == {"practice": ["no", "yes"]}


@pytest.mark.parametrize(
    ("practice", "by", "words", "field"),
    [
        ("yes", ANNA, "Somebody other than who answered, or whose audit it was, corrects an answer.", ""),
        ("yes", OMAR, "Somebody other than who answered, or whose audit it was, corrects an answer.", ""),
        ("no", RUTH, "This is what is recorded.", "practice"),
        ("best", RUTH, "Choose an answer.", "practice"),
    ],
)
def test_a_correction_of_an_answer_that_cannot_be_is_refused(practice: str, by: str, words: str, field: str) -> None:
    with refusal(words, field):
        correct(a_request(TOLD), practice, by)


def test_what_is_not_answered_has_no_answer_to_correct() -> None:
    with refusal("These questions are not answered."):
        correct(a_request(), "yes")

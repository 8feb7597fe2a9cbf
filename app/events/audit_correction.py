"""A wrong entry in an audit that is in is corrected, with a reason: an answer that counts, the return, the upload.

Where it moves a grade, one proposes it and another agrees. What was recorded stays, beside what is right.
"""

from collections.abc import Mapping
from typing import Any

from app.events.audit import Audit
from app.events.base import Event, Refusal, event
from app.events.content import Content
from app.events.sections_form import sections
from app.events.text import day_in_words, given
from app.events.vocabulary import COMPLETED_STATES

PARTS = ("participation.worker", "participation.manager", "participation.child", "participation.parent")
"""The answers, beside grades, that a figure counts."""
OVERALL = "overall.grade"
Changes = dict[str, list[str]]


@event("audit correction proposed", seals=("reason",))
class AuditCorrectionProposed(Event):
    """A grade was entered wrongly: `changes` maps it to what it says and what it should; another person decides."""

    correction: int
    changes: Changes
    reason: str
    on: str


@event("audit correction declined", seals=("reason",))
class AuditCorrectionDeclined(Event):
    """The grade stays as it was entered, and why."""

    correction: int
    reason: str
    on: str


@event("audit correction withdrawn", seals=("reason",))
class AuditCorrectionWithdrawn(Event):
    """Whoever proposed the correction of a grade does not any more, and why; the grade stays as it was entered."""

    correction: int
    reason: str
    on: str


@event("audit answers corrected", seals=("reason",))
class AuditAnswersCorrected(Event):
    """What was recorded wrongly, as `changes` from what it said to what is right, and why.

    Of a grade, `proposed_by` is who proposed it and `correction` its number; else they are empty and 0.
    """

    changes: Changes
    reason: str
    proposed_by: str
    correction: int
    on: str


@event("audit return corrected", seals=("reason",))
class AuditReturnCorrected(Event):
    """The audit came in on another day than was recorded (`was`), and so many working days late, and why."""

    returned_on: str
    was: str
    working_days_late: int
    late_before: int
    reason: str
    on: str


@event("audit upload corrected", seals=("reference", "was_reference", "reason"))
class AuditUploadCorrected(Event):
    """The copy came onto the child's record on another day, or under another reference, than was recorded; and why."""

    uploaded_on: str
    was: str
    reference: str
    was_reference: str
    reason: str
    on: str


def correctable(content: Content, answers: Mapping[str, Any], *, grades: bool) -> dict[str, dict[str, str]]:
    """By key, what an answer that counts may say instead, with its label: of the grades, or of who took part."""
    return {
        key: {id: f"{label}: {words}" for id, words in values.items() if id != answers.get(key)}
        for key, (label, values) in named(content).items()
        if answers.get(key) and (is_grade(key) if grades else key in PARTS)
    }


def named(content: Content) -> dict[str, tuple[str, dict[str, str]]]:
    """By key, the label of every answer of the form, a grade's with its domain, and what it may say, by id."""
    return {
        field.key: (
            section.label if field.key.startswith("grade.") else field.label,
            {id: words for id, words, _ in field.choices},
        )
        for section in sections(content)
        for field in section.fields
    }


def is_grade(key: str) -> bool:
    """Whether an answer is the grade of a domain, or the overall one."""
    return key == OVERALL or key.startswith("grade.")


def correct_answer(
    audit: Audit, content: Content, key: str, now: str, *, reason: str, on: str, by: str, at: str
) -> None:
    """Put right who took part; raises Refusal for its auditor, and unless the audit is in."""
    _must_be_in(audit)
    _must_be_anothers(audit, by)
    changes = _changes(audit, content, key, now, grades=False)
    facts = {"changes": changes, "reason": given(reason), "proposed_by": "", "correction": 0, "on": on}
    audit.record(AuditAnswersCorrected, by=by, at=at, **facts)


def propose(audit: Audit, content: Content, key: str, now: str, *, reason: str, on: str, by: str, at: str) -> None:
    """Say that a grade was entered wrongly; raises Refusal for one that is moderated, and while another waits."""
    _must_be_open_to_slips(audit)
    if audit.correction:
        raise Refusal("A correction of this audit waits for a decision already.")
    changes = _changes(audit, content, key, now, grades=True)
    facts = {"correction": audit.corrections + 1, "changes": changes, "reason": given(reason), "on": on}
    audit.record(AuditCorrectionProposed, by=by, at=at, **facts)


def agree(audit: Audit, *, on: str, by: str, at: str) -> None:
    """Agree to the correction that waits: from now on the grade is what it should have been.

    Raises Refusal for who proposed it and for the auditor, and where moderation began meanwhile.
    """
    waiting = _must_wait(audit, on, by)
    _must_be_open_to_slips(audit)
    facts = {"changes": waiting["changes"], "reason": waiting["reason"], "proposed_by": waiting["by"]}
    audit.record(AuditAnswersCorrected, by=by, at=at, **facts, correction=waiting["correction"], on=on)


def decline(audit: Audit, *, reason: str, on: str, by: str, at: str) -> None:
    """Leave the grade as it is, and say why; raises Refusal as `agree`."""
    waiting = _must_wait(audit, on, by)
    facts = {"correction": waiting["correction"], "reason": given(reason), "on": on}
    audit.record(AuditCorrectionDeclined, by=by, at=at, **facts)


def withdraw(audit: Audit, *, reason: str, on: str, by: str, at: str) -> None:
    """Propose the correction that waits no more, and say why; raises Refusal for anybody but who proposed it."""
    waiting = _must_be_there(audit)
    if by != waiting["by"]:
        raise Refusal("Whoever proposed the correction withdraws it. Another person can decline it.")
    _must_not_be_before(on, waiting)
    facts = {"correction": waiting["correction"], "reason": given(reason), "on": on}
    audit.record(AuditCorrectionWithdrawn, by=by, at=at, **facts)


def correct_return(
    audit: Audit, returned_on: str, *, working_days_late: int, reason: str, on: str, by: str, at: str
) -> None:
    """Put the day right on which the audit came in; raises Refusal for its auditor, who is judged by it."""
    _must_be_in(audit)
    _must_be_anothers(audit, by)
    if returned_on == audit.returned_on:
        raise Refusal("This is the day that is recorded.", "returned_on")
    if returned_on < audit.open_since:
        given_on = day_in_words(audit.open_since)
        raise Refusal(f"The audit cannot have come in before {given_on}, when its auditor was given it.", "returned_on")
    if returned_on > audit.came_in_on:
        raise Refusal(f"The audit was in on {day_in_words(audit.came_in_on)}, so no later day is right.", "returned_on")
    days = {"working_days_late": working_days_late, "late_before": audit.working_days_late}
    facts = {"returned_on": returned_on, "was": audit.returned_on, "reason": given(reason), "on": on}
    audit.record(AuditReturnCorrected, by=by, at=at, **facts, **days)


def correct_upload(audit: Audit, uploaded_on: str, reference: str, *, reason: str, on: str, by: str, at: str) -> None:
    """Put right when, or under which reference, the copy came onto the child's record."""
    if not audit.uploaded_on:
        raise Refusal("No upload of this audit is recorded.")
    if (uploaded_on, reference.strip()) == (audit.uploaded_on, audit.record_reference):
        raise Refusal("This is what is recorded.", "uploaded_on")
    if uploaded_on < audit.returned_on:
        raise Refusal("The audit cannot have been uploaded before it was returned.", "uploaded_on")
    facts = {"uploaded_on": uploaded_on, "was": audit.uploaded_on, "reference": reference.strip()}
    facts |= {"was_reference": audit.record_reference, "reason": given(reason), "on": on}
    audit.record(AuditUploadCorrected, by=by, at=at, **facts)


def _must_be_in(audit: Audit) -> None:
    if not audit.exists:
        raise Refusal("There is no such audit.")
    if audit.state not in COMPLETED_STATES:
        raise Refusal("Only an audit that is in is corrected: its auditor changes one that is not.")


def _must_be_open_to_slips(audit: Audit) -> None:
    """A grade that somebody judges, or judged, a second time is theirs to change."""
    _must_be_in(audit)
    if audit.moderation:
        raise Refusal("This audit is drawn for moderation: that, and a challenge after it, is what changes its grades.")


def _must_be_anothers(audit: Audit, by: str) -> None:
    if by == audit.auditor:
        raise Refusal("You cannot correct your own audit. Tell the QA lead what is wrong.")


def _must_wait(audit: Audit, on: str, by: str) -> dict[str, Any]:
    """The correction that waits; refused to who proposed it and to the auditor."""
    waiting = _must_be_there(audit)
    if by == waiting["by"]:
        raise Refusal("Somebody other than who proposed the correction decides on it.")
    if by == audit.auditor:
        raise Refusal("You cannot decide on a correction of your own audit.")
    _must_not_be_before(on, waiting)
    return waiting


def _must_be_there(audit: Audit) -> dict[str, Any]:
    if not audit.correction:
        raise Refusal("No correction of this audit waits for a decision.")
    return audit.correction


def _must_not_be_before(on: str, waiting: Mapping[str, Any]) -> None:
    if on < waiting["on"]:
        raise Refusal("The date cannot be before the correction was proposed.", "on")


def _changes(audit: Audit, content: Content, key: str, now: str, *, grades: bool) -> Changes:
    if now not in correctable(content, audit.answers, grades=grades).get(key, {}):
        raise Refusal("Choose what it should say.", "change")
    return {key: [audit.answers[key], now]}


def _on_proposed(audit: Audit, made: AuditCorrectionProposed) -> None:
    audit.corrections = made.correction
    said = {"correction": made.correction, "changes": made.changes, "reason": made.reason}
    audit.correction = said | {"by": made.by, "on": made.on}


def _on_ended(audit: Audit, made: AuditCorrectionDeclined | AuditCorrectionWithdrawn) -> None:
    audit.correction = {}


def _on_corrected(audit: Audit, made: AuditAnswersCorrected) -> None:
    audit.answers |= {key: now for key, (_, now) in made.changes.items()}
    audit.saved_at |= dict.fromkeys(made.changes, made.originator_version)
    audit.record_is_old = bool(audit.uploaded_on)
    if made.correction:
        audit.correction = {}


def _on_return_corrected(audit: Audit, made: AuditReturnCorrected) -> None:
    audit.returned_on, audit.working_days_late = made.returned_on, made.working_days_late
    if audit.reached == "returned":
        audit.stands_since(made.returned_on, "returned")


def _on_upload_corrected(audit: Audit, made: AuditUploadCorrected) -> None:
    audit.uploaded_on, audit.record_reference = made.uploaded_on, made.reference


Audit.evolves |= {
    AuditCorrectionProposed: _on_proposed,
    AuditCorrectionDeclined: _on_ended,
    AuditCorrectionWithdrawn: _on_ended,
    AuditAnswersCorrected: _on_corrected,
    AuditReturnCorrected: _on_return_corrected,
    AuditUploadCorrected: _on_upload_corrected,
}

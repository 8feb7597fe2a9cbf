"""Wrong entries are corrected, each with a reason and by somebody who is not judged by it; what was recorded stays."""

from datetime import date
from typing import Any

from app.events import action_correction, audit_correction, concern_correction, impact_correction
from app.events.action import Action
from app.events.audit import Audit
from app.events.audit_correction import correctable
from app.events.base import Refusal
from app.events.calendar import working_days_between
from app.events.concern import Concern
from app.events.impact import Impact
from app.programme import frameworks
from app.programme.house import House
from projections import audits, impact, loops

LOOPED = "Two auditors audited this child: what they agree in their meeting is what changes the grades."


def choices(house: House, audit: str, *, grades: bool) -> dict[str, dict[str, str]]:
    """By key, what an answer of an audit (id) that counts may be corrected to: of the grades, or of who took part."""
    found = house.log.load(Audit, audit)
    return correctable(_content(house, found), found.answers, grades=grades)


def waiting(house: House, audit: str) -> dict[str, Any]:
    """The correction of an audit's grade that waits for a decision; empty for none."""
    return house.log.load(Audit, audit).correction


def correct_answer(
    house: House, id: str, *, version: int, change: str, reason: str, on: date, by: str, at: str
) -> None:
    """Correct who took part in an audit; `change` is key=value. Raises Refusal, Stale or AlreadyDone, as all do."""
    audit = house.load_at(Audit, id, version, by, audit_correction.AuditAnswersCorrected, reason=reason)
    said = {"reason": reason, "on": on.isoformat(), "by": by, "at": at}
    audit_correction.correct_answer(audit, _content(house, audit), *_pair(change), **said)
    house.keep(audit)


def propose(house: House, id: str, *, version: int, change: str, reason: str, on: date, by: str, at: str) -> None:
    """Propose to correct a grade; another person decides."""
    audit = house.load_at(Audit, id, version, by, audit_correction.AuditCorrectionProposed, reason=reason)
    _must_be_of_no_loop(house, audit)
    said = {"reason": reason, "on": on.isoformat(), "by": by, "at": at}
    audit_correction.propose(audit, _content(house, audit), *_pair(change), **said)
    house.keep(audit)


def agree(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """Agree to the correction of a grade that waits."""
    audit = house.load_at(Audit, id, version, by, audit_correction.AuditAnswersCorrected, on=on.isoformat())
    _must_be_of_no_loop(house, audit)
    audit_correction.agree(audit, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def decline(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Leave the grade as it is."""
    audit = house.load_at(Audit, id, version, by, audit_correction.AuditCorrectionDeclined, reason=reason)
    audit_correction.decline(audit, reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def withdraw(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Propose the correction of a grade no more."""
    audit = house.load_at(Audit, id, version, by, audit_correction.AuditCorrectionWithdrawn, reason=reason)
    audit_correction.withdraw(audit, reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def correct_return(
    house: House, id: str, *, version: int, returned_on: date, reason: str, on: date, by: str, at: str
) -> None:
    """Correct the day on which an audit came in, and by that how late it was."""
    sent = {"returned_on": returned_on.isoformat(), "reason": reason}
    audit = house.load_at(Audit, id, version, by, audit_correction.AuditReturnCorrected, **sent)
    late = max(0, working_days_between(date.fromisoformat(audit.due), returned_on))
    audit_correction.correct_return(audit, **sent, working_days_late=late, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def correct_upload(
    house: House, id: str, *, version: int, uploaded_on: date, reference: str, reason: str, on: date, by: str, at: str
) -> None:
    """Correct when, or under which reference, the copy came onto the child's record."""
    sent = {"uploaded_on": uploaded_on.isoformat(), "reference": reference, "reason": reason}
    audit = house.load_at(Audit, id, version, by, audit_correction.AuditUploadCorrected, **sent)
    audit_correction.correct_upload(audit, **sent, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def correct_completion(
    house: House, id: str, *, version: int, completed_on: date, reason: str, on: date, by: str, at: str
) -> None:
    """Correct the day on which an action was completed."""
    sent = {"completed_on": completed_on.isoformat(), "reason": reason}
    action = house.load_at(Action, id, version, by, action_correction.ActionCompletionCorrected, **sent)
    action_correction.correct_completion(action, **sent, on=on.isoformat(), by=by, at=at)
    house.keep(action)


def correct_response(
    house: House, id: str, *, version: int, responded_on: date, time: str, reference: str, reason: str, on: date,
    by: str, at: str,
) -> None:  # fmt: skip
    """Correct when a child of concern was responded to, and where that is proved."""
    sent = {"responded_on": responded_on.isoformat(), "time": time, "reference": reference, "reason": reason}
    concern = house.load_at(Concern, id, version, by, concern_correction.ConcernResponseCorrected, **sent)
    concern_correction.correct_response(concern, **sent, on=on.isoformat(), by=by, at=at)
    house.keep(concern)


def correct_impact(
    house: House, id: str, *, version: int, practice: str, helped: str, reason: str, on: date, by: str, at: str
) -> None:
    """Correct what a recipient chose about impact."""
    request = house.load_at(Impact, id, version, by, impact_correction.ImpactAnswerCorrected, reason=reason)
    auditor = (audits.audit(house.model, impact.audit_of(id)) or {"auditor": ""})["auditor"]
    answers, said = {"practice": practice, "helped": helped}, {"reason": reason, "on": on.isoformat()}
    impact_correction.correct_answer(request, answers, auditor=auditor, **said, by=by, at=at)
    house.keep(request)


def _content(house: House, audit: Audit) -> dict[str, Any]:
    return frameworks.content(house, audit.framework, audit.framework_version)


def _pair(change: str) -> tuple[str, str]:
    key, _, now = change.partition("=")
    return key, now


def _must_be_of_no_loop(house: House, audit: Audit) -> None:
    """Refuse a grade of a pair: it is known to the other auditor, or was agreed with them."""
    pair = loops.pairs(house.model, audit.cycle).get(audit.id)
    if pair and pair["state"] != "ended":
        raise Refusal(LOOPED)

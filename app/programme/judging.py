"""After the return: accept, not to standard, send back, nil return, withdraw, reopen, upload to the child's record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from app.events import audit as events
from app.events import audit_ending as ending
from app.events.audit import Audit, AwaitsModeration
from app.events.audit_moderation import must_come_first
from app.events.base import Refusal
from app.programme import duties, exemptions, frameworks, going_back, looped
from app.programme.house import House
from app.programme.moderation import moderating


def accept(house: House, id: str, *, version: int, on: date, note: str, by: str, at: str) -> None:
    """Accept the audit as to standard; raises Refusal, Stale or AlreadyDone, as all of these do.

    One whose grade is always moderated is accepted by its moderation.
    """
    audit = house.load_at(Audit, id, version, by, events.AuditAccepted, on=on.isoformat(), note=note)
    _must_not_be_drawn_first(house, audit)
    with _naming_who_moderates(house):
        audit.accept(on=on.isoformat(), note=note, by=by, at=at)
    house.keep(audit, *duties.of_acceptance(house, audit, on=on, by=by, at=at))


def judge_not_to_standard(house: House, id: str, *, version: int, on: date, reason: str, by: str, at: str) -> None:
    """Judge the audit not to standard: completed, never in the grades."""
    audit = house.load_at(Audit, id, version, by, events.AuditJudgedNotToStandard, on=on.isoformat(), reason=reason)
    with _naming_who_moderates(house):
        audit.judge_not_to_standard(on=on.isoformat(), reason=reason, by=by, at=at)
    house.keep(audit)


def send_back(
    house: House,
    id: str,
    *,
    version: int,
    on: date,
    reason: str,
    due: str = "",
    although_exempt: bool = False,
    by: str,
    at: str,
) -> None:
    """Send the audit back, due again on a date of one's own, or after the framework's working days for that.

    An auditor who is exempt now has to have agreed (`although_exempt`).
    """
    sent = {"on": on.isoformat(), "reason": reason} | ({"due": due} if due else {})
    audit = house.load_at(Audit, id, version, by, events.AuditSentBack, **sent)
    usual = going_back.usual_date(house, audit.framework, audit.framework_version, on).isoformat()
    with _naming_who_moderates(house):
        until = going_back.settled(house, audit, although_exempt, at=at)
        audit.send_back(on=on.isoformat(), reason=reason, due=usual, chosen=due, exempt_until=until, by=by, at=at)
    house.keep(audit, *looped.followed(house, audit, by=by, at=at))


def record_nil_return(house: House, id: str, *, version: int, on: date, reason: str, by: str, at: str) -> None:
    """Record that no audit came back."""
    audit = house.load_at(Audit, id, version, by, ending.NilReturnRecorded, on=on.isoformat(), reason=reason)
    ending.record_nil_return(audit, on=on.isoformat(), reason=reason, by=by, at=at)
    house.keep(audit, *looped.followed(house, audit, by=by, at=at))


def withdraw(house: House, id: str, *, version: int, on: date, reason: str, by: str, at: str) -> None:
    """Withdraw the audit, with the reason."""
    audit = house.load_at(Audit, id, version, by, ending.AuditWithdrawn, on=on.isoformat(), reason=reason)
    ending.withdraw(audit, on=on.isoformat(), reason=reason, by=by, at=at)
    house.keep(audit, *looped.followed(house, audit, by=by, at=at))


def reopen(house: House, id: str, *, version: int, on: date, reason: str, by: str, at: str) -> None:
    """Take back a nil return, a withdrawal, or a release whose exemption was reversed; not one that ended its pair."""
    audit = house.load_at(Audit, id, version, by, ending.AuditReopened, on=on.isoformat(), reason=reason)
    if audit.state == "released" and audit.cycle in exemptions.months_exempt(house, audit.exemption):
        raise Refusal("Its auditor is exempt. Give the audit to another auditor, or have the exemption reversed first.")
    looped.may_be_opened_again(house, audit)
    ending.reopen(audit, on=on.isoformat(), reason=reason, by=by, at=at)
    house.keep(audit)


def upload(
    house: House, id: str, *, version: int, on: date, uploaded_by: str, reference: str, by: str, at: str
) -> None:
    """Record that the accepted audit was put on the child's record on a date, by whom.

    Not before its moderation, nor while it is one of a sealed pair.
    """
    sent = {"on": on.isoformat(), "uploaded_by": uploaded_by, "reference": reference}
    audit = house.load_at(Audit, id, version, by, events.AuditUploadedToRecord, **sent)
    _must_not_be_drawn_first(house, audit)
    looped.may_be_seen(house, audit, by)
    with _naming_who_moderates(house):
        audit.upload(on=on.isoformat(), uploaded_by=uploaded_by, reference=reference, by=by, at=at)
    house.keep(audit)


def _must_not_be_drawn_first(house: House, audit: Audit) -> None:
    if audit.exists:
        must_come_first(audit, frameworks.content(house, audit.framework, audit.framework_version))


@contextmanager
def _naming_who_moderates(house: House) -> Iterator[None]:
    """Say by whom an audit waits to be moderated, where the rules refuse for that."""
    try:
        yield
    except AwaitsModeration as refused:
        raise Refusal(moderating.waits(house, refused.moderator)) from refused

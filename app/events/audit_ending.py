"""How an audit ends without being judged: nil return, withdrawn, or released by an exemption; and opening it again."""

from app.events.audit import Audit
from app.events.base import Event, Refusal, event
from app.events.text import given
from app.events.vocabulary import OPEN_STATES


@event("nil return recorded", seals=("reason",))
class NilReturnRecorded(Event):
    """No audit came back."""

    on: str
    reason: str


@event("audit withdrawn", seals=("reason",))
class AuditWithdrawn(Event):
    """The audit is not wanted any more, and why."""

    on: str
    reason: str


@event("audit released")
class AuditReleased(Event):
    """An authorised exemption took the audit from its auditor."""

    exemption: str
    reason_class: str
    on: str


@event("audit reopened", seals=("reason",))
class AuditReopened(Event):
    """A nil return, a withdrawal or a release was taken back, and why."""

    on: str
    reason: str


def record_nil_return(audit: Audit, *, on: str, reason: str, by: str, at: str) -> None:
    """Record that no audit came back."""
    audit.must_be(OPEN_STATES, "recorded as a nil return")
    audit.must_follow(on)
    audit.record(NilReturnRecorded, by=by, at=at, on=on, reason=given(reason))


def withdraw(audit: Audit, *, on: str, reason: str, by: str, at: str) -> None:
    """Withdraw an audit that has not been accepted; raises Refusal for its auditor once it is returned."""
    audit.must_be((*OPEN_STATES, "returned"), "withdrawn")
    _must_be_anothers(audit, audit.state, by)
    audit.must_follow(on)
    audit.record(AuditWithdrawn, by=by, at=at, on=on, reason=given(reason))


def release(audit: Audit, *, exemption: str, reason_class: str, on: str, by: str, at: str) -> None:
    """Release the auditor by an authorised exemption."""
    audit.must_be(OPEN_STATES, "released")
    audit.record(AuditReleased, by=by, at=at, exemption=exemption, reason_class=reason_class, on=on)


def reopen(audit: Audit, *, on: str, reason: str, by: str, at: str) -> None:
    """Take back a nil return, a withdrawal or a release: the audit stands where it stood before.

    Raises Refusal for its auditor where it stood as returned.
    """
    audit.must_be(("nil_return", "withdrawn", "released"), "opened again")
    _must_be_anothers(audit, audit.was, by)
    audit.must_follow(on)
    audit.record(AuditReopened, by=by, at=at, on=on, reason=given(reason))


def _must_be_anothers(audit: Audit, state: str, by: str) -> None:
    """Of a returned audit its auditor decides nothing: what becomes of it is a judgement of their work."""
    if state == "returned" and by == audit.auditor:
        raise Refusal("You cannot judge your own audit.")


def _on_nil_return(audit: Audit, made: NilReturnRecorded) -> None:
    audit.was, audit.state = audit.state, "nil_return"
    audit.stands_since(made.on, "recorded as a nil return")


def _on_withdrawn(audit: Audit, made: AuditWithdrawn) -> None:
    audit.was, audit.state = audit.state, "withdrawn"
    audit.stands_since(made.on, "withdrawn")


def _on_released(audit: Audit, made: AuditReleased) -> None:
    audit.was, audit.state, audit.exemption = audit.state, "released", made.exemption
    audit.stands_since(made.on, "released")


def _on_reopened(audit: Audit, made: AuditReopened) -> None:
    audit.state = audit.was
    audit.stands_since(made.on, "opened again")


Audit.evolves |= {
    NilReturnRecorded: _on_nil_return,
    AuditWithdrawn: _on_withdrawn,
    AuditReleased: _on_released,
    AuditReopened: _on_reopened,
}

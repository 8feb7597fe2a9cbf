"""The practitioner's right of reply, on the record of the audit: added to, never changed."""

from app.events.audit import Audit
from app.events.base import Event, Refusal, event

REPLY_STATES = ("returned", "accepted")
"""In which the practitioner reads the audit."""


@event("practitioner replied", seals=("text",))
class PractitionerReplied(Event):
    """What the worker whose work was audited says to it."""

    text: str
    on: str


def reply(audit: Audit, text: str, *, on: str, by: str, at: str) -> None:
    """Reply to an audit; raises Refusal for anybody but its worker, before it came in, and for nothing written."""
    if not audit.exists or by != audit.worker:
        raise Refusal("Only the practitioner whose work was audited replies to the audit.")
    if audit.state not in REPLY_STATES:
        raise Refusal("You can reply to an audit while it is in, or once it is accepted.")
    if not text.strip():
        raise Refusal("Write your reply.", "text")
    audit.record(PractitionerReplied, by=by, at=at, text=text.strip(), on=on)


def _on_replied(audit: Audit, made: PractitionerReplied) -> None:
    """What was replied stays in the history; the audit stands where it stood."""


Audit.evolves[PractitionerReplied] = _on_replied

"""An exemption: asked for by or for an auditor, decided by the operations director over their area."""

from app.events.base import Event, Refusal, Subject, event
from app.events.vocabulary import EXEMPTION_CLASSES


@event("exemption asked")
class ExemptionAsked(Event):
    """Asked for one cycle; the note is confidential and seen by those who decide."""

    auditor: str
    cycle: str
    reason_class: str
    note: str


@event("exemption authorised")
class ExemptionAuthorised(Event):
    """Authorised: the rule in force and whose authority it was are part of the fact."""

    rule: str
    authoriser: str
    reason: str
    on: str


@event("exemption declined")
class ExemptionDeclined(Event):
    """Declined, and why."""

    rule: str
    authoriser: str
    reason: str
    on: str


class Exemption(Subject):
    """One request not to audit in one cycle."""

    auditor = cycle = reason_class = note = ""
    state = ""

    def ask(self, *, auditor: str, cycle: str, reason_class: str, note: str, by: str, at: str) -> None:
        """Ask; raises Refusal when it was asked before or the reason is of no known class."""
        if self.exists:
            raise Refusal("This exemption has been asked for already.")
        if reason_class not in EXEMPTION_CLASSES:
            raise Refusal("Choose the kind of reason.", "reason_class")
        facts = {"auditor": auditor, "cycle": cycle, "reason_class": reason_class, "note": note.strip()}
        self.record(ExemptionAsked, by=by, at=at, **facts)

    def authorise(self, *, rule: str, authoriser: str, reason: str, on: str, by: str, at: str) -> None:
        """Say yes; raises Refusal unless it waits for a decision and is decided by another than the auditor."""
        self._must_wait(by)
        self.record(ExemptionAuthorised, by=by, at=at, rule=rule, authoriser=authoriser, reason=reason.strip(), on=on)

    def decline(self, *, rule: str, authoriser: str, reason: str, on: str, by: str, at: str) -> None:
        """Say no, with the reason; raises Refusal like `authorise`, or without a reason."""
        self._must_wait(by)
        if not reason.strip():
            raise Refusal("Say why the exemption is declined.", "reason")
        self.record(ExemptionDeclined, by=by, at=at, rule=rule, authoriser=authoriser, reason=reason.strip(), on=on)

    def _must_wait(self, by: str) -> None:
        if self.state != "asked":
            raise Refusal("This exemption does not wait for a decision.")
        if by == self.auditor:
            raise Refusal("You cannot decide your own exemption.")

    def _on_asked(self, made: ExemptionAsked) -> None:
        self.auditor, self.cycle = made.auditor, made.cycle
        self.reason_class, self.note, self.state = made.reason_class, made.note, "asked"

    def _on_authorised(self, made: ExemptionAuthorised) -> None:
        self.state = "authorised"

    def _on_declined(self, made: ExemptionDeclined) -> None:
        self.state = "declined"

    evolves = {ExemptionAsked: _on_asked, ExemptionAuthorised: _on_authorised, ExemptionDeclined: _on_declined}

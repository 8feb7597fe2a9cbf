"""Whether somebody outside the team is asked why they open a confidential note: the rule of the access log."""

from app.events.base import Event, Refusal, Subject, event

RULE = "reading_rule/rule"


@event("reading reasons asked")
class ReadingReasonsAsked(Event):
    """From now on whoever is not of the auditor's team is asked why they open an exemption's confidential note."""

    reason: str


@event("reading reasons not asked")
class ReadingReasonsNotAsked(Event):
    """From now on nobody is asked; who reads what is kept as before."""

    reason: str


class ReadingRule(Subject):
    """The rule: reading_rule/rule. Nobody is asked until somebody says so."""

    asked = False

    def ask(self, reason: str, *, by: str, at: str) -> None:
        """Ask from now on; raises Refusal when that is so already, or without a reason."""
        if self.asked:
            raise Refusal("A reason is asked for already.")
        self.record(ReadingReasonsAsked, by=by, at=at, reason=_because(reason))

    def ask_no_more(self, reason: str, *, by: str, at: str) -> None:
        """Ask no more; raises Refusal when that is so already, or without a reason."""
        if not self.asked:
            raise Refusal("No reason is asked for.")
        self.record(ReadingReasonsNotAsked, by=by, at=at, reason=_because(reason))

    def _on_asked(self, made: ReadingReasonsAsked) -> None:
        self.asked = True

    def _on_not_asked(self, made: ReadingReasonsNotAsked) -> None:
        self.asked = False

    evolves = {ReadingReasonsAsked: _on_asked, ReadingReasonsNotAsked: _on_not_asked}


def _because(reason: str) -> str:
    if not reason.strip():
        raise Refusal("Give the reason.", "reason")
    return reason.strip()

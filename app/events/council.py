"""The council itself: its name, and whether everything in this log is invented."""

from app.events.base import Event, Refusal, Subject, event
from app.events.vocabulary import EXEMPTION_AUTHORITIES

COUNCIL = "council/council"


@event("council established")
class CouncilEstablished(Event):
    """The programme was started for this council; `demonstration` marks invented data for ever."""

    name: str
    demonstration: bool


@event("council renamed")
class CouncilRenamed(Event):
    """The council's name as shown on every page changed."""

    name: str
    was: str


@event("exemption authority chosen")
class ExemptionAuthorityChosen(Event):
    """From now on people of this role decide on exemptions; `authority_before` is the role that did."""

    authority: str
    authority_before: str
    reason: str


class Council(Subject):
    """The council whose programme this is."""

    name = ""
    demonstration = False
    exemption_authority = EXEMPTION_AUTHORITIES[0]

    def establish(self, name: str, *, demonstration: bool, by: str, at: str) -> None:
        """Start the programme; raises Refusal when it was started before."""
        if self.exists:
            raise Refusal("This programme has been set up already.")
        self.record(CouncilEstablished, by=by, at=at, name=_named(name), demonstration=demonstration)

    def rename(self, name: str, *, by: str, at: str) -> None:
        """Change the name; nothing happens when it is the same. Raises Refusal before the programme is set up."""
        if not self.exists:
            raise Refusal("This programme has not been set up yet.")
        if _named(name) != self.name:
            self.record(CouncilRenamed, by=by, at=at, name=_named(name), was=self.name)

    def choose_exemption_authority(self, authority: str, reason: str, *, by: str, at: str) -> None:
        """Choose which role decides on exemptions; raises Refusal for another role, the same as now, or no reason."""
        if authority not in EXEMPTION_AUTHORITIES:
            raise Refusal("Choose who decides on exemptions.", "authority")
        if authority == self.exemption_authority:
            raise Refusal("They decide on exemptions already.", "authority")
        if not reason.strip():
            raise Refusal("Say why, and who gave the direction.", "reason")
        facts = {"authority": authority, "authority_before": self.exemption_authority, "reason": reason.strip()}
        self.record(ExemptionAuthorityChosen, by=by, at=at, **facts)

    def _on_established(self, made: CouncilEstablished) -> None:
        self.name, self.demonstration = made.name, made.demonstration

    def _on_renamed(self, made: CouncilRenamed) -> None:
        self.name = made.name

    def _on_authority_chosen(self, made: ExemptionAuthorityChosen) -> None:
        self.exemption_authority = made.authority

    evolves = {
        CouncilEstablished: _on_established,
        CouncilRenamed: _on_renamed,
        ExemptionAuthorityChosen: _on_authority_chosen,
    }


def _named(name: str) -> str:
    if not name.strip():
        raise Refusal("Enter the council's name.", "name")
    return name.strip()

"""The council itself: its name, and whether everything in this log is invented."""

from app.events.base import Event, Refusal, Subject, event

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


class Council(Subject):
    """The council whose programme this is."""

    name = ""
    demonstration = False

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

    def _on_established(self, made: CouncilEstablished) -> None:
        self.name, self.demonstration = made.name, made.demonstration

    def _on_renamed(self, made: CouncilRenamed) -> None:
        self.name = made.name

    evolves = {CouncilEstablished: _on_established, CouncilRenamed: _on_renamed}


def _named(name: str) -> str:
    if not name.strip():
        raise Refusal("Enter the council's name.", "name")
    return name.strip()

"""An inspection: what an inspector is shown, from one day to another, as it is or as it stood at a moment."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from app.events.base import Event, Refusal, Subject, event


@event("inspection granted")
class InspectionGranted(Event):
    """From the first day to the last an inspector reads these children and months, or everything; nothing is changed.

    `children` and `cycles` are ids; `pinned` is the moment as at which all is shown, a day (2018-11-30) or a time of
    one in England (2018-11-30T17:00), "" for as it is.
    """

    person: str
    first: str
    last: str
    everything: bool
    children: list[str]
    cycles: list[str]
    pinned: str
    reason: str


@event("inspection changed")
class InspectionChanged(Event):
    """What is shown, or for how long, is another from now on: each fact that changed, from what to what."""

    changes: dict[str, list[Any]]
    reason: str


@event("inspection ended")
class InspectionEnded(Event):
    """From this moment on nothing is shown any more, before its last day."""

    on: str
    reason: str


@dataclass(frozen=True)
class Terms:
    """What is shown and for how long; days are ISO, the last is one of them."""

    first: str
    last: str
    everything: bool
    children: tuple[str, ...]
    cycles: tuple[str, ...]
    pinned: str

    def facts(self) -> dict[str, Any]:
        """As an event keeps them."""
        return asdict(self) | {"children": list(self.children), "cycles": list(self.cycles)}

    def checked(self) -> "Terms":
        """In order and each once; raises Refusal for terms that show nothing, or all and some, or end too early."""
        if self.last < self.first:
            raise Refusal("The last day comes before the first.", "last")
        if self.everything and (self.children or self.cycles):
            raise Refusal("Name children and months, or show everything: not both.", "everything")
        if not (self.everything or self.children or self.cycles):
            raise Refusal("Name at least one child or one month, or show everything.", "children")
        return replace(self, children=tuple(sorted({*self.children})), cycles=tuple(sorted({*self.cycles})))


class Inspection(Subject):
    """One inspector's access: inspection/<id>."""

    person = reason = ""
    terms: Terms
    ended_on = ""

    def grant(self, person: str, terms: Terms, reason: str, *, by: str, at: str) -> None:
        """Let an inspector read; raises Refusal when it was granted before, without a reason, or for other terms."""
        if self.exists:
            raise Refusal("This inspection has been granted already.")
        if not person:
            raise Refusal("Choose an inspector.", "person")
        facts = terms.checked().facts()
        self.record(InspectionGranted, by=by, at=at, person=person, reason=_because(reason), **facts)

    def change(self, terms: Terms, reason: str, *, on: str, by: str, at: str) -> None:
        """Show something else from now on, or for another time; `on` is today.

        Raises Refusal once it is over, when nothing is changed, without a reason, or for other terms.
        """
        self._must_last(on)
        before, after = self.terms.facts(), terms.checked().facts()
        changes = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
        if not changes:
            raise Refusal("Nothing of this is another than it was.")
        self.record(InspectionChanged, by=by, at=at, changes=changes, reason=_because(reason))

    def end(self, reason: str, *, on: str, by: str, at: str) -> None:
        """Show nothing any more, from today (`on`) on; raises Refusal once it is over, or without a reason."""
        self._must_last(on)
        self.record(InspectionEnded, by=by, at=at, on=on, reason=_because(reason))

    def _must_last(self, on: str) -> None:
        if not self.exists:
            raise Refusal("There is no such inspection.")
        if self.ended_on:
            raise Refusal("This inspection was ended.")
        if self.terms.last < on:
            raise Refusal("This inspection is over. Grant another.")

    def _on_granted(self, made: InspectionGranted) -> None:
        self.person, self.reason = made.person, made.reason
        self.terms = Terms(
            made.first, made.last, made.everything, tuple(made.children), tuple(made.cycles), made.pinned
        )

    def _on_changed(self, made: InspectionChanged) -> None:
        after: dict[str, Any] = {name: values[1] for name, values in made.changes.items()}
        lists: dict[str, Any] = {name: tuple(after[name]) for name in ("children", "cycles") if name in after}
        self.terms = replace(self.terms, **after | lists)

    def _on_ended(self, made: InspectionEnded) -> None:
        self.ended_on = made.on

    evolves = {InspectionGranted: _on_granted, InspectionChanged: _on_changed, InspectionEnded: _on_ended}


def _because(reason: str) -> str:
    if not reason.strip():
        raise Refusal("Give the reason.", "reason")
    return reason.strip()

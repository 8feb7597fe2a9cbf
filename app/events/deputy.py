"""Who stands in for somebody who decides, while they are away: named for a time, and released from it."""

from dataclasses import dataclass, replace

from app.events.base import Event, Refusal, Subject, event


@event("deputy named", seals=("reason",), sealed_with="person")
class DeputyNamed(Event):
    """From one day to another the deputy decides in this person's place; `number` counts that person's deputies."""

    person: str
    deputy: str
    number: int
    first: str
    last: str
    reason: str


@event("deputy released", seals=("reason",), sealed_with="person")
class DeputyReleased(Event):
    """From this day on the deputy decides no longer; what they have decided stands."""

    person: str
    deputy: str
    number: int
    on: str
    reason: str


@dataclass(frozen=True)
class Standing:
    """One deputy's time."""

    number: int
    deputy: str
    first: str
    last: str
    ended: str = ""

    def meets(self, first: str, last: str) -> bool:
        """Whether any of these days (ISO) is in it, as long as the deputy has not been released."""
        return not self.ended and self.first <= last and first <= self.last


class Deputies(Subject):
    """The deputies of one person, one after another: deputies/<the person's id without its kind>."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.times: list[Standing] = []

    @property
    def person(self) -> str:
        """The id of the person whose deputies these are."""
        return f"person/{self.id.removeprefix('deputies/')}"

    def name(self, deputy: str, *, first: str, last: str, reason: str, on: str, by: str, at: str) -> None:
        """Name a deputy from one day to another (ISO); `on` is today.

        Raises Refusal for the person themselves, days that cannot be, and days on which somebody stands in already.
        """
        if deputy == self.person:
            raise Refusal("Nobody stands in for themselves.", "deputy")
        if last < first:
            raise Refusal("The last day cannot be before the first.", "last")
        if first < on:
            raise Refusal("A deputy decides from today on at the earliest.", "first")
        if any(time.meets(first, last) for time in self.times):
            raise Refusal("Somebody stands in on some of these days already. Release them from it first.", "first")
        facts = {"person": self.person, "deputy": deputy, "number": len(self.times) + 1}
        self.record(DeputyNamed, by=by, at=at, **facts, first=first, last=last, reason=reason.strip())

    def release(self, number: int, *, on: str, reason: str, by: str, at: str) -> None:
        """Release a deputy from this day on; raises Refusal for one that there is not, and for a time that is over."""
        time = next((time for time in self.times if time.number == number), None)
        if time is None or time.ended or time.last < on:
            raise Refusal("Choose a deputy whose time is not over.", "number")
        facts = {"person": self.person, "deputy": time.deputy, "number": number}
        self.record(DeputyReleased, by=by, at=at, **facts, on=on, reason=reason.strip())

    def _on_named(self, made: DeputyNamed) -> None:
        self.times.append(Standing(made.number, made.deputy, made.first, made.last))

    def _on_released(self, made: DeputyReleased) -> None:
        self.times = [replace(time, ended=made.on) if time.number == made.number else time for time in self.times]

    evolves = {DeputyNamed: _on_named, DeputyReleased: _on_released}

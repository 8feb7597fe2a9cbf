"""The population: each open child as a reference and initials, the dated counts, and the imports that brought them."""

from typing import Any, ClassVar

from app.events.base import Event, Refusal, Subject, event
from app.events.vocabulary import PLAN_TYPES

DETAILS = ("initials", "plan", "team", "worker", "age_band", "ethnicity", "opened", "last_audited")


@event("child listed", seals=("initials",))
class ChildListed(Event):
    """A child came onto the list of open children as it stood on `as_at`; team and worker are ids."""

    as_at: str
    initials: str
    plan: str
    team: str
    worker: str
    age_band: str
    ethnicity: str
    opened: str
    last_audited: str


@event("child changed", seals=("changes/initials/*",))
class ChildChanged(Event):
    """The list of `as_at` gives other details; `changes` maps each field to its value before and after."""

    as_at: str
    changes: dict[str, list[str]]


@event("child ended")
class ChildEnded(Event):
    """The child is no longer open from this date."""

    on: str


@event("child listed again")
class ChildListedAgain(Event):
    """A child who had ended is on the list of `as_at` again."""

    as_at: str


@event("population counted")
class PopulationCounted(Event):
    """The count of open children by plan type on a date, as the case management system gives it."""

    on: str
    counts: dict[str, int]


@event("list imported")
class ListImported(Event):
    """A file was brought in: what it was and what it did, so that every row can be traced to it.

    `whole` says that a list of children held every open child; before it was kept no list is known to.
    """

    class_version: ClassVar[int] = 2

    kind: str
    file_name: str
    sha256: str
    as_at: str
    added: int
    changed: int
    ended: int
    same: int
    whole: bool

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Whether it was the whole list was not kept."""
        state["whole"] = False


class Child(Subject):
    """A child open to the service: a reference and initials, never a full name."""

    initials = plan = team = worker = age_band = ethnicity = opened = last_audited = ended_on = ""

    @property
    def reference(self) -> str:
        """The case management system's reference, such as C-10482."""
        return self.id.removeprefix("child/")

    def list(self, details: dict[str, str], as_at: str, *, by: str, at: str) -> None:
        """Take the details of a list: a new child, a changed one, one who is back, or nothing to record.

        A detail that the list does not have stays as it is. Raises Refusal for a detail that cannot be.
        """
        after = _checked({key: getattr(self, key) for key in DETAILS} | details)
        if not self.exists:
            self.record(ChildListed, by=by, at=at, as_at=as_at, **after)
            return
        if self.ended_on:
            self.record(ChildListedAgain, by=by, at=at, as_at=as_at)
        changes = {key: [getattr(self, key), after[key]] for key in DETAILS if getattr(self, key) != after[key]}
        if changes:
            self.record(ChildChanged, by=by, at=at, as_at=as_at, changes=changes)

    def end(self, on: str, *, by: str, at: str) -> None:
        """Close the child to the service; raises Refusal when they are not open."""
        if not self.exists or self.ended_on:
            raise Refusal(f"{self.reference} is not an open child.")
        self.record(ChildEnded, by=by, at=at, on=on)

    def _on_listed(self, made: ChildListed) -> None:
        for key in DETAILS:
            setattr(self, key, getattr(made, key))

    def _on_changed(self, made: ChildChanged) -> None:
        for key, (_, after) in made.changes.items():
            setattr(self, key, after)

    def _on_ended(self, made: ChildEnded) -> None:
        self.ended_on = made.on

    def _on_again(self, made: ChildListedAgain) -> None:
        self.ended_on = ""

    evolves = {
        ChildListed: _on_listed,
        ChildChanged: _on_changed,
        ChildEnded: _on_ended,
        ChildListedAgain: _on_again,
    }


class Population(Subject):
    """A dated count of open children by plan type."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.counts: dict[str, int] = {}

    def count(self, on: str, counts: dict[str, int], *, by: str, at: str) -> None:
        """Record the count of a date; nothing happens when it is the one that stands.

        Raises Refusal for an unknown plan type or a negative count.
        """
        if set(counts) - set(PLAN_TYPES):
            raise Refusal("Count the children by plan type: CiN, CP, CiC and CL.", "counts")
        if any(number < 0 for number in counts.values()):
            raise Refusal("A count of children cannot be negative.", "counts")
        if counts != self.counts:
            self.record(PopulationCounted, by=by, at=at, on=on, counts=counts)

    def _on_counted(self, made: PopulationCounted) -> None:
        self.counts = made.counts

    evolves = {PopulationCounted: _on_counted}


class Import(Subject):
    """One file brought in; its id is minted with the preview, so that it cannot be applied twice."""

    def complete(self, *, by: str, at: str, **facts: Any) -> None:
        """Record what the import did; raises Refusal when it was applied before."""
        if self.exists:
            raise Refusal("This file has been brought in already.")
        self.record(ListImported, by=by, at=at, **facts)

    def _on_imported(self, made: ListImported) -> None:
        """Nothing further is decided about an import."""

    evolves = {ListImported: _on_imported}


def _checked(details: dict[str, str]) -> dict[str, str]:
    tidy = {key: details[key] for key in DETAILS}
    if tidy["plan"] not in PLAN_TYPES:
        raise Refusal("A child is on one of the plan types CiN, CP, CiC and CL.", "plan")
    if len(tidy["initials"]) > 6:
        raise Refusal("A child is a reference and initials, never a full name.", "initials")
    return tidy

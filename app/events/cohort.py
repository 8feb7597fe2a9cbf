"""A training cohort: planned for a quarter, joined, started, completed; or called off."""

from collections.abc import Sequence
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given

STATES = {"planned": "Planned", "started": "In training", "completed": "Completed", "called_off": "Called off"}
OPEN = ("planned", "started")
MOST_PLACES = 200


@event("cohort planned")
class CohortPlanned(Event):
    """A cohort of auditors in training; `quarter` is its first month, `external` names who trains from outside."""

    name: str
    quarter: str
    starts: str
    places: int
    trainers: list[str]
    external: str


@event("cohort replanned")
class CohortReplanned(Event):
    """Another start, other places or trainers than before, and why."""

    quarter: str
    starts: str
    starts_before: str
    places: int
    places_before: int
    trainers: list[str]
    trainers_before: list[str]
    external: str
    external_before: str
    reason: str


@event("cohort dates set")
class CohortDatesSet(Event):
    """The days on which the cohort meets, all of them, and those that stood before."""

    dates: list[str]
    dates_before: list[str]


@event("cohort joined")
class CohortJoined(Event):
    """A person has a place."""

    person: str
    on: str


@event("cohort left", seals=("reason",), sealed_with="person")
class CohortLeft(Event):
    """A person gave up their place before the end."""

    person: str
    reason: str
    on: str


@event("cohort started")
class CohortStarted(Event):
    """The training began for everybody who had joined."""

    on: str


@event("cohort completed")
class CohortCompleted(Event):
    """Who was trained on this date and is counted from that month on, who was before, and who goes on training."""

    on: str
    counted_from: str
    trained: list[str]
    already: list[str]
    not_yet: list[str]


@event("cohort called off")
class CohortCalledOff(Event):
    """It does not take place, or stops."""

    reason: str
    on: str


class Cohort(Subject):
    """People who are trained together."""

    name = state = starts = external = started_on = ""
    places = 0

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.trainers: list[str] = []
        self.members: list[str] = []
        self.dates: list[str] = []

    def plan(
        self, name: str, *, starts: str, places: int, trainers: Sequence[str], external: str, by: str, at: str
    ) -> None:
        """Plan it; raises Refusal without a name, a start, places or anybody who trains."""
        if self.exists:
            raise Refusal("This cohort is planned already.")
        if not name.strip():
            raise Refusal("Name the cohort.", "name")
        facts = _checked(starts, places, trainers, external)
        self.record(CohortPlanned, by=by, at=at, name=" ".join(name.split()), **facts)

    def replan(
        self, *, starts: str, places: int, trainers: Sequence[str], external: str, reason: str, by: str, at: str
    ) -> None:
        """Change the plan before it starts; raises Refusal for what cannot be, and when nothing differs."""
        self._must_be("planned")
        facts = _checked(starts, places, trainers, external)
        if places < len(self.members):
            raise Refusal(f"{len(self.members)} have joined already.", "places")
        self._must_not_train(self.members, facts["trainers"])
        names = ("starts", "places", "trainers", "external")
        if all(facts[name] == getattr(self, name) for name in names):
            raise Refusal("Nothing is other than before.")
        reason = given(reason)
        before = {f"{name}_before": getattr(self, name) for name in names}
        self.record(CohortReplanned, by=by, at=at, **facts, **before, reason=reason)

    def set_dates(self, dates: Sequence[str], *, by: str, at: str) -> None:
        """Say on which days it meets; raises Refusal for a day before its start, none, or the same days as before."""
        self._must_be(*OPEN)
        days = sorted(set(dates))
        if not days:
            raise Refusal("Enter at least one date.", "dates")
        if days[0] < self.starts:
            raise Refusal("A date lies before the start of the cohort.", "dates")
        if days == self.dates:
            raise Refusal("These are the dates already.", "dates")
        self.record(CohortDatesSet, by=by, at=at, dates=days, dates_before=self.dates)

    def join(self, people: Sequence[str], on: str, *, by: str, at: str) -> None:
        """Let people join; raises Refusal when it is full, and for who is in it or trains it."""
        self._must_be(*OPEN)
        if set(people) & set(self.members):
            raise Refusal("Somebody of these has joined already.", "people")
        self._must_not_train(people, self.trainers)
        if len(self.members) + len(people) > self.places:
            raise Refusal(f"There are {self.places - len(self.members)} of {self.places} places left.", "people")
        for person in people:
            self.record(CohortJoined, by=by, at=at, person=person, on=on)

    def leave(self, person: str, reason: str, on: str, *, by: str, at: str) -> None:
        """Let somebody give up their place; raises Refusal for who is not in it, and without a reason."""
        self._must_be(*OPEN)
        if person not in self.members:
            raise Refusal("Choose somebody who is in the cohort.", "person")
        self.record(CohortLeft, by=by, at=at, person=person, reason=given(reason), on=on)

    def start(self, on: str, *, by: str, at: str) -> None:
        """Begin the training; raises Refusal when nobody has joined, and before the planned start."""
        self._must_be("planned")
        if not self.members:
            raise Refusal("Nobody has joined yet.")
        if on < self.starts:
            raise Refusal("This is before the planned start. Plan it anew first.", "on")
        self.record(CohortStarted, by=by, at=at, on=on)

    def complete(
        self, on: str, counted_from: str, *, trained: Sequence[str], already: Sequence[str], by: str, at: str
    ) -> None:
        """End it: who is trained now or was before, of its members; all others go on training.

        Raises Refusal for a day before the start, and when nobody is trained.
        """
        self._must_be("started")
        if on < self.started_on:
            raise Refusal("The date cannot be before the training began.", "on")
        if not set(trained) | set(already) or not {*trained, *already} <= set(self.members):
            raise Refusal("Choose who has completed the training.", "trained")
        not_yet = [one for one in self.members if one not in {*trained, *already}]
        facts = {"trained": list(trained), "already": list(already), "not_yet": not_yet}
        self.record(CohortCompleted, by=by, at=at, on=on, counted_from=counted_from, **facts)

    def call_off(self, reason: str, on: str, *, by: str, at: str) -> None:
        """Let it not take place, or stop; raises Refusal for one that is over, and without a reason."""
        self._must_be(*OPEN)
        self.record(CohortCalledOff, by=by, at=at, reason=given(reason), on=on)

    def _must_be(self, *states: str) -> None:
        if not self.exists:
            raise Refusal("There is no such cohort.")
        if self.state not in states:
            words = {"planned": "has not started", "started": "has started", "completed": "is completed"}
            raise Refusal(f"The cohort {words.get(self.state, 'is called off')}.")

    def _must_not_train(self, people: Sequence[str], trainers: Sequence[str]) -> None:
        if set(people) & set(trainers):
            raise Refusal("Nobody trains a cohort that they are in.", "people")

    def _on_planned(self, made: CohortPlanned) -> None:
        self.state, self.name = "planned", made.name
        self.starts, self.places, self.trainers, self.external = made.starts, made.places, made.trainers, made.external

    def _on_replanned(self, made: CohortReplanned) -> None:
        self.starts, self.places, self.trainers, self.external = made.starts, made.places, made.trainers, made.external

    def _on_dates(self, made: CohortDatesSet) -> None:
        self.dates = made.dates

    def _on_joined(self, made: CohortJoined) -> None:
        self.members = [*self.members, made.person]

    def _on_left(self, made: CohortLeft) -> None:
        self.members = [one for one in self.members if one != made.person]

    def _on_started(self, made: CohortStarted) -> None:
        self.state, self.started_on = "started", made.on

    def _on_completed(self, made: CohortCompleted) -> None:
        self.state = "completed"

    def _on_called_off(self, made: CohortCalledOff) -> None:
        self.state = "called_off"

    evolves = {
        CohortPlanned: _on_planned,
        CohortReplanned: _on_replanned,
        CohortDatesSet: _on_dates,
        CohortJoined: _on_joined,
        CohortLeft: _on_left,
        CohortStarted: _on_started,
        CohortCompleted: _on_completed,
        CohortCalledOff: _on_called_off,
    }


def quarter_of(day: str) -> str:
    """The first month (YYYY-MM) of the quarter in which a date (ISO) lies."""
    return f"{day[:4]}-{(int(day[5:7]) - 1) // 3 * 3 + 1:02d}"


def _checked(starts: str, places: int, trainers: Sequence[str], external: str) -> dict[str, Any]:
    if not starts:
        raise Refusal("Enter the date on which it starts.", "starts")
    if not 1 <= places <= MOST_PLACES:
        raise Refusal(f"Enter how many places there are, from 1 to {MOST_PLACES}.", "places")
    if not (trainers or external.strip()):
        raise Refusal("Say who trains, from here or from outside.", "trainers")
    facts = {"quarter": quarter_of(starts), "starts": starts, "places": places}
    return facts | {"trainers": list(trainers), "external": " ".join(external.split())}

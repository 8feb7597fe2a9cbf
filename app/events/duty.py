"""The follow-up of an audit: what the team manager owes the child and the worker once the audit is with them.

The standing expectation of the service, on receipt of an audit: direction to the worker, a discussion of what it
teaches, and the actions followed to completion and closed; each recorded on the child's record.
"""

from collections.abc import Sequence
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.text import day_in_words, given
from app.events.vocabulary import DISCUSSIONS, DUTIES


@event("audit received by team", key_ahead=True)
class AuditReceivedByTeam(Event):
    """An accepted audit is with the team's manager; by when each duty is to be done, by its id."""

    audit: str
    child: str
    team: str
    area: str
    worker: str
    on: str
    due: dict[str, str]


@event("direction recorded", seals=("reference", "note"))
class DirectionRecorded(Event):
    """The manager gave the worker direction: when, who gave it, and where on the child's record it stands."""

    on: str
    done_by: str
    reference: str
    note: str


@event("discussion recorded", seals=("reference", "note"))
class DiscussionRecorded(Event):
    """The manager discussed the audit with the worker: when, who, how reflective it was, and where it is recorded."""

    on: str
    done_by: str
    kind: str
    reference: str
    note: str


@event("actions followed up", seals=("reference", "note"))
class ActionsFollowedUp(Event):
    """The manager followed the audit's actions up with the worker: when, who, and where it is recorded."""

    on: str
    done_by: str
    reference: str
    note: str


@event("follow-up closed", seals=("reference", "note"))
class FollowUpClosed(Event):
    """The actions are completed, and that is closed off on the child's record."""

    on: str
    done_by: str
    reference: str
    note: str


@event("duty record taken back", seals=("said/reference", "said/note", "reason"))
class DutyRecordTakenBack(Event):
    """What was recorded of a duty was wrong: what it said, and why it is taken back."""

    duty: str
    said: dict[str, str]
    reason: str


class Duty(Subject):
    """The follow-up of one audit by the manager of the child's team."""

    audit = child = team = area = worker = received_on = ""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.due: dict[str, str] = {}
        self.done: dict[str, dict[str, str]] = {}
        """By duty: what was recorded of it."""

    def receive(self, *, due: dict[str, str], by: str, at: str, **facts: str) -> None:
        """The audit is with the team (`facts`: audit, child, team, area, worker, on); `due` is by duty (ISO dates).

        Raises Refusal when it was received before.
        """
        if self.exists:
            raise Refusal("The team has received this audit already.")
        self.record(AuditReceivedByTeam, by=by, at=at, due=due, **facts)

    def record_direction(self, *, on: str, done_by: str, reference: str, note: str, by: str, at: str) -> None:
        """Direction to the worker is on the child's record; raises Refusal as all of these do."""
        self._must_be_open("direction", on, done_by, reference)
        self.record(DirectionRecorded, by=by, at=at, **_said(on, done_by, reference, note))

    def record_discussion(
        self, *, on: str, done_by: str, kind: str, reference: str, note: str, by: str, at: str
    ) -> None:
        """A discussion was held and is on the child's record; `kind` is how reflective it was."""
        if kind not in DISCUSSIONS:
            raise Refusal("Choose what kind of discussion it was.", "kind")
        self._must_be_open("discussion", on, done_by, reference)
        self.record(DiscussionRecorded, by=by, at=at, kind=kind, **_said(on, done_by, reference, note))

    def follow_up(self, *, on: str, done_by: str, reference: str, note: str, by: str, at: str) -> None:
        """The actions were followed up with the worker."""
        self._must_be_open("follow_up", on, done_by, reference)
        self.record(ActionsFollowedUp, by=by, at=at, **_said(on, done_by, reference, note))

    def close(
        self, *, open_actions: Sequence[str], on: str, done_by: str, reference: str, note: str, by: str, at: str
    ) -> None:
        """Close the follow-up; refused while an action of the audit is open or another duty is not recorded."""
        self._must_be_open("closing", on, done_by, reference)
        if missing := [DUTIES[duty].lower() for duty in DUTIES if duty != "closing" and duty not in self.done]:
            raise Refusal(f"Record this first: {', '.join(missing)}.")
        if open_actions:
            many = "1 action of this audit is" if len(open_actions) == 1 else f"{len(open_actions)} actions are"
            raise Refusal(f"{many} still open. The follow-up closes once they are done or cancelled.")
        if on < (latest := max(said["on"] for said in self.done.values())):
            raise Refusal(f"The follow-up cannot have been closed before {latest}, when the last duty was done.", "on")
        self.record(FollowUpClosed, by=by, at=at, **_said(on, done_by, reference, note))

    def take_back(self, duty: str, *, reason: str, by: str, at: str) -> None:
        """Take a wrong record back, with the reason; the closing goes first."""
        if duty not in self.done:
            raise Refusal("Nothing is recorded of this duty.", "duty")
        if "closing" in self.done and duty != "closing":
            raise Refusal("The follow-up is closed. Take the closing back first.", "duty")
        self.record(DutyRecordTakenBack, by=by, at=at, duty=duty, said=self.done[duty], reason=given(reason))

    def _must_be_open(self, duty: str, on: str, done_by: str, reference: str) -> None:
        if not self.exists:
            raise Refusal("The team has not received this audit: it is not accepted yet.")
        if said := self.done.get(duty):
            done = day_in_words(said["on"])
            raise Refusal(f"This is recorded already, on {done}. If it is wrong, take the record back first.")
        if on < self.received_on:
            received = day_in_words(self.received_on)
            raise Refusal(f"This cannot have been before the team received the audit, on {received}.", "on")
        if done_by == self.worker:
            raise Refusal("The worker whose work was audited cannot do the manager's duty.", "done_by")
        if not reference.strip():
            raise Refusal("Say where it stands on the child's record.", "reference")

    def _on_received(self, made: AuditReceivedByTeam) -> None:
        for key in ("audit", "child", "team", "area", "worker"):
            setattr(self, key, getattr(made, key))
        self.received_on, self.due = made.on, made.due

    def _on_done(self, duty: str, made: Any) -> None:
        told = ("on", "done_by", "reference", "note", *(("kind",) if duty == "discussion" else ()))
        self.done[duty] = {name: getattr(made, name) for name in told}

    def _on_taken_back(self, made: DutyRecordTakenBack) -> None:
        del self.done[made.duty]

    evolves = {
        AuditReceivedByTeam: _on_received,
        DirectionRecorded: lambda self, made: self._on_done("direction", made),
        DiscussionRecorded: lambda self, made: self._on_done("discussion", made),
        ActionsFollowedUp: lambda self, made: self._on_done("follow_up", made),
        FollowUpClosed: lambda self, made: self._on_done("closing", made),
        DutyRecordTakenBack: _on_taken_back,
    }


def _said(on: str, done_by: str, reference: str, note: str) -> dict[str, str]:
    return {"on": on, "done_by": done_by, "reference": reference.strip(), "note": note.strip()}

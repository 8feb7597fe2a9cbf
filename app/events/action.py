"""An action: what somebody is to do by when, from an audit or another finding, until it is proven to be done."""

from collections.abc import Sequence

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given
from app.events.vocabulary import ACTION_STATES


@event("action raised", seals=("what",))
class ActionRaised(Event):
    """Somebody is to do something by a date; `source` is the stream of the finding that it comes from.

    `team` and `area` are those that answer for it: the child's where it is for a child, else the owner's.
    """

    source: str
    what: str
    owner: str
    due: str
    child: str
    team: str
    area: str
    on: str


@event("action amended", seals=("changes/what/*", "reason"))
class ActionAmended(Event):
    """What it came from says something else now; `changes` maps what, owner or due to its value before and after."""

    changes: dict[str, list[str]]
    reason: str
    on: str


@event("action extended", seals=("reason",))
class ActionExtended(Event):
    """It may be done by a later date, and why."""

    due: str
    was: str
    reason: str
    on: str


@event("action reassigned", seals=("reason",))
class ActionReassigned(Event):
    """Another person is to do it, and why; `team` and `area` are those that answer for it from now on."""

    owner: str
    was: str
    team: str
    area: str
    reason: str
    on: str


@event("action progress noted", seals=("note",))
class ActionProgressNoted(Event):
    """How far it is."""

    note: str
    on: str


@event("action completed", seals=("evidence",))
class ActionCompleted(Event):
    """It is done, and what shows it; it waits to be verified."""

    evidence: str
    on: str


@event("action verified", seals=("note",))
class ActionVerified(Event):
    """Somebody other than who did it found it done."""

    note: str
    on: str


@event("action reopened", seals=("reason",))
class ActionReopened(Event):
    """It is to be done after all, and why."""

    reason: str
    on: str


@event("action cancelled", seals=("reason",))
class ActionCancelled(Event):
    """It is not to be done any more, and why; `left_out` when the audit that it came from no longer has it."""

    reason: str
    on: str
    left_out: bool


SAID = ("what", "owner", "due")


class Action(Subject):
    """What somebody is to do by when."""

    state = ""
    source = what = owner = due = child = team = area = ""
    completed_by = ""
    left_out = False
    since, reached = "", ""
    """The date of what brought the action where it is, and what that was: nothing is decided about it before."""
    completed_on = found_done_on = open_since = opened = ""
    """When it was done, as it is known now and as it was recorded; since when it was open before, and by what."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.asked: dict[str, str] = {}
        """What, owner and due as the source last had them, whatever was decided about the action since."""
        self.had_by: set[str] = set()
        """Everybody whose it is or was."""

    def raise_(
        self, *, source: str, what: str, owner: str, due: str, child: str, team: str, area: str, on: str,
        by: str, at: str,
    ) -> None:  # fmt: skip
        """Raise the action; raises Refusal when it was raised before, or without what, owner or date."""
        if self.exists:
            raise Refusal("This action has been raised already.")
        facts = {"source": source, "what": given(what, "Write what is to be done.", "what")}
        facts |= {"owner": given(owner, "Say who is to do it.", "owner")}
        facts |= {"due": given(due, "Give the date by which it is to be done.", "due")}
        self.record(ActionRaised, by=by, at=at, **facts, child=child, team=team, area=area, on=on)

    def follow(self, *, what: str, owner: str, due: str, reason: str, on: str, by: str, at: str) -> None:
        """Say what the source says now that it was returned again; nothing happens when it says the same.

        An action that was done is to be done anew only when it is another thing; one that had been left out is back.
        """
        says = {"what": what.strip(), "owner": owner, "due": due}
        changes = {key: [getattr(self, key), says[key]] for key in SAID if says[key] != self.asked[key]}
        if self.state == "cancelled" and not self.left_out:
            return
        if self.state in ("completed", "verified") and "what" not in changes:
            return
        if self.state != "open":
            self.record(ActionReopened, by=by, at=at, reason=reason, on=on)
        if changes:
            self.record(ActionAmended, by=by, at=at, changes=changes, reason=reason, on=on)

    def leave_out(self, *, reason: str, on: str, by: str, at: str) -> None:
        """Cancel it, as its source no longer has it; nothing happens to one that is done or cancelled."""
        if self.state == "open":
            self.record(ActionCancelled, by=by, at=at, reason=reason, on=on, left_out=True)

    def extend(self, due: str, *, reason: str, on: str, by: str, at: str) -> None:
        """Move the date on; raises Refusal for whoever has or had it, and for a date that is not later."""
        self._must_be(("open",), "extended")
        self._must_follow(on)
        self._must_never_have_had_it(by, "move the date of")
        if due <= self.due:
            raise Refusal("Give a date after the one by which it is due now.", "due")
        self.record(ActionExtended, by=by, at=at, due=due, was=self.due, reason=given(reason), on=on)

    def reassign(self, owner: str, *, team: str, area: str, reason: str, on: str, by: str, at: str) -> None:
        """Hand it over to another person; raises Refusal when that person has it already."""
        self._must_be(("open",), "handed over")
        self._must_follow(on)
        if owner == self.owner:
            raise Refusal("This person has the action already.", "owner")
        facts = {"owner": given(owner, "Choose who is to do it.", "owner"), "was": self.owner}
        self.record(ActionReassigned, by=by, at=at, **facts, team=team, area=area, reason=given(reason), on=on)

    def note_progress(self, note: str, *, on: str, by: str, at: str) -> None:
        """Note how far it is."""
        self._must_be(("open",), "noted as under way")
        self._must_follow(on)
        self.record(ActionProgressNoted, by=by, at=at, note=given(note, "Write how far it is.", "note"), on=on)

    def complete(self, evidence: str, *, on: str, by: str, at: str) -> None:
        """Say that it is done, and what shows it."""
        self._must_be(("open",), "completed")
        self._must_follow(on)
        shown = given(evidence, "Say what was done and where it can be seen.", "evidence")
        self.record(ActionCompleted, by=by, at=at, evidence=shown, on=on)

    def verify(self, *, note: str, on: str, by: str, at: str) -> None:
        """Find it done; raises Refusal for who completed it, and for its owner."""
        self._must_be(("completed",), "verified")
        self._must_be_looked_at_by_another(by, "verify")
        self._must_follow(on)
        self.record(ActionVerified, by=by, at=at, note=note.strip(), on=on)

    def reopen(self, *, reason: str, on: str, by: str, at: str) -> None:
        """Find it not done, or needed after all; raises Refusal as `verify`."""
        self._must_be(("completed", "verified", "cancelled"), "reopened")
        self._must_be_looked_at_by_another(by, "reopen")
        self._must_follow(on)
        self.record(ActionReopened, by=by, at=at, reason=given(reason), on=on)

    def cancel(self, *, reason: str, on: str, by: str, at: str) -> None:
        """Say that it is not to be done any more; raises Refusal for whoever has or had it."""
        self._must_be(("open",), "cancelled")
        self._must_follow(on)
        self._must_never_have_had_it(by, "cancel")
        self.record(ActionCancelled, by=by, at=at, reason=given(reason), on=on, left_out=False)

    def _must_be(self, states: Sequence[str], done: str) -> None:
        if not self.exists:
            raise Refusal("There is no such action.")
        if self.state not in states:
            raise Refusal(f"This action cannot be {done}: it is {ACTION_STATES[self.state].lower()}.")

    def _must_follow(self, on: str) -> None:
        if on < self.since:
            raise Refusal(f"The date cannot be before the action was {self.reached}.", "on")

    def _must_never_have_had_it(self, by: str, act: str) -> None:
        """Who hands it away, so that it is another's for a moment, may no more than while it was theirs."""
        if by == self.owner:
            raise Refusal(f"You cannot {act} your own action. Ask your manager or the QA lead.")
        if by in self.had_by:
            raise Refusal(
                f"You have had this action yourself, so you cannot {act} it. Ask your manager or the QA lead."
            )

    def _must_be_looked_at_by_another(self, by: str, act: str) -> None:
        if by in (self.completed_by, self.owner):
            raise Refusal(f"You cannot {act} your own action.")

    def _stands_since(self, on: str, reached: str) -> None:
        self.since, self.reached = on, reached

    def _on_raised(self, made: ActionRaised) -> None:
        for key in ("source", "what", "owner", "due", "child", "team", "area"):
            setattr(self, key, getattr(made, key))
        self.state, self.asked, self.had_by = "open", {key: getattr(made, key) for key in SAID}, {made.owner}
        self._stands_since(made.on, "raised")

    def _on_amended(self, made: ActionAmended) -> None:
        for key, (_, after) in made.changes.items():
            setattr(self, key, after)
            self.asked[key] = after
        self.had_by.add(self.owner)
        self._stands_since(made.on, "amended")

    def _on_extended(self, made: ActionExtended) -> None:
        self.due = made.due
        self._stands_since(made.on, "extended")

    def _on_reassigned(self, made: ActionReassigned) -> None:
        self.owner, self.team, self.area = made.owner, made.team, made.area
        self.had_by.add(made.owner)
        self._stands_since(made.on, "handed over")

    def _on_noted(self, made: ActionProgressNoted) -> None:
        """What was noted stays in the history."""

    def _on_completed(self, made: ActionCompleted) -> None:
        self.open_since, self.opened = self.since, self.reached
        self.state, self.completed_by, self.completed_on, self.found_done_on = "completed", made.by, made.on, made.on
        self._stands_since(made.on, "completed")

    def _on_verified(self, made: ActionVerified) -> None:
        self.state = "verified"
        self._stands_since(made.on, "verified")

    def _on_reopened(self, made: ActionReopened) -> None:
        self.state, self.completed_by, self.completed_on, self.left_out = "open", "", "", False
        self._stands_since(made.on, "reopened")

    def _on_cancelled(self, made: ActionCancelled) -> None:
        self.state, self.left_out = "cancelled", made.left_out
        self._stands_since(made.on, "cancelled")

    evolves = {
        ActionRaised: _on_raised,
        ActionAmended: _on_amended,
        ActionExtended: _on_extended,
        ActionReassigned: _on_reassigned,
        ActionProgressNoted: _on_noted,
        ActionCompleted: _on_completed,
        ActionVerified: _on_verified,
        ActionReopened: _on_reopened,
        ActionCancelled: _on_cancelled,
    }

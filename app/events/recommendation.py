"""A recommendation of a report: who is to see to it by when, how far it is, and what came of it."""

from app.events.base import Event, Refusal, Subject, event
from app.events.text import text_of

STATES = {"open": "Open", "done": "Done", "dropped": "Dropped"}
SAID = ("text", "owner", "due")


@event("recommendation made")
class RecommendationMade(Event):
    """A report (its stream) recommends something, for somebody (person id) to see to by a date."""

    report: str
    text: str
    owner: str
    due: str


@event("recommendation changed", seals=("reason",))
class RecommendationChanged(Event):
    """Another text, owner or date: `changes` maps each to its value before and after."""

    changes: dict[str, list[str]]
    reason: str


@event("recommendation progress noted", seals=("text",))
class RecommendationProgressNoted(Event):
    """How far it is."""

    text: str


@event("recommendation done", seals=("text",))
class RecommendationDone(Event):
    """It was followed: what was done."""

    text: str


@event("recommendation dropped", seals=("reason",))
class RecommendationDropped(Event):
    """It is not followed any more, and why."""

    reason: str


@event("recommendation reopened", seals=("reason",))
class RecommendationReopened(Event):
    """It is to be followed after all, by another date, and why."""

    due: str
    reason: str


class Recommendation(Subject):
    """One recommendation."""

    state = report = text = owner = due = ""

    def make(self, *, report: str, text: str, owner: str, due: str, by: str, at: str) -> None:
        """Make it; raises Refusal without text, owner or date."""
        if self.exists:
            raise Refusal("This recommendation is made already.")
        facts = {"report": report, "text": text_of(text, "Write what is recommended.", "text")}
        self.record(RecommendationMade, by=by, at=at, **facts, **_whose(owner, due))

    def change(self, *, text: str, owner: str, due: str, reason: str, by: str, at: str) -> None:
        """Change it; raises Refusal where nothing is other than before, and without a reason."""
        self._must_be_open("changed")
        said = {"text": text_of(text, "Write what is recommended.", "text"), **_whose(owner, due)}
        changes = {name: [getattr(self, name), said[name]] for name in SAID if said[name] != getattr(self, name)}
        if not changes:
            raise Refusal("Change the text, who sees to it, or the date.", "text")
        why = text_of(reason, "Give the reason.", "reason")
        self.record(RecommendationChanged, by=by, at=at, changes=changes, reason=why)

    def note_progress(self, text: str, *, by: str, at: str) -> None:
        """Note how far it is."""
        self._must_be_open("noted as under way")
        self.record(RecommendationProgressNoted, by=by, at=at, text=text_of(text, "Write how far it is.", "text"))

    def complete(self, text: str, *, by: str, at: str) -> None:
        """Say that it was followed, and what was done."""
        self._must_be_open("done")
        self.record(RecommendationDone, by=by, at=at, text=text_of(text, "Write what was done.", "text"))

    def drop(self, reason: str, *, by: str, at: str) -> None:
        """Say that it is not followed any more, and why."""
        self._must_be_open("dropped")
        self.record(RecommendationDropped, by=by, at=at, reason=text_of(reason, "Give the reason.", "reason"))

    def reopen(self, due: str, reason: str, *, by: str, at: str) -> None:
        """Have it followed after all; raises Refusal for one that is open."""
        self._must_be_there()
        if self.state == "open":
            raise Refusal("This recommendation is open.")
        why = text_of(reason, "Give the reason.", "reason")
        self.record(RecommendationReopened, by=by, at=at, due=_whose(self.owner, due)["due"], reason=why)

    def _must_be_there(self) -> None:
        if not self.exists:
            raise Refusal("There is no such recommendation.")

    def _must_be_open(self, done: str) -> None:
        self._must_be_there()
        if self.state != "open":
            raise Refusal(f"This recommendation cannot be {done}: it is {STATES[self.state].lower()}.")

    def _on_made(self, made: RecommendationMade) -> None:
        self.state, self.report = "open", made.report
        self.text, self.owner, self.due = made.text, made.owner, made.due

    def _on_changed(self, made: RecommendationChanged) -> None:
        for name, (_, after) in made.changes.items():
            setattr(self, name, after)

    def _on_noted(self, made: RecommendationProgressNoted) -> None:
        """What was noted stays in the history."""

    def _on_done(self, made: RecommendationDone) -> None:
        self.state = "done"

    def _on_dropped(self, made: RecommendationDropped) -> None:
        self.state = "dropped"

    def _on_reopened(self, made: RecommendationReopened) -> None:
        self.state, self.due = "open", made.due

    evolves = {
        RecommendationMade: _on_made,
        RecommendationChanged: _on_changed,
        RecommendationProgressNoted: _on_noted,
        RecommendationDone: _on_done,
        RecommendationDropped: _on_dropped,
        RecommendationReopened: _on_reopened,
    }


def _whose(owner: str, due: str) -> dict[str, str]:
    """Who sees to it by when; raises Refusal without either."""
    if not owner:
        raise Refusal("Choose who sees to it.", "owner")
    if not due:
        raise Refusal("Give the date by which it is to be done.", "due")
    return {"owner": owner, "due": due}

"""Good practice: found in an audit or noted directly, followed up with the practitioner, shared."""

from collections.abc import Sequence

from app.events.base import Event, Refusal, Subject, event

CONDITIONS = {
    "planning": "Time and planning: visits and work prepared",
    "tools": "Tools used openly with the family",
    "supervision": "Supervision and the manager's support",
    "caseload": "A manageable number of children",
    "training": "Training or coaching",
    "partnership": "Partner agencies working together",
    "team": "Colleagues and the culture of the team",
    "other": "Something else",
}
"""What in the practice, or the conditions around it, made it possible."""
PLACES = {
    "session": "Learning session",
    "newsletter": "Newsletter",
    "team_meeting": "Team meeting",
    "report": "Report",
    "other": "Somewhere else",
}
"""Where good practice is shared."""
SOURCES = {"audit": "Audit", "direct": "Noted directly"}


@event("good practice noted", seals=("what",))
class GoodPracticeNoted(Event):
    """Whose good practice it is and where it was seen; in a theme or, where it is known by its grade, a domain.

    `source` is the auditor's flag in an audit, whose words stay there, or somebody who saw it and says `what`.
    """

    source: str
    audit: str
    cycle: str
    theme: str
    domain: str
    worker: str
    team: str
    area: str
    what: str
    on: str


@event("good practice followed up", seals=("found",))
class GoodPracticeFollowedUp(Event):
    """What the practitioner said made it possible."""

    conditions: list[str]
    found: str
    on: str


@event("good practice shared", seals=("note",))
class GoodPracticeShared(Event):
    """Where others heard of it."""

    place: str
    note: str
    on: str


@event("good practice kept unnamed")
class GoodPracticeKeptUnnamed(Event):
    """The practitioner asked that only the QA team should know whose it is."""

    on: str


@event("good practice named again")
class GoodPracticeNamedAgain(Event):
    """The practitioner may be named again."""

    on: str


class GoodPractice(Subject):
    """One piece of good practice of one practitioner."""

    source = worker = ""
    since = ""
    unnamed = False

    def note(
        self, *, source: str, audit: str, cycle: str, theme: str, domain: str, worker: str, team: str, area: str,
        what: str, on: str, by: str, at: str,
    ) -> None:  # fmt: skip
        """Note it; raises Refusal when it was noted before, without whose or what it is, and for one's own."""
        if self.exists:
            raise Refusal("This has been noted already.")
        if not worker:
            raise Refusal("Choose whose practice it is.", "worker")
        if not (theme or domain):
            raise Refusal("Choose a theme.", "theme")
        if source == "direct" and not what.strip():
            raise Refusal("Write what was good about it.", "what")
        if source == "direct" and by == worker:
            raise Refusal("Somebody else notes your good practice.")
        facts = {"source": source, "audit": audit, "cycle": cycle, "theme": theme, "domain": domain, "worker": worker}
        self.record(GoodPracticeNoted, by=by, at=at, **facts, team=team, area=area, what=what.strip(), on=on)

    def follow_up(self, conditions: Sequence[str], found: str, *, on: str, by: str, at: str) -> None:
        """Record what made it possible; a later conversation takes the place of the one before.

        Raises Refusal for the practitioner themself and without a condition.
        """
        self._must_be_there(on)
        if by == self.worker:
            raise Refusal("Somebody else follows your good practice up with you.")
        if not conditions or not set(conditions) <= CONDITIONS.keys():
            raise Refusal("Choose what made it possible.", "conditions")
        if "other" in conditions and not found.strip():
            raise Refusal("Write what else made it possible.", "found")
        self.record(GoodPracticeFollowedUp, by=by, at=at, conditions=list(conditions), found=found.strip(), on=on)

    def share(self, place: str, note: str, *, on: str, by: str, at: str) -> None:
        """Record where it was shared; raises Refusal for no known place."""
        self._must_be_there(on)
        if place not in PLACES:
            raise Refusal("Choose where it was shared.", "place")
        self.record(GoodPracticeShared, by=by, at=at, place=place, note=note.strip(), on=on)

    def keep_unnamed(self, *, on: str, by: str, at: str) -> None:
        """Ask not to be named; raises Refusal for anybody but the practitioner."""
        self._must_be_asked_by_worker(by)
        if self.unnamed:
            raise Refusal("You are not named already.")
        self.record(GoodPracticeKeptUnnamed, by=by, at=at, on=on)

    def name_again(self, *, on: str, by: str, at: str) -> None:
        """Agree to be named again; raises Refusal for anybody but the practitioner."""
        self._must_be_asked_by_worker(by)
        if not self.unnamed:
            raise Refusal("You are named already.")
        self.record(GoodPracticeNamedAgain, by=by, at=at, on=on)

    def _must_be_there(self, on: str) -> None:
        if not self.exists:
            raise Refusal("There is no such record.")
        if on < self.since:
            raise Refusal("The date cannot be before it was noted.", "on")

    def _must_be_asked_by_worker(self, by: str) -> None:
        if not self.exists or by != self.worker:
            raise Refusal("The practitioner says whether to be named.")

    def _on_noted(self, made: GoodPracticeNoted) -> None:
        self.source, self.worker, self.since = made.source, made.worker, made.on

    def _on_followed_up(self, made: GoodPracticeFollowedUp) -> None:
        """What was found stays in the history."""

    def _on_shared(self, made: GoodPracticeShared) -> None:
        """Where it was shared stays in the history."""

    def _on_unnamed(self, made: GoodPracticeKeptUnnamed) -> None:
        self.unnamed = True

    def _on_named(self, made: GoodPracticeNamedAgain) -> None:
        self.unnamed = False

    evolves = {
        GoodPracticeNoted: _on_noted,
        GoodPracticeFollowedUp: _on_followed_up,
        GoodPracticeShared: _on_shared,
        GoodPracticeKeptUnnamed: _on_unnamed,
        GoodPracticeNamedAgain: _on_named,
    }

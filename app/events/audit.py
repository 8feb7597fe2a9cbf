"""One audit: one child, one auditor, one month; from allocation to the child's record."""

from collections.abc import Sequence
from typing import Any, ClassVar

from app.events import sections as form
from app.events.base import Event, Refusal, Subject, event
from app.events.going_back import back_by
from app.events.moderation_words import WAITING
from app.events.text import given
from app.events.vocabulary import AUDIT_STATES, GIVEN_STATES, OPEN_STATES

READ_BY_THE_FOLD = (
    "grade.*|overall.grade|participation.worker|participation.manager|participation.child|participation.parent"
    "|concern.category|themes|actions"
)
"""What of an audit's sections is counted, and so is not sealed; of the actions what is to be done is."""
OWN_TEAM = "Nobody audits the work of their own team."


@event("audit allocated", key_ahead=True)
class AuditAllocated(Event):
    """The audit of a child was given to an auditor; the child's team, worker and plan type as they were that day.

    `auditor_team` is the team that the auditor was of, empty for none.
    """

    class_version: ClassVar[int] = 2

    cycle: str
    number: int
    child: str
    auditor: str
    team: str
    area: str
    worker: str
    plan: str
    framework: str
    framework_version: int
    on: str
    due: str
    grounds: str
    auditor_team: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The team was looked at before, and not kept."""
        state["auditor_team"] = ""


@event("audit started")
class AuditStarted(Event):
    """The auditor saved something of it for the first time."""

    on: str


@event("audit section saved", seals=(f"changes/!{READ_BY_THE_FOLD}", "changes/actions/*/what"))
class AuditSectionSaved(Event):
    """The fields of one section that changed, each with its new value."""

    section: str
    changes: dict[str, Any]


@event("audit returned")
class AuditReturned(Event):
    """The auditor returned the audit, in time or so many working days late."""

    on: str
    due: str
    working_days_late: int


@event("audit accepted", seals=("note",))
class AuditAccepted(Event):
    """The audit is to standard."""

    on: str
    note: str


@event("audit judged not to standard", seals=("reason",))
class AuditJudgedNotToStandard(Event):
    """The audit counts as completed and never in the grades."""

    on: str
    reason: str


@event("audit sent back", seals=("reason",))
class AuditSentBack(Event):
    """The audit went back to its auditor, to be returned again by the new date.

    `usual` is the date of the framework's working days where another was chosen, `exempt_until` the last day of the
    auditor's exemption where they have agreed to correct it all the same; else both are empty.
    """

    class_version: ClassVar[int] = 3

    on: str
    reason: str
    due: str
    usual: str
    exempt_until: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """No other date could be chosen before."""
        state["usual"] = ""

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Whether the auditor was exempt was not asked before."""
        state["exempt_until"] = ""


@event("audit reallocated", seals=("reason",))
class AuditReallocated(Event):
    """Another auditor has it from now on and begins anew; what the first one wrote stays in the history.

    `auditor_team` is the team that the new auditor is of, empty for none.
    """

    class_version: ClassVar[int] = 2

    auditor: str
    was: str
    on: str
    due: str
    reason: str
    grounds: str
    auditor_team: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The team was looked at before, and not kept."""
        state["auditor_team"] = ""


@event("audit uploaded to record", seals=("reference",))
class AuditUploadedToRecord(Event):
    """A copy was put on the child's record: on which date, by whom, under which reference."""

    on: str
    uploaded_by: str
    reference: str


class Incomplete(Refusal):
    """The audit cannot be returned yet; `missing` says everything that stands in the way."""

    def __init__(self, missing: Sequence[form.Missing]) -> None:
        super().__init__("The audit cannot be returned yet.")
        self.missing = missing


class AwaitsModeration(Refusal):
    """A drawn audit is neither judged nor uploaded without its moderation; `moderator` has it, "" while nobody does."""

    def __init__(self, moderator: str) -> None:
        super().__init__("This audit waits for its moderation.")
        self.moderator = moderator


class Audit(Subject):
    """An audit of one child's record and practice.

    How it is moderated is in audit_moderation, how it ends without being judged in audit_ending.
    """

    state = ""
    cycle = child = auditor = team = area = worker = plan = framework = due = ""
    number = framework_version = 0
    started_on = returned_on = uploaded_on = ""
    working_days_late = 0
    since, reached = "", ""
    """The date of what brought the audit where it is, and what that was: nothing is decided about it before."""
    was = ""
    """The state that a nil return, a withdrawal or a release ended, to which opening it again leads back."""
    exemption = ""
    """The exemption that released its auditor last."""
    moderation = moderator = drawn_on = ""
    """Where its moderation stands (empty for an audit that was never drawn), who has it, and when it was drawn."""
    record_is_old = False
    """Whether a grade was changed after the copy on the child's record was made."""
    open_since = came_in_on = record_reference = ""
    """Since when its auditor had it before it came in, when that was recorded, and the reference of the copy."""
    corrections = moderation_corrections = 0
    """How many corrections were proposed: of its grades, and of its moderation."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.answers: dict[str, Any] = {}
        self.saved_at: dict[str, int] = {}
        """The version at which each field last changed."""
        self.moderated: dict[str, str] = {}
        """The grades that count in the place of the auditor's, by domain, and the overall one."""
        self.judged: dict[str, str] = {}
        """What its moderation says, by key: the grades, the judgement of the audit, and who judged."""
        self.moderation_correction: dict[str, Any] = {}
        """The correction of its moderation that waits for another person's decision; empty for none."""
        self.regraded: frozenset[str] = frozenset()
        """The domains, and the overall grade, that moderation changed."""
        self.correction: dict[str, Any] = {}
        """The correction of a grade that waits for another person's decision; empty for none."""
        self.challenges: dict[int, dict[str, str]] = {}
        """By number: about what, by whom and when, and the outcome, empty while it waits."""

    def allocate(self, *, team: str, auditor_team: str = "", by: str, at: str, **facts: Any) -> None:
        """Give the audit of a team's work to an auditor, who is of another one or of none ("").

        Raises Refusal when it was allocated before, and for the auditor's own team.
        """
        if self.exists:
            raise Refusal("This audit has been allocated already.")
        must_be_of_another_team(auditor_team, team, OWN_TEAM, "auditor")
        self.record(AuditAllocated, by=by, at=at, **facts, team=team, auditor_team=auditor_team)

    def save_section(
        self, content: dict[str, Any], section: str, values: dict[str, Any], *, on: str, by: str, at: str
    ) -> None:
        """Save the fields of a section that changed; the first save starts the audit.

        Raises Refusal unless the audit is open.
        """
        self.must_be(OPEN_STATES, "saved")
        changes = form.changed({key: self.answers.get(key) for key in values}, values)
        if not changes:
            return
        if not self.started_on:
            self.record(AuditStarted, by=by, at=at, on=on)
        self.record(AuditSectionSaved, by=by, at=at, section=section, changes=changes)

    def return_(self, content: dict[str, Any], *, on: str, working_days_late: int, by: str, at: str) -> None:
        """Return the audit; raises Incomplete with everything missing, or Refusal unless it is open."""
        self.must_be(OPEN_STATES, "returned")
        if missing := form.missing(content, self.answers):
            raise Incomplete(missing)
        self.record(AuditReturned, by=by, at=at, on=on, due=self.due, working_days_late=working_days_late)

    def accept(self, *, on: str, note: str, by: str, at: str) -> None:
        """Accept a returned audit as to standard."""
        self._must_be_judged_by_another(by)
        self.must_follow(on)
        self.record(AuditAccepted, by=by, at=at, on=on, note=note.strip())

    def judge_not_to_standard(self, *, on: str, reason: str, by: str, at: str) -> None:
        """Judge a returned audit not to standard, with the reason."""
        self._must_be_judged_by_another(by)
        self.must_follow(on)
        self.record(AuditJudgedNotToStandard, by=by, at=at, on=on, reason=given(reason))

    def send_back(
        self, *, on: str, reason: str, due: str, chosen: str = "", exempt_until: str = "", by: str, at: str
    ) -> None:
        """Send a returned audit back to its auditor, with the reason; due again on `due`, or on a `chosen` date.

        An auditor who is exempt has agreed to it, and until when they are is recorded.
        """
        self._must_be_judged_by_another(by)
        self.must_follow(on)
        dates = back_by(due, chosen, at=at) | {"exempt_until": exempt_until}
        self.record(AuditSentBack, by=by, at=at, on=on, reason=given(reason), **dates)

    def reallocate(
        self, auditor: str, *, on: str, due: str, reason: str, grounds: str, auditor_team: str = "", by: str, at: str
    ) -> None:
        """Give the audit to another auditor, who begins anew; raises Refusal as `allocate` does."""
        self.must_be(GIVEN_STATES, "reallocated")
        self.must_follow(on)
        if auditor == self.auditor and self.state in OPEN_STATES:
            raise Refusal("This auditor has the audit already.", "auditor")
        must_be_of_another_team(auditor_team, self.team, OWN_TEAM, "auditor")
        facts = {"auditor": auditor, "was": self.auditor, "on": on, "due": due, "auditor_team": auditor_team}
        self.record(AuditReallocated, by=by, at=at, **facts, reason=given(reason), grounds=grounds)

    def upload(self, *, on: str, uploaded_by: str, reference: str, by: str, at: str) -> None:
        """Record that the accepted audit is on the child's record."""
        self.must_be(("accepted",), "uploaded to the child's record")
        self._must_not_wait()
        if self.uploaded_on and not self.record_is_old:
            raise Refusal("This audit is on the child's record already.")
        if on < self.returned_on:
            raise Refusal("The audit cannot have been uploaded before it was returned.", "on")
        self.record(AuditUploadedToRecord, by=by, at=at, on=on, uploaded_by=uploaded_by, reference=reference.strip())

    def must_be(self, states: Sequence[str], done: str) -> None:
        """Refuse what cannot be done to an audit in its state, or to none at all."""
        if not self.exists:
            raise Refusal("There is no such audit.")
        if self.state not in states:
            raise Refusal(f"This audit cannot be {done}: it is {_in_words(self.state)}.")

    def must_follow(self, on: str) -> None:
        """Refuse a date before that of what brought the audit where it is."""
        if on < self.since:
            raise Refusal(f"The date cannot be before the audit was {self.reached}.", "on")

    def stands_since(self, on: str, reached: str) -> None:
        """It is where it is since this date, by what has that name: "returned"."""
        self.since, self.reached = on, reached

    def _must_be_judged_by_another(self, by: str) -> None:
        self.must_be(("returned",), "judged")
        if by == self.auditor:
            raise Refusal("You cannot judge your own audit.")
        self._must_not_wait()

    def _must_not_wait(self) -> None:
        if self.moderation in WAITING:
            raise AwaitsModeration(self.moderator)

    def _on_allocated(self, made: AuditAllocated) -> None:
        for key in ("cycle", "number", "child", "auditor", "team", "area", "worker", "plan", "due"):
            setattr(self, key, getattr(made, key))
        self.framework, self.framework_version = made.framework, made.framework_version
        self.state = "allocated"
        self.stands_since(made.on, "allocated")

    def _on_started(self, made: AuditStarted) -> None:
        self.started_on = made.on
        if self.state == "allocated":
            self.state = "started"

    def _on_saved(self, made: AuditSectionSaved) -> None:
        self.answers |= made.changes
        self.saved_at |= dict.fromkeys(made.changes, made.originator_version)

    def _on_returned(self, made: AuditReturned) -> None:
        self.open_since, self.came_in_on = self.since, made.on
        self.state, self.returned_on, self.working_days_late = "returned", made.on, made.working_days_late
        self.stands_since(made.on, "returned")

    def _on_accepted(self, made: AuditAccepted) -> None:
        self.state = "accepted"

    def _on_not_to_standard(self, made: AuditJudgedNotToStandard) -> None:
        self.state = "not_to_standard"

    def _on_sent_back(self, made: AuditSentBack) -> None:
        self.state, self.due, self.returned_on, self.working_days_late = "sent_back", made.due, "", 0
        self.correction = {}  # The auditor has it again, and changes what is wrong.
        self.stands_since(made.on, "sent back")

    def _on_reallocated(self, made: AuditReallocated) -> None:
        self.auditor, self.due, self.state = made.auditor, made.due, "allocated"
        self.stands_since(made.on, "reallocated")
        self.started_on, self.returned_on, self.working_days_late = "", "", 0
        self.answers, self.saved_at, self.moderator, self.correction = {}, {}, "", {}
        if self.moderation:  # It stays drawn; who may moderate it depends on who audits.
            self.moderation = WAITING[0]

    def _on_uploaded(self, made: AuditUploadedToRecord) -> None:
        self.uploaded_on, self.record_reference, self.record_is_old = made.on, made.reference, False

    evolves = {
        AuditAllocated: _on_allocated,
        AuditStarted: _on_started,
        AuditSectionSaved: _on_saved,
        AuditReturned: _on_returned,
        AuditAccepted: _on_accepted,
        AuditJudgedNotToStandard: _on_not_to_standard,
        AuditSentBack: _on_sent_back,
        AuditReallocated: _on_reallocated,
        AuditUploadedToRecord: _on_uploaded,
    }


def must_be_of_another_team(theirs: str, team: str, sentence: str, field: str) -> None:
    """Raise Refusal, in the words given, where somebody is of the very team whose work it is."""
    if theirs and theirs == team:
        raise Refusal(sentence, field)


def _in_words(state: str) -> str:
    return AUDIT_STATES[state].lower()

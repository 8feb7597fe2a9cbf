"""The retention schedule: how many years after they are closed records of a kind are proposed to be erased."""

from typing import NamedTuple

from app.events.base import Event, Refusal, Subject, event
from app.events.text import text_of

SCHEDULE = "retention/schedule"
MOST_YEARS = 100


class Kind(NamedTuple):
    """What records of a kind are called, what of them is erased, and from which day their years are counted."""

    label: str
    holds: str
    closed: str


KINDS = {
    "audit": Kind(
        "Audits",
        "evidence, strengths, improvements, family feedback, moderation, challenges and replies",
        "the audit was judged, or ended without one",
    ),
    "child": Kind("Children", "initials, and their answers in dip samples", "the child was no longer open"),
    "concern": Kind("Children of concern", "why, what was answered, reviewed and decided", "the concern was closed"),
    "action": Kind("Actions", "what is to be done, notes and evidence", "the action was done or cancelled"),
    "duty": Kind("Managers’ duties", "direction, notes of discussions and follow-up", "the follow-up was closed"),
    "impact": Kind("Answers on impact", "what was written in answers", "the question was answered or lapsed"),
    "good_practice": Kind("Good practice", "what was written of it", "it was noted"),
    "loop": Kind("Looped audits", "notes of meetings and learning", "the loop was agreed or ended"),
    "dip_sample": Kind("Dip samples", "notes, findings and themes", "the dip sample was concluded or withdrawn"),
    "exemption": Kind("Exemptions", "notes in confidence and reasons of decisions", "the last day that it was for"),
    "coaching": Kind("Coaching", "notes and reasons", "it was taken, declined or taken back"),
    "letter": Kind("Letters", "the words that were sent", "the letter was sent, cancelled or given up"),
}
"""What a council can have a rule for; without a rule nothing of a kind is proposed."""


@event("retention rule set")
class RetentionRuleSet(Event):
    """Records of a kind are proposed to be erased so many years after they are closed; `ground` is by what right they
    are held so long. `was` is the years before, none for the first rule.
    """

    kind: str
    years: int
    was: int | None
    ground: str
    reason: str


@event("retention rule withdrawn")
class RetentionRuleWithdrawn(Event):
    """Nothing of a kind is proposed to be erased any more, and why."""

    kind: str
    was: int
    reason: str


class Retention(Subject):
    """The schedule: for each kind that has a rule, its years and its ground."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.years: dict[str, int] = {}
        self.grounds: dict[str, str] = {}

    def set(self, kind: str, years: int, ground: str, reason: str, *, by: str, at: str) -> None:
        """Have records of a kind proposed so many years after they are closed; raises Refusal."""
        _known(kind)
        if not 0 <= years <= MOST_YEARS:
            raise Refusal(f"Give a whole number of years from 0 to {MOST_YEARS}.", "years")
        right = text_of(ground, "Say by what right they are held so long.", "ground")
        if (years, right) == (self.years.get(kind), self.grounds.get(kind)):
            raise Refusal("Change the years or the ground.", "years")
        why = text_of(reason, "Give the reason.", "reason")
        facts = {"kind": kind, "years": years, "was": self.years.get(kind), "ground": right, "reason": why}
        self.record(RetentionRuleSet, by=by, at=at, **facts)

    def withdraw(self, kind: str, reason: str, *, by: str, at: str) -> None:
        """Have nothing of a kind proposed any more; raises Refusal without a rule or a reason."""
        _known(kind)
        if kind not in self.years:
            raise Refusal(f"{KINDS[kind].label} have no rule.")
        why = text_of(reason, "Give the reason.", "reason")
        self.record(RetentionRuleWithdrawn, by=by, at=at, kind=kind, was=self.years[kind], reason=why)

    def _on_set(self, made: RetentionRuleSet) -> None:
        self.years[made.kind], self.grounds[made.kind] = made.years, made.ground

    def _on_withdrawn(self, made: RetentionRuleWithdrawn) -> None:
        del self.years[made.kind], self.grounds[made.kind]

    evolves = {RetentionRuleSet: _on_set, RetentionRuleWithdrawn: _on_withdrawn}


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise Refusal("Choose a kind of record that the schedule knows.", "kind")

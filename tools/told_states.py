"""How the state of each subject is told in words, for the tables of docs/states.md.

Most subjects hold their state, and the words for it are those of the pages. Where a subject has none, what its commands
ask is told here; where two things stand beside each other, such as an audit and its moderation, each has its table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.stories import HELEN, LEO, MARY, NADIA, RUTH, core_framework
from app.demo.story_reports import LAYOUT
from app.events import (
    audit_moderation,
    coaching,
    cohort,
    concern_answer,
    dip_sample,
    dip_sample_measures,
    erasure,
    impact_questions,
    inspection,
    learning,
    loop,
    moderation_correction,
    moderation_words,
    pack,
    recommendation,
    report,
    retention,
    subject_access,
    vocabulary,
)
from app.events.action import Action
from app.events.audit import Audit
from app.events.base import Subject
from app.events.child import Child, Import, Population
from app.events.concern import DIRECT, Concern
from app.events.council import Council
from app.events.cycle import Cycle
from app.events.deputy import Deputies
from app.events.duty import Duty
from app.events.exempt_months import ExemptMonths
from app.events.exemption import Exemption
from app.events.framework import Framework
from app.events.good_practice import GoodPractice
from app.events.impact import Impact
from app.events.ledger import Ledger
from app.events.letter import Letter
from app.events.person import Person
from app.events.pool_target import PoolTargets
from app.events.reading_rule import ReadingRule
from app.events.report_layout import ReportLayout
from app.events.report_template import ReportTemplate
from app.events.team import ServiceArea, Team
from tools.trying import Sayings

Told = Callable[[Any], str]
NOTHING = "–"
"""The state of what nothing has been recorded of yet."""


@dataclass(frozen=True)
class Side:
    """One side of a subject: its title, and its state in words."""

    title: str
    subject: type[Subject]
    told: Told

    def state(self, subject: Subject) -> str:
        """The state of a subject in words."""
        return self.told(subject) if subject.exists else NOTHING


def _by(words: Mapping[str, str], attribute: str = "state", otherwise: str = "") -> Told:
    return lambda subject: words.get(getattr(subject, attribute), otherwise)


def _concern(concern: Concern) -> str:
    if concern.state != "open":
        return vocabulary.CONCERN_STATES[concern.state]
    said = ["answered" if concern.answered else "not answered", *["overseen"] * concern.overseen]
    return f"{vocabulary.CONCERN_CATEGORIES[concern.category]} ({' and '.join(said)})"


def _cycle(cycle: Cycle) -> str:
    if cycle.closed:
        return "Closed"
    return "Allocated" if cycle.allocated else "Sample drawn" if cycle.sample else "Opened"


def _deputies(deputies: Deputies) -> str:
    return "Somebody is named" if any(not time.ended for time in deputies.times) else "All are released"


def _duty(duty: Duty) -> str:
    if "closing" in duty.done:
        return "Closed"
    return "To be closed" if len(duty.done) == len(vocabulary.DUTIES) - 1 else "Received"


def _framework(framework: Framework) -> str:
    if not framework.versions:
        return "Draft only"
    return "Published" if framework.draft is None else "Published with a draft"


def _auditor(person: Person) -> str:
    if person.left_on:
        return "Has left the council"
    if person.in_training:
        return "In training"
    return "Not an auditor" if not person.trained_on else "Left the pool" if person.left_pool_on else "Trained auditor"


def _loop(pair: loop.Loop) -> str:
    word = loop.LOOP_STATES[pair.state]
    return f"{word} (one went back)" if pair.state in (loop.BOTH_IN, loop.ARRANGED) and not pair.both_are_in else word


def _moderation_correction(audit: Audit) -> str:
    changes = audit.moderation_correction.get("changes", {})
    if not changes:
        return "None waits"
    return "One of its standard waits" if len(changes) > 1 else "One waits"


def _report(one: report.Report) -> str:
    again = one.state == report.WRITING and one.edition
    return f"{report.STATES[one.state]} again" if again else report.STATES[one.state]


SIDES = (
    Side("Audit", Audit, _by(vocabulary.AUDIT_STATES)),
    Side("Moderation of an audit", Audit, _by(moderation_words.MODERATION_STATES, "moderation", "Not drawn")),
    Side("Correction of a moderation", Audit, _moderation_correction),
    Side("Looped audit", loop.Loop, _loop),
    Side("Exemption", Exemption, _by(vocabulary.EXEMPTION_STATES)),
    Side("Months of an auditor's exemptions", ExemptMonths, lambda one: "Some are put down"),
    Side("Deputies of a person", Deputies, _deputies),
    Side("Action", Action, _by(vocabulary.ACTION_STATES)),
    Side("Duties of the team's manager", Duty, _duty),
    Side("Child of concern", Concern, _concern),
    Side("Dip sample", dip_sample.DipSample, _by(dip_sample.STATES)),
    Side("Questions on impact", Impact, _by(impact_questions.STATES)),
    Side("Good practice", GoodPractice, lambda one: "Practitioner not named" if one.unnamed else "Noted"),
    Side("Report", report.Report, _report),
    Side("Recommendation", recommendation.Recommendation, _by(recommendation.STATES)),
    Side("Order of a kind of report", ReportLayout, lambda one: "Set" if one.layout else "The programme's own"),
    Side("Word template of reports", ReportTemplate, lambda one: "Its own" if one.data else "The shipped one"),
    Side("Inspection", inspection.Inspection, lambda one: "Ended" if one.ended_on else "Granted"),
    Side("Reason for opening a note", ReadingRule, lambda one: "Asked for" if one.asked else "Not asked for"),
    Side("Evidence pack", pack.Pack, _by(pack.STATES)),
    Side("Retention schedule", retention.Retention, lambda one: "With rules" if one.years else "Without a rule"),
    Side("Erasure", erasure.Erasure, _by(erasure.STATES)),
    Side("Subject-access request", subject_access.SubjectAccess, _by(subject_access.STATES)),
    Side("Keepers of the ledger", Ledger, lambda one: "Held outside" if one.holders else "Held by nobody outside"),
    Side("Letter", Letter, _by(vocabulary.LETTER_STATES)),
    Side("Cycle", Cycle, _cycle),
    Side("Framework", Framework, _framework),
    Side("Cohort", cohort.Cohort, _by(cohort.STATES)),
    Side("Coaching", coaching.Coaching, _by(coaching.STATES)),
    Side("Learning session", learning.LearningSession, _by(learning.STATES)),
    Side("Targets of a pool", PoolTargets, lambda one: "A target stands" if one.standing else "None stands"),
    Side("Person as an auditor", Person, _auditor),
    Side("Person as a moderator", Person, lambda one: "Moderator" if one.moderator else "Not a moderator"),
    Side("Child", Child, lambda one: "Ended" if one.ended_on else "Open"),
    Side("Count of open children", Population, lambda one: "Counted"),
    Side("List brought in", Import, lambda one: "Complete"),
    Side("Council", Council, lambda one: "Established"),
    Side("Service area", ServiceArea, lambda one: "Added"),
    Side("Team", Team, lambda one: "Added"),
)

_SAID_AT = {"by": RUTH, "at": "2024-10-01T09:00:00+00:00"}
_SAID = {"on": "2024-10-01", **_SAID_AT}
_CHECKED = {"evidence": "no", "analysis": "no", "voice": "no"}
_FAILED = audit_moderation.Judged("not_to_standard", _CHECKED, reason="Nothing of it is on the record.")
_MORE = {"child": "child/C-10591", "auditor": NADIA, "grounds": "The fewest audits"}
BESIDE: Sayings = {
    Action.leave_out: [{**_SAID, "reason": "It is not in the audit any more."}],
    concern_answer.fail_to_tell: [
        {**_SAID_AT, "whom": HELEN, "how": "mail", "letter": "letter/k3v9", "why": "No answer."}
    ],
    Cycle.allocate: [{**_SAID_AT, "seed": "more", "pairs": [_MORE], "rules": {}, "unplaced": [], "left_out": []}],
    loop.Loop.hand_over: [{**_SAID, "audit": "audit/2024-06/0003", "auditor": LEO}],
    Concern.raise_again: [{**_SAID_AT, "category": "1", "why": "Not seen.", "source": DIRECT, "raising": "raising/m4"}],
    Concern.recategorise: [{**_SAID, "category": "1", "why": "Not seen.", "role": "qa_lead"}],
    dip_sample.DipSample.name_reviewers: [{**_SAID, "reviewers": [HELEN]}],
    dip_sample_measures.remove_measure: [{**_SAID_AT, "id": "a-clear-rationale", "reason": "Not asked any more."}],
    cohort.Cohort.join: [{**_SAID, "people": [MARY]}],
    cohort.Cohort.set_dates: [{**_SAID_AT, "dates": ["2024-09-16", "2024-11-04"]}],
    Deputies.release: [{**_SAID, "on": "2024-07-03", "number": 1, "reason": "Back at work."}],
    audit_moderation.change_moderator: [{**_SAID, "moderator": HELEN, "reason": "On leave.", "grounds": ""}],
    audit_moderation.moderate: [{**_SAID, "by": MARY, "content": core_framework(), "judged": _FAILED, "due": ""}],
    moderation_correction.propose: [
        {
            **_SAID,
            "by": MARY,
            "content": core_framework(),
            "key": "quality",
            "now": now,
            "moderators": {},
            "reason": "A slip.",
        }
        for now in ("not_to_standard", "sound")
    ],
    report.Report.arrange: [{**_SAID_AT, "layout": LAYOUT[:2]}],
    ReportLayout.set: [{**_SAID_AT, "layout": LAYOUT[:2]}],
    ReportLayout.withdraw: [_SAID_AT],
    PoolTargets.withdraw: [{**_SAID_AT, "pool": "auditor", "by_date": "2024-12-31", "reason": "No more are needed."}],
}
"""What the stories never say, or not so that it fits every state that it could be said in."""

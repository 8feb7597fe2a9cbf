"""The moderation of an audit: drawn, given to a moderator, and judged twice over, the practice and the audit itself.

It is of the audit's own stream, so that nobody moderates their own audit.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.events.audit import Audit, AuditAccepted, AuditJudgedNotToStandard, AuditSentBack, must_be_of_another_team
from app.events.base import Event, Refusal, event
from app.events.going_back import back_by
from app.events.moderation_words import CHECK_ANSWERS, CHECKS, ENDS, NO_GRADE, NO_GROUNDS, OVERALL, QUALITIES, WAITING
from app.events.text import given
from app.events.vocabulary import AUDIT_STATES, OPEN_STATES

IN = ("returned", "accepted")
"""The states of an audit that is in, and whose grades stand or may stand."""
AGREE = "agree"
OWN_TEAM = "Nobody moderates an audit of the work of their own team."


@event("audit drawn for moderation")
class AuditDrawnForModeration(Event):
    """The audit is of its month's moderated share, and why: drawn by chance, or always moderated for its grade."""

    on: str
    due: str
    working_days: int
    drawn_as: str
    seed: str
    why: str


@event("moderator assigned")
class ModeratorAssigned(Event):
    """Somebody is to moderate the audit, and why they; of which team they are, empty for none."""

    class_version: ClassVar[int] = 2

    moderator: str
    on: str
    grounds: str
    moderator_team: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The team was looked at before, and not kept."""
        state["moderator_team"] = ""


@event("moderator changed", seals=("reason",))
class ModeratorChanged(Event):
    """Another moderator has it, and why; of which team they are, empty for none."""

    class_version: ClassVar[int] = 2

    moderator: str
    was: str
    on: str
    reason: str
    grounds: str
    moderator_team: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The team was looked at before, and not kept."""
        state["moderator_team"] = ""


@event("audit moderated", seals=("grades/*/2", "overall/2", "quality_text", "learning", "reason"))
class AuditModerated(Event):
    """Both judgements of the moderator: of the practice and of the audit.

    `grades` has for each domain the auditor's grade, the moderated one and why, `overall` the same; both are empty
    where the audit is not to standard or goes back. `checks` answers what was asked of the audit's quality.
    """

    moderator: str
    on: str
    outcome: str
    grades: dict[str, list[str]]
    overall: list[str]
    quality: str
    checks: dict[str, str]
    quality_text: str
    learning: str
    reason: str


@dataclass(frozen=True)
class Judged:
    """What a moderator says: for each domain and overall the grade, or "agree", with why; and of the audit itself.

    `due` is a date of their own for an audit that goes back, empty for that of the framework; `although_exempt` says
    that its auditor is exempt and has agreed to correct it all the same.
    """

    quality: str
    checks: dict[str, str]
    grades: dict[str, tuple[str, str]] = field(default_factory=dict)
    overall: tuple[str, str] = ("", "")
    quality_text: str = ""
    learning: str = ""
    reason: str = ""
    due: str = ""
    although_exempt: bool = False


def draw(
    audit: Audit, *, on: str, due: str, working_days: int, drawn_as: str, seed: str, why: str, by: str, at: str
) -> None:
    """Take an audit that is in into the moderated share; raises Refusal when it was taken before or cannot be."""
    _must_be_in(audit, "drawn for moderation")
    if audit.moderation:
        raise Refusal("This audit is drawn for moderation already.")
    if audit.uploaded_on:
        raise Refusal("This audit is on the child's record already.")
    facts = {"on": on, "due": due, "working_days": working_days, "drawn_as": drawn_as, "seed": seed, "why": why}
    audit.record(AuditDrawnForModeration, by=by, at=at, **facts)


def assign(
    audit: Audit, moderator: str, *, on: str, grounds: str, moderator_team: str = "", by: str, at: str
) -> None:  # fmt: skip
    """Give a drawn audit to its moderator, who is of a team or of none ("").

    Raises Refusal for its own auditor, for whose team's work it is, and when somebody has it.
    """
    _must_wait(audit, moderator, moderator_team)
    if audit.moderator:
        raise Refusal("This audit has a moderator. Change the moderator instead.", "moderator")
    said = {"moderator": moderator, "moderator_team": moderator_team}
    audit.record(ModeratorAssigned, by=by, at=at, **said, on=on, grounds=grounds)


def change_moderator(
    audit: Audit, moderator: str, *, on: str, reason: str, grounds: str, moderator_team: str = "", by: str, at: str
) -> None:
    """Give a drawn audit to another moderator, with the reason; raises Refusal as `assign` does."""
    _must_wait(audit, moderator, moderator_team)
    if not audit.moderator:
        raise Refusal("This audit has no moderator yet.", "moderator")
    if moderator == audit.moderator:
        raise Refusal("This moderator has the audit already.", "moderator")
    facts = {"moderator": moderator, "moderator_team": moderator_team, "was": audit.moderator, "on": on}
    facts |= {"grounds": grounds}
    audit.record(ModeratorChanged, by=by, at=at, **facts, reason=given(reason))


def moderate(
    audit: Audit,
    content: dict[str, Any],
    judged: Judged,
    *,
    on: str,
    due: str,
    exempt_until: str = "",
    by: str,
    at: str,
) -> None:
    """Record both judgements and what follows from them in one: accepted, not to standard, or back by `due`.

    `exempt_until` is as in `Audit.send_back`. Raises Refusal for anybody but the audit's moderator, and for a judgement
    that is not complete.
    """
    _must_moderate(audit, by, on)
    facts = judgement(audit, content, judged)
    audit.record(AuditModerated, by=by, at=at, moderator=by, on=on, **facts)
    if facts["outcome"] == "not_to_standard":
        audit.record(AuditJudgedNotToStandard, by=by, at=at, on=on, reason=facts["reason"])
    elif facts["outcome"] == "sent_back":
        dates = back_by(due, judged.due, at=at) | {"exempt_until": exempt_until}
        audit.record(AuditSentBack, by=by, at=at, on=on, reason=facts["reason"], **dates)
    elif audit.state == "returned":
        audit.record(AuditAccepted, by=by, at=at, on=on, note="")


def judgement(audit: Audit, content: dict[str, Any], judged: Judged) -> dict[str, Any]:
    """The judgements as they are recorded; raises Refusal with what is missing, beside its field."""
    if judged.quality not in QUALITIES:
        raise Refusal("Say whether the audit is to standard.", "quality")
    if lacking := [check for check in CHECKS if judged.checks.get(check) not in CHECK_ANSWERS]:
        raise Refusal(f"Answer: {CHECKS[lacking[0]]}", f"checks.{lacking[0]}")
    said = {"quality": judged.quality, "checks": {check: judged.checks[check] for check in CHECKS}}
    said |= {"quality_text": judged.quality_text.strip(), "learning": judged.learning.strip()}
    if end := ENDS.get(judged.quality):
        reason = given(judged.reason, "Say why, for the auditor to read.", "reason")
        return said | {"outcome": end, "grades": {}, "overall": [], "reason": reason}
    grades = {domain["id"]: _grade(audit, content, domain["id"], judged) for domain in content["domains"]}
    overall = _grade(audit, content, OVERALL, judged)
    kept = all(was == now for was, now, _ in (*grades.values(), overall))
    return said | {"outcome": "agreed" if kept else "changed", "grades": grades, "overall": overall, "reason": ""}


def must_come_first(audit: Audit, content: dict[str, Any]) -> None:
    """Raise Refusal for an audit whose overall grade is always moderated, and which nobody has drawn."""
    if audit.state not in IN or audit.moderation or audit.uploaded_on:
        return
    if original(audit, OVERALL) in content["moderation"]["always"]:
        labels = {grade["id"]: grade["label"] for grade in content["grades"]}
        graded = f"This audit is graded {labels[original(audit, OVERALL)]}: by the framework it is moderated first."
        raise Refusal(f"{graded} Draw it on the page of its month’s moderation; every audit with that grade is drawn.")


def original(audit: Audit, key: str) -> str:
    """The auditor's grade of a domain, or the overall one."""
    return str(audit.answers.get("overall.grade" if key == OVERALL else f"grade.{key}") or "")


def _grade(audit: Audit, content: dict[str, Any], key: str, judged: Judged) -> list[str]:
    to, why = judged.overall if key == OVERALL else judged.grades.get(key, ("", ""))
    was = original(audit, key)
    if not to:
        raise Refusal(NO_GRADE.format(label_of(content, key)), f"to.{key}")
    now = was if to == AGREE else to
    if now == was:
        return [was, was, ""]  # A reason that was typed for a change, and taken back with it, was never given.
    must_be_grade(content, key, now)
    return [was, now, given(why, NO_GROUNDS.format(label_of(content, key)), f"why.{key}")]


def must_be_grade(content: dict[str, Any], key: str, grade: str) -> None:
    """Raise Refusal for a grade that the scale of a domain, or the overall one, does not have."""
    scale = [one["id"] for one in content["grades"]]
    if any(domain["id"] == key and domain["may_be_not_applicable"] for domain in content["domains"]):
        scale.append("na")
    if grade not in scale:
        raise Refusal(f"{label_of(content, key)}: choose a grade of the scale.", f"to.{key}")


def label_of(content: dict[str, Any], key: str) -> str:
    """What a domain, or the overall grade, is called in the audit's framework."""
    domains = {domain["id"]: domain["label"] for domain in content["domains"]}
    return str(domains.get(key) or content["overall"]["label"])


def must_exist(audit: Audit) -> None:
    """Raise Refusal for an audit of which nothing was ever recorded."""
    if not audit.exists:
        raise Refusal("There is no such audit.")


def _must_be_in(audit: Audit, done: str) -> None:
    must_exist(audit)
    if audit.state not in IN:
        raise Refusal(f"This audit cannot be {done}: it is {AUDIT_STATES[audit.state].lower()}.")


def _must_be_drawn(audit: Audit) -> None:
    must_exist(audit)
    if not audit.moderation:
        raise Refusal("This audit is not drawn for moderation.")
    if audit.moderation not in WAITING:
        raise Refusal("This audit has been moderated already.")


def _must_wait(audit: Audit, moderator: str, moderator_team: str) -> None:
    _must_be_drawn(audit)
    if audit.state not in (*IN, *OPEN_STATES):
        raise Refusal(f"This audit is not moderated: it is {AUDIT_STATES[audit.state].lower()}.")
    if moderator == audit.auditor:
        raise Refusal("Nobody moderates their own audit.", "moderator")
    must_be_of_another_team(moderator_team, audit.team, OWN_TEAM, "moderator")


def _must_moderate(audit: Audit, by: str, on: str) -> None:
    _must_be_drawn(audit)
    if by == audit.auditor:
        raise Refusal("You cannot moderate your own audit.")
    if not audit.moderator:
        raise Refusal("This audit has no moderator yet.")
    if by != audit.moderator:
        raise Refusal("This audit is with another moderator.")
    _must_be_in(audit, "moderated")
    if on < max(audit.since, audit.drawn_on):
        raise Refusal("The date cannot be before the audit was returned and drawn.", "on")


def _on_drawn(audit: Audit, made: AuditDrawnForModeration) -> None:
    audit.moderation, audit.drawn_on = "to_assign", made.on


def _on_assigned(audit: Audit, made: ModeratorAssigned | ModeratorChanged) -> None:
    audit.moderation, audit.moderator = "assigned", made.moderator


def _on_moderated(audit: Audit, made: AuditModerated) -> None:
    if made.outcome == "sent_back":
        return
    audit.moderation = "moderated"
    audit.judged = {"quality": made.quality, "moderator": made.moderator}
    audit.judged |= {f"checks.{key}": said for key, said in made.checks.items()}
    audit.judged |= {f"grade.{key}": now for key, (_, now, _) in made.grades.items()}
    audit.moderated = {key: now for key, (_, now, _) in made.grades.items()}
    if made.overall:
        audit.moderated[OVERALL] = audit.judged["overall.grade"] = made.overall[1]
    audit.regraded = frozenset(key for key, now in audit.moderated.items() if now != original(audit, key))


Audit.evolves |= {
    AuditDrawnForModeration: _on_drawn,
    ModeratorAssigned: _on_assigned,
    ModeratorChanged: _on_assigned,
    AuditModerated: _on_moderated,
}

"""The moderation of an audit: drawn, given to a moderator, judged twice over, challenged by the service and answered.

It is of the audit's own stream, so that nobody moderates their own audit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.events.audit import Audit, AuditAccepted, AuditJudgedNotToStandard, AuditSentBack
from app.events.base import Event, Refusal, event
from app.events.moderation_words import (
    CHALLENGE_OUTCOMES,
    CHECK_ANSWERS,
    CHECKS,
    ENDS,
    FINDING,
    OVERALL,
    QUALITIES,
    WAITING,
)
from app.events.vocabulary import AUDIT_STATES, OPEN_STATES

IN = ("returned", "accepted")
"""The states of an audit that is in, and whose grades stand or may stand."""
AGREE = "agree"


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
    """Somebody is to moderate the audit, and why they."""

    moderator: str
    on: str
    grounds: str


@event("moderator changed")
class ModeratorChanged(Event):
    """Another moderator has it, and why."""

    moderator: str
    was: str
    on: str
    reason: str
    grounds: str


@event("audit moderated")
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


@event("finding challenged")
class FindingChallenged(Event):
    """The service does not agree with a grade (a domain's id, or "overall") or another finding of the audit."""

    challenge: int
    about: str
    what: str
    why: str
    on: str


@event("challenge answered")
class ChallengeAnswered(Event):
    """What came of a challenge, and on whose authority it was answered."""

    challenge: int
    outcome: str
    answer: str
    authority: str
    on: str


@event("grade changed after challenge")
class GradeChangedAfterChallenge(Event):
    """Grades that a challenge changed: for each domain, or the overall one, the grade before, the one after and why."""

    challenge: int
    grades: dict[str, list[str]]
    overall: list[str]
    on: str


@dataclass(frozen=True)
class Judged:
    """What a moderator says: for each domain and overall the grade, or "agree", with why; and of the audit itself."""

    quality: str
    checks: dict[str, str]
    grades: dict[str, tuple[str, str]] = field(default_factory=dict)
    overall: tuple[str, str] = ("", "")
    quality_text: str = ""
    learning: str = ""
    reason: str = ""


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


def assign(audit: Audit, moderator: str, *, on: str, grounds: str, by: str, at: str) -> None:
    """Give a drawn audit to its moderator; raises Refusal for its own auditor, and when somebody has it."""
    _must_wait(audit, moderator)
    if audit.moderator:
        raise Refusal("This audit has a moderator. Change the moderator instead.", "moderator")
    audit.record(ModeratorAssigned, by=by, at=at, moderator=moderator, on=on, grounds=grounds)


def change_moderator(audit: Audit, moderator: str, *, on: str, reason: str, grounds: str, by: str, at: str) -> None:
    """Give a drawn audit to another moderator, with the reason; raises Refusal as `assign` does."""
    _must_wait(audit, moderator)
    if not audit.moderator:
        raise Refusal("This audit has no moderator yet.", "moderator")
    if moderator == audit.moderator:
        raise Refusal("This moderator has the audit already.", "moderator")
    facts = {"moderator": moderator, "was": audit.moderator, "on": on, "grounds": grounds}
    audit.record(ModeratorChanged, by=by, at=at, **facts, reason=_given(reason, "Give the reason.", "reason"))


def moderate(audit: Audit, content: dict[str, Any], judged: Judged, *, on: str, due: str, by: str, at: str) -> None:
    """Record both judgements and what follows from them in one: accepted, not to standard, or back by `due`.

    Raises Refusal for anybody but the audit's moderator, and for a judgement that is not complete.
    """
    _must_moderate(audit, by, on)
    facts = judgement(audit, content, judged)
    audit.record(AuditModerated, by=by, at=at, moderator=by, on=on, **facts)
    if facts["outcome"] == "not_to_standard":
        audit.record(AuditJudgedNotToStandard, by=by, at=at, on=on, reason=facts["reason"])
    elif facts["outcome"] == "sent_back":
        audit.record(AuditSentBack, by=by, at=at, on=on, reason=facts["reason"], due=due)
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
        reason = _given(judged.reason, "Say why, for the auditor to read.", "reason")
        return said | {"outcome": end, "grades": {}, "overall": [], "reason": reason}
    grades = {domain["id"]: _grade(audit, content, domain["id"], judged) for domain in content["domains"]}
    overall = _grade(audit, content, OVERALL, judged)
    kept = all(was == now for was, now, _ in (*grades.values(), overall))
    return said | {"outcome": "agreed" if kept else "changed", "grades": grades, "overall": overall, "reason": ""}


def challenge(
    audit: Audit, about: str, what: str, why: str, *, domains: Iterable[str], on: str, by: str, at: str
) -> None:
    """Challenge a finding of an accepted audit; raises Refusal for its own auditor, and while it waits for moderation.

    `domains` are the ids of what was graded, of which `about` is one, or "overall", or "finding" for anything else.
    """
    _must_exist(audit)
    if audit.state != "accepted":
        raise Refusal("Only an accepted audit can be challenged.")
    if audit.moderation in WAITING:
        raise Refusal("This audit waits for its moderation. It can be challenged once it is moderated.")
    if by == audit.auditor:
        raise Refusal("You cannot challenge your own audit.")
    if about not in (*domains, OVERALL, FINDING):
        raise Refusal("Choose what you challenge.", "about")
    if any(one["about"] == about and one["outcome"] == "" for one in audit.challenges.values()):
        raise Refusal("A challenge to this waits for its answer already.", "about")
    facts = {"what": _given(what, "Say what you challenge.", "what"), "why": _given(why, "Say why.", "why"), "on": on}
    audit.record(FindingChallenged, by=by, at=at, challenge=len(audit.challenges) + 1, about=about, **facts)


def answer(
    audit: Audit,
    number: int,
    outcome: str,
    text: str,
    changes: dict[str, str],
    *,
    content: dict[str, Any],
    authority: str,
    on: str,
    by: str,
    at: str,
) -> None:
    """Answer a challenge; `changes` are the grades that it changes, by domain or "overall", "" for none.

    Raises Refusal for the audit's own auditor and for whoever challenged, and when it was answered before.
    """
    asked = audit.challenges.get(number)
    if asked is None:
        raise Refusal("There is no such challenge.")
    if asked["outcome"]:
        raise Refusal("This challenge has been answered already.")
    if by == audit.auditor:
        raise Refusal("You cannot answer a challenge to your own audit.")
    if by == asked["by"]:
        raise Refusal("You cannot answer your own challenge.")
    if outcome not in CHALLENGE_OUTCOMES:
        raise Refusal("Choose what comes of the challenge.", "outcome")
    if on < asked["on"]:
        raise Refusal("The date cannot be before the challenge.", "on")
    changed = _changed(audit, content, changes)
    if changed and outcome == "not_upheld":
        raise Refusal("A challenge that is not upheld changes no grade.", "outcome")
    said = _given(text, "Write the answer.", "answer")
    facts = {"challenge": number, "outcome": outcome, "answer": said, "authority": authority, "on": on}
    audit.record(ChallengeAnswered, by=by, at=at, **facts)
    if changed:
        grades = {key: [*pair, said] for key, pair in changed.items()}
        overall = grades.pop(OVERALL, [])
        audit.record(GradeChangedAfterChallenge, by=by, at=at, challenge=number, grades=grades, overall=overall, on=on)


def original(audit: Audit, key: str) -> str:
    """The auditor's grade of a domain, or the overall one."""
    return str(audit.answers.get("overall.grade" if key == OVERALL else f"grade.{key}") or "")


def final(audit: Audit, key: str) -> str:
    """The grade that counts: the moderated one where there is one, else the auditor's."""
    return audit.moderated.get(key) or original(audit, key)


def _changed(audit: Audit, content: dict[str, Any], changes: dict[str, str]) -> dict[str, list[str]]:
    """What was and what is to be, of the grades that change; raises Refusal for one that the scale does not have."""
    found = {key: [final(audit, key), to] for key, to in changes.items() if to and to != final(audit, key)}
    for key, (_, to) in found.items():
        _must_be_grade(content, key, to)
    return found


def _grade(audit: Audit, content: dict[str, Any], key: str, judged: Judged) -> list[str]:
    to, why = judged.overall if key == OVERALL else judged.grades.get(key, ("", ""))
    was = original(audit, key)
    if not to:
        raise Refusal("Agree with the grade, or change it.", f"to.{key}")
    now = was if to == AGREE else to
    if now != was:
        _must_be_grade(content, key, now)
        why = _given(why, "Say why the grade changes.", f"why.{key}")
    return [was, now, why.strip()]


def _must_be_grade(content: dict[str, Any], key: str, grade: str) -> None:
    scale = [one["id"] for one in content["grades"]]
    if any(domain["id"] == key and domain["may_be_not_applicable"] for domain in content["domains"]):
        scale.append("na")
    if grade not in scale:
        raise Refusal("Choose a grade of the scale.", f"to.{key}")


def _must_exist(audit: Audit) -> None:
    if not audit.exists:
        raise Refusal("There is no such audit.")


def _must_be_in(audit: Audit, done: str) -> None:
    _must_exist(audit)
    if audit.state not in IN:
        raise Refusal(f"This audit cannot be {done}: it is {AUDIT_STATES[audit.state].lower()}.")


def _must_be_drawn(audit: Audit) -> None:
    _must_exist(audit)
    if not audit.moderation:
        raise Refusal("This audit is not drawn for moderation.")
    if audit.moderation not in WAITING:
        raise Refusal("This audit has been moderated already.")


def _must_wait(audit: Audit, moderator: str) -> None:
    _must_be_drawn(audit)
    if audit.state not in (*IN, *OPEN_STATES):
        raise Refusal(f"This audit is not moderated: it is {AUDIT_STATES[audit.state].lower()}.")
    if moderator == audit.auditor:
        raise Refusal("Nobody moderates their own audit.", "moderator")


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


def _given(text: str, else_say: str, field: str) -> str:
    if not text.strip():
        raise Refusal(else_say, field)
    return text.strip()


def _on_drawn(audit: Audit, made: AuditDrawnForModeration) -> None:
    audit.moderation, audit.drawn_on = "to_assign", made.on


def _on_assigned(audit: Audit, made: ModeratorAssigned | ModeratorChanged) -> None:
    audit.moderation, audit.moderator = "assigned", made.moderator


def _on_moderated(audit: Audit, made: AuditModerated) -> None:
    if made.outcome == "sent_back":
        return
    audit.moderation = "moderated"
    audit.moderated = {key: now for key, (_, now, _) in made.grades.items()}
    if made.overall:
        audit.moderated[OVERALL] = made.overall[1]


def _on_challenged(audit: Audit, made: FindingChallenged) -> None:
    audit.challenges[made.challenge] = {"about": made.about, "by": made.by, "on": made.on, "outcome": ""}


def _on_answered(audit: Audit, made: ChallengeAnswered) -> None:
    audit.challenges[made.challenge]["outcome"] = made.outcome


def _on_grade_changed(audit: Audit, made: GradeChangedAfterChallenge) -> None:
    audit.moderated |= {key: now for key, (_, now, _) in made.grades.items()}
    if made.overall:
        audit.moderated[OVERALL] = made.overall[1]
    audit.record_is_old = bool(audit.uploaded_on)


Audit.evolves |= {
    AuditDrawnForModeration: _on_drawn,
    ModeratorAssigned: _on_assigned,
    ModeratorChanged: _on_assigned,
    AuditModerated: _on_moderated,
    FindingChallenged: _on_challenged,
    ChallengeAnswered: _on_answered,
    GradeChangedAfterChallenge: _on_grade_changed,
}

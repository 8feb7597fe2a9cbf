"""A moderation that was recorded wrongly: a grade, the judgement of the audit, or who judged.

It moves a grade that counts or how somebody's moderating looks, so one proposes it and another agrees. What the
moderator recorded stays, beside what is right.
"""

from collections.abc import Mapping
from typing import Any

from app.events.audit import Audit, AuditAccepted, AuditJudgedNotToStandard
from app.events.audit_challenge import final
from app.events.audit_correction import OVERALL as OVERALL_KEY
from app.events.audit_correction import is_grade, named
from app.events.audit_moderation import label_of, original
from app.events.base import Event, Refusal, event
from app.events.content import Content
from app.events.moderation_words import CHECK_ANSWERS, CHECKS, ENDS, OVERALL, QUALITIES
from app.events.text import given

QUALITY, MODERATOR = "quality", "moderator"
NOT_TO_STANDARD = "not_to_standard"
Changes = dict[str, list[str]]


@event("moderation correction proposed", seals=("reason",))
class ModerationCorrectionProposed(Event):
    """A moderation was recorded wrongly: `changes` maps what it says to what it should; another person decides.

    Where an audit comes to be of another standard, the grades that count with it, or no longer, are in `changes` too.
    """

    correction: int
    changes: Changes
    reason: str
    on: str


@event("moderation correction declined", seals=("reason",))
class ModerationCorrectionDeclined(Event):
    """The moderation stays as it was recorded, and why."""

    correction: int
    reason: str
    on: str


@event("moderation correction withdrawn", seals=("reason",))
class ModerationCorrectionWithdrawn(Event):
    """Whoever proposed to correct the moderation does not any more, and why; it stays as it was recorded."""

    correction: int
    reason: str
    on: str


@event("moderation corrected", seals=("reason",))
class ModerationCorrected(Event):
    """What the moderation says from here on, as `changes` from what it said, with its outcome then, and why."""

    changes: Changes
    outcome: str
    reason: str
    proposed_by: str
    correction: int
    on: str


def correctable(audit: Audit, content: Content, moderators: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By key, what a moderation may say instead, in words; `moderators` are who may have moderated it, by id."""
    found = {QUALITY: _qualities(audit)}
    found |= {f"checks.{key}": {id: f"{asked} {said}" for id, said in CHECK_ANSWERS.items()}
              for key, asked in CHECKS.items()}  # fmt: skip
    for key, (label, values) in named(content).items():
        if is_grade(key) and audit.judged.get(key) and final(audit, _domain(key)) == audit.judged[key]:
            found[key] = {id: f"{label}: {words}" for id, words in values.items()}
    found[MODERATOR] = {id: f"Moderated by {name}" for id, name in moderators.items() if id != audit.auditor}
    return {key: {id: said for id, said in values.items() if id != audit.judged.get(key)}
            for key, values in found.items()}  # fmt: skip


def _qualities(audit: Audit) -> dict[str, str]:
    """Every judgement that leaves the audit where it is, in words, with what it brings to the grades."""
    was, found = audit.judged.get(QUALITY) == NOT_TO_STANDARD, {}
    for id, words in QUALITIES.items():
        if ENDS.get(id) != "sent_back":
            now = id == NOT_TO_STANDARD
            then = "" if was == now else "; no grade counts" if now else "; every grade as its auditor gave it"
            found[id] = f"The audit itself: {words}{then}"
    return found


def propose(
    audit: Audit, content: Content, key: str, now: str, *, moderators: Mapping[str, str], reason: str, on: str, by: str,
    at: str,
) -> None:  # fmt: skip
    """Say that a moderation was recorded wrongly; raises Refusal for the audit's auditor, and while another waits."""
    _must_be_moderated(audit)
    if by == audit.auditor:
        raise Refusal("You cannot correct the moderation of your own audit. Challenge the grade instead.")
    if audit.moderation_correction:
        raise Refusal("A correction of this moderation waits for a decision already.")
    _must_be_open(audit, content, key)
    if now not in correctable(audit, content, moderators).get(key, {}):
        raise Refusal("Choose what it should say.", "change")
    changes = {key: [audit.judged[key], now]} | (_grades(audit, content, now) if key == QUALITY else {})
    _must_be_changeable(audit, changes)
    facts = {"correction": audit.moderation_corrections + 1, "changes": changes, "reason": given(reason), "on": on}
    audit.record(ModerationCorrectionProposed, by=by, at=at, **facts)


def agree(audit: Audit, content: Content, *, on: str, by: str, at: str) -> None:
    """Agree to the correction that waits: from now on the moderation says what it should have.

    What follows for the audit is recorded with it: to standard after all, or not. Raises Refusal for who proposed it,
    for the auditor and for a moderator whom it is about, and where a challenge changed the grade meanwhile.
    """
    waiting = _must_wait(audit, on, by)
    changes: Changes = waiting["changes"]
    _must_be_open(audit, content, next(iter(changes)))
    _must_be_changeable(audit, changes)
    facts = {"changes": changes, "outcome": _outcome(audit, changes), "reason": waiting["reason"], "on": on}
    audit.record(
        ModerationCorrected, by=by, at=at, **facts, proposed_by=waiting["by"], correction=waiting["correction"]
    )
    if audit.state == "accepted" and facts["outcome"] == NOT_TO_STANDARD:
        audit.record(AuditJudgedNotToStandard, by=by, at=at, on=on, reason=waiting["reason"])
    elif audit.state == NOT_TO_STANDARD and facts["outcome"] != NOT_TO_STANDARD:
        audit.record(AuditAccepted, by=by, at=at, on=on, note="")


def decline(audit: Audit, *, reason: str, on: str, by: str, at: str) -> None:
    """Leave the moderation as it is, and say why; raises Refusal as `agree`."""
    waiting = _must_wait(audit, on, by)
    facts = {"correction": waiting["correction"], "reason": given(reason), "on": on}
    audit.record(ModerationCorrectionDeclined, by=by, at=at, **facts)


def withdraw(audit: Audit, *, reason: str, on: str, by: str, at: str) -> None:
    """Propose the correction that waits no more, and say why; raises Refusal for anybody but who proposed it."""
    waiting = _must_be_there(audit)
    if by != waiting["by"]:
        raise Refusal("Whoever proposed the correction withdraws it. Another person can decline it.")
    _must_not_be_before(on, waiting)
    facts = {"correction": waiting["correction"], "reason": given(reason), "on": on}
    audit.record(ModerationCorrectionWithdrawn, by=by, at=at, **facts)


def _must_be_moderated(audit: Audit) -> None:
    if not audit.exists:
        raise Refusal("There is no such audit.")
    if audit.moderation != "moderated" or audit.state not in ("accepted", NOT_TO_STANDARD):
        raise Refusal("This audit is not moderated, so there is no moderation to correct.")


def _must_be_open(audit: Audit, content: Content, key: str) -> None:
    """A grade that was answered for since is not what the moderator said any more."""
    if not is_grade(key):
        return
    domain = _domain(key)
    if any(one["about"] == domain and not one["outcome"] for one in audit.challenges.values()):
        raise Refusal("A challenge to this grade waits: its answer says what is right.", "change")
    if audit.judged.get(key) and final(audit, domain) != audit.judged[key]:
        label = label_of(content, domain)
        raise Refusal(f"{label}: the grade was changed after the moderation, and that stands.", "change")


def _must_be_changeable(audit: Audit, changes: Changes) -> None:
    """Whether an audit is to standard stays where others have built on it."""
    if NOT_TO_STANDARD not in changes.get(QUALITY, ()):
        return
    if audit.challenges:
        raise Refusal("This audit was challenged after its moderation, so whether it is to standard stays.", "change")
    if audit.uploaded_on:
        raise Refusal("This audit is on the child's record already.", "change")


def _must_wait(audit: Audit, on: str, by: str) -> dict[str, Any]:
    """The correction that waits; refused to who proposed it, and to those who are judged by it."""
    waiting = _must_be_there(audit)
    if by == waiting["by"]:
        raise Refusal("Somebody other than who proposed the correction decides on it.")
    if by == audit.auditor:
        raise Refusal("You cannot decide on a correction of your own audit.")
    if by in (audit.moderator, *waiting["changes"].get(MODERATOR, ())):
        raise Refusal("Somebody other than who moderated the audit decides on a correction of it.")
    _must_not_be_before(on, waiting)
    return waiting


def _must_be_there(audit: Audit) -> dict[str, Any]:
    if not audit.moderation_correction:
        raise Refusal("No correction of this moderation waits for a decision.")
    return audit.moderation_correction


def _must_not_be_before(on: str, waiting: Mapping[str, Any]) -> None:
    if on < waiting["on"]:
        raise Refusal("The date cannot be before the correction was proposed.", "on")


def _grades(audit: Audit, content: Content, quality: str) -> Changes:
    """The grades that come or go with a judgement of the audit: to standard, it has those of its auditor."""
    was, now = audit.judged[QUALITY] == NOT_TO_STANDARD, quality == NOT_TO_STANDARD
    if was == now:
        return {}
    keys = [*(f"grade.{domain['id']}" for domain in content["domains"]), OVERALL_KEY]
    if now:
        return {key: [audit.judged[key], ""] for key in keys}
    return {key: ["", original(audit, _domain(key))] for key in keys}


def _outcome(audit: Audit, changes: Changes) -> str:
    said = audit.judged | {key: now for key, (_, now) in changes.items()}
    if said[QUALITY] == NOT_TO_STANDARD:
        return NOT_TO_STANDARD
    return "changed" if _regraded(audit, said) else "agreed"


def _regraded(audit: Audit, said: Mapping[str, str]) -> frozenset[str]:
    """The domains, and the overall grade, of which a moderation says another grade than the auditor."""
    graded = {_domain(key): grade for key, grade in said.items() if is_grade(key) and grade}
    return frozenset(domain for domain, grade in graded.items() if grade != original(audit, domain))


def _domain(key: str) -> str:
    return OVERALL if key == OVERALL_KEY else key.removeprefix("grade.")


def _on_proposed(audit: Audit, made: ModerationCorrectionProposed) -> None:
    audit.moderation_corrections = made.correction
    said = {"correction": made.correction, "changes": made.changes, "reason": made.reason}
    audit.moderation_correction = said | {"by": made.by, "on": made.on}


def _on_ended(audit: Audit, made: ModerationCorrectionDeclined | ModerationCorrectionWithdrawn) -> None:
    audit.moderation_correction = {}


def _on_corrected(audit: Audit, made: ModerationCorrected) -> None:
    now = {key: said for key, (_, said) in made.changes.items()}
    audit.judged |= now
    audit.moderator = audit.judged[MODERATOR]
    graded = {_domain(key): grade for key, grade in now.items() if is_grade(key)}
    if graded:
        audit.moderated = {key: grade for key, grade in (audit.moderated | graded).items() if grade}
        audit.regraded, audit.record_is_old = _regraded(audit, audit.judged), bool(audit.uploaded_on)
    audit.moderation_correction = {}


Audit.evolves |= {
    ModerationCorrectionProposed: _on_proposed,
    ModerationCorrectionDeclined: _on_ended,
    ModerationCorrectionWithdrawn: _on_ended,
    ModerationCorrected: _on_corrected,
}

"""Challenges: the service does not agree with a finding, or the auditor with a grade that moderation changed.

A challenge is answered, and may change a grade.
"""

from collections.abc import Iterable
from typing import Any

from app.events.audit import Audit
from app.events.audit_moderation import must_be_grade, must_exist, original
from app.events.base import Event, Refusal, event
from app.events.moderation_words import CHALLENGE_OUTCOMES, FINDING, OVERALL, WAITING
from app.events.text import given


@event("finding challenged", seals=("what", "why"))
class FindingChallenged(Event):
    """Somebody does not agree with a grade (a domain's id, or "overall") or another finding of the audit."""

    challenge: int
    about: str
    what: str
    why: str
    on: str


@event("challenge answered", seals=("answer",))
class ChallengeAnswered(Event):
    """What came of a challenge, who could answer it by which right, and which grades change, by domain or overall."""

    challenge: int
    outcome: str
    answer: str
    changes: dict[str, str]
    authority: str
    on: str


@event("grade changed after challenge", seals=("grades/*/2", "overall/2"))
class GradeChangedAfterChallenge(Event):
    """Grades that a challenge changed: for each domain, or the overall one, the grade before, the one after and why."""

    challenge: int
    grades: dict[str, list[str]]
    overall: list[str]
    on: str


def challenge(
    audit: Audit, about: str, what: str, why: str, *, domains: Iterable[str], on: str, by: str, at: str
) -> None:
    """Challenge a finding of an accepted audit; its own auditor challenges the grades that moderation changed, alone.

    `domains` are the ids of what was graded, of which `about` is one, or "overall", or "finding" for anything else.
    Raises Refusal while the audit waits for its moderation.
    """
    must_exist(audit)
    if audit.state != "accepted":
        raise Refusal("Only an accepted audit can be challenged.")
    if audit.moderation in WAITING:
        raise Refusal("This audit waits for its moderation. It can be challenged once it is moderated.")
    if by == audit.auditor and not audit.regraded:
        raise Refusal("You cannot challenge your own audit.")
    if about not in (*domains, OVERALL, FINDING):
        raise Refusal("Choose what you challenge.", "about")
    if by == audit.auditor and about not in audit.regraded:
        raise Refusal("Of your own audit you challenge a grade that moderation changed.", "about")
    if any(one["about"] == about and one["outcome"] == "" for one in audit.challenges.values()):
        raise Refusal("A challenge to this waits for its answer already.", "about")
    facts = {"what": given(what, "Say what you challenge.", "what"), "why": given(why, "Say why.", "why"), "on": on}
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

    Raises Refusal for the audit's own auditor and for whoever challenged, for the moderator whose change the auditor
    challenged, and when it was answered before.
    """
    _must_wait_for(audit, number, by=by, on=on)
    changed = effective(audit, changes)
    _must_come_of_it(content, outcome, changed)
    said = given(text, "Write the answer.", "answer")
    grades = {key: [final(audit, key), to, said] for key, to in changed.items()}
    facts = {"challenge": number, "outcome": outcome, "answer": said, "changes": changed}
    audit.record(ChallengeAnswered, by=by, at=at, **facts, authority=authority, on=on)
    if grades:
        overall = grades.pop(OVERALL, [])
        audit.record(GradeChangedAfterChallenge, by=by, at=at, challenge=number, grades=grades, overall=overall, on=on)


def _must_wait_for(audit: Audit, number: int, *, by: str, on: str) -> None:
    """Refuse an answer to a challenge that is not there or has one, or by the auditor or whoever challenged."""
    asked = audit.challenges.get(number)
    if asked is None:
        raise Refusal("There is no such challenge.")
    if asked["outcome"]:
        raise Refusal("This challenge has been answered already.")
    if by == audit.auditor:
        raise Refusal("You cannot answer a challenge to your own audit.")
    if by == asked["by"]:
        raise Refusal("You cannot answer your own challenge.")
    if asked["by"] == audit.auditor and by == audit.moderator:
        raise Refusal("The auditor challenged what you changed: the QA lead answers.")
    if on < asked["on"]:
        raise Refusal("The date cannot be before the challenge.", "on")


def _must_come_of_it(content: dict[str, Any], outcome: str, changed: dict[str, str]) -> None:
    """Refuse an outcome that is none, a grade that is none, and grades that change though it is not upheld."""
    if outcome not in CHALLENGE_OUTCOMES:
        raise Refusal("Choose what comes of the challenge.", "outcome")
    for key, to in changed.items():
        must_be_grade(content, key, to)
    if changed and outcome == "not_upheld":
        raise Refusal("A challenge that is not upheld changes no grade.", "outcome")


def final(audit: Audit, key: str) -> str:
    """The grade that counts: the moderated one where there is one, else the auditor's."""
    return audit.moderated.get(key) or original(audit, key)


def effective(audit: Audit, changes: dict[str, str]) -> dict[str, str]:
    """Those of the grades asked for that are others than those that count now."""
    return {key: to for key, to in changes.items() if to and to != final(audit, key)}


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
    FindingChallenged: _on_challenged,
    ChallengeAnswered: _on_answered,
    GradeChangedAfterChallenge: _on_grade_changed,
}

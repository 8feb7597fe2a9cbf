"""What may be put right of audits, actions, responses and answers about impact, in any order."""

from collections.abc import Callable
from typing import Any

from app.demo.stories import core_framework
from app.events import (
    action_correction,
    audit_correction,
    concern_correction,
    impact_correction,
    moderation_correction,
    training_correction,
)
from app.events.action import Action
from app.events.audit import Audit
from app.events.concern import Concern
from app.events.impact import Impact
from app.events.person import Person
from app.programme.people import month_after
from tests.projections.random_acts_moderation import ACTS as MODERATION

CONTENT = core_framework()
PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
DAYS = [f"2024-{month:02d}-{day:02d}" for month in (4, 5, 6, 7) for day in (1, 12, 23)]
Said = dict[str, str]


def _audit(council: Any, a: int, b: int, c: int, said: Said) -> None:
    audit = council.subject(Audit, f"audit/2024-04/{1 + a % 3:04d}")
    why: dict[str, Any] = {"reason": "A slip.", "on": said["at"][:10], **said}
    parts = audit_correction.correctable(CONTENT, audit.answers, grades=False)
    grades = audit_correction.correctable(CONTENT, audit.answers, grades=True)
    acts: list[Callable[[], None]] = [
        lambda: audit_correction.correct_answer(audit, CONTENT, *_one(parts, b), **why),
        lambda: audit_correction.propose(audit, CONTENT, *_one(grades, b), **why),
        lambda: audit_correction.agree(audit, on=said["at"][:10], **said | {"by": PEOPLE[(c + 1) % 4]}),
        lambda: audit_correction.decline(audit, **why | {"by": PEOPLE[(c + 1) % 4]}),
        lambda: audit_correction.withdraw(audit, **why | {"by": audit.correction.get("by", "")}),
        lambda: audit_correction.correct_return(audit, DAYS[b % 12], working_days_late=b % 4, **why),
        lambda: audit_correction.correct_upload(audit, DAYS[b % 12], "DOC-2", **why),
    ]
    acts[c % len(acts)]()


def _one(choices: dict[str, dict[str, str]], n: int) -> tuple[str, str]:
    every = [(key, value) for key, values in sorted(choices.items()) for value in sorted(values)]
    return every[n % len(every)] if every else ("", "")


def _around(council: Any, a: int, b: int, c: int, said: Said) -> None:
    why: dict[str, Any] = {"reason": "A slip.", "on": said["at"][:10], **said}
    for kind in (Action, Concern, Impact):
        found = [one for one in council.subjects.values() if isinstance(one, kind) and one.exists]
        if not found or c % 3 != (Action, Concern, Impact).index(kind):
            continue
        one = found[a % len(found)]
        if isinstance(one, Action):
            action_correction.correct_completion(one, DAYS[b % 12], **why)
        elif isinstance(one, Concern):
            right = {"responded_on": one.answered_at[:10], "time": f"{9 + b % 9:02d}:00", "reference": "CN-9"}
            concern_correction.correct_response(one, **right, **why)
        else:
            answers = {"practice": ("yes", "partly", "no")[b % 3], "helped": "yes"}
            impact_correction.correct_answer(one, answers, auditor=PEOPLE[0], **why)


def _training(council: Any, a: int, b: int, c: int, said: Said) -> None:
    person, day = council.subject(Person, PEOPLE[a % 4]), DAYS[b % 12]
    if not person.trained_on and person.exists:
        person.complete_training(DAYS[c % 12], month_after(DAYS[c % 12]), **said)
    training_correction.correct_training(person, day, month_after(day), reason="A slip.", **said)


def _moderation(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """A moderation is corrected, or the correction of one is left; a day after the moderation itself."""
    audit = council.subject(Audit, f"audit/2024-04/{1 + a % 3:04d}")
    if audit.moderation != "moderated" and c % 2:
        MODERATION["moderation"](council, a, b, 4 + b % 2, said)
    day, who = {"on": max("2024-07-02", said["at"][:10])}, {id: id for id in PEOPLE}
    why: dict[str, Any] = {"reason": "A slip.", **day, **said}
    if audit.moderation == "moderated" and not audit.moderation_correction:
        known = moderation_correction.correctable(audit, CONTENT, who)
        if b % 4 == 0:
            known = {"quality": known["quality"]}
        moderation_correction.propose(audit, CONTENT, *_one(known, b + c), moderators=who, **why)
    if c % 3:
        moderation_correction.agree(audit, CONTENT, **day, **said | {"by": "person/mary-quinn"})
    elif c % 2:
        moderation_correction.decline(audit, **why | {"by": "person/mary-quinn"})
    elif b % 2:
        moderation_correction.withdraw(audit, **why | {"by": audit.moderation_correction.get("by", "")})


ACTS = {
    "correct moderation": _moderation,
    "correct audit": _audit,
    "correct around": _around,
    "correct training": _training,
}

"""What may be put right of audits, actions, responses and answers about impact, in any order."""

from collections.abc import Callable
from typing import Any

from app.demo.stories import core_framework
from app.events import action_correction, audit_correction, concern_correction, impact_correction
from app.events.action import Action
from app.events.audit import Audit
from app.events.concern import Concern
from app.events.impact import Impact

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


ACTS = {"correct audit": _audit, "correct around": _around}

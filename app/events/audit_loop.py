"""What a loop agreed becomes of the audit that carries its grades: the child is counted once, by what was agreed."""

from collections.abc import Mapping

from app.events.audit import Audit
from app.events.audit_challenge import final
from app.events.base import Event, Refusal, event
from app.events.moderation_words import OVERALL
from app.events.vocabulary import COMPLETED_STATES


@event("audit graded in its loop", seals=("grades/*/2", "overall/2"))
class AuditGradedInItsLoop(Event):
    """Two auditors agreed: for each domain that changes the grade that counted, the agreed one and why; and overall."""

    loop: str
    on: str
    grades: dict[str, list[str]]
    overall: list[str]


def grade_in_loop(audit: Audit, loop: str, agreed: Mapping[str, tuple[str, str]], *, on: str, by: str, at: str) -> None:
    """Take the agreed grades, by domain and "overall", each with why; raises Refusal when the audit is not in.

    Nothing is recorded where they are those that count already.
    """
    if audit.state not in COMPLETED_STATES:
        raise Refusal("This audit is not in.")
    pairs = {key: [final(audit, key), grade, why] for key, (grade, why) in agreed.items()}
    changed = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    overall = changed.pop(OVERALL, [])
    if changed or overall:
        audit.record(AuditGradedInItsLoop, by=by, at=at, loop=loop, on=on, grades=changed, overall=overall)


def _on_graded(audit: Audit, made: AuditGradedInItsLoop) -> None:
    audit.moderated |= {key: now for key, (_, now, _) in made.grades.items()}
    if made.overall:
        audit.moderated[OVERALL] = made.overall[1]
    audit.record_is_old = bool(audit.uploaded_on)


Audit.evolves[AuditGradedInItsLoop] = _on_graded

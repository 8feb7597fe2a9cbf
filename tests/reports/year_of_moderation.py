"""What moderation and challenges may do to the audits of a year."""

from contextlib import suppress
from typing import Any

from app.events import audit_challenge, audit_moderation
from app.events.audit_moderation import AGREE, Judged
from app.events.base import Refusal
from app.events.moderation_words import CHALLENGE_OUTCOMES, CHECKS
from tests.projections.random_stories import CONTENT
from tests.reports.year_of_audits import DOMAINS, HEAD, JUDGE, Said, audit_of, bring_in, follow_loops, grade

MODERATOR = "person/tom-ash"
QUALITIES = ("sound", "strong", "not_yet", "thin", "not_to_standard")


def _moderate(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Drawn where it is not, given to the moderator, and most often judged."""
    audit, how = audit_of(council, a), {"on": said["at"][:10]} | said
    bring_in(council, audit, b, c, said)
    with suppress(Refusal):
        drawn: dict[str, Any] = {
            "due": "2026-01-05",
            "working_days": 5,
            "drawn_as": ("chance", "always")[b % 2],
            "seed": "s",
        }
        audit_moderation.draw(audit, why="Drawn.", **drawn, **how)
    with suppress(Refusal):
        audit_moderation.assign(audit, MODERATOR, grounds="", **how)
    if c % 5:
        grades = {domain: _to(domain, b, c + n) for n, domain in enumerate(DOMAINS)}
        judged = Judged(QUALITIES[b % 5], dict.fromkeys(CHECKS, "yes"), grades, _to("overall", b, c), reason="Thin.")
        audit_moderation.moderate(audit, CONTENT, judged, due="2026-01-05", **how | {"by": MODERATOR})
        follow_loops(council, audit, said)


def _to(domain: str, b: int, c: int) -> tuple[str, str]:
    return (AGREE, "") if c % 3 == 0 else (grade(domain, b // 3 + c), "Why.")


def _challenge(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Challenged, most often after it was moderated, and the one before or this one answered."""
    audit, how = audit_of(council, a), {"on": said["at"][:10]} | said
    bring_in(council, audit, b, c, said)
    if b % 3:
        with suppress(Refusal):
            _moderate(council, a, 5 * b, 1 + c // 5 * 5, said)
    with suppress(Refusal):
        audit.accept(note="", **how | {"by": JUDGE})
    with suppress(Refusal):
        about = (*DOMAINS[:2], "overall", "finding")[b % 4]
        audit_challenge.challenge(audit, about, "It.", "Why.", domains=DOMAINS, **how | {"by": HEAD})
    outcome, to = list(CHALLENGE_OUTCOMES)[b % 3], ("", "good", "inadequate")[c // 3 % 3]
    changes = {DOMAINS[0]: to, "overall": to} if outcome != "not_upheld" else {}
    if c % 3:
        facts: dict[str, Any] = {"content": CONTENT, "authority": ""} | how | {"by": JUDGE}
        audit_challenge.answer(audit, c % 3, outcome, "So.", changes, **facts)


ACTS = {"moderate": _moderate, "challenge": _challenge}

"""What may be done to the moderation of the random audits: draws, moderators, judgements, challenges."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from app.demo.complete import complete
from app.demo.stories import core_framework
from app.events import audit_challenge, audit_moderation
from app.events.audit import Audit
from app.events.audit_moderation import AGREE, Judged
from app.events.base import Refusal
from app.events.cycle import Cycle
from app.events.cycle_moderation import draw_for_moderation
from app.events.moderation_words import CHALLENGE_OUTCOMES, CHECKS, QUALITIES

Said = dict[str, str]
CONTENT = core_framework()
DOMAINS = [domain["id"] for domain in CONTENT["domains"]]
PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
DAY = "2024-07-01"
"""After every day of the other acts, so that few are refused for their date."""


def _moderation(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """As many steps of the way as the numbers say, each as far as the rules let it."""
    audit = council.subject(Audit, f"audit/2024-04/{1 + a % 3:04d}")
    about = (*DOMAINS, "overall", "finding")[b % 9]
    steps: list[Callable[[], None]] = [
        lambda: _bring_in(audit, a, b, said),
        lambda: _draw(council, audit, b, said),
        lambda: audit_moderation.assign(audit, PEOPLE[b % 4], on=DAY, grounds="", **said),
        lambda: audit_moderation.change_moderator(audit, PEOPLE[a % 4], on=DAY, reason="Ill.", grounds="", **said),
        lambda: _moderate(audit, b, said),
        lambda: audit.accept(on=DAY, note="", **said),
        lambda: audit_challenge.challenge(audit, about, "It.", "Why.", domains=DOMAINS, on=DAY, **said),
        lambda: audit.upload(on=DAY, uploaded_by=PEOPLE[0], reference="", **said),
        lambda: _answer(audit, b, said),
    ]
    for step in steps[: 1 + c % len(steps)]:
        with suppress(Refusal):
            step()


def _bring_in(audit: Audit, a: int, b: int, said: Said) -> None:
    if not audit.exists:
        facts = {"cycle": "cycle/2024-04", "number": 1 + a % 3, "child": f"child/C-{1 + a % 3}", "team": "team/0"}
        facts |= {"auditor": PEOPLE[b % 4], "area": "area/0", "worker": PEOPLE[2], "plan": "CP", "grounds": ""}
        form = {"framework": "framework/core", "framework_version": 1, "on": "2024-04-01", "due": "2024-05-28"}
        audit.allocate(**facts, **form, **said)
    if audit.state in ("allocated", "started", "sent_back"):
        audit.save_section(CONTENT, "summary", complete(CONTENT), on=DAY, **said)
        audit.return_(CONTENT, on=DAY, working_days_late=0, **said)


def _draw(council: Any, audit: Audit, b: int, said: Said) -> None:
    drawn_as = ("chance", "always")[b % 2]
    facts: dict[str, Any] = {"on": DAY, "due": "2024-07-08", "seed": "s"}
    audit_moderation.draw(audit, **facts, working_days=5, drawn_as=drawn_as, why="Drawn.", **said)
    chosen = [{"audit": audit.id, "drawn_as": drawn_as, "why": "Drawn."}]
    facts |= {"share_percent": 20, "always": [], "rule_in_words": "", "came_in": 1, "before": 0, "frame": []}
    cycle = council.subject(Cycle, "cycle/2024-04")
    if cycle.allocated:
        draw_for_moderation(cycle, **facts, chosen=chosen, left_out=[], **said)


def _moderate(audit: Audit, b: int, said: Said) -> None:
    to = (AGREE, "good", "inadequate", "outstanding")[b % 4]
    grades = dict.fromkeys(DOMAINS, (AGREE, "")) | {DOMAINS[b % 7]: (to, "Why.")}
    checks = dict.fromkeys(CHECKS, "yes")
    judged = Judged(list(QUALITIES)[b % 5], checks, grades, (to, "Why."), reason="Thin.")
    audit_moderation.moderate(
        audit, CONTENT, judged, on=DAY, due="2024-07-12", by=audit.moderator or said["by"], at=said["at"]
    )


def _answer(audit: Audit, b: int, said: Said) -> None:
    outcome, to = list(CHALLENGE_OUTCOMES)[b % 3], ("", "good", "inadequate")[b % 3]
    facts = {"content": CONTENT, "authority": "", "on": DAY, "by": "person/mary-quinn", "at": said["at"]}
    audit_challenge.answer(audit, 1, outcome, "So.", {DOMAINS[b % 7]: to, "overall": to}, **facts)


ACTS = {"moderation": _moderation}

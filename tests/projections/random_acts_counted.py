"""What figures count, made likely: audits that are accepted, exemptions of a month to come, looped pairs."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from app.demo.complete import complete
from app.demo.stories import core_framework
from app.events.audit import Audit
from app.events.audit_ending import release
from app.events.base import Refusal
from app.events.exemption import Exemption
from app.events.loop import Loop
from app.events.vocabulary import EXEMPTION_CLASSES

CONTENT = core_framework()
DAY, CYCLE = "2024-06-25", "cycle/2024-04"
PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
PARTS = {
    "participation.worker": ("took_part", "legitimate_reason", "not"),
    "participation.manager": ("took_part", "tried", "not"),
    "participation.child": ("contacted", "tried", "not_applicable"),
    "participation.parent": ("gave_views", "tried", "declined", "not_applicable"),
}


def _taking_part(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    """The whole of an audit is written, with some answers of who took part, and it may come in and be accepted."""
    audit: Audit = council.subject(Audit, f"audit/2024-04/{1 + a % 3:04d}")
    answers = complete(CONTENT) | {key: given[(b + n) % len(given)] for n, (key, given) in enumerate(PARTS.items())}
    grades = {"overall.grade": ("good", "inadequate")[c % 2], "grade.plans": ("good", "na")[b % 2]}
    with suppress(Refusal):
        audit.save_section(CONTENT, "summary", answers | grades, on=DAY, **said)
        if c % 3:
            audit.return_(CONTENT, on=DAY, working_days_late=c % 2, **said)
        if c % 3 == 2:
            audit.accept(on=DAY, note="", **said)


def _exempted(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    """An exemption that was asked for before its month: authorised, and perhaps taken back; it may release an audit."""
    exemption: Exemption = council.subject(Exemption, f"exemption/early-{a % 5}")
    before = said | {"at": "2024-03-20T09:00:00+00:00"}
    facts = {"rule": "", "authoriser": PEOPLE[3], "reason": "So.", "on": "2024-03-21", "in_place_of": ""}
    kind = list(EXEMPTION_CLASSES)[b % 5]
    with suppress(Refusal):
        if not exemption.exists:
            exemption.ask(auditor=PEOPLE[c % 4], cycle=CYCLE, reason_class=kind, note="", **before)
        exemption.authorise(**facts, **before | {"by": PEOPLE[3]})
    with suppress(Refusal):
        if c % 3 == 0:
            audit = council.subject(Audit, f"audit/2024-04/{1 + b % 3:04d}")
            release(audit, exemption=exemption.id, reason_class=kind, on=DAY, **said)
        if b % 4 == 0:
            taken_back = facts | {"on": DAY}
            del taken_back["in_place_of"]
            exemption.reverse(set(), **taken_back, **before | {"by": PEOPLE[3]})


def _looped(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    """A pair of the month's audits, as far on its way as the numbers say."""
    if council.subject(Loop, "loop/1").exists:  # Of the same audits: an audit is of one loop.
        return
    loop: Loop = council.subject(Loop, "loop/counted")
    first, second = "audit/2024-04/0001", "audit/2024-04/0002"
    auditors = {"first_auditor": PEOPLE[0], "second_auditor": PEOPLE[1]}
    steps: list[Callable[[], None]] = [
        lambda: loop.open(cycle=CYCLE, child="child/C-1", first=first, second=second, why="Learn.", grounds="", on=DAY,
                          **auditors, **said | {"by": PEOPLE[3]}),
        lambda: loop.take_in(first, on=DAY, **said),
        lambda: loop.take_in(second, on=DAY, **said),
        lambda: _ended(loop, (first, second)[b % 2], a, said),
    ]  # fmt: skip
    for step in steps[: 1 + c % len(steps)]:
        with suppress(Refusal):
            step()


def _ended(loop: Loop, audit: str, a: int, said: dict[str, str]) -> None:
    if a % 2:
        loop.end(audit, "withdrawn", on=DAY, **said)
        return
    grades = {"plans": ("good", "good"), "overall": ("good", "good")}
    scales, labels = {"plans": ["good"], "overall": ["good"]}, {"plans": "Plans", "overall": "Overall grade"}
    settled: dict[str, Any] = {"decisions": dict.fromkeys(grades, ("good", "So.")), "learning": ("One.", "Two.")}
    graded: dict[str, Any] = {"given": grades, "grades": grades, "scales": scales, "labels": labels}
    loop.agree(
        on=DAY, attendees=PEOPLE, graded_on=audit, **graded, **settled, role="qa_lead", **said | {"by": PEOPLE[3]}
    )


ACTS = {"taking part": _taking_part, "exempted": _exempted, "looped": _looped}

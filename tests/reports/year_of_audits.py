"""What may be done to ten audits of two months in a year: written, judged, ended, looped."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from app.demo.complete import complete
from app.events.audit import Audit
from app.events.audit_ending import record_nil_return, release, reopen, withdraw
from app.events.base import Refusal
from app.events.loop import Loop
from app.events.vocabulary import AUDIT_STATES, GIVEN_STATES
from tests.projections.random_stories import CONTENT, PEOPLE

Said = dict[str, str]
JUDGE, HEAD = "person/mary-quinn", "person/helen-price"
DOMAINS = [domain["id"] for domain in CONTENT["domains"]]
MAY_BE_NA = {domain["id"] for domain in CONTENT["domains"] if domain["may_be_not_applicable"]}
GRADES = [grade["id"] for grade in CONTENT["grades"]]
THEMES = ["direct-work", "risk", "planning"]
AUDITS = [f"audit/{month}/{number:04d}" for month in ("2024-04", "2024-05") for number in range(1, 6)]
LOOPED = {"loop/a": AUDITS[:2], "loop/b": AUDITS[5:7]}
BASE = complete(CONTENT)


def audit_of(council: Any, a: int) -> Audit:
    """One of the ten, allocated when it is looked at first."""
    place = a % len(AUDITS)
    audit: Audit = council.subject(Audit, AUDITS[place])
    if not audit.exists:
        facts: dict[str, Any] = {
            "cycle": f"cycle/{AUDITS[place][6:13]}",
            "number": place % 5 + 1,
            "child": f"child/C-{place % 5 + 1}",
        }
        facts |= {"auditor": PEOPLE[place % 3], "area": "area/0", "worker": PEOPLE[3], "plan": "CP", "grounds": ""}
        form: dict[str, Any] = {
            "framework": "framework/core",
            "framework_version": 1,
            "on": "2024-04-01",
            "due": "2024-05-28",
        }
        audit.allocate(**facts, **form, team="team/0", by=JUDGE, at="2024-04-01T08:00:00+00:00")
    return audit


def grade(domain: str, number: int) -> str:
    """A grade of a domain, by a number."""
    scale = [*GRADES, "na"] if domain in MAY_BE_NA else GRADES
    return scale[number % len(scale)]


def _write(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """All of an audit is written, and most often it comes in; it may be judged at once."""
    audit, on = audit_of(council, a), {"on": said["at"][:10]}
    audit.save_section(CONTENT, "summary", written(b, c), **on, **said)
    if c % 6:
        audit.return_(CONTENT, **on, working_days_late=b % 2, **said)
        follow_loops(council, audit, said)
    if c % 3:
        _judge(council, a, b, c, said)


def written(b: int, c: int) -> dict[str, Any]:
    """All answers of an audit, with grades and themes by numbers."""
    grades = {f"grade.{domain}": grade(domain, b + c * n) for n, domain in enumerate(DOMAINS)}
    answers = BASE | grades | {"overall.grade": GRADES[(b + c) % 4]}
    return answers | {"themes": [theme for n, theme in enumerate(THEMES) if (b >> n) % 2]}


def _judge(council: Any, a: int, b: int, c: int, said: Said) -> None:
    audit, how = audit_of(council, a), {"on": said["at"][:10]} | said | {"by": JUDGE}
    if b % 7 < 5:
        audit.accept(note="", **how)
    elif b % 7 == 5:
        audit.judge_not_to_standard(reason="Thin.", **how)
    else:
        audit.send_back(reason="Thin.", due="2026-01-05", **how)
    follow_loops(council, audit, said)


def _end(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Nothing came, not wanted any more, released, given to another, opened again: often of what waits for that."""
    every, how = [audit_of(council, n) for n in range(len(AUDITS))], {"on": said["at"][:10]} | said | {"by": JUDGE}
    states = GIVEN_STATES if c % 5 == 3 else AUDIT_STATES
    drawn = [one for one in every if one.moderation in ("to_assign", "assigned") or c % 5 == 3]
    likely = [one for one in drawn if one.state in states and one.answers] if b % 2 else every
    if not likely:
        return
    audit = likely[a % len(likely)]
    given = {"due": "2026-01-05", "reason": "Ill.", "grounds": ""}
    acts: list[Callable[[], None]] = [
        lambda: record_nil_return(audit, reason="Nothing.", **how),
        lambda: withdraw(audit, reason="Moved.", **how),
        lambda: release(audit, exemption="exemption/0", reason_class="other", **how),
        lambda: audit.reallocate(PEOPLE[(a + 1 + b) % 3], **given, **how),
        lambda: reopen(audit, reason="It came.", **how),
    ]
    acts[c % 5]()
    if c % 5 == 3:
        _write(council, AUDITS.index(audit.id), 8 * b, 1 + c % 2, said)
    elif b % 4 == 0:
        reopen(audit, reason="It came.", **how)


def bring_in(council: Any, audit: Audit, b: int, c: int, said: Said) -> None:
    """What is still with its auditor comes in."""
    with suppress(Refusal):
        audit.save_section(CONTENT, "summary", written(b, c), on=said["at"][:10], **said)
        audit.return_(CONTENT, on=said["at"][:10], working_days_late=0, **said)
        follow_loops(council, audit, said)


def _loop(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Opened, with what is in of it; agreed or ended."""
    name = list(LOOPED)[a % 2]
    loop, (first, second) = council.subject(Loop, name), LOOPED[name]
    how, both = {"on": said["at"][:10]} | said | {"by": JUDGE}, [audit_of(council, 5 * (a % 2) + n) for n in (0, 1)]
    for audit in both if loop.exists and b % 4 else ():
        bring_in(council, audit, b, c, said)
    if not loop.exists:
        whose = {"first_auditor": both[0].auditor, "second_auditor": both[1].auditor}
        facts: dict[str, Any] = {
            "cycle": f"cycle/{first[6:13]}",
            "child": "child/C-1",
            "first": first,
            "second": second,
        }
        loop.open(**facts, **whose, why="Learn.", grounds="", **how)
    elif c % 7 == 0:
        loop.end((first, second)[b % 2], "withdrawn", **how)
    elif c % 2:
        _agree(loop, (first, second)[b % 2], how)
    for audit in both:
        follow_loops(council, audit, said)


def _agree(loop: Loop, graded_on: str, how: dict[str, Any]) -> None:
    grades = {"plans": ("good", "good"), "overall": ("good", "good")}
    scales, labels = {"plans": ["good"], "overall": ["good"]}, {"plans": "Plans", "overall": "Overall grade"}
    graded: dict[str, Any] = {"given": grades, "grades": grades, "scales": scales, "labels": labels, "decisions": {}}
    learning = ("One.", "Two.")
    loop.agree(attendees=[*PEOPLE, JUDGE], graded_on=graded_on, **graded, learning=learning, role="qa_lead", **how)


def follow_loops(council: Any, audit: Audit, said: Said) -> None:
    """What is in is in for its loop, too, and what went back is not."""
    on = {"on": said["at"][:10]}
    for name, pair in LOOPED.items():
        loop = council.subject(Loop, name)
        if audit.id in pair and loop.exists:
            does = loop.take_in if audit.returned_on else loop.let_go_back
            does(audit.id, **on, **said)


ACTS = {"write": _write, "judge": _judge, "end": _end, "loop": _loop}

"""What follows one audit of the synthetic log: moderation of a fifth, actions, duties, impact and letters."""

import random
from collections.abc import Iterator
from typing import Any

from app.events.impact_questions import QUESTIONS

Fact = tuple[str, str, dict[str, Any]]
NOTE = "Recorded on the child's record after the visit, with the family's own words. "
ACTIONS, LETTERS, MODERATED = 2, 4, 0.2


def before_judging(audit: str, month: str, chance: random.Random) -> Iterator[Fact]:
    """What is recorded between an audit's return and its acceptance."""
    for n in range(ACTIONS):
        yield from _raised(f"action/{_short(audit)}-{n}", audit, month)
    if chance.random() < MODERATED:
        yield from _moderation(audit, month)


def after_judging(audit: str, month: str) -> Iterator[Fact]:
    """What is recorded once an audit is accepted."""
    yield from _duty(f"duty/{audit.removeprefix('audit/')}", audit, month)
    for n in range(ACTIONS):
        yield from _done(f"action/{_short(audit)}-{n}", month)
    for part in ("worker", "manager"):
        yield from _impact(f"impact/{_short(audit)}-{part}", audit, part, month)
    for n in range(LETTERS):
        yield from _letter(f"letter/{_short(audit)}-{n}", audit)


def _short(audit: str) -> str:
    return audit.removeprefix("audit/").replace("/", "-")


def _raised(id: str, audit: str, month: str) -> Iterator[Fact]:
    facts = {"source": audit, "what": NOTE, "owner": "person/1", "due": f"{month}-28", "child": "child/C-1"}
    yield id, "action raised", facts | {"team": "team/1", "area": "area/east", "on": f"{month}-23"}


def _done(id: str, month: str) -> Iterator[Fact]:
    yield id, "action completed", {"evidence": NOTE, "on": f"{month}-27"}
    yield id, "action verified", {"note": NOTE[:30], "on": f"{month}-28"}


def _moderation(audit: str, month: str) -> Iterator[Fact]:
    on = {"on": f"{month}-24"}
    drawn = {"due": f"{month}-28", "working_days": 5, "drawn_as": "chance", "seed": month, "why": NOTE}
    yield audit, "audit drawn for moderation", on | drawn
    yield audit, "moderator assigned", on | {"moderator": "person/2", "grounds": NOTE * 3, "moderator_team": ""}


def _duty(id: str, audit: str, month: str) -> Iterator[Fact]:
    due = dict.fromkeys(("direction", "discussion", "follow_up", "closing"), f"{month}-28")
    facts = {"audit": audit, "child": "child/C-1", "team": "team/1", "area": "area/east", "worker": "person/1"}
    yield id, "audit received by team", facts | {"on": f"{month}-26", "due": due}
    done = {"on": f"{month}-27", "done_by": "person/1", "reference": NOTE[:40], "note": ""}
    yield id, "direction recorded", done
    yield id, "discussion recorded", done | {"kind": "reflective"}
    yield id, "actions followed up", done
    yield id, "follow-up closed", done


def _impact(id: str, audit: str, part: str, month: str) -> Iterator[Fact]:
    days = {"returned_on": f"{month}-23", "due_on": f"{month}-27", "on": f"{month}-27"}
    days |= {"remind_on": f"{month}-28", "lapses_on": f"{month}-28"}
    yield id, "impact asked", {"audit": audit, "part": part, "recipient": "person/1", **days, "questions": QUESTIONS}
    yield id, "impact reminded", {"on": f"{month}-28"}
    if part == "manager":
        yield id, "impact lapsed", {"on": f"{month}-28"}
        return
    answers = {"practice": "yes", "practice_more": NOTE, "helped": "partly", "helped_more": NOTE, "obstacles": ["time"]}
    yield id, "impact answered", {"answers": answers | {"obstacles_more": "", "useful": NOTE}, "on": f"{month}-28"}


def _letter(id: str, audit: str) -> Iterator[Fact]:
    facts = {"recipient": "person/1", "kind": "audit-given", "cause": f"{audit}#1", "link": "/audits", "calendar": ""}
    yield id, "letter written", facts | {"subject": NOTE[:50], "text": [NOTE, NOTE], "lines": []}
    yield id, "letter claimed", {"attempt": 1, "until": "2024-05-01T09:05:00+00:00", "unsure": False}
    yield id, "letter sent", {"attempt": 1, "to": "p1@eastmere.example", "message": "<1@eastmere>", "answer": "250 OK"}

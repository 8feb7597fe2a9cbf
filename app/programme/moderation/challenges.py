"""Challenges: the service says that a finding is not right; the QA lead or the moderator answers."""

from datetime import date
from typing import Any

from app.events import audit_challenge as events
from app.events.audit import Audit
from app.events.base import Refusal
from app.programme import frameworks
from app.programme.house import House
from projections import people


def challenge(
    house: House, id: str, *, version: int, about: str, what: str, why: str, on: date, by: str, at: str
) -> None:
    """Challenge a finding of an audit; raises Refusal, Stale or AlreadyDone."""
    sent = {"about": about, "what": what, "why": why, "on": on.isoformat()}
    audit = house.load_at(Audit, id, version, by, events.FindingChallenged, **sent)
    content = frameworks.content(house, audit.framework, audit.framework_version)
    events.challenge(audit, **sent, domains=[domain["id"] for domain in content["domains"]], by=by, at=at)
    house.keep(audit)


def answer(
    house: House,
    id: str,
    number: int,
    *,
    version: int,
    outcome: str,
    answer: str,
    changes: dict[str, str],
    on: date,
    by: str,
    at: str,
) -> None:
    """Answer a challenge by its number, with the grades that it changes by domain or "overall".

    Raises Refusal for anybody but the QA lead and the audit's moderator, Stale or AlreadyDone.
    """
    shown = house.log.load(Audit, id, version)
    sent: dict[str, Any] = {"challenge": number, "outcome": outcome, "answer": answer, "on": on.isoformat()}
    sent["changes"] = events.effective(shown, changes)
    audit = house.load_at(Audit, id, version, by, events.ChallengeAnswered, **sent)
    content = frameworks.content(house, audit.framework, audit.framework_version)
    authority = _authority(house, audit, by)
    said = {"authority": authority, "on": on.isoformat(), "by": by, "at": at}
    events.answer(audit, number, outcome, answer, changes, content=content, **said)
    house.keep(audit)


def _authority(house: House, audit: Audit, by: str) -> str:
    if by == audit.moderator:
        return "As the moderator of the audit."
    if "qa_lead" in (people.person(house.model, by) or {"roles": ()})["roles"]:
        return "As the QA lead."
    raise Refusal("A challenge is answered by the QA lead or the moderator of the audit.")

"""A moderation that was recorded wrongly is put right: one person proposes it, another agrees or leaves it."""

from datetime import date
from typing import Any

from app.events import moderation_correction as events
from app.events.audit import Audit
from app.events.audit_correction import is_grade
from app.events.base import Refusal
from app.events.content import Content
from app.programme import duties, frameworks, looped
from app.programme.corrections import LOOPED
from app.programme.house import House
from app.programme.moderation import moderators
from projections import loops, people


def choices(house: House, id: str, on: date) -> dict[str, dict[str, str]]:
    """By key, what the moderation of an audit (id) may be corrected to, in words."""
    audit = house.log.load(Audit, id)
    return events.correctable(audit, _content(house, audit), _who_may(house, id, on))


def waiting(house: House, id: str) -> dict[str, Any]:
    """The correction of an audit's moderation that waits for a decision; empty for none."""
    return house.log.load(Audit, id).moderation_correction


def propose(house: House, id: str, *, version: int, change: str, reason: str, on: date, by: str, at: str) -> None:
    """Propose to correct a moderation; `change` is key=value. Raises Refusal, Stale or AlreadyDone, as all do."""
    audit = house.load_at(Audit, id, version, by, events.ModerationCorrectionProposed, reason=reason)
    _must_be_theirs(house, audit, by)
    key, _, now = change.partition("=")
    flips = key == events.QUALITY and events.NOT_TO_STANDARD in (audit.judged.get(key), now)
    if flips or is_grade(key):
        _must_be_of_no_loop(house, audit)
    who, said = _who_may(house, id, on), {"reason": reason, "on": on.isoformat(), "by": by, "at": at}
    events.propose(audit, _content(house, audit), key, now, moderators=who, **said)
    house.keep(audit)


def agree(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """Agree to the correction that waits; what it brings to the team and to a loop is kept with it."""
    audit = house.load_at(Audit, id, version, by, events.ModerationCorrected, on=on.isoformat())
    if any(map(is_grade, audit.moderation_correction.get("changes", ()))):
        _must_be_of_no_loop(house, audit)
    before = audit.state
    events.agree(audit, _content(house, audit), on=on.isoformat(), by=by, at=at)
    received = duties.of_acceptance(house, audit, on=on, by=by, at=at) if audit.state != before else ()
    house.keep(audit, *received, *looped.followed(house, audit, by=by, at=at))


def decline(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Leave the moderation as it is."""
    audit = house.load_at(Audit, id, version, by, events.ModerationCorrectionDeclined, reason=reason)
    events.decline(audit, reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def withdraw(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Propose the correction of the moderation no more."""
    audit = house.load_at(Audit, id, version, by, events.ModerationCorrectionWithdrawn, reason=reason)
    events.withdraw(audit, reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def _who_may(house: House, audit: str, on: date) -> dict[str, str]:
    """Who may moderate an audit by the rules, by id, with their names."""
    near = moderators.work(house, audit)
    return {one.id: one.name for one in moderators.standing(house, on) if not moderators.bars(one, near)}


def _must_be_theirs(house: House, audit: Audit, by: str) -> None:
    if by != audit.moderator and "qa_lead" not in (people.person(house.model, by) or {"roles": ()})["roles"]:
        raise Refusal("Who moderated the audit, or the QA lead, proposes to correct its moderation.")


def _must_be_of_no_loop(house: House, audit: Audit) -> None:
    """Refuse a grade of a pair: their meeting is what changes it."""
    pair = loops.pairs(house.model, audit.cycle).get(audit.id)
    if pair and pair["state"] != "ended":
        raise Refusal(LOOPED)


def _content(house: House, audit: Audit) -> Content:
    return frameworks.content(house, audit.framework, audit.framework_version)

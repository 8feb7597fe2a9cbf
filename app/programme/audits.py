"""An auditor's audit: reading it, saving a section, returning it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events import sections as form
from app.events.audit import Audit, AuditReturned
from app.events.base import Refusal
from app.events.calendar import working_days_between
from app.events.sections_check import check, due_before
from app.programme import actions, concerns, frameworks, looped
from app.programme.house import House, Stale

TRIES = 3
"""How often a return is tried anew where only the loop of the audit moved on meanwhile."""


@dataclass(frozen=True)
class Paper:
    """An audit as one reads it: its framework's content, the answers, and the version that they are of."""

    id: str
    version: int
    state: str
    auditor: str
    due: str
    content: dict[str, Any]
    answers: dict[str, Any]


class Clash(Exception):  # noqa: N818 - two people wrote, nothing went wrong
    """Fields that this person changed were changed by somebody else meanwhile.

    `theirs` holds what stands there now by field, `mine` what was sent, `version` the version to choose over.
    """

    def __init__(self, theirs: dict[str, Any], mine: dict[str, Any], version: int) -> None:
        super().__init__("Somebody else changed this section while you were writing. Choose which text stands.")
        self.theirs, self.mine, self.version = theirs, mine, version


class Unreadable(Exception):  # noqa: N818 - bad input, nothing went wrong
    """Some values cannot be read; `faults` gives a field and a sentence for each. Nothing was stored."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__("Some answers cannot be read.")
        self.faults = faults


def paper(house: House, id: str, version: int | None = None) -> Paper:
    """Read an audit as it is, or as it was at a version; raises Refusal when there is none."""
    audit = house.log.load(Audit, id, version)
    if not audit.exists:
        raise Refusal("There is no such audit.")
    content = frameworks.content(house, audit.framework, audit.framework_version)
    return Paper(id, audit.version, audit.state, audit.auditor, audit.due, content, audit.answers)


def answers_at(house: House, id: str, version: int) -> dict[str, Any]:
    """What a page of that version showed; nothing for a version that never was."""
    return house.log.load(Audit, id, version).answers


def save_section(
    house: House, id: str, section: str, values: dict[str, Any], *, version: int, on: date, by: str, at: str
) -> int:
    """Save one section as the form that showed `version` has it; returns the audit's version after.

    Fields that others changed since and this form did not are left as they are. Raises Unreadable, Clash when both
    changed the same field to different text, and Refusal when the audit is not this person's or not open.
    """
    audit = house.load(Audit, id)
    if by != audit.auditor:
        raise Refusal("This audit is with another auditor now.")
    content = frameworks.content(house, audit.framework, audit.framework_version)
    clean, faults = check(content, section, values)
    if faults := faults or due_before(audit.answers, clean, on.isoformat()):
        raise Unreadable(faults)
    mine = _changed_since(house, audit, clean, version)
    audit.save_section(content, section, mine, on=on.isoformat(), by=by, at=at)
    house.keep(audit)
    return audit.version


def return_audit(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """Return the audit as the page of a version showed it; its actions and a concern are raised in the same save.

    Raises Incomplete with everything missing, Refusal, Stale, or AlreadyDone when it was returned with those answers.
    """
    for left in reversed(range(TRIES)):
        try:
            _return(house, id, version=version, on=on, by=by, at=at)
        except Stale as stale:
            # The other audit of its loop came in at this moment: nothing that this auditor is to know of.
            if stale.since or not left:
                raise
        else:
            return


def _return(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    audit = house.load_at(Audit, id, version, by, AuditReturned, answers=answers_at(house, id, version))
    if by != audit.auditor:
        raise Refusal("This audit is with another auditor now.")
    content = frameworks.content(house, audit.framework, audit.framework_version)
    late = max(0, working_days_between(date.fromisoformat(audit.due), on))
    audit.return_(content, on=on.isoformat(), working_days_late=late, by=by, at=at)
    brought = [
        *actions.of_return(house, audit, on=on, by=by, at=at),
        *concerns.of_return(house, audit, by=by, at=at),
    ]
    house.keep(audit, *brought, *looped.followed(house, audit, by=by, at=at))


def _changed_since(house: House, audit: Audit, sent: dict[str, Any], version: int) -> dict[str, Any]:
    """What this form changed over the version that it showed; raises Clash where others changed the same since."""
    if version == audit.version:
        return sent
    shown = house.log.load(Audit, audit.id, version).answers
    mine = form.changed({key: shown.get(key) for key in sent}, sent)
    both = {key for key in mine if audit.saved_at.get(key, 0) > version}
    theirs = form.changed({key: mine[key] for key in both}, {key: audit.answers.get(key) for key in both})
    if theirs:
        raise Clash(theirs, {key: mine[key] for key in theirs}, audit.version)
    return mine

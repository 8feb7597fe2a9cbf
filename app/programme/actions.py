"""Actions: raised from a finding, moved on, handed over, done with evidence, verified by another."""

from datetime import date
from typing import Any, NamedTuple

from app.events import action as events
from app.events.action import Action
from app.events.audit import Audit, AuditReturned
from app.events.base import Refusal
from app.events.england import day_of
from app.mint import derived
from app.programme.house import AlreadyDone, House
from projections import audits, children, concern_lists, people

RETURNED_AGAIN = "The audit was returned again."
ONLY_READS = "only reads here, and is given no action. Choose somebody else."
LEFT_OUT = "Left out when the audit was returned again"


def action_id(source: str, key: str) -> str:
    """The id of an action by its source and its name there: always the same for the same action of the same source."""
    return derived("action", f"{source} {key}")


def raised(
    house: House, id: str, *, source: str, what: str, owner: str, due: str, child: str = "", on: str = "", by: str,
    at: str,
) -> Action:  # fmt: skip
    """An action raised, to be kept by the caller together with what it comes from.

    `source` is the stream of an audit, dip sample, concern or report, or the tracker that it is brought over from;
    `due` an ISO date. It is raised on the day of `at`, or `on` an earlier one (ISO) from which it was kept elsewhere.
    Raises Refusal for an owner who is not here or may not act, or when it was raised before.
    """
    if owner:
        can_act(house, owner, "owner")
    action = house.log.load(Action, id)
    found = _answerable(house, source, child, owner)
    action.raise_(source=source, what=what, owner=owner, due=due, **found._asdict(), on=on or day_of(at), by=by, at=at)
    return action


def can_act(house: House, owner: str, field: str) -> dict[str, Any]:
    """Who is to do an action, as the read model has them; `field` is the input that names them.

    Raises Refusal for somebody who is not here, or who only reads, as an inspector or analyst.
    """
    person = people.person(house.model, owner)
    if person is None or person["left_on"]:
        raise Refusal("Choose somebody who works here.", field)
    if not people.may_act(person):
        raise Refusal(f"{person['name']} {ONLY_READS}", field)
    return person


def raise_action(
    house: House, id: str, *, source: str, what: str, owner: str, due: str, child: str = "", by: str, at: str
) -> None:
    """Raise an action and keep it; raises as `raised`, AlreadyDone for the same form sent twice."""
    said, seen = {"source": source, "what": what, "owner": owner, "due": due}, house.look_at(owner)
    if first := next(iter(house.log.history(id)), None):
        same = all(" ".join(value.split()) == " ".join(getattr(first, key).split()) for key, value in said.items())
        if first.by == by and same:
            raise AlreadyDone
    house.keep(raised(house, id, **said, child=child, by=by, at=at), looked_at=seen)


def what(house: House, id: str, version: int) -> str:
    """What is to be done, as the action said at a version; "" for an unknown one."""
    return house.log.load(Action, id, version).what


def of_return(house: House, audit: Audit, *, on: date, by: str, at: str) -> list[Action]:
    """What the actions of an audit become as it is returned, to be kept with it.

    Each action in its answers is raised; where it was returned before, those that changed are amended, and those that
    are not in the answers any more are cancelled, unless they are done.
    """
    said = {"on": on.isoformat(), "by": by, "at": at}
    rows = {action_id(audit.id, row["id"]): row for row in audit.answers.get("actions") or []}
    kept = [_returned(house.log.load(Action, id), audit, row, said) for id, row in rows.items()]
    gone = [house.log.load(Action, id) for id in _returned_before(house, audit) if id not in rows]
    for action in gone:
        action.leave_out(reason=LEFT_OUT, **said)
    return [*kept, *gone]


def extend(house: House, id: str, *, version: int, due: date, reason: str, on: date, by: str, at: str) -> None:
    """Move the date on; raises Refusal, Stale or AlreadyDone, as all of these do."""
    sent = {"due": due.isoformat(), "reason": reason, "on": on.isoformat()}
    action = house.load_at(Action, id, version, by, events.ActionExtended, **sent)
    action.extend(due.isoformat(), reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(action)


def note_progress(house: House, id: str, *, version: int, note: str, on: date, by: str, at: str) -> None:
    """Note how far it is."""
    action = house.load_at(Action, id, version, by, events.ActionProgressNoted, note=note, on=on.isoformat())
    action.note_progress(note, on=on.isoformat(), by=by, at=at)
    house.keep(action)


def complete(house: House, id: str, *, version: int, evidence: str, on: date, by: str, at: str) -> None:
    """Say that it is done, and what shows it; it waits to be verified by another."""
    action = house.load_at(Action, id, version, by, events.ActionCompleted, evidence=evidence, on=on.isoformat())
    action.complete(evidence, on=on.isoformat(), by=by, at=at)
    house.keep(action)


def verify(house: House, id: str, *, version: int, note: str, on: date, by: str, at: str) -> None:
    """Find it done."""
    action = house.load_at(Action, id, version, by, events.ActionVerified, note=note, on=on.isoformat())
    action.verify(note=note, on=on.isoformat(), by=by, at=at)
    house.keep(action)


def reopen(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Find it not done, or needed after all."""
    action = house.load_at(Action, id, version, by, events.ActionReopened, reason=reason, on=on.isoformat())
    action.reopen(reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(action)


def cancel(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Say that it is not to be done any more."""
    action = house.load_at(Action, id, version, by, events.ActionCancelled, reason=reason, on=on.isoformat())
    action.cancel(reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(action)


def _returned(action: Action, audit: Audit, row: dict[str, str], said: dict[str, str]) -> Action:
    """One action of an audit's answers, raised or as it is now; who is to do it stands as the auditor wrote it."""
    says = {"what": row["what"], "owner": row["owner"], "due": row["due"]}
    if action.exists:
        action.follow(**says, reason=RETURNED_AGAIN, **said)
    else:
        action.raise_(source=audit.id, **says, child=audit.child, team=audit.team, area=audit.area, **said)
    return action


def _returned_before(house: House, audit: Audit) -> list[str]:
    """The ids of the actions that the audit had when it was last returned, by whichever auditor; none for the first."""
    returns = [made.originator_version for made in house.log.history(audit.id) if isinstance(made, AuditReturned)]
    before = house.log.load(Audit, audit.id, returns[-1]).answers if returns else {}
    return [action_id(audit.id, row["id"]) for row in before.get("actions") or []]


class _Answerable(NamedTuple):
    child: str
    team: str
    area: str


def _answerable(house: House, source: str, child: str, owner: str) -> _Answerable:
    """The child, and the team and area that answer for it: its source's, the child's, else the owner's."""
    audit = audits.audit(house.model, source) if source.startswith("audit/") else None
    if audit:
        return _Answerable(child or audit["child"], audit["team"], audit["area"])
    concern = concern_lists.concern(house.model, source) if source.startswith("concern/") else None
    if concern:
        return _Answerable(concern["child"], concern["team"] or "", concern["area"] or "")
    found: dict[str, Any] = children.child(house.model, child) or people.person(house.model, owner) or {}
    return _Answerable(child, found.get("team") or "", found.get("area") or "")

"""Exemptions: ask, authorise, decline. The operations director over the auditor's area decides, never the auditor."""

from dataclasses import dataclass
from datetime import date

from app.events import exemption as events
from app.events.audit import Audit
from app.events.base import Refusal
from app.events.cycle import Cycle
from app.events.exemption import Exemption
from app.events.vocabulary import OPEN_STATES
from app.programme.house import House
from projections import allocation, exemptions, people


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may decide an auditor's exemption, and the rule that says so."""

    rule: str
    people: frozenset[str]


def ask(
    house: House, exemption: str, *, auditor: str, cycle: str, reason_class: str, note: str, by: str, at: str
) -> None:
    """Ask for an auditor to be exempt from a month (cycle id), opened or yet to come; `exemption` is a minted id.

    Raises Refusal for somebody who is no auditor, a closed month, or one that waits or was authorised already.
    """
    person = people.person(house.model, auditor)
    if person is None or not (person["counted_from"] or person["in_training"]):
        raise Refusal("Only an auditor can be exempted.", "auditor")
    if house.log.load(Cycle, cycle).closed:
        raise Refusal("This month is closed.", "cycle")
    standing = [row for row in exemptions.exemptions(house.model, cycle) if row["auditor"] == auditor]
    if any(row["state"] in ("asked", "authorised") and row["id"] != exemption for row in standing):
        raise Refusal(f"An exemption for {person['name']} this month is recorded already.", "auditor")
    asked = house.log.load(Exemption, exemption)
    asked.ask(auditor=auditor, cycle=cycle, reason_class=reason_class, note=note, by=by, at=at)
    house.keep(asked)


def authority(house: House, auditor: str) -> Authority:
    """Who decides: the operations director over the auditor's area; where there is none, or it is the auditor, any
    other operations director or director of children's services.
    """
    person = people.person(house.model, auditor)
    area = person["area"] if person else None
    director = next((row["director"] for row in people.areas(house.model) if row["id"] == area), "")
    if director and director != auditor:
        return Authority("Decided by the operations director over the auditor's area.", frozenset({director}))
    above = [row["id"] for row in people.everyone(house.model) if {"operations_director", "director"} & {*row["roles"]}]
    why = "the auditor is the operations director over the area" if director else "no operations director is over it"
    rule = f"Decided by another operations director or the director of children's services: {why}."
    return Authority(rule, frozenset(above) - {auditor})


def authorise(house: House, exemption: str, *, version: int, reason: str, on: date, by: str, at: str) -> list[str]:
    """Authorise the exemption on a date; the auditor's open audits of that month are released in the same save.

    Returns the ids of the audits released. Raises Refusal when this person may not decide it, Stale or AlreadyDone.
    """
    sent = {"reason": reason, "on": on.isoformat()}
    asked = house.load_at(Exemption, exemption, version, by, events.ExemptionAuthorised, **sent)
    rule = _rule_for(house, asked, by)
    asked.authorise(rule=rule, authoriser=by, reason=reason.strip(), on=on.isoformat(), by=by, at=at)
    audits = [house.load(Audit, id) for id in _open_audits(house, asked)]
    for audit in audits:
        audit.release(exemption=exemption, reason_class=asked.reason_class, on=on.isoformat(), by=by, at=at)
    house.keep(asked, *audits)
    return [audit.id for audit in audits]


def decline(house: House, exemption: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Decline the exemption on a date, with the reason; raises as `authorise`."""
    sent = {"reason": reason, "on": on.isoformat()}
    asked = house.load_at(Exemption, exemption, version, by, events.ExemptionDeclined, **sent)
    rule = _rule_for(house, asked, by)
    asked.decline(rule=rule, authoriser=by, reason=reason, on=on.isoformat(), by=by, at=at)
    house.keep(asked)


def _rule_for(house: House, asked: Exemption, by: str) -> str:
    if by == asked.auditor:
        raise Refusal("You cannot decide your own exemption.")
    found = authority(house, asked.auditor)
    if by not in found.people:
        raise Refusal(f"This exemption is not yours to decide. {found.rule}")
    return found.rule


def _open_audits(house: House, asked: Exemption) -> list[str]:
    rows = allocation.audits(house.model, asked.cycle)
    return [row["id"] for row in rows if row["auditor"] == asked.auditor and row["state"] in OPEN_STATES]

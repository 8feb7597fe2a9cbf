"""What a person has to do with the record that an address names."""

from collections.abc import Callable
from typing import Any

from app.policy import AREA, OWN, TEAM, WORK, Me
from app.views.desk import model
from projections import audits, children, people

RELATE: dict[str, Callable[[Me, str], set[str]]] = {}
"""By what an address names ("exemption"): a person's relations to the record. Each noun's module adds its own."""


def relations(me: Me, names: dict[str, Any]) -> set[str]:
    """The relations of this person to the record that the address names; none to one that there is not."""
    if noun := next((name for name in names if name in RELATE), ""):
        return RELATE[noun](me, names[noun])
    if "number" in names:
        return _to_audit(me, audits.audit(model(), audit_id(names["month"], names["number"])))
    if "reference" in names:
        return _to_child(me, children.child(model(), f"child/{names['reference']}"))
    if "person" in names:
        return _to_person(me, f"person/{names['person']}")
    if "team" in names:
        return {TEAM} if f"team/{names['team']}" == me.team else set()
    return {OWN}


def _to_person(me: Me, id: str) -> set[str]:
    """OWN is to be them; AREA to be operations director over the area that they work in."""
    found = {OWN} if id == me.id else set()
    if me.areas and ((people.person(model(), id) or {}).get("area") or "") in me.areas:
        found.add(AREA)
    return found


def audit_id(month: str, number: int) -> str:
    """The id of the audit that an address names: audit/2024-05/0017."""
    return f"audit/{month}/{int(number):04d}"


def _to_audit(me: Me, audit: dict[str, Any] | None) -> set[str]:
    if audit is None:
        return set()
    found = {OWN} if audit["auditor"] == me.id else set()
    if me.team and audit["team"] == me.team:
        found.add(TEAM)
    if audit["area"] in me.areas:
        found.add(AREA)
    if audit["worker"] == me.id and audit["state"] in ("returned", "accepted"):
        found.add(WORK)
    return found


def _to_child(me: Me, child: dict[str, Any] | None) -> set[str]:
    if child is None:
        return set()
    found = {WORK} if child["worker"] == me.id else set()
    if me.team and child["team"] == me.team:
        found.add(TEAM)
    if child["area"] in me.areas:
        found.add(AREA)
    return found

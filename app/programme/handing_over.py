"""Handing actions over: one, several of one owner in one save, or all that somebody has who leaves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.events.action import Action, ActionReassigned
from app.events.base import Refusal
from app.programme.actions import can_act
from app.programme.house import AlreadyDone, House


def reassign(house: House, id: str, *, version: int, owner: str, reason: str, on: date, by: str, at: str) -> None:
    """Hand one action over; raises Refusal for somebody who is not here, Stale or AlreadyDone."""
    reassign_all(house, {id: version}, owner=owner, reason=reason, on=on, by=by, at=at)


def reassign_all(
    house: House,
    versions: Mapping[str, int],
    *,
    owner: str,
    reason: str,
    on: date,
    by: str,
    at: str,
    field: str = "owner",
) -> None:
    """Hand several actions over to one person, all or none; `versions` are those that the form showed, by id.

    Raises Refusal when one of them cannot be, Stale when one was changed meanwhile, AlreadyDone when all were handed
    over by this form.
    """
    if not versions:
        raise Refusal("Choose the actions to hand over.", "actions")
    sent, seen = {"owner": owner, "reason": reason, "on": on.isoformat()}, house.look_at(owner)
    found = [action for id, version in versions.items() if (action := _at(house, id, version, by, sent))]
    if not found:
        raise AlreadyDone
    handed = handed_over(house, found, owner, reason=reason, on=on, by=by, at=at, field=field)
    house.keep(*handed, looked_at=seen)


def handed_over(
    house: House, found: list[Action], owner: str, *, reason: str, on: date, by: str, at: str, field: str = "owner"
) -> list[Action]:
    """Actions with their new owner, to be kept by the caller; raises Refusal for who is not here or only reads.

    `field` is the input that names the new owner.
    """
    person = can_act(house, owner, field)
    for action in found:
        action.reassign(owner, **_answerable(action, person), reason=reason, on=on.isoformat(), by=by, at=at)
    return found


def _at(house: House, id: str, version: int, by: str, sent: dict[str, str]) -> Action | None:
    """The action as the form showed it; None when this form has handed it over already."""
    try:
        return house.load_at(Action, id, version, by, ActionReassigned, **sent)
    except AlreadyDone:
        return None


def _answerable(action: Action, person: dict[str, Any]) -> dict[str, str]:
    """The team and area that answer for it from now on: the child's as before, else the new owner's."""
    if action.child:
        return {"team": action.team, "area": action.area}
    return {"team": person["team"], "area": person["area"] or ""}

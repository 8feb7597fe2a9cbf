"""The seal of a loop, asked before every page: nothing of an audit reaches whoever audits the same child blind."""

from typing import Any

from flask import g

from app.policy import Me
from app.views import concern_reach
from app.views.desk import model
from app.views.relations import audit_id
from projections import loops, seals
from projections.concern_lists import raisings

KINDS = {"action": "action", "impact": "impact", "entry": "good_practice"}
"""By what an address names, the kind of its id."""


def barred(me: Me, names: dict[str, Any]) -> bool:
    """Whether what an address names is of an audit that is sealed from this person, whatever their roles."""
    sealed = _sealed_from(me)
    return bool(sealed) and (_is_unknown(me, names) or any(seals.comes_of(model(), id) in sealed for id in _ids(names)))


def _sealed_from(me: Me) -> frozenset[str]:
    """The audits of which nothing reaches this person: asked once for all the links of an answer."""
    now = (me.id, model().position)
    if g.get("sealed_as_at") != now:
        g.sealed_as_at, g.sealed = now, seals.sealed_from(model(), me.id)
    found: frozenset[str] = g.sealed
    return found


def _is_unknown(me: Me, names: dict[str, Any]) -> bool:
    """Whether what is named is a concern about a child whom they audit blind, of which they have not said anything."""
    id = f"concern/{names.get('concern', '')}"
    return id in concern_reach.unknown(me) and not any(one["by"] == me.id for one in raisings(model(), id))


def _ids(names: dict[str, Any]) -> list[str]:
    """The ids of the records that an address names, as far as they can come of an audit."""
    found = [f"{kind}/{names[name]}" for name, kind in KINDS.items() if name in names]
    if "month" in names and "number" in names:
        found.append(audit_id(names["month"], names["number"]))
    if "duty" in names:
        found.append(f"duty/{names['duty'][:7]}/{names['duty'][8:]}")
    if "loop" in names and (row := loops.loop(model(), f"loop/{names['loop']}")):
        found += [row["first"], row["second"]]
    return found

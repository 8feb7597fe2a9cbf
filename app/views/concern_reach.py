"""Who has which children of concern: in lists, by what they have to do with each, in full or only as its raiser.

While an audit of the same child is sealed from somebody, they know of a concern what they said themselves and no more,
unless they must act on it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app

from app.events.concern import FOLLOW
from app.policy import AREA, OWN, TEAM, WORK, Inspects, Me
from app.views.desk import i, live_house, model
from app.views.tracking import by_role
from app.views.words import reference
from projections import concern_lists, seals
from projections.asking import Reach

Row = dict[str, Any]
WHOLE = ("qa_lead", "head_of_service", "director", "inspector", "moderator", "analyst")
"""Who has all of them in lists; an analyst opens none."""
SOME: dict[str, tuple[str, ...]] = {
    "operations_director": (AREA, OWN),
    "team_manager": (TEAM, OWN),
    "practitioner": (WORK,),
    "auditor": (OWN,),
}
"""Who has those of their areas or team, of the children whose worker they are, and those that they raised."""


def related(me: Me, id: str) -> set[str]:
    """What a person has to do with a concern."""
    row = concern_lists.concern(model(), f"concern/{id}")
    if row is None:
        return set()
    found = {WORK} if row["worker"] == me.id else set()
    if me.team and row["team"] == me.team:
        found.add(TEAM)
    if row["area"] in me.areas:
        found.add(AREA)
    mine = any(one["by"] == me.id for one in concern_lists.raisings(model(), row["id"]))
    return found | ({OWN} if mine else set())


def in_full(row: Mapping[str, Any]) -> bool:
    """Whether the reader has it as more than its raiser or the child's worker: they read what is theirs alone."""
    names = {"concern": reference(row["id"])}
    return bool(current_app.extensions["policy"].allows(i(), "histories.of_concern", names))


def reach() -> Reach:
    """Which concerns the person who asks has in lists."""
    named = i().inspects or Inspects()
    return replace(by_role(WHOLE), without=unknown(i()), children=named.children)


def unknown(me: Me) -> frozenset[str]:
    """The concerns (ids) of which this person knows at most what they said: those of children whom they audit blind."""
    children = _audited_blind(me)
    found = (row for child in children for row in concern_lists.of_child(model(), child))
    return frozenset(row["id"] for row in found if not _must_act(me, row))


def counts_all() -> bool:
    """Whether the reader has the figures of all concerns: not who audits a child blind, unless they act on them."""
    me = i()
    return bool(me.roles & set(FOLLOW)) or not _audited_blind(me)


def as_said(row: Row) -> Row | None:
    """A concern as one knows it who knows only what they said: the worst that they said, and when; None for nothing."""
    mine = [one for one in concern_lists.raisings(model(), row["id"]) if one["by"] == i().id]
    if not mine:
        return None
    known = {"id": row["id"], "child": row["child"], "state": "open", "clock": ""}
    return known | {"category": min(one["category"] for one in mine), "raised_at": mine[0]["at"]}


def as_known(found: list[Row]) -> list[Row]:
    """Some concerns as the reader knows them: whole, or as far as they said it themselves."""
    hidden = unknown(i())
    told = (as_said(row) if row["id"] in hidden else row for row in found)
    return [row for row in told if row]


def _audited_blind(me: Me) -> frozenset[str]:
    """The children whom somebody audits blind at the moment that is shown, or now."""
    return seals.children_sealed_from(model(), me.id) | seals.children_sealed_from(live_house().model, me.id)


def _must_act(me: Me, row: Row) -> bool:
    """Whether somebody answers for the child: to them nothing of a concern is ever sealed."""
    return bool(
        me.roles & set(FOLLOW)
        or ("team_manager" in me.roles and me.team and row["team"] == me.team)
        or row["area"] in me.areas
        or row["worker"] == me.id
    )

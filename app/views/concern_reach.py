"""Who has which children of concern: in lists, by what they have to do with each, in full or only as its raiser."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from app.policy import AREA, OWN, TEAM, WORK, Me
from app.views.desk import i, model
from app.views.tracking import by_role
from app.views.words import reference
from projections import concern_lists
from projections.asking import Reach

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
    return by_role(WHOLE)

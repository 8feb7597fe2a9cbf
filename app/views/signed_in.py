"""Who is behind a session."""

from typing import Any

from flask_login import UserMixin

from app import clock
from app.policy import Inspects, Me
from projections import inspections, people

INSPECTOR = "inspector"


class SignedIn(UserMixin):
    """Flask-Login's idea of a user: an id, and what the policy needs to know."""

    def __init__(self, me: Me) -> None:
        self.id = me.id
        self.me = me


def signed_in(model: Any, id: str) -> SignedIn | None:
    """The person with this id as the read model knows them now; None when they are unknown or have left."""
    found = people.person(model, id)
    if found is None or found["left_on"]:
        return None
    directed = frozenset(area["id"] for area in people.areas(model) if area["director"] == id)
    inspects = inspected_by(model, id) if INSPECTOR in found["roles"] else None
    without = {INSPECTOR} if inspects and not inspects.everything else set()
    return SignedIn(Me(id, found["name"], frozenset(found["roles"]) - without, found["team"], directed, inspects))


def inspected_by(model: Any, id: str) -> Inspects:
    """What the inspection names that runs for an inspector today, whatever day a page shows; nothing without one."""
    row = inspections.running(model, id, clock.local(clock.running()).date())
    if row is None:
        return Inspects()
    named = (frozenset(row["children"]), frozenset(row["cycles"]))
    return Inspects(row["id"], row["everything"], *named, row["pinned"])

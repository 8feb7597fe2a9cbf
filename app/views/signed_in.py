"""Who is behind a session."""

from typing import Any

from flask_login import UserMixin

from app.policy import Me
from projections import people


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
    return SignedIn(Me(id, found["name"], frozenset(found["roles"]), found["team"], directed))

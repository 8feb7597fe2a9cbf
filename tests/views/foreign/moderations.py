"""Moderation: a challenge to Anna Bell's audit of a child of Harbour, by its manager; the other audit has none."""

from typing import Any

from app.demo.stories import OMAR, Story, audit_id
from app.events import audit_challenge
from app.events.audit import Audit

MINE: dict[str, Any] = {"challenge": 1, "figure": "grade-kept"}
THEIRS: dict[str, Any] = {"challenge": 1}


def tell(story: Story) -> None:
    """Omar Haddad challenges the overall grade."""
    story.on("2024-08-13")
    audit = story.house.load(Audit, audit_id(1))
    said: dict[str, Any] = {"domains": [], "on": story.day, **story.said(OMAR)}
    audit_challenge.challenge(audit, "overall", "The grade.", "The plan was reviewed in time.", **said)
    story.house.keep(audit)

"""May 2024 with Anna Bell's audit drawn for moderation: what tests of the pages begin with."""

import re
from datetime import date
from typing import Any

from flask import Flask

from app.demo.stories import MARY, MAY, RUTH, Story, audit_id
from app.events.audit_moderation import AGREE
from app.events.moderation_words import CHECKS
from app.events.person import Person
from app.programme.moderation import draws, moderating
from tests.views.may import signed_in
from tests.views.sending import do

SEED = "May"
"""Of the two audits that are in, 20% rounded up is one; this draws the first."""
AUDIT = "/audits/2024-05/1"
DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
DOMAINS = ("seeing-and-hearing", "assessment", "plans", "decision-making", "meetings-and-reviews", "supervision",
           "diversity")  # fmt: skip
KEEP = {f"to.{key}": AGREE for key in (*DOMAINS, "overall")}
SOUND = DAY | KEEP | {f"checks.{key}": "yes" for key in CHECKS} | {"quality": "sound"}
CHANGED = SOUND | {
    "to.plans": "inadequate",
    "why.plans": "The plan has no dates.",
    "to.overall": "requires-improvement",
    "why.overall": "For want of a plan.",
    "quality_text": "Clear and fair.",
    "learning": "Ask who does what by when.",
}
"""Two grades changed, and learning for the auditor."""


def draw(story: Story) -> None:
    """The first audit is drawn by chance."""
    facts: dict[str, Any] = {"version": story.house.version(MAY), "seed": SEED, **story.said(RUTH)}
    draws.make(story.house, MAY, **facts, on=date.fromisoformat(story.day))


def give(story: Story, moderator: str = MARY) -> None:
    """The first audit goes to a moderator."""
    facts: dict[str, Any] = {"version": story.house.version(audit_id(1)), **story.said(RUTH)}
    on = date.fromisoformat(story.day)
    moderating.assign(story.house, audit_id(1), moderator=moderator, **facts, on=on)


def become_moderator(story: Story, person: str, *roles: str) -> None:
    """Somebody who is here moderates from now on."""
    story.let(RUTH, Person, person).hold({"moderator", *roles})
    story.let(RUTH, Person, person).become_moderator("internal", "2024-05-01")


def moderate(app: Flask, facts: dict[str, str]) -> Any:
    """Mary Quinn moderates the first audit."""
    return do(signed_in(app, MARY), f"{AUDIT}/moderation", facts)


def said(html: str) -> str:
    """The text of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").split())

"""Cohorts, coaching and learning sessions: a cohort of everybody and Dana Lewis's coaching; and those of Cleo West."""

from typing import Any

from app.demo.stories import ANNA, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, PRIYA, RUTH, Story
from app.events.coaching import Coaching
from app.events.cohort import Cohort
from app.events.learning import LearningSession

MINE: dict[str, Any] = {"cohort": "of-everybody", "coaching": "of-dana", "session": "seeing-children"}
THEIRS: dict[str, Any] = {"cohort": "of-cleo", "coaching": "of-cleo", "session": "of-others"}
CLEO, ABEL = "person/cleo-west", "person/abel-stone"
EVERYBODY = [ANNA, DANA, ABEL, GRACE, MARY, RUTH, HELEN, JOAN, IAN, KOFI, PRIYA]


def tell(story: Story) -> None:
    """All of them open."""
    story.on("2024-12-02")
    for id, people in (("cohort/of-everybody", EVERYBODY), ("cohort/of-cleo", [CLEO])):
        facts = {"starts": "2025-01-13", "places": 20, "trainers": [], "external": "A former inspector"}
        story.let(RUTH, Cohort, id).plan(id.partition("/")[2], **facts)
        story.let(RUTH, Cohort, id).join(people, story.day)
    offer = {"cause": "request", "form": "individual", "note": "In confidence: she asked for it.", "on": story.day}
    story.let(RUTH, Coaching, "coaching/of-dana").offer(person=DANA, coach=ABEL, **offer)
    story.let(RUTH, Coaching, "coaching/of-cleo").offer(person=CLEO, coach="", **offer)
    said: dict[str, Any] = {"kind": "briefing", "day": "2025-01-20", "place": "Online", "why": "New standards."}
    empty: dict[str, Any] = {"domains": [], "themes": [], "grounds": []}
    story.let(RUTH, LearningSession, "session/of-others").plan(title="New standards", **said, **empty)

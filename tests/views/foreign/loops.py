"""Looped audits: one pair of Anna Bell's and Nadia Rahman's, both in; one of two people of another service area."""

from typing import Any

from app.demo.stories import ANNA, NADIA, RUTH, Story
from app.events.loop import Loop

MINE: dict[str, Any] = {"loop": "of-anna"}
THEIRS: dict[str, Any] = {"loop": "of-others"}


def tell(story: Story) -> None:
    """Both pairs are in and arranged, so that the one is its auditors' to see and the other is not."""
    story.on("2024-08-22")
    _pair(story, "loop/of-anna", ANNA, NADIA)
    _pair(story, "loop/of-others", "person/cleo-west", "person/dan-west")


def _pair(story: Story, id: str, first: str, second: str) -> None:
    audits = {"first": "audit/2024-06/0001", "second": "audit/2024-06/0003"}
    facts = {"cycle": "cycle/2024-06", "child": "child/C-10533", "why": "To learn.", "grounds": "", "on": story.day}
    story.let(RUTH, Loop, id).open(**facts, **audits, first_auditor=first, second_auditor=second)
    for audit in audits.values():
        story.let(RUTH, Loop, id).take_in(audit, on=story.day)
    when = {"day": "2024-08-30", "time": "10:00", "place": "Room 2", "reason": "", "role": "qa_lead"}
    story.let(RUTH, Loop, id).arrange(**when, attendees=[first, second, RUTH])

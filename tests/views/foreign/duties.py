"""Follow-ups: of Dana Lewis's work in Harbour, and of another area's."""

from typing import Any

from app.demo.stories import RUTH, Story
from app.events.duty import Duty

MINE: dict[str, Any] = {"duty": "2024-05-0001"}
THEIRS: dict[str, Any] = {"duty": "2024-05-0006"}


def tell(story: Story) -> None:
    """The other area's; the first is in the story."""
    story.on("2024-08-12")
    due = dict.fromkeys(("direction", "discussion", "follow_up", "closing"), "2024-09-02")
    facts = {"audit": "audit/2024-05/0006", "child": "child/C-20001", "team": "team/mill", "area": "area/west"}
    story.let(RUTH, Duty, "duty/2024-05/0006").receive(**facts, worker="person/cleo-west", on=story.day, due=due)

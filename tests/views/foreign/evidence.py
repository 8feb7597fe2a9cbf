"""Evidence packs: nobody's own; one that waits for a second person."""

from typing import Any

from app.demo.stories import RUTH, Story
from app.events.pack import Pack

MINE: dict[str, Any] = {"pack": "waits"}
THEIRS: dict[str, Any] = {"pack": "waits"}


def tell(story: Story) -> None:
    """Of a child, for an inspector."""
    story.on("2024-12-12")
    facts = {"recipient": "Ivy Lane", "why": "The inspection.", "position": 1, "on": story.day}
    story.let(RUTH, Pack, "pack/waits").ask(kind="child", of=["child/C-10482"], **facts)

"""Reports: the story's, of May; a recommendation of Dana Lewis's, and one of Cleo West's."""

from typing import Any

from app.demo.stories import DANA, RUTH, Story
from app.demo.story_reports import REPORT, publish_again
from app.events.recommendation import Recommendation

MINE: dict[str, Any] = {
    "report": "2024-05",
    "report_kind": "monthly",
    "report_part": "how-much",
    "recommendation": "of-dana",
}
THEIRS: dict[str, Any] = {"recommendation": "of-cleo"}


def tell(story: Story) -> None:
    """Both open, and published."""
    story.on("2024-12-10")
    said: dict[str, Any] = {"report": REPORT, "text": "Bring audits to supervision.", "due": "2025-03-31"}
    for id, owner in (("of-dana", DANA), ("of-cleo", "person/cleo-west")):
        story.let(RUTH, Recommendation, f"recommendation/{id}").make(**said, owner=owner)
    publish_again(story)

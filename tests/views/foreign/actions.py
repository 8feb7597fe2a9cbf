"""Actions: one of Dana Lewis's, from Anna Bell's audit of a child of Harbour, and one of another area."""

from typing import Any

from app.demo.stories import DANA, EAST, HARBOUR, RUTH, Story, audit_id
from app.events.action import Action

MINE: dict[str, Any] = {"action": "of-harbour"}
THEIRS: dict[str, Any] = {"action": "of-mill-lane"}


def tell(story: Story) -> None:
    """The two actions, both open."""
    story.on("2024-08-12")
    says = {"what": "See the child alone before the review.", "due": "2024-09-02", "on": story.day}
    mine = says | {"source": audit_id(1), "owner": DANA, "child": "child/C-10482", "team": HARBOUR, "area": EAST}
    story.let(RUTH, Action, "action/of-harbour").raise_(**mine)
    theirs = says | {"source": audit_id(6), "owner": "person/cleo-west", "child": "child/C-20001"}
    story.let(RUTH, Action, "action/of-mill-lane").raise_(**theirs, team="team/mill", area="area/west")

"""What is erased and who asked to see: an erasure and a request that wait, which those who lead have to themselves."""

from typing import Any

from app.demo.stories import RUTH, Story
from app.events.erasure import Erasure
from app.events.subject_access import SubjectAccess

MINE: dict[str, Any] = {"erasure": "waiting", "access_request": "waiting"}
THEIRS: dict[str, Any] = {}


def tell(story: Story) -> None:
    """Both are about the child of Mill Lane."""
    story.on("2025-04-01")
    child = "child/C-20001"
    facts = {"of": "child", "about": child, "ground": "request", "years": None, "reason": "Asked for."}
    story.let(RUTH, Erasure, "erasure/waiting").propose(**facts, records=[child])
    days = {"received_on": "2025-03-31", "due": "2025-04-30"}
    request = story.let(RUTH, SubjectAccess, "subject_access/waiting")
    request.ask(of="child", about=child, who="The father.", **days)
    request.make(story.house.model.position, 1)

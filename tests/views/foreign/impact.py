"""Impact and good practice: asked of Dana Lewis and found in her work, from Anna Bell's audit; and of another area."""

from typing import Any

from app.demo.stories import DANA, EAST, HARBOUR, MAY, RUTH, Story, audit_id
from app.events.good_practice import GoodPractice
from app.events.impact import Impact
from app.events.vocabulary import SYSTEM

MINE: dict[str, Any] = {"impact": "2024-05-0001-worker", "entry": "of-harbour"}
THEIRS: dict[str, Any] = {"impact": "2024-05-0006-worker", "entry": "of-mill-lane"}
CLEO, MILL, WEST = "person/cleo-west", "team/mill", "area/west"


def tell(story: Story) -> None:
    """A request and an entry of each."""
    story.on("2024-08-12")
    for number, worker, name in ((1, DANA, MINE["impact"]), (6, CLEO, THEIRS["impact"])):
        facts = {"audit": audit_id(number), "part": "worker", "recipient": worker, "returned_on": "2024-06-13"}
        story.let(SYSTEM, Impact, f"impact/{name}").ask(**facts, on=story.day)
    for number, worker, team, area, name in (
        (1, DANA, HARBOUR, EAST, MINE["entry"]),
        (6, CLEO, MILL, WEST, THEIRS["entry"]),
    ):
        facts = {"source": "direct", "audit": audit_id(number), "cycle": MAY, "worker": worker, "team": team}
        facts |= {"theme": "direct-work", "domain": "", "area": area, "what": "A book made together."}
        story.let(RUTH, GoodPractice, f"good_practice/{name}").note(**facts, on=story.day)

"""Children of concern: one of Harbour, Dana Lewis being the worker, raised by Anna Bell; and one of another area."""

from typing import Any

from app.demo.stories import ANNA, DANA, EAST, HARBOUR, HELEN, Story
from app.events.concern import DIRECT, Concern
from app.programme.concerns import HEADS

MINE: dict[str, Any] = {"concern": "of-harbour"}
THEIRS: dict[str, Any] = {"concern": "of-mill-lane"}
CLEO = "person/cleo-west"


def tell(story: Story) -> None:
    """Both in Category 1 and unanswered."""
    story.on("2024-08-12")
    said: dict[str, Any] = {"category": "1", "why": "Nobody is with him at night.", "source": DIRECT, "raising": ""}
    said |= {"responsible": [HELEN], "rule": HEADS}
    mine = said | {"child": "child/C-10482", "team": HARBOUR, "area": EAST, "worker": DANA}
    story.let(ANNA, Concern, "concern/of-harbour").raise_(**mine)
    theirs = said | {"child": "child/C-20001", "team": "team/mill", "area": "area/west", "worker": CLEO}
    story.let(CLEO, Concern, "concern/of-mill-lane").raise_(**theirs)

"""Letters of the story, for the walk of the policy: the weekly one to Nadia Rahman, a test letter to Priya Nair."""

from typing import Any

from app.demo.stories import NADIA, PRIYA, Story
from app.programme.letters import letter_id


def address(cause: str, recipient: str, kind: str) -> str:
    """How an address names the letter."""
    return letter_id(cause, recipient, kind).partition("/")[2]


MINE: dict[str, Any] = {"letter": address(f"{NADIA}#week-2024-W27", NADIA, "weekly")}
THEIRS: dict[str, Any] = {"letter": address(f"{PRIYA}#test/k7m2xq9d", PRIYA, "test")}


def tell(story: Story) -> None:
    """The story has them already."""

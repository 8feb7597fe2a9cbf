"""The ledger, for the walk of the policy: the first checkpoint and an entry, which are nobody's own."""

from typing import Any

from app.demo.stories import Story

MINE: dict[str, Any] = {"checkpoint_number": 1, "ledger_entry": 5}
THEIRS: dict[str, Any] = {}


def tell(story: Story) -> None:
    """The story has an entry already, and no checkpoint is needed to be refused one."""
